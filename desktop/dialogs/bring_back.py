"""Bring back an edited sheet: each difference before and after, what is left alone and why, then one write."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QFileDialog, QProgressBar, QWidget

from desktop import places
from desktop.dialogs.sheet_lines import COLUMNS, FATES, MOST_LINES, Line, lines_of, remarks_of, summary_words
from desktop.dialogs.sheet_sides import Sides
from desktop.forms.fields import Field
from desktop.forms.new_passphrase import secret_line
from desktop.shell.exporting import EXPORT_FOLDER
from desktop.tables.data_table import DataTable
from desktop.tables.rows_model import RowsModel
from desktop.widgets.announce import announce
from desktop.widgets.buttons import button
from desktop.widgets.chips import Chips
from desktop.widgets.dialog import Dialog, window_in_front
from desktop.widgets.file_dialog import FileDialog
from desktop.widgets.labels import PlainLabel
from desktop.widgets.passing import open_once
from models.errors import AppError
from models.exchange.workbook import NeedsPassword
from models.rounds.preview import Fate
from models.rounds.settling import Side, every, settled
from resources.i18n import _, ngettext

if TYPE_CHECKING:
    from datetime import date

    from desktop.context import Context
    from desktop.jobs import Job, Progress
    from models.rounds.preview import Preview
    from models.store import Store


class BringBackDialog(Dialog):
    """Reads the sheet on the worker, shows what it would do, and writes it when told to."""

    def __init__(self, context: Context, path: Path, parent: QWidget | None = None) -> None:
        super().__init__(_("Bring back an edited sheet"), parent, width_ems=66)
        self.setObjectName("bring_back_dialog")
        self._context, self._path = context, path
        self._preview: Preview | None = None
        self._job: Job | None = None
        self._lines: list[Line] = []
        self._decided: dict[tuple[int, str], Side] = {}
        self._line: Line | None = None
        self.summary = PlainLabel("", "strong")
        self.remarks = PlainLabel("")
        self.bar = QProgressBar()
        self.bar.setAccessibleName(_("Progress"))
        self.bar.setTextVisible(False)
        self.chips = Chips(_("Which rows to show"), exclusive=True, everything=_("All"))
        self._chips = {fate: self.chips.add(fate, _(words)) for fate, words in FATES.items()}
        self.model: RowsModel[Line] = RowsModel(COLUMNS, lambda one: one.key, theme=context.theme, parent=self)
        self.table = DataTable(context.theme, context.settings, "bring_back", _("What the sheet would change"))
        self.table.setModel(self.model)
        self.table.setMinimumHeight(9 * context.theme.line_height)
        self.whole = PlainLabel("")
        self.whole.setObjectName("whole_difference")
        self.sides = Sides(context.theme)
        self.another = button(_("Choose another &file…"), self._on_another, theme=context.theme, icon="folder-open")
        self.another.setObjectName("choose_sheet")
        self.password = secret_line(_("Password"))
        self.locked = Field(_("&Password"), self.password)
        self.unlock = button(_("&Open it"), self._on_unlock, name="unlock_sheet")
        for part in (
            self.summary,
            self.remarks,
            self.locked,
            self.unlock,
            self.bar,
            self.chips,
            self.table,
            self.whole,
            self.sides,
            self.another,
        ):
            self.body.addWidget(part)
        self.body.addStretch(1)
        self.close_button = self.add_cancel()
        self.go = self.add_button(_("Write the changes"), main=True)
        self.note.setText(_("Nothing is written before you press the button. One step for Undo."))
        self.chips.changed.connect(self._on_chips)
        self.table.row_chosen.connect(self._on_row)
        self.sides.wanted.connect(self._on_side)
        self.saved.connect(self._on_saved)
        self.password.returnPressed.connect(self._on_unlock)
        self.start(path)

    def start(self, path: Path, password: str = "") -> None:
        """Begin to read a file; one that opens only with a password is asked for it."""
        self._path, self._preview = path, None
        self._decided = {}
        self._show_parts(busy=True)
        self.summary.setText(_("Reading {file}…").format(file=path.name))
        self._job = self._context.jobs.submit(
            _("Reading {file}").format(file=path.name),
            partial(look, self._context.store, path, self._context.today(), password=password),
            self._on_read,
            self._on_trouble,
            on_cancelled=self._on_stopped,
            owner=self,
        )

    def reject(self) -> None:
        """Stop the work that is under way; close when there is none."""
        if self._job is not None:
            self._job.progress.cancel()
            return
        super().reject()

    def _show_parts(self, *, busy: bool = False, table: bool = False, locked: bool = False) -> None:
        self.bar.setVisible(busy)
        self.bar.setRange(0, 0)
        self.chips.setVisible(table)
        self.table.setVisible(table)
        self.whole.setVisible(table)
        self.sides.setVisible(table and self._preview is not None and self._preview.count(Fate.CONFLICT) > 0)
        self.remarks.setVisible(not busy and bool(self.remarks.text()))
        self.another.setVisible(not busy and not table)
        self.locked.setVisible(locked)
        self.unlock.setVisible(locked)
        self.go.setEnabled(False)
        self.close_button.setText(_("Stop") if busy else _("Cancel"))

    def _on_read(self, preview: Preview) -> None:
        self._job, self._preview = None, preview
        self._lines = list(lines_of(preview, self._decided))
        self.remarks.setText(" ".join(remarks_of(preview, len(self._lines))))
        self._show_parts(table=bool(self._lines))
        for fate, chip in self._chips.items():
            count = sum(row.fate == fate for row in preview.rows)
            self.chips.set_count(fate, count)
            chip.setVisible(count > 0)
        self._on_chips(self.chips.on())
        words = summary_words(preview)
        self.summary.setText(words)
        announce(self, words)
        self._show_count(preview)
        self.resize(self.sizeHint().expandedTo(self.size()))
        (self.table if self._lines else self.another).setFocus()

    def _show_count(self, preview: Preview) -> None:
        """Say on the button how many records would be written as all is decided now."""
        count = len(settled(preview, self._decided).taken)
        self.go.setEnabled(count > 0)
        self.go.setText(
            ngettext("Write {count} change", "Write {count} changes", count).format(count=f"{count:,}")
            if count
            else _("Nothing to write")
        )

    def _on_side(self, side: Side, for_all: bool) -> None:
        """Take whose value stays, of the line in view or of all."""
        preview, line = self._preview, self._line
        if preview is None:
            return
        if for_all:
            self._decided = every(preview, side)
        elif line is not None and line.collides:
            self._decided[line.key] = side
        self._lines = list(lines_of(preview, self._decided))
        self._on_chips(self.chips.on())
        self._show_count(preview)
        self.summary.setText(summary_words(settled(preview, self._decided)))
        announce(self, self.go.text())

    def _on_chips(self, on: frozenset[str]) -> None:
        kept = self._line.key if self._line is not None else None
        shown = [line for line in self._lines if not on or line.fate in on][:MOST_LINES]
        self.model.set_rows(shown)
        if shown:
            self.table.selectRow(next((at for at, line in enumerate(shown) if line.key == kept), 0))

    def _on_row(self, line: object) -> None:
        """Say the chosen difference in full, however narrow the table is."""
        self._line = line if isinstance(line, Line) else None
        self.whole.setText(self._line.whole if self._line is not None else "")
        self.sides.show_line(self._line)

    def _on_saved(self) -> None:
        if self._preview is None:
            return
        self.go.setEnabled(False)
        self.bar.show()
        self._job = self._context.jobs.submit(
            _("Writing the changes"),
            partial(write, self._context.store, settled(self._preview, self._decided), self._context.today()),
            self._on_written,
            self._on_trouble,
            on_cancelled=self._on_stopped,
            owner=self,
        )

    def _on_written(self, words: str) -> None:
        self._job = None
        self._context.say(_("Written: {records}.").format(records=words))
        self.accept()

    def _on_stopped(self) -> None:
        self._end(_("Stopped. Nothing was written."))

    def _on_trouble(self, trouble: BaseException) -> None:
        if isinstance(trouble, NeedsPassword):
            self._end(trouble.sentence, locked=True)
        elif isinstance(trouble, AppError):
            self._end(trouble.sentence)
        else:
            self._end(_("Something went wrong. Nothing was written."))
            self._context.jobs.failed.emit(trouble)

    def _end(self, words: str, *, locked: bool = False) -> None:
        """Say why there is nothing to write, and offer another file, or to enter the password of this one."""
        self._job = None
        self.remarks.setText("")
        self._show_parts(locked=locked)
        self.summary.setText(words)
        announce(self, words)
        self.password.clear()
        (self.password if locked else self.another).setFocus()

    def _on_unlock(self) -> None:
        if self.password.text():
            self.start(self._path, self.password.text())

    def _on_another(self) -> None:
        ask_file(self._context, self, self.start)


def look(store: Store, path: Path, today: date, progress: Progress, password: str) -> Preview:
    """Return what a sheet would do; runs on the worker."""
    from models.rounds.writing import preview_sheet

    return preview_sheet(store, path, today, step=progress.step, check=progress.check, password=password)


def write(store: Store, preview: Preview, today: date, progress: Progress) -> str:
    """Write what a preview said and return how many records in words; runs on the worker."""
    from models.backup_reasons import BEFORE_IMPORT
    from models.rounds.writing import bring_in, count_words, label_of

    store.prepare_for(BEFORE_IMPORT)
    with store.write(label_of(preview)) as session:
        return count_words(preview.round, bring_in(session, preview, today, step=progress.step))


def ask_file(context: Context, parent: QWidget | None, chosen: Callable[[Path], object]) -> None:
    """Let the user find the edited workbook, and hand it on."""
    folder = context.settings.get(EXPORT_FOLDER) or str(places.books_folder())
    dialog = FileDialog(parent, _("Choose the edited sheet"), folder)
    dialog.setObjectName("edited_sheet_dialog")
    dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
    dialog.setNameFilters([_("Excel workbook (*.xlsx)"), _("All files (*)")])
    dialog.fileSelected.connect(partial(_hand_on, chosen))
    open_once(dialog)


def _hand_on(chosen: Callable[[Path], object], name: str) -> None:
    chosen(Path(name))


def ask_for_sheet(context: Context) -> None:
    """Let the user find an edited sheet, and show what it would do."""
    ask_file(context, window_in_front(), partial(_show, context))


def _show(context: Context, path: Path) -> None:
    BringBackDialog(context, path).open()
