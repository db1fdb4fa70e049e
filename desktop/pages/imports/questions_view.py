"""What a kind of file asks of it as a whole: which council, which areas, what the entries of a calendar become."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QVBoxLayout, QWidget

from desktop.forms.chooser import RecordField
from desktop.forms.fields import Choice, Field
from desktop.forms.parties import held, party_field
from desktop.forms.spread import COLUMNS, Spread
from desktop.tables.columns import RecordLine
from desktop.theme import M
from desktop.widgets import suggestions
from desktop.widgets.labels import PlainLabel
from desktop.widgets.line_edit import LineEdit
from desktop.widgets.suggestions import SuggestField
from models.imports.opening import FILE_KINDS
from models.imports.questions import Answer, Question
from models.queries.records import find_names
from models.text import sort_key

if TYPE_CHECKING:
    from desktop.context import Context
    from desktop.pages.imports.files import IncomingFile

_LETTERS = 24
"""Letters of a choice that are seen before it is opened."""


class QuestionsView(QWidget):
    """Asks each question of a kind where there are any; an answer is told at once."""

    answered = Signal(object)
    """What was answered: a dictionary, by the keys of `Asked.mapping`."""

    def __init__(self, context: Context) -> None:
        super().__init__()
        self._context = context
        self._kind = ""
        self._file: IncomingFile | None = None
        self.editors: dict[str, QWidget] = {}
        """What each question is answered with, by its key."""
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(M)
        self.hide()

    @property
    def is_asking(self) -> bool:
        """Say whether the kind in view asks anything."""
        return bool(self.editors)

    def show_file(self, file: IncomingFile) -> None:
        """Ask of a file, with what was answered so far."""
        self._file = file
        kind = FILE_KINDS.get(file.key)
        questions = kind.questions if kind is not None else ()
        if file.key != self._kind:
            self._kind = file.key
            self._make(questions)
        for question in questions:
            self._show_answer(question, file.mapping.get(question.key))
        self.setVisible(self.is_asking)

    def _make(self, questions: Sequence[Question]) -> None:
        while (item := self._column.takeAt(0)) is not None:
            old = item.widget()
            if old is not None:
                old.hide()
                old.deleteLater()
        self.editors = {question.key: self._editor_of(question) for question in questions}
        share = COLUMNS if len(questions) < 2 else COLUMNS // 2
        if questions:
            self._column.addWidget(Spread([(self._asking(question), share) for question in questions]))

    def _asking(self, question: Question) -> QWidget:
        """Return a question with its editor."""
        editor = self.editors[question.key]
        editor.setObjectName(f"question_{question.key}")
        if question.answer is not Answer.YES:
            check = editor.check if isinstance(editor, RecordField) else None
            return Field(question.asked, editor, hint=question.help, check=check)
        editor.setAccessibleDescription(question.help)
        whole = QWidget()
        column = QVBoxLayout(whole)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(editor)
        if question.help:
            column.addWidget(PlainLabel(question.help, "small"))
        return whole

    def _editor_of(self, question: Question) -> QWidget:
        if question.answer is Answer.YES:
            box = QCheckBox(question.asked)
            box.setSizePolicy(box.sizePolicy().Policy.Maximum, box.sizePolicy().verticalPolicy())
            box.clicked.connect(lambda: self._answer(question.key, box.isChecked()))
            return box
        if question.answer is Answer.ONE_OF:
            choice = Choice([(question.words_of(value), value) for value, _words in question.options])
            choice.keep_narrow(_LETTERS)
            choice.picked.connect(partial(self._answer, question.key))
            return choice
        if question.answer is Answer.RECORD:
            return self._record_for(question)
        line = self._line_for(question)
        line.editingFinished.connect(partial(self._on_written, question.key, line))
        return line

    def _line_for(self, question: Question) -> LineEdit:
        """Return a line to write in, which offers what the book says may be meant."""
        if question.suggest is None:
            return LineEdit(question.asked)
        line = SuggestField(self._context.theme, question.asked, partial(self._suggested, question), quiet=True)
        line.chosen.connect(lambda choice: self._answer(question.key, choice.line.title))
        return line

    def _record_for(self, question: Question) -> RecordField:
        """Return a line that holds a record of the book."""
        line = party_field(self._context, question.asked, question.kinds)
        line.chosen.connect(lambda choice: self._answer(question.key, (choice.kind, choice.id)))
        line.editingFinished.connect(lambda: None if line.choice() else self._answer(question.key, ""))
        return line

    def _show_record(self, line: RecordField, answer: object) -> None:
        """Show the record that was named; what is being typed stays as it is."""
        now = line.choice()
        ref = answer if isinstance(answer, tuple) else None
        if ref == (None if now is None else (now.kind, now.id)):
            return
        with self._context.store.read() as session:
            found = find_names(session, [ref] if ref is not None else [])
        line.set_choice(held(ref[0], ref[1], found[ref].name) if ref is not None and ref in found else None)

    def _suggested(self, question: Question, words: str) -> Sequence[suggestions.Choice]:
        assert question.suggest is not None
        with self._context.store.read() as session:
            names = question.suggest(session)
        asked = sort_key(words).split()
        fitting = [name for name in names if all(word in sort_key(name) for word in asked)]
        return [
            suggestions.Choice("", number, RecordLine(name))
            for number, name in enumerate(fitting[: suggestions.MOST_SHOWN], 1)
        ]

    def _show_answer(self, question: Question, answer: object) -> None:
        editor = self.editors[question.key]
        if isinstance(editor, QCheckBox):
            editor.setChecked(bool(answer))
        elif isinstance(editor, Choice):
            editor.set_value(answer or "")
        elif isinstance(editor, RecordField):
            self._show_record(editor, answer)
        elif isinstance(editor, LineEdit) and not editor.isModified():
            editor.setText(str(answer or ""))

    def _on_written(self, key: str, line: LineEdit) -> None:
        """Tell what was typed; a line that only lost the keyboard says nothing new."""
        if line.isModified():
            line.setModified(False)
            self._answer(key, line.text().strip())

    def _answer(self, key: str, answer: object) -> None:
        """Tell an answer that is another one than before."""
        if self._file is not None and (answer or "") != (self._file.mapping.get(key) or ""):
            self.answered.emit({key: answer})
