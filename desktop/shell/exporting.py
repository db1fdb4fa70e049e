"""Export this list: asks where to, writes on the worker, says where it is."""

from __future__ import annotations

import errno
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, cast

from PySide6.QtCore import QObject, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QFileDialog

from desktop import places
from desktop.settings import Key
from desktop.widgets.file_dialog import FileDialog
from desktop.widgets.passing import open_once
from models.errors import CannotWrite
from resources.i18n import _, ngettext
from resources.i18n import marked as m

if TYPE_CHECKING:
    from datetime import date
    from typing import BinaryIO

    from desktop.context import Context
    from desktop.jobs import Progress
    from desktop.shell.page_stack import PageStack
    from desktop.tables.export import AnyExport

EXPORT_FOLDER: Key[str] = Key("exports/folder", "", str)
_FORMS = {"xlsx": m("Excel workbook (*.xlsx)"), "csv": m("Text for any spreadsheet, CSV (*.csv)")}
_MOST_SHOWN = 60
"""Letters of a file's name in the bar at the foot."""


class Exporting(QObject):
    """Gives Ctrl+E its meaning for whatever list is in view."""

    def __init__(self, context: Context, stack: PageStack) -> None:
        """Live as long as the wishes of the book."""
        super().__init__(context.wishes)
        self._context, self._stack = context, stack
        self._list: AnyExport | None = None
        self._password = ""

    def ask(self) -> None:
        """Ask under which name the list in view goes."""
        self._take_list()
        self._ask_place(tuple(_FORMS))

    def ask_protected(self) -> None:
        """Ask for a password that the file is to open with only, then for its name: only a workbook can have one."""
        from desktop.dialogs.file_password import FilePasswordDialog

        self._take_list()
        dialog = FilePasswordDialog(("xlsx",), self._stack.window())
        dialog.given.connect(self._on_password)
        dialog.open()

    def _on_password(self, form: str, password: str) -> None:
        self._password = password
        self._ask_place((form,))

    def _take_list(self) -> None:
        page = self._stack.current_page()
        self._list = page.export_list() if page is not None else None

    def _ask_place(self, forms: tuple[str, ...]) -> None:
        if self._list is None:
            return
        folder = Path(self._context.settings.get(EXPORT_FOLDER) or places.books_folder())
        name = suggested_name(self._list.title, self._context.today(), narrowed=bool(self._list.narrowed))
        dialog = FileDialog(self._stack.window(), _("Export this list"), str(folder / f"{name}.xlsx"))
        dialog.setObjectName("export_dialog")
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setNameFilters([_(_FORMS[form]) for form in forms])
        dialog.setDefaultSuffix("xlsx")
        dialog.filterSelected.connect(partial(_take_suffix, dialog))
        dialog.fileSelected.connect(self.save)
        open_once(dialog)

    def save(self, place: str) -> None:
        """Write the list that was asked about to a file ending in .csv, or else as a workbook."""
        if self._list is None:
            return
        target, today = Path(place), self._context.today()
        self._context.settings.set(EXPORT_FOLDER, str(target.parent))
        self._context.jobs.submit(
            _("Exporting {title}").format(title=self._list.title.lower()),
            partial(write_list, self._list, target, today, password=self._password),
            partial(self._on_saved, target),
            on_cancelled=self._on_cancelled,
            owner=self,
        )

    def _on_saved(self, target: Path, count: int) -> None:
        rows = ngettext("{count} row", "{count} rows", count).format(count=f"{count:,}")
        name = target.name if len(target.name) <= _MOST_SHOWN else f"{target.name[:_MOST_SHOWN]}…"
        words = _("Saved {rows} as {name}.").format(rows=rows, name=name)
        self._context.offer(words, _("Open folder"), partial(_open_folder, target.parent))

    def _on_cancelled(self) -> None:
        self._context.say(_("Export stopped. No file was written."))


def suggested_name(title: str, today: date, *, narrowed: bool) -> str:
    """Return a name that sorts by day and says when it is not the whole list."""
    return f"{title}{_(' (part)') if narrowed else ''} {today.isoformat()}"


def write_list(listed: AnyExport, target: Path, today: date, progress: Progress, password: str = "") -> int:
    """Fetch every row and write the file, whole or not at all; return how many rows there were."""
    from models.files import write_atomically
    from reports.lists import list_document, print_list

    rows = []
    for batch in listed.batches():
        progress.check()
        rows += [listed.cells(row) for row in batch]
        progress.report(len(rows), max(listed.count, len(rows)) * 2)
    document = list_document(listed.title, listed.heads(), rows, as_at=today, narrowed=listed.narrowed)
    form = "csv" if target.suffix.lower() == ".csv" else "xlsx"

    def write(file: BinaryIO) -> None:
        print_list(document, form, cast("BinaryIO", Watched(file, progress.check)), password)

    try:
        write_atomically(target, write)
    except OSError as error:
        if error.errno == errno.ENAMETOOLONG:
            raise CannotWrite(_("That name is too long for a file. Choose a shorter one.")) from error
        raise CannotWrite(
            _("{name} could not be saved in {folder}. Choose another folder.").format(
                name=target.name, folder=target.parent
            )
        ) from error
    return len(rows)


class Watched:
    """An open file that looks at each write whether the user asked to stop; it can what a printer asks of a file."""

    def __init__(self, file: BinaryIO, check: Callable[[], None]) -> None:
        self._file, self._check = file, check

    def write(self, data: bytes) -> int:
        """Write, unless the work is to stop."""
        self._check()
        return self._file.write(data)

    def tell(self) -> int:
        """Return the place in the file."""
        return self._file.tell()

    def seek(self, place: int, whence: int = 0) -> int:
        """Go to a place in the file."""
        return self._file.seek(place, whence)

    def flush(self) -> None:
        """Hand on what is held back."""
        self._file.flush()

    def seekable(self) -> bool:
        """Tell that one can go back in it."""
        return True


def _take_suffix(dialog: QFileDialog, chosen: str) -> None:
    """Follow the form in the name, so that nobody gets a workbook called .csv."""
    form = next((form for form, words in _FORMS.items() if _(words) == chosen), "xlsx")
    dialog.setDefaultSuffix(form)
    for place in dialog.selectedFiles()[:1]:
        if Path(place).suffix.lower().removeprefix(".") in _FORMS:
            dialog.selectFile(Path(place).with_suffix(f".{form}").name)


def _open_folder(folder: Path) -> None:
    QDesktopServices.openUrl(QUrl.fromLocalFile(str(folder)))
