"""Rows that are all in memory, replaced by difference so that selection and scroll survive."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Iterator, Sequence

from PySide6.QtCore import QModelIndex, QObject

from desktop.tables.base_model import ROOT, BaseModel, Index, Row
from desktop.tables.columns import RecordLine, TableColumn
from desktop.theme import Theme


class RowsModel(BaseModel[Row]):
    """Holds a short list whole: up to some thousands of rows."""

    def __init__(
        self,
        columns: Sequence[TableColumn[Row]],
        key: Callable[[Row], Hashable],
        *,
        line: Callable[[Row], RecordLine] | None = None,
        theme: Theme | None = None,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(columns, key, line=line, theme=theme, parent=parent)
        self._rows: list[Row] = []
        self._sort: tuple[str, bool] | None = None

    def rowCount(self, parent: Index = ROOT) -> int:
        """Return how many rows there are."""
        return 0 if parent.isValid() else len(self.rows)

    @property
    def rows(self) -> list[Row]:
        """Return the rows in the order shown."""
        return self._rows

    def row_at(self, number: int) -> Row | None:
        """Return a row, or None when there is none of that number."""
        rows = self.rows
        return rows[number] if 0 <= number < len(rows) else None

    def place_of(self, key: Hashable) -> int | None:
        """Return where the row of this key stands."""
        return next((number for number, row in enumerate(self.rows) if self.key(row) == key), None)

    def set_rows(self, rows: Iterable[Row]) -> None:
        """Show these rows: what is gone is removed, what moved is moved, what is new inserted, the rest kept."""
        wanted = self._in_order(list(rows))
        keys = [self.key(row) for row in wanted]
        known = set(keys)
        if len(known) != len(keys):
            raise ValueError("two rows have the same key")
        self._remove(known)
        self._reorder(keys)
        self._insert(wanted, keys)
        self._renew(wanted)

    def sort_by(self, column_key: str, *, descending: bool = False) -> None:
        """Order by a column, now and whenever rows are set."""
        self._sort = (column_key, descending)
        self.set_rows(list(self.rows))

    def _in_order(self, rows: list[Row]) -> list[Row]:
        if self._sort is None:
            return rows
        name, descending = self._sort
        column = next(column for column in self.columns if column.key == name)
        full = [row for row in rows if not column.order(row)[0]]
        empty = [row for row in rows if column.order(row)[0]]
        # Every key that is not empty is of one kind, so that keys compare; empty ones stay last either way.
        full.sort(key=lambda row: column.order(row)[1], reverse=descending)  # type: ignore[arg-type,return-value]
        return full + empty

    def _remove(self, known: set[Hashable]) -> None:
        gone = [number for number, row in enumerate(self.rows) if self.key(row) not in known]
        for first, last in reversed(list(_runs(gone))):
            self.beginRemoveRows(QModelIndex(), first, last)
            del self._rows[first : last + 1]
            self.endRemoveRows()

    def _reorder(self, keys: Sequence[Hashable]) -> None:
        """Put the rows that stay into their new order: one move when one moved, else one change of layout."""
        places = {self.key(row): number for number, row in enumerate(self.rows)}
        order = [places[key] for key in keys if key in places]
        if order == list(range(len(order))):
            return
        move = _single_move(order)
        if move is not None:
            source, target = move
            self.beginMoveRows(QModelIndex(), source, source, QModelIndex(), target + (target > source))
            self._rows.insert(target, self._rows.pop(source))
            self.endMoveRows()
            return
        self.layoutAboutToBeChanged.emit()
        before = self.persistentIndexList()
        where = {old: new for new, old in enumerate(order)}
        self._rows[:] = [self._rows[number] for number in order]
        self.changePersistentIndexList(before, [self.index(where[i.row()], i.column()) for i in before])
        self.layoutChanged.emit()

    def _insert(self, wanted: Sequence[Row], keys: Sequence[Hashable]) -> None:
        held = {self.key(row) for row in self.rows}
        fresh = [number for number, key in enumerate(keys) if key not in held]
        for first, last in _runs(fresh):
            self.beginInsertRows(QModelIndex(), first, last)
            self._rows[first:first] = wanted[first : last + 1]
            self.endInsertRows()

    def _renew(self, wanted: Sequence[Row]) -> None:
        changed = [number for number, row in enumerate(wanted) if self.rows[number] != row]
        for first, last in _runs(changed):
            self._rows[first : last + 1] = wanted[first : last + 1]
            self.dataChanged.emit(self.index(first, 0), self.index(last, self.columnCount() - 1))


def _runs(numbers: Sequence[int]) -> Iterator[tuple[int, int]]:
    """Yield first and last of each unbroken run of rising numbers."""
    first = last = None
    for number in numbers:
        if last is not None and first is not None and number != last + 1:
            yield first, last
            first = number
        first = number if first is None else first
        last = number
    if first is not None and last is not None:
        yield first, last


def _single_move(order: Sequence[int]) -> tuple[int, int] | None:
    """Return (from, to) when taking one row out and putting it elsewhere gives this order, else None."""
    first = next(place for place, number in enumerate(order) if place != number)
    last = next(place for place in range(len(order) - 1, -1, -1) if order[place] != place)
    middle = order[first : last + 1]
    if list(middle) == [last, *range(first, last)]:
        return last, first
    if list(middle) == [*range(first + 1, last + 1), first]:
        return first, last
    return None
