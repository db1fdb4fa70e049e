"""Whatever is typed, no search ends in an error, on either database; the long run is `fuzz_search.py`."""

from __future__ import annotations

import pytest

from models.errors import WrongUse
from models.search import search
from models.store import Store
from tests.safety import fuzz_search
from tests.safety.nasty import NASTY, nasty_book

pytestmark = pytest.mark.requirement("R29")


def test_five_hundred_searches_end_in_answers(store: Store) -> None:
    with store.write("Fill every table") as session:
        nasty_book(session, 1)
    seen = fuzz_search.fuzz(store, 500, 2)
    assert seen["failed"] == []
    assert seen["searched"] == 500
    assert seen["kinds"] == len(fuzz_search.SEARCHES)
    assert seen["found_something"] > 25, "a search that finds nothing proves nothing"


@pytest.mark.parametrize("name", list(fuzz_search.SEARCHES))
def test_each_text_may_be_typed_into_each_search(store: Store, name: str) -> None:
    with store.read() as session:
        for words in NASTY:
            fuzz_search.SEARCHES[name](session, words)


@pytest.mark.parametrize("words", ["", " ", "\0", "\ud800", "\udfff,", ",\0,"])
def test_a_role_that_is_no_word_is_asked_for_in_words(store: Store, words: str) -> None:
    with store.read() as session, pytest.raises(WrongUse, match="Enter a role"):
        fuzz_search.SEARCHES["who holds a role"](session, words)


def test_the_fuzzing_would_notice_a_search_that_fails(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    def raw(session, words):
        return session.connection().exec_driver_sql(f"SELECT 1 WHERE 'x' = '{words}'").all()

    monkeypatch.setattr(fuzz_search, "SEARCHES", {"pasted into SQL": raw, "everything": search})
    assert fuzz_search.fuzz(store, 200, 3)["failed"]
