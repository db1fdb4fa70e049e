"""What the log of a conversation begins with and how it is kept: the part of the dialog that knows no widget."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import TYPE_CHECKING

from desktop.tables.columns import RecordLine
from desktop.widgets.suggestions import Choice
from models import settings
from models.actions.commitments import CommitmentFields, make_commitment
from models.actions.conversations import (
    ConversationFields,
    Party,
    chase,
    edit_conversation,
    fields_of,
    log_conversation,
)
from models.queries.conversations import ConversationRow, find_conversation, find_oldest_awaiting
from models.queries.parties import find_organisations_of
from models.queries.party_choices import PartyChoice, list_party_choices
from models.settings import get_setting
from models.vocabulary import Channel, Direction
from models.words import label
from reports.formatting import long_date
from resources.i18n import _

if TYPE_CHECKING:
    from desktop.context import Context

_ICONS = {"person": "user", "organisation": "buildings"}


@dataclass(frozen=True)
class Log:
    """What the dialog is for: a new conversation, or the reply to, another try of, or a change of `number`."""

    task: str = "new"
    number: int | None = None
    parties: tuple[tuple[str, int], ...] = ()
    """Kind and id of those it is with, where they are known."""


@dataclass(frozen=True)
class Asked:
    """A conversation of ours that waits for a reply."""

    id: int
    words: str
    """What it is called in a sentence: "your letter of 18 September 2026"."""
    subject: str = ""


@dataclass(frozen=True)
class Start:
    """What the form shows first."""

    fields: ConversationFields
    parties: tuple[Choice, ...]
    us: Choice | None
    reply_by: date
    """The day by which a reply is usually wanted."""
    asked: Asked | None = None


def load_start(context: Context, wanted: Log) -> Start:
    """Read what the form begins with: the record to change or to go on from, or today's call from those in view."""
    today = context.today()
    with context.store.read() as session:
        ours = get_setting(session, settings.OUR_ORGANISATION)
        by = get_setting(session, settings.OUR_PERSON)
        reply_by = today + timedelta(days=get_setting(session, settings.REPLY_DAYS))
        fields = ConversationFields(Channel.CALL, Direction.IN, today, (), our_person=by)
        pairs = wanted.parties
        asked = None
        if wanted.number is not None:
            before = fields_of(session, wanted.number)
            pairs = _pairs(before.parties)
            fields = _went_on(before, wanted, today, by)
            asked = _asked(find_conversation(session, wanted.number).row) if wanted.task == "reply" else None
        known = list_party_choices(session, pairs, today=today)
        school = list_party_choices(session, [("organisation", ours)] if ours else [], today=today)
    us = _choice(school[0]) if school else None
    return Start(fields, tuple(_choice(one) for one in known), us, reply_by, asked)


def find_asked(context: Context, parties: Sequence[Choice]) -> Asked | None:
    """Return the oldest conversation of ours that waits for a reply from these, or from where these people work."""
    people = [one.id for one in parties if one.kind == "person"]
    places = [one.id for one in parties if one.kind == "organisation"]
    with context.store.read() as session:
        places += find_organisations_of(session, people, context.today()).values()
        found = find_oldest_awaiting(session, person_ids=people, organisation_ids=places)
    return _asked(found) if found is not None else None


def party_of(choice: Choice, before: Sequence[Party]) -> Party:
    """Return a party as it is kept; a person keeps the organisation they spoke for before."""
    if choice.kind == "organisation":
        return Party(organisation_id=choice.id)
    same = next((one for one in before if one.person_id == choice.id), None)
    return same or Party(person_id=choice.id)


def save_log(context: Context, wanted: Log, fields: ConversationFields, promise: CommitmentFields | None) -> int:
    """Keep the conversation and what was promised in one change, which one undo takes back; return its id."""
    with context.store.write(_label(wanted, fields)) as session:
        if wanted.task == "edit" and wanted.number is not None:
            edit_conversation(session, wanted.number, fields)
            made = wanted.number
        elif wanted.task == "chase" and wanted.number is not None:
            made = chase(
                session,
                wanted.number,
                fields.happened_on,
                channel=fields.channel,
                note=fields.note,
                our_person=fields.our_person,
                reply_expected_by=fields.reply_expected_by,
            )
        else:
            made = log_conversation(session, fields)
        if promise is not None:
            make_commitment(session, replace(promise, conversation_id=made))
    return made


def _label(wanted: Log, fields: ConversationFields) -> str:
    names = ", ".join(one.name for one in fields.parties if one.name)
    match wanted.task:
        case "edit":
            return _("Change conversation with {who}").format(who=names)
        case "chase":
            return _("Log another try with {who}").format(who=names)
        case "reply":
            return _("Log the reply from {who}").format(who=names)
    return _("Log conversation with {who}").format(who=names)


def _went_on(before: ConversationFields, wanted: Log, today: date, by: str) -> ConversationFields:
    """Return the fields of a change, of the reply to a conversation, or of another try."""
    if wanted.task == "edit":
        return before
    way = Direction.IN if wanted.task == "reply" else Direction.OUT
    return replace(
        before,
        direction=way,
        happened_on=today,
        happened_at=None,
        note="",
        our_person=by or before.our_person,
        reply_expected_by=None,
        answers_id=wanted.number if wanted.task == "reply" else None,
        version=None,
    )


def _pairs(parties: Sequence[Party]) -> tuple[tuple[str, int], ...]:
    found: list[tuple[str, int]] = []
    for one in parties:
        if one.person_id is not None:
            found.append(("person", one.person_id))
        elif one.organisation_id is not None:
            found.append(("organisation", one.organisation_id))
    return tuple(found)


def _choice(one: PartyChoice) -> Choice:
    return Choice(one.kind, one.id, RecordLine(one.label, one.hint, icon=_ICONS[one.kind]))


def _asked(row: ConversationRow) -> Asked:
    words = _("your {channel} of {day}").format(channel=label(row.channel).lower(), day=long_date(row.happened_on))
    return Asked(row.id, words, row.subject)
