"""What one row says before it is known whom it names: its cells by what they hold, its notes and tags, what is told."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import lru_cache

from models.exchange.contact_tables.cells import SEVERAL, Cells, FilledCells, filled_cells, first_text
from models.exchange.contact_tables.columns import Columns
from models.exchange.contact_tables.heading_words import USUAL_KINDS
from models.exchange.contact_tables.holding import FIRST, Holds
from models.exchange.contact_tables.offices import RoleReader
from models.exchange.contact_tables.rows import DataRow
from models.exchange.incoming import Place
from models.exchange.names.cells import understand_name_parts, understand_names
from models.exchange.names.found import NamesFound
from models.text import sort_key
from models.vocabulary import OrganisationKind
from resources.i18n import _

_URN = re.compile(r"\d{6}(?:\.0)?", re.ASCII)
_MACHINE_TAGS = frozenset({"mycontacts", "my contacts", "starred", "starred in android", "imported", "all contacts"})
_NOTES = (Holds.NOTE, Holds.LAST_CONTACT)
_PLAIN_NOTES = frozenset({"note", "notes", "comment", "comments", "remarks", ""})
_SEVERAL = re.compile(rf"{SEVERAL}|\s*;\s*")
_BESIDE_NAMES = frozenset({Holds.TITLE, Holds.GIVEN, Holds.MIDDLE, Holds.FAMILY, Holds.LETTERS})
_PARTS = (Holds.TITLE, Holds.GIVEN, Holds.MIDDLE, Holds.FAMILY)


@dataclass(slots=True)
class ReadRow:
    """A row as its columns say it."""

    row: DataRow
    cells: FilledCells
    places: list[Place]
    """The organisations that it names; one unless a cell lists several."""
    note: str
    tags: tuple[str, ...]
    remarks: list[str] = field(default_factory=list)
    doubts: list[str] = field(default_factory=list)

    @property
    def place(self) -> Place:
        """Return the organisation of the people whom the row names."""
        return self.places[0] if self.places else Place()

    def of(self, who: int) -> Cells:
        """Return the cells of one of the row's people, or of the organisation."""
        return self.cells.get(who, {})


def read_row(row: DataRow, columns: Columns, roles: RoleReader) -> ReadRow:
    """Return what a row's columns say."""
    cells = filled_cells(columns, row.values)
    read = ReadRow(row, cells, [], "", _tags(cells), doubts=list(row.doubts))
    read.places = _places(cells.get(FIRST, {}), read.remarks)
    read.note = _note(cells, roles, read.doubts)
    return read


def _places(own: Cells, remarks: list[str]) -> list[Place]:
    urn = first_text(own, Holds.URN)
    if urn and not _URN.fullmatch(urn):
        remarks.append(_("“{text}” is no URN of a school, which has six figures; it was left out.").format(text=urn))
        urn = ""
    found = own.get(Holds.ORGANISATION)
    names = [" ".join(name.split()) for name in _SEVERAL.split(found[0][1])] if found else [""]
    urn = urn.removesuffix(".0") if len(names) == 1 else ""
    usual = _usual_kind(found[0][0].heading) if found else None
    return [place for name in names if (place := Place(name, urn, usual_kind=usual))]


@lru_cache(maxsize=256)
def _usual_kind(heading: str) -> OrganisationKind | None:
    return USUAL_KINDS.get(sort_key(heading))


def names_of(own: Cells) -> NamesFound:
    """Return whom a row names in the columns of one of its people: the parts of a name, else a whole one."""
    if own.keys().isdisjoint(_BESIDE_NAMES):
        return understand_names(own[Holds.NAME][0][1]) if Holds.NAME in own else NamesFound()
    title, given, middle, family = (first_text(own, holds) for holds in _PARTS)
    letters = first_text(own, Holds.LETTERS)
    if given or family:
        return understand_name_parts(title, given, middle, family, letters)
    whole = own.get(Holds.NAME)
    if not whole:
        return NamesFound()
    text = whole[0][1]
    return understand_names(f"{title} {text}" if title and not text.startswith(title) else text).with_letters(letters)


def given_name_of(own: Cells) -> str:
    """Return the name as the row has it: its parts, else the whole."""
    parts = [first_text(own, holds) for holds in _PARTS]
    whole = first_text(own, Holds.NAME)
    return " ".join(filter(None, parts)) if parts[1] or parts[3] or not whole else whole


def _tags(cells: FilledCells) -> tuple[str, ...]:
    if not any(Holds.TAGS in own for own in cells.values()):
        return ()
    found = (
        part.strip().removeprefix("*").strip(' "')
        for own in cells.values()
        for _column, text in own.get(Holds.TAGS, ())
        for part in re.split(r";|,| ::: |\n", text)
    )
    return tuple(dict.fromkeys(tag for tag in found if tag and tag.lower() not in _MACHINE_TAGS))


def _note(cells: FilledCells, roles: RoleReader, doubts: list[str]) -> str:
    """Return the notes of a row, each after its heading where that says more than "notes"."""
    parts: list[str] = []
    for who in sorted(cells):
        if cells[who].keys().isdisjoint(_NOTES):
            continue
        for column, text in cells[who].get(Holds.NOTE, ()):
            plain = sort_key(column.heading) in _PLAIN_NOTES
            parts.append(text if plain else f"{' '.join(column.heading.split())}: {text}")
        for column, text in cells[who].get(Holds.LAST_CONTACT, ()):
            heading = " ".join(column.heading.split()) or _("Last contact")
            words = roles.date_words(text, doubts, heading)
            if words:
                parts.append(f"{heading}: {words}")
    return "\n".join(parts)
