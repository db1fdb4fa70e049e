"""What the area committee report is made from: everything is read here, in one session."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta

from sqlalchemy.orm import Session

from models.paper_words import PaperWords
from models.queries.audience import Shown
from models.queries.engagement import EngagementTotals, find_totals
from models.queries.engagement_lines import (
    CommitmentLine,
    Standing,
    count_standings,
    list_commitment_lines,
    list_questions_for,
)
from models.queries.event_lines import NearbyEvent, list_events_near
from models.queries.forum import ForumQuestionRow
from models.queries.home import our_place
from models.queries.meetings import find_meeting
from models.queries.organisation_filter import Near
from models.queries.unanswered import count_unanswered
from models.queries.ward_engagement import CouncillorRow, find_wards_of, list_ward_engagement
from models.settings import NEAR_METRES, get_setting
from models.vocabulary import Visibility
from models.walking import Walk, find_walk
from reports.committee_parts import answered_on
from reports.parameters import Parameters
from reports.parts import Contacts, Ourselves, Recipient, find_contacts, find_ourselves, find_reader
from reports.standard_words import find_standard_words
from resources.i18n import _

AUDIENCE = Visibility.PUBLIC
AHEAD = timedelta(days=60)
"""How far the report looks ahead for events near the venue."""


@dataclass(frozen=True, slots=True)
class Findings:
    """Everything the report says."""

    audience: Visibility
    we: Ourselves
    reader: Recipient
    wards: tuple[str, ...]
    totals: EngagementTotals
    councillors: Shown[CouncillorRow]
    contacts: Contacts
    waiting: int
    """How many messages wait for a reply, whoever may read them."""
    questions: Shown[ForumQuestionRow]
    open_questions: int
    """How many questions had no answer yet, also those that are not listed."""
    commitments: Shown[CommitmentLine]
    standings: Mapping[Standing, int]
    """How many commitments stand where, also those that are not listed."""
    venue: str
    events: Shown[NearbyEvent]
    walk: Walk
    words: PaperWords

    @property
    def firm(self) -> tuple[CommitmentLine, ...]:
        """Return the commitments to list: all but aspirations."""
        return tuple(row for row in self.commitments.rows if row.standing is not Standing.ASPIRATION)

    @property
    def firm_left_out(self) -> int:
        """Return how many commitments that are no aspirations are not listed."""
        return sum(self.standings.values()) - self.standings[Standing.ASPIRATION] - len(self.firm)

    @property
    def late(self) -> int:
        """Return how many of the listed commitments are late."""
        return sum(row.standing is Standing.LATE for row in self.firm)


def find(session: Session, parameters: Parameters) -> Findings:
    """Read what the report says of a period, as known on a day."""
    first, last, as_at = parameters.first_day, parameters.last_day, parameters.as_at
    period = (session, first, last, as_at)
    audience = parameters.audience or AUDIENCE
    we = find_ourselves(session, as_at)
    reader = find_reader(session, "area-committee", parameters.recipient, as_at, _("the area committee"), audience)
    wards = find_wards_of(session, reader.row.id, as_at) if reader.row else ()
    councillors = list_ward_engagement(*period, audience, ward_ids=[number for number, _name in wards] or None)
    names = tuple(name for _number, name in wards) or tuple(dict.fromkeys(row.ward for row in councillors.rows))
    body_id = reader.row.id if reader.row else None
    every_question = list_questions_for(session, first, as_at, Visibility.CONFIDENTIAL, organisation_id=body_id)
    near, venue = _venue(session, reader)
    nothing: Shown[NearbyEvent] = Shown(())
    return Findings(
        audience=audience,
        we=we,
        reader=reader,
        wards=names,
        totals=find_totals(*period),
        councillors=councillors,
        contacts=find_contacts(session, parameters, audience, we, names),
        waiting=count_unanswered(session, as_at).awaiting,
        questions=list_questions_for(session, first, as_at, audience, organisation_id=body_id),
        open_questions=sum(answered_on(row, as_at) is None for row in every_question.rows),
        commitments=list_commitment_lines(*period, audience),
        standings=count_standings(*period),
        venue=venue,
        events=list_events_near(session, near, as_at, as_at + AHEAD, audience) if near else nothing,
        walk=find_walk(session),
        words=find_standard_words(session, "area-committee"),
    )


def _venue(session: Session, reader: Recipient) -> tuple[Near | None, str]:
    """Return where the committee meets next, else where the school is."""
    if reader.meeting is not None:
        detail = find_meeting(session, reader.meeting.id)
        if detail.easting is not None and detail.northing is not None:
            metres = get_setting(session, NEAR_METRES)
            return Near(detail.easting, detail.northing, metres), reader.meeting.place or _("the venue")
    return our_place(session), _("the school")
