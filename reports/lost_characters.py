"""Which characters of a paper its pages show as a mark, and in which records they stand, so that a person can act."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple, assert_never

from reports.cleaning import clean_line
from reports.document import (
    Block,
    Chart,
    Document,
    Drawing,
    Facts,
    Heading,
    ListBlock,
    PageBreak,
    Paragraph,
    Runs,
    Table,
    plain,
)
from reports.fonts import missing_characters
from reports.formatting import cell_text, value_text
from resources.i18n import ngettext

_MOST_CHARACTERS, _MOST_PLACES = 10, 3
_LONGEST_PLACE = 60


class Lost(NamedTuple):
    """Characters that no carried font has, and the record or part of the paper that holds them."""

    place: str
    characters: tuple[str, ...]


def lost_in(document: Document) -> tuple[Lost, ...]:
    """Return what the pages of a paper cannot show, in the order of reading."""
    found: dict[str, set[str]] = {}
    for place, text in _texts(document):
        if text and not text.isascii():
            lost = missing_characters((text,))
            if lost:
                found.setdefault(_shortened(clean_line(place)), set()).update(lost)
    return tuple(Lost(place, tuple(sorted(characters))) for place, characters in found.items())


def lost_words(document: Document) -> str:
    """Return a sentence that names the characters and the records; nothing where pages show everything."""
    lost = lost_in(document)
    if not lost:
        return ""
    characters = sorted({character for one in lost for character in one.characters})
    places = [f"“{one.place}”" for one in lost[:_MOST_PLACES]]
    if more := len(lost) - len(places):
        places.append(ngettext("{count} more place", "{count} more places", more).format(count=more))
    said = ngettext(
        "The page has a mark in the place of {count} character that its fonts do not have: {characters} in {places}.",
        "The page has a mark in the place of {count} characters that its fonts do not have: {characters} in {places}.",
        len(characters),
    )
    some = " ".join(characters[:_MOST_CHARACTERS]) + (" …" if len(characters) > _MOST_CHARACTERS else "")
    return said.format(count=len(characters), characters=some, places=", ".join(places))


def _shortened(place: str) -> str:
    return place if len(place) <= _LONGEST_PLACE else place[: _LONGEST_PLACE - 1].rstrip() + "…"


def _texts(document: Document) -> Iterator[tuple[str, str]]:
    """Yield every text of a paper with the place it stands in."""
    for text in (document.title, document.subtitle, document.author, document.reference, document.house.foot):
        yield document.title, text
    for label, value in document.cover:
        yield label, f"{label} {value_text(value)}"
    heading = document.title
    for block in document.blocks:
        if isinstance(block, Heading):
            heading = block.text
        for place, text in _block_texts(block):
            yield place or heading, text


def _block_texts(block: Block) -> Iterator[tuple[str, str]]:
    """Yield every text of a block, with the place where it is a record of its own."""
    match block:
        case Heading():
            yield "", block.text
        case Paragraph():
            yield from (("", text) for text in _span_texts(block.content))
        case ListBlock():
            for item in block.items:
                yield from (("", text) for text in _span_texts(item.content))
                if item.inner:
                    yield from _block_texts(item.inner)
        case Facts():
            yield block.title, block.title
            yield from ((label, f"{label} {value_text(value)}") for label, value in block.rows)
        case Table():
            yield from _table_texts(block)
        case Chart():
            series = (series.name for series in block.series)
            for text in (block.title, block.value_title, block.category_title, *block.categories, *series):
                yield block.title, text
        case Drawing():
            yield block.title, block.title
        case PageBreak():
            return
        case _:
            assert_never(block)


def _table_texts(table: Table) -> Iterator[tuple[str, str]]:
    """Yield the texts of a table; a row is known by what names it."""
    for text in (table.title, table.note, table.empty, *(column.title for column in table.columns)):
        yield table.title, text
    named = next((index for index, column in enumerate(table.columns) if column.row_header), 0)
    for values in table.rows:
        for value in values:
            if isinstance(value, str) and not value.isascii():
                yield cell_text(values[named], table.columns[named]) or table.title, value


def _span_texts(runs: Runs) -> Iterator[str]:
    """Yield the words of spans and of their notes."""
    yield plain(runs)
    for span in runs:
        if span.note:
            yield from _span_texts(span.note)
