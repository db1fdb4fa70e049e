"""The command line keeps the log of breaches, and says until when the 72 hours run."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.desktop.cli.running import ask, run

LOST = ("--what-happened", "A list was left on a bus", "--noticed", "2026-11-20T17:00")


def test_a_breach_is_noted_and_told(book: Path) -> None:
    made = ask(book, "breach", "add", *LOST, "--people", "12", "--data", "Names")
    assert (made["tell_by"], made["risk"], made["open"]) == ("2026-11-23T17:00:00", "risk", True)
    (late,) = ask(book, "list", "breaches", "--overdue", "--as-at", "2026-11-24")
    assert (late["id"], late["state"]) == (made["id"], "late")
    assert ask(book, "list", "breaches", "--overdue", "--as-at", "2026-11-22") == []
    told = ask(book, "breach", "told", made["id"], "--commissioner", "2026-11-21T10:00", "--reference", "IC-7")
    assert (told["state"], told["open"]) == ("told", False)


def test_a_complaint_and_a_question_have_clocks_of_their_own(book: Path) -> None:
    said = run("--book", book, "request", "add", "--right", "complaint", "--by", "A", "--asked", "B", "--date",
               "2026-11-02")  # fmt: skip
    assert "acknowledged by 1 December 2026" in said.err
    made = ask(book, "request", "add", "--right", "information", "--by", "A", "--asked", "B", "--date", "2026-11-02")
    assert made["due_on"] == "2026-12-01"


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (("add",), "what happened"),
        (("add", "3", *LOST), "no number yet"),
        (("add", *LOST, "--risk", "unlikely"), "why no risk is likely"),
        (("add", "--what-happened", "Lost", "--noticed", "Friday"), "no day with a time"),
        (("told",), "Say which breach"),
        (("told", "77", "--people-told", "2026-11-21"), "no data breach number 77"),
        (("told", "1"), "when the Commissioner or the people"),
    ],
)
def test_what_cannot_be_is_refused_in_a_sentence(book: Path, words: tuple[str, ...], sentence: str) -> None:
    ask(book, "breach", "add", *LOST)
    result = run("--book", book, "breach", *words)
    assert result.code == 2
    assert sentence in result.err
