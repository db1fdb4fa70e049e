"""The tags of a foreign file, read and checked: what is too deep, goes round in circles or belongs nowhere is left out.

The types are turned into standard ones here, by the file's own list of what its names stand for, so that the lists of
several files cannot contradict each other.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

from reports.pdf.appended.values import is_true, key_of, one_or_many

if TYPE_CHECKING:
    import pikepdf

ObjGen = tuple[int, int]

MOST_ELEMENTS = 500_000
MOST_DEEP = 200
MOST_MARKS = 100_000
"""Marks on one page."""

_GROUPS = {"Part", "Art", "Sect", "Div", "BlockQuote", "TOC", "TOCI", "Index", "NonStruct", "Private"}
_BLOCKS = {"P", "H", "H1", "H2", "H3", "H4", "H5", "H6", "L", "LI", "Lbl", "LBody", "Caption"}
_TABLES = {"Table", "TR", "TH", "TD", "THead", "TBody", "TFoot"}
_WORDS = {"Span", "Quote", "Note", "Reference", "BibEntry", "Code", "Link", "Annot", "Ruby", "RB", "RT", "RP"}
_OTHERS = {"Warichu", "WT", "WP", "Figure", "Formula", "Form"}
STANDARD = frozenset(_GROUPS | _BLOCKS | _TABLES | _WORDS | _OTHERS)
"""The types of PDF 1.7 but the whole document, which ours is."""

_STANDS_FOR = {
    "Document": "Sect",
    "DocumentFragment": "Sect",
    "Aside": "Sect",
    "Title": "P",
    "FENote": "Note",
    "Sub": "Span",
    "Em": "Span",
    "Strong": "Span",
    "H": "H2",
}
"""A whole document is a section of ours; types of PDF 2 as the older ones nearest to them. A heading without a level
stands below the title of its paper."""


class MarkOf(NamedTuple):
    """A mark on a page, or in a drawing that a page shows."""

    page: ObjGen
    drawing: ObjGen | None
    mcid: int


class ObjectOf(NamedTuple):
    """A link or a picture that an element is about."""

    page: ObjGen
    object: ObjGen


@dataclass(slots=True)
class SourceElement:
    """An element of a foreign file."""

    object: pikepdf.Object = field(repr=False)
    tag: str
    page: ObjGen | None
    kids: list[SourceElement | MarkOf | ObjectOf] = field(default_factory=list)
    at: int = 0
    """Its number in our file."""


@dataclass(slots=True)
class SourceTree:
    """The elements of a foreign file, parents before their children."""

    roots: list[SourceElement]
    elements: list[SourceElement]
    marks: dict[ObjGen, dict[int, SourceElement]]
    """Whose each mark is, by the page or drawing it is in."""
    objects: dict[ObjGen, SourceElement]
    """Whose each link and each picture is."""
    classes: dict[str, pikepdf.Object]
    """Attributes that elements name instead of having them."""


def read_tree(pdf: pikepdf.Pdf, pages: dict[ObjGen, int]) -> SourceTree | None:
    """Return the tags of a file; None where it has none, says itself that they are doubtful, or has too many."""
    import pikepdf

    root, said = pdf.Root.get("/StructTreeRoot"), pdf.Root.get("/MarkInfo")
    if not isinstance(root, pikepdf.Dictionary) or not isinstance(said, pikepdf.Dictionary):
        return None
    if not is_true(said.get("/Marked")) or is_true(said.get("/Suspects")):
        return None
    reader = _Reader(root, pages)
    try:
        found = reader.read()
    except _Unfit:
        return None
    return found if found.marks else None


class _Unfit(Exception):
    """Tags that are no use."""


class _Reader:
    """Walks the tags of a file once, without ever calling itself."""

    def __init__(self, root: pikepdf.Object, pages: dict[ObjGen, int]) -> None:
        self._root, self._pages = root, pages
        self._types = _types(root)
        self._seen: set[ObjGen] = set()
        self._tree = SourceTree([], [], {}, {}, _classes(root))

    def read(self) -> SourceTree:
        """Return the tree. Raises _Unfit."""
        waiting: list[tuple[SourceElement, int]] = []
        for kid in one_or_many(self._root.get("/K")):
            self._take(kid, None, None, 0, waiting)
        while waiting:
            element, depth = waiting.pop()
            self._tree.elements.append(element)
            if depth > MOST_DEEP or len(self._tree.elements) > MOST_ELEMENTS:
                raise _Unfit
            # The last that waits is looked at first; the children of one element keep their own order.
            below: list[tuple[SourceElement, int]] = []
            for kid in one_or_many(element.object.get("/K")):
                self._take(kid, element, element.page, depth + 1, below)
            waiting.extend(reversed(below))
        return self._tree

    def _take(
        self,
        kid: object,
        parent: SourceElement | None,
        page: ObjGen | None,
        depth: int,
        waiting: list[tuple[SourceElement, int]],
    ) -> None:
        """Hang one child below its parent, if there is a place for it."""
        import pikepdf

        if isinstance(kid, int) and not isinstance(kid, bool):
            self._mark(parent, page, None, int(kid))
        elif isinstance(kid, pikepdf.Dictionary):
            kind = str(kid.get("/Type", "/StructElem"))
            own = key_of(kid.get("/Pg")) or page
            if kind == "/MCR":
                drawing = kid.get("/Stm")
                is_drawing = isinstance(drawing, pikepdf.Stream)
                self._mark(parent, own, key_of(drawing) if is_drawing else None, int(kid.get("/MCID", -1)))
            elif kind == "/OBJR":
                self._object(parent, own, kid.get("/Obj"))
            elif "/S" in kid:
                self._element(kid, parent, own, depth, waiting)

    def _element(
        self,
        found: pikepdf.Object,
        parent: SourceElement | None,
        page: ObjGen | None,
        depth: int,
        waiting: list[tuple[SourceElement, int]],
    ) -> None:
        if found.objgen != (0, 0):
            if found.objgen in self._seen:
                raise _Unfit
            self._seen.add(found.objgen)
        tag = self._standard(str(found.get("/S"))[1:])
        if tag is None:
            return
        element = SourceElement(found, tag, page if page in self._pages else None)
        (self._tree.roots if parent is None else parent.kids).append(element)
        waiting.append((element, depth))

    def _standard(self, name: str) -> str | None:
        """Return the standard type that a name stands for; None for what is not to be read."""
        for _step in range(20):
            if name == "Artifact":
                return None
            if name in _STANDS_FOR or name in STANDARD:
                return _STANDS_FOR.get(name, name)
            if name not in self._types:
                break
            name = self._types[name]
        return "NonStruct"

    def _mark(self, parent: SourceElement | None, page: ObjGen | None, drawing: ObjGen | None, mcid: int) -> None:
        if parent is None or page not in self._pages or page is None:
            return
        if not 0 <= mcid < MOST_MARKS:
            raise _Unfit
        of_place = self._tree.marks.setdefault(drawing or page, {})
        if mcid not in of_place:
            of_place[mcid] = parent
            parent.kids.append(MarkOf(page, drawing, mcid))

    def _object(self, parent: SourceElement | None, page: ObjGen | None, found: object) -> None:
        key = key_of(found)
        if parent is None or page not in self._pages or page is None or key is None:
            return
        if key not in self._tree.objects:
            self._tree.objects[key] = parent
            parent.kids.append(ObjectOf(page, key))


def _types(root: pikepdf.Object) -> dict[str, str]:
    """Return what the names of a file stand for."""
    import pikepdf

    found = root.get("/RoleMap")
    if not isinstance(found, pikepdf.Dictionary):
        return {}
    return {key[1:]: str(value)[1:] for key, value in found.items() if isinstance(value, pikepdf.Name)}


def _classes(root: pikepdf.Object) -> dict[str, pikepdf.Object]:
    import pikepdf

    found = root.get("/ClassMap")
    return dict(found.items()) if isinstance(found, pikepdf.Dictionary) else {}
