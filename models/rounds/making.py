"""The rows of a sheet that goes out: what stands in each cell, and the key that brings it home again."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial

from sqlalchemy import ColumnElement, and_, not_
from sqlalchemy.orm import Session

from models.chunks import in_chunks
from models.rounds.columns import Round, RoundRow, Shown
from models.rounds.keys import key_text
from models.rounds.options import load_options
from models.rounds.values import shown


@dataclass(frozen=True, slots=True)
class OutRow:
    """A row as it goes out."""

    number: int
    name: str
    values: tuple[Shown, ...]
    key: str


@dataclass(frozen=True, slots=True)
class OutSheet:
    """All rows of a sheet, and by the columns' keys the words that their cells may hold."""

    round: Round
    rows: tuple[OutRow, ...]
    choices: dict[str, tuple[str, ...]]
    left_out: int = 0
    """How many confidential records are not in it."""


def make_sheet(
    session: Session,
    known: Round,
    today: date,
    *,
    numbers: Sequence[int] | None = None,
    parts_of: Sequence[int] | None = None,
    confidential: bool = False,
) -> OutSheet:
    """Return the sheet of some records in the order given, or of all that are not put away.

    With `parts_of` of the parts of some records, like the actions that some meetings gave, in the sheet's own order.
    A file is read by whoever finds it, so confidential records are in it only where that is asked for.
    """
    options = load_options(session, known)
    rows = []
    ask = partial(_records, session, known, today, numbers, parts_of)
    for record in ask(() if confidential else (not_(known.sensitive),)):
        values = tuple(
            shown(column, options.get(column.key), value)
            for column, value in zip(known.layout, record.values, strict=True)
        )
        key = key_text(known.key, record.uid, record.version, values)
        rows.append(OutRow(record.id, record.name, values, key))
    left_out = 0 if confidential else len(ask((known.sensitive,)))
    return OutSheet(known, tuple(rows), {key: one.offered for key, one in options.items()}, left_out)


def _records(
    session: Session,
    known: Round,
    today: date,
    numbers: Sequence[int] | None,
    parts_of: Sequence[int] | None,
    more: tuple[ColumnElement[bool], ...],
) -> list[RoundRow]:
    wanted = parts_of if numbers is None else numbers
    if wanted is None:
        return list(known.fetch(session, and_(*known.here, *more), today))
    column = known.entity.id if parts_of is None else getattr(known.entity, known.whole)
    found: dict[int, RoundRow] = {}
    for these in in_chunks(wanted):
        some = and_(column.in_(these), *known.here, *more)
        found |= {row.id: row for row in known.fetch(session, some, today)}
    return list(found.values()) if numbers is None else [found[one] for one in dict.fromkeys(numbers) if one in found]
