"""A briefing for the councillors of a ward: who is there, what is under way, and what is asked of them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.entities import Area, Organisation
from models.errors import WrongUse
from models.queries.audience import EVERYONE_OF_OURS, nameable_to, readable
from models.queries.councillor_asks import Asked, AskedKind, list_asked
from models.queries.engagement_lines import CommitmentLine, Standing, list_commitment_lines
from models.queries.posts import is_open
from models.queries.ward_councillors import Councillor, list_councillors_of_wards
from models.queries.whats_on import WhatsOn, find_whats_on_in_ward
from models.settings import OUR_ORGANISATION, get_setting
from models.vocabulary import Visibility
from resources.i18n import _

AHEAD = timedelta(days=60)


@dataclass(frozen=True, slots=True)
class WardBriefing:
    """Everything for one ward on a day."""

    ward_id: int
    ward: str
    councillors: tuple[Councillor, ...]
    organisations: tuple[tuple[int, str], ...]
    """Those in the ward that are open, by name."""
    whats_on: WhatsOn
    """What goes ahead there within `AHEAD`."""
    promises: tuple[CommitmentLine, ...]
    """What organisations there promised and is open, but for what the councillors themselves promised."""
    asked: tuple[Asked, ...]
    """What is open with the councillors, then what ended in the period."""


def find_ward_briefing(
    session: Session,
    ward_id: int,
    today: date,
    *,
    first_day: date | None = None,
    audience: Visibility = EVERYONE_OF_OURS,
) -> WardBriefing:
    """Return what is under way in a ward and what is asked of its councillors on a day, or ended since another."""
    ward = session.execute(
        select(Area.name).where(
            Area.id == ward_id, Area.archived_at.is_(None), Area.visibility.in_(nameable_to(audience))
        )
    ).scalar_one_or_none()
    if ward is None:
        raise WrongUse(_("There is no ward number {number}. Choose it from the list again.").format(number=ward_id))
    rows = session.execute(
        select(Organisation.id, Organisation.name)
        .where(Organisation.ward_id == ward_id, *is_open(today), readable(Organisation, audience))
        .order_by(Organisation.name_key, Organisation.id)
    )
    organisations = tuple((number, name) for number, name in rows)
    councillors = list_councillors_of_wards(session, today, ward_id=ward_id, audience=audience)
    people = [one.person_id for one in councillors]
    asked = list_asked(session, people, first_day or today, today, audience=audience)
    ours = get_setting(session, OUR_ORGANISATION)
    return WardBriefing(
        ward_id,
        ward,
        councillors,
        organisations,
        find_whats_on_in_ward(session, ward_id, today, today + AHEAD, organisation_id=ours, audience=audience),
        _promises(session, {number for number, _name in organisations}, asked, today, audience),
        asked,
    )


def _promises(
    session: Session, organisations: set[int], asked: tuple[Asked, ...], today: date, audience: Visibility
) -> tuple[CommitmentLine, ...]:
    """Return the open promises of a ward's organisations; the councillors' own are asked of them instead."""
    theirs = {row.record_id for row in asked if row.kind is AskedKind.PROMISE}
    lines = list_commitment_lines(session, today, today, today, audience).rows
    return tuple(
        line
        for line in lines
        if line.organisation_id in organisations
        and line.standing in (Standing.LATE, Standing.OPEN)
        and line.id not in theirs
    )
