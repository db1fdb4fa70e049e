"""A school's own words for its papers: kept for each paper, limited, and given up again in one step."""

from __future__ import annotations

import pytest

from models.errors import WrongUse
from models.paper_words import LEAD, PARTS, PaperWords, find_paper_words, reset_paper_words, words_key
from models.settings import set_setting
from models.store import Store


def say(store: Store, paper: str, part: str, words: str) -> None:
    with store.write("Words") as session:
        set_setting(session, words_key(paper, part), words)


def own(store: Store, paper: str) -> PaperWords:
    with store.read() as session:
        return find_paper_words(session, paper)


def test_each_paper_has_its_own_words_and_undo_takes_them_back(store) -> None:
    assert own(store, "board-paper") == PaperWords()
    say(store, "board-paper", "opening", "  Dear governors  ")
    say(store, "agenda", "opening", "Welcome")
    assert own(store, "board-paper") == PaperWords(opening="Dear governors")
    assert own(store, "agenda").opening == "Welcome"
    store.undo()
    assert own(store, "agenda") == PaperWords()


def test_our_words_come_back_in_one_step_which_undo_takes_back(store) -> None:
    for part in PARTS:
        say(store, "board-paper", part, part)
    say(store, "minutes", "closing", "Thank you")
    with store.write("Our words again") as session:
        reset_paper_words(session, "board-paper")
    assert own(store, "board-paper") == PaperWords()
    assert own(store, "minutes").closing == "Thank you"
    store.undo()
    assert own(store, "board-paper") == PaperWords(*PARTS)


def test_words_that_are_too_many_are_refused_with_the_limit(store) -> None:
    say(store, "board-paper", "recommend", "x" * LEAD)
    with pytest.raises(WrongUse, match="Words before recommendations: Use at most 120 characters"):
        say(store, "board-paper", "recommend", "x" * (LEAD + 1))
    assert own(store, "board-paper").recommend == "x" * LEAD
