"""The tables of governors' details: who serves, who stepped down, interests, attendance, board and committees."""

from __future__ import annotations

from models.queries.governors import GovernorRow
from models.roles import RoleGroup, role_group
from models.words import label
from reports.definitions.board.governors.findings import Findings
from reports.document import Cell, Column, Kind, Table
from reports.formatting import listed, long_date
from reports.parts import capital
from resources.i18n import _

_OFFICES = (RoleGroup.CHAIR, RoleGroup.CO_CHAIR, RoleGroup.VICE_CHAIR)


def governors_table(found: Findings) -> Table:
    """Return who serves on the board; whether they have a vote where somebody has none."""
    rows = found.serving
    has_silent = any(not row.is_voting for row in rows)
    vote = (Column(_("Vote"), Kind.YES_NO, 0.6),) if has_silent else ()
    return Table(
        key="governors",
        title=_("Who serves on the board"),
        sheet=_("Governors"),
        columns=(
            Column(_("Name"), weight=1.9, row_header=True),
            Column(_("Category"), weight=1.2, unknown=_("Not recorded")),
            Column(_("Office"), weight=1.3, unknown="–"),
            Column(_("Appointed by"), weight=1.9, unknown=_("Not recorded")),
            Column(_("Appointed on"), Kind.DATE, 1.4, unknown=_("Not recorded")),
            Column(_("Term ends"), Kind.DATE, 1.4, unknown=_("No end set")),
            *vote,
        ),
        rows=tuple(
            (
                row.name,
                _category(row),
                _office(row),
                capital(row.appointing_body) or None,
                row.starts_on,
                row.term_ends_on,
                *((row.is_voting,) if has_silent else ()),
            )
            for row in rows
        ),
        empty=_("Nobody is recorded as serving on this board."),
    )


def stepped_down_table(found: Findings) -> Table:
    """Return who stepped down in the last twelve months."""
    return Table(
        key="stepped-down",
        title=_("Who stepped down in the last twelve months"),
        sheet=_("Stepped down"),
        columns=(
            Column(_("Name"), weight=1.9, row_header=True),
            Column(_("Category"), weight=1.2, unknown=_("Not recorded")),
            Column(_("Appointed by"), weight=1.9, unknown=_("Not recorded")),
            Column(_("Appointed on"), Kind.DATE, 1.4, unknown=_("Not recorded")),
            Column(_("Term was to end"), Kind.DATE, 1.4, unknown=_("No end set")),
            Column(_("Stepped down on"), Kind.DATE, 1.4),
        ),
        rows=tuple(
            (
                row.name,
                _category(row),
                capital(row.appointing_body) or None,
                row.starts_on,
                row.term_ends_on,
                row.ends_on,
            )
            for row in found.gone
        ),
        empty=_("Nobody stepped down in the last twelve months."),
    )


def _category(row: GovernorRow) -> str | None:
    """Return the category of an appointment; where it has none, the role it is, unless that is an office."""
    if row.category:
        return capital(row.category)
    return None if role_group(row.role) in _OFFICES else row.role or None


def _office(row: GovernorRow) -> str | None:
    own = (row.role,) if role_group(row.role) in _OFFICES else ()
    return listed((*own, *row.offices)) or None


def interests_table(found: Findings) -> Table:
    """Return the register of interests: each entry, and for whoever has none what is known of that."""
    ours = (Column(_("Published"), Kind.YES_NO, 0.9, unknown="–"),) if found.sees_all else ()
    rows: list[tuple[Cell, ...]] = []
    listed_people = {row.person_id for row in found.interests.rows}
    for entry in found.interests.rows:
        confirmed = found.confirmations.get(entry.person_id)
        rows.append(
            (
                entry.person,
                label(entry.nature),
                entry.body_named,
                entry.detail or None,
                entry.declared_on,
                confirmed.confirmed_on if confirmed else None,
                *((entry.is_published,) if ours else ()),
            )
        )
    for row in found.serving:
        if row.person_id in listed_people:
            continue
        listed_people.add(row.person_id)
        confirmed = found.confirmations.get(row.person_id)
        none = _("None declared") if confirmed and confirmed.is_nil else _nothing(found)
        day = confirmed.confirmed_on if confirmed else None
        rows.append((row.name, none, None, None, None, day, *((None,) if ours else ())))
    order = {row.name: place for place, row in enumerate(found.governors.rows)}
    rows.sort(key=lambda cells: order.get(str(cells[0]), len(order)))
    return Table(
        key="interests",
        title=_("Register of interests on {day}").format(day=long_date(found.day)),
        sheet=_("Interests"),
        columns=(
            Column(_("Name"), weight=1.8, row_header=True),
            Column(_("Kind of interest"), weight=1.6),
            Column(_("In"), weight=1.9, unknown="–"),
            Column(_("Detail"), weight=1.9, unknown="–"),
            Column(_("Declared on"), Kind.DATE, 1.4, unknown="–"),
            Column(_("Confirmed on"), Kind.DATE, 1.4, unknown=_("Not yet"), note=_("For the present academic year")),
            *ours,
        ),
        rows=tuple(rows),
        empty=_("No interest is declared, and nobody serves who could declare one."),
    )


def _nothing(found: Findings) -> str:
    """Return what is said of a member without an entry who made no nil return."""
    return _("Nothing recorded") if found.sees_all else _("No entry to publish")


def attendance_table(found: Findings) -> Table:
    """Return how often each attended the board and its committees in the last academic year."""
    rows = sorted(
        (
            (place, figures.name, part.body.name, figures.held, figures.present)
            for place, part in enumerate(found.parts)
            for figures in part.attendance
        ),
        key=lambda row: row[0],
    )
    return Table(
        key="attendance",
        title=_("Attendance in the academic year {year}").format(year=found.year.name),
        sheet=_("Attendance"),
        columns=(
            Column(_("Name"), weight=2.2, row_header=True),
            Column(_("Body"), weight=2.6),
            Column(_("Meetings"), Kind.INTEGER, 0.9, note=_("Held in their time in post")),
            Column(_("Attended"), Kind.INTEGER, 0.9),
        ),
        rows=tuple((name, body, held, present) for _place, name, body, held, present in rows),
        empty=_("No meeting was held in the academic year {year}.").format(year=found.year.name),
        note=_("Counted are the meetings that were held while each was in post; a cancelled one counts for nobody.")
        if rows
        else "",
    )


def structure_table(found: Findings) -> Table:
    """Return the board and its committees with who chairs them and what they are for."""
    return Table(
        key="structure",
        title=_("Board and committees"),
        sheet=_("Structure"),
        columns=(
            Column(_("Body"), weight=2.0, row_header=True),
            Column(_("Chair"), weight=1.4, unknown=_("Not recorded")),
            Column(_("What it is for"), weight=3.4, unknown=_("Not recorded")),
        ),
        rows=tuple((part.body.name, listed(part.chairs) or None, part.remit or None) for part in found.parts),
        empty=_("No body is recorded."),
    )
