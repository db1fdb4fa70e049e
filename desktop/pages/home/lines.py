"""The lines of Home: one thing to do with its tick, one thing that is coming up with its day."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from desktop.pages.home.words import coming_words, due_words, month_short, to_do_words
from desktop.theme import M, S
from desktop.widgets.cards import Picture
from desktop.widgets.labels import Line, Pill, PlainLabel, TitleLabel
from desktop.widgets.short_link import ShortLink
from desktop.widgets.talk_words import CHANNEL_ICONS
from models.queries.home_rows import ComingUp, ToDo, ToDoKind
from models.vocabulary import Channel
from resources.i18n import _

if TYPE_CHECKING:
    from desktop.theme import Theme


class ToDoLine(QWidget):
    """A commitment with its tick, or a reply that is due; the words open it."""

    kept = Signal(object)
    opened = Signal(object)

    def __init__(self, theme: Theme, line: ToDo, today: date, *, locked: bool) -> None:
        super().__init__()
        self.line = line
        # As high as its words also where the window is low: the page scrolls instead.
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        title, detail = to_do_words(line)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, S, 0, S)
        row.setSpacing(0)
        self.tick: QCheckBox | None = None
        lead = QWidget()
        lead.setFixedWidth(round(theme.line_height * 1.9))
        holder = QHBoxLayout(lead)
        holder.setContentsMargins(0, 2, 0, 0)
        if line.kind is ToDoKind.COMMITMENT:
            self.tick = QCheckBox()
            self.tick.setAccessibleName(_("Mark as kept: {text}").format(text=line.text))
            self.tick.setToolTip(_("Mark as kept"))
            self.tick.setEnabled(not locked)
            self.tick.toggled.connect(self._on_ticked)
            holder.addWidget(self.tick)
        else:
            holder.setContentsMargins(6, 4, 0, 0)
            holder.addWidget(Picture(theme, CHANNEL_ICONS[line.channel or Channel.LETTER], "muted", 1.05))
        holder.addStretch(1)
        row.addWidget(lead, 0, Qt.AlignmentFlag.AlignTop)
        words = QVBoxLayout()
        words.setSpacing(0)
        self.link = ShortLink(title, self._on_opened)
        words.addWidget(self.link)
        below = TitleLabel(detail, "small")
        below.setContentsMargins(2, 0, 0, 0)
        words.addWidget(below)
        row.addLayout(words, 1)
        row.addSpacing(M)
        pill = Pill(*due_words(line.due_on, today))
        row.addWidget(pill, 0, Qt.AlignmentFlag.AlignVCenter)

    def unlock(self, *, locked: bool) -> None:
        """Take whether it may be kept; a tick that was not kept goes again."""
        if self.tick is not None:
            blocked = self.tick.blockSignals(True)
            self.tick.setChecked(False)
            self.tick.blockSignals(blocked)
            self.tick.setEnabled(not locked)

    def _on_ticked(self, checked: bool) -> None:
        if checked:
            self.kept.emit(self.line)

    def _on_opened(self) -> None:
        self.opened.emit(self.line)


class ComingLine(QWidget):
    """A day, and what is on."""

    opened = Signal(object)

    def __init__(self, theme: Theme, line: ComingUp) -> None:
        super().__init__()
        self.line = line
        title, detail = coming_words(line)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, S, 0, S)
        row.setSpacing(M)
        day = QVBoxLayout()
        day.setSpacing(0)
        number, month = (
            PlainLabel(str(line.at.day), "h2", wrap=False),
            PlainLabel(month_short(line.at), "small", wrap=False),
        )
        number.setMinimumWidth(round(theme.line_height * 1.8))
        day.addWidget(number)
        day.addWidget(month)
        day.addStretch(1)
        row.addLayout(day)
        words = QVBoxLayout()
        words.setSpacing(0)
        self.link = ShortLink(title, self._on_opened)
        words.addWidget(self.link)
        if detail:
            below = PlainLabel(detail, "small")
            below.setContentsMargins(2, 0, 0, 0)
            words.addWidget(below)
        words.addStretch(1)
        row.addLayout(words, 1)

    def _on_opened(self) -> None:
        self.opened.emit(self.line)


def replace_lines(column: QVBoxLayout, lines: Sequence[QWidget], nothing: str) -> None:
    """Put lines with hairlines between them into a column, or a sentence when there are none."""
    while (item := column.takeAt(0)) is not None:
        old = item.widget()
        if old is not None:
            # Taken from its parent here, two changes in a row would leave Qt without a way from line to line by Tab.
            old.hide()
            old.deleteLater()
    for number, line in enumerate(lines):
        if number:
            column.addWidget(Line())
        column.addWidget(line)
    if not lines:
        column.addWidget(PlainLabel(nothing, "muted"))
    column.addStretch(1)
