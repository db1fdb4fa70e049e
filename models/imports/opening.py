"""One way to begin with a file of any kind, be it taken in row by row or as a whole."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any, Protocol

from models.imports.centre import FileImport, TakenIn
from models.imports.kinds import Asked, FileKind
from models.imports.known import IMPORTS
from models.imports.preview import Choice, Decisions, ImportPreview
from models.imports.reference.kinds import REFERENCE
from models.imports.reference.taking_in import ReferenceImport
from models.store import Store

FILE_KINDS: Mapping[str, FileKind] = {**IMPORTS, **REFERENCE}
"""Every kind of file that the centre takes in, by its key."""


class AnyImport(Protocol):
    """A file on its way in, whichever way its kind takes: seen, decided, seen again, taken in."""

    @property
    def preview(self) -> ImportPreview:
        """What the file would do as it was decided so far, or once it is taken in what it did."""

    @property
    def decisions(self) -> Mapping[str, Choice | int]:
        """What was decided of doubtful lines so far, by their fingerprints."""

    def decide(self, decisions: Mapping[str, Choice | int | None]) -> ImportPreview:
        """Take what a person says of doubtful lines, None for a decision taken back, and look again."""

    def decide_all(self, choice: Choice) -> ImportPreview:
        """Say the same of every doubtful line of which it may be said."""

    def take_in(self) -> TakenIn:
        """Write what the file would do, as one step. Raises StaleRecord where the book changed since it was seen."""


def open_import(store: Store, key: str, path: Path, asked: Asked, decisions: Decisions | None = None) -> AnyImport:
    """Read a file as a kind, and compare it with the book; `decisions` are those of an earlier look at it.

    Raises BadImport, in a sentence, for a file that cannot be read.
    """
    if key in REFERENCE:
        return ReferenceImport(store, REFERENCE[key], path, asked, decisions)
    return FileImport(store, IMPORTS[key], path, asked, decisions)


def usual_answers(store: Store, kind: FileKind) -> dict[str, Any]:
    """Return what the book says to the questions of a kind, where nobody says otherwise."""
    if not any(question.usual is not None for question in kind.questions):
        return {}
    with store.read() as session:
        return {question.key: question.usual(session) for question in kind.questions if question.usual is not None}
