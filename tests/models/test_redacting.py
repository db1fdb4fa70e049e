"""The names of other people are taken out of a text, and nothing else is."""

from __future__ import annotations

import pytest

from models.redacting import Redactor

LEE = ("Mrs Ann Lee", "Ann", "Lee")
ZOE = ("Cllr Zoë O’Neil-Núñez", "Zoë", "O’Neil-Núñez")
REDACTOR = Redactor.of([LEE, ZOE], ["Priya Nair"], ["priya@hill.example"])


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("Mrs Ann Lee came.", "[another person] came."),
        ("ANN LEE’s idea", "[another person]’s idea"),
        ("Lee, Ann and A. Lee", "[another person] and [another person]"),
        ("Ann said so; the annex is new", "[another person] said so; the annex is new"),
        ("ZOE ONEIL NUNEZ", "[another person]"),
        ("Zoe\u0308 O'Neil-Nun\u0303ez rang.", "[another person] rang."),
        ("Write to ann.lee@hill.example or Priya@Hill.example", "Write to [another address] or Priya@Hill.example"),
        ("Priya Nair agreed on the plan.", "Priya Nair agreed on the plan."),
        ("", ""),
    ],
)
def test_names_of_others_are_taken_out(text: str, left: str) -> None:
    assert REDACTOR.redact(text) == left


def test_the_reader_s_own_words_stay_where_another_shares_the_family_name() -> None:
    redactor = Redactor.of([("Raj Nair", "Raj", "Nair")], ["Priya Nair"])
    assert redactor.redact("Priya Nair and Raj Nair; Mrs Nair; Raj") == (
        "Priya Nair and [another person]; Mrs Nair; [another person]"
    )
