"""A word when no copy off this computer is younger than a week: a fire takes the computer with its backups."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer

from desktop.commands import Command
from desktop.settings import SECOND_ASKED, SECOND_BACKUPS, SECOND_MADE, Key
from desktop.shell.wishes import FieldWish
from resources.i18n import _

if TYPE_CHECKING:
    from desktop.context import Context
    from desktop.main_window import MainWindow
    from desktop.settings import Settings

TOO_OLD = timedelta(days=7)
AFTER_MS = 4000
"""How long after the book was opened the word is said: first the page is to be read."""


def reminder(settings: Settings, now: datetime) -> str:
    """Return what to say of copies off this computer; nothing where there is a young one or it was said this week."""
    said = _time(settings, SECOND_ASKED)
    if said is None:
        # The first week is for getting to know the program.
        settings.set(SECOND_ASKED, now.isoformat())
        return ""
    if now - said < TOO_OLD:
        return ""
    folder = settings.get(SECOND_BACKUPS)
    if not folder:
        return _("No copy of your records is kept off this computer. Choose a stick or a shared folder for it.")
    made = _time(settings, SECOND_MADE)
    if made is not None and now - made < TOO_OLD:
        return ""
    if not Path(folder).is_dir():
        return _("No copy off this computer was made for a week. Put the stick in, or connect to {folder}.").format(
            folder=folder
        )
    return _("No copy off this computer was made for a week. Make one now.")


def _time(settings: Settings, key: Key[str]) -> datetime | None:
    try:
        return datetime.fromisoformat(settings.get(key))
    except ValueError:
        return None


class Reminder(QObject):
    """Says it once a week at most, some seconds after the book was opened."""

    def __init__(self, context: Context, window: MainWindow, now: Callable[[], datetime]) -> None:
        super().__init__(context.wishes)
        self._context, self._window, self._now = context, window, now
        QTimer.singleShot(AFTER_MS, self, self.remind)

    def remind(self) -> None:
        """Say it where there is something to say, with what can be done about it."""
        settings, now = self._context.settings, self._now()
        words = reminder(settings, now)
        if not words:
            return
        settings.set(SECOND_ASKED, now.isoformat())
        if settings.get(SECOND_BACKUPS):
            self._context.offer(words, _("Back up now"), self._context.actions[Command.BACK_UP].trigger)
        else:
            self._context.offer(words, _("Choose a place"), self._choose)

    def _choose(self) -> None:
        self._context.show_page("settings", FieldWish(SECOND_BACKUPS.name))
