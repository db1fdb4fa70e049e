"""The briefing sheet: everything we know of an organisation, in one question, to be read before meeting it.

All of it is cut to the audience: what they may not read is not there, and people they may not know have no name. It
stands as it does on `today`; the lists are short, the newest or the most pressing first.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.entities import InstitutionProfile, Organisation
from models.errors import WrongUse
from models.queries.assessments import AssessmentRow, list_engaged
from models.queries.audience import EVERYONE_OF_OURS, readable
from models.queries.barriers import BarrierRow, list_barriers
from models.queries.briefing_lines import (
    MeetingLine,
    PromiseLine,
    TalkLine,
    list_event_lines,
    list_meeting_lines,
    list_promise_lines,
    list_talk_lines,
)
from models.queries.contact_plans import PlannedContact, find_planned_contact
from models.queries.contact_routes import ContactRouteRow, list_routes
from models.queries.contacts import BestContact, best_contacts
from models.queries.introductions import (
    IntroductionRow,
    SignpostingRow,
    VisitRow,
    list_introductions,
    list_signposting,
    list_visits,
)
from models.queries.issues import OPEN_ISSUES, IssueRow, list_issues
from models.queries.last_contact import LastContact, find_last_contacts
from models.queries.notes import NoteFilter, NoteRow, list_notes
from models.queries.offers import OfferRow, list_offers, list_wanted
from models.queries.outreach import OwnerRow, list_owners
from models.queries.threads import ThreadRow, list_threads
from models.queries.unanswered import UnansweredRow, list_unanswered
from models.vocabulary import OrganisationKind, ThreadState, Tier, Visibility
from resources.i18n import _

LINES = 10
"""Lines that each list of a briefing holds at most."""

_PAST, _AHEAD = timedelta(365), timedelta(120)


@dataclass(frozen=True, slots=True)
class Briefing:
    """Everything known of an organisation."""

    organisation_id: int
    name: str
    kind: OrganisationKind
    phase: str
    pupils: int | None
    website: str
    tier: Tier
    next_step: str
    next_step_on: date | None
    last_contact: LastContact | None
    planned: PlannedContact | None
    assessment: AssessmentRow | None
    owners: tuple[OwnerRow, ...]
    people: tuple[BestContact, ...]
    """Whom to ask for, the best contact first."""
    talks: tuple[TalkLine, ...]
    threads: tuple[ThreadRow, ...]
    """Open matters."""
    unanswered: tuple[UnansweredRow, ...]
    routes: tuple[ContactRouteRow, ...]
    theirs: tuple[PromiseLine, ...]
    """What they promised and is open."""
    ours: tuple[PromiseLine, ...]
    """What was promised to them and is open."""
    meetings: tuple[MeetingLine, ...]
    events: tuple[MeetingLine, ...]
    barriers: tuple[BarrierRow, ...]
    issues: tuple[IssueRow, ...]
    offers: tuple[OfferRow, ...]
    wanted: tuple[OfferRow, ...]
    visits: tuple[VisitRow, ...]
    introductions: tuple[IntroductionRow, ...]
    signposted: tuple[SignpostingRow, ...]
    notes: tuple[NoteRow, ...]


def find_briefing(
    session: Session, organisation_id: int, today: date, *, audience: Visibility = EVERYONE_OF_OURS
) -> Briefing:
    """Return everything known of an organisation. Raises WrongUse where there is none, or none they may read of."""
    own = session.execute(
        select(
            Organisation.id,
            Organisation.name,
            Organisation.kind,
            InstitutionProfile.phase,
            InstitutionProfile.pupils,
            Organisation.website,
            Organisation.tier,
            Organisation.next_step,
            Organisation.next_step_on,
        )
        .outerjoin(InstitutionProfile, InstitutionProfile.organisation_id == Organisation.id)
        .where(Organisation.id == organisation_id, readable(Organisation, audience))
    ).one_or_none()
    if own is None:
        raise WrongUse(_("There is no organisation number {number}.").format(number=organisation_id))
    engaged = list_engaged(session, today, audience=audience)
    return Briefing(
        own.id,
        own.name,
        own.kind,
        own.phase or "",
        *own[4:],
        last_contact=find_last_contacts(session, [organisation_id], today).get(organisation_id),
        planned=find_planned_contact(session, today, organisation_id=organisation_id, audience=audience),
        assessment=next((row for row in engaged if row.organisation_id == organisation_id), None),
        owners=list_owners(session, organisation_id=organisation_id, as_at=today, audience=audience),
        people=best_contacts(session, organisation_id, as_at=today, limit=LINES, audience=audience),
        talks=list_talk_lines(session, organisation_id, today, LINES, audience),
        threads=list_threads(session, state=ThreadState.OPEN, organisation_id=organisation_id, audience=audience),
        unanswered=list_unanswered(session, today, organisation_id=organisation_id, audience=audience),
        routes=list_routes(session, organisation_id=organisation_id, audience=audience)[:LINES],
        theirs=list_promise_lines(session, organisation_id, today, audience, by_them=True),
        ours=list_promise_lines(session, organisation_id, today, audience, by_them=False),
        meetings=list_meeting_lines(session, organisation_id, today - _PAST, today + _AHEAD, LINES, audience),
        events=list_event_lines(session, organisation_id, today - _PAST, today + _AHEAD, LINES, audience),
        barriers=list_barriers(session, today, organisation_id=organisation_id, standing_only=True, audience=audience),
        issues=list_issues(session, states=OPEN_ISSUES, organisation_id=organisation_id, audience=audience),
        offers=list_offers(session, today, organisation_id=organisation_id, audience=audience),
        wanted=list_wanted(session, today, organisation_id=organisation_id, audience=audience),
        visits=list_visits(session, organisation_id=organisation_id, audience=audience)[:LINES],
        introductions=list_introductions(session, organisation_id=organisation_id, audience=audience)[:LINES],
        signposted=list_signposting(session, organisation_id=organisation_id, audience=audience)[:LINES],
        notes=list_notes(
            session, NoteFilter(record=("organisation", organisation_id)), limit=LINES, audience=audience
        ).rows,
    )
