"""What comes out of contact: how often we mean to speak, how it stands, what is in the way, what was passed on."""

from __future__ import annotations

from datetime import date

from sqlalchemy import CheckConstraint, ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from models.base import BIG_ID, Dated, Record, Row
from models.types import choice
from models.vocabulary import (
    BarrierKind,
    EngagementLevel,
    IssueState,
    MatchState,
    OfferKind,
    RouteOutcome,
    SupportStrand,
    Tier,
    Urgency,
)


def _one_of(*columns: str) -> str:
    """Return the condition that exactly one of some columns is filled."""
    return " + ".join(f"(CASE WHEN {name} IS NULL THEN 0 ELSE 1 END)" for name in columns) + " = 1"


class RelationshipOwner(Row, Dated):
    """Who of ours looks after the relationship with an organisation, from a day to a day (needs N032, N081)."""

    __tablename__ = "relationship_owner"

    organisation_id: Mapped[int] = mapped_column(BIG_ID, ForeignKey("organisation.id"), index=True)
    person_id: Mapped[int] = mapped_column(BIG_ID, ForeignKey("person.id"), index=True)
    note: Mapped[str] = mapped_column(default="", server_default="")


class ContactPlan(Row):
    """How often we mean to speak: with one party, with all of a tier, or with all that carry a tag."""

    __tablename__ = "contact_plan"
    __table_args__ = (
        CheckConstraint(_one_of("organisation_id", "person_id", "tier", "tag_id"), name="one_scope"),
        CheckConstraint("ideal_days > 0 AND worst_days >= ideal_days", name="intervals"),
        {"sqlite_autoincrement": True},
    )

    organisation_id: Mapped[int | None] = mapped_column(BIG_ID, ForeignKey("organisation.id"), index=True)
    person_id: Mapped[int | None] = mapped_column(BIG_ID, ForeignKey("person.id"), index=True)
    tier: Mapped[Tier | None] = mapped_column(choice(Tier))
    tag_id: Mapped[int | None] = mapped_column(BIG_ID, ForeignKey("tag.id"), index=True)
    ideal_days: Mapped[int]
    worst_days: Mapped[int]
    term_time_only: Mapped[bool] = mapped_column(default=False)
    """Whether holidays count neither towards the interval nor as days to be due on."""
    paused_until: Mapped[date | None]
    note: Mapped[str] = mapped_column(default="", server_default="")


class EngagementAssessment(Record):
    """How engaged somebody is and how engaged we would have them, judged on a day, with the reason."""

    __tablename__ = "engagement_assessment"
    __table_args__ = (
        CheckConstraint(_one_of("organisation_id", "person_id"), name="one_party"),
        CheckConstraint("influence BETWEEN 1 AND 5 AND interest BETWEEN 1 AND 5", name="scale"),
        {"sqlite_autoincrement": True},
    )

    organisation_id: Mapped[int | None] = mapped_column(BIG_ID, ForeignKey("organisation.id"), index=True)
    person_id: Mapped[int | None] = mapped_column(BIG_ID, ForeignKey("person.id"), index=True)
    assessed_on: Mapped[date]
    influence: Mapped[int]
    """From 1 (little) to 5 (much)."""
    interest: Mapped[int]
    level_now: Mapped[EngagementLevel] = mapped_column(choice(EngagementLevel, "level_now"))
    level_wanted: Mapped[EngagementLevel] = mapped_column(choice(EngagementLevel, "level_wanted"))
    reason: Mapped[str] = mapped_column(default="", server_default="")
    assessor: Mapped[str] = mapped_column(default="", server_default="")


class ContactRoute(Record):
    """Another way to somebody who does not answer, and what came of it (need N022)."""

    __tablename__ = "contact_route"

    organisation_id: Mapped[int] = mapped_column(BIG_ID, ForeignKey("organisation.id"), index=True)
    person_id: Mapped[int | None] = mapped_column(BIG_ID, ForeignKey("person.id"), index=True)
    """Through whom."""
    instead_of_id: Mapped[int | None] = mapped_column(BIG_ID, ForeignKey("conversation.id"), index=True)
    """The conversation that had no answer."""
    tried_on: Mapped[date]
    route: Mapped[str]
    outcome: Mapped[RouteOutcome] = mapped_column(choice(RouteOutcome), default=RouteOutcome.TRYING)
    outcome_note: Mapped[str] = mapped_column(default="", server_default="")
    outcome_on: Mapped[date | None]


class VisitRecord(Row):
    """What a visit or review gave: support, challenge, and the answer to it; one to one with its conversation."""

    __tablename__ = "visit_record"

    conversation_id: Mapped[int] = mapped_column(BIG_ID, ForeignKey("conversation.id"), unique=True)
    focus: Mapped[str] = mapped_column(default="", server_default="")
    support_given: Mapped[str] = mapped_column(default="", server_default="")
    challenge_made: Mapped[str] = mapped_column(default="", server_default="")
    response: Mapped[str] = mapped_column(default="", server_default="")


