"""What each column of a table holds: by the user's choice, by its heading, by what stands in it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from models.exchange.contact_tables.column_owners import owned
from models.exchange.contact_tables.columns import Column, Columns
from models.exchange.contact_tables.contents import (
    mostly_organisations,
    mostly_titles,
    sample_of,
    share_of,
    understand_content,
)
from models.exchange.contact_tables.grids import GridRow
from models.exchange.contact_tables.headings import HeadingFound, understand_heading
from models.exchange.contact_tables.heads import TableHead
from models.exchange.contact_tables.holding import (
    KEYS,
    ORGANISATION,
    Held,
    Holds,
)
from models.exchange.workbook import column_letters
from models.text import sort_key
from resources.i18n import _

_WAYS = (Holds.EMAIL, Holds.PHONE, Holds.MOBILE)
_CHECKED = (Holds.NAME, Holds.PHONE, Holds.ORGANISATION)
"""What a heading may say that the cells must bear out."""
_URN = re.compile(r"\d{6}(?:\.0)?", re.ASCII)


def understand_columns(
    head: TableHead, rows: Sequence[GridRow], chosen: Mapping[str, str], *, is_address_book: bool
) -> Columns:
    """Return what each column holds; what nobody understands is left out and said."""
    width = len(head.headings)
    samples = [sample_of(_column(rows, place)) for place in range(width)]
    columns = [
        _by_heading(place, head.headings[place], head.found[place], samples[place], is_address_book=is_address_book)
        for place in range(width)
    ]
    if not is_address_book:
        columns = _by_content(columns, samples, _says_nothing(head))
        columns = owned(columns)
    columns = _once(columns)
    columns, remarks = _as_chosen(columns, chosen)
    return Columns(tuple(columns), is_address_book, remarks)


def _says_nothing(head: TableHead) -> bool:
    """Say whether a table has no headings of its own: none, or the letters that its rows were given back under."""
    given_back = [found is not None and found.is_of_given_back for found in head.found]
    return head.row is None or (
        any(given_back)
        and all(own or heading == column_letters(place)
                for place, (heading, own) in enumerate(zip(head.headings, given_back, strict=True)))
    )  # fmt: skip


def _column(rows: Sequence[GridRow], place: int) -> Iterator[str]:
    return (row.cells[place] for row in rows if place < len(row.cells))


def _by_heading(
    place: int, heading: str, found: HeadingFound | None, sample: list[str], *, is_address_book: bool
) -> Column:
    """Return a column by its heading, where its cells bear it out."""
    example = sample[0].replace("\n", " ")[:80] if sample else ""
    if found is None:
        why = "" if sample or heading else _("left out: empty")
        return Column(place, heading, Held(Holds.NOTHING), HeadingFound(Holds.NOTHING), why, example)
    if found.is_of_given_back:
        return Column(place, heading, Held(Holds.NOTHING), found, _("left out: it says why rows were not taken"))
    column = Column(place, heading, Held(found.holds), found, example=example)
    if found.is_private:
        return replace(column, why=_("left out: private, or about somebody else"))
    if found.of_organisation:
        return replace(column, held=Held(found.holds, ORGANISATION))
    if not is_address_book and sample:
        return replace(column, held=Held(_borne_out(found, sample)))
    return column


def _borne_out(found: HeadingFound, sample: list[str]) -> Holds:
    """Return what a column holds whose heading may mean two things."""
    if found.holds is Holds.TITLE and not mostly_titles(sample):
        return Holds.ROLE
    if found.holds is Holds.URN and share_of(sample, lambda cell: _URN.fullmatch(cell) is not None) < 0.5:
        return Holds.NOTHING
    if found.holds in _CHECKED:
        content = understand_content(sample)
        if content in _WAYS and found.holds is not Holds.PHONE:
            return content
        if found.holds is Holds.PHONE and content in (Holds.EMAIL, Holds.NAME, Holds.ORGANISATION):
            return content
        if found.holds is Holds.PHONE and not any(sum(map(str.isdigit, cell)) >= 5 for cell in sample):
            return Holds.NOTHING
    return found.holds


def _by_content(columns: list[Column], samples: list[list[str]], headless: bool) -> list[Column]:
    """Return columns that no heading told, by what stands in them; a name is taken once."""
    held = {column.holds for column in columns}
    # In a table with headings a column of names is one without a heading of its own only where people can be reached.
    may_name = headless or not held.isdisjoint(_WAYS)
    found: list[Column] = []
    for column, sample in zip(columns, samples, strict=True):
        unknown = (
            column.holds is Holds.NOTHING and not column.found.is_private and understand_heading(column.heading) is None
        )
        if unknown and sample:
            guess = understand_content(sample)
            surely = guess in (Holds.EMAIL, Holds.PHONE, Holds.MOBILE, Holds.POSTCODE)
            alone = guess in (Holds.NAME, Holds.ORGANISATION, Holds.TITLE) or (guess is Holds.WEBSITE and headless)
            alone = alone and may_name and guess not in held and not (guess is Holds.NAME and Holds.FAMILY in held)
            if (surely and (headless or guess not in held)) or alone:
                held.add(guess)
                column = replace(column, held=Held(guess))
        found.append(column)
    if Holds.ORGANISATION not in held:
        for place, column in enumerate(found):
            plain = column.holds is Holds.NAME and not column.found.role and not column.found.series
            if plain and mostly_organisations(samples[place]):
                found[place] = replace(column, held=Held(Holds.ORGANISATION))
                break
    return found


def _once(columns: list[Column]) -> list[Column]:
    """Return columns of which one alone can say the organisation; others that say it too are left out and said."""
    found: list[Column] = []
    seen: set[Held] = set()
    single = (Holds.ORGANISATION, Holds.URN)
    for column in columns:
        if column.holds in single and column.held in seen:
            why = _("left out: another column says it")
            column = replace(column, held=Held(Holds.NOTHING), why=why)
        seen.add(column.held)
        found.append(column)
    return found


def _as_chosen(columns: list[Column], chosen: Mapping[str, str]) -> tuple[list[Column], tuple[str, ...]]:
    """Return columns as a user wants them, and what of the choices fits none."""
    remarks: list[str] = []
    found = list(columns)
    by_heading = {sort_key(column.heading): column.place for column in reversed(columns) if column.heading}
    for name, key in chosen.items():
        place = by_heading.get(sort_key(name)) if sort_key(name) else None
        if place is None and name.isascii() and name.isalpha() and len(name) <= 2:
            place = next((one.place for one in columns if column_letters(one.place) == name.upper()), None)
        if place is None:
            remarks.append(_("The table has no column “{name}”, of which the choices speak.").format(name=name[:60]))
        else:
            found[place] = replace(found[place], held=KEYS[key], why="")
    return found, tuple(remarks)
