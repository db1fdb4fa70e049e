"""Cross-promotion: who was asked to tell their people of an event, what they answered, and favours returned."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.chunks import in_chunks
from models.entities import Event, EventStage, Organisation, Person, Promotion, PromotionState
from models.errors import WrongUse
from models.validation import check_exists, check_order, get_record
from resources.i18n import _, ngettext

_ANSWERED = (PromotionState.AGREED, PromotionState.DISPLAYED, PromotionState.DECLINED)


def ask_organisations(
    session: Session,
    event_id: int,
    organisation_ids: Iterable[int],
    on: date,
    channel: str = "",
    asked_by: str = "",
) -> int:
    """Note that organisations were asked on a day to tell their people about an event; returns how many were asked.

    Whoever has answered already keeps their answer; whoever was asked before is noted as asked again.
    """
    event = get_record(session, Event, event_id, _("event"))
    if event.stage is EventStage.CANCELLED:
        raise WrongUse(_("This event is cancelled, so nobody needs to be told. Change its stage first."))
    wanted = list(dict.fromkeys(organisation_ids))
    _check_organisations(session, wanted)
    there = {
        cell.organisation_id: cell for cell in session.scalars(select(Promotion).where(Promotion.event_id == event_id))
    }
    asked = 0
    for number in wanted:
        cell = there.get(number)
        if cell is None:
            cell = Promotion(event_id=event_id, organisation_id=number)
            session.add(cell)
        elif cell.state in _ANSWERED:
            continue
        cell.state, cell.asked_on = PromotionState.ASKED, on
        cell.channel = channel.strip() or cell.channel or ""
        cell.asked_by = asked_by.strip() or cell.asked_by or ""
        asked += 1
    session.flush()
    return asked


def set_promotion_state(
    session: Session,
    event_id: int,
    organisation_id: int,
    state: PromotionState,
    *,
    on: date | None = None,
    channel: str | None = None,
    person_id: int | None = None,
    note: str | None = None,
    evidence: str | None = None,
) -> int:
    """Write down what became of asking one organisation; what is not given stays as it was.

    `on` is the day of asking for "suggested" and "asked", the day of the answer for "agreed" and "declined", the day
    of display for "displayed". An answer without a question is kept: some advertise an event unasked. `evidence` says
    where it could be seen: a link, a page of the newsletter.
    """
    get_record(session, Event, event_id, _("event"))
    get_record(session, Organisation, organisation_id, _("organisation"))
    check_exists(session, Person, person_id, _("person"))
    cell = session.scalars(
        select(Promotion).where(Promotion.event_id == event_id, Promotion.organisation_id == organisation_id)
    ).one_or_none()
    if cell is None:
        cell = Promotion(event_id=event_id, organisation_id=organisation_id)
        session.add(cell)
    if on is not None and state is PromotionState.ASKED:
        cell.asked_on = on
    if state in (PromotionState.AGREED, PromotionState.DECLINED):
        check_order(cell.asked_on, on, _("Enter a day of the answer on or after the day you asked."))
        cell.answered_on = on or cell.answered_on
    if state is PromotionState.DISPLAYED:
        check_order(cell.asked_on, on, _("Enter a day of display on or after the day you asked."))
        cell.displayed_on = on or cell.displayed_on
    else:
        cell.displayed_on = None
    cell.state = state
    if channel is not None:
        cell.channel = channel.strip()
    if person_id is not None:
        cell.person_id = person_id
    if note is not None:
        cell.note = note.strip()
    if evidence is not None:
        cell.evidence = evidence.strip()
    session.flush()
    return cell.id


def remove_promotion(session: Session, event_id: int, organisation_id: int) -> None:
    """Take an organisation out of an event's list that was put there by mistake."""
    cell = session.scalars(
        select(Promotion).where(Promotion.event_id == event_id, Promotion.organisation_id == organisation_id)
    ).one_or_none()
    if cell is None:
        raise WrongUse(_("This organisation is not on the event’s list."))
    session.delete(cell)
    session.flush()


def mark_returned(session: Session, promotion_id: int, returns_id: int | None) -> None:
    """Say that a promotion returns a favour: the other told of our event, now we tell of theirs; None takes it back."""
    promotion = get_record(session, Promotion, promotion_id, _("promotion"))
    if returns_id is not None:
        favour = get_record(session, Promotion, returns_id, _("promotion"))
        if favour.reciprocal_of_id == promotion_id:
            raise WrongUse(_("These two are marked the other way round already: one favour returns the other."))
        host = get_record(session, Event, promotion.event_id, _("event")).organisation_id
        if promotion_id == returns_id or host is None or host != favour.organisation_id:
            raise WrongUse(_("A favour is returned to whoever did it. Choose a promotion of an event that they hold."))
    promotion.reciprocal_of_id = returns_id
    session.flush()


def _check_organisations(session: Session, numbers: list[int]) -> None:
    """Refuse to ask nobody, and organisations that are not there."""
    if not numbers:
        raise WrongUse(_("Choose at least one organisation to tell."))
    known: set[int] = set()
    for part in in_chunks(numbers):
        known.update(session.scalars(select(Organisation.id).where(Organisation.id.in_(part))))
    unknown = [number for number in numbers if number not in known]
    if unknown:
        raise WrongUse(
            ngettext(
                "There is no organisation number {numbers}. Choose from the list again.",
                "There are no organisations with the numbers {numbers}. Choose from the list again.",
                len(unknown),
            ).format(numbers=", ".join(str(number) for number in unknown[:5]))
        )
