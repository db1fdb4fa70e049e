"""The choices of papers that are kept under a name."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.entities import SavedReport
from models.errors import WrongUse
from models.queries.audience import EVERYONE_OF_OURS, readable
from models.queries.records import Ref, find_names
from models.text import sort_key
from models.vocabulary import Visibility
from resources.i18n import _


@dataclass(frozen=True, slots=True)
class SavedReportRow:
    """Choices of a paper with their name."""

    id: int
    name: str
    report: str
    form: str
    audience: Visibility | None
    period: str
    first_day: date | None
    last_day: date | None
    as_at: date | None
    recipient: str
    about: Ref | None
    about_name: str
    area_id: int | None
    metres: int | None
    version: int


def list_saved_reports(session: Session, *, audience: Visibility = EVERYONE_OF_OURS) -> tuple[SavedReportRow, ...]:
    """Return the choices that are kept, by name."""
    question = select(SavedReport).where(SavedReport.archived_at.is_(None), readable(SavedReport, audience))
    found = session.scalars(question.order_by(SavedReport.name_key, SavedReport.id)).all()
    about = {one.id: (one.record_kind, one.record_id) for one in found if one.record_id is not None}
    names = find_names(session, set(about.values()), audience=audience) if about else {}
    return tuple(
        SavedReportRow(
            one.id, one.name, one.report, one.form, one.audience, one.period, one.first_day, one.last_day, one.as_at,
            one.recipient, about.get(one.id), names[about[one.id]].name if about.get(one.id) in names else "",
            one.area_id, one.metres, one.version,
        )
        for one in found
        if audience is EVERYONE_OF_OURS or one.id not in about or about[one.id] in names
    )  # fmt: skip


def find_saved_report(session: Session, name: str, *, audience: Visibility = EVERYONE_OF_OURS) -> SavedReportRow:
    """Return the choices of a name. Raises WrongUse, naming those there are."""
    rows = list_saved_reports(session, audience=audience)
    for row in rows:
        if sort_key(row.name) == sort_key(name):
            return row
    if not rows:
        raise WrongUse(_("No report is saved yet. Save one on the page Reports."))
    names = ", ".join(f"“{row.name}”" for row in rows)
    raise WrongUse(_("There is no saved report “{name}”. Choose one of: {names}.").format(name=name, names=names))
