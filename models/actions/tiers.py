"""How close a relationship is, and the next step that is to bring it closer."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from sqlalchemy.orm import Session

from models.entities import Organisation
from models.errors import WrongUse
from models.validation import check_version, get_record, required
from models.vocabulary import Tier
from resources.i18n import _


@dataclass(frozen=True, slots=True)
class NextStepFields:
    """What a form of the next step holds."""

    step: str
    due_on: date
    tier: Tier
    """How close the relationship should be when it is done."""
    version: int | None = None


def set_tier(session: Session, organisation_ids: Iterable[int], tier: Tier) -> None:
    """Say how close the relationships with organisations are."""
    for number in organisation_ids:
        get_record(session, Organisation, number, _("organisation")).tier = tier
    session.flush()


def plan_next_step(session: Session, organisation_id: int, fields: NextStepFields) -> None:
    """Say what comes next with an organisation, by when, and how close it is to bring us; one step at a time."""
    organisation = get_record(session, Organisation, organisation_id, _("organisation"))
    check_version(organisation, fields.version, _("organisation"))
    organisation.next_step = required(fields.step, _("the next step"))
    organisation.next_step_on, organisation.next_tier = fields.due_on, fields.tier
    session.flush()


def complete_next_step(session: Session, organisation_id: int) -> None:
    """Say that the next step is done: the relationship is now as close as it was to be, and the next step is open."""
    organisation = get_record(session, Organisation, organisation_id, _("organisation"))
    if not organisation.next_step:
        raise WrongUse(_("No next step is planned with this organisation. Plan one first."))
    organisation.tier = organisation.next_tier or organisation.tier
    _clear(organisation)
    session.flush()


def _clear(organisation: Organisation) -> None:
    organisation.next_step, organisation.next_step_on, organisation.next_tier = "", None, None
