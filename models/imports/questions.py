"""What a person is asked of a whole file, where no reader can know it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from sqlalchemy.orm import Session

from resources.i18n import _


class Answer(StrEnum):
    """How a question is answered."""

    WORDS = "words"
    ONE_OF = "one_of"
    YES = "yes"


@dataclass(frozen=True, slots=True)
class Question:
    """A question of a kind of file; all its words are untranslated."""

    key: str
    """Where the answer goes in `Asked.mapping`."""
    words: str
    hint: str = ""
    answer: Answer = Answer.WORDS
    options: tuple[tuple[str, str], ...] = ()
    """Of one that is answered by a choice: each value with its words, the usual one first."""
    suggest: Callable[[Session], Sequence[str]] | None = None
    """Gives from the book what may be meant."""
    usual: Callable[[Session], str] | None = None
    """Gives from the book what is meant where nobody says otherwise."""

    @property
    def asked(self) -> str:
        """Return the question in the reader's language."""
        return _(self.words)

    @property
    def help(self) -> str:
        """Return what helps to answer it, in the reader's language."""
        return _(self.hint) if self.hint else ""

    def words_of(self, value: str) -> str:
        """Return one of the choices in the reader's language."""
        return next((_(words) for one, words in self.options if one == value), value)
