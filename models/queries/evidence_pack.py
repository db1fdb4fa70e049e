"""What an assessor from outside is shown of a partnership: its capacity to change things, and what proves it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sqlalchemy.orm import Session

from models.errors import WrongUse
from models.queries.activities import ActivityFilter
from models.queries.aims import AimRow, list_aims
from models.queries.audience import EVERYONE_OF_OURS
from models.queries.case_studies import CaseStudyRow, list_case_studies
from models.queries.contribution_ledger import BenefitRow, LedgerRow, find_contribution_ledger, list_benefits
from models.queries.measures import MeasureRow, list_measures
from models.queries.partnership_health import PartnershipHealth, list_partnership_health
from models.queries.partnership_members import MembershipRow, list_members
from models.queries.partnership_plans import PartnershipPlan, find_partnership_plan
from models.queries.peer_reviews import PeerReviewRow, list_peer_reviews
from models.queries.reach import ReachTotals, find_reach
from models.queries.theory_of_change import ChangeChain, list_change_chains
from models.school_year import academic_year_of
from models.vocabulary import Visibility
from resources.i18n import _


@dataclass(frozen=True, slots=True)
class EvidencePack:
    """All that shows what a partnership can do, in a period, for an audience (need N071)."""

    partnership_id: int
    partnership: str
    first_day: date
    last_day: date
    members: tuple[MembershipRow, ...]
    aims: tuple[AimRow, ...]
    chains: tuple[ChangeChain, ...]
    measures: tuple[MeasureRow, ...]
    health: tuple[PartnershipHealth, ...]
    ledger: tuple[LedgerRow, ...]
    benefits: tuple[BenefitRow, ...]
    peer_reviews: tuple[PeerReviewRow, ...]
    case_studies: tuple[CaseStudyRow, ...]
    plan: PartnershipPlan
    reach: ReachTotals

    @property
    def pieces(self) -> int:
        """Return how many pieces of evidence there are: for activities, observations, benefits and judged reviews."""
        return (
            sum(len(chain.evidence) for chain in self.chains)
            + sum(row.is_shown for row in self.measures)
            + sum(bool(row.evidence) for row in self.benefits)
            + sum(row.has_evidence for row in self.peer_reviews)
        )

    @property
    def lacks(self) -> tuple[str, ...]:
        """Return in words what an assessor would miss; nothing where all parts are there."""
        parts = (
            (len(self.members) > 1, _("Members")),
            (self.aims, _("Aims")),
            (self.chains, _("Activities")),
            (any(chain.evidence for chain in self.chains), _("Evidence for an activity")),
            (any(row.is_shown for row in self.measures), _("An outcome that something shows")),
            (any(one.commitments_kept for one in self.health), _("A commitment kept")),
            (any(row.is_independent for row in self.peer_reviews), _("An independent peer review")),
            (self.plan.reviews, _("A review of the plan")),
        )
        return tuple(words for there, words in parts if not there)


def find_evidence_pack(
    session: Session,
    partnership_id: int,
    first_day: date,
    last_day: date,
    *,
    audience: Visibility = EVERYONE_OF_OURS,
) -> EvidencePack:
    """Return the evidence pack of a partnership for a period, both days included, as things stood on its last day.

    Raises WrongUse when the audience may not read of the partnership.
    """
    health = list_partnership_health(
        session,
        as_at=last_day,
        first_year=academic_year_of(first_day).first_day.year,
        last_year=academic_year_of(last_day).first_day.year,
        partnership_id=partnership_id,
        audience=audience,
    )
    if not health:
        raise WrongUse(_("There is no partnership number {number}. Choose another.").format(number=partnership_id))
    where = ActivityFilter(partnership_id=partnership_id, first_day=first_day, last_day=last_day)
    measures = list_measures(session, as_at=last_day, partnership_id=partnership_id, audience=audience)
    benefits = list_benefits(session, first_day, last_day, partnership_id=partnership_id, audience=audience)
    return EvidencePack(
        partnership_id=partnership_id,
        partnership=health[0].partnership,
        first_day=first_day,
        last_day=last_day,
        members=list_members(session, partnership_id, as_at=last_day, audience=audience),
        aims=list_aims(session, as_at=last_day, partnership_id=partnership_id, audience=audience),
        chains=list_change_chains(session, as_at=last_day, where=where, audience=audience),
        measures=measures,
        health=health,
        ledger=find_contribution_ledger(session, partnership_id, first_day, last_day, audience=audience),
        benefits=benefits,
        peer_reviews=list_peer_reviews(
            session, as_at=last_day, partnership_id=partnership_id, first_day=first_day, audience=audience
        ),
        case_studies=list_case_studies(session, as_at=last_day, partnership_id=partnership_id, audience=audience),
        plan=find_partnership_plan(session, partnership_id, as_at=last_day, audience=audience),
        reach=find_reach(session, first_day, last_day, partnership_id=partnership_id, audience=audience),
    )
