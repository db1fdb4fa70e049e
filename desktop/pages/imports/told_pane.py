"""What is said of a file that is not read: why it cannot be, what it may be, or which other way it takes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop.forms.fields import Choice, Field
from desktop.pages.imports.questions_view import QuestionsView
from desktop.pages.imports.reading_pane import kind_options
from desktop.pages.imports.ways import WAYS
from desktop.theme import XL, M
from desktop.widgets.buttons import button
from desktop.widgets.flow import FlowLayout
from desktop.widgets.labels import PlainLabel
from desktop.widgets.picture import Picture
from models.imports.recognising import OTHER_WAYS
from resources.i18n import _, ngettext

if TYPE_CHECKING:
    from desktop.context import Context
    from desktop.pages.imports.files import IncomingFile


class ToldPane(QWidget):
    """One sentence, a choice of kind, and the ways on."""

    kind_chosen = Signal(str)
    """The key of the kind that the file is to be read as."""
    answered = Signal(object)
    """What its kind asks was answered otherwise: a dictionary, by the keys of `Asked.mapping`."""
    left_out = Signal()
    """The file is not wanted any more."""
    all_left_out = Signal()
    """No file that cannot be read is wanted any more."""
    gone = Signal()
    """The file took its own way."""

    def __init__(self, context: Context) -> None:
        super().__init__()
        self._context = context
        self._file: IncomingFile | None = None
        theme = context.theme
        self._picture = Picture(theme, "file-text", "accent", 2.0)
        self.title, self.words = PlainLabel("", "h2"), PlainLabel("")
        self.kind = Choice()
        self.kind.keep_narrow(24)
        self.field = Field(_("What is &it?"), self.kind)
        self.questions = QuestionsView(context)
        self.questions.answered.connect(self.answered)
        self.read = button(_("Rea&d the file"), self._on_read, kind="filled", name="read_as")
        self.other = button("", self._on_other, kind="filled", name="other_way")
        self.leave = button(_("&Leave this file out"), self.left_out.emit, name="leave_file_out")
        self.leave_all = button("", self.all_left_out.emit, kind="link", name="leave_unreadable_out")
        column = QVBoxLayout(self)
        column.setContentsMargins(XL, XL, XL, XL)
        column.setSpacing(M)
        buttons = QWidget()
        flow = FlowLayout(buttons)
        for one in (self.other, self.read, self.leave, self.leave_all):
            flow.addWidget(one)
        for part in (self._picture, self.title, self.words, self.questions, self.field, buttons):
            column.addWidget(part)
        column.addStretch(1)

    def show_unreadable(self, count: int) -> None:
        """Offer to leave all files out that cannot be read, where there are several in the queue."""
        words = ngettext("Leave &out the {n} file that cannot be read", "Leave &out all {n} that cannot be read", count)
        self.leave_all.setText(words.format(n=f"{count:,}"))
        self.leave_all.setVisible(count > 1)

    def show_file(self, file: IncomingFile) -> None:
        """Say what there is to say of a file."""
        self._file = file
        way = OTHER_WAYS.get(file.key) if not file.trouble else None
        self.questions.show_file(file)
        self.questions.setVisible(self._was_asked(file))
        self.title.setText(self._title(file))
        self.words.setText(_(way.words) if way is not None else file.trouble or self._unsure(file))
        self._picture.set_icon("warning-circle" if file.trouble else "file-text", "late" if file.trouble else "accent")
        self.kind.set_options(kind_options(file))
        self.kind.set_value(file.key)
        words, _slot = WAYS.get(file.key, ("", None)) if way is not None else ("", None)
        self.other.setText(_(words) if words else "")
        self.other.setVisible(bool(words))
        self.field.setVisible(way is None)
        self.read.setVisible(way is None)

    def _title(self, file: IncomingFile) -> str:
        if file.trouble:
            asked = self._was_asked(file)
            return _("This file cannot be read as asked") if asked else _("This file cannot be read")
        return OTHER_WAYS[file.key].heading if file.key in OTHER_WAYS else _("What is this file?")

    def _was_asked(self, file: IncomingFile) -> bool:
        """Say whether something was answered of a file: only then may another answer help."""
        return any(file.mapping.get(key) for key in self.questions.editors)

    def _unsure(self, file: IncomingFile) -> str:
        return _("“{name}” may be one of several kinds. Say which, and you see what it would do.").format(
            name=file.name
        )

    def first_editor(self) -> QWidget:
        """Return what the focus goes to."""
        if not self.other.isHidden():
            return self.other
        return self.kind if self.questions.isHidden() else next(iter(self.questions.editors.values()))

    def _on_read(self) -> None:
        self.kind_chosen.emit(str(self.kind.value()))

    def _on_other(self) -> None:
        if self._file is not None and self._file.key in WAYS:
            WAYS[self._file.key][1](self._context, self._file.path)
            self.gone.emit()
