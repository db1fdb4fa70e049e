"""Save rejected rows…: the rows that were not taken, as a sheet to mend and bring in again."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QFileDialog, QWidget

from desktop import places
from desktop.shell.exporting import EXPORT_FOLDER
from desktop.widgets.file_dialog import FileDialog
from desktop.widgets.passing import open_once
from resources.i18n import _, ngettext

if TYPE_CHECKING:
    from datetime import date

    from desktop.context import Context
    from desktop.jobs import Progress
    from reports.rejects import Rejected


class RejectsSaving(QObject):
    """Asks where to, writes on the worker, offers to open it."""

    def __init__(self, context: Context, parent: QWidget) -> None:
        super().__init__(parent)
        self._context, self._widget = context, parent
        self._asked: tuple[str, Sequence[str], Sequence[Rejected]] | None = None
        self._password = ""

    def ask(self, file: str, headings: Sequence[str], rows: Sequence[Rejected]) -> None:
        """Ask whether the rows of a file get a password, then under which name they go."""
        from desktop.dialogs.write_file import WriteFileDialog

        self._asked = (file, headings, rows)
        words = _(
            "You get the rows that were not taken, to mend and bring in again. A file with a password is not "
            "read: save it without one in Excel before you bring it in."
        )
        dialog = WriteFileDialog(_("Save rejected rows"), words, parent=self._widget.window())
        dialog.given.connect(self._ask_where)
        dialog.open()

    def _ask_where(self, _choice: str, password: str) -> None:
        if self._asked is None:
            return
        self._password = password
        folder = Path(self._context.settings.get(EXPORT_FOLDER) or places.books_folder())
        name = _("{file} rows to mend").format(file=Path(self._asked[0]).stem[:60])
        dialog = FileDialog(self._widget.window(), _("Save rejected rows"), str(folder / f"{name}.xlsx"))
        dialog.setObjectName("rejects_dialog")
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        forms = [_("Excel workbook (*.xlsx)"), _("Text for any spreadsheet, CSV (*.csv)")]
        # Only a workbook can have a password.
        dialog.setNameFilters(forms[:1] if password else forms)
        dialog.setDefaultSuffix("xlsx")
        dialog.fileSelected.connect(self.save)
        open_once(dialog)

    def save(self, place: str) -> None:
        """Write the rows that were asked about."""
        if self._asked is None:
            return
        target = Path(place)
        self._context.settings.set(EXPORT_FOLDER, str(target.parent))
        self._context.jobs.submit(
            _("Writing {file}").format(file=target.name),
            partial(_write, *self._asked, target, self._context.today(), password=self._password),
            partial(self._on_saved, target),
            owner=self,
        )

    def _on_saved(self, target: Path, count: int) -> None:
        words = ngettext("Saved {n} row to mend as {name}.", "Saved {n} rows to mend as {name}.", count)
        slot: Callable[[], object] = partial(_open, target)
        self._context.offer(words.format(n=f"{count:,}", name=target.name[:60]), _("Open it"), slot)


def _write(
    file: str,
    headings: Sequence[str],
    rows: Sequence[Rejected],
    target: Path,
    today: date,
    _progress: Progress,
    password: str,
) -> int:
    from reports.rejects import rejects_document, write_rejects

    write_rejects(rejects_document(file, headings, rows, today), target, password)
    return len(rows)


def _open(target: Path) -> None:
    QDesktopServices.openUrl(QUrl.fromLocalFile(str(target)))
