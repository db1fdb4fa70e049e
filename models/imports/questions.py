"""What a person is asked of a whole file, where no reader can know it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from sqlalchemy.orm import Session

from models.errors import WrongUse
from models.kinds import KINDS
from models.queries.records import Ref, find_names
from resources.i18n import _


class Answer(StrEnum):
    """How a question is answered."""

    WORDS = "words"
    ONE_OF = "one_of"
    YES = "yes"
    RECORD = "record"
    """By one of the records of the book: its kind and its number."""


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
    kinds: tuple[str, ...] = ()
    """Of one that is answered by a record: of which kinds. A file that is dropped on such a record is answered so."""
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


def record_said(mapping: Mapping[str, Any] | None, key: str) -> Ref | None:
    """Return the record that a question was answered with; None where nobody named one.

    It is a kind and a number, or both as the command line has them: "organisation:12". Raises WrongUse for anything
    else.
    """
    said = (mapping or {}).get(key)
    if not said:
        return None
    parts: object = said
    if isinstance(said, str):
        kind, _colon, digits = said.partition(":")
        parts = (kind, int(digits)) if digits.isascii() and digits.isdigit() and len(digits) < 18 else None
    match parts:
        case [str(kind), int(number)]:
            return kind, number
    raise WrongUse(_("“{said}” names no record. Write it like organisation:12.").format(said=str(said)[:60]))


def check_answers(session: Session, questions: Sequence[Question], mapping: Mapping[str, Any] | None) -> None:
    """Refuse, in a sentence, the records that were named and that are none, or none of those asked for."""
    for question in questions:
        ref = record_said(mapping, question.key) if question.answer is Answer.RECORD else None
        if ref is None:
            continue
        if ref[0] not in question.kinds:
            wanted = _(" or ").join(KINDS[kind].word for kind in question.kinds)
            raise WrongUse(_("{question} Say it with the number of one {kind}.").format(
                question=question.asked, kind=wanted
            ))  # fmt: skip
        if ref not in find_names(session, [ref]):
            words = _("There is no {kind} with the number {number} in the book.")
            raise WrongUse(words.format(kind=KINDS[ref[0]].word, number=ref[1]))
