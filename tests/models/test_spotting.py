"""What is spotted in much text at once misses nothing that is found by looking at every text."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from models.naming import Namer
from models.spotting import END, Spotter
from models.text import fold, sort_key

_MARKS = "’‘'`´ʼéÉøØßŁÆıİςΣΙͅᾳﬁＡ①٣ \n\t.-()\u0301\x1d\x1f£–ﾞ가"
NAMES = st.one_of(
    st.sampled_from(
        ["Zoë", "O’Brien-Smith", "de la Tour", "Ng", "Anne-Marie", "ŁUKASZ", "Straße", "Ian", "Ina", "", "Jo Ann", "李"]
    ),
    st.text("abAB" + _MARKS, max_size=6),
)
REACHED = st.lists(
    st.one_of(
        st.sampled_from(
            ["zoe@hill.example", "O'Neil@Hill.example", "zoë@ἀι.example", "01223 456 789", "+44 20 7946 0"]
        ),
        st.text("ab@1234567 " + _MARKS, max_size=12),
    ),
    max_size=3,
)


@st.composite
def namers_and_texts(draw: st.DrawFn) -> tuple[Namer, list[str]]:
    given_name, family_name, known_as = draw(NAMES), draw(NAMES), draw(NAMES)
    reached = draw(REACHED)
    parts = [given_name, family_name, known_as, *reached, *(one.upper() for one in (given_name, family_name))]
    parts += [*(one[:1] for one in (given_name, family_name)), *(sort_key(one) for one in parts)]
    parts += [unicodedata.normalize("NFD", one) for one in parts]
    piece = st.one_of(
        st.sampled_from(parts), st.sampled_from([" ", ". ", "’", "'", "s", "-", "\n", "x", "  "]), st.text()
    )
    texts = draw(st.lists(st.lists(piece, max_size=7).map("".join), min_size=1, max_size=6))
    return Namer.of(given_name, family_name, known_as, reached), [text.replace(END, "") for text in texts]


@given(namers_and_texts())
@example((Namer.of("Ann", "Ash"), ["So A", "AA came", "A. A"]))
@example((Namer.of("Zoë", "Núñez"), ["ZOE NUN\u0303EZ", "Nuñez's"]))
@example((Namer.of("", "", "", ["a@ι.example"]), ["A@Ι.EXAMPLE"]))
def test_every_text_that_names_them_is_spotted(drawn: tuple[Namer, list[str]]) -> None:
    namer, texts = drawn
    found = {number for number, text in enumerate(texts) if namer.find(text) is not None}
    assert found <= Spotter.of(namer).rows(END.join(texts))


def test_texts_without_a_word_of_the_name_are_passed_over() -> None:
    namer = Namer.of("Alan", "Marshdown", "", ["alan@hill.example", "01223 456789"])
    texts = ["The hall is booked.", "Ask M’Arshdown", "A. M. will come", "", "Ring +44 1223 (456) 789", "at home"]
    assert Spotter.of(namer).rows(END.join(texts)) == {1, 2, 4}


@pytest.mark.parametrize("text", ["", "St Mary’s C.E. Primary, Zoë", "ΑΙ ᾳ ς Σ", "ﬁne ＡＢＣ", "ŁÓDŹ Straße İx"])
def test_folding_much_at_once_agrees_with_the_key_of_each_word(text: str) -> None:
    def words(folded: str) -> list[str]:
        return "".join(mark if mark.isalnum() else " " for mark in folded).split()

    assert words(fold(text)) == sort_key(text).split()


@given(st.text())
def test_folding_is_the_same_mark_by_mark(text: str) -> None:
    assert fold(text) == "".join(map(fold, text))
    assert fold(fold(text)) == fold(text)
