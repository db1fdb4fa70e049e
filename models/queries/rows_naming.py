"""The rows of a table whose texts name a person, out of a million: read and searched by the thousands."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Select, Table, bindparam, case, func, literal, select
from sqlalchemy.orm import Session

from models.naming import Namer, Naming
from models.spotting import END, Spotter

_UNIT, _LONG = "\x1f", "\x1d"
"""Between the texts of a row, and in the place of a text that is read on its own."""
_LONGEST = 20_000
"""Bytes of a text that still goes with others: papers read out of files are larger, and thousands of them too much."""
_AT_ONCE, _AGAIN_AT_ONCE = 2000, 500


@dataclass(frozen=True, slots=True)
class NamingRows:
    """Finds the rows that name one person, in any table."""

    namer: Namer
    spotter: Spotter

    @classmethod
    def of(cls, namer: Namer) -> NamingRows:
        """Return what finds the rows that this one finds."""
        return cls(namer, Spotter.of(namer))

    def find(
        self, session: Session, table: Table, columns: Sequence[Any], check: Callable[[], None] | None = None
    ) -> Iterator[tuple[int, Naming]]:
        """Yield the rows of which a column names them, by their number, each with the surest way of its columns.

        `check` is called every two thousand rows and may raise to stop it.
        """
        question = _question(table, columns)
        last = -1
        while True:
            count, lines, last_read = session.execute(question, {"last": last}).one()
            if not count:
                return
            if check is not None:
                check()
            first, last = last, last_read
            numbers = self._spotted(lines, count)
            if numbers is None:
                numbers = list(session.scalars(select(table.c.id).where(table.c.id > first, table.c.id <= last)))
            for at in range(0, len(numbers), _AGAIN_AT_ONCE):
                yield from self._judged(session, table, columns, numbers[at : at + _AGAIN_AT_ONCE])

    def _spotted(self, lines: str, count: int) -> list[int] | None:
        """Return the numbers of the rows that may name them; None where a text has a mark of ours in it."""
        if lines.count(END) != count - 1:
            return None
        places = self.spotter.rows(lines)
        has_long = _LONG in lines
        if not places and not has_long:
            return []
        rows = lines.split(END)
        if has_long:
            places.update(place for place, row in enumerate(rows) if _LONG in row)
        return sorted(int(rows[place].partition(_UNIT)[0]) for place in places)

    def _judged(
        self, session: Session, table: Table, columns: Sequence[Any], numbers: list[int]
    ) -> Iterator[tuple[int, Naming]]:
        """Yield those of some rows that name them indeed."""
        order = list(Naming)
        for number, *texts in session.execute(
            select(table.c.id, *columns).where(table.c.id.in_(numbers)).order_by(table.c.id)
        ):
            ways = [way for text in texts if text and (way := self.namer.find(text)) is not None]
            if ways:
                yield number, min(ways, key=order.index)


def _question(table: Table, columns: Sequence[Any]) -> Select[int, str, Any]:
    """Ask for the next rows as one string: the number of each and its texts, one row behind the other."""
    short = [case((func.octet_length(column) > _LONGEST, literal(_LONG)), else_=column) for column in columns]
    line = func.concat_ws(literal(_UNIT), table.c.id, *short).label("line")
    some = (
        select(table.c.id, line)
        .where(table.c.id > bindparam("last"))
        .order_by(table.c.id)
        .limit(_AT_ONCE)
        .subquery("some")
    )
    return select(func.count(), func.aggregate_strings(some.c.line, END), func.max(some.c.id)).select_from(some)
