"""The command line keeps what people ask about their data, and says how the clock stands."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.desktop.cli.running import ask, run

ASKED = ("--by", "A former governor", "--asked", "All emails about her", "--date", "2026-11-02")


def test_a_request_goes_from_its_day_to_its_answer(book: Path) -> None:
    made = ask(book, "request", "add", *ASKED, "--how", "email")
    assert (made["due_on"], made["who"], made["right"]) == ("2026-12-02", "A former governor", "access")
    number = made["id"]
    longer = ask(book, "request", "extend", number, "--date", "2026-11-30", "--why", "Ten years of letters")
    assert longer["due_on"] == "2027-02-02"
    done = ("--date", "2026-12-10", "--outcome", "in_full", "--sent", "PDF of 4 pages", "--how", "email")
    ask(book, "request", "answer", number, *done)
    (row,) = ask(book, "list", "data-requests", "--as-at", "2026-12-12")
    assert (row["id"], row["state"], row["answered_on"], row["late"]) == (number, "answered", "2026-12-10", False)
    assert ask(book, "request", "reopen", number)["outcome"] is None
    assert run("--book", book, "undo").code == 0


def test_only_what_is_late_is_listed_where_that_is_asked(book: Path) -> None:
    ask(book, "request", "add", *ASKED)
    assert ask(book, "list", "data-requests", "--overdue", "--as-at", "2026-12-02") == []
    (late,) = ask(book, "list", "data-requests", "--overdue", "--as-at", "2026-12-03")
    assert late["late"]


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (("add", "--asked", "All"), "who asks"),
        (("add", "--by", "Ann"), "what they ask"),
        (("add", "3", *ASKED), "no number yet"),
        (("add", *ASKED, "--outcome", "refused"), "no use for --outcome"),
        (("add", "--person", "Nobody At All", "--asked", "All"), "nobody and no organisation"),
        (("answer", "--outcome", "refused"), "Say which request"),
        (("answer", "1"), "Say how it ended"),
        (("answer", "77", "--outcome", "withdrawn"), "no data protection request number 77"),
        (("answer", "1", "--outcome", "refused"), "and why"),
        (("extend", "1", "--why", "More", "--date", "2027-01-05"), "by 2 December 2026"),
        (("reopen", "1", "--by", "Ann"), "no use for --by"),
    ],
)
def test_what_cannot_be_is_refused_in_a_sentence(book: Path, words: tuple[str, ...], sentence: str) -> None:
    ask(book, "request", "add", *ASKED)
    result = run("--book", book, "request", *words)
    assert result.code == 2
    assert sentence in result.err
