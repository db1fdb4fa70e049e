"""A commitment typed in one line."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.understanding import KnownPerson, understand_commitment

TODAY = date(2026, 11, 22)
JOE = KnownPerson(1, "Mr Joe Marsh", ("Joe",))
NAIR = KnownPerson(2, "Cllr Priya Nair", ("Priya", "Cllr Nair"))
OTHER_JOE = KnownPerson(3, "Joe O’Hara", ("Joe",))
PEOPLE = (JOE, NAIR)


@pytest.mark.parametrize(
    ("line", "owner", "text", "due_on"),
    [
        ("Joe to send room plan by Friday", JOE, "Send room plan", date(2026, 11, 27)),
        ("Joe to send room plan by Fri.", JOE, "Send room plan", date(2026, 11, 27)),
        ("joe marsh will ring the college", JOE, "Ring the college", None),
        ("Cllr Nair to ask the committee by 3 December 2026", NAIR, "Ask the committee", date(2026, 12, 3)),
        ("Nair to visit on 1/12", NAIR, "Visit", date(2026, 12, 1)),
        ("By tomorrow Joe to reply", JOE, "Reply", date(2026, 11, 23)),
        (
            "Priya to stand by the gate by friday, with leaflets",
            NAIR,
            "Stand by the gate with leaflets",
            date(2026, 11, 27),
        ),
        ("Send the plan", None, "Send the plan", None),
        ("Plan the walk to school by 27th of November 2026", None, "Plan the walk to school", date(2026, 11, 27)),
        ("", None, "", None),
    ],
)
def test_understood(line: str, owner: KnownPerson | None, text: str, due_on: date | None) -> None:
    understood = understand_commitment(line, PEOPLE, TODAY)
    assert (understood.owner, understood.text, understood.due_on) == (owner, text, due_on)
    assert understood.remainder == ""


def test_two_of_one_name_are_not_guessed_at() -> None:
    understood = understand_commitment("Joe to send it by Friday", (JOE, OTHER_JOE), TODAY)
    assert understood.owner is None
    assert understood.text == "Joe to send it"
    assert understood.remainder == "Joe"
    assert understand_commitment("Joe O'Hara to send it", (JOE, OTHER_JOE), TODAY).owner == OTHER_JOE


def test_what_is_not_surely_a_date_stays_in_the_words() -> None:
    understood = understand_commitment("Joe to send it by the end of term", PEOPLE, TODAY)
    assert understood.text == "Send it by the end of term"
    assert understood.due_on is None
    assert understood.remainder == "by the end of term"


def test_someone_unknown_is_pointed_out() -> None:
    understood = understand_commitment("Hannah to send it by Friday", PEOPLE, TODAY)
    assert (understood.owner, understood.text, understood.remainder) == (None, "Hannah to send it", "Hannah")


@given(st.text(max_size=80))
def test_any_line_is_safe_and_no_words_are_lost_without_owner_and_date(line: str) -> None:
    understood = understand_commitment(line, PEOPLE, TODAY)
    if understood.owner is None and understood.due_on is None:
        assert understood.text.lower().split() == " ".join(line.split()).rstrip(".").strip(" ,;").lower().split()
