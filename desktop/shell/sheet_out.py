"""Edit in Excel…: the list in view as a workbook that comes back; of meetings their actions, of events who tells."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QFileDialog

from desktop import places
from desktop.shell.exporting import EXPORT_FOLDER
from desktop.tables.export import number_of
from desktop.widgets.file_dialog import FileDialog
from desktop.widgets.passing import open_once
from models.errors import CannotWrite
from resources.i18n import _, ngettext
from resources.i18n import marked as m

if TYPE_CHECKING:
    from datetime import date

    from desktop.context import Context
    from desktop.jobs import Progress
    from desktop.shell.page_stack import PageStack
    from desktop.tables.export import AnyExport
    from models.rounds.making import OutSheet
    from models.store import Store

_WHAT = {
    "organisations": m("Organisations"),
    "people": m("People"),
    "conversations": m("Conversations: what follows from them"),
    "commitments": m("Commitments"),
    "events": m("Events"),
    "promotions": m("Cross-promotion of these events"),
    "actions": m("Actions from these meetings"),
}
_OF_PARTS = frozenset({"promotions", "actions"})
"""Sheets of the parts of what is in the list."""


class SheetOut(QObject):
    """Asks what and where to, writes on the worker, offers to open it."""

    def __init__(self, context: Context, stack: PageStack) -> None:
        """Live as long as the wishes of the book."""
        super().__init__(context.wishes)
        self._context, self._stack = context, stack
        self._list: AnyExport | None = None
        self._key, self._password = "", ""

    def ask(self) -> None:
        """Ask what to edit where there is a choice, whether it has a password, then under which name it goes."""
        from desktop.dialogs.write_file import WriteFileDialog

        page = self._stack.current_page()
        self._list = page.export_list() if page is not None else None
        if page is None or self._list is None or not page.sheets:
            return
        dialog = WriteFileDialog(
            _("Edit in Excel"),
            _("You get a workbook to edit and bring back."),
            _("What to &edit"),
            [(_(_WHAT[key]), key) for key in page.sheets],
            parent=self._stack.window(),
        )
        dialog.given.connect(self.ask_where)
        dialog.open()

    def ask_where(self, key: str, password: str) -> None:
        """Ask under which name the sheet goes."""
        self._key, self._password = key, password
        folder = Path(self._context.settings.get(EXPORT_FOLDER) or places.books_folder())
        title = _(_WHAT[key]).partition(":")[0]
        name = _("{title} to edit {day}").format(title=title, day=self._context.today().isoformat())
        dialog = FileDialog(self._stack.window(), _("Edit in Excel"), str(folder / f"{name}.xlsx"))
        dialog.setObjectName("sheet_dialog")
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setNameFilters([_("Excel workbook (*.xlsx)")])
        dialog.setDefaultSuffix("xlsx")
        dialog.fileSelected.connect(self.save)
        open_once(dialog)

    def save(self, place: str) -> None:
        """Write the sheet that was asked about."""
        if self._list is None:
            return
        target = Path(place)
        self._context.settings.set(EXPORT_FOLDER, str(target.parent))
        self._context.jobs.submit(
            _("Writing {file}").format(file=target.name),
            partial(
                write_sheet,
                self._context.store,
                self._key,
                self._list,
                target,
                self._context.today(),
                password=self._password,
            ),
            partial(self._on_saved, target),
            on_cancelled=self._on_cancelled,
            owner=self,
        )

    def _on_saved(self, target: Path, out: OutSheet) -> None:
        count = len(out.rows)
        words = ngettext(
            "Saved {count} row to edit as {name}.", "Saved {count} rows to edit as {name}.", count
        ).format(count=f"{count:,}", name=target.name[:60])  # fmt: skip
        if out.left_out:
            words += " " + ngettext(
                "{count} confidential record is not in it.", "{count} confidential records are not in it.", out.left_out
            ).format(count=f"{out.left_out:,}")
        self._context.offer(words, _("Open it"), partial(_open, target))

    def _on_cancelled(self) -> None:
        self._context.say(_("Stopped. No file was written."))


def write_sheet(
    store: Store, key: str, listed: AnyExport, target: Path, today: date, progress: Progress, password: str = ""
) -> OutSheet:
    """Write the records of a list, or parts of them, to be edited; return what was written."""
    from models.rounds.kinds import find_round
    from models.rounds.making import make_sheet
    from reports.noting import note_files, printed_file
    from reports.report import SHEET
    from reports.rounds import write_round

    numbers: list[int] = []
    for batch in listed.batches():
        progress.check()
        numbers += [number_of(row) for row in batch]
    with store.read() as session:
        parts = key in _OF_PARTS
        out = make_sheet(
            session,
            find_round(key),
            today,
            numbers=None if parts else numbers,
            parts_of=numbers if parts else None,
        )
    progress.check()
    try:
        write_round(out, target, today, password)
    except OSError as error:
        raise CannotWrite(
            _("{name} could not be saved in {folder}. Close it in your spreadsheet program, or choose another name.")
            .format(name=target.name, folder=target.parent)
        ) from error  # fmt: skip
    note_files(store, SHEET, [printed_file("xlsx", target)], today, left_out=out.left_out)
    return out


def _open(target: Path) -> None:
    QDesktopServices.openUrl(QUrl.fromLocalFile(str(target)))
