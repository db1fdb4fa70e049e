"""Choices of a paper that are kept under a name: what they mean on a day, and what is kept of those in view."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from models.periods import choices
from reports.parameters import Parameters

if TYPE_CHECKING:
    from models.queries.saved_reports import SavedReportRow
    from reports.report import Report


@dataclass(frozen=True, slots=True)
class Chosen:
    """The choices of a report that are to be shown again: those of a paper that was made, or kept under a name."""

    report: str
    parameters: Parameters
    about_name: str = ""
    period: str = ""
    """The key of a period that goes with the day; nothing where the days are meant as they are."""


@dataclass(frozen=True, slots=True)
class Days:
    """The days that kept choices mean: the period, and the day the paper speaks for."""

    first_day: date
    last_day: date
    as_at: date


def days_of(row: SavedReportRow, today: date) -> Days:
    """Return the days that choices mean today: "this term" is the term of today.

    Of days of one's own, what was not kept goes with the day.
    """
    from models.school_year import academic_year_of

    as_at = row.as_at or today
    period = next((one for one in choices(today) if one.key == row.period), None)
    if period is not None:
        return Days(period.first_day, min(period.last_day, today), as_at)
    last = row.last_day or as_at
    return Days(row.first_day or academic_year_of(last).first_day, last, as_at)


def parameters_of(row: SavedReportRow, report: Report, today: date) -> Parameters:
    """Return the choices of a saved report as they are today."""
    days = days_of(row, today)
    return Parameters(
        days.first_day if report.asks.period else min(days.first_day, days.as_at),
        days.last_day,
        days.as_at,
        row.recipient,
        row.audience,
        row.about,
        row.area_id,
        row.metres,
    )
