"""The chain from need to evidence, as one question: what was needed, done, made, what came of it, what shows it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sqlalchemy.orm import Session

from models.queries.activities import (
    EVERY_ACTIVITY,
    ActivityEvidenceRow,
    ActivityFilter,
    ActivityRow,
    list_activities,
    list_activity_evidence,
)
from models.queries.audience import EVERYONE_OF_OURS
from models.queries.measures import MeasureRow, list_measures
from models.vocabulary import Visibility
from resources.i18n import _


@dataclass(frozen=True, slots=True)
class ChangeChain:
    """One activity in its chain: need, activity, output, outcome, and what shows it (need N098)."""

    need: str
    activity: ActivityRow
    output: str
    outcome: str
    measures: tuple[MeasureRow, ...]
    """What its outcome is measured or evidenced by, as it stood."""
    evidence: tuple[ActivityEvidenceRow, ...]

    @property
    def lacks(self) -> tuple[str, ...]:
        """Return the links of the chain that are missing, in order and in words."""
        shown = self.evidence or any(measure.is_shown for measure in self.measures)
        links = (
            (self.need, _("need")),
            (self.output, _("output")),
            (self.outcome, _("outcome")),
            (shown, _("evidence")),
        )
        return tuple(word for there, word in links if not there)

    @property
    def is_whole(self) -> bool:
        """Say whether no link is missing."""
        return not self.lacks


def list_change_chains(
    session: Session,
    *,
    as_at: date,
    where: ActivityFilter = EVERY_ACTIVITY,
    audience: Visibility = EVERYONE_OF_OURS,
) -> tuple[ChangeChain, ...]:
    """Return the chains of the activities that answer a question, by aim, the newest activity first."""
    rows = list_activities(session, as_at=as_at, where=where, audience=audience)
    if not rows:
        return ()
    evidence = list_activity_evidence(session, [row.id for row in rows], as_at=as_at, audience=audience)
    shown = list_measures(session, as_at=as_at, partnership_id=where.partnership_id, audience=audience)
    measures: dict[int, list[MeasureRow]] = {}
    for measure in shown:
        if measure.activity_id is not None:
            measures.setdefault(measure.activity_id, []).append(measure)
    return tuple(
        ChangeChain(
            row.need,
            row,
            row.output,
            row.outcome,
            tuple(measures.get(row.id, ())),
            tuple(one for one in evidence if one.activity_id == row.id),
        )
        for row in sorted(rows, key=lambda row: (row.aim_id is None, row.aim_id or 0))
    )
