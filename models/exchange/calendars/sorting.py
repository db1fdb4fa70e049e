"""What the entries of a calendar are to a school: terms and holidays, bank holidays, meetings, or events.

Councils write terms as whole days: "Autumn term (first half)", "Half term, schools closed", "INSET day", or only the
days on which a term starts and ends. Halves are put together, for a term has its half term inside.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from models.exchange.calendars.entries import Occurrence
from models.vocabulary import PeriodKind


class EntryKind(StrEnum):
    """What an entry becomes."""

    MEETING = "meeting"
    EVENT = "event"
    PERIOD = "calendar_period"


@dataclass(frozen=True, slots=True)
class Stretch:
    """Some days of the school's calendar, out of one entry or of several."""

    kind: PeriodKind
    name: str
    first_day: date
    last_day: date
    key: str
    line: int


_SEASON = r"(?P<season>autumn|spring|summer|michaelmas|lent|trinity|christmas|easter)"
_HALF = re.compile(r"\s*[(,:–-]?\s*\b(?:first|second|1st|2nd)\s+half\b(?: of term)?\)?", re.IGNORECASE)
_TERM = re.compile(rf"\b{_SEASON}\b.*\bterm\b|\bterm\s*[1-6]\b", re.IGNORECASE)
_STARTS = re.compile(r"\b(?:starts?|begins?|opens?|first day|start of)\b", re.IGNORECASE)
_ENDS = re.compile(r"\b(?:ends?|finish(?:es)?|closes?|last day|end of|breaks? up)\b", re.IGNORECASE)
_HALF_TERM = re.compile(r"\bhalf[- ]?term\b", re.IGNORECASE)
_INSET = re.compile(r"\b(?:inset|non[- ]pupil|staff training|teacher training|training day|pd day)\b", re.IGNORECASE)
_BANK = re.compile(
    r"\bbank holiday\b|^(?:new year.s day|good friday|easter monday|christmas day|boxing day|may day)\b", re.IGNORECASE
)
_HOLIDAY = re.compile(
    r"\b(?:holidays?|schools? (?:is |are )?closed|school closure|vacation|occasional days?|non[- ]school days?)\b",
    re.IGNORECASE,
)
_ANY_TERM = re.compile(r"\bterm\b", re.IGNORECASE)
_ABOUT = re.compile(r"\s*[,:–-]*\s*\b(?:starts?|begins?|opens?|first day of|start of)\b\s*[,:–-]*\s*", re.IGNORECASE)
_MEETING = re.compile(
    r"\b(?:meetings?|committee|council|cabinet|board|governors?|governing|trustees?|panel|forum|agm|agenda|briefing|"
    r"working group|steering|subcommittee|hearing|review|1:1|catch[- ]?up|call)\b",
    re.IGNORECASE,
)
_LONGEST_TERM = timedelta(days=150)
_LEAST_HOURS = 5
"""How long training lasts that fills a school day; a session after school does not."""


def kind_of_entry(one: Occurrence) -> EntryKind:
    """Return what an entry most likely is, by its words and whether it lasts whole days."""
    if period_of_entry(one) is not None or _edge_of(one) is not None:
        return EntryKind.PERIOD
    return EntryKind.MEETING if _MEETING.search(one.title) and one.starts is not None else EntryKind.EVENT


def period_of_entry(one: Occurrence) -> PeriodKind | None:
    """Return what stretch of the school's calendar an entry is; None for what is none."""
    if one.starts is not None:
        return PeriodKind.INSET if _INSET.search(one.title) and _fills_a_day(one) else None
    ways = (
        (_INSET, PeriodKind.INSET),
        (_HALF_TERM, PeriodKind.HALF_TERM),
        (_BANK, PeriodKind.BANK_HOLIDAY),
    )
    for pattern, kind in ways:
        if pattern.search(_HALF.sub("", one.title)):
            return kind
    if _TERM.search(one.title) and one.last_day > one.first_day:
        return PeriodKind.TERM
    return PeriodKind.HOLIDAY if _HOLIDAY.search(one.title) else None


