"""What happens when something goes wrong: known troubles get their sentence, bugs a report; the program lives on.

Neither the log nor the report holds what an exception says, because that may be somebody's name or note: only its
kind and where in the program it happened.
"""

from __future__ import annotations

import logging
import sys
import threading
from collections.abc import Callable
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, QtMsgType, Signal, qInstallMessageHandler, qVersion
from PySide6.QtWidgets import QApplication, QWidget

from desktop.faults import describe
from models.errors import AppError, BookGone, BookLocked, NoRoom, StaleRecord
from resources.i18n import _

if TYPE_CHECKING:
    from PySide6.QtWidgets import QMessageBox

log = logging.getLogger("liaison")
_LOGS = (log, logging.getLogger("desktop"))
"""What goes into the file: this log, and those that modules of the window have by their own names. Those of libraries
do not, for they may quote what they work on."""

_LEVELS = {
    QtMsgType.QtWarningMsg: logging.WARNING,
    QtMsgType.QtCriticalMsg: logging.ERROR,
    QtMsgType.QtFatalMsg: logging.CRITICAL,
}


def start_log(folder: Path) -> None:
    """Write the program's log into `folder`, half a megabyte at most, three old ones kept."""
    # Imported here, after the first paint: it brings the network libraries along.
    from logging.handlers import RotatingFileHandler

    folder.mkdir(parents=True, exist_ok=True)
    handler = RotatingFileHandler(folder / "liaison.log", maxBytes=500_000, backupCount=3, encoding="utf-8")
    handler.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(message)s"))
    for one in _LOGS:
        one.addHandler(handler)
        one.setLevel(logging.INFO)
        one.propagate = False
    qInstallMessageHandler(_on_qt_message)


def stop_log() -> None:
    """Close the log, and give Qt its own voice back."""
    qInstallMessageHandler(None)
    for one in _LOGS:
        for handler in list(one.handlers):
            one.removeHandler(handler)
            handler.close()


def _on_qt_message(kind: QtMsgType, _context: object, _message: str) -> None:
    """Count Qt's complaints in the log; their words may quote what is on screen."""
    if kind in _LEVELS:
        log.log(_LEVELS[kind], "Qt %s", kind.name)


class Errors(QObject):
    """Tells the user of troubles, and keeps a record of bugs."""

    _arrived = Signal(object)

    def __init__(self, folder: Callable[[], Path], parent: QObject | None = None) -> None:
        """Keep reports in the folder that `folder` returns; it is asked for only when there is something to report."""
        super().__init__(parent)
        self._folder = folder
        self._box: QMessageBox | None = None
        self._arrived.connect(self.show, Qt.ConnectionType.QueuedConnection)
        self.window: QWidget | None = None

    def install(self) -> None:
        """Take over every exception nobody caught, in any thread."""
        sys.excepthook = self._on_uncaught
        threading.excepthook = self._on_uncaught_in_thread

    def uninstall(self) -> None:
        """Give the hooks back."""
        sys.excepthook = sys.__excepthook__
        threading.excepthook = threading.__excepthook__

    def show(self, error: BaseException) -> None:
        """Tell the user, without stopping anything."""
        if isinstance(error, AppError):
            box = _plain_box(error.sentence, self._parent())
            if isinstance(error, NoRoom | BookGone | BookLocked | StaleRecord):
                # A page that could not save leaves its fields as they are; the draft of them is a second copy.
                box.setInformativeText(_("What you saved before is safe, and what you typed is still on screen."))
            self._open(box)
        else:
            self._open(self._bug_box(error))

    def save_report(self, error: BaseException) -> Path:
        """Write what a maintainer needs into a file, and its name into the log."""
        import platform
        from datetime import datetime

        now = datetime.now().astimezone()
        folder = self._folder()
        folder.mkdir(parents=True, exist_ok=True)
        path = folder / f"report-{now:%Y-%m-%d-%H%M%S-%f}.txt"
        about = f"{platform.system()} {platform.release()}, Python {platform.python_version()}, Qt {qVersion()}"
        path.write_text(f"Liaison Desk\n{now.isoformat(timespec='seconds')}\n{about}\n\n{describe(error)}\n", "utf-8")
        log.error("%s, report in %s\n%s", type(error).__qualname__, path.name, describe(error))
        return path

    def _on_uncaught(self, kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        if issubclass(kind, KeyboardInterrupt):
            QApplication.quit()
            return
        self._arrived.emit(error.with_traceback(trace))

    def _on_uncaught_in_thread(self, args: threading.ExceptHookArgs) -> None:
        if args.exc_value is not None:
            self._arrived.emit(args.exc_value)

    def _parent(self) -> QWidget | None:
        return QApplication.activeModalWidget() or self.window

    def _open(self, box: QMessageBox) -> None:
        """Show one box at a time: a fault that comes back at every paint must not bury the window."""
        if self._box is not None:
            box.deleteLater()
            return
        self._box = box
        box.finished.connect(self._on_box_closed)
        box.open()

    def _on_box_closed(self) -> None:
        self._box = None

    def _bug_box(self, error: BaseException) -> QMessageBox:
        from PySide6.QtWidgets import QMessageBox

        report = self.save_report(error)
        box = _plain_box(_("Something went wrong"), self._parent())
        box.setObjectName("bug_dialog")
        box.setInformativeText(
            _(
                "What you saved before this is safe, and the program is still open. "
                "What you were doing just now may not have been done: look before you try again."
            )
        )
        box.setDetailedText(report.read_text("utf-8"))
        copy = box.addButton(_("&Copy details"), QMessageBox.ButtonRole.ActionRole)
        folder = box.addButton(_("Open &log folder"), QMessageBox.ButtonRole.ActionRole)
        # A message box closes on any of its buttons; these two leave it open.
        for button in (copy, folder):
            button.clicked.disconnect()
        copy.clicked.connect(_Details(report, box).copy)
        folder.clicked.connect(_Details(report, box).open_folder)
        return box


class _Details(QObject):
    """The two things one can do with a report."""

    def __init__(self, report: Path, parent: QObject) -> None:
        super().__init__(parent)
        self._report = report

    def copy(self) -> None:
        from PySide6.QtGui import QGuiApplication

        QGuiApplication.clipboard().setText(self._report.read_text("utf-8"))

    def open_folder(self) -> None:
        from PySide6.QtCore import QUrl
        from PySide6.QtGui import QDesktopServices

        QDesktopServices.openUrl(QUrl.fromLocalFile(str(self._report.parent)))


def _plain_box(sentence: str, parent: QWidget | None) -> QMessageBox:
    """Return a box with a sentence in it, as plain text, that goes away by itself when closed."""
    # Imported when there is something to say: a message box has no part in the first paint.
    from PySide6.QtWidgets import QMessageBox

    box = QMessageBox(parent)
    box.setObjectName("message_dialog")
    box.setWindowTitle("Liaison Desk")
    box.setTextFormat(Qt.TextFormat.PlainText)
    box.setText(sentence)
    box.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    close = box.addButton(_("Close"), QMessageBox.ButtonRole.AcceptRole)
    box.setDefaultButton(close)
    box.setEscapeButton(close)
    return box
