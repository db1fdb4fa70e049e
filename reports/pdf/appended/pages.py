"""Foreign pages as pages of ours: a heading or the paper's name above, the drawing fitted in, the number below.

A paper with tags keeps them. One without is given what is true of it: each page is one element, with its words in the
order in which the file draws them, so that they can be read out at all; a page that is only a picture is a figure that
says so. A figure for every page would be neater and would take the words away from those who need them read out.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from reports import style
from reports.lines_of_text import one_line
from reports.pdf.appended.copying import Copier
from reports.pdf.appended.grafting import Graft
from reports.pdf.appended.links import Drawn, KeptLink, drawn_on, links_of
from reports.pdf.appended.page import AppendedPage
from reports.pdf.appended.placing import NOTE_ROOM, SIDE, place
from reports.pdf.appended.refusing import reading
from reports.pdf.appended.resources import free_prefix, has_fonts_within, hidden_layers, resources
from reports.pdf.appended.values import part_of
from reports.pdf.canvas import HEADER, Canvas
from reports.pdf.printer import TITLE, around, cut
from reports.pdf.structure import Annotation
from reports.pdf.writer import byte_string, number, text_string
from resources.i18n import _

if TYPE_CHECKING:
    import pikepdf

    from reports.pdf.appended.source import Source
    from reports.pdf.appended.tree import ObjGen
    from reports.pdf.structure import Element

_HEAD_LINE = 22.0
"""From the upper edge to the base of what stands above a page."""
_MARK_NUMBER = re.compile(rb"/MCID\s+\d+")
_TEXT = re.compile(rb"(?<![A-Za-z])(?:Tj|TJ)(?![A-Za-z])")


class Appending:
    """Puts one foreign file at the end of ours."""

    def __init__(self, canvas: Canvas, source: Source, title: str, root: Element, called: str) -> None:
        """`root` holds it in the structure, `title` names it above its pages, `called` keeps names apart."""
        self._canvas, self._source, self._title, self._root = canvas, source, title, root
        self._called = called
        self._pages: list[AppendedPage] = []
        self._numbers: dict[ObjGen, int] = {page.object.objgen: index for index, page in enumerate(source.pages)}
        self._copier = Copier(canvas.writer, source.pdf, keeps_marks=source.tree is not None)
        self._graft: Graft | None = None

    def run(self) -> None:
        """Append all pages. Raises CannotAppend for one that is damaged."""
        with reading(self._source.name):
            self._run()
        self._canvas.tree.close(self._root)

    def _run(self) -> None:
        self._make_pages()
        if self._source.tree is not None:
            self._take_tags()
        # The heading comes before what the paper itself says, in the order of reading as on the page.
        self._heading(self._pages[0])
        if self._graft is not None:
            self._graft.hang(self._root)
        for index, page in enumerate(self._pages):
            if index:
                self._name_above(page)
            self._draw(index, page)
        if self._graft is not None:
            self._graft.write(self._root)
        self._copier.finish()
        self._keep_layers()

    def _make_pages(self) -> None:
        for index, page in enumerate(self._source.pages):
            more = NOTE_ROOM if not index and self._source.tree is None else 0.0
            placement = place(page.box, page.turned, page.unit, more_head=more)
            made = AppendedPage(self._canvas, len(self._canvas.pages), placement)
            if self._source.tree is not None:
                made.font_prefix = free_prefix(page.object.get("/Resources"))
            self._canvas.add_page(made)
            self._pages.append(made)

    def _take_tags(self) -> None:
        """Make ready what the tags of the file need before anything of it is copied."""
        assert self._source.tree is not None
        placed = {
            one.object.objgen: (page.at, page.placement)
            for one, page in zip(self._source.pages, self._pages, strict=True)
        }
        self._graft = Graft(self._canvas, self._source.tree, self._copier, placed, f"{self._called}.")
        for one, page in zip(self._source.pages, self._pages, strict=True):
            page.take_marks(self._graft.marks_of(one.object.objgen))
        for index in range(len(self._source.pages)):
            for link in self._links(index):
                if link.object.objgen != (0, 0):
                    self._graft.annotations[link.object.objgen] = self._canvas.writer.reserve()
        self._graft.announce_objects()

    # What stands around ----------------------------------------------------------------------------------------

    def _heading(self, page: AppendedPage) -> None:
        """Write the name of the paper above its first page, as its heading; and what is to be known before reading."""
        canvas, base = self._canvas, page.height - _HEAD_LINE
        canvas.name_place(TITLE, page, page.height)
        page.mark(canvas.tree.add(self._root, "H1"))
        self._write(page, base, cut(self._title, page.width - 2 * SIDE, bold=True), style.INK, bold=True)
        if self._source.tree is None:
            page.mark(canvas.tree.add(self._root, "P"))
            page.has_note = True
            words = _("This paper has no tags, so a screen reader may not read it well. Ask us for another form of it.")
            self._write(page, base - NOTE_ROOM, cut(words, page.width - 2 * SIDE), style.MUTED)
        page.end()

    def _write(self, page: AppendedPage, base: float, words: str, colour: str, bold: bool = False) -> None:
        for offset, fragment in one_line(words, bold).fragments:
            page.show_fragment((SIDE + offset * style.FOOT_SIZE, base), fragment, style.FOOT_SIZE, colour)

    def _name_above(self, page: AppendedPage) -> None:
        around(page, HEADER, page.height - _HEAD_LINE, self._title, "", (SIDE, page.width - SIDE))

    # The drawing -----------------------------------------------------------------------------------------------

    def _draw(self, index: int, page: AppendedPage) -> None:
        """Write the drawing of a foreign page and what it needs."""
        found = self._source.pages[index]
        content = self._source.content(index)
        drawn = list(drawn_on(found.object, found.turned, "LDa"))
        pictures = b"".join(b"%s %s" % (one.name.encode(), self._copier.reference(one.appearance)) for one in drawn)
        if self._source.tree is None:
            self._draw_untagged(index, page, content, drawn, pictures)
        else:
            self._draw_tagged(page, found.object, content, drawn, pictures)
        for link in self._links(index):
            self._link(page, link)
        self._copier.finish()

    def _draw_tagged(
        self, page: AppendedPage, found: pikepdf.Object, content: bytes, drawn: list[Drawn], pictures: bytes
    ) -> None:
        """Let the drawing stand on the page itself, where every reader finds its marks."""
        own = found.get("/Resources")
        page.fonts = self._copier.entries_of(part_of(own, "/Font"))
        page.resources = resources(self._copier, own) + b"/XObject<<%s%s>>" % (
            self._copier.entries_of(part_of(own, "/XObject")),
            pictures,
        )
        on_top = b"".join(self._put_on_top(page, one) for one in drawn)
        page.drawing = self._canvas.writer.put_stream(b"", page.placement.operators + content + b"\n" + on_top)

    def _put_on_top(self, page: AppendedPage, one: Drawn) -> bytes:
        """Return what draws something put on top of a page: with its words where it has any, else as decoration."""
        words = " ".join(one.words.split())
        if not words:
            return b"/Artifact BMC\n%s\nEMC\n" % one.operators
        element = self._canvas.tree.add(self._root, "Figure", alt=words)
        left, bottom, right, top = page.placement.area(page.placement.box)
        box = " ".join(map(number, (left, bottom, right, top)))
        element.attributes = f"/O/Layout/Placement/Block/BBox[{box}]".encode()
        return b"/Figure <</MCID %d>> BDC\n%s\nEMC\n" % (page.take_mark(element), one.operators)

    def _draw_untagged(
        self, index: int, page: AppendedPage, content: bytes, drawn: list[Drawn], pictures: bytes
    ) -> None:
        """Let the drawing stand in a frame of its own, and be one element of the page."""
        found = self._source.pages[index].object
        own = found.get("/Resources")
        content = _MARK_NUMBER.sub(b"", content)
        inner = b"<<%s/Font<<%s>>/XObject<<%s>>>>" % (
            resources(self._copier, own),
            self._copier.entries_of(part_of(own, "/Font")),
            self._copier.entries_of(part_of(own, "/XObject")),
        )
        box = " ".join(map(number, self._source.pages[index].box)).encode()
        group = found.get("/Group")
        shared = b"/Group" + self._copier.value(group) if group is not None else b""
        frame = self._canvas.writer.put_stream(
            b"/Type/XObject/Subtype/Form/BBox[%s]/Resources%s%s" % (box, inner, shared), content
        )
        page.resources = b"/XObject<</LDp %d 0 R%s>>" % (frame, pictures)
        tag = "Figure" if _is_bare(content, own) else "P"
        element = self._canvas.tree.add(self._root, tag, alt=self._words_for_picture(index, tag))
        if tag == "Figure":
            area = " ".join(map(number, page.placement.area(page.placement.box)))
            element.attributes = f"/O/Layout/Placement/Block/BBox[{area}]".encode()
        mark = b"/%s <</MCID %d>> BDC\nq\n" % (tag.encode(), page.take_mark(element))
        on_top = b"".join(one.operators + b"\n" for one in drawn)
        page.drawing = self._canvas.writer.put_stream(
            b"", b"%s%s/LDp Do\n%sQ\nEMC\n" % (mark, _bare(page.placement.operators), on_top)
        )

    def _words_for_picture(self, index: int, tag: str) -> str:
        if tag != "Figure":
            return ""
        return _(
            "Page {page} of {pages} of “{title}”: a picture of a page, without words that can be read out."
        ).format(page=index + 1, pages=len(self._pages), title=self._title)

    # Links -----------------------------------------------------------------------------------------------------

    def _links(self, index: int) -> list[KeptLink]:
        return list(links_of(self._source.pdf, self._source.pages[index].object, self._numbers))

    def _link(self, page: AppendedPage, link: KeptLink) -> None:
        """Write a link; one that the file's own tags do not know becomes an element of ours."""
        canvas = self._canvas
        key, at, owner = canvas.tree.next_key(), 0, None
        if self._graft is not None:
            at, owner = self._graft.annotations.get(link.object.objgen, 0), self._graft.owner(link.object.objgen)
        at = at or canvas.writer.reserve()
        if owner is None:
            element = canvas.tree.add(self._root, "Link")
            element.kids.append(Annotation(page.at, at))
            canvas.tree.set_annotation(key, element)
        else:
            canvas.tree.set_annotation(key, owner)
        if link.address:
            action = b"/A<</S/URI/URI%s>>" % byte_string(link.address.encode("ascii"))
        else:
            target = self._pages[link.page]
            action = b"/Dest[%d 0 R/XYZ 0 %d null]" % (target.at, target.height)
        words = " ".join(link.words.split()) or _("Page {page} of {title}").format(
            page=self._canvas.number(self._pages[link.page]), title=self._title
        )
        area = " ".join(map(number, page.placement.area(link.box))).encode()
        canvas.writer.put(
            b"<</Type/Annot/Subtype/Link/Rect[%s]/Border[0 0 0]/F 4/StructParent %d/Contents%s%s>>"
            % (area, key, text_string(words), action),
            at,
        )
        page.add_annotation(at)

    def _keep_layers(self) -> None:
        """Keep the layers of the file as they were: those hidden stay hidden."""
        if not self._copier.layers:
            return
        hidden = hidden_layers(self._source.pdf)
        self._canvas.layers += [(at, key not in hidden) for key, at in self._copier.layers.items()]


def is_wordless(source: Source, index: int) -> bool:
    """Tell whether a page, counted from 0, has no words that could be read out: a scan."""
    return _is_bare(source.content(index), source.pages[index].object.get("/Resources"))


def _is_bare(content: bytes, own: object) -> bool:
    return not _TEXT.search(content) and not has_fonts_within(own)


def _bare(operators: bytes) -> bytes:
    """Return what moves a drawing, without the marks, for use within a mark."""
    return operators.replace(b"/Artifact BMC\n", b"").replace(b"EMC\n", b"")
