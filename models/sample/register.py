"""The register of the sample book: the institutions that are in its records, and some round here that are not."""

from __future__ import annotations

from collections.abc import Iterator
from typing import cast

from sqlalchemy import Table, insert, inspect

from models.entities import RegisterInstitution, RegisterSource
from models.exchange.gias_fields import GiasKind
from models.sample.book import Line, SampleBook, Values, at_time, number_or_none, read_lines
from models.search import rebuild_register_index
from models.text import sort_key

_AUTHORITY, _TOWN = "Wendleshire", "Millbrook"


def add_register(book: SampleBook) -> None:
    """Add the rows of the register, so that what the records lack can be seen and brought in."""
    rows = sorted((*_known(book), *_unknown(book)), key=lambda row: str(row["urn"]))
    connection = book.session.connection()
    connection.execute(insert(cast(Table, RegisterInstitution.__table__)), rows)
    extract_on = book.days.on("-30")
    source = {
        "kind": GiasKind.ESTABLISHMENTS.value,
        "file_name": f"edubasealldata{extract_on:%Y%m%d}.csv",
        "sha256": "",
        "extract_on": extract_on,
        "imported_at": at_time(extract_on, "10:00"),
        "rows": len(rows),
    }
    connection.execute(insert(cast(Table, RegisterSource.__table__)), [source])
    if inspect(connection).has_table("search_register"):
        rebuild_register_index(connection)


def _known(book: SampleBook) -> Iterator[Values]:
    """Yield what the register says of the institutions that are in the records."""
    places = {line["key"]: line for line in read_lines("organisations.csv")}
    wards = {line["key"]: line["name"] for line in read_lines("areas.csv")}
    for line in read_lines("institutions.csv"):
        if line["urn"]:
            place = places[line["key"]]
            yield _row(book, line | place | {"ward": wards.get(place["ward"], "")}) | {
                "establishment_number": line["number"],
                "religious_character": line["religious"],
                "diocese": line["diocese"],
                "trust_name": line["trust"],
            }


def _unknown(book: SampleBook) -> Iterator[Values]:
    """Yield institutions round here that nobody has put into the records yet."""
    empty = dict.fromkeys(("establishment_number", "religious_character", "diocese", "trust_name"), "")
    return (_row(book, line) | empty for line in read_lines("register.csv"))


def _row(book: SampleBook, line: Line) -> Values:
    return {
        "urn": line["urn"],
        "ukprn": line["ukprn"],
        "name": line["name"],
        "name_key": sort_key(line["name"]),
        "status": line["status"],
        "phase": line["phase"],
        "establishment_type": line["type"],
        "type_group": line["type_group"],
        "la_name": _AUTHORITY,
        "district_name": _TOWN,
        "ward_name": line["ward"],
        "street": line["street"],
        "town": _TOWN,
        "postcode": line["postcode"],
        "easting": number_or_none(line["easting"]),
        "northing": number_or_none(line["northing"]),
        "low_age": number_or_none(line["low"]),
        "high_age": number_or_none(line["high"]),
        "pupils": number_or_none(line["pupils"]),
        "opened_on": book.days.optional(line["opened"]),
        "closed_on": book.days.optional(line["closed"]),
    }
