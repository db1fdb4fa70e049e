"""The one worker: a plain function goes in, plain data comes out in the main thread."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from itertools import count
from typing import TYPE_CHECKING, Any, NamedTuple, TypeVar

import shiboken6
from PySide6.QtCore import QObject, QRunnable, Qt, QThreadPool, Signal

from models.errors import Stopped

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from models.store import Store

T = TypeVar("T")


class Cancelled(Exception):
    """Raised inside a job to leave it after the user asked to stop."""


class Progress(QObject):
    """Handed to the working function: what it reports is shown, and it is told when to stop."""

    reported = Signal(int, int, str)

    def __init__(self) -> None:
        super().__init__()
        self._stop = threading.Event()

    @property
    def cancelled(self) -> bool:
        """Tell whether the user asked to stop."""
        return self._stop.is_set()

    def cancel(self) -> None:
        """Ask the function to stop at its next convenient place."""
        self._stop.set()

    def report(self, done: int, total: int, words: str = "") -> None:
        """Say how far the work is; a `total` of 0 means that nobody knows."""
        self.reported.emit(done, total, words)

    def check(self) -> None:
        """Leave the function if the user asked to stop."""
        if self.cancelled:
            raise Cancelled

    def step(self, done: int, total: int, words: str = "") -> None:
        """Leave the function if the user asked to stop; else say how far the work is."""
        self.check()
        self.report(done, total, words)


@contextmanager
def reading(store: Store, progress: Progress) -> Iterator[Session]:
    """Give a job a session to ask long questions with; they are given up when the job is cancelled."""
    try:
        with store.read(lambda: progress.cancelled) as session:
            yield session
    except Stopped:
        raise Cancelled from None


class Job(NamedTuple):
    """A piece of work on its way: its words, and who is to hear of its end."""

    title: str
    function: Callable[[Progress], Any]
    on_done: Callable[[Any], None]
    on_error: Callable[[BaseException], None] | None
    on_cancelled: Callable[[], None] | None
    owner: QObject | None
    progress: Progress
    can_stop: bool = True
    """Whether it looks for the wish to stop, so that Cancel may be offered."""
    quiet: bool = False
    """Whether no bar tells of it, because nobody waits for it."""

    @property
    def is_wanted(self) -> bool:
        """Tell whether whoever asked for it is still there to hear of it."""
        return self.owner is None or shiboken6.isValid(self.owner)


class _Outcome:
    """A job and how it ended, kept by the main thread; the worker fills it in and lets go of it."""

    def __init__(self, job: Job) -> None:
        self.job = job
        self.result: object = None
        self.trouble: BaseException | None = None


def _work(job: Job) -> tuple[object, BaseException | None]:
    """Do a job, on the worker's thread; return its result and what went wrong."""
    try:
        job.progress.check()
        return job.function(job.progress), None
    except BaseException as error:  # noqa: BLE001 - carried to the main thread, which tells the user
        return None, error


class _Run(QRunnable):
    """Runs one job on the worker's thread and says when it is over.

    The worker lets go of the job before it says so: what belongs to Qt is then never deleted away from the main thread.
    """

    def __init__(self, number: int, outcome: _Outcome, finished: Callable[[int], None]) -> None:
        super().__init__()
        self._number, self._outcomes, self._finished = number, [outcome], finished

    def run(self) -> None:
        outcome = self._outcomes.pop()
        outcome.result, outcome.trouble = _work(outcome.job)
        del outcome
        self._finished(self._number)


class Jobs(QObject):
    """Runs jobs one after the other, away from the main thread."""

    started = Signal(object)
    """A `Job` was taken on; its `progress` may be watched."""
    ended = Signal(object)
    """The same `Job` is over, however it ended."""
    failed = Signal(object)
    """An exception nobody who submitted the job wanted to hear of."""

    _finished = Signal(int)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._pool = QThreadPool(self)
        self._pool.setMaxThreadCount(1)
        self._waiting: dict[int, _Outcome] = {}
        self._numbers = count()
        self._finished.connect(self._deliver, Qt.ConnectionType.QueuedConnection)

    @property
    def is_busy(self) -> bool:
        """Tell whether any work is on its way."""
        return bool(self._waiting)

    def submit(
        self,
        title: str,
        function: Callable[[Progress], T],
        on_done: Callable[[T], None],
        on_error: Callable[[BaseException], None] | None = None,
        *,
        on_cancelled: Callable[[], None] | None = None,
        owner: QObject | None = None,
        can_stop: bool = True,
        quiet: bool = False,
    ) -> Job:
        """Run `function` on the worker and call `on_done` with its result in the main thread.

        `title` is for the user ("Making the board paper"). The function must touch no widget. Without `on_error`
        its exception goes to `failed`. With an `owner` nothing is called once the owner is gone. Without `can_stop`
        no Cancel is offered, for work that must be done whole, like bringing a book up to date.
        A `quiet` one shows no bar, like a count that the page does without until it comes.
        """
        job = Job(title, function, on_done, on_error, on_cancelled, owner, Progress(), can_stop, quiet)
        number = next(self._numbers)
        self._waiting[number] = outcome = _Outcome(job)
        self.started.emit(job)
        self._pool.start(_Run(number, outcome, self._finished.emit))
        return job

    def finish(self) -> None:
        """Ask everything to stop and wait for the worker to be idle, as when the window closes."""
        for outcome in self._waiting.values():
            outcome.job.progress.cancel()
        self._pool.waitForDone()

    def _deliver(self, number: int) -> None:
        outcome = self._waiting.pop(number)
        job, trouble = outcome.job, outcome.trouble
        self.ended.emit(job)
        if not job.is_wanted:
            return
        if trouble is None:
            job.on_done(outcome.result)
        elif isinstance(trouble, Cancelled):
            if job.on_cancelled is not None:
                job.on_cancelled()
        elif job.on_error is not None:
            job.on_error(trouble)
        else:
            self.failed.emit(trouble)
