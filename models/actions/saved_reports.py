"""Keeping the choices of a paper under a name, to make it again with one step."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.actions import writing
from models.entities import SavedReport
from models.errors import WrongUse
from models.text import sort_key
from models.validation import check_order, get_record, required
from models.vocabulary import Visibility
from resources.i18n import _


@dataclass(frozen=True, slots=True)
class SavedReportFields:
    """The choices of a paper and their name.

    A period is kept by its key, days of one's own as they are; None for the day the paper is made.
    """

    name: str
    report: str
    form: str = "pdf"
    audience: Visibility | None = None
    period: str = ""
    first_day: date | None = None
    last_day: date | None = None
    as_at: date | None = None
    recipient: str = ""
    record_kind: str = ""
    record_id: int | None = None
    area_id: int | None = None
    metres: int | None = None
    version: int | None = None


def add_saved_report(session: Session, fields: SavedReportFields) -> int:
    """Keep the choices and return their number. Raises WrongUse without a name, or with one that is taken."""
    name = _name(session, fields.name)
    check_order(fields.first_day, fields.last_day, _("The period ends before it begins. Change one of the dates."))
    visibility = Visibility.CONFIDENTIAL if fields.audience is Visibility.CONFIDENTIAL else Visibility.INTERNAL
    return writing.create(session, SavedReport, fields, name=name, name_key=sort_key(name), visibility=visibility)


def rename_saved_report(session: Session, saved_id: int, name: str) -> None:
    """Give the choices another name."""
    kept = get_record(session, SavedReport, saved_id, _("saved report"))
    kept.rename(_name(session, name, but=saved_id))
    session.flush()


def put_away_saved_report(session: Session, saved_id: int) -> None:
    """Put the choices away; undo brings them back."""
    writing.put_away(session, SavedReport, saved_id, _("saved report"))


def _name(session: Session, name: str, but: int | None = None) -> str:
    """Return a name that no other has: the command line finds the choices by it."""
    name = " ".join(required(name, _("a name for the report")).split())
    taken = select(SavedReport.name).where(
        SavedReport.archived_at.is_(None), SavedReport.name_key == sort_key(name), SavedReport.id != (but or 0)
    )
    if (other := session.scalars(taken).first()) is not None:
        raise WrongUse(_("There is a saved report “{name}” already. Enter another name.").format(name=other))
    return name
