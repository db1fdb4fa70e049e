"""Pages of a PDF as pictures, drawn when they come into view."""

from __future__ import annotations

from collections import OrderedDict
from typing import TYPE_CHECKING

from PySide6.QtCore import QRect, Qt, Signal
from PySide6.QtGui import QImage, QKeyEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractScrollArea, QWidget

from desktop.theme import M, Theme

if TYPE_CHECKING:
    from pypdfium2 import PdfDocument

_KEPT = 12
_SMALLEST, _LARGEST = 0.3, 3.0
_STEP = 1.2


class PdfView(QAbstractScrollArea):
    """Shows a PDF one page under the other, as wide as the view at first; keys scroll and turn pages.

    It is a picture for the eye: the file itself is what a screen reader reads, and the accessible text says so.
    """

    page_changed = Signal(int, int)
    """The page in view, from 1, and how many there are; 0 and 0 for none."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("pdf_view")
        self.setAccessibleName("Preview of the report")
        self._theme = theme
        self._document: PdfDocument | None = None
        self._sizes: list[tuple[float, float]] = []
        self._places: list[QRect] = []
        self._pictures: OrderedDict[int, QImage] = OrderedDict()
        self._zoom = 1.0
        self._told = (0, 0)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.verticalScrollBar().valueChanged.connect(self._on_scrolled)

    @property
    def page_count(self) -> int:
        """Return how many pages there are."""
        return len(self._sizes)

    def show_pdf(self, content: bytes) -> None:
        """Show a file that is in memory; where the reader was on the page before is kept."""
        import pypdfium2

        self.clear()
        self._document = pypdfium2.PdfDocument(content)
        self._sizes = [self._document.get_page_size(number) for number in range(len(self._document))]
        self._lay_out()

    def clear(self) -> None:
        """Show nothing."""
        if self._document is not None:
            self._document.close()
            self._document = None
        self._sizes, self._places = [], []
        self._pictures.clear()
        self._lay_out()

    def zoom_in(self) -> None:
        """Show the pages larger."""
        self._set_zoom(self._zoom * _STEP)

    def zoom_out(self) -> None:
        """Show the pages smaller."""
        self._set_zoom(self._zoom / _STEP)

    def turn(self, pages: int) -> None:
        """Go so many pages on, or back when negative."""
        wanted = min(max(self._current() + pages, 0), self.page_count - 1)
        if self._places:
            self.verticalScrollBar().setValue(self._places[wanted].top() - M)

    def _set_zoom(self, zoom: float) -> None:
        self._zoom = min(max(zoom, _SMALLEST), _LARGEST)
        self._pictures.clear()
        self._lay_out()

    def _current(self) -> int:
        middle = self.verticalScrollBar().value() + self.viewport().height() // 3
        for number, place in enumerate(self._places):
            if place.bottom() >= middle:
                return number
        return max(self.page_count - 1, 0)

    def _lay_out(self) -> None:
        widest = max((width for width, _height in self._sizes), default=1)
        room = self.viewport().width() - 2 * M
        scale = max(room, 100) / widest * self._zoom
        top, self._places = M, []
        for width, height in self._sizes:
            size = (round(width * scale), round(height * scale))
            left = max((self.viewport().width() - size[0]) // 2, M)
            self._places.append(QRect(left, top, *size))
            top += size[1] + M
        across = max((place.right() + M for place in self._places), default=0)
        for bar, length, view in (
            (self.verticalScrollBar(), top, self.viewport().height()),
            (self.horizontalScrollBar(), across, self.viewport().width()),
        ):
            bar.setRange(0, max(length - view, 0))
            bar.setPageStep(view)
            bar.setSingleStep(self._theme.line_height * 3)
        self._tell()
        self.viewport().update()

    def _on_scrolled(self) -> None:
        self._tell()
        self.viewport().update()

    def _tell(self) -> None:
        now = (self._current() + 1, self.page_count) if self.page_count else (0, 0)
        if now != self._told:
            self._told = now
            self.setAccessibleDescription(
                f"Page {now[0]} of {now[1]}. Save it as PDF to have it read by a screen reader." if now[1] else ""
            )
            self.page_changed.emit(*now)

    def _picture(self, number: int) -> QImage:
        picture = self._pictures.get(number)
        if picture is None:
            assert self._document is not None
            ratio = self.devicePixelRatioF()
            scale = self._places[number].width() * ratio / self._sizes[number][0]
            bitmap = self._document[number].render(scale=scale, rev_byteorder=True)
            made = QImage(bytes(bitmap.buffer), bitmap.width, bitmap.height, bitmap.stride, QImage.Format.Format_RGB888)
            picture = made.copy()
            picture.setDevicePixelRatio(ratio)
            self._pictures[number] = picture
            while len(self._pictures) > _KEPT:
                self._pictures.popitem(last=False)
        self._pictures.move_to_end(number)
        return picture

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the pages that are in view."""
        painter = QPainter(self.viewport())
        painter.fillRect(event.rect(), self._theme.colour("edge"))
        offset = (-self.horizontalScrollBar().value(), -self.verticalScrollBar().value())
        for number, place in enumerate(self._places):
            here = place.translated(*offset)
            if here.intersects(self.viewport().rect()):
                painter.drawImage(here.topLeft(), self._picture(number))
        if self.hasFocus():
            painter.setPen(self._theme.colour("focus"))
            painter.drawRect(self.viewport().rect().adjusted(0, 0, -1, -1))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Fit the pages to the new width."""
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self._pictures.clear()
        self._lay_out()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Scroll by keys; Ctrl+Page Up and Down turn pages."""
        bar = self.verticalScrollBar()
        control = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
        match event.key():
            case Qt.Key.Key_PageDown if control:
                self.turn(1)
            case Qt.Key.Key_PageUp if control:
                self.turn(-1)
            case Qt.Key.Key_Home:
                bar.setValue(0)
            case Qt.Key.Key_End:
                bar.setValue(bar.maximum())
            case Qt.Key.Key_Space | Qt.Key.Key_PageDown:
                bar.setValue(bar.value() + bar.pageStep())
            case Qt.Key.Key_PageUp:
                bar.setValue(bar.value() - bar.pageStep())
            case _:
                super().keyPressEvent(event)
