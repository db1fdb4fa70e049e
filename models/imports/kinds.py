"""What a kind of file that comes in is made of: what it is called, how it is read, compared and written."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any, Protocol

from sqlalchemy.orm import Session

from models.exchange.incoming import Recognised
from models.exchange.reading import Cancelled
from models.imports.preview import Decisions, PreviewLine, Step, no_step
from models.imports.questions import Question
from models.imports.signs import Recognises
from models.queries.records import Ref
from resources.i18n import _


class Reading(Protocol):
    """A file as it was read, before the records are looked at."""

    @property
    def recognised(self) -> Recognised:
        """What the file was seen to be."""

    @property
    def headings(self) -> tuple[str, ...]:
        """Of the cells of its lines."""

    @property
    def remarks(self) -> tuple[str, ...]:
        """What was noticed of the file as a whole."""


@dataclass(frozen=True, slots=True)
class Asked:
    """What a file is read and compared with, besides the book."""

    today: date
    mapping: Mapping[str, Any] | None = None
    """How the columns of a table are to be understood, where a person said so."""
    cancelled: Cancelled | None = None
    step: Step = field(default=no_step)
    known: Any = None
    """What the kind asked the book before the file is read."""
    decided: Decisions = field(default_factory=dict)
    """What a person decided of doubtful lines of a file that comes in as a whole; the others are judged with theirs."""


WORKBOOK_ENDINGS = (".xlsx", ".xlsm", ".xls", ".ods")

Write = Callable[[PreviewLine], Ref]
"""Writes a line and gives its record. One that also has `many` writes several lines at once, all of them or none."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FileKind:
    """A kind of file; `title` and `files` are untranslated words."""

    key: str
    """What it is called on the command line: "contacts"."""
    title: str
    files: str
    """Which files it takes, in a sentence."""
    endings: tuple[str, ...]
    recognises: Recognises
    """Says how surely a file is of this kind, by its path and its first bytes."""
    questions: tuple[Question, ...] = ()
    """What a person may say of a whole file."""

    @property
    def heading(self) -> str:
        """Return its title in the reader's language."""
        return _(self.title)


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportKind(FileKind):
    """A kind of file that comes in row by row, each as a record that can be taken back."""

    read: Callable[[Path, Asked], Any]
    judge: Callable[[Session, Any, Decisions, Asked], tuple[PreviewLine, ...]]
    """Says what becomes of each line; what `read` gave is its second argument."""
    writer: Callable[[Session, date, str], Write]
    """Gives what writes one line after the other; the words say where it came from."""
    columns: Callable[[], Mapping[str, str]] | None = None
    """Gives what a column may hold, in words by the keys of `Asked.mapping`, where a person may say so."""
    corrections: frozenset[str] = frozenset()
    """What else of the reading a person may put right: keys of `Asked.mapping`."""
    prepare: Callable[[Session], Any] | None = None
    """Asks the book what has to be known while the file is read; that becomes `Asked.known`."""
