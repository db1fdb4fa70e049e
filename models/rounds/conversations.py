"""Conversations as a sheet: what follows from them can be changed, what was said and with whom is for reading."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date

from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import Session

from models.actions.conversations import edit_conversation, fields_of, give_up, record_reply
from models.entities import Conversation
from models.errors import WrongUse
from models.queries.parties import find_parties
from models.rounds.columns import ColumnKind, Editing, Round, RoundColumn, RoundRow, Wanted
from models.vocabulary import Channel, Direction, ReplyState, Visibility
from resources.i18n import _
from resources.i18n import marked as m

_STILL = ColumnKind.TEXT, Editing.NEVER
LAYOUT = (
    RoundColumn("happened_on", m("Date"), m("The day of the conversation."), ColumnKind.DAY, Editing.NEVER),
    RoundColumn("with", m("With"), m("Whom it was with."), *_STILL, wide=2.0),
    RoundColumn("channel", m("How"), m("Call, email, letter, visit."), *_STILL, choices=Channel),
    RoundColumn("direction", m("Direction"), m("Whether they wrote to us or we to them."), *_STILL, choices=Direction),
    RoundColumn("subject", m("Subject"), m("What it was about."), wide=2.2),
    RoundColumn("our_person", m("Who of ours"), m("Who of ours had the conversation."), wide=1.2),
    RoundColumn(
        "reply_expected_by", m("Reply wanted by"), m("The day by which you want an answer to what you sent."),
        ColumnKind.DAY,
    ),
    RoundColumn("reply_state", m("Reply"), m("Whether the answer came."), *_STILL, choices=ReplyState),
    RoundColumn(
        "replied_on", m("Reply came on"), m("Enter the day to note that the answer came; it is logged from them."),
        ColumnKind.DAY,
    ),
    RoundColumn(
        "reply_note", m("Stopped waiting because"), m("Enter the reason to stop waiting for an answer."), wide=1.8
    ),
    RoundColumn("note", m("What was said"), m("The note of the conversation."), *_STILL, wide=3.0),
)  # fmt: skip
_FORM = ("subject", "our_person", "reply_expected_by")


def _fetch(session: Session, where: ColumnElement[bool], today: date) -> Iterable[RoundRow]:
    del today
    own = Conversation
    question = (
        select(
            *(own.id, own.uid, own.version, own.happened_on, own.channel, own.direction, own.subject, own.our_person),
            *(own.reply_expected_by, own.reply_state, own.replied_on, own.reply_note, own.note),
        )
        .where(where)
        .order_by(own.happened_on.desc(), own.id.desc())
    )
    rows = session.execute(question).all()
    parties = find_parties(session, [row[0] for row in rows])
    for number, uid, version, day, channel, *rest in rows:
        known = "; ".join(party.name for party in parties[number])
        name = f"{known}, {day.isoformat()}"
        yield RoundRow(number, uid, version, name, (day, known, channel, *rest))


def _change(session: Session, number: int, wanted: Wanted) -> None:
    changed = wanted.form(*_FORM)
    if changed:
        edit_conversation(session, number, replace(fields_of(session, number), **changed))
    if "replied_on" in wanted.changed:
        _reply(session, number, wanted.changed["replied_on"], wanted.today)
    elif "reply_note" in wanted.changed:
        if not wanted.changed["reply_note"]:
            raise WrongUse(_("To wait again, open the conversation in the program."))
        give_up(session, number, wanted.changed["reply_note"])


def _reply(session: Session, number: int, replied_on: date | None, today: date) -> None:
    """Log the answer, as the program does where somebody presses “Reply came”."""
    own = session.get_one(Conversation, number)
    if replied_on is None or own.reply_state is ReplyState.RECEIVED:
        raise WrongUse(_("The answer is a conversation of its own. Open that in the program to change its day."))
    if own.direction is not Direction.OUT:
        raise WrongUse(_("They contacted us in this conversation, so no reply of theirs is noted."))
    if replied_on < own.happened_on or replied_on > today:
        raise WrongUse(_("Enter a day from the day you asked until today."))
    record_reply(session, number, replied_on, note=_("Noted in a sheet."))


CONVERSATIONS = Round(
    "conversations",
    "conversation",
    m("Conversations"),
    LAYOUT,
    Conversation,
    _fetch,
    _change,
    (Conversation.archived_at.is_(None),),
    Conversation.visibility == Visibility.CONFIDENTIAL,
    no_new=m("Log a conversation in the program, where you say whom it was with."),
)
