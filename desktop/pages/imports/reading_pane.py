"""How a file was read: its kind, its letters and marks, its columns; what the reader got wrong is said here."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop.forms.fields import Choice, Field
from desktop.pages.imports.rows import pages_of
from desktop.pages.imports.words import delimiter_words, encoding_words
from desktop.tables.columns import TableColumn
from desktop.tables.data_table import DataTable
from desktop.tables.window_model import WindowModel
from desktop.theme import XL, L, M
from desktop.widgets.cards import Fact, FactsPanel
from desktop.widgets.flow import FlowLayout
from desktop.widgets.labels import PlainLabel
from desktop.widgets.line_edit import LineEdit
from models.exchange.contact_tables.choices import DAY_FIRST, MONTH_FIRST
from models.exchange.incoming import ColumnFound
from models.imports.known import IMPORTS
from resources.i18n import _, ngettext
from resources.i18n import marked as m

if TYPE_CHECKING:
    from desktop.context import Context
    from desktop.pages.imports.files import IncomingFile
    from models.exchange.incoming import Recognised
    from models.imports.preview import ImportPreview

_MOST_HEAD_ROWS = 15
_LETTERS = 24
"""Letters of a choice that are seen before it is opened."""

_COLUMNS: tuple[TableColumn[ColumnFound], ...] = (
    TableColumn("letters", m("Column"), lambda one: one.letters, ems=5, sortable=False),
    TableColumn("heading", m("Heading"), lambda one: one.heading, ems=12, sortable=False, tip=lambda one: one.heading),
    TableColumn("example", m("Example"), lambda one: one.example, ems=14, sortable=False, tip=lambda one: one.example),
    TableColumn("holds", m("Understood as"), lambda one: one.words or _("left out"), ems=12, stretch=True,
                sortable=False),
)  # fmt: skip


def kind_options(file: IncomingFile) -> list[tuple[str, object]]:
    """Return the kinds that a file may be read as, the likeliest first, then all others."""
    likely = [(one.title, one.key) for one in file.found]
    known = {key for _title, key in likely}
    return [*likely, *((kind.heading, key) for key, kind in IMPORTS.items() if key not in known)]


class ReadingPane(QWidget):
    """Shows what a file was seen to be, and lets the user say it otherwise."""

    kind_chosen = Signal(str)
    """The key of the kind that the file is to be read as."""
    mapped = Signal(object)
    """How the table is to be understood: what becomes `Asked.mapping`."""

    def __init__(self, context: Context) -> None:
        super().__init__()
        self._file: IncomingFile | None = None
        self.answers: dict[str, LineEdit] = {}
        """What is asked of the file as a whole, by the keys of `Asked.mapping`."""
        self.kind = _narrow(Choice())
        self.sheet, self.head_row, self.dates = (_narrow(Choice()) for _number in range(3))
        self._fields = {
            name: Field(label, editor)
            for name, label, editor in (
                ("sheet", _("&Sheet"), self.sheet),
                ("head_row", _("Row with the headin&gs"), self.head_row),
                ("dates", _("&Dates"), self.dates),
            )
        }
        self.facts = FactsPanel()
        theme = context.theme
        self.title = PlainLabel(_("Columns"), "h3")
        self.model: WindowModel[ColumnFound] = WindowModel(_COLUMNS, lambda one: one.letters, theme=theme, parent=self)
        self.table = DataTable(theme, context.settings, "import_columns", _("Columns of the file"))
        self.table.setModel(self.model)
        self.table.setMinimumHeight(7 * theme.line_height)
        self.table.setSelectionMode(DataTable.SelectionMode.SingleSelection)
        self.table.horizontalHeader().setSortIndicatorShown(False)
        self.holds = _narrow(Choice())
        self._holds = Field(_("The chosen &column holds"), self.holds)
        self._lay_out()
        self.kind.picked.connect(self._on_kind)
        for editor in (self.sheet, self.head_row, self.dates):
            editor.picked.connect(self._on_picked)
        self.holds.picked.connect(self._on_holds)
        self.table.row_chosen.connect(self._on_column)

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(XL, L, XL, L)
        column.setSpacing(M)
        column.addWidget(Field(_("Read it &as"), self.kind))
        box = QWidget()
        flow = FlowLayout(box, gap=L)
        for field in self._fields.values():
            flow.addWidget(field)
        column.addWidget(box)
        self._asked = QVBoxLayout()
        column.addLayout(self._asked)
        for part in (self.title, self.table, self._holds, self.facts):
            column.addWidget(part)
        column.addStretch(1)

    def show_file(self, file: IncomingFile) -> None:
        """Show how a file was read."""
        self._file = file
        self.kind.set_options(kind_options(file))
        self.kind.set_value(file.key)
        if file.preview is None:
            return
        seen = file.preview.recognised
        self.facts.show_groups([(_("What was recognised"), list(_facts(file.preview, seen)))])
        kind = IMPORTS.get(file.key)
        options = kind.columns() if kind is not None and kind.columns is not None else {}
        self._show_questions(file, kind.questions if kind is not None else {})
        self._show_ways(file, seen, can_be_said=bool(options))
        self._show_columns(seen, options)

    def _show_questions(self, file: IncomingFile, questions: Mapping[str, str]) -> None:
        """Ask what the kind of file wants to know of the file as a whole."""
        if set(self.answers) != set(questions):
            while (item := self._asked.takeAt(0)) is not None:
                old = item.widget()
                if old is not None:
                    old.hide()
                    old.deleteLater()
            self.answers = {}
            for key, words in questions.items():
                editor = LineEdit(_(words))
                editor.editingFinished.connect(partial(self._on_answered, key))
                self._asked.addWidget(Field(_(words), editor))
                self.answers[key] = editor
        for key, editor in self.answers.items():
            editor.setText(str(file.mapping.get(key, "")))

    def _show_ways(self, file: IncomingFile, seen: Recognised, *, can_be_said: bool) -> None:
        self.sheet.set_options([(name, name) for name in seen.sheets])
        self.sheet.set_value(seen.sheet)
        rows: list[tuple[str, object]] = [(_("None"), 0)]
        rows += [(_("Row {n}").format(n=n), n) for n in range(1, max(_MOST_HEAD_ROWS, seen.head_row or 0) + 1)]
        self.head_row.set_options(rows)
        self.head_row.set_value(seen.head_row or 0)
        self.dates.set_options(
            [
                (_("As understood"), ""),
                (_("Day first, 31/12/2025"), DAY_FIRST),
                (_("Month first, 12/31/2025"), MONTH_FIRST),
            ]
        )
        self.dates.set_value(file.mapping.get("dates", ""))
        shown = {"sheet": len(seen.sheets) > 1, "head_row": can_be_said, "dates": can_be_said}
        for name, field in self._fields.items():
            field.setVisible(can_be_said and shown[name])

    def _show_columns(self, seen: Recognised, options: Mapping[str, str]) -> None:
        chosen = self.table.currentIndex().row()
        self.model.show(pages_of(seen.columns), len(seen.columns))
        for part in (self.title, self.table):
            part.setVisible(bool(seen.columns))
        self._holds.setVisible(bool(options) and bool(seen.columns))
        self.holds.set_options([(words, key) for key, words in options.items()])
        if seen.columns:
            self.table.setCurrentIndex(self.model.index(max(0, min(chosen, len(seen.columns) - 1)), 0))

    # --- what the user says ---------------------------------------------------------------------------------------

    def _on_kind(self, key: object) -> None:
        if self._file is not None and key != self._file.key:
            self.kind_chosen.emit(str(key))

    def _on_column(self, column: object) -> None:
        if isinstance(column, ColumnFound):
            self.holds.set_value(column.holds)
            self._holds.label.setText(
                _("The &column “{name}” holds").format(name=(column.heading or column.letters)[:40])
            )

    def _on_picked(self, _value: object) -> None:
        self._tell({"sheet": self.sheet.value(), "head_row": self.head_row.value(), "dates": self.dates.value()})

    def _on_answered(self, key: str) -> None:
        text = self.answers[key].text().strip()
        if self._file is not None and text != self._file.mapping.get(key, ""):
            self._tell({key: text})

    def _on_holds(self, key: object) -> None:
        column = self.table.current_row()
        if self._file is not None and isinstance(column, ColumnFound):
            said = dict(self._file.mapping.get("columns", {}))
            said[column.letters] = key
            self._tell({"columns": said})

    def _tell(self, more: dict[str, object]) -> None:
        """Tell what was said, without what the reader found by itself."""
        if self._file is None or self._file.preview is None:
            return
        seen = self._file.preview.recognised
        found = {"sheet": seen.sheet, "head_row": seen.head_row or 0, "dates": ""}
        mapping = dict(self._file.mapping)
        for name, value in more.items():
            if name in mapping or value != found.get(name):
                mapping[name] = value
        if "sheet" in more and more["sheet"] != seen.sheet:
            # Another sheet has columns and headings of its own.
            mapping.pop("columns", None)
            mapping.pop("head_row", None)
        if mapping != self._file.mapping:
            self.mapped.emit({name: value for name, value in mapping.items() if value != ""})


def _narrow(choice: Choice) -> Choice:
    choice.keep_narrow(_LETTERS)
    return choice


def _facts(preview: ImportPreview, seen: Recognised) -> Iterator[Fact]:
    count = len(preview.lines)
    yield Fact(_("What it is"), seen.words, ngettext("{n} row", "{n} rows", count).format(n=f"{count:,}"))
    if seen.sheet:
        yield Fact(_("Sheet"), seen.sheet)
    if seen.encoding:
        yield Fact(_("Letters (encoding)"), encoding_words(seen.encoding))
    if seen.delimiter:
        yield Fact(_("Between the columns"), delimiter_words(seen.delimiter).capitalize())
    if seen.head_row:
        yield Fact(_("Headings"), _("In row {n}").format(n=f"{seen.head_row:,}"))
    if seen.dates:
        yield Fact(_("Dates"), seen.dates.capitalize())
    for remark in (*seen.remarks, *preview.remarks):
        yield Fact("", remark)
