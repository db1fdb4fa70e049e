"""The directory of partnerships: one picture of a whole area, by local authority, with the gaps in it.

Nobody has the whole picture, so this paper draws it: every partnership at work, and the areas that have none (need
N112).
"""

from __future__ import annotations

from collections.abc import Iterator

from sqlalchemy.orm import Session

from models.queries.belonging import INFORMAL_KINDS
from models.queries.partnership_directory import DirectoryPart, find_partnership_directory
from models.queries.partnership_members import list_groupings
from models.words import label
from reports.definitions.partners.common import AUDIENCE, CIRCULATION, names_words, precise
from reports.document import Cell, Column, Document, Facts, Heading, Kind, Table, Tone, paragraph
from reports.formatting import listed, long_date
from reports.parameters import Parameters
from reports.parts import capital, circulation, count_words, find_ourselves, left_out_words
from resources.i18n import _


def build(session: Session, parameters: Parameters) -> Document:
    """Return every partnership at work on a day, by local authority."""
    audience, as_at = parameters.audience or AUDIENCE, parameters.as_at
    we = find_ourselves(session, as_at)
    parts = find_partnership_directory(session, as_at=as_at, audience=audience)
    every = find_partnership_directory(session, as_at=as_at)
    left_out = _count(every) - _count(parts)
    empty = frozenset(part.area for part in every if part.has_none)
    members = {
        row.id: [name for _number, name in row.members]
        for row in list_groupings(session, as_at=as_at, kinds=INFORMAL_KINDS, audience=audience)
    }
    title, day = _("Directory of partnerships"), long_date(as_at)
    return Document(
        title=title,
        subtitle=_("As at {day}").format(day=day),
        as_at=as_at,
        author=we.school,
        subject=_("Every partnership at work, by local authority"),
        reference=_("{title}, {day}").format(title=title, day=day),
        blocks=(
            paragraph(_lead(parts, empty, left_out), tone=Tone.LEAD),
            Facts(circulation(audience, CIRCULATION)),
            Heading(_("The whole picture")),
            _table(parts, empty),
            Heading(_("Who belongs to each")),
            _members(parts, members),
        ),
        left_out=left_out_words(audience, (left_out, "partnership", "partnerships")),
    )


def _count(parts: tuple[DirectoryPart, ...]) -> int:
    return sum(len(part.partnerships) for part in parts)


def _area(part: DirectoryPart) -> str:
    return part.area or _("Area not recorded")


def _lead(parts: tuple[DirectoryPart, ...], empty: frozenset[str], left_out: int) -> str:
    number = _count(parts)
    if not parts:
        return _("There is nothing that may be shown here.") if left_out else _("No partnership is recorded.")
    areas = [part for part in parts if part.area]
    served = sum(not part.has_none for part in areas)
    words = _("{partnerships} at work in {areas}.").format(
        partnerships=capital(count_words(number, "partnership or cluster is", "partnerships and clusters are")),
        areas=count_words(served, "area", "areas"),
    )
    if gaps := [part.area for part in areas if part.area in empty]:
        words += " " + _("None is recorded in {areas}.").format(areas=listed(gaps))
    if unknown := sum(len(part.partnerships) for part in parts if not part.area):
        words += " " + _("Of {n} neither area nor authority is recorded.").format(
            n=count_words(unknown, "partnership", "partnerships")
        )
    if left_out:
        words += " " + _("What is not listed in this copy is not counted here.")
    return words


def _table(parts: tuple[DirectoryPart, ...], empty: frozenset[str]) -> Table:
    return Table(
        key="directory",
        title=_("Partnerships and clusters by local authority"),
        sheet=_("Directory"),
        columns=(
            Column(_("Area or authority"), weight=1.8),
            Column(_("Partnership"), weight=2.4, row_header=True),
            Column(_("Kind"), weight=2.0, unknown="–"),
            Column(_("Stage"), weight=1.0, unknown="–"),
            Column(_("Founded"), Kind.DATE, 1.3, unknown="–"),
            Column(_("Relation to the authority"), weight=1.8, unknown="–"),
            Column(_("Members"), Kind.INTEGER, 0.8, unknown="–"),
        ),
        rows=tuple(row for part in parts for row in _rows(part, empty)),
        empty=_("No partnership and no area of a local authority is recorded."),
        note=_("An area without a partnership stands here too. A dash means that nothing is recorded.")
        if parts
        else "",
    )


def _rows(part: DirectoryPart, empty: frozenset[str]) -> Iterator[tuple[Cell, ...]]:
    if part.has_none:
        words = _("None recorded") if part.area in empty else _("None that may be shown here")
        yield _area(part), words, None, None, None, None, None
    for row in part.partnerships:
        yield (
            _area(part),
            row.name,
            row.type or label(row.kind),
            label(row.stage) if row.stage else None,
            precise(row.founded_on, row.founded_precision),
            label(row.authority_relation) if row.authority else None,
            row.members,
        )


def _members(parts: tuple[DirectoryPart, ...], members: dict[int, list[str]]) -> Table:
    rows = [row for part in parts for row in part.partnerships]
    return Table(
        key="members",
        title=_("Members of each partnership"),
        sheet=_("Members"),
        columns=(
            Column(_("Partnership"), weight=2.4, row_header=True),
            Column(_("Members"), weight=5.6, unknown=_("None recorded")),
        ),
        rows=tuple((row.name, names_words(members.get(row.id, [])) or None) for row in rows),
        empty=_("No partnership is recorded."),
    )
