"""Going round somebody who does not answer: which other way was tried, and what came of it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.actions import writing
from models.actions.conversation_writing import get_conversation, matter_of
from models.entities import ContactRoute, Conversation, ConversationParty, Direction, ReplyState
from models.errors import WrongUse
from models.validation import check_order, get_record, required
from models.vocabulary import RouteOutcome, Visibility
from resources.i18n import _


@dataclass(frozen=True, slots=True)
class ContactRouteFields:
    """What a form of another way in holds. `outcome` changes by `record_route_outcome`."""

    organisation_id: int
    tried_on: date
    route: str
    """The way, in words: "through the students' union"."""
    person_id: int | None = None
    """Through whom."""
    instead_of_id: int | None = None
    """Our conversation that had no answer."""
    visibility: Visibility = Visibility.INTERNAL
    source: str = ""
    version: int | None = None


def add_route(session: Session, fields: ContactRouteFields) -> int:
    """Write down another way in and return its number; what it stands in for no longer waits for its reply.

    Raises WrongUse when that conversation was not one of ours, was not with the organisation, or has had its reply.
    """
    required(fields.route, _("which other way you try"))
    instead_of = None
    if fields.instead_of_id is not None:
        instead_of = matter_of(session, get_conversation(session, fields.instead_of_id))
        _check_unanswered(session, instead_of, fields)
        instead_of.reply_state = ReplyState.ROUTE_ROUND
        instead_of.reply_note = fields.route.strip()
    matter = None if instead_of is None else instead_of.id
    return writing.create(session, ContactRoute, fields, instead_of_id=matter, outcome=RouteOutcome.TRYING)


def edit_route(session: Session, route_id: int, fields: ContactRouteFields) -> int:
    """Change the words, the day or the person of another way in; what it stands in for stays."""
    required(fields.route, _("which other way you try"))
    route = get_record(session, ContactRoute, route_id, _("other way in"))
    check_order(fields.tried_on, route.outcome_on, _("The way was tried before its outcome. Enter an earlier day."))
    return writing.edit(session, ContactRoute, route_id, fields, _("other way in"), instead_of_id=route.instead_of_id)


def record_route_outcome(
    session: Session, route_id: int, outcome: RouteOutcome, outcome_on: date | None = None, note: str = ""
) -> None:
    """Say what came of another way in; back to "being tried" takes the outcome away."""
    route = get_record(session, ContactRoute, route_id, _("other way in"))
    if outcome is RouteOutcome.TRYING:
        outcome_on, note = None, ""
    elif outcome_on is None:
        raise WrongUse(_("Enter the day on which you knew whether this way worked."))
    check_order(route.tried_on, outcome_on, _("The outcome would come before the way was tried. Enter a later day."))
    route.outcome, route.outcome_on, route.outcome_note = outcome, outcome_on, note.strip()
    session.flush()


def put_away_route(session: Session, route_id: int) -> None:
    """Put another way in away."""
    writing.put_away(session, ContactRoute, route_id, _("other way in"))


def _check_unanswered(session: Session, asked: Conversation, fields: ContactRouteFields) -> None:
    if asked.direction is not Direction.OUT or asked.reply_state is ReplyState.NONE_NEEDED:
        raise WrongUse(_("We wait for no reply to this conversation, so there is nothing to go round."))
    if asked.reply_state is ReplyState.RECEIVED:
        raise WrongUse(_("This conversation has had its reply, so there is nothing to go round."))
    check_order(asked.happened_on, fields.tried_on, _("Enter a day on or after the day of the first conversation."))
    parties = select(ConversationParty.organisation_id).where(ConversationParty.conversation_id == asked.id)
    if fields.organisation_id not in set(session.scalars(parties)):
        raise WrongUse(_("This conversation was not with that organisation. Choose the one you wrote to."))
