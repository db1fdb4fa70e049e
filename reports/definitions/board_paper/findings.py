"""What the board paper is made from: everything is read here, in one session."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta

from sqlalchemy.orm import Session

from models.paper_words import PaperWords
from models.queries.audience import Shown
from models.queries.engagement import EngagementTotals, MonthlyContacts, find_monthly_contacts, find_totals
from models.queries.engagement_lines import (
    CommitmentLine,
    Standing,
    count_standings,
    list_commitment_lines,
    list_unanswered_for,
)
from models.queries.event_lines import EventLine, list_event_lines
from models.queries.keeping import KeepingRate, keeping_rate
from models.queries.organisations import count_not_contacted_since
from models.queries.unanswered import UnansweredRow, count_unanswered
from models.vocabulary import Visibility
from reports.parameters import Parameters
from reports.parts import Contacts, Ourselves, Recipient, find_contacts, find_ourselves, find_reader
from reports.standard_words import find_standard_words
from resources.i18n import _

AUDIENCE = Visibility.INTERNAL
AHEAD = timedelta(days=90)
"""How far the paper looks ahead for events."""


@dataclass(frozen=True, slots=True)
class Findings:
    """Everything the paper says."""

    audience: Visibility
    we: Ourselves
    reader: Recipient
    totals: EngagementTotals
    months: MonthlyContacts
    contacts: Contacts
    not_contacted: int
    unanswered: Shown[UnansweredRow]
    waiting: int
    """How many of the messages sent in the period wait for a reply."""
    commitments: Shown[CommitmentLine]
    standings: Mapping[Standing, int]
    """How many commitments stand where, also those whose words are not printed."""
    keeping: KeepingRate
    events: Shown[EventLine]
    coming: Shown[EventLine]
    words: PaperWords

    def lines(self, *standings: Standing) -> tuple[CommitmentLine, ...]:
        """Return the commitments that stand somewhere, the earliest due first, within a day by institution."""
        lines = (line for line in self.commitments.rows if line.standing in standings)
        return tuple(sorted(lines, key=lambda line: (line.due_on is None, line.due_on or line.made_on)))


def find(session: Session, parameters: Parameters) -> Findings:
    """Read what the paper says of a period, as known on a day."""
    first, last, as_at = parameters.first_day, parameters.last_day, parameters.as_at
    period = (session, first, last, as_at)
    audience = parameters.audience or AUDIENCE
    we = find_ourselves(session, as_at)
    return Findings(
        audience=audience,
        we=we,
        reader=find_reader(session, "board-paper", parameters.recipient, as_at, _("the governing board"), audience),
        totals=find_totals(*period),
        months=find_monthly_contacts(*period),
        contacts=find_contacts(session, parameters, audience, we),
        not_contacted=count_not_contacted_since(session, first, today=as_at),
        unanswered=list_unanswered_for(session, as_at, audience),
        waiting=count_unanswered(session, as_at, (first, min(last, as_at))).awaiting,
        commitments=list_commitment_lines(*period, audience),
        standings=count_standings(*period),
        keeping=keeping_rate(*period),
        events=list_event_lines(session, first, min(last, as_at), as_at, audience),
        coming=list_event_lines(session, as_at + timedelta(days=1), as_at + AHEAD, as_at, audience),
        words=find_standard_words(session, "board-paper"),
    )
