"""What a ward briefing is made from: everything is read here, in one session."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date

from sqlalchemy.orm import Session

from models.queries.audience import EVERYONE_OF_OURS, Shown, may_read, shown
from models.queries.councillor_asks import Asked
from models.queries.councillor_briefing import WardBriefing, find_ward_briefing
from models.queries.councillor_contact import WardInstitution, list_ward_table
from models.queries.engagement import EngagementRow, list_engagement
from models.queries.engagement_lines import CommitmentLine, Standing
from models.queries.organisations import find_organisation_row
from models.queries.ward_councillors import Councillor
from models.vocabulary import Visibility
from reports.parameters import Parameters
from reports.parts import Ourselves, find_ourselves

AUDIENCE = Visibility.PARTNERS
MONTHS = 12
"""So long without contact with a councillor, and an institution is said to have had none."""


@dataclass(frozen=True, slots=True)
class Findings:
    """Everything the briefing says of one ward."""

    audience: Visibility
    as_at: date
    we: Ourselves
    briefing: WardBriefing
    left_out: Mapping[str, int]
    """How many organisations, events, promises and lines of what was asked these readers do not get."""
    institutions: tuple[WardInstitution, ...]
    contacts: Shown[EngagementRow]
    """Our contact in the period with organisations of the ward."""

    @property
    def still_open(self) -> tuple[Asked, ...]:
        """Return what is asked of the councillors and open."""
        return tuple(row for row in self.briefing.asked if row.is_open)

    @property
    def ended(self) -> tuple[Asked, ...]:
        """Return what was asked of the councillors and ended in the period."""
        return tuple(row for row in self.briefing.asked if not row.is_open)

    @property
    def who(self) -> dict[int, Councillor]:
        """Return the councillors by their numbers."""
        return {one.person_id: one for one in self.briefing.councillors}

    @property
    def late_promises(self) -> tuple[CommitmentLine, ...]:
        """Return what organisations of the ward promised and is late."""
        return tuple(row for row in self.briefing.promises if row.standing is Standing.LATE)

    @property
    def gaps(self) -> tuple[WardInstitution, ...]:
        """Return the institutions that no councillor was in contact with."""
        return tuple(row for row in self.institutions if row.is_gap)


def our_ward(session: Session, parameters: Parameters) -> int | None:
    """Return the ward a briefing is for: the one chosen, else the one our school lies in."""
    if parameters.ward_id is not None:
        return parameters.ward_id
    number = find_ourselves(session, parameters.as_at).organisation_id
    row = None if number is None else find_organisation_row(session, number, today=parameters.as_at)
    return row.ward_id if row else None


def find(session: Session, parameters: Parameters, ward_id: int) -> Findings:
    """Read what the briefing says of a ward and a period, as known on a day."""
    first, last, as_at = parameters.first_day, parameters.last_day, parameters.as_at
    audience = parameters.audience or AUDIENCE
    we = find_ourselves(session, as_at)
    briefing = find_ward_briefing(session, ward_id, as_at, first_day=first, audience=audience)
    whole = find_ward_briefing(session, ward_id, as_at, first_day=first)
    asked_of_named = [row for row in whole.asked if row.person_id in {one.person_id for one in briefing.councillors}]
    here = {number for number, _name in whole.organisations} - {we.organisation_id}
    every = list_engagement(session, first, last, as_at, EVERYONE_OF_OURS).rows
    in_ward = [row for row in every if row.organisation_id in here]
    return Findings(
        audience,
        as_at,
        we,
        briefing,
        {
            "organisations": len(whole.organisations) - len(briefing.organisations),
            "events": len(whole.whats_on.events) - len(briefing.whats_on.events),
            "promises": max(0, len(whole.promises) - len(briefing.promises)),
            "open": sum(row.is_open for row in asked_of_named) - sum(row.is_open for row in briefing.asked),
            "ended": sum(not row.is_open for row in asked_of_named) - sum(not row.is_open for row in briefing.asked),
        },
        _institutions(session, ward_id, as_at, audience),
        shown(in_ward, lambda row: may_read(audience, row.visibility)),
    )


def _institutions(session: Session, ward_id: int, as_at: date, audience: Visibility) -> tuple[WardInstitution, ...]:
    """Return the institutions these readers may know of; every contact counts, its councillor is named where allowed.

    A day is a figure, and figures count every record: a copy must not deny what it only leaves out.
    """

    def ask(reader: Visibility) -> tuple[WardInstitution, ...]:
        table = list_ward_table(session, as_at=as_at, months=MONTHS, within=ward_id, audience=reader)
        return next((row.institutions for row in table if row.area_id == ward_id), ())

    every = {row.organisation_id: row for row in ask(EVERYONE_OF_OURS)}
    found = []
    for row in ask(audience):
        whole = every[row.organisation_id]
        who = row.last_with if row.last_on == whole.last_on else ""
        found.append(replace(row, last_on=whole.last_on, is_gap=whole.is_gap, last_with=who))
    return tuple(found)
