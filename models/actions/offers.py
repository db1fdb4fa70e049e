"""What people offer each other and what they need, and bringing the two together."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.actions import writing
from models.entities import Match, Offer, WantedHelp
from models.errors import WrongUse
from models.validation import check_order, get_record, required
from models.vocabulary import MatchState, OfferKind, Visibility
from resources.i18n import _


@dataclass(frozen=True, slots=True)
class OfferFields:
    """What a form of an offer holds."""

    organisation_id: int
    kind: OfferKind
    subject: str
    offered_on: date
    person_id: int | None = None
    phase: str = ""
    """The phase of education it suits; empty for any."""
    until: date | None = None
    """The last day on which it stands."""
    note: str = ""
    source: str = ""
    visibility: Visibility = Visibility.INTERNAL
    version: int | None = None


@dataclass(frozen=True, slots=True)
class WantedFields:
    """What a form of a need for help holds."""

    organisation_id: int
    kind: OfferKind
    subject: str
    wanted_on: date
    person_id: int | None = None
    phase: str = ""
    until: date | None = None
    """The last day on which it helps."""
    note: str = ""
    source: str = ""
    visibility: Visibility = Visibility.INTERNAL
    version: int | None = None


def add_offer(session: Session, fields: OfferFields) -> int:
    """Note an offer and return its number."""
    _check(fields.subject, fields.offered_on, fields.until)
    return writing.create(session, Offer, fields)


def edit_offer(session: Session, offer_id: int, fields: OfferFields) -> int:
    """Change an offer."""
    _check(fields.subject, fields.offered_on, fields.until)
    return writing.edit(session, Offer, offer_id, fields, _("offer"))


def put_away_offer(session: Session, offer_id: int) -> None:
    """Put an offer away: it is matched with nothing any more."""
    writing.put_away(session, Offer, offer_id, _("offer"))


def add_wanted(session: Session, fields: WantedFields) -> int:
    """Note a need for help and return its number."""
    _check(fields.subject, fields.wanted_on, fields.until)
    return writing.create(session, WantedHelp, fields)


def edit_wanted(session: Session, wanted_id: int, fields: WantedFields) -> int:
    """Change a need for help."""
    _check(fields.subject, fields.wanted_on, fields.until)
    return writing.edit(session, WantedHelp, wanted_id, fields, _("need for help"))


def put_away_wanted(session: Session, wanted_id: int) -> None:
    """Put a need for help away: it is matched with nothing any more."""
    writing.put_away(session, WantedHelp, wanted_id, _("need for help"))


@dataclass(frozen=True, slots=True)
class MatchFields:
    """What a form of a match holds: an offer, a need, and who brings them together."""

    offer_id: int
    wanted_id: int
    matched_on: date
    broker_person_id: int | None = None


def match_offer(session: Session, fields: MatchFields) -> int:
    """Bring an offer and a need together and return the number of the match.

    Raises WrongUse where both are of the same organisation, or are brought together already.
    """
    offer = get_record(session, Offer, fields.offer_id, _("offer"))
    wanted = get_record(session, WantedHelp, fields.wanted_id, _("need for help"))
    if offer.organisation_id == wanted.organisation_id:
        raise WrongUse(_("The offer and the need are of the same organisation. Choose an offer from another."))
    again = select(Match.id).where(
        Match.offer_id == offer.id, Match.wanted_id == wanted.id, Match.state != MatchState.FELL_THROUGH
    )
    if session.scalar(again.limit(1)) is not None:
        raise WrongUse(_("This offer and this need are brought together already. Change that match."))
    return writing.create(session, Match, fields, state=MatchState.SUGGESTED)


def record_match(
    session: Session, match_id: int, state: MatchState, result: str = "", result_on: date | None = None
) -> None:
    """Say what became of a match; one that is done or fell through has its result and day."""
    match = get_record(session, Match, match_id, _("match"))
    if state in (MatchState.DONE, MatchState.FELL_THROUGH):
        result = required(result, _("what came of the match"))
        if result_on is None:
            raise WrongUse(_("Enter the day on which the match ended."))
    check_order(match.matched_on, result_on, _("The result would come before the match. Enter a later day."))
    match.state, match.result, match.result_on = state, result.strip(), result_on
    session.flush()


def remove_match(session: Session, match_id: int) -> None:
    """Take out a match that should not have been made."""
    writing.remove(session, Match, match_id, _("match"))


def _check(subject: str, first: date, last: date | None) -> None:
    required(subject, _("what it is about, like Year 4 maths or a sports hall"))
    check_order(first, last, _("It would end before it began. Enter a later last day."))
