"""The venues of the sample book: halls and rooms of those in it, and one that is nobody's."""

from __future__ import annotations

from models.entities import Area, Organisation, Place
from models.sample.book import SampleBook, Values, number_or_none, read_lines
from models.text import sort_key
from models.vocabulary import Visibility


def add_venues(book: SampleBook) -> None:
    """Add the venues; wants areas and organisations."""
    rows: dict[str, Values] = {
        line["key"]: {
            "name": line["name"],
            "name_key": sort_key(line["name"]),
            "organisation_id": book.maybe(Organisation, line["organisation"]),
            "area_id": book.maybe(Area, line["ward"]),
            "address": line["address"],
            "postcode": line["postcode"],
            "easting": number_or_none(line["easting"]),
            "northing": number_or_none(line["northing"]),
            "capacity": number_or_none(line["capacity"]),
            "access_note": line["access"],
            "visibility": Visibility.PUBLIC,
        }
        for line in read_lines("venues.csv")
    }
    book.add(Place, rows)
