"""Changing wards and who stands for them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sqlalchemy.orm import Session

from models.actions.affiliations import AffiliationFields, add_affiliation
from models.base import utc_now
from models.entities import Area, AreaKind
from models.errors import WrongUse
from models.roles import COUNCILLOR
from models.validation import check_order, check_version, get_record, required
from resources.i18n import _


@dataclass(frozen=True, slots=True)
class AreaFields:
    """What a form of a ward or other area holds."""

    name: str
    kind: AreaKind = AreaKind.WARD
    gss_code: str = ""
    parent_id: int | None = None
    starts_on: date | None = None
    ends_on: date | None = None
    source: str = ""
    version: int | None = None


@dataclass(frozen=True, slots=True)
class CouncillorFields:
    """Who stands for which ward on which council, for which party, for which term."""

    person_id: int
    council_id: int
    area_id: int
    party: str = ""
    starts_on: date | None = None
    term_ends_on: date | None = None
    source: str = ""


def create_area(session: Session, fields: AreaFields) -> int:
    """Add a ward or other area and return its number."""
    area = Area()
    _write(session, area, fields)
    session.add(area)
    session.flush()
    return area.id


def edit_area(session: Session, area_id: int, fields: AreaFields) -> int:
    """Change a ward or other area. Raises StaleRecord when the form is older than the record."""
    area = get_record(session, Area, area_id, _("ward"))
    check_version(area, fields.version, _("ward"))
    _write(session, area, fields)
    session.flush()
    return area_id


def archive_area(session: Session, area_id: int) -> int:
    """Put an area away: it leaves the lists and choosers."""
    get_record(session, Area, area_id, _("ward")).archived_at = utc_now()
    session.flush()
    return area_id


def add_councillor(session: Session, fields: CouncillorFields) -> int:
    """Say that somebody is councillor for a ward and return the number of the role."""
    get_record(session, Area, fields.area_id, _("ward"))
    return add_affiliation(
        session,
        AffiliationFields(
            person_id=fields.person_id,
            organisation_id=fields.council_id,
            role=COUNCILLOR,
            area_id=fields.area_id,
            party=fields.party,
            starts_on=fields.starts_on,
            term_ends_on=fields.term_ends_on,
            source=fields.source,
        ),
    )


def _write(session: Session, area: Area, fields: AreaFields) -> None:
    area_name = required(fields.name, _("the name of the ward"))
    check_order(fields.starts_on, fields.ends_on, _("The ward would end before it began. Enter a later last day."))
    above, seen = fields.parent_id, set[int]()
    while above is not None and above not in seen:
        if above == area.id:
            raise WrongUse(_("An area cannot lie in itself. Choose a larger one."))
        seen.add(above)
        above = get_record(session, Area, above, _("area")).parent_id
    area.rename(area_name)
    area.kind, area.gss_code, area.parent_id = fields.kind, fields.gss_code.strip(), fields.parent_id
    area.starts_on, area.ends_on, area.source = fields.starts_on, fields.ends_on, fields.source.strip()
