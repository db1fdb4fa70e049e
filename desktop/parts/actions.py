"""Action points: a piece of work for one person by a day, given at a meeting or under a commitment."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from desktop.forms.dated import day_words
from desktop.parts.of_meetings import agenda_options
from desktop.parts.spec import FieldSpec, Line, Owner, Part, Session, Step, Values, as_today, joined
from desktop.tokens import Tone
from models.actions.action_points import (
    ActionFields,
    add_action,
    archive_action,
    carry_action,
    carry_open_actions,
    drop_action,
    edit_action,
    finish_action,
    reopen_action,
)
from models.queries.action_points import ActionFilter, ActionRow, list_actions
from models.vocabulary import ActionState
from models.words import label
from resources.i18n import _, ngettext
from resources.i18n import marked as m

_TONES = {ActionState.DONE: Tone.GOOD, ActionState.DROPPED: Tone.PLAIN}


Dated = tuple[ActionRow, date]


def _line(one: Dated) -> Line:
    row, today = one
    carried = ngettext("carried over once", "carried over {count} times", row.times_carried)
    said = joined(
        row.owner or _("Nobody named yet"),
        _("due {day}").format(day=day_words(row.due_on)) if row.due_on is not None else _("no date yet"),
        row.reference,
        carried.format(count=row.times_carried) if row.times_carried else "",
        row.outcome_note,
    )
    if row.state is not ActionState.OPEN:
        day = day_words(row.done_on) if row.done_on is not None else ""
        return Line(row.id, row.text, said, f"{label(row.state)} {day}".strip(), _TONES[row.state])
    if row.is_late(today) and row.due_on is not None:
        days = (today - row.due_on).days
        words = ngettext("{days} day late", "{days} days late", days).format(days=days)
        return Line(row.id, row.text, said, words, Tone.LATE)
    return Line(row.id, row.text, said, label(row.state))


def _of_meeting(session: Session, owner: Owner, today: date) -> Sequence[Dated]:
    return [(row, today) for row in list_actions(session, today, ActionFilter(meeting_id=owner.id))]


def _of_commitment(session: Session, owner: Owner, today: date) -> Sequence[Dated]:
    return [(row, today) for row in list_actions(session, today, ActionFilter(commitment_id=owner.id))]


def _all_open(session: Session, owner: Owner, today: date) -> Sequence[Dated]:
    return [(row, today) for row in list_actions(session, today, ActionFilter(open_only=True))]


def _done(session: Session, number: int, values: Values) -> None:
    finish_action(session, number, values["on"], values["outcome"])


def _drop(session: Session, number: int, values: Values) -> None:
    drop_action(session, number, values["on"], values["reason"])


def _carry(session: Session, number: int, values: Values) -> None:
    carry_action(session, number, values["due_on"])


def _again(session: Session, number: int, values: Values) -> None:
    reopen_action(session, number)


def _carry_open(session: Session, meeting_id: int, values: Values) -> str:
    count = carry_open_actions(session, meeting_id, values["due_on"])
    if not count:
        return _("No earlier action of this body is open.")
    return ngettext("{count} action carried over.", "{count} actions carried over.", count).format(count=count)


def _is_open(one: Dated) -> bool:
    return one[0].state is ActionState.OPEN


def _is_ended(one: Dated) -> bool:
    return one[0].state is not ActionState.OPEN


def _leads_to(one: Dated) -> tuple[str, int] | None:
    row = one[0]
    if row.commitment_id is not None:
        return "commitment", row.commitment_id
    return ("meeting", row.meeting_id) if row.meeting_id is not None else None


def _leads_to_commitment(one: Dated) -> tuple[str, int] | None:
    row = one[0]
    return ("commitment", row.commitment_id) if row.commitment_id is not None else None


def _leads_to_meeting(one: Dated) -> tuple[str, int] | None:
    row = one[0]
    return ("meeting", row.meeting_id) if row.meeting_id is not None else None


_ON = FieldSpec("on", m("&On"), needed=m("Enter the day"), type=date, start=as_today)
_TEXT = FieldSpec("text", m("What is to be &done"), 12, m("Enter what is to be done"))
_WHO = FieldSpec("owner_person_id", m("&Who does it"), kinds=("person",))
_DUE = FieldSpec("due_on", m("D&ue"), past=False)
_MADE = FieldSpec("made_on", m("&Given on"), needed=m("Enter the day it was given"), start=as_today)
_REFERENCE = FieldSpec("reference", m("Minute &reference"))
_STEPS = (
    Step(
        m("It is done…"),
        _done,
        (_ON, FieldSpec("outcome", m("&What came of it"), 12, lines=2, type=str)),
        save=m("It is done"),
        when=_is_open,
    ),
    Step(
        m("Carry it over…"),
        _carry,
        (FieldSpec("due_on", m("D&ue"), past=False, type=date, hint=m("Left empty, the day stays.")),),
        save=m("Carry it over"),
        when=_is_open,
    ),
    Step(
        m("Drop it…"),
        _drop,
        (_ON, FieldSpec("reason", m("&Why"), 12, m("Enter why it is dropped"), lines=2, type=str)),
        save=m("Drop it"),
        when=_is_open,
    ),
    Step(m("Open it again"), _again, when=_is_ended),
)

ACTIONS_OF_MEETING = Part(
    kind="action",
    title=m("Actions given at this meeting"),
    nothing=m("No action was given. Add what one person is to do by a day; it comes back until it is done."),
    rows=_of_meeting,
    line=_line,
    add=m("Add an action…"),
    form=ActionFields,
    fields=(
        _TEXT,
        _WHO,
        _DUE,
        FieldSpec("agenda_item_id", m("A&genda item"), 12, options=agenda_options, blank=m("None in particular")),
        FieldSpec("commitment_id", m("Under the &commitment"), 12, kinds=("commitment",)),
        FieldSpec("made_on", m("Gi&ven on"), needed=m("Enter the day it was given"), start=as_today),
        _REFERENCE,
    ),
    create=add_action,
    edit=edit_action,
    remove=archive_action,
    remove_words=m("Put away"),
    steps=_STEPS,
    together=(
        Step(
            m("Carry open actions over…"),
            _carry_open,
            (
                FieldSpec(
                    "due_on",
                    m("New d&ue day"),
                    12,
                    past=False,
                    type=date,
                    hint=m("All that earlier meetings left open comes to this one. Left empty, the days stay."),
                ),
            ),
            save=m("Carry them over"),
        ),
    ),
    owner="meeting_id",
    opens=_leads_to_commitment,
    touches=("person", "agenda_item", "commitment"),
)

ACTIONS_OF_COMMITMENT = replace(
    ACTIONS_OF_MEETING,
    title=m("Actions under it"),
    nothing=m("No action follows from it yet. Break the promise into what one person does by a day."),
    rows=_of_commitment,
    fields=(
        _TEXT,
        _WHO,
        _DUE,
        FieldSpec("meeting_id", m("Given at the m&eeting"), 12, kinds=("meeting",)),
        _MADE,
        _REFERENCE,
    ),
    together=(),
    owner="commitment_id",
    opens=_leads_to_meeting,
    touches=("person", "meeting"),
)

OPEN_ACTIONS = replace(
    ACTIONS_OF_MEETING,
    title=m("Open actions"),
    nothing=m("No action is open. What meetings and commitments ask of one person by a day stays here until done."),
    rows=_all_open,
    fields=(
        _TEXT,
        _WHO,
        _DUE,
        FieldSpec("commitment_id", m("Under the &commitment"), 12, kinds=("commitment",)),
        FieldSpec("priority_id", m("For the &priority"), 12, kinds=("priority",)),
        FieldSpec("meeting_id", m("Given at the m&eeting"), 12, kinds=("meeting",)),
        _MADE,
        _REFERENCE,
    ),
    together=(),
    owner="",
    opens=_leads_to,
    touches=("person", "meeting", "commitment", "priority"),
)
