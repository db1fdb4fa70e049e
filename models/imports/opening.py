"""One way to begin with a file of any kind, be it taken in row by row or as a whole."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from models.imports.centre import FileImport
from models.imports.kinds import Asked, FileKind
from models.imports.known import IMPORTS
from models.imports.preview import Decisions
from models.imports.reference.kinds import REFERENCE
from models.imports.reference.taking_in import ReferenceImport
from models.store import Store

FILE_KINDS: Mapping[str, FileKind] = {**IMPORTS, **REFERENCE}
"""Every kind of file that the centre takes in, by its key."""

AnyImport = FileImport | ReferenceImport


def open_import(store: Store, key: str, path: Path, asked: Asked, decisions: Decisions | None = None) -> AnyImport:
    """Read a file as a kind, and compare it with the book; `decisions` are those of an earlier look at it.

    Raises BadImport, in a sentence, for a file that cannot be read.
    """
    if key in REFERENCE:
        return ReferenceImport(store, REFERENCE[key], path, asked)
    return FileImport(store, IMPORTS[key], path, asked, decisions)


def usual_answers(store: Store, kind: FileKind) -> dict[str, Any]:
    """Return what the book says to the questions of a kind, where nobody says otherwise."""
    if not any(question.usual is not None for question in kind.questions):
        return {}
    with store.read() as session:
        return {question.key: question.usual(session) for question in kind.questions if question.usual is not None}
