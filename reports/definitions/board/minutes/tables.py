"""The tables at the end of the minutes: decisions, what was given to whom, corrections."""

from __future__ import annotations

from datetime import date

from models.queries.commitments import CommitmentRow
from models.vocabulary import CommitmentState
from models.words import label
from reports.definitions.board.minutes.findings import Findings
from reports.definitions.board.minutes.items import votes_words
from reports.document import Cell, Column, Kind, Table
from reports.parts import leaving_out, reason
from resources.i18n import _


def decisions_table(found: Findings) -> Table:
    """Return what was decided, item by item."""
    table = Table(
        key="decisions",
        title=_("Decisions"),
        sheet=_("Decisions"),
        columns=(
            Column(_("Item"), Kind.INTEGER, 0.6, unknown="–"),
            Column(_("Decision"), weight=3.6, row_header=True),
            Column(_("Outcome"), weight=1.1),
            Column(_("Votes"), weight=1.8, unknown=_("Not counted")),
            Column(_("Reference"), Kind.IDENTIFIER, 1.2, unknown="–", note=_("Minute reference")),
        ),
        rows=tuple(
            (
                found.numbers.get(one.agenda_item_id or 0),
                one.text,
                label(one.outcome),
                votes_words(one).removeprefix(_("Votes: ")).rstrip(".") or None,
                one.reference or None,
            )
            for one in found.decisions.rows
        ),
        empty=_("No decision of this meeting is recorded."),
    )
    return leaving_out(table, found.decisions.left_out, "decision", "decisions", reason(found.audience))


def actions_table(found: Findings, as_at: date) -> Table:
    """Return what was given to whom at the meeting, actions and commitments alike, by the day due."""
    lines: list[tuple[date | None, tuple[Cell, ...]]] = [
        (row.due_on, (row.text, row.owner, row.due_on, label(row.state), row.reference or None))
        for row in found.actions.rows
    ]
    lines += [
        (row.due_on, (row.text, _who(row, found), row.due_on, _stands(row, as_at), row.reference or None))
        for row in found.commitments.rows
    ]
    lines.sort(key=lambda line: (line[0] is None, line[0] or date.max))
    table = Table(
        key="actions",
        title=_("Actions and commitments"),
        sheet=_("Actions"),
        columns=(
            Column(_("What"), weight=3.4, row_header=True),
            Column(_("Who"), weight=1.9, unknown=_("Not named")),
            Column(_("Due"), Kind.DATE, 1.4, unknown=_("No date")),
            Column(_("Now"), weight=1.0, note=_("How it stands on the day of this paper")),
            Column(_("Reference"), Kind.IDENTIFIER, 1.2, unknown="–", note=_("Minute reference")),
        ),
        rows=tuple(cells for _day, cells in lines),
        empty=_("Nothing was given to anyone to do."),
    )
    count = found.actions.left_out + found.commitments.left_out
    return leaving_out(table, count, "action", "actions", reason(found.audience))


def _who(row: CommitmentRow, found: Findings) -> str | None:
    """Return whose it is; the body that met is not named after each of its members."""
    if row.owner_organisation_id == found.detail.row.organisation_id and row.owner_person:
        return row.owner_person
    return row.owner or None


def _stands(row: CommitmentRow, as_at: date) -> str:
    """Return how a commitment stood at the end of a day."""
    if row.closed_on is not None and row.closed_on > as_at:
        return label(CommitmentState.OPEN)
    return label(row.state)


def corrections_table(found: Findings, as_at: date) -> Table:
    """Return what was corrected after the minutes were approved, by a day."""
    numbers = found.numbers
    shown = {one.id for one in found.decisions.rows}
    return Table(
        key="corrections",
        title=_("Corrections agreed since these minutes were approved"),
        sheet=_("Corrections"),
        columns=(
            Column(_("Item"), Kind.INTEGER, 0.6, unknown="–"),
            Column(_("Corrected on"), Kind.DATE, 1.4),
            Column(_("Was"), weight=2.4, row_header=True),
            Column(_("Is now"), weight=2.4),
            Column(_("By"), weight=1.4, unknown=_("Not recorded")),
        ),
        rows=tuple(
            (numbers.get(one.agenda_item_id or 0), one.corrected_on, one.was, one.now, one.corrected_by or None)
            for one in found.minutes.corrections
            if one.corrected_on <= as_at
            and (one.agenda_item_id is None or one.agenda_item_id in numbers)
            and (one.decision_id is None or one.decision_id in shown)
        ),
        empty=_("Nothing was corrected."),
    )
