"""The rows that questions about meetings give: in lists, and one meeting with its parts."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time

from models.queries.forum import ForumQuestionRow
from models.vocabulary import (
    AgendaItemKind,
    ApologiesDecision,
    AttendanceStatus,
    Capacity,
    DecisionKind,
    DecisionOutcome,
    MeetingState,
    MinutesState,
    Visibility,
)


@dataclass(frozen=True, slots=True)
class MeetingRow:
    """A meeting as lists show it."""

    id: int
    title: str
    organisation_id: int | None
    body: str | None
    starts_at: datetime
    ends_at: datetime | None
    place: str
    state: MeetingState
    minutes_state: MinutesState
    paper_due_on: date | None
    question_due_on: date | None
    open_to_observers: bool
    reference: str
    visibility: Visibility
    version: int


@dataclass(frozen=True, slots=True)
class AgendaItemRow:
    """An item of an agenda."""

    id: int
    number: int
    title: str
    kind: AgendaItemKind
    lead: str
    reference: str
    minute: str
    visibility: Visibility
    version: int
    purpose: str
    minutes_allowed: int | None
    lead_person_id: int | None
    carried_from_id: int | None
    meeting_id: int


@dataclass(frozen=True, slots=True)
class AttendanceRow:
    """Someone on the list of a meeting."""

    id: int
    person_id: int
    name: str
    organisation_id: int | None
    organisation: str | None
    capacity: Capacity
    status: AttendanceStatus
    remote: bool
    note: str
    was_expected: bool
    apologies_decision: ApologiesDecision | None
    arrived_at: time | None
    left_at: time | None
    invited_on: date | None

    @property
    def was_missed(self) -> bool:
        """Say whether they were expected, sent no apologies and did not come."""
        return self.was_expected and self.status is AttendanceStatus.ABSENT


@dataclass(frozen=True, slots=True)
class DecisionRow:
    """What a meeting resolved."""

    id: int
    meeting_id: int
    number: int
    agenda_item_id: int | None
    text: str
    outcome: DecisionOutcome
    reference: str
    dissent: str
    """Who stood apart, in words; the members by name are `find_minutes(...).dissents`."""
    visibility: Visibility
    version: int
    kind: DecisionKind
    decided_on: date | None
    proposer_id: int | None
    seconder_id: int | None
    votes_for: int | None
    votes_against: int | None
    abstentions: int | None
    casting_vote: bool


@dataclass(frozen=True, slots=True)
class MeetingDetail:
    """One meeting with all its parts."""

    row: MeetingRow
    easting: int | None
    northing: int | None
    notes: str
    archived: bool
    agenda: tuple[AgendaItemRow, ...]
    attendance: tuple[AttendanceRow, ...]
    decisions: tuple[DecisionRow, ...]
    questions: tuple[ForumQuestionRow, ...]

    def count(self, status: AttendanceStatus) -> int:
        """Return how many people have a state of attendance."""
        return sum(1 for one in self.attendance if one.status is status)
