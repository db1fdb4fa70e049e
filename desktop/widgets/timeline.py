"""The story of a relationship: what happened, newest first, loading as one scrolls."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QSize, Qt, Signal
from PySide6.QtGui import QFont, QFontMetrics, QKeyEvent, QPainter, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QListView, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from desktop.icons import paint_icon
from desktop.plain import straight
from desktop.tables.columns import ROW_ROLE, RecordLine
from desktop.tables.keys import is_enter
from desktop.tables.painting import paint_ground, paint_line, paint_pill, paint_text, pill_width, placed
from desktop.tables.window_model import Start, WindowModel
from desktop.theme import M, S, Text, Theme
from desktop.tokens import Tone
from resources.i18n import _

Index = QModelIndex | QPersistentModelIndex
_WRAP = Qt.TextFlag.TextWordWrap.value | Qt.AlignmentFlag.AlignLeft.value | Qt.AlignmentFlag.AlignTop.value
_ENDLESS = 100_000


@dataclass(frozen=True)
class TimelineEntry:
    """One thing that happened; `kind` and `record_id` say what opens when it is chosen."""

    kind: str
    record_id: int
    icon: str
    title: str
    when: str
    body: str = ""
    footer: str = ""
    pill: str = ""
    tone: Tone = Tone.PLAIN

    @property
    def spoken(self) -> str:
        """Return the entry as a screen reader says it."""
        return ", ".join(part for part in (self.title, self.pill, self.when, self.body, self.footer) if part)


def _line(entry: TimelineEntry) -> RecordLine:
    return RecordLine(entry.title, ", ".join(p for p in (entry.pill, entry.when, entry.body, entry.footer) if p))


class TimelineDelegate(QStyledItemDelegate):
    """Paints an entry; long notes break into lines."""

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = theme

    def _gutter(self) -> int:
        return round(self._theme.line_height * 1.2) + M

    def _height_of(self, text: str, font: QFont, width: int) -> int:
        return QFontMetrics(font).boundingRect(QRect(0, 0, width, _ENDLESS), _WRAP, text).height() if text else 0

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """Return the height the entry needs at the width there is."""
        entry = index.data(ROW_ROLE)
        view = self.parent()
        if not isinstance(entry, TimelineEntry) or not isinstance(view, QListView):
            return QSize()
        width = max(view.viewport().width() - self._gutter() - 2 * S, 40)
        body, foot = self._theme.font(), self._theme.font(Text.SMALL)
        height = QFontMetrics(self._theme.font(Text.H3)).height() + 4 + 2 * M
        for text, font in ((entry.body, body), (entry.footer, foot)):
            height += self._height_of(text, font, width) + (4 if text else 0)
        return QSize(0, height)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Draw icon, title, pill and date above the note and who it was with."""
        entry = index.data(ROW_ROLE)
        if not isinstance(entry, TimelineEntry):
            return
        theme = self._theme
        painter.save()
        chosen = paint_ground(painter, option, theme)
        rect = placed(option).rect
        paint_line(painter, rect, theme, 0)
        ink = theme.colour("selected_text" if chosen else "text")
        quiet = theme.colour("selected_text" if chosen else "muted")
        title_font, small = theme.font(Text.H3), theme.font(Text.SMALL)
        metrics, gutter = QFontMetrics(title_font), self._gutter()
        side = round(theme.line_height * 1.15)
        top = QRect(rect.left() + gutter, rect.top() + M, rect.width() - gutter - S, metrics.height() + 4)
        paint_icon(painter, QRect(rect.left() + S, top.top() + 1, side, side), entry.icon, quiet)
        when = QFontMetrics(small).horizontalAdvance(entry.when)
        paint_text(painter, top, entry.when, small, quiet, Qt.AlignmentFlag.AlignRight)
        room = QRect(top.left(), top.top(), top.width() - when - M, top.height())
        if entry.pill:
            wide = pill_width(entry.pill, theme)
            title = min(metrics.horizontalAdvance(entry.title), max(0, room.width() - wide - S))
            paint_pill(painter, room.left() + title + S + wide, room.center().y(), entry.pill, entry.tone, theme)
            room.setWidth(title + 1)
        paint_text(painter, room, entry.title, title_font, ink)
        y = top.bottom() + 4
        for text, font, colour in ((entry.body, theme.font(), ink), (entry.footer, small, quiet)):
            if text:
                height = self._height_of(text, font, top.width())
                painter.setFont(font)
                painter.setPen(colour)
                painter.drawText(QRect(top.left(), y, top.width(), height + 2), _WRAP, straight(text))
                y += height + 4
        painter.restore()


_LINES = 16
"""How many lines of text a long story wants to be high: about a window of large text."""


class Timeline(QListView):
    """Shows entries from a fetch, a page at a time."""

    entry_opened = Signal(str, int)
    """The kind and id of the record behind the entry."""

    def __init__(self, theme: Theme, name: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(name or _("Timeline"))
        self.setObjectName("timeline")
        self._asked_for, self._is_short = 0, False
        self._entries: WindowModel[TimelineEntry] = WindowModel((), _key, line=_line, parent=self, page_size=30)
        self.setItemDelegate(TimelineDelegate(theme, self))
        self.setModel(self._entries)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setMouseTracking(True)
        self.activated.connect(self._on_activated)
        theme.changed.connect(self.scheduleDelayedItemsLayout)

    def show_entries(self, fetch: Callable[[Start[TimelineEntry], int], Sequence[TimelineEntry]]) -> None:
        """Show the entries of a record, newest first, keeping the place when it is the same story again."""
        place = self.verticalScrollBar().value()
        self._entries.show(fetch, None)
        self._is_short = not self._entries.canFetchMore(QModelIndex())
        self.verticalScrollBar().setValue(place)

    @property
    def count(self) -> int:
        """Return how many entries are known of by now."""
        return self._entries.rowCount()

    def sizeHint(self) -> QSize:
        """Ask for room for the whole of a short story, so that in a low window it need not scroll by itself."""
        whole, some = self.contentsSize().height() + 2 * self.frameWidth(), _LINES * self.fontMetrics().height()
        return QSize(super().sizeHint().width(), whole if self._is_short else some)

    def updateGeometries(self) -> None:
        """Say so when the story has become longer or shorter."""
        super().updateGeometries()
        if self.sizeHint().height() != self._asked_for:
            self._asked_for = self.sizeHint().height()
            self.updateGeometry()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Break the notes again when the width changes."""
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self.scheduleDelayedItemsLayout()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Open with Enter on every system."""
        if is_enter(event) and self.currentIndex().isValid():
            self._on_activated(self.currentIndex())
            return
        super().keyPressEvent(event)

    def _on_activated(self, index: QModelIndex) -> None:
        entry = index.data(ROW_ROLE)
        if isinstance(entry, TimelineEntry):
            self.entry_opened.emit(entry.kind, entry.record_id)


def _key(entry: TimelineEntry) -> tuple[str, int]:
    return entry.kind, entry.record_id
