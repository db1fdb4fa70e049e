"""The record of a list that stands beside it: chosen with the arrows, opened with Enter, or named by its number.

It is asked for by its number each time it is shown, for the list holds only what lists show, and the newest first.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Generic, Protocol, TypeVar

from models.errors import WrongUse

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from desktop.context import Context
    from desktop.tables.record_list import RecordList
    from desktop.tables.window_model import WindowModel
    from desktop.widgets.panes import Panes


class Numbered(Protocol):
    """A row of a list that is known by a number."""

    @property
    def id(self) -> int:
        """The number."""


Row = TypeVar("Row", bound=Numbered)


class ChosenRecord(Generic[Row]):
    """Keeps the list and the detail together."""

    def __init__(
        self,
        context: Context,
        model: WindowModel[Row],
        view: RecordList,
        split: Panes,
        *,
        find: Callable[[Session, int], Row],
        show: Callable[[Row], object],
    ) -> None:
        """`split` shows both; `find` gives a row by its number or raises WrongUse; `show` fills the detail."""
        self._context, self._model, self._view, self._split = context, model, view, split
        self._find, self._show = find, show
        self.number: int | None = None
        """Of the record in view; None as long as there is none."""
        view.record_chosen.connect(self._on_chosen)
        view.record_opened.connect(self._on_opened)

    def show_again(self) -> None:
        """Show the record in view as it is now, or the first of the list where there is none yet."""
        if self.number is not None:
            self.choose(self.number)
        else:
            self.show_first()

    def show_first(self) -> None:
        """Show the first record of the list, if it has any."""
        if self._model.rowCount():
            self._view.setCurrentIndex(self._model.index(0, 0))
            self._on_chosen(self._model.row_at(0))

    def show_one(self, number: int) -> None:
        """Bring a record into view, also where only one pane fits."""
        self.choose(number)
        self._split.show_detail()

    def choose(self, number: int) -> None:
        """Show a record, and choose it in the list where it is one of the first page."""
        self.number = number
        for place in range(min(self._model.rowCount(), self._model.page_size)):
            row = self._model.row_at(place)
            if row is not None and row.id == number:
                self._view.setCurrentIndex(self._model.index(place, 0))
                break
        else:
            self._view.clearSelection()
        self._ask(number)

    def _ask(self, number: int) -> None:
        try:
            with self._context.store.read() as session:
                row = self._find(session, number)
        except WrongUse as trouble:
            self.number = None
            self._context.say(trouble.sentence)
            return
        self.number = number
        self._show(row)

    def _on_chosen(self, row: Row | None) -> None:
        if row is not None and row.id != self.number:
            self._ask(row.id)

    def _on_opened(self, row: Row | None) -> None:
        self._on_chosen(row)
        self._split.show_detail()
