"""What each row of a file would do: chips with counts, a filter, the table, and the chosen row beside it."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop.pages.imports.line_panel import LinePanel
from desktop.pages.imports.rows import COLUMNS, Row, Rows
from desktop.pages.imports.words import FATES
from desktop.tables.data_table import DataTable
from desktop.tables.window_model import WindowModel
from desktop.theme import L, M, S
from desktop.widgets.announce import announce
from desktop.widgets.chips import Chips
from desktop.widgets.line_edit import FilterBox
from desktop.widgets.panes import Panes
from desktop.widgets.scrolling import scrolling
from models.imports.preview import Choice, Fate
from resources.i18n import _

if TYPE_CHECKING:
    from desktop.context import Context
    from desktop.pages.imports.files import Decision, IncomingFile
    from desktop.pages.imports.intake import Intake
    from models.imports.preview import PreviewLine

_KEYS = ("N", "L", *"12345")


class RowsPane(QWidget):
    """Shows the rows of one file and takes what is decided of them."""

    narrowed = Signal()
    """Another choice of rows is in view."""

    def __init__(self, context: Context, intake: Intake) -> None:
        super().__init__()
        self._intake = intake
        self._file: IncomingFile | None = None
        self._rows: Rows | None = None
        theme = context.theme
        self.chips = Chips(_("Which rows to show"), exclusive=True, everything=_("All"))
        self._chips = {fate: self.chips.add(fate, _(words.chip)) for fate, words in FATES.items()}
        self.box = FilterBox(theme, _("Filter rows"), hint=_("Filter by name"))
        self.model: WindowModel[Row] = WindowModel(COLUMNS, lambda row: row.place, theme=theme, parent=self)
        self.table = DataTable(theme, context.settings, "import_rows", _("Rows of the file"))
        self.table.setModel(self.model)
        self.table.setSelectionMode(DataTable.SelectionMode.SingleSelection)
        self.table.horizontalHeader().setSortIndicatorShown(False)
        self.panel = LinePanel(context)
        left = QWidget()
        column = QVBoxLayout(left)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(S)
        narrowing = _Narrowing()
        top = QVBoxLayout(narrowing)
        top.setContentsMargins(L, M, L, 0)
        top.setSpacing(S)
        top.addWidget(self.chips)
        top.addWidget(self.box)
        column.addWidget(narrowing)
        column.addWidget(self.table, 1)
        self.panes = Panes(theme, context.settings, "import_rows", left=left, detail=scrolling(self.panel), left_ems=44)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(self.panes)
        self.chips.changed.connect(self._show_rows)
        self.box.filtered.connect(self._show_rows)
        self.table.row_chosen.connect(self._on_chosen)
        self.table.row_opened.connect(self._on_opened)
        self.panel.decided.connect(self._decide)
        self.panel.decided_alike.connect(self._on_alike)
        self.panel.question.decided_all.connect(self.decide_all)
        for key in _KEYS:
            shortcut = QShortcut(QKeySequence(key), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(partial(self._on_key, key))

    def show_file(self, file: IncomingFile) -> None:
        """Show the rows of a file as they were compared last; what is in view stays in view."""
        another = file is not self._file
        kept = None if another or self.panel.row is None else self.panel.row.line.fingerprint
        self._file = file
        self._count(file)
        if another:
            self.box.clear()
            doubtful = file.preview is not None and file.preview.count(Fate.DOUBTFUL) > 0
            self.chips.set_on(frozenset({Fate.DOUBTFUL}) if doubtful else frozenset())
        self._show_rows(keep=kept)

    def show_decisions(self) -> None:
        """Show what was decided and is not compared yet."""
        if self._rows is not None:
            self.model.refresh(self._rows.fetch, len(self._rows))
            if self._file is not None and self.panel.row is not None:
                self.panel.show_row(self._file, self._rows.at(self.panel.row.place))

    def _count(self, file: IncomingFile) -> None:
        for fate, chip in self._chips.items():
            count = file.preview.count(fate) if file.preview is not None else 0
            self.chips.set_count(fate, count)
            chip.setVisible(count > 0)
        gone = [fate for fate in self.chips.on() if self._chips[Fate(fate)].isHidden()]
        if gone:
            self.chips.set_on(frozenset())

    def _show_rows(self, _on: object = None, *, keep: str | None = None) -> None:
        if self._file is None:
            return
        self._rows = Rows(self._file, next(iter(self.chips.on()), ""), self.box.text().strip())
        self.model.refresh(self._rows.fetch, len(self._rows))
        place = self._place_of(keep) if keep is not None else None
        if place is None and len(self._rows):
            self._go_to(0)
        elif place is not None:
            # The row that was decided stays beside the list, though it may be in it no longer.
            self.panel.show_row(self._file, self._rows.at(place))
            if place in self._rows.places:
                self._go_to(self._rows.places.index(place))
        else:
            self.panel.show_nothing()
        self.narrowed.emit()

    def _place_of(self, fingerprint: str) -> int | None:
        lines = self._file.preview.lines if self._file is not None and self._file.preview is not None else ()
        return next((place for place, line in enumerate(lines) if line.fingerprint == fingerprint), None)

    def _go_to(self, number: int) -> None:
        index = self.model.index(number, max(0, self.table.currentIndex().column()))
        self.table.setCurrentIndex(index)
        row = self.model.row_at(number)
        if row is not None and self._file is not None:
            self.panel.show_row(self._file, row)

    def _on_chosen(self, row: object) -> None:
        if isinstance(row, Row) and self._file is not None:
            self.panel.show_row(self._file, row)

    def _on_opened(self, row: object) -> None:
        self._on_chosen(row)
        self.panes.show_detail()

    # --- deciding -------------------------------------------------------------------------------------------------

    def _on_key(self, key: str) -> None:
        row = self.panel.row
        if row is None or not self.panel.decide_by_key(key):
            return
        self._go_on(row.place)

    def _go_on(self, place: int) -> None:
        """Go to the next row that asks something and has no answer."""
        if self._rows is None:
            return
        later = [number for number, one in enumerate(self._rows.places) if one > place]
        waiting = (number for number in later if _asks(self._rows.at(self._rows.places[number])))
        number = next(waiting, None)
        if number is None:
            announce(self, _("That was the last question."))
        else:
            self._go_to(number)

    def _decide(self, line: PreviewLine, decision: Decision | None) -> None:
        if self._file is not None:
            self._intake.decide(self._file, {line.fingerprint: (line, decision)})

    def _on_alike(self, line: PreviewLine, decision: Decision) -> None:
        if self._file is not None:
            self._intake.decide(self._file, self._file.alike(line, decision))

    def decide_all(self, choice: Choice | None) -> None:
        """Decide the same of every doubtful row; None takes every decision back."""
        if self._file is not None:
            self._intake.decide_all(self._file, choice)


class _Narrowing(QWidget):
    """What narrows the rows; how high it is follows from its width alone."""

    def minimumSizeHint(self) -> QSize:
        """Ask for no height of its own: chips would ask for that of their narrowest."""
        return QSize(super().minimumSizeHint().width(), 0)


def _asks(row: Row) -> bool:
    line = row.line
    return line.fate is Fate.DOUBTFUL and row.decision is None and (line.can_be_new or bool(line.candidates))
