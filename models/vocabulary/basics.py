"""The fixed lists that every table may use: readers, precision of dates, calendar, journal. No table, no session."""

from __future__ import annotations

from enum import StrEnum


class Visibility(StrEnum):
    """Who may read a record outside the office that keeps it."""

    PUBLIC = "public"
    PARTNERS = "partners"
    INTERNAL = "internal"
    CONFIDENTIAL = "confidential"


class Precision(StrEnum):
    """How exactly a date is known, so that "autumn 2013" can be kept honestly."""

    DAY = "day"
    MONTH = "month"
    TERM = "term"
    YEAR = "year"


class PeriodKind(StrEnum):
    """What a stretch of the calendar is."""

    ACADEMIC_YEAR = "academic_year"
    TERM = "term"
    HALF_TERM = "half_term"
    MUNICIPAL_YEAR = "municipal_year"
    INSET = "inset"
    HOLIDAY = "holiday"
    BANK_HOLIDAY = "bank_holiday"


class ChangeKind(StrEnum):
    """Whether a change was made by hand, took one back, made it again, or only notes what went out of the house."""

    DO = "do"
    UNDO = "undo"
    REDO = "redo"
    NOTED = "noted"
