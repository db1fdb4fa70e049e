"""What became of each record of a batch that was taken back, kept so that it can be looked at later."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import cast

from sqlalchemy import Table, delete, insert, select
from sqlalchemy.orm import Session

from models.entities import ImportLine, ImportOutcome
from models.imports.batches import find_batch
from models.queries.records import Ref, find_names

TAKEN = "taken"
BUCKETS = (TAKEN, "kept", "could_not")


@dataclass(frozen=True, slots=True)
class Left:
    """A record that was not taken back, and why."""

    kind: str
    id: int
    name: str
    words: str


@dataclass(frozen=True, slots=True)
class Outcome(Left):
    """A record of a batch that was taken back, and which of the buckets it is in; `words` say why it stays."""

    bucket: str


def keep_outcomes(session: Session, batch_id: int, taken: Sequence[Ref], left: Mapping[str, Sequence[Left]]) -> None:
    """Keep what became of each record, in the place of what an earlier taking back of the batch had told."""
    table = cast(Table, ImportOutcome.__table__)
    session.execute(delete(table).where(table.c.batch_id == batch_id))
    rows = [(bucket, one.kind, one.id, one.words) for bucket, some in left.items() for one in some]
    rows += [(TAKEN, kind, number, "") for kind, number in taken]
    names = ("bucket", "record_kind", "record_id", "words")
    if rows:
        session.execute(insert(table), [{"batch_id": batch_id, **dict(zip(names, row, strict=True))} for row in rows])


def list_outcomes(session: Session, batch_id: int) -> tuple[Outcome, ...]:
    """Return what became of each record of a batch, what stays first; nothing where the batch stands."""
    if not find_batch(session, batch_id).is_taken_back:
        return ()
    question = select(ImportOutcome.bucket, ImportOutcome.record_kind, ImportOutcome.record_id, ImportOutcome.words)
    rows = session.execute(question.where(ImportOutcome.batch_id == batch_id).order_by(ImportOutcome.id)).all()
    names = _names_in_file(session, batch_id)
    names |= {ref: one.name for ref, one in find_names(session, [(row[1], row[2]) for row in rows]).items()}
    return tuple(
        Outcome(kind, number, names.get((kind, number), ""), words, bucket) for bucket, kind, number, words in rows
    )


def _names_in_file(session: Session, batch_id: int) -> dict[Ref, str]:
    """Return what the lines of a batch call the records that they became."""
    question = select(ImportLine.record_kind, ImportLine.record_id, ImportLine.name)
    lines = session.execute(question.where(ImportLine.batch_id == batch_id).order_by(ImportLine.id.desc()))
    return {(kind, number): name for kind, number, name in lines if number is not None}
