"""Rows that name no person: an organisation, an office that can be written to, or nothing that can be taken."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from models.exchange.contact_tables.cells import Cells, FilledCells, first_text
from models.exchange.contact_tables.contents import looks_like_organisation
from models.exchange.contact_tables.holding import ORGANISATION, Holds
from models.exchange.contact_tables.postal import postal_of
from models.exchange.contact_tables.row import ReadRow
from models.exchange.contact_tables.ways import ways_of, website_of
from models.exchange.incoming import IncomingContact, IncomingOrganisation, IncomingPerson, Place, Postal, Way
from models.exchange.names.found import NamesFound
from models.exchange.names.words import NO_NAME_WORDS
from models.text import sort_key
from models.vocabulary import ContactPointKind
from resources.i18n import _

LONGEST_LABEL = 40
"""Words in the place of a name that are short enough to stand beside an address: "PTA", "School office"."""


def organisation_of(read: ReadRow, place: Place, ways: Iterable[Way], postal: Postal) -> IncomingOrganisation:
    """Return what a row says of an organisation."""
    ways = tuple(ways)
    return IncomingOrganisation(
        read.row.number, place.name or place.urn, cells=read.row.values, remarks=tuple(read.remarks),
        doubts=tuple(dict.fromkeys(read.doubts)), place=place,
        ways=tuple(way for way in ways if way.kind is not ContactPointKind.WEB), postal=postal,
        website=website_of(ways), note=read.note, tags=read.tags,
    )  # fmt: skip


def bodies_of(read: ReadRow, instead: list[NamesFound]) -> Iterator[IncomingContact]:
    """Yield the organisations of a row without a person; `instead` is what stands where their names should.

    One with a refusal is yielded where nothing can be made of the row.
    """
    words = "; ".join(found.instead for found in instead)
    label = words if any(not found.is_vacant for found in instead) else ""
    ways = _ways(read, label if len(label) <= LONGEST_LABEL else "")
    _take_words(read, words, label, has_ways=bool(ways))
    if not read.places:
        yield _refused(read, ways, words, says_nobody=bool(words) and not label)
        return
    several = len(read.places) > 1
    if several:
        words = _("The cell names {count} organisations; each comes in as one.")
        read.doubts.append(words.format(count=len(read.places)))
    # One address beside several organisations is nobody's in particular.
    postal = Postal() if several else postal_of(_together(read.cells), read.place.name, read.remarks)
    for place in read.places:
        yield organisation_of(read, place, ways, postal)


def _ways(read: ReadRow, label: str) -> tuple[Way, ...]:
    """Return all addresses and numbers of a row, with the words for whoever answers."""
    found: dict[Way, None] = {}
    for who, own in sorted(read.cells.items()):
        for way in ways_of(own, read.remarks):
            found[way if who == ORGANISATION else replace(way, label=way.label or label)] = None
    return tuple(found)


def _take_words(read: ReadRow, words: str, label: str, *, has_ways: bool) -> None:
    """Keep what stands where a name should: as an organisation where none is named, else as a note; both are told."""
    if not read.places and label and _is_service(label):
        read.places = [Place(label)]
        read.doubts.append(_("“{text}” is no person’s name; it comes in as an organisation.").format(text=label))
        return
    if label:
        role = "; ".join(filter(None, (first_text(own, Holds.ROLE) for own in read.cells.values())))
        if role or not has_ways or len(label) > LONGEST_LABEL:
            read.note = "\n".join(filter(None, (f"{label} ({role})" if role else label, read.note)))
        read.doubts.append(
            _("“{text}” stands where a name should; it is kept beside the number or in a note.").format(text=label)
        )
    elif words:
        read.remarks.append(_("“{text}” says that there is nobody, so nobody comes in.").format(text=words))


def _is_service(text: str) -> bool:
    """Say whether words name an office or a group that can be written to: "Kitchen team", "PTA"."""
    named = looks_like_organisation(text) or not NO_NAME_WORDS.isdisjoint(sort_key(text).split())
    return named and len(text) < 80


def _together(cells: FilledCells) -> Cells:
    """Return all cells of a row, whosever they are; the organisation's come first."""
    found: Cells = {}
    for who in sorted(cells):
        for holds, texts in cells[who].items():
            found.setdefault(holds, []).extend(texts)
    return found


def _refused(read: ReadRow, ways: tuple[Way, ...], words: str, *, says_nobody: bool) -> IncomingPerson:
    """Return a row of which nothing can be made, with the reason."""
    if says_nobody:
        reason = _("“{text}” says that there is nobody, and no organisation is named.").format(text=words[:80])
    elif words:
        reason = _("“{text}” stands where a name should, and no organisation is named.").format(text=words[:80])
    elif ways:
        reason = _("There is “{way}” and no name of a person or organisation.").format(way=ways[0].value)
    else:
        reason = _("There is no name of a person or organisation in this row.")
    given = words or (ways[0].value if ways else "")
    return IncomingPerson(
        read.row.number, given, cells=read.row.values, remarks=tuple(read.remarks), doubts=tuple(read.doubts),
        refusal=reason, ways=ways, note=read.note, tags=read.tags,
    )  # fmt: skip
