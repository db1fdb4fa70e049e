"""Long lists: only the pages in view are held, fetched as one scrolls."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Generic

from PySide6.QtCore import QModelIndex, QObject, Qt

from desktop.overrides import do_and_tell
from desktop.tables.base_model import ROOT, BaseModel, Index, Row
from desktop.tables.columns import RecordLine, TableColumn
from desktop.theme import Theme


@dataclass(frozen=True)
class Start(Generic[Row]):
    """Where a page starts: after so many rows, and after this row when it is known.

    Queries seek by the row when there is one (as quick at the end as at the start) and count when there is none.
    """

    offset: int
    after: Row | None


Fetch = Callable[[Start[Row], int], Sequence[Row]]


class WindowModel(BaseModel[Row]):
    """Shows a list of any length.

    With a count the scroll bar is true at once; without, the list grows as it is read.
    """

    def __init__(
        self,
        columns: Sequence[TableColumn[Row]],
        key: Callable[[Row], Hashable],
        *,
        line: Callable[[Row], RecordLine] | None = None,
        theme: Theme | None = None,
        parent: QObject | None = None,
        page_size: int = 100,
        pages_kept: int = 12,
    ) -> None:
        super().__init__(columns, key, line=line, theme=theme, parent=parent)
        self.page_size, self._pages_kept = page_size, pages_kept
        self._fetch: Fetch[Row] | None = None
        self._pages: OrderedDict[int, Sequence[Row]] = OrderedDict()
        self._last_of: dict[int, Row] = {}
        self._known, self._grows = 0, False

    @property
    def held(self) -> int:
        """Return how many rows are in memory."""
        return sum(len(page) for page in self._pages.values())

    def rowCount(self, parent: Index = ROOT) -> int:
        """Return how many rows are known of."""
        return 0 if parent.isValid() else self._known

    def show(self, fetch: Fetch[Row], count: int | None) -> None:
        """Show another list; without a `count` it grows page by page until a page comes back short."""
        self.beginResetModel()
        self._fetch = fetch
        self._pages.clear()
        self._last_of.clear()
        self._known, self._grows = count or 0, False
        grows = count is None and self._first_page()
        self.endResetModel()
        # Only now: a listener that asks for more during the reset would insert into a model half made.
        self._grows = grows

    def refresh(self, fetch: Fetch[Row], count: int | None) -> None:
        """Show the list again after a change; the view keeps its place, and rows are fetched anew when painted."""
        if count is None or self._grows or count != self._known:
            self.show(fetch, count)
            return
        self._fetch = fetch
        self._pages.clear()
        self._last_of.clear()
        if self._known:
            self.dataChanged.emit(self.index(0, 0), self.index(self._known - 1, self.columnCount() - 1))

    def complete(self, fetch: Fetch[Row], count: int) -> None:
        """Go on with the same list now that its length is known: what is in view and what is chosen stays."""
        if count < self._known:
            self.show(fetch, count)
            return
        self._fetch, self._grows = fetch, False
        short = [number for number, page in self._pages.items() if len(page) < self.page_size]
        for number in short:
            del self._pages[number]
        if count > self._known:
            self.beginInsertRows(QModelIndex(), self._known, count - 1)
            self._known = count
            self.endInsertRows()

    def row_at(self, number: int) -> Row | None:
        """Return a row, fetching its page when it is not held."""
        if not 0 <= number < self._known:
            return None
        page_number, place = divmod(number, self.page_size)
        page = self._pages.get(page_number)
        if page is None:
            # A view asks for rows while it paints.
            page = do_and_tell(partial(self._load, page_number)) or ()
        else:
            self._pages.move_to_end(page_number)
        return page[place] if place < len(page) else None

    def match(
        self,
        start: Index,
        role: int,
        value: object,
        hits: int = 1,
        flags: Qt.MatchFlag = Qt.MatchFlag.MatchStartsWith,
    ) -> list[QModelIndex]:
        """Look for what begins so among the rows that are held, from `start` on and then from the first.

        Qt asks at every letter that is typed into a list. Of itself it would read all the book for one that is nowhere.
        """
        if not start.isValid():
            return []
        begin, column = str(value).casefold(), start.column()
        held = sorted(page * self.page_size + place for page, rows in self._pages.items() for place in range(len(rows)))
        found = []
        for number in [*(one for one in held if one >= start.row()), *(one for one in held if one < start.row())]:
            index = self.index(number, column)
            if str(self.data(index, role) or "").casefold().startswith(begin):
                found.append(index)
                if len(found) == hits:
                    break
        return found

    def canFetchMore(self, parent: Index) -> bool:
        """Tell the view whether the list may be longer than is known."""
        return not parent.isValid() and self._grows

    def fetchMore(self, parent: Index) -> None:
        """Learn of another page."""
        if parent.isValid() or not self._grows:
            return
        page = do_and_tell(partial(self._load, self._known // self.page_size)) or ()
        # Whoever hears of the new rows may ask for more at once; that would be a second insert inside the first.
        self._grows = False
        if page:
            self.beginInsertRows(QModelIndex(), self._known, self._known + len(page) - 1)
            self._known += len(page)
            self.endInsertRows()
        self._grows = len(page) == self.page_size

    def _first_page(self) -> bool:
        """Learn of the first page; tell whether there may be more."""
        self._known = len(self._load(0))
        return self._known == self.page_size

    def _load(self, page_number: int) -> Sequence[Row]:
        if self._fetch is None:
            return ()
        start = Start(page_number * self.page_size, self._last_of.get(page_number - 1))
        page = self._fetch(start, self.page_size)
        self._pages[page_number] = page
        if len(page) == self.page_size:
            self._last_of[page_number] = page[-1]
        while len(self._pages) > self._pages_kept:
            self._pages.popitem(last=False)
        return page
