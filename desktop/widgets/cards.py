"""Cards and what stands in them: headings, big numbers, facts, alerts and empty states."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QSize, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QFrame, QHBoxLayout, QVBoxLayout, QWidget

from desktop.theme import XL, XS, L, M, S, Theme
from desktop.tokens import Tone
from desktop.widgets.buttons import Button, button
from desktop.widgets.labels import Line, Pill, PlainLabel, TitleLabel
from desktop.widgets.picture import Picture as Picture


class Card(QFrame):
    """A bordered surface; put things into `body`."""

    def __init__(self, parent: QWidget | None = None, *, margin: int = L, gap: int = S) -> None:
        super().__init__(parent)
        self.setProperty("look", "card")
        self.body = QVBoxLayout(self)
        self.body.setContentsMargins(margin, M, margin, M)
        self.body.setSpacing(gap)


class SectionHeader(QWidget):
    """A heading with an optional count and quiet buttons at the right."""

    def __init__(self, title: str, kind: str = "h2", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._whole = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._whole.setContentsMargins(0, 0, 0, 0)
        self._whole.setSpacing(S)
        self._words = title
        self.title = TitleLabel(title, kind)
        self.count = PlainLabel("", "muted", wrap=False)
        head, self._row = QHBoxLayout(), QHBoxLayout()
        for part in (head, self._row):
            part.setSpacing(S)
        head.addWidget(self.title, 1)
        head.addWidget(self.count)
        self._whole.addLayout(head, 1)
        self._whole.addLayout(self._row)

    def set_count(self, count: int | None) -> None:
        """Show how many there are, or nothing."""
        self.count.setText("" if count is None else f"{count:,}")
        self._fit()

    def add_button(self, made: Button) -> Button:
        """Put a button at the right end, or below the heading where both have no room side by side."""
        self._row.addWidget(made)
        self._fit()
        return made

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Give the heading a row of its own where it would be cut."""
        super().resizeEvent(event)
        self._fit()

    def changeEvent(self, event: QEvent) -> None:
        """Ask again at another size of text."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self._fit()

    def minimumSizeHint(self) -> QSize:
        """Let a narrow pane be narrow: the buttons then go below the heading."""
        buttons, count = self._row.minimumSize().width(), self.count.sizeHint().width()
        return QSize(max(buttons, count + 2 * S), super().minimumSizeHint().height())

    def _fit(self) -> None:
        if self._row.count() == 0:
            return
        title = self.title.fontMetrics().horizontalAdvance(self._words)
        beside = title + self.count.sizeHint().width() + self._row.sizeHint().width() + 3 * S <= self.width()
        direction = QBoxLayout.Direction.LeftToRight if beside else QBoxLayout.Direction.TopToBottom
        if self._whole.direction() != direction:
            self._whole.setDirection(direction)
            self._row.setAlignment(Qt.AlignmentFlag.AlignLeft if not beside else Qt.AlignmentFlag(0))


class NumberCard(Card):
    """A big number, what it counts, and a link to the list behind it."""

    opened = Signal()

    def __init__(self, link: str, parent: QWidget | None = None) -> None:
        super().__init__(parent, gap=XS)
        self.number = PlainLabel("", "number", wrap=False)
        self.words = PlainLabel("")
        self.link = button(link, self.opened.emit, kind="link")
        self.body.addWidget(self.number)
        self.body.addWidget(self.words)
        row = QHBoxLayout()
        row.setContentsMargins(0, XS, 0, 0)
        row.addWidget(self.link)
        row.addStretch(1)
        self.body.addStretch(1)
        self.body.addLayout(row)

    def wait(self, words: str) -> None:
        """Show what will be counted, before it is."""
        self.number.setText("–")
        self.number.set_ink(Tone.PLAIN)
        self.words.setText(words)
        self.link.setAccessibleName(f"{self.link.text().replace('&', '')}: {words}")

    def set(self, number: int, words: str, tone: Tone = Tone.PLAIN) -> None:
        """Show a number and its words."""
        self.number.setText(f"{number:,}")
        self.number.set_ink(tone)
        self.words.setText(words)
        self.link.setAccessibleName(f"{self.link.text().replace('&', '')}: {number:,} {words}")


@dataclass(frozen=True)
class Fact:
    """A line of the facts column: what it is, what it says, and a word below; `pill` shows it as a pill."""

    label: str
    value: str
    note: str = ""
    tone: Tone = Tone.PLAIN
    pill: bool = False


class FactsPanel(Card):
    """Groups of facts about the record in view, each group under its heading."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent, gap=M)

    def show_groups(self, groups: Iterable[tuple[str, Iterable[Fact]]]) -> None:
        """Show groups in place of the ones before."""
        while self.body.count():
            item = self.body.takeAt(0)
            old = item.widget() if item is not None else None
            if old is not None:
                # Hidden first: what was put into the layout just now is shown later, and would be a window by then.
                old.hide()
                old.setParent(None)
                old.deleteLater()
        for number, (heading, facts) in enumerate(groups):
            if number:
                self.body.addWidget(Line())
            self.body.addWidget(_group(heading, facts))