def _fills_a_day(one: Occurrence) -> bool:
    if one.starts is None or one.ends is None or one.last_day > one.first_day:
        return False
    return one.ends.hour - one.starts.hour >= _LEAST_HOURS


def _edge_of(one: Occurrence) -> PeriodKind | None:
    """Return of which stretch an entry is only the first or the last day; None where it is none of these."""
    if one.starts is not None or one.first_day != one.last_day:
        return None
    if not (_STARTS.search(one.title) or _ENDS.search(one.title)) or _INSET.search(one.title):
        return None
    kinds = ((_HALF_TERM, PeriodKind.HALF_TERM), (_ANY_TERM, PeriodKind.TERM), (_HOLIDAY, PeriodKind.HOLIDAY))
    return next((kind for pattern, kind in kinds if pattern.search(_HALF.sub("", one.title))), None)


def stretches_of(entries: Iterable[Occurrence]) -> tuple[tuple[Stretch, ...], tuple[Occurrence, ...]]:
    """Return the stretches of the school's calendar that some entries say, in the order of their days, and the rest.

    The rest are first days without a last one, last days without a first one, and what is no stretch by its words.
    """
    found: list[Stretch] = []
    edges: list[Occurrence] = []
    rest: list[Occurrence] = []
    for one in entries:
        kind = period_of_entry(one)
        if _edge_of(one) is not None:
            edges.append(one)
        elif kind is None:
            rest.append(one)
        else:
            name = _HALF.sub("", one.title).strip(" -–,:") if kind is PeriodKind.TERM else one.title
            found.append(Stretch(kind, name, one.first_day, one.last_day, key_of(one), one.line))
    between, alone = _between(edges)
    whole = sorted(_whole_terms([*found, *between]), key=lambda one: (one.first_day, one.last_day))
    return tuple(whole), (*rest, *alone)


def _whole_terms(stretches: Sequence[Stretch]) -> list[Stretch]:
    """Return the stretches with the halves of each term as one."""
    found: list[Stretch] = []
    for one in sorted(stretches, key=lambda one: one.first_day):
        before = next(
            (
                other
                for other in found
                if other.kind is one.kind is PeriodKind.TERM
                and other.name.casefold() == one.name.casefold()
                and one.last_day - other.first_day <= _LONGEST_TERM
            ),
            None,
        )
        if before is None:
            found.append(one)
        else:
            last = max(before.last_day, one.last_day)
            found[found.index(before)] = Stretch(one.kind, before.name, before.first_day, last, before.key, before.line)
    return found


def _between(edges: Sequence[Occurrence]) -> tuple[list[Stretch], list[Occurrence]]:
    """Return the stretches of which a calendar gives only the first and the last day, and the days without another."""
    found: list[Stretch] = []
    alone: list[Occurrence] = []
    begun: dict[PeriodKind, Occurrence] = {}
    for one in sorted(edges, key=lambda one: one.first_day):
        kind = _edge_of(one)
        assert kind is not None
        before = begun.pop(kind, None)
        if _STARTS.search(one.title):
            alone += [before] if before is not None else []
            begun[kind] = one
        elif before is not None and one.first_day - before.first_day <= _LONGEST_TERM:
            name = _name_of(before, kind)
            found.append(Stretch(kind, name, before.first_day, one.last_day, key_of(before), before.line))
        else:
            alone += [one] if before is None else [before, one]
    return found, [*alone, *begun.values()]


def _name_of(first: Occurrence, kind: PeriodKind) -> str:
    """Return what a stretch is called whose first day an entry is."""
    season = _TERM.search(first.title)
    if kind is PeriodKind.TERM and season and season["season"]:
        return f"{season['season'].capitalize()} term"
    return _ABOUT.sub(" ", first.title).strip(" -–,:") or first.title


def key_of(one: Occurrence) -> str:
    """Return what a calendar knows an entry by; without a number of its own its title and day."""
    own = f"{one.uid}/{one.part}" if one.part else one.uid
    return f"ics:{own}" if own else f"ics:{one.title}@{one.first_day.isoformat()}"
