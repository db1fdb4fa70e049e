"""A person is found in texts whatever the accents and the case, and what may be another is only perhaps."""

from __future__ import annotations

import pytest

from models.naming import Namer, Naming

ZOE = Namer.of("Zoë", "O’Brien-Smith", "Zozo", ["zoe@hill.example", "01223 456 789"])


@pytest.mark.parametrize(
    ("text", "way"),
    [
        ("Spoke to Zoe O'Brien Smith today.", Naming.NAME),
        ("OBRIEN-SMITH, Zoë (clerk)", Naming.NAME),
        ("zozo o'brien-smith", Naming.NAME),
        ("Write to ZOE@hill.example.", Naming.REACHED),
        ("Ring +44 1223 456789 after ten", Naming.REACHED),
        ("Z. O'Brien-Smith was there", Naming.INITIAL),
        ("Ms O’Brien-Smith’s view", Naming.FAMILY),
        ("Zoe said so", Naming.GIVEN),
        ("Minuted: ZO to ring back", Naming.LETTERS),
        ("Z.O. to ring back", Naming.LETTERS),
        ("Zoological gardens, zo to speak", None),
        ("Smith and O'Brien", None),
        ("01223 456780", None),
        ("", None),
    ],
)
def test_how_a_text_names_somebody(text: str, way: Naming | None) -> None:
    assert ZOE.find(text) is way


def test_what_is_sure() -> None:
    assert [way for way in Naming if way.is_sure] == [Naming.NAME, Naming.REACHED]


def test_somebody_with_one_name_only() -> None:
    assert Namer.of("", "Cher").find("Cher came") is Naming.FAMILY
    assert Namer.of("Cher", "").find("Cher came") is Naming.GIVEN
    assert Namer.of("", "").find("Nobody came") is None
