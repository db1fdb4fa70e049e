"""Meetings that come again by a rule: plain words to a rule, the rule back to plain words, and its days.

A rule is kept as an RRULE (RFC 5545) without DTSTART, "FREQ=MONTHLY;BYDAY=2TU". What schools say and calendars do not
know, "the second Tuesday of every term", is kept in the same form with a frequency of our own: "FREQ=TERMLY;BYDAY=2TU".
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from dateutil.rrule import rrulestr

from models.errors import WrongUse
from models.school_year import Term
from resources.i18n import _
from resources.i18n import marked as m

WEEKDAYS = (m("Monday"), m("Tuesday"), m("Wednesday"), m("Thursday"), m("Friday"), m("Saturday"), m("Sunday"))
MONTHS = (
    *(m("January"), m("February"), m("March"), m("April"), m("May"), m("June")),
    *(m("July"), m("August"), m("September"), m("October"), m("November"), m("December")),
)
ORDINALS = {1: m("first"), 2: m("second"), 3: m("third"), 4: m("fourth"), 5: m("fifth"), -1: m("last")}
TERMLY = "TERMLY"
MOST = 400
"""Days that one question about a rule gives at most."""

_CODES = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
_SAID = {"1st": 1, "2nd": 2, "3rd": 3, "4th": 4, "5th": 5} | {word: number for number, word in ORDINALS.items()}
_DAY = "(" + "|".join(f"{name[:3].lower()}(?:{name[3:].lower()})?" for name in WEEKDAYS) + ")s?"
_NTH = "(" + "|".join(_SAID) + ")"
_EACH = r"(?:the|each|every|a|any)?"
_PART = re.compile(r"(FREQ|BYDAY|INTERVAL|BYMONTH|BYMONTHDAY)=([A-Z0-9,+-]+)")
_BYDAY = re.compile(r"([+-]?\d)?(MO|TU|WE|TH|FR|SA|SU)")


@dataclass(frozen=True, slots=True)
class Rule:
    """When something comes again, and whether only in term time."""

    text: str
    term_time_only: bool = False

    @property
    def words(self) -> str:
        """Return the rule as people say it.

        >>> Rule("FREQ=MONTHLY;BYDAY=2TU", term_time_only=True).words
        'The second Tuesday of every month, in term time only'
        """
        said = rule_words(self.text)
        return _("{rule}, in term time only").format(rule=said) if self.term_time_only else said


def understand_rule(words: str) -> Rule | None:
    """Return the rule that plain words mean, or None when they surely mean none.

    Understood: "second Tuesday in term" (of every term), "2nd Tue of each month", "first Monday of September, January
    and April", "every other Thursday", "every 3 weeks on Monday", "last Friday of the month in term time",
    "15th of each month", and a rule as it is kept. Words that come after, "in term time", leave the holidays out.

    >>> understand_rule("second Tuesday in term").text, understand_rule("Tuesdays in term time").words
    ('FREQ=TERMLY;BYDAY=2TU', 'Every Tuesday, in term time only')
    >>> understand_rule("when we feel like it") is None
    True
    """
    if "=" in words:
        kept = words.strip().upper()
        return Rule(kept) if _is_rule(kept) else None
    plain = " ".join(words.lower().replace(",", " ").replace(" and ", " ").split()).rstrip(".")
    plain, in_term = _without_term_time(plain)
    if _termly(plain) is None and plain.endswith(" in term"):
        plain, in_term = plain.removesuffix(" in term"), True
    for read in (_termly, _weekly, _monthly, _in_months, _on_date):
        text = read(plain)
        if text is not None:
            return Rule(text, in_term and not text.startswith(f"FREQ={TERMLY}"))
    return None


def check_rule(text: str) -> str:
    """Return a rule as it is kept; refuse, in words, one that has no meaning here."""
    if not _is_rule(text):
        raise WrongUse(
            _("“{rule}” is not a rule we understand. Write it like “second Tuesday of each month”.").format(rule=text)
        )
    return text


def rule_words(text: str) -> str:
    """Return a kept rule as people say it.

    >>> rule_words("FREQ=WEEKLY;INTERVAL=2;BYDAY=TH"), rule_words("FREQ=YEARLY;BYMONTH=9,1;BYDAY=1MO")
    ('Every other Thursday', 'The first Monday of September and January')
    """
    parts = _parts(text)
    if "BYMONTHDAY" in parts:
        return _("The {nth} of {months}").format(nth=_counted(int(parts["BYMONTHDAY"])), months=_month_words(parts))
    nth, weekday = _by_day(parts)
    day = _(WEEKDAYS[weekday])
    if nth is None:
        return _week_words(day, int(parts.get("INTERVAL", "1")))
    ordinal = _(ORDINALS[nth])
    if parts["FREQ"] == TERMLY:
        return _("The {nth} {day} of every term").format(nth=ordinal, day=day)
    return _("The {nth} {day} of {months}").format(nth=ordinal, day=day, months=_month_words(parts))


def days_of(text: str, begins_on: date, first_day: date, last_day: date, terms: Sequence[Term] = ()) -> list[date]:
    """Return the days of a rule between two days, both included, counted from the day it begins.

    `terms` are those that touch the stretch; only a rule by terms needs them.
    """
    first_day = max(first_day, begins_on)
    if last_day < first_day:
        return []
    parts = _parts(text)
    if parts["FREQ"] == TERMLY:
        nth, weekday = _by_day(parts)
        days = (_nth_in_term(term, nth or 1, weekday) for term in terms)
        return sorted({day for day in days if day is not None and first_day <= day <= last_day})
    rule = rrulestr(text, dtstart=_beginning(parts, begins_on))
    found = rule.between(datetime.combine(first_day, time()), datetime.combine(last_day, time()), inc=True)
    return [moment.date() for moment in found[:MOST]]


def _beginning(parts: dict[str, str], begins_on: date) -> datetime:
    """Return the moment from which a rule counts: "every other" week begins with the first of its days."""
    if parts["FREQ"] == "WEEKLY":
        begins_on += timedelta(days=(_by_day(parts)[1] - begins_on.weekday()) % 7)
    return datetime.combine(begins_on, time())


def _nth_in_term(term: Term, nth: int, weekday: int) -> date | None:
    if nth < 0:
        day = term.last_day - timedelta(days=(term.last_day.weekday() - weekday) % 7)
    else:
        day = term.first_day + timedelta(days=(weekday - term.first_day.weekday()) % 7 + 7 * (nth - 1))
    return day if day in term else None


def _is_rule(text: str) -> bool:
    pieces = text.split(";")
    if not all(_PART.fullmatch(piece) for piece in pieces):
        return False
    parts = _parts(text)
    allowed = {
        "WEEKLY": {"BYDAY", "INTERVAL"},
        "MONTHLY": {"BYDAY", "BYMONTHDAY", "INTERVAL"},
        "YEARLY": {"BYDAY", "BYMONTHDAY", "BYMONTH"},
        TERMLY: {"BYDAY"},
    }.get(parts.get("FREQ", ""))
    if allowed is None or len(parts) != len(pieces) or set(parts) - {"FREQ"} - allowed:
        return False
    if ("BYDAY" in parts) == ("BYMONTHDAY" in parts) or (parts["FREQ"] == "YEARLY") != ("BYMONTH" in parts):
        return False
    numbers = (*parts.get("BYMONTH", "1").split(","), parts.get("INTERVAL", "1"))
    if not all(number.isascii() and number.isdigit() and 1 <= int(number) <= 12 for number in numbers):
        return False
    if "BYMONTHDAY" in parts:
        return parts["BYMONTHDAY"].isdigit() and 1 <= int(parts["BYMONTHDAY"]) <= 31
    found = _BYDAY.fullmatch(parts["BYDAY"])
    if found is None:
        return False
    return (parts["FREQ"] == "WEEKLY") == (found[1] is None) and (found[1] is None or int(found[1]) in ORDINALS)


def _parts(text: str) -> dict[str, str]:
    return dict(piece.split("=", 1) for piece in text.split(";"))


def _by_day(parts: dict[str, str]) -> tuple[int | None, int]:
    found = _BYDAY.fullmatch(parts["BYDAY"])
    assert found is not None, "rules are checked before they are kept"
    return int(found[1]) if found[1] else None, _CODES.index(found[2])


def _week_words(day: str, weeks: int) -> str:
    if weeks == 1:
        return _("Every {day}").format(day=day)
    if weeks == 2:
        return _("Every other {day}").format(day=day)
    return _("Every {count} weeks on {day}").format(count=weeks, day=day)


def _counted(number: int) -> str:
    ending = "th" if 10 < number < 14 else {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")
    return f"{number}{ending}"


def _month_words(parts: dict[str, str]) -> str:
    if "BYMONTH" in parts:
        names = [_(MONTHS[int(number) - 1]) for number in parts["BYMONTH"].split(",")]
        return _(" and ").join([", ".join(names[:-1]), names[-1]]) if len(names) > 1 else names[0]
    months = int(parts.get("INTERVAL", "1"))
    if months == 1:
        return _("every month")
    return _("every other month") if months == 2 else _("every {count} months").format(count=months)


# --- words ------------------------------------------------------------------------------------------------------------


def _without_term_time(plain: str) -> tuple[str, bool]:
    """Return words without "in term time" at their end, and whether it was there."""
    found = re.fullmatch(
        r"(.*?) ?(?:,? ?(?:but )?(?:only )?(?:in|during) term[ -]?time(?: only)?|term[ -]?time only)", plain
    )
    return (found[1], True) if found else (plain, False)


def _code(name: str) -> str:
    return _CODES[[day[:3].lower() for day in WEEKDAYS].index(name[:3])]


def _termly(plain: str) -> str | None:
    found = re.fullmatch(rf"(?:the )?{_NTH} {_DAY} (?:in|of) {_EACH} ?terms?", plain)
    return f"FREQ={TERMLY};BYDAY={_SAID[found[1]]}{_code(found[2])}" if found else None


def _weekly(plain: str) -> str | None:
    found = re.fullmatch(rf"(?:(every|each|weekly|fortnightly)?(?: (other|second|2nd))?(?: on)? ?){_DAY}", plain)
    if found:
        weeks = 2 if found[1] == "fortnightly" or found[2] else 1
        if found[2] and found[1] != "every":
            return None
        return _by_weeks(weeks, found[3])
    found = re.fullmatch(rf"every (\d\d?|two|three|four|six) weeks on (?:a )?{_DAY}", plain)
    if found:
        weeks = {"two": 2, "three": 3, "four": 4, "six": 6}.get(found[1]) or int(found[1])
        return _by_weeks(weeks, found[2]) if 1 <= weeks <= 12 else None
    return None


def _by_weeks(weeks: int, day: str) -> str:
    return "FREQ=WEEKLY;" + (f"INTERVAL={weeks};" if weeks > 1 else "") + f"BYDAY={_code(day)}"


def _monthly(plain: str) -> str | None:
    found = re.fullmatch(rf"(?:monthly on )?(?:the )?{_NTH} {_DAY}(?: (?:in|of) {_EACH} ?(other )?months?)?", plain)
    if found is None or "month" not in plain:
        return None
    every = "INTERVAL=2;" if found[3] else ""
    return f"FREQ=MONTHLY;{every}BYDAY={_SAID[found[1]]}{_code(found[2])}"


def _in_months(plain: str) -> str | None:
    found = re.fullmatch(rf"(?:the )?{_NTH} {_DAY} (?:in|of) ([a-z ]+)", plain)
    if found is None:
        return None
    known = [name[:3].lower() for name in MONTHS]
    said = found[3].split()
    if not all(any(name.lower().startswith(word) for name in MONTHS) and len(word) >= 3 for word in said):
        return None
    numbers = ",".join(str(known.index(word[:3]) + 1) for word in said)
    return f"FREQ=YEARLY;BYMONTH={numbers};BYDAY={_SAID[found[1]]}{_code(found[2])}"


def _on_date(plain: str) -> str | None:
    found = re.fullmatch(r"(?:the )?(\d\d?)(?:st|nd|rd|th)? (?:day )?of (?:each|every|the) month", plain)
    if found is None or not 1 <= int(found[1]) <= 31:
        return None
    return f"FREQ=MONTHLY;BYMONTHDAY={int(found[1])}"
