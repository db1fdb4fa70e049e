"""A value of any column, as people write it."""

from __future__ import annotations

from datetime import date, datetime, time
from enum import StrEnum

from models.words import label
from resources.calendar_words import month_name
from resources.i18n import _


def in_words(value: object) -> str:
    """Return a value of any column as people write it."""
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if isinstance(value, StrEnum):
        return label(value)
    if isinstance(value, datetime):
        return f"{in_words(value.date())}, {value:%H:%M}"
    if isinstance(value, date):
        return f"{value.day} {month_name(value.month)} {value.year}"
    if isinstance(value, time):
        return f"{value:%H:%M}"
    return str(value)
