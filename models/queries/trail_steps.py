"""The steps of a trail, kind by kind: how each is read by its number, and by what it follows from."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import ColumnElement, Select
from sqlalchemy.orm import InstrumentedAttribute, Session

from models.chunks import in_chunks
from models.queries.sight import sees_record, unnamed_people
from models.vocabulary import Visibility

Key = tuple["TrailKind", int]


class TrailKind(StrEnum):
    """The kinds of step, in the order in which one follows from another."""

    ITEM = "item"
    DECISION = "decision"
    PRIORITY = "priority"
    COMMITMENT = "commitment"
    ACTION = "action"
    EVIDENCE = "evidence"
    OUTCOME = "outcome"


PARENTS: Mapping[TrailKind, tuple[TrailKind, ...]] = {
    TrailKind.ITEM: (),
    TrailKind.DECISION: (TrailKind.ITEM,),
    TrailKind.PRIORITY: (TrailKind.DECISION, TrailKind.ITEM),
    TrailKind.COMMITMENT: (TrailKind.PRIORITY, TrailKind.DECISION, TrailKind.ITEM),
    TrailKind.ACTION: (TrailKind.COMMITMENT, TrailKind.PRIORITY, TrailKind.ITEM),
    TrailKind.EVIDENCE: (TrailKind.ACTION, TrailKind.COMMITMENT),
    TrailKind.OUTCOME: (TrailKind.COMMITMENT,),
}
"""What each kind may follow from; of several that are set, the first counts."""


@dataclass(frozen=True, slots=True)
class TrailStep:
    """One step of a trail."""

    kind: TrailKind
    id: int
    """Of an outcome, the number of its commitment."""
    text: str
    on: date | None
    due_on: date | None
    state: str
    """How it stands, in words."""
    who: str
    reference: str
    """The minute it stands in: its own reference, or else that of its decision or item."""
    meeting_id: int | None
    meeting: str
    parent: Key | None


@dataclass(frozen=True, slots=True)
class Question:
    """How the steps of a kind are asked for."""

    kind: TrailKind
    entity: type[Any]
    statement: Select[*tuple[Any, ...]]
    links: Mapping[TrailKind, InstrumentedAttribute[Any]]
    """The columns that point to what a step follows from."""
    known: Callable[[date], ColumnElement[bool]]
    words: Callable[[Any, date], str]

    def by_number(self, session: Session, numbers: Sequence[int], as_at: date, audience: Visibility) -> list[TrailStep]:
        """Return the steps of some numbers."""
        return self._ask(session, self.entity.id, numbers, as_at, audience)

    def by_parent(
        self, session: Session, parent: TrailKind, numbers: Sequence[int], as_at: date, audience: Visibility
    ) -> list[TrailStep]:
        """Return the steps that follow directly from some steps of a kind."""
        found = self._ask(session, self.links[parent], numbers, as_at, audience)
        return [step for step in found if step.parent is not None and step.parent[0] is parent]

    def _ask(
        self,
        session: Session,
        column: InstrumentedAttribute[Any],
        numbers: Sequence[int],
        as_at: date,
        audience: Visibility,
    ) -> list[TrailStep]:
        rows: list[Any] = []
        for some in in_chunks(numbers):
            rows += session.execute(
                self.statement.where(column.in_(some), self.known(as_at), sees_record(self.entity, audience)).order_by(
                    self.entity.id
                )
            ).all()
        hidden = unnamed_people(session, [row.person_id for row in rows], audience)
        return [self._step(row, hidden, as_at) for row in rows]

    def _step(self, row: Any, hidden: frozenset[int], as_at: date) -> TrailStep:
        linked = ((kind, getattr(row, f"link_{kind}")) for kind in PARENTS[self.kind])
        person = "" if row.person_id in hidden else row.person or ""
        who = f"{person} ({row.body})" if person and row.body else person or row.body or ""
        return TrailStep(
            self.kind,
            row.id,
            row.text,
            row.on.date() if isinstance(row.on, datetime) else row.on,
            row.due_on,
            self.words(row, as_at),
            who,
            row.reference or "",
            row.meeting_id,
            row.meeting or "",
            next(((kind, number) for kind, number in linked if number is not None), None),
        )
