"""Values as words: the one place that says how a date, a number or a sum of money is written in a paper."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from decimal import ROUND_HALF_UP, Context, Decimal

from reports.document import Cell, Column, Kind, Table
from resources.calendar_words import month_name, short_month_name
from resources.i18n import _

RIGHT_ALIGNED = frozenset({Kind.INTEGER, Kind.DECIMAL, Kind.PERCENT, Kind.MONEY})
"""Kinds whose digits should stand under each other."""

_WIDE = Context(prec=400)
"""Room for the longest number a cell can hold, so that rounding never fails."""


def long_date(day: date) -> str:
    """Return a date like "22 November 2026", in the language of the words around it."""
    return f"{day.day} {month_name(day.month)} {day.year}"


def short_date(day: date) -> str:
    """Return a date like "22 Nov", for places where the year is known."""
    return f"{day.day} {short_month_name(day.month)}"


def short_month(day: date) -> str:
    """Return a month like "Nov 2026"."""
    return f"{short_month_name(day.month)} {day.year}"


def clock(moment: time | datetime) -> str:
    """Return a time of day like "6:30pm", or "6pm" on the hour."""
    hour = moment.hour % 12 or 12
    minutes = f":{moment.minute:02}" if moment.minute else ""
    return f"{hour}{minutes}{'am' if moment.hour < 12 else 'pm'}"


def hours(starts_at: datetime, ends_at: datetime | None) -> str:
    """Return from when to when: "6pm to 8:30pm", or "6pm" where the end is not recorded."""
    if ends_at is None:
        return clock(starts_at)
    if ends_at.date() != starts_at.date():
        return _("{start} to {end} on {day}").format(
            start=clock(starts_at), end=clock(ends_at), day=long_date(ends_at.date())
        )
    return _("{start} to {end}").format(start=clock(starts_at), end=clock(ends_at))


def beginning(text: str, length: int) -> str:
    """Return words on one line, cut to so many characters where they are longer, between words where there are any."""
    words = " ".join(text.split())
    if len(words) <= length:
        return words
    kept = words[: length - 1]
    return (kept.rsplit(" ", 1)[0] if " " in kept else kept) + "…"


def date_and_time(moment: datetime) -> str:
    """Return a moment like "22 November 2026, 6:30pm"."""
    return f"{long_date(moment)}, {clock(moment)}"


def thousands(number: int | float | Decimal) -> str:
    """Return a whole number with commas, rounding halves up."""
    return f"{_rounded(number, 0):,}"


def decimal(number: int | float | Decimal, places: int = 2) -> str:
    """Return a number with commas and at most so many decimal places, without idle zeros."""
    text = f"{_rounded(number, places):,f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def percent(fraction: int | float | Decimal) -> str:
    """Return a fraction as a percentage: 0.5 is "50%", 0.125 is "12.5%"."""
    return decimal(Decimal(str(fraction)) * 100, 1) + "%"


def money(amount: int | float | Decimal) -> str:
    """Return pounds, with pence only where there are any."""
    rounded = _rounded(amount, 2)
    words = f"{abs(rounded):,}"
    return f"{'-' if rounded < 0 else ''}£{words.removesuffix('.00')}"


def yes_no(value: bool) -> str:
    """Return "Yes" or "No"."""
    return _("Yes") if value else _("No")


def value_text(value: Cell) -> str:
    """Return any value in the words of its own type; None is nothing."""
    if value is None:
        return ""
    if isinstance(value, str):
        return value
    if isinstance(value, bool):
        return yes_no(value)
    if isinstance(value, datetime):
        return date_and_time(value)
    if isinstance(value, date):
        return long_date(value)
    return thousands(value) if isinstance(value, int) else decimal(value)


def cell_text(value: Cell, column: Column) -> str:
    """Return a cell in the words of its column; None is the column's words for the unknown."""
    if value is None:
        return column.unknown
    if isinstance(value, str):
        return value
    if isinstance(value, int | float | Decimal):
        return _number_text(value, column.kind)
    if isinstance(value, datetime) and column.kind is Kind.DATE:
        return long_date(value)
    return value_text(value)


def _number_text(value: int | float | Decimal, kind: Kind) -> str:
    """Return a number as its column wants it."""
    match kind:
        case Kind.YES_NO:
            return yes_no(bool(value))
        case Kind.MONEY:
            return money(value)
        case Kind.PERCENT:
            return percent(value)
        case Kind.INTEGER:
            return thousands(value)
        case Kind.IDENTIFIER:
            return str(value)
        case _:
            return value_text(value)


def total(values: Iterable[Cell]) -> int | Decimal:
    """Return the sum of a column's numbers, exact; unknown values and words count nothing."""
    numbers = [value for value in values if isinstance(value, int | float | Decimal)]
    if all(isinstance(number, int) for number in numbers):
        return sum(int(number) for number in numbers)
    return sum((Decimal(str(number)) for number in numbers), Decimal(0))


@dataclass(frozen=True, slots=True)
class TotalCell:
    """A cell of the row of sums: what it says, and whether it is the one that names the row."""

    words: str = ""
    names_row: bool = False


def total_cells(table: Table) -> tuple[TotalCell, ...]:
    """Return the row of sums of a table, named in the first column that has none."""
    columns = table.columns
    named = next((index for index, column in enumerate(columns) if not column.total), None)
    return tuple(
        TotalCell(cell_text(total(values[index] for values in table.rows), column))
        if column.total
        else TotalCell(_("Total"), names_row=True)
        if index == named
        else TotalCell()
        for index, column in enumerate(columns)
    )


def _rounded(number: int | float | Decimal, places: int) -> Decimal:
    """Return a number rounded as people do it, halves away from zero, and never "-0"."""
    exact = number if isinstance(number, Decimal) else Decimal(str(number))
    if not exact.is_finite():
        return exact
    rounded = exact.quantize(Decimal(1).scaleb(-places), rounding=ROUND_HALF_UP, context=_WIDE)
    return rounded if rounded else abs(rounded)


def listed(parts: Sequence[str]) -> str:
    """Return parts of a sentence as a list: "one, two and three"; blank ones are left out."""
    *before, last = [part for part in parts if part] or [""]
    return _("{several} and {last}").format(several=", ".join(before), last=last) if before else last


def listed_or(parts: Sequence[str]) -> str:
    """Return choices as a list: "person, organisation or event"."""
    *before, last = parts or [""]
    return _("{several} or {last}").format(several=", ".join(before), last=last) if before else last
