"""Changing what is provided in or for institutions and clusters: by whom, when in the day, bought or not."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sqlalchemy.orm import Session

from models.actions import writing
from models.entities import Service
from models.errors import WrongUse
from models.validation import check_order, get_record, required
from models.vocabulary import Precision, ServiceKind, TimeOfDay, Visibility
from resources.i18n import _


@dataclass(frozen=True, slots=True)
class ServiceFields:
    """What a form of a service holds. `at_id` is the institution or cluster in or for which it is provided."""

    provider_id: int
    kind: ServiceKind
    name: str
    at_id: int | None = None
    time_of_day: TimeOfDay | None = None
    is_traded: bool = False
    starts_on: date | None = None
    starts_precision: Precision = Precision.DAY
    ends_on: date | None = None
    ends_precision: Precision = Precision.DAY
    end_reason: str = ""
    note: str = ""
    source: str = ""
    visibility: Visibility = Visibility.INTERNAL
    version: int | None = None


def create_service(session: Session, fields: ServiceFields) -> int:
    """Add a service and return its number."""
    _check(fields)
    return writing.create(session, Service, fields)


def edit_service(session: Session, service_id: int, fields: ServiceFields) -> int:
    """Change a service. Raises StaleRecord when the form is older than the record."""
    _check(fields)
    return writing.edit(session, Service, service_id, fields, _("service"))


def end_service(session: Session, service_id: int, ends_on: date, reason: str = "") -> int:
    """Say that a service is provided no longer from a day on, and why."""
    service = get_record(session, Service, service_id, _("service"))
    check_order(service.starts_on, ends_on, _("The service would end before it began. Enter a later day."))
    service.ends_on, service.end_reason = ends_on, reason.strip()
    session.flush()
    return service_id


def archive_service(session: Session, service_id: int) -> None:
    """Put a service away."""
    writing.put_away(session, Service, service_id, _("service"))


TRADED_KINDS = frozenset({ServiceKind.TRADED_IMPROVEMENT, ServiceKind.TRADED_BUSINESS})


def _check(fields: ServiceFields) -> None:
    required(fields.name, _("what the service is called, like Breakfast club"))
    check_order(fields.starts_on, fields.ends_on, _("The service would end before it began. Enter a later day."))
    if fields.kind in TRADED_KINDS and not fields.is_traded:
        raise WrongUse(_("A traded service is bought. Mark it as traded, or choose another kind."))
