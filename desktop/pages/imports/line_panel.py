"""One row of a file in full: what becomes of it and why, what it asks, field by field before and after."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop.pages.imports.question import QuestionCard
from desktop.pages.imports.words import kind_word
from desktop.theme import L, M, S
from desktop.tokens import Tone
from desktop.widgets.buttons import button
from desktop.widgets.cards import AlertStrip, Fact, FactsPanel
from desktop.widgets.labels import Pill, PlainLabel
from models.imports.preview import Fate
from resources.i18n import _

if TYPE_CHECKING:
    from desktop.context import Context
    from desktop.pages.imports.files import Decision, IncomingFile
    from desktop.pages.imports.rows import Row
    from models.imports.preview import PreviewLine

_MOST_CELLS = 60


class LinePanel(QWidget):
    """Shows a row; what is decided of it is told with the line that asked."""

    decided = Signal(object, object)
    """The `PreviewLine` that asked, and a `Choice`, the number of a record, or None."""
    decided_alike = Signal(object, object)
    """The same, for all lines of which the same is asked."""

    def __init__(self, context: Context) -> None:
        super().__init__()
        self.setObjectName("import_line")
        self._context = context
        self.row: Row | None = None
        self._asked: tuple[PreviewLine, Decision | None] | None = None
        self._name, self._where = PlainLabel("", "h2"), PlainLabel("", "muted")
        self._pill = Pill("", Tone.PLAIN, self)
        self.open = button(_("&Open the record"), self._on_open, kind="link", name="open_line_record")
        self._why = AlertStrip(context.theme)
        self.question = QuestionCard()
        self._facts = FactsPanel()
        column = QVBoxLayout(self)
        column.setContentsMargins(L, M, L, M)
        column.setSpacing(S)
        head = QHBoxLayout()
        head.setSpacing(S)
        head.addWidget(self._pill)
        head.addWidget(self._where, 1)
        column.addWidget(self._name)
        column.addLayout(head)
        column.addWidget(self.open)
        self.open.setSizePolicy(self.open.sizePolicy().Policy.Maximum, self.open.sizePolicy().verticalPolicy())
        for part in (self._why, self.question, self._facts):
            column.addWidget(part)
        column.addStretch(1)
        self.question.decided.connect(self._on_decided)
        self.question.decided_alike.connect(self._on_alike)
        self._parts = (self._pill, self._where, self.open, self._why, self.question, self._facts)
        self.show_nothing()

    def show_nothing(self) -> None:
        """Say that no row is chosen."""
        self.row = None
        self._asked = None
        self._name.setText(_("Choose a row to see all of it."))
        for part in self._parts:
            part.hide()

    def show_row(self, file: IncomingFile, row: Row) -> None:
        """Show a row of a file."""
        self.row, line = row, row.line
        self._name.setText(line.name)
        self._pill.set(row.fate_words, row.tone)
        word = kind_word(line.record_kind)
        number = _("Row {n}").format(n=f"{line.number:,}") if line.number else ""
        self._where.setText(" · ".join(part for part in (number, word) if part))
        self._where.show()
        self.open.setVisible(line.record_id is not None)
        self._show_why(line)
        self._show_question(file, row)
        groups = list(_groups(file, line))
        self._facts.setVisible(bool(groups))
        self._facts.show_groups(groups)

    def _show_why(self, line: PreviewLine) -> None:
        titles = {Fate.DOUBTFUL: _("You decide"), Fate.REFUSED: _("Not taken")}
        if line.reasons:
            tone = Tone.LATE if line.fate is Fate.REFUSED else Tone.SOON
            self._why.tell(titles.get(line.fate, ""), " ".join(line.reasons), tone)
        else:
            self._why.hide()

    def _show_question(self, file: IncomingFile, row: Row) -> None:
        asking = file.questions.get(row.line.fingerprint, row.line)
        shown = asking.fate is Fate.DOUBTFUL and (asking.can_be_new or bool(asking.candidates))
        self.question.setVisible(shown)
        self._asked = (asking, row.decision) if shown else None
        if shown:
            alike = len(file.alike(asking, row.decision)) if row.decision is not None else 0
            self.question.ask(asking, row.decision, alike)

    def decide_by_key(self, key: str) -> bool:
        """Answer the question by its letter or number; tell whether there is such an answer."""
        if self._asked is None:
            return False
        decision = self.question.by_key(key)
        if decision is None:
            return False
        self.decided.emit(self._asked[0], decision)
        return True

    def _on_decided(self, decision: Decision | None) -> None:
        if self._asked is not None:
            self.decided.emit(self._asked[0], decision)

    def _on_alike(self) -> None:
        if self._asked is not None and self._asked[1] is not None:
            self.decided_alike.emit(*self._asked)

    def _on_open(self) -> None:
        if self.row is not None and self.row.line.record_id is not None:
            self._context.open(self.row.line.record_kind, self.row.line.record_id)


def _groups(file: IncomingFile, line: PreviewLine) -> Iterator[tuple[str, list[Fact]]]:
    if line.changes:
        title = _("What it would change") if line.fate is Fate.CHANGED else _("What it says")
        yield title, [_change(change.title, *change.words) for change in line.changes]
    if line.notes:
        yield _("Worth knowing"), [Fact("", note) for note in line.notes]
    headings = file.preview.headings if file.preview is not None else ()
    filled = [(heading, cell) for heading, cell in zip(headings, line.cells, strict=False) if cell]
    if filled:
        yield _("As it stands in the file"), [Fact(heading or _("No heading"), cell) for heading, cell in
                                              filled[:_MOST_CELLS]]  # fmt: skip


def _change(title: str, before: str, after: str) -> Fact:
    if not before:
        return Fact(title, after)
    return Fact(title, _("{before} → {after}").format(before=before, after=after or _("(empty)")))
