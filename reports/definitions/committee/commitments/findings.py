"""What the paper on commitments is made from: everything is read here, in one session."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sqlalchemy.orm import Session

from models.dates import months_after
from models.queries.audience import EVERYONE_OF_OURS
from models.queries.engagement_lines import CommitmentLine, Standing, list_commitment_lines
from models.queries.keeping import PartnerKeeping, list_partner_keeping
from models.queries.progress import InstitutionProgress, StoryLine, find_story, list_progress
from models.queries.records import find_readable
from models.vocabulary import Visibility
from reports.parameters import Parameters
from reports.parts import About, Ourselves, find_about, find_ourselves
from reports.standard_words import find_standard_words

AUDIENCE = Visibility.PUBLIC
_BACK = 12
"""Months before the period from which progress is told."""


@dataclass(frozen=True, slots=True)
class Findings:
    """Everything the paper says."""

    audience: Visibility
    as_at: date
    we: Ourselves
    asked_to: str
    """What stands before the recommendations."""
    about: About | None
    firm: tuple[CommitmentLine, ...]
    """What was open or ended in the period; no aspirations."""
    left_out: int
    keeping: tuple[PartnerKeeping, ...]
    progress: tuple[InstitutionProgress, ...]
    stories: tuple[tuple[CommitmentLine, tuple[StoryLine, ...]], ...]
    """Commitment by commitment what happened, of one institution."""

    @property
    def late(self) -> int:
        """Return how many of the listed commitments are late."""
        return sum(row.standing is Standing.LATE for row in self.firm)


def find(session: Session, parameters: Parameters) -> Findings:
    """Read what was promised in a period, as known on a day, of all institutions or of one."""
    first, last, as_at = parameters.first_day, parameters.last_day, parameters.as_at
    audience = parameters.audience or AUDIENCE
    about = find_about(session, parameters, audience)
    number = about.ref[1] if about else None

    def lines(reader: Visibility) -> tuple[CommitmentLine, ...]:
        return tuple(
            row
            for row in list_commitment_lines(session, first, last, as_at, reader).rows
            if row.standing is not Standing.ASPIRATION and number in (None, row.organisation_id)
        )

    firm = lines(audience)
    readable = find_readable(session, "commitment", [row.id for row in firm], audience) if about else frozenset()
    return Findings(
        audience,
        as_at,
        find_ourselves(session, as_at),
        find_standard_words(session, "commitments").recommend,
        about,
        firm,
        max(0, len(lines(EVERYONE_OF_OURS)) - len(firm)),
        list_partner_keeping(session, first, last, as_at, organisation_id=number, audience=audience),
        list_progress(session, months_after(first, -_BACK), as_at, organisation_id=number, audience=audience),
        tuple((row, find_story(session, row.id, as_at, audience=audience)) for row in firm if row.id in readable),
    )