class IssueRaised(Record):
    """A concern or a request for support that somebody brought, and how far it has come (needs N067, N113)."""

    __tablename__ = "issue_raised"

    title: Mapped[str]
    organisation_id: Mapped[int | None] = mapped_column(BIG_ID, ForeignKey("organisation.id"), index=True)
    person_id: Mapped[int | None] = mapped_column(BIG_ID, ForeignKey("person.id"), index=True)
    conversation_id: Mapped[int | None] = mapped_column(BIG_ID, ForeignKey("conversation.id"), index=True)
    thread_id: Mapped[int | None] = mapped_column(BIG_ID, ForeignKey("thread.id"), index=True)
    is_support_request: Mapped[bool] = mapped_column(default=False)
    strand: Mapped[SupportStrand | None] = mapped_column(choice(SupportStrand))
    urgency: Mapped[Urgency] = mapped_column(choice(Urgency), default=Urgency.ROUTINE)
    state: Mapped[IssueState] = mapped_column(choice(IssueState), default=IssueState.RECEIVED, index=True)
    raised_on: Mapped[date]
    handled_by_id: Mapped[int | None] = mapped_column(BIG_ID, ForeignKey("person.id"), index=True)
    referred_to_id: Mapped[int | None] = mapped_column(BIG_ID, ForeignKey("organisation.id"), index=True)
    resolved_on: Mapped[date | None]
    outcome: Mapped[str] = mapped_column(default="", server_default="")
    note: Mapped[str] = mapped_column(default="", server_default="", sort_order=60)


class Barrier(Record):
    """What stands in the way of a relationship or a partnership, what is done about it and when it was cleared."""

    __tablename__ = "barrier"

    organisation_id: Mapped[int] = mapped_column(BIG_ID, ForeignKey("organisation.id"), index=True)
    """The organisation or partnership it stands in the way with."""
    kind: Mapped[BarrierKind] = mapped_column(choice(BarrierKind))
    description: Mapped[str]
    owner_person_id: Mapped[int | None] = mapped_column(BIG_ID, ForeignKey("person.id"), index=True)
    raised_on: Mapped[date]
    response: Mapped[str] = mapped_column(default="", server_default="")
    responded_on: Mapped[date | None]
    cleared_on: Mapped[date | None]
    how_cleared: Mapped[str] = mapped_column(default="", server_default="")


class Introduction(Record):
    """Somebody made known to somebody by a third, and what came of it (need N085)."""

    __tablename__ = "introduction"

    first_person_id: Mapped[int | None] = mapped_column(BIG_ID, ForeignKey("person.id"), index=True)
    first_organisation_id: Mapped[int | None] = mapped_column(BIG_ID, ForeignKey("organisation.id"), index=True)
    second_person_id: Mapped[int | None] = mapped_column(BIG_ID, ForeignKey("person.id"), index=True)
    second_organisation_id: Mapped[int | None] = mapped_column(BIG_ID, ForeignKey("organisation.id"), index=True)
    by_person_id: Mapped[int | None] = mapped_column(BIG_ID, ForeignKey("person.id"), index=True)
    conversation_id: Mapped[int | None] = mapped_column(BIG_ID, ForeignKey("conversation.id"), index=True)
    made_on: Mapped[date]
    purpose: Mapped[str] = mapped_column(default="", server_default="")
    result: Mapped[str] = mapped_column(default="", server_default="")
    result_on: Mapped[date | None]


class Signposting(Record):
    """What was passed on to whom: an event, a group, a service (need N023)."""

    __tablename__ = "signposting"

    passed_on: Mapped[date]
    what: Mapped[str]
    about_event_id: Mapped[int | None] = mapped_column(BIG_ID, ForeignKey("event.id"), index=True)
    about_organisation_id: Mapped[int | None] = mapped_column(BIG_ID, ForeignKey("organisation.id"), index=True)
    to_organisation_id: Mapped[int | None] = mapped_column(BIG_ID, ForeignKey("organisation.id"), index=True)
    to_person_id: Mapped[int | None] = mapped_column(BIG_ID, ForeignKey("person.id"), index=True)
    conversation_id: Mapped[int | None] = mapped_column(BIG_ID, ForeignKey("conversation.id"), index=True)
    result: Mapped[str] = mapped_column(default="", server_default="")


class Offer(Record):
    """What somebody offers to others: a skill, a hall, subject expertise (need N055)."""

    __tablename__ = "offer"

    organisation_id: Mapped[int] = mapped_column(BIG_ID, ForeignKey("organisation.id"), index=True)
    person_id: Mapped[int | None] = mapped_column(BIG_ID, ForeignKey("person.id"), index=True)
    kind: Mapped[OfferKind] = mapped_column(choice(OfferKind), index=True)
    subject: Mapped[str]
    phase: Mapped[str] = mapped_column(default="", server_default="")
    """The phase of education it suits; empty for any."""
    offered_on: Mapped[date]
    until: Mapped[date | None]
    note: Mapped[str] = mapped_column(default="", server_default="", sort_order=60)


class WantedHelp(Record):
    """What somebody needs of others (the "needs" of the offers and needs register)."""

    __tablename__ = "wanted_help"

    organisation_id: Mapped[int] = mapped_column(BIG_ID, ForeignKey("organisation.id"), index=True)
    person_id: Mapped[int | None] = mapped_column(BIG_ID, ForeignKey("person.id"), index=True)
    kind: Mapped[OfferKind] = mapped_column(choice(OfferKind), index=True)
    subject: Mapped[str]
    phase: Mapped[str] = mapped_column(default="", server_default="")
    wanted_on: Mapped[date]
    until: Mapped[date | None]
    note: Mapped[str] = mapped_column(default="", server_default="", sort_order=60)


class Match(Row):
    """An offer and a need brought together by a broker, and what came of it (need N088)."""

    __tablename__ = "offer_match"

    offer_id: Mapped[int] = mapped_column(BIG_ID, ForeignKey("offer.id"), index=True)
    wanted_id: Mapped[int] = mapped_column(BIG_ID, ForeignKey("wanted_help.id"), index=True)
    broker_person_id: Mapped[int | None] = mapped_column(BIG_ID, ForeignKey("person.id"), index=True)
    matched_on: Mapped[date]
    state: Mapped[MatchState] = mapped_column(choice(MatchState), default=MatchState.SUGGESTED)
    result: Mapped[str] = mapped_column(default="", server_default="")
    result_on: Mapped[date | None]
