"""Pages of a PDF as pictures, drawn when they come into view, with their words for whoever cannot see them."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Sequence

from PySide6.QtCore import QRect, QRectF, Qt, Signal
from PySide6.QtGui import QColor, QImage, QKeyEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractScrollArea, QWidget

from desktop.theme import M, Theme
from desktop.widgets.pdf_pages import Hit, PdfPages, as_one_line
from resources.i18n import _

_KEPT = 12
_SMALLEST, _LARGEST = 0.3, 4.0
_STEP = 1.2
_FOUND, _FOUND_NOW = QColor(255, 214, 10, 110), QColor(255, 128, 0, 130)
"""Over white paper, as a marker pen: the paper is white in dark colours too."""


class PdfView(QAbstractScrollArea):
    """Shows a PDF one page under the other, as wide as the view at first; keys scroll and turn pages.

    What the page in view says is its accessible description. A new file takes the place of the old one at once, on
    the same place of the same page.
    """

    page_changed = Signal(int, int)
    """The page in view, from 1, and how many there are; 0 and 0 for none."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("pdf_view")
        self.setAccessibleName(_("Preview of the report"))
        self._theme = theme
        self._file: PdfPages | None = None
        self._places: list[QRect] = []
        self._pictures: OrderedDict[int, QImage] = OrderedDict()
        self._hits: Sequence[Hit] = ()
        self._hit = -1
        self._zoom = 1.0
        self._told = (0, 0)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.verticalScrollBar().valueChanged.connect(self._on_scrolled)

    @property
    def page_count(self) -> int:
        """Return how many pages there are."""
        return len(self._file) if self._file is not None else 0

    @property
    def page(self) -> int:
        """Return the page in view, from 0."""
        middle = self.verticalScrollBar().value() + self.viewport().height() // 3
        for number, place in enumerate(self._places):
            if place.bottom() >= middle:
                return number
        return max(self.page_count - 1, 0)

    @property
    def zoom(self) -> float:
        """Return how wide a page is against the view."""
        return self._zoom

    def text(self, number: int) -> str:
        """Return what a page says, from 0; nothing where there is none."""
        return self._file.text(number) if self._file is not None and 0 <= number < self.page_count else ""

    def show_pdf(self, content: bytes) -> None:
        """Show a file that is in memory; where the reader was on the page before is kept."""
        page, share = self.page, self._share()
        fresh = PdfPages(content)
        self._take(fresh)
        if self._places:
            place = self._places[min(page, len(self._places) - 1)]
            self.verticalScrollBar().setValue(round(place.top() - M + share * place.height()))
        self._tell(again=True)

    def clear(self) -> None:
        """Show nothing."""
        self._take(None)

    def zoom_in(self) -> None:
        """Show the pages larger."""
        self._set_zoom(self._zoom * _STEP)

    def zoom_out(self) -> None:
        """Show the pages smaller."""
        self._set_zoom(self._zoom / _STEP)

    def fit_width(self) -> None:
        """Show the pages as wide as the view."""
        self._set_zoom(1.0)

    def turn(self, pages: int) -> None:
        """Go so many pages on, or back when negative."""
        self.go_to(self.page + pages)

    def go_to(self, number: int) -> None:
        """Bring the top of a page into view, from 0; the nearest where there is none of that number."""
        if self._places:
            place = self._places[min(max(number, 0), self.page_count - 1)]
            self.verticalScrollBar().setValue(place.top() - M)

    def find_words(self, words: str) -> int:
        """Mark every place where words stand, go to the first from the page in view on, and return how many."""
        self._hits = self._file.find(words) if self._file is not None and words.strip() else ()
        here = self.page
        self._hit = next((at for at, hit in enumerate(self._hits) if hit.page >= here), 0 if self._hits else -1)
        self._show_hit()
        return len(self._hits)

    def find_next(self, step: int = 1) -> int:
        """Go to the next place found, or the one before, round and round; return its number from 1, 0 for none."""
        if not self._hits:
            return 0
        self._hit = (self._hit + step) % len(self._hits)
        self._show_hit()
        return self._hit + 1

    @property
    def hit(self) -> int:
        """Return the number of the place found that is in view, from 1; 0 for none."""
        return self._hit + 1

    # --- layout ---------------------------------------------------------------------------------------------------

    def _take(self, file: PdfPages | None) -> None:
        before, self._file = self._file, file
        self._hits, self._hit = (), -1
        self._pictures.clear()
        self._lay_out()
        if before is not None:
            before.close()

    def _share(self) -> float:
        """Return how far down the page in view its first line is."""
        if not self._places:
            return 0.0
        place = self._places[self.page]
        return (self.verticalScrollBar().value() - place.top() + M) / max(1, place.height())

    def _set_zoom(self, zoom: float) -> None:
        page, share = self.page, self._share()
        self._zoom = min(max(zoom, _SMALLEST), _LARGEST)
        self._pictures.clear()
        self._lay_out()
        if self._places:
            place = self._places[page]
            self.verticalScrollBar().setValue(round(place.top() - M + share * place.height()))

    def _lay_out(self) -> None:
        sizes = self._file.sizes if self._file is not None else []
        widest = max((width for width, _height in sizes), default=1)
        room = self.viewport().width() - 2 * M
        scale = max(room, 100) / widest * self._zoom
        top, self._places = M, []
        for width, height in sizes:
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

    def _tell(self, *, again: bool = False) -> None:
        now = (self.page + 1, self.page_count) if self.page_count else (0, 0)
        if now == self._told and not again:
            return
        self._told = now
        words = ""
        if now[1]:
            where = _("Page {page} of {pages}").format(page=now[0], pages=now[1])
            words = f"{where}. {as_one_line(self.text(now[0] - 1))}"
        self.setAccessibleDescription(words)
        self.page_changed.emit(*now)

    def _show_hit(self) -> None:
        """Bring the place found into view, a third down from the top."""
        if 0 <= self._hit < len(self._hits):
            hit = self._hits[self._hit]
            places = [self._on_screen(hit.page, place) for place in hit.places]
            if places:
                view = self.viewport().rect().adjusted(0, M, 0, -M)
                wanted = places[0].toAlignedRect()
                if not view.contains(wanted.translated(0, -self.verticalScrollBar().value())):
                    self.verticalScrollBar().setValue(wanted.top() - self.viewport().height() // 3)
                across = self.horizontalScrollBar()
                if not across.value() <= wanted.left() <= across.value() + self.viewport().width():
                    across.setValue(wanted.left() - M)
        self.viewport().update()

    def _on_screen(self, page: int, place: QRectF) -> QRectF:
        """Return where a place of a page, in points, is laid out."""
        assert self._file is not None
        scale = self._places[page].width() / self._file.sizes[page][0]
        corner = self._places[page].topLeft()
        return QRectF(
            corner.x() + place.x() * scale,
            corner.y() + place.y() * scale,
            place.width() * scale,
            place.height() * scale,
        )

    # --- painting and keys ----------------------------------------------------------------------------------------

    def _picture(self, number: int) -> QImage:
        picture = self._pictures.get(number)
        if picture is None:
            assert self._file is not None
            ratio = self.devicePixelRatioF()
            picture = self._file.picture(number, self._places[number].width() * ratio / self._file.sizes[number][0])
            picture.setDevicePixelRatio(ratio)
            self._pictures[number] = picture
            while len(self._pictures) > _KEPT:
                self._pictures.popitem(last=False)
        self._pictures.move_to_end(number)
        return picture

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the pages that are in view, and what was found on them."""
        painter = QPainter(self.viewport())
        painter.fillRect(event.rect(), self._theme.colour("edge"))
        offset = (-self.horizontalScrollBar().value(), -self.verticalScrollBar().value())
        for number, place in enumerate(self._places):
            here = place.translated(*offset)
            if here.intersects(self.viewport().rect()):
                painter.drawImage(here.topLeft(), self._picture(number))
        for number, hit in enumerate(self._hits):
            for found in hit.places:
                there = self._on_screen(hit.page, found).translated(*offset).adjusted(-1, -1, 1, 1)
                painter.fillRect(there, _FOUND_NOW if number == self._hit else _FOUND)
        if self.hasFocus():
            painter.setPen(self._theme.colour("focus"))
            painter.drawRect(self.viewport().rect().adjusted(0, 0, -1, -1))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Fit the pages to the new width, and stay at the same place."""
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self._pictures.clear()
            self._set_zoom(self._zoom)
        else:
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
