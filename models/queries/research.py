"""What was asked and told back: interviews, focus groups, and the reports that were talked over in them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from models.entities import (
    Attachment,
    AttachmentLink,
    Channel,
    Conversation,
    Reference,
    ReferenceLink,
)
from models.queries.audience import EVERYONE_OF_OURS, readable
from models.queries.parties import PartyRow, find_parties
from models.queries.party_names import name_parties
from models.queries.sight import sees_record
from models.vocabulary import ReferenceKind, Visibility

RESEARCH = (Channel.INTERVIEW, Channel.FOCUS_GROUP)


@dataclass(frozen=True, slots=True)
class ResearchTalk:
    """An interview or a focus group, with the reports linked to it by title and the files attached by name."""

    id: int
    happened_on: date
    channel: Channel
    subject: str
    our_person: str
    visibility: Visibility
    parties: tuple[PartyRow, ...]
    reports: tuple[str, ...]
    files: tuple[str, ...]

    @property
    def is_feedback(self) -> bool:
        """Whether findings were talked over: a report or a file belongs to it."""
        return bool(self.reports or self.files)


def count_research(
    session: Session, first_day: date, last_day: date, *, audience: Visibility = EVERYONE_OF_OURS
) -> dict[Channel, int]:
    """Return how many interviews and focus groups there were in a period; both days belong to it."""
    rows = session.execute(
        select(Conversation.channel, func.count())
        .where(
            Conversation.channel.in_(RESEARCH),
            Conversation.archived_at.is_(None),
            Conversation.happened_on.between(first_day, last_day),
            sees_record(Conversation, audience),
        )
        .group_by(Conversation.channel)
    )
    found = {row[0]: row[1] for row in rows}
    return {channel: found.get(channel, 0) for channel in RESEARCH}


def list_research(
    session: Session,
    first_day: date,
    last_day: date,
    *,
    channel: Channel | None = None,
    feedback_only: bool = False,
    audience: Visibility = EVERYONE_OF_OURS,
) -> tuple[ResearchTalk, ...]:
    """Return the interviews and focus groups of a period, the newest first; or those in which findings were shared."""
    channels = RESEARCH if channel is None else (channel,)
    rows = session.execute(
        select(
            Conversation.id,
            Conversation.happened_on,
            Conversation.channel,
            Conversation.subject,
            Conversation.our_person,
            Conversation.visibility,
        )
        .where(
            Conversation.channel.in_(channels),
            Conversation.archived_at.is_(None),
            Conversation.happened_on.between(first_day, last_day),
            sees_record(Conversation, audience),
        )
        .order_by(Conversation.happened_on.desc(), Conversation.id.desc())
    ).all()
    ids = [row.id for row in rows]
    parties = name_parties(session, find_parties(session, ids), last_day, audience)
    reports, files = _reports(session, ids, audience), _files(session, ids, audience)
    talks = [
        ResearchTalk(*row, parties[row.id], tuple(reports.get(row.id, ())), tuple(files.get(row.id, ())))
        for row in rows
    ]
    return tuple(talk for talk in talks if talk.is_feedback or not feedback_only)


def _reports(session: Session, ids: list[int], audience: Visibility) -> dict[int, list[str]]:
    """Return the titles of the reports linked to conversations."""
    found: dict[int, list[str]] = {}
    for number, title in session.execute(
        select(ReferenceLink.record_id, Reference.title)
        .join(Reference, Reference.id == ReferenceLink.reference_id)
        .where(
            ReferenceLink.record_kind == "conversation",
            ReferenceLink.record_id.in_(ids),
            Reference.kind == ReferenceKind.REPORT,
            Reference.archived_at.is_(None),
            readable(Reference, audience),
        )
        .order_by(Reference.title, Reference.id)
    ):
        found.setdefault(number, []).append(title)
    return found


def _files(session: Session, ids: list[int], audience: Visibility) -> dict[int, list[str]]:
    """Return the names of the files attached to conversations."""
    found: dict[int, list[str]] = {}
    for number, name in session.execute(
        select(AttachmentLink.record_id, Attachment.name)
        .join(Attachment, Attachment.id == AttachmentLink.attachment_id)
        .where(
            AttachmentLink.record_kind == "conversation",
            AttachmentLink.record_id.in_(ids),
            Attachment.archived_at.is_(None),
            readable(Attachment, audience),
        )
        .order_by(Attachment.name, Attachment.id)
    ):
        found.setdefault(number, []).append(name)
    return found
