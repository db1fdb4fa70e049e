"""The action log of a body, or of all: what is open and with whom, what is late, what ended in the period.

The log goes on from meeting to meeting; an action carried over keeps the reference of the minute that gave it (need
N007).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import date

from sqlalchemy.orm import Session

from models.queries.action_points import ActionFilter, ActionRow, list_actions
from models.queries.audience import Shown
from models.vocabulary import ActionState, Visibility
from models.words import label
from reports.definitions.board.common import AUDIENCE, CIRCULATION, only_listed
from reports.document import Column, Document, Facts, Heading, Kind, Table, Tone, paragraph
from reports.formatting import long_date
from reports.parameters import Parameters
from reports.parts import (
    About,
    between,
    capital,
    circulation,
    count_words,
    find_about,
    find_ourselves,
    leaving_out,
    left_out_words,
    reason,
)
from resources.i18n import _, ngettext


def build(session: Session, parameters: Parameters) -> Document:
    """Return the actions that are open on a day and those that ended in a period, of one body or of all."""
    audience, as_at = parameters.audience or AUDIENCE, parameters.as_at
    we, about = find_ourselves(session, as_at), find_about(session, parameters, audience)
    still_open, ended = _find(session, parameters, audience, about)
    late = [row for row in still_open.rows if row.is_late(as_at)]
    name = _("Action log: {body}").format(body=about.name) if about else _("Action log")
    why, day = reason(audience), long_date(as_at)
    return Document(
        title=name,
        subtitle=_("Open on {day}, and ended between {period}").format(day=day, period=between(parameters)),
        as_at=as_at,
        author=we.school,
        subject=_("Actions, who has them, and what came of them"),
        reference=_("{title}, {day}").format(title=name, day=day),
        blocks=(
            paragraph(_lead(still_open, late, ended, day), tone=Tone.LEAD),
            Facts(
                (
                    (_("Body"), about.name if about else _("All")),
                    (_("Open"), len(still_open.rows)),
                    (_("Of these late"), len(late)),
                    (_("Ended in the period"), len(ended.rows)),
                    *circulation(audience, CIRCULATION),
                )
            ),
            Heading(_("Open actions")),
            leaving_out(_open_table(still_open.rows, as_at), still_open.left_out, "action", "actions", why),
            Heading(_("Who has them")),
            _owners_table(still_open.rows, as_at),
            Heading(_("Ended in the period")),
            leaving_out(_ended_table(ended.rows), ended.left_out, "action", "actions", why),
        ),
        left_out=left_out_words(audience, (still_open.left_out + ended.left_out, "action", "actions")),
    )


def _find(
    session: Session, parameters: Parameters, audience: Visibility, about: About | None
) -> tuple[Shown[ActionRow], Shown[ActionRow]]:
    """Return what is open at the end of the day, and what ended in the period, as far as the readers may see it."""
    wanted = ActionFilter(body_id=about.ref[1] if about else None)
    rows = list_actions(session, parameters.as_at, wanted, audience=audience)
    every = list_actions(session, parameters.as_at, wanted)

    def is_open(row: ActionRow) -> bool:
        return row.state is ActionState.OPEN

    def has_ended(row: ActionRow) -> bool:
        ended_on = row.done_on
        return not is_open(row) and ended_on is not None and parameters.first_day <= ended_on <= parameters.last_day

    opened = tuple(row for row in rows if is_open(row))
    ended = tuple(sorted((row for row in rows if has_ended(row)), key=lambda row: (row.done_on or date.max, row.id)))
    return (
        Shown(opened, sum(map(is_open, every)) - len(opened)),
        Shown(ended, sum(map(has_ended, every)) - len(ended)),
    )


def _lead(opened: Shown[ActionRow], late: Sequence[ActionRow], ended: Shown[ActionRow], day: str) -> str:
    left_out = opened.left_out + ended.left_out
    if left_out and not (opened.rows or ended.rows):
        return _("There is nothing that may be shown here.")
    number = len(opened.rows)
    words = ngettext("{actions} was open on {day}", "{actions} were open on {day}", number).format(
        actions=capital(count_words(number, "action", "actions")), day=day
    )
    words += _(", {n} of them late.").format(n=len(late)) if late else "."
    ends = _("{actions} ended in the period.").format(
        actions=capital(count_words(len(ended.rows), "action", "actions"))
    )
    return only_listed(f"{words} {ends}", left_out)


def _open_table(rows: Sequence[ActionRow], as_at: date) -> Table:
    return Table(
        key="open",
        title=_("Open actions, the earliest due first"),
        sheet=_("Open"),
        columns=(
            Column(_("Action"), weight=3.2, row_header=True),
            Column(_("Who"), weight=1.6, unknown=_("Not named")),
            Column(_("Due"), Kind.DATE, 1.4, unknown=_("No date")),
            Column(_("State"), weight=0.8, note=_("Late from the day after it was due")),
            Column(_("Carried"), Kind.INTEGER, 0.8, note=_("To how many later meetings it was carried over")),
            Column(_("From"), weight=1.8, unknown=_("Not from a meeting"), note=_("The meeting that gave it")),
            Column(_("Reference"), Kind.IDENTIFIER, 1.2, unknown="–", note=_("Minute reference")),
        ),
        rows=tuple(
            (
                row.text,
                row.owner,
                row.due_on,
                _("Late") if row.is_late(as_at) else label(row.state),
                row.times_carried,
                row.meeting,
                row.reference or None,
            )
            for row in rows
        ),
        empty=_("No action is open."),
    )


def _owners_table(rows: Sequence[ActionRow], as_at: date) -> Table:
    held = Counter(row.owner for row in rows)
    late = Counter(row.owner for row in rows if row.is_late(as_at))
    order = sorted(held, key=lambda owner: (-late[owner], -held[owner], owner is None, owner or ""))
    return Table(
        key="owners",
        title=_("Open actions by who has them"),
        sheet=_("Owners"),
        columns=(
            Column(_("Who"), weight=3.0, row_header=True, unknown=_("Not named")),
            Column(_("Open"), Kind.INTEGER, 1.0, total=True),
            Column(_("Of these late"), Kind.INTEGER, 1.0, total=True),
        ),
        rows=tuple((owner, held[owner], late[owner]) for owner in order),
        empty=_("Nobody has an open action."),
    )


def _ended_table(rows: Sequence[ActionRow]) -> Table:
    return Table(
        key="ended",
        title=_("Actions that were done or dropped in the period"),
        sheet=_("Ended"),
        columns=(
            Column(_("Action"), weight=3.0, row_header=True),
            Column(_("Who"), weight=1.6, unknown=_("Not named")),
            Column(_("Due"), Kind.DATE, 1.4, unknown=_("No date")),
            Column(_("State"), weight=0.9),
            Column(_("Ended on"), Kind.DATE, 1.4, unknown=_("Not recorded")),
            Column(_("What came of it"), weight=2.0, unknown=_("Not recorded")),
            Column(_("Reference"), Kind.IDENTIFIER, 1.2, unknown="–", note=_("Minute reference")),
        ),
        rows=tuple(
            (
                row.text,
                row.owner,
                row.due_on,
                label(row.state),
                row.done_on,
                row.outcome_note or None,
                row.reference or None,
            )
            for row in rows
        ),
        empty=_("No action ended in the period."),
    )
