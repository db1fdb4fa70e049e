"""The tree that tells a reader's program what each mark on the pages is: headings, lists, tables and so on.

Elements are written as soon as they are finished, so a table of many thousand rows does not fill the memory.
"""

from __future__ import annotations

from typing import NamedTuple

from reports.pdf.errors import PdfError
from reports.pdf.trees import name_tree, number_tree
from reports.pdf.writer import Writer, byte_string, name, text_string

_CHILDREN = {
    "Table": {"Caption", "THead", "TBody", "TFoot"},
    "THead": {"TR"},
    "TBody": {"TR"},
    "TFoot": {"TR"},
    "TR": {"TH", "TD"},
    "L": {"LI"},
    "LI": {"Lbl", "LBody"},
    "TOC": {"Caption", "TOCI"},
    "TOCI": {"Reference", "TOC"},
    "Figure": set(),
}
"""What these elements may hold; the others hold anything that asks for no parent of its own."""

_ALL = set[str]().union(*_CHILDREN.values())
_PARENTS = {child: {parent for parent in _CHILDREN if child in _CHILDREN[parent]} for child in _ALL}
_PARENTS["TOC"].add("Document")
_PARENTS["Lbl"].add("Note")
_PARENTS["Reference"] |= {"P", "LBody"}
_HEADINGS = {f"H{level}": level for level in range(1, 7)}
_MAY_BE_EMPTY = {"TD", "TH"}

SCOPE_COLUMN = b"/O/Table/Scope/Column"
SCOPE_ROW = b"/O/Table/Scope/Row"


class Mark(NamedTuple):
    """Content on a page: the number of the page object and of the marked content on it."""

    page: int
    mcid: int


class Annotation(NamedTuple):
    """A link area on a page: the numbers of the page object and of the annotation object."""

    page: int
    at: int


class Grafted(NamedTuple):
    """An element of an appended paper's own structure, by the number of its object, which is written elsewhere."""

    at: int


class Element:
    """One node of the tree."""

    __slots__ = ("alt", "at", "attributes", "identity", "kids", "language", "parent", "tag", "written")

    def __init__(self, at: int, tag: str, parent: Element | None, attributes: bytes, alt: str) -> None:
        self.at = at
        self.tag = tag
        self.parent = parent
        self.attributes = attributes
        self.alt = alt
        self.identity = b""
        """The name that only this element has, where it has one."""
        self.language = ""
        """Only where it is not that of the whole."""
        self.kids: list[Element | Mark | Annotation | Grafted] = []
        self.written = False


class Tree:
    """The structure of one file, with the way back from each page's marks to their elements."""

    def __init__(self, writer: Writer) -> None:
        self._writer = writer
        self.at = writer.reserve()
        self._level = 0
        self._back: list[bytes] = []
        self.ids: list[tuple[bytes, int]] = []
        """The elements that others name, of appended papers, by what they are called."""
        self.document = Element(writer.reserve(), "Document", None, b"", "")

    def add(self, parent: Element, tag: str, attributes: bytes = b"", alt: str = "") -> Element:
        """Hang a new element below another; a wrong place, a heading jump or a missing description is a PdfError."""
        allowed = _CHILDREN.get(parent.tag)
        if allowed is not None and tag not in allowed:
            raise PdfError(f"{tag} may not stand in {parent.tag}")
        wanted = _PARENTS.get(tag)
        if wanted is not None and parent.tag not in wanted and tag != "Caption":
            raise PdfError(f"{tag} may not stand in {parent.tag}")
        if tag in _HEADINGS:
            self._step(_HEADINGS[tag])
        if tag == "Figure" and not alt.strip():
            raise PdfError("a figure needs words for those who cannot see it")
        element = Element(self._writer.reserve(), tag, parent, attributes, alt)
        parent.kids.append(element)
        return element

    def identify(self, element: Element, identity: str) -> None:
        """Give an element a name that no other has."""
        element.identity = identity.encode("utf-8", "replace")
        self.ids.append((element.identity, element.at))

    def _step(self, level: int) -> None:
        """Check that a heading is at most one level below the one before it."""
        if level > self._level + 1:
            raise PdfError(f"a heading of level {level} follows one of level {self._level}")
        self._level = level

    def next_key(self) -> int:
        """Return the key under which a page or an annotation finds its elements."""
        self._back.append(b"null")
        return len(self._back) - 1

    def set_page(self, key: int, elements: list[int]) -> None:
        """Say which elements the marks of a page belong to, in the order of their numbers."""
        rows = b" ".join(b"%d 0 R" % element if element else b"null" for element in elements)
        self._back[key] = b"%d 0 R" % self._writer.put(b"[" + rows + b"]")

    def set_annotation(self, key: int, element: Element | Grafted) -> None:
        """Say which element an annotation, or a picture, belongs to."""
        self._back[key] = b"%d 0 R" % element.at

    def close(self, element: Element) -> None:
        """Write an element and all below it; nothing more can be added there."""
        for kid in element.kids:
            if isinstance(kid, Element) and not kid.written:
                self.close(kid)
        self._writer.put(self._body(element), element.at)
        element.written = True
        element.kids = []

    def _body(self, element: Element) -> bytes:
        """Return an element as the file holds it."""
        kids = element.kids
        if not kids and element.tag not in _MAY_BE_EMPTY:
            raise PdfError(f"{element.tag} holds nothing")
        page = next((kid.page for kid in kids if isinstance(kid, (Mark, Annotation))), 0)
        parts = [
            b"<</Type/StructElem/S%s/P %d 0 R" % (name(element.tag), element.parent.at if element.parent else self.at)
        ]
        if page:
            parts.append(b"/Pg %d 0 R" % page)
        if element.attributes:
            parts.append(b"/A<<%s>>" % element.attributes)
        if element.identity:
            parts.append(b"/ID" + byte_string(element.identity))
        if element.alt:
            parts.append(b"/Alt" + text_string(element.alt))
        if element.language:
            parts.append(b"/Lang" + text_string(element.language))
        if len(kids) == 1 and isinstance(kids[0], Mark):
            parts.append(b"/K %d" % kids[0].mcid)
        elif kids:
            parts.append(b"/K[" + b" ".join(_kid(kid, page) for kid in kids) + b"]")
        parts.append(b">>")
        return b"".join(parts)

    def finish(self) -> int:
        """Write the root and whatever is not yet written, and return the root's number."""
        self.close(self.document)
        rows = [(b"%d" % key, way) for key, way in enumerate(self._back)]
        back = self._writer.put(number_tree(self._writer, rows))
        named = [(byte_string(called), b"%d 0 R" % at) for called, at in sorted(self.ids)]
        ids = b"/IDTree" + name_tree(self._writer, named) if named else b""
        return self._writer.put(
            b"<</Type/StructTreeRoot/K %d 0 R/ParentTree %d 0 R/ParentTreeNextKey %d%s>>"
            % (self.document.at, back, len(self._back), ids),
            self.at,
        )


def _kid(kid: Element | Mark | Annotation | Grafted, page: int) -> bytes:
    """Return a child as its parent names it; the page is only said where it differs from the parent's."""
    if isinstance(kid, (Element, Grafted)):
        return b"%d 0 R" % kid.at
    if isinstance(kid, Annotation):
        return b"<</Type/OBJR/Pg %d 0 R/Obj %d 0 R>>" % kid
    if kid.page == page:
        return b"%d" % kid.mcid
    return b"<</Type/MCR/Pg %d 0 R/MCID %d>>" % kid
