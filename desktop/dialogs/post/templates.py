"""The school's own templates of letters: added, replaced, saved to be changed in Word, taken out."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFileDialog, QWidget

from desktop import places
from desktop.settings import Key
from desktop.tables.columns import RecordLine
from desktop.tables.record_list import RecordList
from desktop.tables.rows_model import RowsModel
from desktop.widgets.announce import announce
from desktop.widgets.buttons import button
from desktop.widgets.dialog import Dialog
from desktop.widgets.file_dialog import FileDialog
from desktop.widgets.flow import FlowLayout
from desktop.widgets.labels import PlainLabel
from desktop.widgets.passing import open_once
from models.actions.attachments import FileContent, of_path
from models.actions.letter_templates import (
    LetterTemplateFields,
    add_letter_template,
    remove_letter_template,
    replace_letter_template,
)
from models.errors import AppError
from models.files import write_whole
from models.queries.letter_templates import LetterTemplateRow, list_letter_templates
from reports.formatting import short_date
from reports.mail_merge.fields import FIELDS
from resources.i18n import _

if TYPE_CHECKING:
    from desktop.context import Context

LAST_FOLDER: Key[str] = Key("post/templates", "", str)


class TemplatesDialog(Dialog):
    """The templates of the book, and what can be done with each; every step can be taken back."""

    changed = Signal()

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(_("Templates of letters"), parent, width_ems=46)
        self.setObjectName("templates_dialog")
        self._context = context
        words = _("A template is a Word file with fields in it. Save the usual letter, change it in Word, and add it.")
        self.body.addWidget(PlainLabel(words, "muted"))
        self.model: RowsModel[LetterTemplateRow] = RowsModel((), _number, line=_line, parent=self)
        self.list = RecordList(context.theme, _("Templates"))
        self.list.setObjectName("templates")
        self.list.setModel(self.model)
        self.list.setMinimumHeight(context.theme.line_height * 5)
        self.none = PlainLabel(_("The book has no templates of its own yet."), "muted")
        self.body.addWidget(self.list, 1)
        self.body.addWidget(self.none)
        self._make_buttons()
        self.problem = PlainLabel("", "problem")
        self.problem.hide()
        self.body.addWidget(self.problem)
        told = "\n".join(f"{{{{{name}}}}}  {_(meaning)}" for name, meaning in FIELDS.items())
        self.body.addWidget(PlainLabel(_("Fields"), "h3"))
        self.body.addWidget(PlainLabel(told, "small"))
        self.add_cancel(_("Close"))
        self.refresh()

    def _make_buttons(self) -> None:
        row, writes = FlowLayout(), not self._context.store.read_only
        self.add = button(_("&Add a template…"), partial(self._ask_open, self.take), kind="filled", name="add_template")
        self.usual = button(_("Save the &usual letter…"), partial(self._ask_save, None), name="save_usual")
        self.export = button(_("&Save…"), self._on_export, name="export_template")
        self.replace = button(_("Re&place…"), partial(self._ask_open, self.put_in_place), name="replace_template")
        self.remove = button(_("Re&move"), self._on_remove, name="remove_template")
        for made in (self.add, self.usual, self.export, self.replace, self.remove):
            row.addWidget(made)
        for made in (self.add, self.replace, self.remove):
            made.setVisible(writes)
        self.body.addLayout(row)

    def refresh(self) -> None:
        """Show the templates there are."""
        with self._context.store.read() as session:
            rows = list_letter_templates(session)
        self.model.set_rows(rows)
        if rows and self.chosen() is None:
            self.list.setCurrentIndex(self.model.index(0, 0))
        self.list.setVisible(bool(rows))
        self.none.setVisible(not rows)
        for made in (self.replace, self.export, self.remove):
            made.setEnabled(bool(rows))

    def chosen(self) -> LetterTemplateRow | None:
        """Return the template that is chosen."""
        index = self.list.currentIndex()
        return self.model.row_at(index.row()) if index.isValid() else None

    # --- what is done ---------------------------------------------------------------------------------------------

    def take(self, place: str) -> None:
        """Judge a file and keep it as a new template, named after it."""

        def work(session: Any, content: FileContent) -> None:
            fields = LetterTemplateFields(Path(content.name).stem)
            add_letter_template(session, fields, content, self._context.today())

        self._keep(place, _("Add a letter template"), work)

    def put_in_place(self, place: str) -> None:
        """Judge a file and put it in the place of the chosen template's."""
        row = self.chosen()
        if row is None:
            return

        def work(session: Any, content: FileContent) -> None:
            replace_letter_template(session, row.id, content, self._context.today())

        self._keep(place, _("Replace the letter template {name}").format(name=row.name), work)

    def _keep(self, place: str, label: str, work: Callable[[Any, FileContent], None]) -> None:
        from reports.mail_merge.template import read_template

        self._context.settings.set(LAST_FOLDER, str(Path(place).parent))
        try:
            content = of_path(Path(place))
            troubles = read_template(content.name, content.data).troubles
            with self._context.store.write(label) as session:
                work(session, content)
        except AppError as trouble:
            self._tell(trouble.sentence)
            return
        self.refresh()
        self.changed.emit()
        # It is kept all the same: what is wrong with its fields is put right in Word, and told again before letters.
        self._tell(" ".join(troubles))

    def _on_remove(self) -> None:
        row = self.chosen()
        if row is None:
            return
        with self._context.store.write(_("Remove the letter template {name}").format(name=row.name)) as session:
            remove_letter_template(session, row.id)
        self._tell("")
        self.refresh()
        self.changed.emit()

    def _on_export(self) -> None:
        self._ask_save(self.chosen())

    def save(self, row: LetterTemplateRow | None, place: str) -> None:
        """Write a template, or the usual letter, to a file."""
        from reports.mail_merge.making import find_template

        self._context.settings.set(LAST_FOLDER, str(Path(place).parent))
        try:
            with self._context.store.read() as session:
                template = find_template(session, row.id if row is not None else None)
            write_whole(Path(place), template.data)
        except AppError as trouble:
            self._tell(trouble.sentence)
            return
        self._tell("")
        self._context.say(_("Saved as {name}. Change it in Word, then add it here.").format(name=Path(place).name))

    # --- asking ---------------------------------------------------------------------------------------------------

    def _folder(self) -> Path:
        return Path(self._context.settings.get(LAST_FOLDER) or str(places.books_folder()))

    def _ask_open(self, then: Callable[[str], None]) -> None:
        dialog = FileDialog(self, _("Choose a Word file"), str(self._folder()), _("Word document (*.docx)"))
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        dialog.fileSelected.connect(then)
        open_once(dialog)

    def _ask_save(self, row: LetterTemplateRow | None) -> None:
        name = row.file_name if row is not None else _("Our letter.docx")
        dialog = FileDialog(self, _("Save the template"), str(self._folder() / name), _("Word document (*.docx)"))
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setDefaultSuffix("docx")
        dialog.fileSelected.connect(partial(self.save, row))
        open_once(dialog)

    def _tell(self, sentence: str) -> None:
        self.problem.setText(sentence)
        self.problem.setVisible(bool(sentence))
        if sentence:
            self.bring_into_view(self.problem)
            announce(self, sentence)


def _number(row: LetterTemplateRow) -> int:
    return row.id


def _line(row: LetterTemplateRow) -> RecordLine:
    size = _("{size} KB").format(size=max(1, row.size // 1024))
    return RecordLine(row.name, row.file_name, f"{short_date(row.added_on)}, {size}")
