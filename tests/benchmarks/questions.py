"""What the lists, records and first page of the program ask of a book, by name, for `bench_queries`."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date, datetime, time, timedelta
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from models.entities import PartnershipProfile
from models.geography import GridPoint
from models.queries.briefing import find_briefing
from models.queries.commitments import (
    CommitmentFilter,
    CommitmentGroup,
    count_commitments,
    list_commitment_groups,
    list_commitments,
)
from models.queries.contact_facts import ALL_FACTS
from models.queries.contact_numbers import find_contact_numbers
from models.queries.contact_plans import count_planned, find_planned_contact
from models.queries.contacts import best_contacts, known_role_gaps, list_organisation_people, organisation_health
from models.queries.conversations import (
    ConversationFilter,
    count_conversations,
    find_conversation,
    list_conversations,
)
from models.queries.diary import list_diary
from models.queries.events import EventFilter, count_events, list_events, list_month, list_upcoming_events
from models.queries.home import count_late, find_numbers, list_coming_up, list_needs_doing
from models.queries.isolation import list_islands
from models.queries.last_contact import find_last_contacts
from models.queries.meetings import count_meetings, find_meeting, list_meetings, list_past_meetings
from models.queries.organisation_detail import find_organisation, list_relationships
from models.queries.organisations import (
    Near,
    OrganisationFilter,
    OrganisationSort,
    count_not_contacted_since,
    count_organisations,
    list_bodies,
    list_organisations,
    nearest,
)
from models.queries.outreach import list_sleeping
from models.queries.partnership_detail import find_partnership
from models.queries.partnership_network import find_network
from models.queries.party_choices import find_parties_like
from models.queries.people import PersonFilter, count_people, find_person, list_people
from models.queries.person_facts import find_answers
from models.queries.register import RegisterFilter, find_in_register, list_register_authorities
from models.queries.timelines import list_timeline
from models.queries.unanswered import count_unanswered, list_unanswered
from models.search import search, search_register
from tests.benchmarks.large_book import TODAY

Question = Callable[[Session], object]
TERM = TODAY.replace(month=9, day=1)
NEAR = Near(300_000, 300_000, 5000)
ONE = 777
"""The record that is opened: one like all others."""
CLOSE = 770
"""An organisation with which we mean to speak."""


def pages() -> dict[str, Question]:
    """Return the pages of the lists."""
    deep = date(2021, 8, 1)
    return {
        "organisations": _organisations(),
        "organisations, at depth 50,000": lambda session: list_organisations(
            session, today=TODAY, after=("wood", 1), limit=50
        ),
        "organisations not contacted this term": _organisations(not_contacted_since=TERM),
        "organisations that owe a reply": _organisations(unanswered=True),
        "organisations named “s”": _organisations(words="s"),
        "organisations named “willow coll”": _organisations(words="willow coll"),
        "organisations, stalest first": lambda session: list_organisations(
            session, today=TODAY, limit=50, sort=OrganisationSort.LAST_CONTACT
        ),
        "nearest in 5 km": lambda session: nearest(session, NEAR.easting, NEAR.northing, 5000, 50, today=TODAY),
        "people": lambda session: list_people(session, today=TODAY, limit=50),
        "people, at depth 90,000": lambda session: list_people(session, today=TODAY, after=("wood", 1), limit=50),
        "people named “s”": _people("s"),
        "people named “yo”": _people("yo"),
        "people named “priya wes”": _people("priya wes"),
        "conversations": lambda session: list_conversations(session, limit=50),
        "conversations, at depth 180,000": lambda session: list_conversations(session, after=(deep, 9), limit=50),
        "conversations awaiting a reply": lambda session: list_conversations(
            session, ConversationFilter(unanswered=True), limit=50
        ),
        "conversations of an organisation": lambda session: list_conversations(
            session, ConversationFilter(organisation_id=ONE), limit=50
        ),
        "conversations with “the”": _said("the"),
        "conversations with “abbeyash”": _said("abbeyash"),
        "conversations with “priya hall”": _said("priya hall"),
        "meetings": lambda session: list_meetings(session, limit=50),
        "meetings, past": lambda session: list_past_meetings(session, TODAY, limit=50),
        "commitments, late": _promises(CommitmentGroup.LATE),
        "commitments, this week": _promises(CommitmentGroup.THIS_WEEK),
        "commitments, later": _promises(CommitmentGroup.LATER),
        "commitments, done": _promises(CommitmentGroup.DONE),
        "commitments, aspirations": _promises(CommitmentGroup.ASPIRATIONS),
        "events": lambda session: list_events(session, limit=50),
        "events, at depth 45,000": lambda session: list_events(
            session, after=(datetime.combine(deep, time(14)), 9), limit=50
        ),
        "events coming up": lambda session: list_upcoming_events(session, TODAY, limit=50),
        "events of a month": lambda session: list_month(session, 2026, 11),
        "diary of a month": lambda session: list_diary(session, TODAY.replace(day=1), TODAY.replace(day=30)),
        "unanswered": lambda session: list_unanswered(session, TODAY, limit=50),
        "register near a place": lambda session: find_in_register(
            session, RegisterFilter(near=GridPoint(300_000, 300_000), metres=5000)
        ),
        "register of an authority": lambda session: find_in_register(session, RegisterFilter(authority="Authority 7")),
        "search “hall”": lambda session: search(session, "hall"),
        "search “visit abbeyash”": lambda session: search(session, "visit abbeyash"),
        "search the register “wood sch”": lambda session: search_register(session, "wood sch", 20),
        "choosing “pri”": lambda session: find_parties_like(session, "pri", today=TODAY),
    }


def records() -> dict[str, Question]:
    """Return what opening one record asks."""
    return {
        "one organisation with everything": _one_organisation,
        "one person": lambda session: (find_person(session, ONE, today=TODAY), find_answers(session, [ONE], TODAY)),
        "one conversation": lambda session: find_conversation(session, ONE),
        "one meeting": lambda session: find_meeting(session, ONE),
        "timeline of an organisation": lambda session: list_timeline(session, organisation_id=ONE, limit=50),
        "one briefing": lambda session: find_briefing(session, ONE, TODAY),
        "one partnership": _one_partnership,
        "when to speak next with one": lambda session: find_planned_contact(session, TODAY, organisation_id=CLOSE),
        "last real contact with one": lambda session: find_last_contacts(session, [ONE], TODAY),
        "last real contact with 50": lambda session: find_last_contacts(session, range(1, 51), TODAY),
        "timeline of a person": lambda session: list_timeline(session, person_id=ONE, limit=50),
    }


def wholes() -> dict[str, Question]:
    """Return the questions over the whole book: counts, Home, everything at once."""
    return {
        "overdue badge": lambda session: count_late(session, TODAY),
        "Home's four numbers": lambda session: find_numbers(session, TODAY, NEAR),
        "Home: needs doing": lambda session: list_needs_doing(session, TODAY),
        "Home: coming up": lambda session: list_coming_up(session, TODAY, neighbour_metres=1500),
        "count of organisations": lambda session: count_organisations(session, today=TODAY),
        "count not contacted this term": lambda session: count_not_contacted_since(session, TERM, today=TODAY),
        "count of people": lambda session: count_people(session, today=TODAY),
        "count of conversations": count_conversations,
        "count of conversations with “the”": lambda session: count_conversations(
            session, ConversationFilter(words="the")
        ),
        "count of meetings": count_meetings,
        "count of commitments": lambda session: count_commitments(session, TODAY),
        "count of events near": lambda session: count_events(session, EventFilter(near=NEAR)),
        "count of unanswered": lambda session: count_unanswered(session, TODAY),
        "authorities of the register": list_register_authorities,
        "numbers of contact, a plan for a tenth": lambda session: find_contact_numbers(session, TODAY),
        "with whom it is time to speak, a tenth": lambda session: count_planned(session, TODAY),
        "last real contact with 5,000": lambda session: find_last_contacts(session, range(1, 5001), TODAY),
        "relationships that sleep": lambda session: list_sleeping(session, TODAY),
        "islands": lambda session: list_islands(session, today=TODAY),
        "network of partnerships": lambda session: find_network(session, as_at=TODAY),
        "last contact of every organisation": lambda session: session.execute(ALL_FACTS, {"today": TODAY}).all(),
        "all organisations": lambda session: list_organisations(session, today=TODAY),
        "all unanswered": lambda session: list_unanswered(session, TODAY),
        "all conversations of a year": lambda session: list_conversations(
            session, ConversationFilter(first_day=TODAY - timedelta(days=365)), limit=None
        ),
    }


def _organisations(**fields: Any) -> Question:
    wanted = OrganisationFilter(**fields)
    return lambda session: list_organisations(session, wanted, today=TODAY, limit=50)


def _people(words: str) -> Question:
    return lambda session: list_people(session, PersonFilter(words=words), today=TODAY, limit=50)


def _said(words: str) -> Question:
    return lambda session: list_conversations(session, ConversationFilter(words=words), limit=30)


def _one_partnership(session: Session) -> object:
    """Open the first partnership: they come after all institutions."""
    first = session.scalar(select(func.min(PartnershipProfile.organisation_id)))
    return find_partnership(session, first or 0, as_at=TODAY)


def _promises(group: CommitmentGroup) -> Question:
    return lambda session: list_commitments(session, group, TODAY, limit=50)


def _one_organisation(session: Session) -> Mapping[str, object]:
    """Ask what the page of an organisation asks."""
    return {
        "detail": find_organisation(session, ONE, today=TODAY),
        "people": list_organisation_people(session, ONE, today=TODAY),
        "contacts": best_contacts(session, ONE, as_at=TODAY),
        "gaps": known_role_gaps(session, ONE, as_at=TODAY),
        "health": organisation_health(session, ONE, today=TODAY),
        "unanswered": list_unanswered(session, TODAY, organisation_id=ONE),
        "promises": list_commitment_groups(session, TODAY, CommitmentFilter(organisation_id=ONE), limit=5),
        "events": list_events(session, EventFilter(organisation_id=ONE), limit=5),
        "links": list_relationships(session, ONE, today=TODAY),
        "bodies": list_bodies(session, ONE, today=TODAY),
        "timeline": list_timeline(session, organisation_id=ONE, limit=50),
    }
