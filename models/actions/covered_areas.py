"""Which wards a committee or council covers, one at a time; `organisations.set_covered_areas` sets all at once."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from models.actions import writing
from models.entities import Area, Organisation, OrganisationArea
from models.errors import WrongUse
from models.validation import check_exists, check_order, get_record
from models.vocabulary import Precision
from resources.i18n import _


@dataclass(frozen=True, slots=True)
class CoveredAreaFields:
    """What a form of an area covered holds."""

    organisation_id: int
    area_id: int
    starts_on: date | None = None
    starts_precision: Precision = Precision.DAY
    ends_on: date | None = None
    """The first day on which it is covered no longer."""
    ends_precision: Precision = Precision.DAY
    version: int | None = None


def cover_area(session: Session, fields: CoveredAreaFields) -> int:
    """Say that an organisation covers a ward or other area; return the number of the entry."""
    _check(session, fields, 0)
    return writing.create(session, OrganisationArea, fields)


def edit_covered_area(session: Session, entry_id: int, fields: CoveredAreaFields) -> int:
    """Change since when and until when an area is covered."""
    _check(session, fields, entry_id)
    return writing.edit(session, OrganisationArea, entry_id, fields, _("area covered"))


def end_covered_area(session: Session, entry_id: int, ends_on: date) -> int:
    """Say that an area is covered no longer from a day on; it stays in the history."""
    entry = get_record(session, OrganisationArea, entry_id, _("area covered"))
    check_order(entry.starts_on, ends_on, _("It was not covered yet on that day. Enter a later day."))
    entry.ends_on = ends_on
    session.flush()
    return entry_id


def remove_covered_area(session: Session, entry_id: int) -> None:
    """Take out an area that was entered by mistake."""
    writing.remove(session, OrganisationArea, entry_id, _("area covered"))


def _check(session: Session, fields: CoveredAreaFields, own_id: int) -> None:
    check_exists(session, Organisation, fields.organisation_id, _("organisation"))
    check_exists(session, Area, fields.area_id, _("ward"))
    check_order(fields.starts_on, fields.ends_on, _("The last day is before the first. Enter a later last day."))
    one = OrganisationArea
    same = select(one.id).where(
        one.organisation_id == fields.organisation_id,
        one.area_id == fields.area_id,
        one.id != own_id,
        or_(one.ends_on.is_(None), one.ends_on > (fields.starts_on or date.min)),
    )
    if fields.ends_on is not None:
        same = same.where(or_(one.starts_on.is_(None), one.starts_on < fields.ends_on))
    if session.execute(same.limit(1)).first() is not None:
        raise WrongUse(_("It covers this area in that time already."))
