"""Files dropped anywhere on the window come in through the import centre."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QMimeData, QObject
from PySide6.QtGui import QDropEvent

from desktop.overrides import do_and_tell
from desktop.shell.wishes import FilesWish

if TYPE_CHECKING:
    from desktop.main_window import MainWindow


def files_of(dropped: QMimeData) -> tuple[Path, ...]:
    """Return the files of this computer among what is dropped; a folder or an address of the web is none."""
    places = (Path(url.toLocalFile()) for url in dropped.urls() if url.isLocalFile())
    return tuple(place for place in places if place.is_file())


class Dropping(QObject):
    """Takes what no part of the page in view takes for itself."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window
        window.setAcceptDrops(True)
        window.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Take files, and hand them to the page that brings them in."""
        if not isinstance(event, QDropEvent) or event.type() not in (QEvent.Type.DragEnter, QEvent.Type.Drop):
            return super().eventFilter(watched, event)
        context, files = self._window.context, files_of(event.mimeData())
        if not files or context is None or context.book is None:
            return False
        event.acceptProposedAction()
        if event.type() == QEvent.Type.Drop:
            do_and_tell(partial(context.show_page, "imports", FilesWish(files, context.in_view())))
        return True
