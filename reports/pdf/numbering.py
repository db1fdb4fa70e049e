"""The one run of page numbers: what is printed at the foot, and what a viewer shows beside the page, are the same."""

from __future__ import annotations

from dataclasses import dataclass

from reports.pdf.writer import text_string
from resources.i18n import _
from resources.i18n import marked as m


@dataclass(frozen=True, slots=True)
class Numbering:
    """How the pages of a file are numbered."""

    first: int = 1
    """The number of the first page; above 1 where the file goes on from another."""
    words: str = m("Page {page} of {pages}")
    """What stands at the foot of each page."""
    label: str = ""
    """What a viewer shows before the number."""

    def foot(self, index: int, count: int) -> str:
        """Return the words at the foot of a page, by its place among so many."""
        return _(self.words).format(page=self.first + index, pages=self.first + count - 1)

    @property
    def catalogue(self) -> bytes:
        """Return the entry of the catalogue; a file that begins with 1 needs none."""
        if self == Numbering():
            return b""
        before = b"/P" + text_string(self.label) if self.label else b""
        return b"/PageLabels<</Nums[0<</S/D/St %d%s>>]>>" % (self.first, before)
