"""Offers and needs: what they can give, what they look for, and which fit together."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from desktop.forms.dated import day_words
from desktop.parts.spec import FieldSpec, Line, Owner, Part, Session, Step, Values, as_today, joined
from desktop.tokens import Tone
from models.actions.offers import (
    MatchFields,
    OfferFields,
    WantedFields,
    add_offer,
    add_wanted,
    edit_offer,
    edit_wanted,
    match_offer,
    put_away_offer,
    put_away_wanted,
    record_match,
    remove_match,
)
from models.queries.offers import MatchRow, OfferRow, list_matches, list_offers, list_wanted, suggest_matches
from models.vocabulary import MatchState
from models.words import label
from resources.i18n import _
from resources.i18n import marked as m


def _offers(session: Session, owner: Owner, today: date) -> Sequence[OfferRow]:
    return list_offers(session, organisation_id=owner.id)


def _wanted(session: Session, owner: Owner, today: date) -> Sequence[OfferRow]:
    return list_wanted(session, organisation_id=owner.id)


def _line(row: OfferRow) -> Line:
    said = joined(
        label(row.kind),
        row.phase,
        row.person,
        _("since {day}").format(day=day_words(row.since)),
        _("until {day}").format(day=day_words(row.until)) if row.until is not None else "",
        row.note,
    )
    return Line(row.id, row.subject, said)


def _matches(session: Session, owner: Owner, today: date) -> Sequence[MatchRow]:
    own = {row.id for row in list_offers(session, organisation_id=owner.id)}
    sought = {row.id for row in list_wanted(session, organisation_id=owner.id)}
    return [row for row in list_matches(session) if row.offer_id in own or row.wanted_id in sought]


def _match_line(row: MatchRow) -> Line:
    words = _("{offer} ({giver}) for {need} ({taker})").format(
        offer=row.offered, giver=row.offered_by, need=row.wanted, taker=row.wanted_by
    )
    said = joined(day_words(row.matched_on), row.broker, row.result)
    return Line(row.id, words, said, label(row.state), Tone.GOOD if row.result else Tone.PLAIN)


def _fitting_offers(session: Session, owner: Owner) -> list[tuple[str, object]]:
    return [(f"{row.subject} ({row.organisation})", row.id) for row in list_offers(session)]


def _own_needs(session: Session, owner: Owner) -> list[tuple[str, object]]:
    return [(row.subject, row.id) for row in list_wanted(session, organisation_id=owner.id)]


def _best_offers(session: Session, owner: Owner) -> list[tuple[str, object]]:
    """Return what is offered, that which fits a need of theirs first, with how near and why."""
    found: dict[int, str] = {}
    for need in list_wanted(session, organisation_id=owner.id):
        for one in suggest_matches(session, need.since, wanted_id=need.id):
            why = ", ".join(one.reasons)
            found.setdefault(one.offer.id, f"{one.offer.subject} ({one.offer.organisation}): {why}")
    for words, number in _fitting_offers(session, owner):
        if isinstance(number, int):
            found.setdefault(number, words)
    return [(words, number) for number, words in found.items()]


def _record(session: Session, number: int, values: Values) -> None:
    record_match(session, number, values["state"], values["result"], values["result_on"])


def _fields(day: str) -> tuple[FieldSpec, ...]:
    return (
        FieldSpec("subject", m("&What"), 8, m("Enter what, like: a minibus on Fridays")),
        FieldSpec("kind", m("&Kind"), 4),
        FieldSpec(day, m("&Since"), 4, m("Enter since when"), start=as_today),
        FieldSpec("until", m("&Until"), 4, past=False),
        FieldSpec("phase", m("For which &phase"), 4),
        FieldSpec("person_id", m("Whom to &ask"), 6, kinds=("person",)),
        FieldSpec("note", m("&Note"), 12, lines=2),
    )


OFFERS = Part(
    kind="offer",
    title=m("What they offer"),
    nothing=m("Nothing known. Note a hall, a coach, a teacher’s time: somebody near may need it."),
    rows=_offers,
    line=_line,
    add=m("Note an offer…"),
    form=OfferFields,
    fields=_fields("offered_on"),
    create=add_offer,
    edit=edit_offer,
    remove=put_away_offer,
    remove_words=m("Put away"),
)

NEEDS = Part(
    kind="wanted_help",
    title=m("What they need"),
    nothing=m("Nothing known. Note what they look for, and see who offers it."),
    rows=_wanted,
    line=_line,
    add=m("Note a need…"),
    form=WantedFields,
    fields=_fields("wanted_on"),
    create=add_wanted,
    edit=edit_wanted,
    remove=put_away_wanted,
    remove_words=m("Put away"),
)

MATCHES = Part(
    kind="offer_match",
    title=m("Brought together"),
    nothing=m("No offer and need brought together yet."),
    rows=_matches,
    line=_match_line,
    add=m("Bring a need and an offer together…"),
    form=MatchFields,
    fields=(
        FieldSpec("wanted_id", m("&Their need"), 12, m("Note a need first"), options=_own_needs),
        FieldSpec("offer_id", m("&Offer"), 12, m("Note an offer first"), options=_best_offers),
        FieldSpec("matched_on", m("W&hen"), 4, m("Enter when"), start=as_today),
        FieldSpec("broker_person_id", m("&Who brought them together"), 8, kinds=("person",)),
    ),
    create=match_offer,
    remove=remove_match,
    steps=(
        Step(
            m("Say what came of it…"),
            _record,
            (
                FieldSpec("state", m("&State"), 6, type=MatchState),
                FieldSpec("result_on", m("&When"), 6, type=date, start=as_today),
                FieldSpec("result", m("What &came of it"), 12, type=str),
            ),
        ),
    ),
    owner="",
    touches=("offer", "wanted_help"),
)
