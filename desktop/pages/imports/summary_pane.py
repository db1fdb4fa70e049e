"""What a file of reference data would do, in numbers: it is too large to be looked at row by row."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop.pages.imports.line_panel import LinePanel
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
    from desktop.pages.imports.files import Decision, IncomingFile
    from desktop.pages.imports.intake import Intake
    from models.imports.preview import Choice, ImportPreview, PreviewLine


class SummaryPane(QWidget):
    """The numbers, what is asked of the file, what it means for our records, and the rows that cannot be used."""

    answered = Signal(object)
    """What was answered: a dictionary, by the keys of `Asked.mapping`."""

    def __init__(self, context: Context, intake: Intake) -> None:
        super().__init__()
        self._intake = intake
        self._file: IncomingFile | None = None
        theme = context.theme
        self.questions = QuestionsView(context)
        self.facts = FactsPanel()
        self.title = PlainLabel("", "h3")
        self.model: WindowModel[Row] = WindowModel(COLUMNS, lambda row: row.place, theme=theme, parent=self)
        self.table = DataTable(theme, context.settings, "import_summary", _("What it says of records and rows"))
        self.table.setModel(self.model)
        self.table.setMinimumHeight(7 * theme.line_height)
        self.table.horizontalHeader().setSortIndicatorShown(False)
        self.panel = LinePanel(context)
        column = QVBoxLayout(self)
        column.setContentsMargins(L, M, L, M)
        column.setSpacing(M)
        for part in (self.questions, self.facts, self.title, self.table, self.panel):
            column.addWidget(part)
        column.addStretch(1)
        self.questions.answered.connect(self.answered)
        self.table.row_chosen.connect(self._on_chosen)
        self.panel.decided.connect(self._on_decided)
        self.panel.decided_alike.connect(self._on_alike)
        self.panel.question.decided_all.connect(self._on_all)

    def show_file(self, file: IncomingFile) -> None:
        """Show what a file would do."""
        preview = file.preview
        if preview is None or preview.numbers is None:
            return
        self.questions.show_file(file)
        self.facts.show_groups([(_("What it would do"), _facts(preview))])
        chosen = 0 if file is not self._file else max(0, self.table.currentIndex().row())
        self._file, rows = file, Rows(file)
        self.model.refresh(rows.fetch, len(rows))
        for part in (self.title, self.table):
            part.setVisible(len(rows) > 0)
        self.title.setText(_("In particular"))
        self.panel.setVisible(len(rows) > 0)
        if len(rows):
            place = min(chosen, len(rows) - 1)
            self.table.setCurrentIndex(self.model.index(place, 0))
            self._on_chosen(rows.at(rows.places[place]))

    def first_editor(self) -> QWidget:
        """Return what the keyboard stands on first."""
        return next(iter(self.questions.editors.values()), self.table if self.model.rowCount() else self)

    def show_decisions(self) -> None:
        """Show what was decided and is not compared yet."""
        if self._file is not None:
            self.show_file(self._file)

    # --- deciding -------------------------------------------------------------------------------------------------

    def _on_chosen(self, row: object) -> None:
        if isinstance(row, Row) and self._file is not None:
            self.panel.show_row(self._file, row)

    def _on_decided(self, line: PreviewLine, decision: Decision | None) -> None:
        if self._file is not None:
            self._intake.decide(self._file, {line.fingerprint: (line, decision)})

    def _on_alike(self, line: PreviewLine, decision: Decision) -> None:
        if self._file is not None:
            self._intake.decide(self._file, self._file.alike(line, decision))

    def _on_all(self, choice: Choice | None) -> None:
        if self._file is not None:
            self._intake.decide_all(self._file, choice)


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
