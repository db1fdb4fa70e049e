"""What the page of one meeting shows, read from the book in one go, and the base of its cards."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from desktop.theme import M
from desktop.widgets.cards import Card
from models.actions.meetings import FINAL_MINUTES, MeetingFields, fields_of
from models.queries.commitments import CommitmentFilter, CommitmentRow, list_commitments
from models.queries.deadlines import Notice, find_notice
from models.queries.meeting_links import MeetingLinks, find_meeting_links
from models.queries.meetings import MeetingDetail, MeetingRow, find_meeting
from models.queries.members import Quorum, find_quorum
from models.vocabulary import CommitmentGroup

if TYPE_CHECKING:
    from desktop.context import Context


@dataclass(frozen=True)
class Standing:
    """Where a meeting stands: its notice, its quorum, and the meetings before and after that it hangs on."""

    notice: Notice
    quorum: Quorum
    links: MeetingLinks


@dataclass(frozen=True)
class Shown:
    """A meeting with its parts and the promises made there; `locked` when nothing of it may be changed."""

    detail: MeetingDetail
    fields: MeetingFields
    commitments: tuple[CommitmentRow, ...]
    locked: bool
    standing: Standing

    @property
    def row(self) -> MeetingRow:
        """Return the meeting itself."""
        return self.detail.row


def read_meeting(context: Context, meeting_id: int) -> Shown:
    """Ask the book for a meeting. Raises WrongUse when there is none of that number."""
    with context.store.read() as session:
        detail = find_meeting(session, meeting_id)
        fields = fields_of(session, meeting_id)
        wanted = CommitmentFilter(meeting_id=meeting_id)
        promised = [
            row
            for group in CommitmentGroup
            for row in list_commitments(session, group, context.today(), wanted, limit=None).rows
        ]
        standing = Standing(
            find_notice(session, meeting_id),
            find_quorum(session, meeting_id),
            find_meeting_links(session, meeting_id),
        )
    final = detail.row.minutes_state in FINAL_MINUTES
    return Shown(
        detail,
        fields,
        tuple(sorted(promised, key=lambda row: row.id)),
        context.store.read_only or final,
        standing,
    )


class MeetingCard(Card):
    """A part of the page: it is given the meeting, and writes through the store."""

    def __init__(self, context: Context) -> None:
        super().__init__(gap=M)
        self.context = context
        self.shown: Shown | None = None

    def show_meeting(self, shown: Shown) -> None:
        """Show this meeting."""
        self.shown = shown
        self.fill(shown)

    def fill(self, shown: Shown) -> None:
        """Put the meeting's part into the card."""
        raise NotImplementedError

    @property
    def meeting_id(self) -> int:
        """Return the number of the meeting in view."""
        if self.shown is None:
            raise RuntimeError("a card was used before it was given a meeting")
        return self.shown.row.id
