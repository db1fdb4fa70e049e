"""What is offered and what is needed, which offers fit a need and why, and what came of bringing them together.

An offer fits a need of the same kind when both stand on the day, the phases suit each other and the subjects are alike.
The best fit comes first: the subject counts most, then the distance, then the phase; each suggestion says why.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.orm import Session, aliased

from models import geography
from models.entities import InstitutionProfile, Match, Offer, Organisation, Person, WantedHelp
from models.queries.audience import EVERYONE_OF_OURS, name_for, readable
from models.queries.rows import fetch
from models.text import sort_key
from models.vocabulary import MatchState, OfferKind, Visibility
from resources.i18n import _

ALIKE = 60
"""How alike two subjects must be, of 100, to be suggested; where the kind is a facility they need not be."""


@dataclass(frozen=True, slots=True)
class OfferRow:
    """An offer or a need as lists show it; a name that the audience may not read is blank."""

    id: int
    organisation_id: int
    organisation: str
    person: str
    kind: OfferKind
    subject: str
    phase: str
    since: date
    until: date | None
    note: str
    visibility: Visibility
    version: int
    own_phase: str
    """The phase of the institution itself."""
    easting: int | None
    northing: int | None

    def stands_on(self, day: date) -> bool:
        """Say whether it is open on a day; the last day belongs to it."""
        return self.since <= day and (self.until is None or self.until >= day)


@dataclass(frozen=True, slots=True)
class Suggestion:
    """An offer that fits a need, with the reasons in words and how well it fits, of 100."""

    offer: OfferRow
    wanted: OfferRow
    score: int
    metres: int | None
    """In a straight line; None where a place is not known."""
    reasons: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class MatchRow:
    """An offer and a need brought together."""

    id: int
    offer_id: int
    offered: str
    offered_by: str
    wanted_id: int
    wanted: str
    wanted_by: str
    broker: str
    matched_on: date
    state: MatchState
    result: str
    result_on: date | None
    version: int


def list_offers(
    session: Session,
    as_at: date | None = None,
    *,
    organisation_id: int | None = None,
    kind: OfferKind | None = None,
    audience: Visibility = EVERYONE_OF_OURS,
) -> tuple[OfferRow, ...]:
    """Return what is offered, on a day or ever, the newest first."""
    rows = _rows(session, Offer, Offer.offered_on.expression, organisation_id, kind, audience)
    return tuple(row for row in rows if as_at is None or row.stands_on(as_at))


def list_wanted(
    session: Session,
    as_at: date | None = None,
    *,
    organisation_id: int | None = None,
    kind: OfferKind | None = None,
    audience: Visibility = EVERYONE_OF_OURS,
) -> tuple[OfferRow, ...]:
    """Return what is needed, on a day or ever, the newest first."""
    rows = _rows(session, WantedHelp, WantedHelp.wanted_on.expression, organisation_id, kind, audience)
    return tuple(row for row in rows if as_at is None or row.stands_on(as_at))


def suggest_matches(
    session: Session,
    as_at: date,
    *,
    wanted_id: int | None = None,
    offer_id: int | None = None,
    within_metres: int | None = None,
    audience: Visibility = EVERYONE_OF_OURS,
) -> tuple[Suggestion, ...]:
    """Return offers that fit needs on a day, the best first; for one need or one offer, or all.

    What is brought together already, or fell through, is not suggested again, nor an organisation to itself. With
    `within_metres` only those near enough, and none whose place is not known.
    """
    taken = {(offer, wanted) for offer, wanted in session.execute(select(Match.offer_id, Match.wanted_id))}
    offers = [row for row in list_offers(session, as_at, audience=audience) if offer_id in (None, row.id)]
    by_kind: dict[OfferKind, list[OfferRow]] = {}
    for offer in offers:
        by_kind.setdefault(offer.kind, []).append(offer)
    found = []
    for wanted in list_wanted(session, as_at, audience=audience):
        if wanted_id not in (None, wanted.id):
            continue
        for offer in by_kind.get(wanted.kind, ()):
            fit = None if (offer.id, wanted.id) in taken else _fit(offer, wanted)
            if fit is not None and (within_metres is None or (fit.metres is not None and fit.metres <= within_metres)):
                found.append(fit)
    found.sort(key=lambda fit: (-fit.score, fit.metres is None, fit.metres or 0, fit.wanted.id, fit.offer.id))
    return tuple(found)


def list_matches(
    session: Session, *, states: Iterable[MatchState] | None = None, audience: Visibility = EVERYONE_OF_OURS
) -> tuple[MatchRow, ...]:
    """Return what was brought together, by whom and with what result, the newest first."""
    giver, taker = aliased(Organisation), aliased(Organisation)
    question = (
        select(
            Match.id,
            Offer.id,
            Offer.subject,
            giver.name,
            WantedHelp.id,
            WantedHelp.subject,
            taker.name,
            name_for(Person, Person.display_name.expression, audience),
            Match.matched_on,
            Match.state,
            Match.result,
            Match.result_on,
            Match.version,
        )
        .select_from(Match)
        .join(Offer, Offer.id == Match.offer_id)
        .join(WantedHelp, WantedHelp.id == Match.wanted_id)
        .join(giver, giver.id == Offer.organisation_id)
        .join(taker, taker.id == WantedHelp.organisation_id)
        .outerjoin(Person, Person.id == Match.broker_person_id)
        .where(*(readable(entity, audience) for entity in (Offer, WantedHelp, giver, taker)))
        .order_by(Match.matched_on.desc(), Match.id.desc())
    )
    if states is not None:
        question = question.where(Match.state.in_(list(states)))
    return tuple(fetch(session, MatchRow, question))


def _rows(
    session: Session,
    entity: type[Offer] | type[WantedHelp],
    since: ColumnElement[date],
    organisation_id: int | None,
    kind: OfferKind | None,
    audience: Visibility,
) -> list[OfferRow]:
    question = (
        select(
            entity.id,
            entity.organisation_id,
            Organisation.name,
            name_for(Person, Person.display_name.expression, audience),
            entity.kind,
            entity.subject,
            entity.phase,
            since,
            entity.until,
            entity.note,
            entity.visibility,
            entity.version,
            func.coalesce(InstitutionProfile.phase, ""),
            Organisation.easting,
            Organisation.northing,
        )
        .select_from(entity)
        .join(Organisation, Organisation.id == entity.organisation_id)
        .outerjoin(Person, Person.id == entity.person_id)
        .outerjoin(InstitutionProfile, InstitutionProfile.organisation_id == Organisation.id)
        .where(
            entity.archived_at.is_(None),
            Organisation.archived_at.is_(None),
            readable(entity, audience),
            readable(Organisation, audience),
        )
        .order_by(since.desc(), entity.id.desc())
    )
    if organisation_id is not None:
        question = question.where(entity.organisation_id == organisation_id)
    if kind is not None:
        question = question.where(entity.kind == kind)
    return fetch(session, OfferRow, question)


def _fit(offer: OfferRow, wanted: OfferRow) -> Suggestion | None:
    """Return how an offer fits a need of its kind; None where it does not."""
    from rapidfuzz import fuzz

    if offer.organisation_id == wanted.organisation_id:
        return None
    phase = wanted.phase or wanted.own_phase
    if offer.phase and phase and sort_key(offer.phase) != sort_key(phase):
        return None
    alike = round(fuzz.token_set_ratio(sort_key(offer.subject), sort_key(wanted.subject)))
    if alike < ALIKE and offer.kind is not OfferKind.FACILITY:
        return None
    metres = _metres(offer, wanted)
    score = round(alike * 0.6) + _nearness(metres) + (10 if offer.phase and phase else 5)
    return Suggestion(offer, wanted, score, metres, _reasons(offer, wanted, alike, metres, phase))


def _metres(offer: OfferRow, wanted: OfferRow) -> int | None:
    here = geography.grid_point(offer.easting, offer.northing)
    there = geography.grid_point(wanted.easting, wanted.northing)
    return None if here is None or there is None else round(geography.straight_line(here, there))


def _nearness(metres: int | None) -> int:
    """Return up to 30 for a place next door, nothing from 10 kilometres on or where it is not known."""
    return 0 if metres is None else round(30 * max(0.0, 1 - metres / 10_000))


def _reasons(offer: OfferRow, wanted: OfferRow, alike: int, metres: int | None, phase: str) -> tuple[str, ...]:
    reasons = []
    if sort_key(offer.subject) == sort_key(wanted.subject):
        reasons.append(_("The same subject"))
    elif alike >= ALIKE:
        reasons.append(_("Much the same subject: “{offered}”").format(offered=offer.subject))
    if offer.phase and phase:
        reasons.append(_("For the same phase: {phase}").format(phase=phase))
    elif not offer.phase:
        reasons.append(_("For any phase"))
    if metres is not None:
        reasons.append(_("{distance} away").format(distance=geography.metres_in_words(metres)))
    return tuple(reasons)
