"""Gets an open book ready to be written to and its pages ready to be shown, once the window has come to rest."""

from __future__ import annotations

import logging
from collections import deque
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer

from desktop.memory import give_back
from desktop.shell import finder
from models.errors import AppError
from models.store import AT_START
from resources.i18n import _

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from desktop.context import Context
    from desktop.jobs import Progress
    from desktop.shell.page import PageSpec
    from models.store import Store

_log = logging.getLogger(__name__)

AT_REST_MS = 700
"""How long after the first page the window is left alone."""
BETWEEN_MS = 40
"""How long it is left alone between one step and the next, so that what the user asks for comes between them."""


class Readiness(QObject):
    """Has the worker do, step by step, what the first save and the first sight of each page would otherwise wait for.

    A book that is only read is not made ready to be saved.
    """

    def __init__(self, context: Context, specs: Sequence[PageSpec] = ()) -> None:
        """Live as long as the wishes of the book; `specs` are the pages it can be shown on."""
        super().__init__(context.wishes)
        self._context = context
        self._steps: deque[Callable[[Progress], None]] = deque()
        if not context.store.read_only:
            self._steps.append(partial(_get_ready, context.store))
        self._steps.append(partial(_verify, context))
        self._steps.append(finder.rehearse)
        self._steps.extend(partial(_rehearse, context, spec) for spec in specs if spec.rehearse is not None)
        self._steps.append(_give_back)
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.timeout.connect(self._go_on)
        self._wait(AT_REST_MS)

    @property
    def is_done(self) -> bool:
        """Tell whether nothing is left to do."""
        return not self._steps

    def let_go(self) -> None:
        """Do nothing any more, as when the book is closed."""
        self._soon.stop()
        self._steps.clear()

    def _wait(self, milliseconds: int) -> None:
        if self._steps:
            self._soon.start(milliseconds)

    def _go_on(self) -> None:
        jobs = self._context.jobs
        if jobs.is_busy:
            self._wait(AT_REST_MS)
            return
        done = partial(self._wait, BETWEEN_MS)
        jobs.submit(
            _("Getting ready"),
            self._steps.popleft(),
            lambda _nothing: done(),
            owner=self,
            on_cancelled=done,
            can_stop=False,
            quiet=True,
        )


def _give_back(_progress: Progress) -> None:
    give_back()


def _get_ready(store: Store, _progress: Progress) -> None:
    store.get_ready()


def _verify(context: Context, _progress: Progress) -> None:
    """Check the newest part of the history; say above the page where it was tampered with, or is an older one."""
    problems = context.store.verify_history(AT_START).problems
    if problems:
        words = _("The history of this book is not as this program left it. {first}")
        context.warn(words.format(first=problems[0]))


def _rehearse(context: Context, spec: PageSpec, progress: Progress) -> None:
    if spec.rehearse is None:
        return
    try:
        spec.rehearse(context, progress)
    except AppError as trouble:
        # The page asks again when it is shown, and says what is wrong to whoever looks at it.
        _log.info("%s could not be rehearsed: %s", spec.key, type(trouble).__name__)
