"""How a file was read: its kind, what was recognised, its columns; what the reader got wrong is put right here."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop.forms.fields import Choice, Field
from desktop.pages.imports.columns_view import ColumnsView
from desktop.pages.imports.corrections import CorrectionsView
from desktop.pages.imports.questions_view import QuestionsView
from desktop.pages.imports.words import delimiter_words, encoding_words, rows_words
from desktop.theme import XL, L, M
from desktop.tokens import Tone
from desktop.widgets.cards import AlertStrip, Fact, FactsPanel
from models.imports.opening import FILE_KINDS
from resources.i18n import _

if TYPE_CHECKING:
    from desktop.context import Context
    from desktop.pages.imports.files import IncomingFile
    from models.exchange.incoming import Recognised
    from models.imports.preview import ImportPreview

_LETTERS = 24
"""Letters of a choice that are seen before it is opened."""


def kind_options(file: IncomingFile) -> list[tuple[str, object]]:
    """Return the kinds that a file may be read as, the likeliest first, then all others."""
    likely = [(one.title, one.key) for one in file.found]
    known = {key for _title, key in likely}
    return [*likely, *((kind.heading, key) for key, kind in FILE_KINDS.items() if key not in known)]


class ReadingPane(QWidget):
    """Shows what a file was seen to be, and lets the user say it otherwise."""

    kind_chosen = Signal(str)
    """The key of the kind that the file is to be read as."""
    corrected = Signal(object)
    """What was said otherwise: a dictionary, by the keys of `Asked.mapping`; None for what the reader is to find."""

    def __init__(self, context: Context) -> None:
        super().__init__()
        self._file: IncomingFile | None = None
        self.kind = Choice()
        self.kind.keep_narrow(_LETTERS)
        self.notice = AlertStrip(context.theme)
        self.questions = QuestionsView(context)
        self.corrections = CorrectionsView()
        self.columns = ColumnsView(context)
        self.facts = FactsPanel()
        column = QVBoxLayout(self)
        column.setContentsMargins(XL, L, XL, L)
        column.setSpacing(M)
        for part in (
            self.notice, Field(_("Read it &as"), self.kind), self.questions, self.corrections, self.columns, self.facts,
        ):  # fmt: skip
            column.addWidget(part)
        column.addStretch(1)
        self.kind.picked.connect(self._on_kind)
        self.questions.answered.connect(self.corrected)
        self.corrections.corrected.connect(self.corrected)
        self.columns.corrected.connect(self.corrected)

    def show_file(self, file: IncomingFile) -> None:
        """Show how a file was read."""
        self._file = file
        self.kind.set_options(kind_options(file))
        self.kind.set_value(file.key)
        if file.notice:
            self.notice.tell(_("Look once more"), file.notice, Tone.SOON)
        else:
            self.notice.hide()
        if file.preview is None:
            return
        self.questions.show_file(file)
        self.corrections.show_file(file)
        self.columns.show_file(file)
        facts = list(_facts(file.preview, file.preview.recognised))
        self.facts.show_groups([(_("What was recognised"), facts)])

    def first_editor(self) -> QWidget:
        """Return what the keyboard stands on first: what is asked, else what it was read as."""
        return next(iter(self.questions.editors.values()), self.kind)

    def _on_kind(self, key: object) -> None:
        if self._file is not None and key != self._file.key:
            self.kind_chosen.emit(str(key))


def _facts(preview: ImportPreview, seen: Recognised) -> Iterator[Fact]:
    yield Fact(_("What it is"), seen.words, rows_words(preview))
    if seen.sheet:
        yield Fact(_("Sheet"), seen.sheet)
    if seen.encoding:
        yield Fact(_("Letters (encoding)"), encoding_words(seen.encoding))
    if seen.delimiter:
        yield Fact(_("Between the columns"), delimiter_words(seen.delimiter).capitalize())
    if seen.head_row:
        yield Fact(_("Headings"), _("In row {n}").format(n=f"{seen.head_row:,}"))
    if seen.dates:
        yield Fact(_("Dates"), seen.dates[:1].upper() + seen.dates[1:])
    for remark in (*seen.remarks, *preview.remarks):
        yield Fact("", remark)
