"""A passphrase that is new is asked for twice, and only where somebody can answer."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator

import pytest

from desktop.cli import new_passphrase
from desktop.cli.new_passphrase import ask_passphrase
from models.errors import WrongUse

Typing = Callable[..., list[str]]


@pytest.fixture
def typing(monkeypatch: pytest.MonkeyPatch) -> Iterator[Typing]:
    """Somebody at a terminal who types these, one after the other; what they were asked is kept."""

    def sit_down(*answers: str) -> list[str]:
        left, asked = list(answers), []

        def getpass(question: str) -> str:
            asked.append(question)
            return left.pop(0)

        monkeypatch.setattr(sys.stdin, "isatty", lambda: True, raising=False)
        monkeypatch.setattr("getpass.getpass", getpass)
        return asked

    return sit_down


def test_what_was_typed_twice_alike_is_taken(typing: Typing) -> None:
    asked = typing("four quite plain words", "four quite plain words")
    assert ask_passphrase("New passphrase", "Give a file.") == "four quite plain words"
    assert asked == ["New passphrase: ", "The same again: "]


def test_two_that_differ_are_refused(typing: Typing) -> None:
    typing("four quite plain words", "four quite plain word")
    with pytest.raises(WrongUse, match="passphrases differ"):
        ask_passphrase("New passphrase", "Give a file.")


def test_a_short_one_is_refused_before_it_is_asked_for_again(typing: Typing) -> None:
    asked = typing("short")
    with pytest.raises(WrongUse, match="too short"):
        ask_passphrase("New passphrase", "Give a file.")
    assert len(asked) == 1


def test_where_nobody_can_answer_the_other_way_is_told(typing: Typing, monkeypatch: pytest.MonkeyPatch) -> None:
    asked = typing("four quite plain words")
    monkeypatch.setattr(new_passphrase.sys.stdin, "isatty", lambda: False, raising=False)
    with pytest.raises(WrongUse, match="Give a file"):
        ask_passphrase("New passphrase", "Give a file.")
    assert asked == []
