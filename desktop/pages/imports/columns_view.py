"""The columns of a table, each with an example and what it was understood to hold, which can be said otherwise."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop.forms.fields import Choice, Field
from desktop.pages.imports.rows import pages_of
from desktop.tables.columns import TableColumn
from desktop.tables.data_table import DataTable
from desktop.tables.window_model import WindowModel
from desktop.theme import M
from desktop.widgets.labels import PlainLabel
from models.exchange.incoming import ColumnFound
from models.imports.known import IMPORTS
from resources.i18n import _
from resources.i18n import marked as m

if TYPE_CHECKING:
    from desktop.context import Context
    from desktop.pages.imports.files import IncomingFile

_LETTERS = 24
"""Letters of the choice that are seen before it is opened."""
_COLUMNS: tuple[TableColumn[ColumnFound], ...] = (
    TableColumn("letters", m("Column"), lambda one: one.letters, ems=5, sortable=False),
    TableColumn("heading", m("Heading"), lambda one: one.heading, ems=12, sortable=False, tip=lambda one: one.heading),
    TableColumn("example", m("Example"), lambda one: one.example, ems=14, sortable=False, tip=lambda one: one.example),
    TableColumn("holds", m("Understood as"), lambda one: one.words or _("left out"), ems=12, stretch=True,
                sortable=False),
)  # fmt: skip


class ColumnsView(QWidget):
    """Shows the columns, and under them what the chosen one holds."""

    corrected = Signal(object)
    """What the columns hold as a person said it: a dictionary with "columns"."""

    def __init__(self, context: Context) -> None:
        super().__init__()
        self._file: IncomingFile | None = None
        theme = context.theme
        self.model: WindowModel[ColumnFound] = WindowModel(_COLUMNS, lambda one: one.letters, theme=theme, parent=self)
        self.table = DataTable(theme, context.settings, "import_columns", _("Columns of the file"))
        self.table.setModel(self.model)
        self.table.setMinimumHeight(7 * theme.line_height)
        self.table.setSelectionMode(DataTable.SelectionMode.SingleSelection)
        self.table.horizontalHeader().setSortIndicatorShown(False)
        self.holds = Choice()
        self.holds.keep_narrow(_LETTERS)
        self._field = Field(_("The chosen &column holds"), self.holds)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(M)
        for part in (PlainLabel(_("Columns"), "h3"), self.table, self._field):
            column.addWidget(part)
        self.holds.picked.connect(self._on_holds)
        self.table.row_chosen.connect(self._on_column)

    def show_file(self, file: IncomingFile) -> None:
        """Show the columns of a file, if it has any; the one that was chosen stays so."""
        self._file = file
        kind = IMPORTS.get(file.key)
        options = kind.columns() if kind is not None and kind.columns is not None else {}
        columns = file.preview.recognised.columns if file.preview is not None else ()
        self.setVisible(bool(columns))
        chosen = self.table.currentIndex().row()
        self.model.show(pages_of(columns), len(columns))
        self._field.setVisible(bool(options))
        self.holds.set_options([(words, key) for key, words in options.items()])
        if columns:
            self.table.setCurrentIndex(self.model.index(max(0, min(chosen, len(columns) - 1)), 0))

    def _on_column(self, column: object) -> None:
        if isinstance(column, ColumnFound):
            self.holds.set_value(column.holds)
            words = _("The &column “{name}” holds").format(name=(column.heading or column.letters)[:40])
            self._field.label.setText(words)
            self.holds.setAccessibleName(words.replace("&", ""))

    def _on_holds(self, key: object) -> None:
        column = self.table.current_row()
        if self._file is not None and isinstance(column, ColumnFound):
            said = {**self._file.mapping.get("columns", {}), column.letters: key}
            self.corrected.emit({"columns": said})
