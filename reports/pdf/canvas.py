"""Pages to draw on, on which every mark is either part of the structure or said to be decoration.

A page keeps one mark open at a time; the same element going on extends its mark. Nothing is nested in it but a letter
drawn in parts, whole within one text object, so marks, text objects and states can never cross.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager

from reports import style
from reports.fonts import Face
from reports.fragments import Fragment
from reports.pdf.embedding import EmbeddedFont
from reports.pdf.errors import PdfError
from reports.pdf.numbering import Numbering
from reports.pdf.operators import Point, in_a_row, in_order_of_reading, path, rgb
from reports.pdf.structure import Annotation, Element, Mark, Tree
from reports.pdf.trees import PageTree, name_tree
from reports.pdf.writer import Writer, byte_string, number, text_string

ARTIFACT = b""
HEADER = b"/Type/Pagination/Subtype/Header"
FOOTER = b"/Type/Pagination/Subtype/Footer"


class Canvas:
    """The pages, fonts, structure and named places of one file."""

    def __init__(self, writer: Writer, accent: str = style.ACCENT) -> None:
        self.writer = writer
        self.accent = accent
        """The colour of titles, headings and links."""
        self.numbering = Numbering()
        self.within = ""
        """What the names of places begin with, so that several papers in one file may have places of one name."""
        self.layers: list[tuple[int, bool]] = []
        """The layers of appended papers, by the numbers of their objects, and whether each is shown."""
        self._pictures: list[int] = []
        self.tree = Tree(writer)
        self.pages: list[Page] = []
        self.places: dict[str, tuple[Page, float]] = {}
        self._fonts: dict[Face, EmbeddedFont] = {}
        self._page_tree = PageTree(writer)
        self.resources_at = writer.reserve()
        self.targets: set[str] = set()

    def new_page(self) -> Page:
        """Start a page at the end."""
        return self.add_page(Page(self, len(self.pages)))

    def add_page(self, page: Page) -> Page:
        """Put a page at the end."""
        self.pages.append(page)
        return page

    def number(self, page: Page) -> int:
        """Return the number that a page bears."""
        return self.numbering.first + page.index

    def font(self, face: Face) -> EmbeddedFont:
        """Return a face as this file uses it."""
        if face not in self._fonts:
            self._fonts[face] = EmbeddedFont(face, len(self._fonts) + 1, self.writer.reserve())
        return self._fonts[face]

    def inked(self, colour: str) -> str:
        """Return the colour that stands for one of the usual look."""
        return self.accent if colour == style.ACCENT else colour

    def add_picture(self, width: int, height: int, data: bytes) -> str:
        """Keep a picture, three bytes a dot from its upper left corner on, and return the name it is drawn by."""
        entries = b"/Type/XObject/Subtype/Image/Width %d/Height %d/ColorSpace/DeviceRGB/BitsPerComponent 8"
        self._pictures.append(self.writer.put_stream(entries % (width, height), data))
        return f"P{len(self._pictures)}"

    def name_place(self, anchor: str, page: Page, top: float) -> None:
        """Give a place on a page a name that links lead to."""
        anchor = self.within + anchor
        if anchor in self.places:
            raise PdfError(f"two places are called {anchor!r}")
        self.places[anchor] = (page, top)

    def finish(self) -> int:
        """Write pages and fonts and return the number of the list of pages; a link to nowhere is a PdfError."""
        lost = self.targets - self.places.keys()
        if lost:
            raise PdfError(f"links lead to places that are not there: {', '.join(sorted(lost))}")
        for page in self.pages:
            page.write()
        for font in self._fonts.values():
            font.write(self.writer)
        fonts = self.font_names()
        drawn = b"".join(b"/P%d %d 0 R" % (index, at) for index, at in enumerate(self._pictures, 1))
        pictures = b"/XObject<<%s>>" % drawn if drawn else b""
        self.writer.put(b"<</Font<<%s>>%s>>" % (fonts, pictures), self.resources_at)
        box = f"/MediaBox[0 0 {number(style.PAGE_WIDTH)} {number(style.PAGE_HEIGHT)}]".encode()
        return self._page_tree.write([page.at for page in self.pages], box)

    def parent_of(self, page: Page) -> int:
        """Return the number of what a page hangs on, when all pages are known."""
        return self._page_tree.parent_of(page.index, len(self.pages))

    def font_names(self, before: str = "") -> bytes:
        """Return the fonts used so far as the resources of a page list them."""
        return "".join(f"/{before}{font.resource} {font.at} 0 R" for font in self._fonts.values()).encode()

    def names(self) -> bytes:
        """Return the named places as the catalogue lists them, in the order of their bytes."""
        places = sorted((anchor.encode("utf-8", "replace"), *place) for anchor, place in self.places.items())
        rows = [(byte_string(key), b"[%d 0 R/XYZ 0 %d null]" % (page.at, top)) for key, page, top in places]
        return name_tree(self.writer, rows)


class Page:
    """One page being drawn, measured in points from its lower left corner."""

    width = style.PAGE_WIDTH
    height = style.PAGE_HEIGHT
    font_prefix = ""
    """What the names of our fonts begin with on this page."""

    def __init__(self, canvas: Canvas, index: int) -> None:
        self.canvas = canvas
        self.index = index
        self.at = canvas.writer.reserve()
        self._key = canvas.tree.next_key()
        self._ops: list[str] = []
        self._streams: list[int] = []
        """What is written already, by the numbers of its objects."""
        self._marks: list[int] = []
        self._annotations: list[int] = []
        self._rules: list[str] = []
        self._open: Element | bytes | None = None
        self._in_text = False
        self._font: tuple[EmbeddedFont, float] | None = None
        self._fill = ""
        self._stroke = ""

    # Marks ------------------------------------------------------------------------------------------------------

    def mark(self, element: Element) -> None:
        """Let what follows belong to an element."""
        if self._open is element:
            return
        self.end()
        mcid = len(self._marks)
        self._marks.append(element.at)
        element.kids.append(Mark(self.at, mcid))
        self._ops.append(f"/{element.tag} <</MCID {mcid}>> BDC")
        self._open = element

    def artifact(self, kind: bytes = ARTIFACT) -> None:
        """Let what follows be decoration, which is not read out."""
        if self._open is kind:
            return
        self.end()
        self._ops.append(f"/Artifact <<{kind.decode()}>> BDC" if kind else "/Artifact BMC")
        self._open = kind

    def end(self) -> None:
        """End the open mark, if any."""
        if self._open is not None:
            self._leave_text()
            self._ops.append("EMC")
            self._open = None

    def leave_place(self) -> int:
        """Leave a place in the order of what is drawn and return it."""
        self.end()
        self._ops.append("")
        self._forget()
        return len(self._ops) - 1

    @contextmanager
    def drawing_at(self, place: int) -> Iterator[None]:
        """Let what follows come at a place that was left."""
        self.end()
        later, self._ops = self._ops, []
        self._forget()
        yield
        self.end()
        later[place] = "\n".join(self._ops)
        self._ops = later
        self._forget()

    def _forget(self) -> None:
        """Let what is drawn next say its font and colours again."""
        self._font, self._fill, self._stroke = None, "", ""

    # Text -------------------------------------------------------------------------------------------------------

    def show(self, at: Point, face: Face, size: float, colour: str, text: str, upright: bool = False) -> None:
        """Write text from a point on, `upright` from there towards the top; outside any mark it is a PdfError."""
        font = self._begin_text(face, size, colour, text)
        turn = "0 1 -1 0" if upright else "1 0 0 1"
        self._ops.append(f"{turn} {at[0]:.2f} {at[1]:.2f} Tm <{font.encode(text)}> Tj")

    def show_fragment(self, at: Point, fragment: Fragment, size: float, colour: str, upright: bool = False) -> None:
        """Write a part of a line from a point on.

        Signs follow each other in the file in the order in which they are read, wherever on the line they stand.
        """
        if fragment.glyphs is None:
            self.show(at, fragment.face, size, colour, fragment.text, upright)
            return
        font = self._begin_text(fragment.face, size, colour, fragment.text)
        turn, along = "0 1 -1 0" if upright else "1 0 0 1", 0.0
        if not fragment.depth % 2 and all(glyph.text and not glyph.up for glyph in fragment.glyphs.items):
            self._ops.append(f"{turn} {at[0]:.2f} {at[1]:.2f} Tm [{in_a_row(font, fragment.glyphs)}] TJ")
            return
        ops = []
        for glyph in fragment.glyphs.items:
            right, up = (along + glyph.right) * size, glyph.up * size
            x, y = (at[0] - up, at[1] + right) if upright else (at[0] + right, at[1] + up)
            code = font.encode_glyph(glyph.number, glyph.text)
            ops.append((glyph.text, f"{turn} {x:.2f} {y:.2f} Tm <{code}> Tj"))
            along += glyph.advance
        self._ops.extend(in_order_of_reading(ops[::-1] if fragment.depth % 2 else ops))

    def _begin_text(self, face: Face, size: float, colour: str, text: str) -> EmbeddedFont:
        """Make a face and colour those of what is written next."""
        if self._open is None:
            raise PdfError(f"text outside any element: {text[:40]!r}")
        font = self.canvas.font(face)
        if not self._in_text:
            self._ops.append("BT")
            self._in_text = True
        self._set_fill(colour)
        if self._font != (font, size):
            self._ops.append(f"/{self.font_prefix}{font.resource} {number(size)} Tf")
            self._font = (font, size)
        return font

    def link(self, element: Element, box: tuple[float, float, float, float], address: str, words: str) -> None:
        """Make an area lead somewhere: "#name" within the file, anything else out of it."""
        tree, writer = self.canvas.tree, self.canvas.writer
        key = tree.next_key()
        if address.startswith("#"):
            target = self.canvas.within + address[1:]
            self.canvas.targets.add(target)
            action = b"/S/GoTo/D" + byte_string(target.encode("utf-8", "replace"))
        else:
            action = b"/S/URI/URI" + byte_string(address.encode("ascii"))
        at = writer.put(
            b"<</Type/Annot/Subtype/Link/Rect[%s]/Border[0 0 0]/F 4/StructParent %d/Contents%s/A<<%s>>>>"
            % (" ".join(map(number, box)).encode(), key, text_string(words), action)
        )
        tree.set_annotation(key, element)
        element.kids.append(Annotation(self.at, at))
        self._annotations.append(at)

    # Shapes -----------------------------------------------------------------------------------------------------

    def fill(self, points: Sequence[Point], colour: str) -> None:
        """Fill the area within points."""
        self._leave_text()
        self._need_mark()
        self._set_fill(colour)
        self._ops.append(path(points) + " h f")

    def picture(self, name: str, left: float, bottom: float, width: float, height: float) -> None:
        """Draw a picture of the canvas."""
        self._leave_text()
        self._need_mark()
        place = " ".join(map(number, (width, 0, 0, height, left, bottom)))
        self._ops.append(f"q {place} cm /{name} Do Q")

    def stroke(self, points: Sequence[Point], colour: str, width: float, dash: str = "") -> None:
        """Draw a line through points; `dash` holds the lengths of strokes and gaps."""
        self._leave_text()
        self._need_mark()
        self._set_stroke(colour, width)
        self._ops.append(f"[{dash}] 0 d {path(points)} S" if dash else f"{path(points)} S")
        if dash:
            self._ops.append("[] 0 d")

    def rule(self, left: float, right: float, y: float, colour: str = style.RULE, width: float = 0.5) -> None:
        """Draw a level line as decoration, together with all others when the page is done."""
        wide = f"{rgb(colour)} RG {number(width)} w"
        self._rules.append(f"{wide} {left:.2f} {y:.2f} m {right:.2f} {y:.2f} l S")

    def _leave_text(self) -> None:
        """End the text object, if one is open."""
        if self._in_text:
            self._ops.append("ET")
            self._in_text = False

    def _need_mark(self) -> None:
        """Refuse shapes that are neither part of a figure nor decoration."""
        if self._open is None:
            raise PdfError("a shape outside any figure or decoration")

    def _set_fill(self, colour: str) -> None:
        if self._fill != colour:
            self._ops.append(f"{rgb(colour)} rg")
            self._fill = colour

    def _set_stroke(self, colour: str, width: float) -> None:
        wanted = f"{rgb(colour)} RG {number(width)} w"
        if self._stroke != wanted:
            self._ops.append(wanted)
            self._stroke = wanted

    # End --------------------------------------------------------------------------------------------------------

    def seal(self) -> None:
        """Draw the waiting rules and pack what is drawn so far, to save memory; drawing can go on."""
        self.end()
        if self._rules:
            self._ops.append("/Artifact BMC")
            self._ops.extend(dict.fromkeys(self._rules))
            self._ops.append("EMC")
            self._rules = []
            self._stroke = ""
        self._ops = ["\n".join(self._ops)] if self._ops else []

    def put_away(self) -> None:
        """Write what is drawn so far, to save memory; drawing can go on."""
        self.seal()
        if self._ops:
            self._streams.append(self.canvas.writer.put_stream(b"", self._ops[0].encode("ascii")))
            self._ops = []

    def write(self) -> None:
        """Write the page."""
        self.put_away()
        writer, tree = self.canvas.writer, self.canvas.tree
        drawn = b" ".join(b"%d 0 R" % at for at in self._streams)
        tree.set_page(self._key, self._marks)
        links = b"/Annots[%s]" % b" ".join(b"%d 0 R" % at for at in self._annotations) if self._annotations else b""
        writer.put(
            b"<</Type/Page/Parent %d 0 R/Resources %d 0 R/Contents[%s]/StructParents %d/Tabs/S%s>>"
            % (self.canvas.parent_of(self), self.canvas.resources_at, drawn, self._key, links),
            self.at,
        )
