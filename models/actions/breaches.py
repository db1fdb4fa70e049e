"""Writing down breaches of personal data: what happened, who was told and why, as article 33(5) asks."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy.orm import Session

from models.actions import writing
from models.entities import DataBreach
from models.errors import WrongUse
from models.validation import check_order, get_record, required
from models.vocabulary import BreachRisk, Visibility
from resources.i18n import _


@dataclass(frozen=True, slots=True)
class BreachFields:
    """What a form of a breach holds; who was told has an action of its own."""

    discovered_at: datetime
    description: str = ""
    risk: BreachRisk = BreachRisk.RISK
    happened_at: datetime | None = None
    reported_by: str = ""
    data_categories: str = ""
    people_affected: int | None = None
    actions: str = ""
    decision_reason: str = ""
    visibility: Visibility = Visibility.CONFIDENTIAL
    version: int | None = None


@dataclass(frozen=True, slots=True)
class TellingFields:
    """Who was told of a breach."""

    ico_notified_at: datetime | None = None
    ico_reference: str = ""
    individuals_told_on: date | None = None
    decision_reason: str = ""


def note_breach(session: Session, fields: BreachFields) -> int:
    """Note a breach and return its number."""
    _check(fields)
    return writing.create(session, DataBreach, fields)


def edit_breach(session: Session, breach_id: int, fields: BreachFields) -> int:
    """Change a breach. Raises StaleRecord when the form is older than the record."""
    _check(fields)
    number = writing.edit(session, DataBreach, breach_id, fields, _word())
    kept = _find(session, number)
    _check_told(kept, TellingFields(kept.ico_notified_at, individuals_told_on=kept.individuals_told_on))
    return number


def note_telling(session: Session, breach_id: int, fields: TellingFields) -> None:
    """Note that the Commissioner or the people were told, and why; what is left empty stays as it was."""
    breach = _find(session, breach_id)
    if fields.ico_notified_at is None and fields.individuals_told_on is None:
        raise WrongUse(_("Enter when the Commissioner or the people were told."))
    _check_told(breach, fields)
    breach.ico_notified_at = fields.ico_notified_at or breach.ico_notified_at
    breach.ico_reference = fields.ico_reference.strip() or breach.ico_reference
    breach.individuals_told_on = fields.individuals_told_on or breach.individuals_told_on
    breach.decision_reason = fields.decision_reason.strip() or breach.decision_reason
    session.flush()


def archive_breach(session: Session, breach_id: int) -> None:
    """Put a breach away that was noted by mistake."""
    writing.put_away(session, DataBreach, breach_id, _word())


def _word() -> str:
    return _("data breach")


def _find(session: Session, breach_id: int) -> DataBreach:
    return get_record(session, DataBreach, breach_id, _word())


def _check(fields: BreachFields) -> None:
    required(fields.description, _("what happened, in a sentence"))
    if fields.happened_at is not None and fields.happened_at > fields.discovered_at:
        raise WrongUse(_("Nobody can become aware of a breach before it happened. Check both times."))
    if fields.people_affected is not None and fields.people_affected < 0:
        raise WrongUse(_("Enter how many people it is about as a number of 0 or more."))
    if fields.risk is BreachRisk.UNLIKELY:
        required(fields.decision_reason, _("why no risk is likely: it has to be written down"))


def _check_told(breach: DataBreach, fields: TellingFields) -> None:
    order = _("Enter times in their order: when you became aware, then whom you told.")
    if fields.ico_notified_at is not None and fields.ico_notified_at < breach.discovered_at:
        raise WrongUse(order)
    check_order(breach.discovered_at.date(), fields.individuals_told_on, order)
