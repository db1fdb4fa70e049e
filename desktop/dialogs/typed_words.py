"""What was typed into a form that cannot be opened again: the words, to read and to copy."""

from __future__ import annotations

from PySide6.QtWidgets import QApplication, QWidget

from desktop.forms.fields import Field, NotesField
from desktop.widgets.dialog import Dialog
from desktop.widgets.labels import PlainLabel
from resources.i18n import _


class TypedWordsDialog(Dialog):
    """Shows each field's words; they can be copied at once."""

    def __init__(self, about: str, lines: list[tuple[str, str]], parent: QWidget | None = None) -> None:
        """`about` goes after "You were writing"; `lines` are pairs of a field's label and what stood in it."""
        super().__init__(_("What you had typed"), parent, width_ems=36)
        self.setObjectName("typed_words_dialog")
        words = _(
            "You were writing {what}. It cannot be opened where it was, so here are your words. Copy what you need."
        )
        self.body.addWidget(PlainLabel(words.format(what=about), "muted"))
        self._lines = lines
        for number, (label, text) in enumerate(lines):
            editor = NotesField(label, lines=min(6, text.count("\n") + 1 + len(text) // 60))
            editor.setObjectName(f"typed_{number}")
            editor.setPlainText(text)
            editor.setReadOnly(True)
            self.body.addWidget(Field(label, editor))
        self.body.addStretch(1)
        self.add_cancel(_("Close"))
        self.add_button(_("Copy all"), main=True)
        self.saved.connect(self._on_copy)

    def _on_copy(self) -> None:
        QApplication.clipboard().setText("\n\n".join(f"{label}\n{text}" for label, text in self._lines))
        self.note.setText(_("Copied."))
