"""Rules by which meetings come again: plain words in, a rule, plain words out, and the days."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.errors import WrongUse
from models.recurrence import MONTHS, ORDINALS, WEEKDAYS, Rule, check_rule, days_of, understand_rule
from models.school_year import usual_terms


@pytest.mark.parametrize(
    ("words", "rule", "back"),
    [
        ("second Tuesday in term", "FREQ=TERMLY;BYDAY=2TU", "The second Tuesday of every term"),
        ("The 2nd Tue of each month", "FREQ=MONTHLY;BYDAY=2TU", "The second Tuesday of every month"),
        (
            "second Tuesday of the month in term time",
            "FREQ=MONTHLY;BYDAY=2TU",
            "The second Tuesday of every month, in term time only",
        ),
        ("Tuesdays in term", "FREQ=WEEKLY;BYDAY=TU", "Every Tuesday, in term time only"),
        ("every other Thursday", "FREQ=WEEKLY;INTERVAL=2;BYDAY=TH", "Every other Thursday"),
        ("fortnightly on Wednesdays", "FREQ=WEEKLY;INTERVAL=2;BYDAY=WE", "Every other Wednesday"),
        ("every 3 weeks on Monday", "FREQ=WEEKLY;INTERVAL=3;BYDAY=MO", "Every 3 weeks on Monday"),
        (
            "first Monday of September, January and April",
            "FREQ=YEARLY;BYMONTH=9,1,4;BYDAY=1MO",
            "The first Monday of September, January and April",
        ),
        ("22nd of each month", "FREQ=MONTHLY;BYMONTHDAY=22", "The 22nd of every month"),
        ("freq=monthly;byday=-1fr", "FREQ=MONTHLY;BYDAY=-1FR", "The last Friday of every month"),
    ],
)
def test_words_are_understood_and_shown_back(words: str, rule: str, back: str) -> None:
    found = understand_rule(words)
    assert found is not None
    assert (found.text, found.words) == (rule, back)


@pytest.mark.parametrize(
    "words",
    [
        *("", "whenever", "second Tuesday", "every day", "sixth Monday of each month", "40th of each month"),
        *("first Monday of Brumaire", "every 90 weeks on Monday", "FREQ=DAILY", "FREQ=WEEKLY;BYDAY=XX"),
        *("FREQ=MONTHLY;BYDAY=TU", "FREQ=WEEKLY;BYDAY=2TU", "FREQ=MONTHLY;BYDAY=2TU;COUNT=3", "=", "FREQ=TERMLY"),
    ],
)
def test_what_is_no_rule_is_not_guessed_at(words: str) -> None:
    assert understand_rule(words) is None
    with pytest.raises(WrongUse, match="second Tuesday of each month"):
        check_rule(words)


def test_the_days_of_rules() -> None:
    year = date(2026, 9, 1), date(2026, 9, 1), date(2027, 8, 31)
    termly = days_of("FREQ=TERMLY;BYDAY=2TU", *year, usual_terms(2026))
    assert termly == [date(2026, 9, 8), date(2027, 1, 12), date(2027, 4, 27)]
    assert days_of("FREQ=TERMLY;BYDAY=-1FR", *year, usual_terms(2026))[0] == date(2026, 12, 18)
    months = days_of("FREQ=MONTHLY;BYDAY=2TU", date(2026, 9, 1), date(2026, 9, 9), date(2026, 11, 30))
    assert months == [date(2026, 10, 13), date(2026, 11, 10)]
    other = days_of("FREQ=WEEKLY;INTERVAL=2;BYDAY=TH", date(2026, 9, 1), date(2026, 10, 1), date(2026, 10, 31))
    assert other == [date(2026, 10, 1), date(2026, 10, 15), date(2026, 10, 29)]
    assert days_of("FREQ=MONTHLY;BYMONTHDAY=31", *year)[:2] == [date(2026, 10, 31), date(2026, 12, 31)]
    assert days_of("FREQ=WEEKLY;BYDAY=MO", date(2027, 9, 1), date(2026, 9, 1), date(2026, 12, 1)) == []


_WORDS = st.one_of(
    st.builds(
        "{} {} of {}".format,
        st.sampled_from(list(ORDINALS.values())),
        st.sampled_from(WEEKDAYS),
        st.sampled_from(["each term", "every month", "every other month", *MONTHS]),
    ),
    st.builds("every {}".format, st.sampled_from(WEEKDAYS)),
    st.builds("every {} weeks on {}".format, st.integers(3, 12), st.sampled_from(WEEKDAYS)),
)


@given(words=_WORDS, in_term=st.booleans())
def test_the_words_shown_back_mean_the_same_rule(words: str, in_term: bool) -> None:
    found = understand_rule(f"{words} in term time" if in_term else words)
    assert found is not None
    assert understand_rule(found.words) == found


@given(words=_WORDS, begins=st.dates(date(2020, 1, 1), date(2030, 1, 1)), span=st.integers(0, 400))
def test_every_day_is_of_the_weekday_and_in_the_stretch(words: str, begins: date, span: int) -> None:
    rule = understand_rule(words) or Rule("")
    last = begins + timedelta(days=span)
    terms = [term for year in range(2019, 2032) for term in usual_terms(year)]
    days = days_of(rule.text, begins, begins, last, terms)
    weekday = next(number for number, name in enumerate(WEEKDAYS) if name in words)
    assert days == sorted(set(days))
    assert all(begins <= day <= last and day.weekday() == weekday for day in days)
