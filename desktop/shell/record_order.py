"""The order of a whole list of records: found on the worker when the typing rests, or now where somebody needs it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import TYPE_CHECKING, Any, Generic, TypeVar

from PySide6.QtCore import QObject, QTimer, Signal

from desktop.jobs import Progress
from desktop.lists.numbered import Numbered
from resources.i18n import _

if TYPE_CHECKING:
    from desktop.context import Context
    from desktop.jobs import Job
    from desktop.lists.numbered import Numbers
    from models.store import Store

Row = TypeVar("Row")
Find = Callable[["Store", "Progress"], "Numbers"]
"""Finds the numbers of all records of a list, in order."""
REST_MS = 150
"""After so long without a key the whole order is found, and with it the count."""


class WholeOrder(QObject, Generic[Row]):
    """Knows the order of all records of a list, as long as nothing else is asked for."""

    found = Signal(object)
    """The order is known, as the `Numbered` rows of the list."""

    def __init__(
        self,
        context: Context,
        title: str,
        asked: Callable[[], Find],
        rows: Callable[[Any, Sequence[int]], Sequence[Row]],
        parent: QObject,
    ) -> None:
        """`asked` returns what finds the order that is wanted now, `rows` reads records by their numbers."""
        super().__init__(parent)
        self._context, self._title, self._what_is_asked, self._rows = context, title, asked, rows
        self.numbered: Numbered[Row] | None = None
        self.asked = 0
        """Counts what was asked for: an answer to an earlier question is not shown."""
        self._job: Job | None = None
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(REST_MS)
        self._timer.timeout.connect(self.find)

    def forget(self) -> None:
        """Let go of the order, as something else is asked for."""
        self.asked += 1
        self.numbered = None
        self._timer.stop()
        if self._job is not None:
            # The next question would wait for its answer.
            self._job.progress.cancel()
            self._job = None

    def find_soon(self) -> None:
        """Find the order when the typing rests."""
        self._timer.start()

    def find(self) -> None:
        """Find on the worker the order of the whole list, and with it how long it is."""
        work = partial(_find, self._what_is_asked(), self._context.store)
        title = _("Reading the list: {title}").format(title=self._title)
        self._job = self._context.jobs.submit(title, work, partial(self._on_found, self.asked), owner=self)

    def now(self) -> Numbered[Row]:
        """Return the order, finding it while one waits where it is not known yet, as when all of a list is chosen."""
        if self.numbered is None:
            self._timer.stop()
            self._on_found(self.asked, self._what_is_asked()(self._context.store, Progress()))
        assert self.numbered is not None
        return self.numbered

    def _on_found(self, asked: int, numbers: Numbers) -> None:
        if asked == self.asked:
            self.numbered = Numbered(numbers, self._read)
            self.found.emit(self.numbered)

    def _read(self, numbers: Sequence[int]) -> Sequence[Row]:
        with self._context.store.read() as session:
            return self._rows(session, numbers)


def _find(find: Find, store: Store, progress: Progress) -> Numbers:
    return find(store, progress)
