"""A PDF in memory: how large its pages are, what they look like, what they say, and where some words stand on them."""

from __future__ import annotations

import re
from typing import NamedTuple

from PySide6.QtCore import QRectF
from PySide6.QtGui import QImage

_BLANKS = re.compile(r"\s+")


class Hit(NamedTuple):
    """Where some words stand: the page from 0, and the places on it in points from its upper left corner."""

    page: int
    places: tuple[QRectF, ...]


class PdfPages:
    """Opened from bytes; to be closed when it is no longer shown."""

    def __init__(self, content: bytes) -> None:
        # Imported when the first paper is shown: it has no part in the first paint.
        import pypdfium2

        self._document = pypdfium2.PdfDocument(content)
        self.sizes: list[tuple[float, float]] = [
            self._document.get_page_size(number) for number in range(len(self._document))
        ]
        self._texts: dict[int, str] = {}

    def __len__(self) -> int:
        return len(self.sizes)

    def close(self) -> None:
        """Let the file go."""
        self._document.close()

    def picture(self, number: int, scale: float) -> QImage:
        """Return a page drawn with so many dots a point."""
        bitmap = self._document[number].render(scale=scale, rev_byteorder=True)
        made = QImage(bytes(bitmap.buffer), bitmap.width, bitmap.height, bitmap.stride, QImage.Format.Format_RGB888)
        return made.copy()

    def text(self, number: int) -> str:
        """Return what a page says, line by line."""
        if number not in self._texts:
            page = self._document[number].get_textpage()
            self._texts[number] = page.get_text_range().replace("\r\n", "\n").replace("￾", "")
            page.close()
        return self._texts[number]

    def find(self, words: str) -> list[Hit]:
        """Return where words stand, in the order of reading, also across the ends of lines; capitals mean nothing."""
        parts = [re.escape(part) for part in words.split()]
        if not parts:
            return []
        pattern = re.compile(r"\s+".join(parts), re.IGNORECASE)
        # The text is asked first: of a long paper most pages need no more.
        return [
            hit
            for number in range(len(self))
            if pattern.search(self.text(number))
            for hit in self._hits(number, pattern)
        ]

    def _hits(self, number: int, pattern: re.Pattern[str]) -> list[Hit]:
        page, height = self._document[number].get_textpage(), self.sizes[number][1]
        found = []
        for match in pattern.finditer(page.get_text_range()):
            count = page.count_rects(match.start(), match.end() - match.start())
            boxes = [page.get_rect(place) for place in range(count)]
            found.append(
                Hit(
                    number,
                    tuple(QRectF(left, height - top, right - left, top - bottom) for left, bottom, right, top in boxes),
                )
            )
        page.close()
        return found


def as_one_line(text: str) -> str:
    """Return the words of a page as a screen reader reads them in one go."""
    return _BLANKS.sub(" ", text).strip()
