"""Who to contact at an organisation, how well the link works, and which roles nobody is known to hold."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from sqlalchemy import ColumnElement, case, func, or_, select
from sqlalchemy.orm import Session

from models.entities import (
    Affiliation,
    ContactPointKind,
    Conversation,
    Organisation,
    Person,
    ReplyState,
)
from models.queries.affiliations import AffiliationRow, affiliations_where
from models.queries.audience import EVERYONE_OF_OURS, readable
from models.queries.contact_facts import NO_CONTACT, conversations_of, find_contact_facts, is_asked
from models.queries.person_facts import Answers, days_ago, find_answers, find_last_contacts, find_points
from models.queries.role_gaps import is_about, known_role_gaps, list_role_gaps
from models.roles import RoleGroup, role_group
from models.school_year import academic_year_of
from models.settings import CADENCE_DAYS, get_setting
from models.vocabulary import Visibility
from resources.i18n import _

__all__ = [
    "BestContact",
    "HealthWord",
    "OrganisationHealth",
    "best_contacts",
    "known_role_gaps",
    "list_organisation_people",
    "list_role_gaps",
    "organisation_health",
]


@dataclass(frozen=True, slots=True)
class BestContact:
    """Somebody to contact at an organisation, with how to and how well it has worked."""

    affiliation_id: int
    person_id: int
    name: str
    role: str
    """The role in its local words."""
    body_name: str | None
    """The board or committee inside the organisation where the role is held, if it is not the organisation's own."""
    topics: tuple[str, ...]
    is_best_contact: bool
    preferred_channel: str
    email: str
    phone: str
    route_note: str
    answers: Answers
    last_contact_on: date | None

    @property
    def how(self) -> str:
        """Return how to reach them, what they prefer first: "01632 960101, jo@elm.example"."""
        by_mail_first = self.preferred_channel.strip().lower() == "email"
        ways = (self.email, self.phone) if by_mail_first else (self.phone, self.email)
        return ", ".join(way for way in ways if way)


def list_organisation_people(
    session: Session,
    organisation_id: int,
    *,
    today: date,
    as_at: date | None = None,
    audience: Visibility = EVERYONE_OF_OURS,
) -> tuple[AffiliationRow, ...]:
    """Return who has a role at an organisation or in its bodies: on a day, or all with the current ones first."""
    return affiliations_where(session, [_at_or_inside(organisation_id)], today=today, as_at=as_at, audience=audience)


def best_contacts(
    session: Session,
    organisation_id: int,
    *,
    as_at: date,
    topic: str | None = None,
    limit: int = 5,
    audience: Visibility = EVERYONE_OF_OURS,
) -> tuple[BestContact, ...]:
    """Return who to contact at an organisation on a day, the best first; each person once.

    The order: who is the one to ask about the topic, who is marked best contact, who has answered at all, the role
    (head, chair, clerk before others), the name. People that are put away are left out.
    """
    rows = list_organisation_people(session, organisation_id, today=as_at, as_at=as_at, audience=audience)
    ids = sorted({row.person_id for row in rows})
    people = select(Person.id, Person.preferred_channel).where(
        Person.id.in_(ids), Person.archived_at.is_(None), readable(Person, audience)
    )
    preferred = {row.id: row.preferred_channel for row in session.execute(people)}
    answers, last = find_answers(session, ids, as_at), find_last_contacts(session, ids, as_at)
    points = find_points(session, ids, as_at)
    rank = {group: number for number, group in enumerate(RoleGroup)}

    def order(row: AffiliationRow) -> tuple[bool, bool, bool, int, str, int]:
        about = bool(topic) and is_about(topic or "", (*_topics(row), row.job_title, row.role))
        answered = answers.get(row.person_id, Answers()).answered
        return (not about, not row.is_best_contact, not answered, rank[role_group(row.role)], row.person_name, row.id)

    chosen: dict[int, AffiliationRow] = {}
    for row in sorted((row for row in rows if row.person_id in preferred), key=order):
        chosen.setdefault(row.person_id, row)
    return tuple(
        BestContact(
            affiliation_id=row.id,
            person_id=row.person_id,
            name=row.person_name,
            role=row.job_title or row.role,
            body_name=row.organisation_name if row.organisation_id != organisation_id else None,
            topics=_topics(row),
            is_best_contact=row.is_best_contact,
            preferred_channel=preferred[row.person_id],
            email=points.get(row.person_id, {}).get(ContactPointKind.EMAIL, ""),
            phone=_phone(points.get(row.person_id, {})),
            route_note=row.route_note,
            answers=answers.get(row.person_id, Answers()),
            last_contact_on=last.get(row.person_id),
        )
        for row in list(chosen.values())[:limit]
    )


