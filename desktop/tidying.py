"""Looking for garbage on the main thread alone.

Python looks for it in whichever thread happens to make the next object. Found by the worker, a window that refers to
itself is taken apart away from the main thread, which Qt does not survive: the program ends without a word. So the
search is switched off, and done by a clock of the main thread, by Python's own numbers of when it is worth while.
"""

from __future__ import annotations

import gc

from PySide6.QtCore import QObject, Qt, QTimer

EVERY_MS = 500
"""How often is looked whether there is enough to look for, which costs nothing where there is not."""


class Tidying(QObject):
    """The clock; begun once, for as long as the program runs."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._clock = QTimer(self, interval=EVERY_MS, timerType=Qt.TimerType.CoarseTimer)
        self._clock.timeout.connect(tidy_up)

    def begin(self) -> None:
        """Look from now on; what there is already stays, and is not looked at again."""
        if not self._clock.isActive():
            gc.disable()
            if not gc.get_freeze_count():
                gc.freeze()
            self._clock.start()


def tidy_up() -> None:
    """Look for garbage where enough was made since the last time; the main thread calls it."""
    for generation, (count, enough) in reversed(list(enumerate(zip(gc.get_count(), gc.get_threshold(), strict=True)))):
        if count > enough:
            gc.collect(generation)
            return
