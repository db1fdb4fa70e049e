"""Someone else changed the same record: what I wrote, what they wrote, field by field, and which is to stay."""

from __future__ import annotations

import difflib
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtGui import QTextCharFormat, QTextCursor
from PySide6.QtWidgets import QButtonGroup, QPlainTextEdit, QRadioButton, QTextEdit, QVBoxLayout, QWidget

from desktop.forms.fields import NotesField
from desktop.forms.spread import Spread
from desktop.theme import XS
from desktop.widgets.cards import Card
from desktop.widgets.dialog import Dialog
from desktop.widgets.labels import PlainLabel
from resources.i18n import _, ngettext

if TYPE_CHECKING:
    from desktop.theme import Theme

MINE, THEIRS, BOTH = "mine", "theirs", "both"


@dataclass(frozen=True, slots=True)
class Disputed:
    """A field that two people changed: its name and label, what I wrote, what they wrote, what stood there before."""

    name: str
    label: str
    mine: str
    theirs: str
    before: str
    is_notes: bool = False
    """Whether it is a text of several lines, of which both can be kept."""


class ConflictDialog(Dialog):
    """Asks for each field that two people changed whose words stay. What was typed is there until it is saved."""

    settled = Signal(object)
    """The choice for each field by its name: mine, theirs or both."""

    def __init__(self, theme: Theme, rows: list[Disputed], who: str, parent: QWidget | None = None) -> None:
        """`who` is a sentence saying who changed the record and when."""
        super().__init__(_("Someone else changed this too"), parent, width_ems=46)
        self.setObjectName("conflict_dialog")
        words = ngettext(
            "You both changed one field. Choose what stays; nothing is saved until you do.",
            "You both changed {count} fields. Choose what stays; nothing is saved until you do.",
            len(rows),
        )
        self.body.addWidget(PlainLabel(f"{who} {words.format(count=len(rows))}".strip(), "muted"))
        self._rows = [_Row(theme, row) for row in rows]
        for row in self._rows:
            self.body.addWidget(row)
        self.body.addStretch(1)
        self.add_cancel(_("Back to the form"))
        self.add_button(_("Save this"), main=True)
        self.saved.connect(self._on_saved)
        self._rows[0].mine.setFocus()

    def choices(self) -> dict[str, str]:
        """Return what is chosen for each field."""
        return {row.disputed.name: row.choice() for row in self._rows}

    def choose(self, name: str, choice: str) -> None:
        """Choose for one field."""
        for row in self._rows:
            if row.disputed.name == name:
                row.set_choice(choice)

    def _on_saved(self) -> None:
        choices = self.choices()
        self.accept()
        self.settled.emit(choices)


class _Row(Card):
    """One field: mine at the left, theirs at the right, what stood there before below."""

    def __init__(self, theme: Theme, disputed: Disputed) -> None:
        super().__init__()
        self.disputed = disputed
        self.body.addWidget(PlainLabel(disputed.label, "h3"))
        self.mine = self._option(_("Keep mine"), "mine")
        self.theirs = self._option(_("Take theirs"), "theirs")
        self.both = self._option(_("Keep both, mine first"), "both")
        self.both.setVisible(disputed.is_notes)
        self.mine.setChecked(True)
        self._group = QButtonGroup(self)
        sides = []
        for option, text, other in (
            (self.mine, disputed.mine, disputed.theirs),
            (self.theirs, disputed.theirs, disputed.mine),
        ):
            self._group.addButton(option)
            sides.append((_side(option, _shown(theme, disputed, option, text, other)), 6))
        self._group.addButton(self.both)
        self.body.addWidget(Spread(sides))
        self.body.addWidget(self.both)
        before = disputed.before or _("nothing")
        self.body.addWidget(PlainLabel(_("Before: {text}").format(text=before), "small"))

    def choice(self) -> str:
        """Return what is chosen."""
        return BOTH if self.both.isChecked() else THEIRS if self.theirs.isChecked() else MINE

    def set_choice(self, choice: str) -> None:
        """Choose."""
        {MINE: self.mine, THEIRS: self.theirs, BOTH: self.both}[choice].setChecked(True)

    def _option(self, words: str, name: str) -> QRadioButton:
        made = QRadioButton(words)
        made.setObjectName(f"{name}_{self.disputed.name}")
        made.setAccessibleName(f"{self.disputed.label}: {words}")
        return made


def _side(option: QRadioButton, shown: QWidget) -> QWidget:
    side = QWidget()
    column = QVBoxLayout(side)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(XS)
    column.addWidget(option)
    column.addWidget(shown)
    return side


def _shown(theme: Theme, disputed: Disputed, option: QRadioButton, text: str, other: str) -> QWidget:
    if not disputed.is_notes:
        return PlainLabel(text or _("nothing"))
    made = NotesField(option.accessibleName(), lines=5)
    made.setObjectName(f"text_{option.objectName()}")
    made.setPlainText(text)
    made.setReadOnly(True)
    _mark(theme, made, text, other)
    return made


def _mark(theme: Theme, editor: QPlainTextEdit, text: str, other: str) -> None:
    """Underline and colour the words that the other side has not got."""
    mine, theirs = (re.findall(r"\s+|[^\s]+", one) for one in (text, other))
    marks, place = [], 0
    style = QTextCharFormat()
    style.setBackground(theme.colour("info_bg"))
    style.setForeground(theme.colour("info"))
    style.setFontUnderline(True)
    for tag, first, last, _i, _j in difflib.SequenceMatcher(None, mine, theirs, autojunk=False).get_opcodes():
        length = len("".join(mine[first:last]).encode("utf-16-le")) // 2
        if tag != "equal" and length:
            mark = QTextEdit.ExtraSelection()
            cursor = QTextCursor(editor.document())
            cursor.setPosition(place)
            cursor.setPosition(place + length, QTextCursor.MoveMode.KeepAnchor)
            mark.cursor, mark.format = cursor, style  # type: ignore[attr-defined]
            marks.append(mark)
        place += length
    editor.setExtraSelections(marks)