def _phone(points: dict[ContactPointKind, str]) -> str:
    return points.get(ContactPointKind.PHONE) or points.get(ContactPointKind.MOBILE, "")


def _topics(row: AffiliationRow) -> tuple[str, ...]:
    return tuple(topic for part in row.topics.split(",") if (topic := part.strip()))


class HealthWord(StrEnum):
    """How a link stands, by the rule of `organisation_health`."""

    NEW = "new"
    GOOD = "good"
    FAIR = "fair"
    WEAK = "weak"


@dataclass(frozen=True, slots=True)
class OrganisationHealth:
    """How the link with an organisation stands: facts first, then the word that the rule gives them."""

    since: date
    asked: int
    """Conversations of ours since that day which wanted a reply."""
    answered: int
    last_contact_on: date | None
    awaiting_since: date | None
    word: HealthWord
    facts: tuple[str, ...]
    """The same in words: "2 of 7 contacts answered since September", "Last contact 3 weeks ago"."""


LONG_WAIT = timedelta(days=60)
LONG_SILENCE = timedelta(days=365)


def organisation_health(session: Session, organisation_id: int, *, today: date) -> OrganisationHealth:
    """Return how the link with an organisation stands.

    Counted from the first day of the school year, until November from that of the year before. New: never any contact.
    Weak: no contact for a year, a reply awaited for more than 60 days, or fewer than a third of at least two answered.
    Good: contact within the days to aim for (a setting) and, where anything was asked, two thirds or more answered.
    Otherwise fair.
    """
    since = academic_year_of(today - timedelta(days=60)).first_day
    mine = conversations_of(organisation_id)
    asked, answered = session.execute(
        select(
            func.count(),
            func.coalesce(func.sum(case((Conversation.reply_state == ReplyState.RECEIVED, 1), else_=0)), 0),
        ).where(Conversation.id.in_(mine), Conversation.happened_on.between(since, today), is_asked)
    ).one()
    facts = find_contact_facts(session, [organisation_id], today).get(organisation_id, NO_CONTACT)
    last, waiting = facts.last_contact_on, facts.awaiting_since
    cadence = timedelta(days=get_setting(session, CADENCE_DAYS))
    silent = last is None or today - last > LONG_SILENCE
    ignored = asked >= 2 and answered * 3 < asked
    if last is None and waiting is None and not asked:
        return OrganisationHealth(since, 0, 0, None, None, HealthWord.NEW, ())
    if silent or ignored or (waiting is not None and today - waiting > LONG_WAIT):
        word = HealthWord.WEAK
    elif last is not None and today - last <= cadence and answered * 3 >= asked * 2:
        word = HealthWord.GOOD
    else:
        word = HealthWord.FAIR
    words = tuple(_facts(since, asked, int(answered), last, waiting, today))
    return OrganisationHealth(since, asked, int(answered), last, waiting, word, words)


def _facts(since: date, asked: int, answered: int, last: date | None, waiting: date | None, today: date) -> list[str]:
    """Return the facts as sentences without blame."""
    this_year = academic_year_of(today).first_day == since
    month = _("September") if this_year else _("September {year}").format(year=since.year)
    found = []
    if asked:
        found.append(
            _("{answered} of {asked} contacts answered since {month}").format(
                answered=answered, asked=asked, month=month
            )
        )
    else:
        found.append(_("Nothing that needed a reply since {month}").format(month=month))
    found.append(_("No contact yet") if last is None else _("Last contact {ago}").format(ago=days_ago(last, today)))
    if waiting is not None:
        found.append(_("Waiting for a reply for {days} days").format(days=(today - waiting).days))
    return found


def _at_or_inside(organisation_id: int) -> ColumnElement[bool]:
    inside = (Organisation.parent_id == organisation_id, Organisation.archived_at.is_(None))
    bodies = select(Organisation.id).where(*inside)
    return or_(Affiliation.organisation_id == organisation_id, Affiliation.organisation_id.in_(bodies))
