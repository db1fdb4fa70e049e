"""One foreign page on paper of ours: what is ours on it, and what stands around it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reports.pdf.appended.placing import FOOT, HEAD, NOTE_ROOM, SIDE, Placement
from reports.pdf.canvas import FOOTER, Canvas, Page
from reports.pdf.printer import around, foot_number
from reports.pdf.structure import Mark
from reports.pdf.writer import number

if TYPE_CHECKING:
    from reports.pdf.structure import Element

_FOOT_LINE = 22.0


class AppendedPage(Page):
    """A page of a foreign file on paper of ours."""

    def __init__(self, canvas: Canvas, index: int, placement: Placement) -> None:
        super().__init__(canvas, index)
        self.width, self.height = placement.width, placement.height
        self.placement = placement
        self.resources = b""
        """Fonts, pictures and so on of the foreign drawing, without the brackets; fonts are apart."""
        self.fonts = b""
        self.has_note = False
        """Whether a line about the paper stands below its name."""
        self.drawing = 0
        """The number of the foreign drawing, which follows ours."""

    def take_marks(self, owners: list[int]) -> None:
        """Keep the numbers that marks of the foreign drawing have; ours get the next ones."""
        self._marks = list(owners)

    def take_mark(self, element: Element) -> int:
        """Return the number of a mark in the foreign drawing that belongs to an element of ours."""
        mcid = len(self._marks)
        self._marks.append(element.at)
        element.kids.append(Mark(self.at, mcid))
        return mcid

    def add_annotation(self, at: int) -> None:
        """Put a link on the page."""
        self._annotations.append(at)

    def write(self) -> None:
        """Write the page: our own marks first, so that nothing the foreign drawing leaves behind can touch them."""
        self.seal()
        writer, tree = self.canvas.writer, self.canvas.tree
        own = writer.put_stream(b"", b"q\n%s\nQ" % "".join(self._ops).encode("ascii"))
        tree.set_page(self._key, self._marks)
        links = b"/Annots[%s]" % b" ".join(b"%d 0 R" % at for at in self._annotations) if self._annotations else b""
        box = f"/MediaBox[0 0 {number(self.width)} {number(self.height)}]".encode()
        fonts = b"/Font<<%s%s>>" % (self.fonts, self.canvas.font_names(self.font_prefix))
        writer.put(
            b"<</Type/Page/Parent %d 0 R%s/Resources<<%s%s>>/Contents[%d 0 R %d 0 R]/StructParents %d/Tabs/S%s>>"
            % (self.canvas.parent_of(self), box, fonts, self.resources, own, self.drawing, self._key, links),
            self.at,
        )
        self._ops = []


def decorate(page: AppendedPage, foot: str) -> None:
    """Draw what stands around a foreign page: its number, and lines that set it apart."""
    edges = (SIDE, page.width - SIDE)
    around(page, FOOTER, _FOOT_LINE, foot, foot_number(page), edges)
    page.rule(*edges, FOOT - 4)
    page.rule(*edges, page.height - HEAD + 5 - (NOTE_ROOM if page.has_note else 0.0))
