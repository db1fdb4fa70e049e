"""Isolation and overlap: which institutions nothing ties to others, and which sit in several partnerships at once.

Isolated ones come first, so that no school is left as an island (needs N073, N074); overlapping memberships show where
the same few schools carry everything (need N058).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy.orm import Session

from models.queries.isolation import A_YEAR, IslandRow, list_islands
from models.queries.partnership_members import OverlapRow, list_overlap
from models.queries.partnership_network import Network, find_network
from models.vocabulary import Visibility
from reports.definitions.partners.common import CIRCULATION
from reports.document import Block, Column, Document, Facts, Heading, Kind, Table, Tone, paragraph
from reports.formatting import long_date
from reports.parameters import Parameters
from reports.parts import (
    capital,
    circulation,
    count_words,
    find_ourselves,
    leaving_out,
    left_out_words,
    not_listed,
    reason,
)
from reports.pictures.memberships import memberships_picture, shared_members_picture
from reports.pictures.network import network_picture
from resources.i18n import _

AUDIENCE = Visibility.INTERNAL
MANY = 3
"""From so many partnerships on an institution is said to be in many."""


@dataclass(frozen=True, slots=True)
class Ties:
    """Everything the paper says."""

    as_at: date
    audience: Visibility
    every: tuple[IslandRow, ...]
    """All institutions but ours, the most isolated first."""
    left_out: int
    overlap: tuple[OverlapRow, ...]
    """The institutions that belong to something, those in most first; ours too."""
    memberships_left_out: int
    network: Network

    @property
    def islands(self) -> tuple[IslandRow, ...]:
        """Return those that nothing ties to others."""
        return tuple(row for row in self.every if row.is_island)

    @property
    def lacking(self) -> tuple[IslandRow, ...]:
        """Return those that lack at least one of the three ties."""
        return tuple(row for row in self.every if row.missing)

    @property
    def in_many(self) -> tuple[OverlapRow, ...]:
        """Return those in many partnerships."""
        return tuple(row for row in self.overlap if len(row.partnerships) >= MANY)


def build(session: Session, parameters: Parameters) -> Document:
    """Return who is in nothing and who in many, in the year up to a day."""
    audience, as_at = parameters.audience or AUDIENCE, parameters.as_at
    we, found = find_ourselves(session, as_at), _find(session, as_at, audience)
    title, day = _("Isolation and overlap"), long_date(as_at)
    return Document(
        title=title,
        subtitle=_("As at {day}, and in the year before").format(day=day),
        as_at=as_at,
        author=we.school,
        subject=_("Institutions that nothing ties to others, and those in several partnerships"),
        reference=_("{title}, {day}").format(title=title, day=day),
        blocks=(
            paragraph(_lead(found), tone=Tone.LEAD),
            Facts(circulation(audience, CIRCULATION)),
            *_isolation(found),
            *_overlap(found),
            *_picture(found),
            *_how(found),
        ),
        left_out=left_out_words(
            audience,
            (found.left_out, "institution", "institutions"),
            (found.memberships_left_out, "membership", "memberships"),
        ),
    )


def _find(session: Session, as_at: date, audience: Visibility) -> Ties:
    every = list_islands(session, today=as_at, at_least=0, audience=audience)
    known = list_islands(session, today=as_at, at_least=0)
    overlap = list_overlap(session, as_at=as_at, at_least=1, audience=audience)
    return Ties(
        as_at,
        audience,
        every,
        len(known) - len(every),
        overlap,
        _memberships(list_overlap(session, as_at=as_at, at_least=1)) - _memberships(overlap),
        find_network(session, as_at=as_at, audience=audience),
    )


def _memberships(rows: Sequence[OverlapRow]) -> int:
    return sum(len(row.partnerships) for row in rows)


def _lead(found: Ties) -> str:
    if not found.every:
        if found.left_out:
            return _("There is nothing that may be shown here.")
        return _("The records have no institution besides our own.")
    nowhere = sum(not row.partnerships for row in found.every)
    words = _("Of {institutions} besides our own, {nowhere} in no partnership").format(
        institutions=count_words(len(found.every), "institution", "institutions"),
        nowhere=count_words(nowhere, "is", "are") if nowhere else _("none is"),
    )
    islands = len(found.islands)
    if islands:
        words += _(", and nothing at all ties {n} of them to others.").format(n=f"{islands:,}")
    else:
        words += _(", and each has some tie to others.")
    many = len(found.in_many)
    words += " " + _("Counting our own, {many} to {n} partnerships or more.").format(
        many=count_words(many, "institution belongs", "institutions belong"), n=MANY
    )
    if found.left_out:
        words += " " + _("What is not listed in this copy is not counted here.")
    return words


def _isolation(found: Ties) -> Iterator[Block]:
    yield Heading(_("Who lacks ties"))
    yield Table(
        key="lacking",
        title=_("Institutions that lack a tie, the most isolated first"),
        sheet=_("Isolation"),
        columns=(
            Column(_("Institution"), weight=3.0, row_header=True),
            Column(_("Phase"), weight=1.4, unknown=_("Not recorded")),
            Column(
                _("Partnerships"), Kind.INTEGER, 0.9, note=_("Partnerships, clusters, federations, trusts, pairings")
            ),
            Column(_("Events shared"), Kind.INTEGER, 0.9, note=_("Held in the year, with others")),
            Column(_("Contacts with us"), Kind.INTEGER, 0.9, note=_("Conversations and meetings in the year")),
            Column(_("What is missing"), weight=2.4),
        ),
        rows=tuple(
            (row.name, row.phase or None, row.partnerships, row.events_shared, row.contacts, _missing(row))
            for row in found.lacking
        ),
        empty=_("Every institution is in a partnership, shared an event and was in contact with us in the year.")
        if found.every
        else _("An institution that lacks a partnership, a shared event or contact with us would stand here."),
        note=not_listed(found.left_out, "institution", "institutions", reason(found.audience))
        if found.left_out
        else "",
    )


def _missing(row: IslandRow) -> str:
    if row.is_island:
        return _("All three: nothing ties it to others")
    parts = (
        (row.partnerships, _("no partnership")),
        (row.events_shared, _("no event shared")),
        (row.contacts, _("no contact")),
    )
    return capital(", ".join(words for number, words in parts if not number))


def _overlap(found: Ties) -> Iterator[Block]:
    yield Heading(_("Who is in several"))
    counts = Counter(len(row.partnerships) for row in found.overlap)
    table = Table(
        key="counts",
        title=_("In how many partnerships institutions are"),
        sheet=_("Counts"),
        columns=(
            Column(_("Partnerships"), Kind.INTEGER, 1.0, row_header=True),
            Column(_("Institutions"), Kind.INTEGER, 1.0, total=True),
            Column(_("Who"), weight=5.0),
        ),
        rows=tuple((number, counts[number], _names(found.overlap, number)) for number in sorted(counts, reverse=True)),
        empty=_("No institution belongs to a partnership, cluster, federation or trust."),
    )
    yield leaving_out(table, found.memberships_left_out, "membership", "memberships", reason(found.audience))
    if found.overlap:
        yield from memberships_picture(found.overlap).blocks()
    yield Heading(_("Which partnerships overlap"))
    yield from shared_members_picture(found.overlap).blocks()


def _names(rows: Sequence[OverlapRow], number: int) -> str:
    return "; ".join(row.name for row in rows if len(row.partnerships) == number)


def _picture(found: Ties) -> Iterator[Block]:
    yield Heading(_("The whole network"))
    yield from network_picture(found.network).blocks()


def _how(found: Ties) -> Iterator[Block]:
    yield Heading(_("How this is reckoned"))
    first = long_date(found.as_at.fromordinal(found.as_at.toordinal() - A_YEAR.days + 1))
    yield paragraph(
        _(
            "A partnership here is one at work on the day: a partnership, cluster, federation or trust; for isolation "
            "a pairing of two institutions counts too. Events shared are those held between {first} and {last} that "
            "an institution took part in or told of and another hosted, or hosted for others. Contacts are with us."
        ).format(first=first, last=long_date(found.as_at))
    )
