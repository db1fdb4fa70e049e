"""What a file of reference data would do, in numbers: it is too large to be looked at row by row."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop.pages.imports.questions_view import QuestionsView
from desktop.pages.imports.rows import COLUMNS, Row, Rows
from desktop.tables.data_table import DataTable
from desktop.tables.window_model import WindowModel
from desktop.theme import L, M
from desktop.widgets.cards import Fact, FactsPanel
from desktop.widgets.labels import PlainLabel
from models.imports.reference.kinds import REFERENCE
from resources.i18n import _

if TYPE_CHECKING:
    from desktop.context import Context
    from desktop.pages.imports.files import IncomingFile
    from models.imports.preview import ImportPreview


class SummaryPane(QWidget):
    """The numbers, what is asked of the file, what it means for our records, and the rows that cannot be used."""

    answered = Signal(object)
    """What was answered: a dictionary, by the keys of `Asked.mapping`."""

    def __init__(self, context: Context) -> None:
        super().__init__()
        theme = context.theme
        self.questions = QuestionsView(context)
        self.facts = FactsPanel()
        self.title = PlainLabel("", "h3")
        self.model: WindowModel[Row] = WindowModel(COLUMNS, lambda row: row.place, theme=theme, parent=self)
        self.table = DataTable(theme, context.settings, "import_summary", _("What it says of records and rows"))
        self.table.setModel(self.model)
        self.table.setMinimumHeight(7 * theme.line_height)
        self.table.horizontalHeader().setSortIndicatorShown(False)
        column = QVBoxLayout(self)
        column.setContentsMargins(L, M, L, M)
        column.setSpacing(M)
        for part in (self.questions, self.facts, self.title, self.table):
            column.addWidget(part)
        column.addStretch(1)
        self.questions.answered.connect(self.answered)

    def show_file(self, file: IncomingFile) -> None:
        """Show what a file would do."""
        preview = file.preview
        if preview is None or preview.numbers is None:
            return
        self.questions.show_file(file)
        self.facts.show_groups([(_("What it would do"), _facts(preview))])
        rows = Rows(file)
        self.model.refresh(rows.fetch, len(rows))
        for part in (self.title, self.table):
            part.setVisible(len(rows) > 0)
        self.title.setText(_("In particular"))
        if len(rows):
            self.table.setCurrentIndex(self.model.index(0, 0))

    def first_editor(self) -> QWidget:
        """Return what the keyboard stands on first."""
        return next(iter(self.questions.editors.values()), self.table if self.model.rowCount() else self)


def _facts(preview: ImportPreview) -> list[Fact]:
    numbers = preview.numbers
    assert numbers is not None
    said = (
        (_("New"), numbers.added),
        (_("Changed"), numbers.changed),
        (_("The same"), numbers.unchanged),
        (_("Gone from the file"), numbers.removed),
        (_("Cannot be used"), numbers.refused),
    )
    facts = [Fact(words, numbers.words(count)) for words, count in said if count]
    facts += [Fact("", remark) for remark in preview.remarks]
    kind = REFERENCE.get(preview.kind)
    if kind is not None:
        facts.append(Fact(_("The way back"), _(kind.back)))
    return facts
