"""Counts of people that are fit to be shown: few must not tell who they are.

A count from 1 to 4 is shown as "fewer than 5" to every audience below our own office; a book may say another number
than 5 in its settings. One hidden count beside a total could be reckoned back, so the smallest of the others are hidden
with it until that fails, or else the total.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from models.vocabulary import Visibility
from resources.i18n import _

LEAST_SHOWN = 5
"""The smallest count above none that is shown to others, where a book does not say another."""


@dataclass(frozen=True, slots=True)
class Count:
    """A count as it may be shown: `number` is None where it is not, `words` are what is written instead."""

    number: int | None
    words: str

    def __str__(self) -> str:
        return self.words


@dataclass(frozen=True, slots=True)
class Counts:
    """The counts of a table's row or column, and their total."""

    parts: tuple[Count, ...]
    total: Count


def shown_count(number: int, audience: Visibility, least: int = LEAST_SHOWN) -> Count:
    """Return one count by itself as an audience may see it; `least` is the smallest that is shown to others."""
    if sees_all(audience) or number == 0 or number >= least:
        return _open(number)
    return Count(None, _("fewer than {least}").format(least=least))


def shown_counts(numbers: Sequence[int], audience: Visibility, least: int = LEAST_SHOWN) -> Counts:
    """Return counts that add up to their total as an audience may see them: no hidden one follows from the rest."""
    total = sum(numbers)
    if any(number < 0 for number in numbers):
        raise ValueError("a count is never below zero")
    parts = [shown_count(number, audience, least) for number in numbers]
    few = [number for number, part in zip(numbers, parts, strict=True) if part.number is None]
    if not few:
        return Counts(tuple(parts), shown_count(total, audience, least))
    others = sorted((number, place) for place, number in enumerate(numbers) if number >= least)
    also: list[int] = []
    while _can_be_reckoned(few, also, least):
        if not others:
            # Nothing is left to hide beside them, so the total goes.
            return Counts(tuple(shown_count(number, audience, least) for number in numbers), _not_shown())
        number, place = others.pop(0)
        also.append(number)
        parts[place] = _not_shown()
    return Counts(tuple(parts), _open(total) if total >= least else _not_shown())


def _can_be_reckoned(few: Sequence[int], also: Sequence[int], least: int) -> bool:
    """Say whether one of some counts from 1 to 4 follows from their sum with hidden ones of 5 or more."""
    together = sum(few) + sum(also)
    lowest = 1 if also else max(1, together - (least - 1) * (len(few) - 1))
    highest = min(least - 1, together - (len(few) - 1) - least * len(also))
    return lowest >= highest


def _not_shown() -> Count:
    return Count(None, _("not shown"))


def _open(number: int) -> Count:
    return Count(number, f"{number:,}")


def sees_all(audience: Visibility) -> bool:
    """Say whether an audience sees every count as it is."""
    return audience in (Visibility.INTERNAL, Visibility.CONFIDENTIAL)
