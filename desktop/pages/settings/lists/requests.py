"""The card of what people asked under data protection law: each request with its clock, more time, the answer."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date

from desktop.forms.dated import day_words
from desktop.pages.settings.lists.erasing import ERASE_ASKED
from desktop.parts.spec import FieldSpec, Line, Owner, Part, Session, Step, Values, as_today, joined
from desktop.tokens import Tone
from models.actions.subject_requests import (
    AnswerFields,
    SubjectRequestFields,
    answer_request,
    archive_request,
    create_request,
    edit_request,
    extend_request,
    reopen_request,
    withdraw_extension,
)
from models.queries.subject_requests import SubjectRequestRow, list_requests
from models.vocabulary import Channel, RequestOutcome, RequestState, SubjectRight
from models.words import label
from resources.i18n import _, ngettext
from resources.i18n import marked as m

SOON = 7
"""Days before its end from which a clock is told in the colour of what is pressing."""


def requests(today: Callable[[], date]) -> Part:
    """Return the card; `today` tells what is late."""

    def line(row: SubjectRequestRow) -> Line:
        return _line(row, today())

    return Part(
        kind="subject_request",
        title=m("Requests about personal data, and for information"),
        nothing=m(
            "Nobody has asked anything. Note here whoever asks to see what you hold about them, or to have it put "
            "right or erased: the answer is due within one month. Requests under the Freedom of Information Act and "
            "complaints have clocks of their own."
        ),
        rows=_rows,
        line=line,
        add=m("Note a re&quest…"),
        form=SubjectRequestFields,
        fields=_FIELDS,
        create=create_request,
        edit=edit_request,
        remove=archive_request,
        remove_words=m("Put away"),
        steps=_STEPS,
        ways=(ERASE_ASKED,),
        opens=lambda row: ("person", row.person_id) if row.person_id is not None else None,
        owner="",
        touches=("person", "setting", "calendar_period"),
    )


_FIELDS = (
    FieldSpec("subject_right", m("What they &ask")),
    FieldSpec("received_on", m("&Received on"), 6, m("Enter the day on which it came"), start=as_today),
    FieldSpec(
        "asked",
        m("In a &few words"),
        12,
        m("Enter what they ask, like “All emails about her since 2019”"),
    ),
    FieldSpec("person_id", m("&Whose data"), 6, kinds=("person",), hint=m("Where you have a record of them")),
    FieldSpec("name", m("Who asks, in wor&ds"), 6, hint=m("Where it is somebody else, or there is no record")),
    FieldSpec("channel", m("&How it came"), 6, blank=m("Not noted")),
    FieldSpec("visibility", m("Who may &see it")),
    FieldSpec(
        "identity_asked_on", m("&Proof of identity asked for on"), 6, hint=m("Only where you doubt who they are")
    ),
    FieldSpec("identity_checked_on", m("&Identity confirmed on")),
    FieldSpec("clarification_asked_on", m("Asked what they &mean on"), 6, hint=m("The clock stops until they answer")),
    FieldSpec("clarification_received_on", m("The&y answered that on")),
    FieldSpec("acknowledged_on", m("Complain&t acknowledged on"), 6, hint=m("Within 30 days of its coming")),
    FieldSpec("searched", m("Where you &looked"), 12, lines=2),
)


def _rows(session: Session, owner: Owner, today: date) -> Sequence[SubjectRequestRow]:
    return list_requests(session, today)


def _line(row: SubjectRequestRow, today: date) -> Line:
    said = joined(
        label(row.subject_right),
        _("received {day}").format(day=day_words(row.received_on)),
        _("identity confirmed {day}").format(day=day_words(row.identity_checked_on)) if row.identity_checked_on else "",
        _stopped_for(row),
        _("acknowledged {day}").format(day=day_words(row.acknowledged_on)) if row.acknowledged_on else "",
        _("more time: {why}").format(why=row.extension_reason) if row.extended_on else "",
        _answer(row),
    )
    return Line(row.id, f"{row.who}: {row.asked}" if row.who else row.asked, said, *_clock(row, today))


def _stopped_for(row: SubjectRequestRow) -> str:
    """Return what the clock waits for, or waited for."""
    if row.clarification_asked_on is None:
        asked = row.identity_asked_on if row.identity_checked_on is None else None
        return _("proof of identity asked for {day}").format(day=day_words(asked)) if asked else ""
    if row.clarification_received_on is None:
        return _("asked what they mean {day}").format(day=day_words(row.clarification_asked_on))
    return _("they said what they mean {day}").format(day=day_words(row.clarification_received_on))


def _answer(row: SubjectRequestRow) -> str:
    if row.answered_on is None or row.outcome is None:
        return ""
    told = _("{outcome}, {day}").format(outcome=label(row.outcome), day=day_words(row.answered_on))
    return joined(told, row.sent, row.withheld)


def _clock(row: SubjectRequestRow, today: date) -> tuple[str, Tone]:
    """Return the pill: how the clock of a request stands."""
    late = row.is_late(today)
    if row.state is RequestState.ANSWERED:
        return (_("Answered late"), Tone.SOON) if late else (_("Answered in time"), Tone.GOOD)
    if row.state is RequestState.ACKNOWLEDGED:
        return (_("Acknowledged late"), Tone.SOON) if late else (_("Answer without delay"), Tone.INFO)
    days = (row.due_on - today).days
    if late:
        return ngettext("{n} day late", "{n} days late", -days).format(n=-days), Tone.LATE
    if row.state is RequestState.STOPPED:
        return _("Clock stopped"), Tone.INFO
    words = _("Acknowledge by {day}") if row.subject_right is SubjectRight.COMPLAINT else _("Due {day}")
    return words.format(day=day_words(row.due_on)), Tone.SOON if days <= SOON else Tone.PLAIN


def _take_answer(session: Session, number: int, values: Values) -> None:
    answer_request(session, number, AnswerFields(**values))


def _take_time(session: Session, number: int, values: Values) -> None:
    extend_request(session, number, values["extended_on"], values["reason"])


def _is_open(row: SubjectRequestRow) -> bool:
    return row.answered_on is None


def _can_take_longer(row: SubjectRequestRow) -> bool:
    return _is_open(row) and row.extended_on is None and row.subject_right is not SubjectRight.COMPLAINT


_STEPS = (
    Step(
        m("Note the answer…"),
        _take_answer,
        (
            FieldSpec("answered_on", m("&Answered on"), 6, m("Enter the day of the answer"), type=date, start=as_today),
            FieldSpec("outcome", m("How it &ended"), 6, type=RequestOutcome),
            FieldSpec("sent", m("What they were &sent or told"), 12, lines=2, type=str),
            FieldSpec("sent_how", m("&How"), 6, type=Channel, blank=m("Not noted")),
            FieldSpec(
                "withheld",
                m("What was &kept back or not done, and why"),
                12,
                lines=2,
                type=str,
                hint=m("They have to be told the reason, and that they may complain to the Information Commissioner"),
            ),
        ),
        m("Note the answer"),
        when=_is_open,
    ),
    Step(
        m("More time was told…"),
        _take_time,
        (
            FieldSpec("extended_on", m("&Told on"), 6, m("Enter the day"), type=date, start=as_today),
            FieldSpec(
                "reason",
                m("&Why it takes longer"),
                12,
                m("Enter why it takes longer"),
                type=str,
                hint=m(
                    "About their data: up to three months where it is complex or one of many. Information: 20 days "
                    "more for a public interest test. Told before the answer is due."
                ),
            ),
        ),
        m("Note more time"),
        when=_can_take_longer,
    ),
    Step(
        m("Take out the extension"),
        lambda session, number, _values: withdraw_extension(session, number),
        when=lambda row: row.answered_on is None and row.extended_on is not None,
    ),
    Step(
        m("Open it again"),
        lambda session, number, _values: reopen_request(session, number),
        when=lambda row: row.answered_on is not None,
    ),
)
