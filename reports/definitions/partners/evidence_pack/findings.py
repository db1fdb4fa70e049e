"""What the evidence pack is made from: the pack as its readers may see it, and how much of it they may not."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy.orm import Session

from models.queries.audience import EVERYONE_OF_OURS, Shown
from models.queries.evidence_pack import EvidencePack, find_evidence_pack
from models.queries.partnership_members import MembershipRow
from models.vocabulary import Visibility
from reports.definitions.partners.members import find_members
from reports.definitions.partners.outcomes_tables import Outcomes, find_outcomes
from reports.parameters import Parameters


@dataclass(frozen=True, slots=True)
class Findings:
    """Everything the pack says."""

    audience: Visibility
    pack: EvidencePack
    every: EvidencePack
    """The same as whoever may read everything sees it."""
    members: Shown[MembershipRow]
    outcomes: Outcomes

    def hidden(self, name: str) -> int:
        """Return how many lines of one of the pack's lists a copy leaves out."""
        return len(getattr(self.every, name)) - len(getattr(self.pack, name))

    @property
    def reviews_hidden(self) -> int:
        """Return how many reviews of the plan a copy leaves out."""
        return len(self.every.plan.reviews) - len(self.pack.plan.reviews)

    @property
    def occasions_hidden(self) -> int:
        """Return how many occasions at which people were counted a copy leaves out."""
        return len(self.every.reach.occasions) - len(self.pack.reach.occasions)

    @property
    def evidence_hidden(self) -> int:
        """Return how many pieces of evidence for activities a copy leaves out."""
        return _pieces(self.every) - _pieces(self.pack)

    @property
    def given_hidden(self) -> int:
        """Return how many contributions a copy leaves out."""
        return sum(row.contributions for row in self.every.ledger) - sum(row.contributions for row in self.pack.ledger)

    @property
    def left_out_counts(self) -> tuple[tuple[int, str, str], ...]:
        """Return how much of each sort a copy leaves out, with the words for one and for several."""
        return (
            (self.members.left_out, "membership", "memberships"),
            (self.hidden("chains"), "activity", "activities"),
            (self.evidence_hidden, "piece of evidence", "pieces of evidence"),
            (self.outcomes.measures.left_out, "outcome", "outcomes"),
            (self.given_hidden, "contribution", "contributions"),
            (self.hidden("benefits"), "benefit", "benefits"),
            (self.hidden("peer_reviews"), "peer review", "peer reviews"),
            (self.reviews_hidden, "review of the plan", "reviews of the plan"),
            (self.hidden("case_studies"), "case study", "case studies"),
        )


def _pieces(pack: EvidencePack) -> int:
    return sum(len(chain.evidence) for chain in pack.chains)


def find_evidence(session: Session, partnership_id: int, parameters: Parameters, audience: Visibility) -> Findings:
    """Return the evidence of a partnership for the period, seen from its last day or the day of the paper."""
    last = min(parameters.last_day, parameters.as_at)
    days = (parameters.first_day, last)
    return Findings(
        audience,
        find_evidence_pack(session, partnership_id, *days, audience=audience),
        find_evidence_pack(session, partnership_id, *days, audience=EVERYONE_OF_OURS),
        find_members(session, partnership_id, last, audience),
        find_outcomes(session, partnership_id, last, audience),
    )
