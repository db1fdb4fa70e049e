"""Everything the page says of one person, read in one go."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from models.queries.commitments import CommitmentFilter, count_commitments
from models.queries.people import AffiliationRow, PersonDetail, find_person, list_affiliations
from models.queries.person_facts import Answers, find_answers
from models.queries.unanswered import UnansweredRow, list_unanswered

if TYPE_CHECKING:
    from desktop.context import Context


@dataclass(frozen=True, slots=True)
class Known:
    """What is known of a person."""

    detail: PersonDetail
    roles: tuple[AffiliationRow, ...]
    answers: Answers
    unanswered: tuple[UnansweredRow, ...]
    promises: int

    @property
    def id(self) -> int:
        """Return their number."""
        return self.detail.row.id

    @property
    def name(self) -> str:
        """Return their name."""
        return self.detail.row.name


def load(context: Context, number: int, as_at: date | None) -> Known:
    """Return everything known of a person; the roles as at a day when one is given."""
    today = context.today()
    with context.store.read() as session:
        detail = find_person(session, number, today=today)
        roles = detail.affiliations
        if as_at is not None:
            roles = list_affiliations(session, number, today=today, as_at=as_at)
        return Known(
            detail=detail,
            roles=roles,
            answers=find_answers(session, [number], today).get(number, Answers()),
            unanswered=list_unanswered(session, today, person_id=number),
            promises=sum(count_commitments(session, today, CommitmentFilter(person_id=number)).values()),
        )
