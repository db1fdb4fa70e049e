"""Taking a file in as one step, and the batches that were taken in: what became of every line."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, cast

from sqlalchemy import ColumnElement, Table, func, insert, select
from sqlalchemy.orm import Session

from models import journal
from models.base import utc_now
from models.chunks import in_chunks
from models.entities import ImportBatch, ImportLine
from models.errors import WrongUse
from models.imports.preview import Fate, ImportPreview, PreviewLine, counts
from models.kinds import KINDS
from models.queries.rows import build
from models.store import mark_unjournalled
from models.undo import settled_steps
from resources.i18n import _

_AT_ONCE = 500
Made = tuple[str, int | None]
"""What a line became: the record, or nothing of ours where it is reference data."""
BATCH = "import_batch"
"""What listeners are told when batches changed."""


@dataclass(frozen=True, slots=True)
class BatchRow:
    """A batch as lists show it."""

    id: int
    at: datetime
    actor: str
    kind: str
    file_name: str
    words: str
    found: int
    added: int
    changed: int
    unchanged: int
    doubtful: int
    rejected: int
    change_id: int | None
    is_taken_back: bool
    """Whether Undo or the batch's own way took it back."""


@dataclass(frozen=True, slots=True)
class BatchLine:
    """A line of a batch and what became of it."""

    number: int
    name: str
    fate: Fate
    record_kind: str
    record_id: int | None
    words: str
    cells: tuple[str, ...]

    @property
    def kind_words(self) -> str:
        """Return what its record is called: "person"."""
        return KINDS[self.record_kind].word if self.record_kind in KINDS else ""


def label_of(preview: ImportPreview) -> str:
    """Return the words of the step for Undo: "Import contacts.csv: 12 new, 3 changed"."""
    return _("Import {file}: {new} new, {changed} changed").format(
        file=preview.file[:60], new=f"{preview.count(Fate.NEW):,}", changed=f"{preview.count(Fate.CHANGED):,}"
    )


def keep_batch(session: Session, preview: ImportPreview, refs: Sequence[Made], actor: str) -> int:
    """Keep what became of every line of a file just written, and return the number of the batch.

    `refs` are the records of the lines that were taken, in their order.
    """
    numbers = counts(preview)
    # Without a record of ours there is nothing in the journal.
    is_step = any(number is not None for _kind, number in refs)
    batch = ImportBatch(
        change_id=journal.current(session.connection()) if is_step else None,
        at=utc_now(),
        actor=actor,
        kind=preview.kind,
        file_name=preview.file,
        sha256=preview.sha256,
        words=preview.recognised.words,
        headings=json.dumps(preview.headings, ensure_ascii=False),
        rejected=preview.count(Fate.REFUSED),
        **numbers,
    )
    session.add(batch)
    session.flush()
    rows = list(_lines(batch.id, preview.lines, iter(refs)))
    for some in in_chunks(rows, _AT_ONCE):
        session.execute(insert(cast(Table, ImportLine.__table__)), some)
    mark_unjournalled(session, BATCH)
    return batch.id


def _lines(batch_id: int, lines: Iterable[PreviewLine], refs: Iterator[Made]) -> Iterator[dict[str, Any]]:
    for line in lines:
        kind, number = next(refs) if line.is_taken else (line.record_kind, line.record_id)
        taken = line.is_taken or line.fate is Fate.SAME
        yield {
            "batch_id": batch_id,
            "number": line.number,
            "name": line.name[:200],
            "fate": line.fate.value,
            "record_kind": kind if number is not None else "",
            "record_id": number if taken else None,
            "key": line.key if taken else "",
            # What was not taken is looked at again when the file comes again.
            "fingerprint": line.fingerprint if taken else "",
            "base": line.base if taken else "",
            "words": " ".join((*line.reasons, *line.notes)),
            "cells": "" if taken else json.dumps(line.cells, ensure_ascii=False),
        }


# --- reading ------------------------------------------------------------------------------------------------------


def list_batches(session: Session, *, before_id: int | None = None, limit: int = 200) -> tuple[BatchRow, ...]:
    """Return the batches, the newest first, or those older than one."""
    return _batches(session, ImportBatch.id > 0 if before_id is None else ImportBatch.id < before_id, limit)


def find_batch(session: Session, batch_id: int) -> BatchRow:
    """Return one batch. Raises WrongUse when there is none of that number."""
    found = _batches(session, ImportBatch.id == batch_id, 1)
    if not found:
        raise WrongUse(_("There is no import number {number}. Look at the list of imports.").format(number=batch_id))
    return found[0]


def _batches(session: Session, where: ColumnElement[bool], limit: int) -> tuple[BatchRow, ...]:
    columns = [getattr(ImportBatch, name) for name in BatchRow.__slots__ if name != "is_taken_back"]
    question = select(*columns, ImportBatch.taken_back_by).where(where).order_by(ImportBatch.id.desc()).limit(limit)
    rows = session.execute(question).all()
    undone = settled_steps(session.connection(), [row.change_id for row in rows if row.change_id is not None])
    again = settled_steps(session.connection(), [row.taken_back_by for row in rows if row.taken_back_by is not None])
    return tuple(
        build(BatchRow, row[:-1], is_taken_back=_is_back(row.change_id, row.taken_back_by, undone, again))
        for row in rows
    )


def _is_back(change_id: int | None, by: int | None, undone: frozenset[int], again: frozenset[int]) -> bool:
    """Say whether a batch is out: Undo took its step back, or its own way did and nobody undid that."""
    return change_id in undone or (by is not None and by not in again)


def list_batch_lines(
    session: Session, batch_id: int, *fates: Fate, limit: int | None = None, offset: int = 0
) -> tuple[BatchLine, ...]:
    """Return the lines of a batch in the order of the file, or those with some fates."""
    question = select(
        ImportLine.number,
        ImportLine.name,
        ImportLine.fate,
        ImportLine.record_kind,
        ImportLine.record_id,
        ImportLine.words,
        ImportLine.cells,
    ).where(ImportLine.batch_id == batch_id)
    if fates:
        question = question.where(ImportLine.fate.in_([fate.value for fate in fates]))
    question = question.order_by(ImportLine.id).offset(offset).limit(limit)
    return tuple(
        BatchLine(number, name, Fate(fate), kind, record, words, tuple(json.loads(cells)) if cells else ())
        for number, name, fate, kind, record, words, cells in session.execute(question)
    )


def count_batch_lines(session: Session, batch_id: int) -> dict[Fate, int]:
    """Return how many lines of a batch are kept, by their fates: of reference data these are not all of the file."""
    question = select(ImportLine.fate, func.count()).where(ImportLine.batch_id == batch_id).group_by(ImportLine.fate)
    found = {Fate(fate): count for fate, count in session.execute(question)}
    return {fate: found.get(fate, 0) for fate in Fate}


def find_headings(session: Session, batch_id: int) -> tuple[str, ...]:
    """Return the headings of the cells of a batch's lines."""
    text = session.scalars(select(ImportBatch.headings).where(ImportBatch.id == batch_id)).first()
    return tuple(json.loads(text)) if text else ()
