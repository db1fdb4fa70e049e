"""The papers of a pack in their order, each with a box: those ticked are in it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractItemView, QListWidget, QListWidgetItem

from resources.i18n import _

if TYPE_CHECKING:
    from reports.pack.choices import Choice

_KEY = Qt.ItemDataRole.UserRole


class PaperList(QListWidget):
    """Papers to tick and to put in order, by the keyboard too."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self.setAccessibleName(name)
        self.setObjectName("pack_papers")
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setDragDropMode(QAbstractItemView.DragDropMode.InternalMove)
        self.setDefaultDropAction(Qt.DropAction.MoveAction)
        self.setSpacing(2)
        self.setWordWrap(True)
        self.setTextElideMode(Qt.TextElideMode.ElideNone)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._touched: dict[str, bool] = {}

    def show_choices(self, choices: Sequence[Choice], *, late: bool) -> None:
        """Offer papers; those shown before keep tick and place. With `late` only what came late is ticked."""
        before = [self._key(self.item(place)) for place in range(self.count())]
        if not late:
            self._touched |= {self._key(item): _is_ticked(item) for item in self._items() if self.isEnabled()}
        known = {key: place for place, key in enumerate(before)}
        ordered = sorted(choices, key=lambda choice: known.get(choice.key, len(known)))
        if not known or any(choice.key not in known for choice in choices):
            ordered = list(choices)
        current = self.currentRow()
        self.clear()
        for choice in ordered:
            self.addItem(self._line(choice, late=late))
        self.setCurrentRow(max(0, min(current, self.count() - 1)))
        self.updateGeometry()

    def keys(self) -> list[str]:
        """Return the papers that are ticked, in their order."""
        return [self._key(item) for item in self._items() if _is_ticked(item)]

    def shift(self, step: int) -> None:
        """Move the chosen paper up or down."""
        place = self.currentRow()
        if 0 <= place < self.count() and 0 <= place + step < self.count():
            item = self.takeItem(place)
            self.insertItem(place + step, item)
            self.setCurrentRow(place + step)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Move with Alt and the arrows."""
        steps = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}
        step = steps.get(Qt.Key(event.key()))
        if step is not None and event.modifiers() & Qt.KeyboardModifier.AltModifier:
            self.shift(step)
        else:
            super().keyPressEvent(event)

    def sizeHint(self) -> QSize:
        """Ask for room for up to twelve lines."""
        lines = min(max(self.count(), 4), 12)
        return QSize(self.fontMetrics().height() * 24, round(lines * self.fontMetrics().height() * 1.7) + 6)

    def minimumSizeHint(self) -> QSize:
        """Show at least four lines."""
        return QSize(0, self.fontMetrics().height() * 7)

    def _line(self, choice: Choice, *, late: bool) -> QListWidgetItem:
        is_late = choice.paper is not None and choice.paper.supplement is not None
        ticked = is_late if late else self._touched.get(choice.key, choice.usual)
        item = QListWidgetItem(words_of(choice))
        item.setFlags(item.flags() | Qt.ItemFlag.ItemIsUserCheckable)
        item.setCheckState(Qt.CheckState.Checked if ticked else Qt.CheckState.Unchecked)
        item.setData(_KEY, choice.key)
        return item

    def _items(self) -> list[QListWidgetItem]:
        return [self.item(place) for place in range(self.count())]

    def _key(self, item: QListWidgetItem) -> str:
        return str(item.data(_KEY))


def words_of(choice: Choice) -> str:
    """Return a paper as the list names it: with its item, and what is to be known of it."""
    words = choice.title if choice.item is None else f"{choice.title} · {choice.item.number}. {choice.item.title}"
    if choice.paper is not None and choice.paper.supplement is not None:
        words = _("{paper} · Supplement {number}").format(paper=words, number=choice.paper.supplement)
    return words if choice.is_there else _("{paper} · its file is to follow").format(paper=words)


def _is_ticked(item: QListWidgetItem) -> bool:
    return item.checkState() == Qt.CheckState.Checked