def _group(heading: str, facts: Iterable[Fact]) -> QWidget:
    box = QWidget()
    column = QVBoxLayout(box)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(XS)
    column.addWidget(PlainLabel(heading, "h3"))
    for fact in facts:
        column.addSpacing(XS)
        if fact.label:
            column.addWidget(PlainLabel(fact.label, "small"))
        if fact.pill:
            column.addWidget(Pill(fact.value, fact.tone))
        else:
            value = PlainLabel(fact.value)
            value.set_ink(fact.tone)
            column.addWidget(value)
        if fact.note:
            column.addWidget(PlainLabel(fact.note, "small"))
    return box


class AlertStrip(QFrame):
    """Something the user should know about this record, with at most one thing to do about it."""

    pressed = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        row = QHBoxLayout(self)
        row.setContentsMargins(L, M, L, M)
        row.setSpacing(M)
        self._picture = Picture(theme, "warning-circle", "late", 1.3)
        self._title, self._words = PlainLabel("", "strong"), PlainLabel("", "muted")
        self.button = button("", self.pressed.emit)
        text = QVBoxLayout()
        text.setSpacing(2)
        text.addWidget(self._title)
        text.addWidget(self._words)
        row.addWidget(self._picture, 0, Qt.AlignmentFlag.AlignTop)
        row.addLayout(text, 1)
        row.addWidget(self.button, 0, Qt.AlignmentFlag.AlignVCenter)
        self.hide()

    def tell(self, title: str, words: str, tone: Tone = Tone.LATE, action: str = "") -> None:
        """Show a trouble, and a button when `action` names one."""
        icon = {Tone.LATE: "warning-circle", Tone.SOON: "clock", Tone.GOOD: "check-circle"}.get(tone, "info")
        self._picture.set_icon(icon, tone.value if tone is not Tone.PLAIN else "muted")
        self._title.setText(title)
        self._words.setText(words)
        self.button.setText(action)
        self.button.setVisible(bool(action))
        self.setProperty("look", f"alert-{tone.value}")
        self.style().unpolish(self)
        self.style().polish(self)
        self.show()


class EmptyState(QWidget):
    """What stands where a list would be: what it is for, and the ways to fill it."""

    def __init__(self, theme: Theme, icon: str, title: str, words: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        column = QVBoxLayout(self)
        column.setContentsMargins(XL, XL, XL, XL)
        column.setSpacing(M)
        self.title, self.words = PlainLabel(title, "h2"), PlainLabel(words, "muted")
        self._picture = Picture(theme, icon, "accent", 2.6)
        column.addStretch(2)
        column.addWidget(self._picture, 0, Qt.AlignmentFlag.AlignHCenter)
        for label in (self.title, self.words):
            label.setAlignment(Qt.AlignmentFlag.AlignHCenter)
            column.addWidget(label)
        self._row = QHBoxLayout()
        self._row.setSpacing(S)
        self._row.addStretch(1)
        self._row.addStretch(1)
        column.addLayout(self._row)
        column.addStretch(3)

    def tell(self, title: str, words: str) -> None:
        """Say something else, for instance that nothing matches the filter."""
        self.title.setText(title)
        self.words.setText(words)

    def add_button(self, text: str, slot: Callable[[], object], *, kind: str = "") -> Button:
        """Add a way on; the first should be filled."""
        return self.add(button(text, slot, kind=kind))

    def add(self, made: Button) -> Button:
        """Add a button that was made elsewhere."""
        self._row.insertWidget(self._row.count() - 1, made)
        return made

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Put the ways on below each other where there is no room beside each other."""
        super().resizeEvent(event)
        items = (self._row.itemAt(number) for number in range(self._row.count()))
        made = [item.widget() for item in items if item is not None and item.widget() is not None]
        wanted = sum(one.sizeHint().width() + S for one in made if one is not None and not one.isHidden())
        narrow = wanted > event.size().width() - 2 * XL
        self._row.setDirection(QBoxLayout.Direction.TopToBottom if narrow else QBoxLayout.Direction.LeftToRight)

    def minimumSizeHint(self) -> QSize:
        """Let a narrow pane be narrow: the words break."""
        return QSize(0, super().minimumSizeHint().height())
