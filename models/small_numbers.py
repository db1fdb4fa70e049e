"""Counts of people that are fit to be shown: few must not tell who they are.

A count from 1 to 4 is shown as "fewer than 5" to every audience below our own office. One hidden count beside a total
could be reckoned back, so the smallest of the others are hidden with it until that fails, or else the total.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from models.vocabulary import Visibility
from resources.i18n import _

LEAST_SHOWN = 5
"""The smallest count above none that is shown to others."""


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


def shown_count(number: int, audience: Visibility) -> Count:
    """Return one count by itself as an audience may see it."""
    if _sees_all(audience) or number == 0 or number >= LEAST_SHOWN:
        return _open(number)
    return Count(None, _("fewer than {least}").format(least=LEAST_SHOWN))


def shown_counts(numbers: Sequence[int], audience: Visibility) -> Counts:
    """Return counts that add up to their total as an audience may see them: no hidden one follows from the rest."""
    total = sum(numbers)
    if any(number < 0 for number in numbers):
        raise ValueError("a count is never below zero")
    parts = [shown_count(number, audience) for number in numbers]
    few = [number for number, part in zip(numbers, parts, strict=True) if part.number is None]
    if not few:
        return Counts(tuple(parts), shown_count(total, audience))
    others = sorted((number, place) for place, number in enumerate(numbers) if number >= LEAST_SHOWN)
    also: list[int] = []
    while _can_be_reckoned(few, also):
        if not others:
            # Nothing is left to hide beside them, so the total goes.
            return Counts(tuple(shown_count(number, audience) for number in numbers), _not_shown())
        number, place = others.pop(0)
        also.append(number)
        parts[place] = _not_shown()
    return Counts(tuple(parts), _open(total) if total >= LEAST_SHOWN else _not_shown())


def _can_be_reckoned(few: Sequence[int], also: Sequence[int]) -> bool:
    """Say whether one of some counts from 1 to 4 follows from their sum with hidden ones of 5 or more."""
    together = sum(few) + sum(also)
    least = 1 if also else max(1, together - (LEAST_SHOWN - 1) * (len(few) - 1))
    most = min(LEAST_SHOWN - 1, together - (len(few) - 1) - LEAST_SHOWN * len(also))
    return least >= most


def _not_shown() -> Count:
    return Count(None, _("not shown"))


def _open(number: int) -> Count:
    return Count(number, f"{number:,}")


def _sees_all(audience: Visibility) -> bool:
    return audience in (Visibility.INTERNAL, Visibility.CONFIDENTIAL)
