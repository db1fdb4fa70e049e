"""The one worker: a plain function goes in, plain data comes out in the main thread."""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import Any, NamedTuple, TypeVar

import shiboken6
from PySide6.QtCore import QObject, QRunnable, Qt, QThreadPool, Signal

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


class Job(NamedTuple):
    """A piece of work on its way: its words, and who is to hear of its end."""

    title: str
    function: Callable[[Progress], Any]
    on_done: Callable[[Any], None]
    on_error: Callable[[BaseException], None] | None
    on_cancelled: Callable[[], None] | None
    owner: QObject | None
    progress: Progress

    @property
    def is_wanted(self) -> bool:
        """Tell whether whoever asked for it is still there to hear of it."""
        return self.owner is None or shiboken6.isValid(self.owner)


class _Run(QRunnable):
    """Runs one job on the worker's thread and sends its outcome home."""

    def __init__(self, job: Job, finished: Callable[[object, object, object], None]) -> None:
        super().__init__()
        self._job, self._finished = job, finished

    def run(self) -> None:
        result: object = None
        trouble: BaseException | None = None
        try:
            self._job.progress.check()
            result = self._job.function(self._job.progress)
        except BaseException as error:  # noqa: BLE001 - carried to the main thread, which tells the user
            trouble = error
        self._finished(self._job, result, trouble)


class Jobs(QObject):
    """Runs jobs one after the other, away from the main thread."""

    started = Signal(object)
    """A `Job` was taken on; its `progress` may be watched."""
    ended = Signal(object)
    """The same `Job` is over, however it ended."""
    failed = Signal(object)
    """An exception nobody who submitted the job wanted to hear of."""

    _finished = Signal(object, object, object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._pool = QThreadPool(self)
        self._pool.setMaxThreadCount(1)
        self._waiting: list[Job] = []
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
    ) -> Job:
        """Run `function` on the worker and call `on_done` with its result in the main thread.

        `title` is for the user ("Making the board paper"). The function must touch no widget. Without `on_error`
        its exception goes to `failed`. With an `owner` nothing is called once the owner is gone.
        """
        job = Job(title, function, on_done, on_error, on_cancelled, owner, Progress())
        self._waiting.append(job)
        self.started.emit(job)
        self._pool.start(_Run(job, self._finished.emit))
        return job

    def finish(self) -> None:
        """Ask everything to stop and wait for the worker to be idle, as when the window closes."""
        for job in self._waiting:
            job.progress.cancel()
        self._pool.waitForDone()

    def _deliver(self, job: Job, result: object, trouble: BaseException | None) -> None:
        self._waiting.remove(job)
        self.ended.emit(job)
        if not job.is_wanted:
            return
        if trouble is None:
            job.on_done(result)
        elif isinstance(trouble, Cancelled):
            if job.on_cancelled is not None:
                job.on_cancelled()
        elif job.on_error is not None:
            job.on_error(trouble)
        else:
            self.failed.emit(trouble)
