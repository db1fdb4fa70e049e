"""Reads a PDF back as a screen reader's program would, and notes whatever is out of order on the way."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from io import BytesIO

import pikepdf

PAINTING = frozenset(["S", "s", "f", "F", "f*", "B", "B*", "b", "b*", "sh", "Do", "Tj", "TJ", "'", '"', "EI"])
CLOSES = {"EMC": "mark", "ET": "text", "Q": "state"}


@dataclass
class Node:
    """An element as read: its tag, its words and elements in order, and what it says about itself."""

    tag: str
    kids: list[str | Node] = field(default_factory=list)
    scope: str = ""
    numbering: str = ""
    alt: str = ""
    target: str = ""

    def __str__(self) -> str:
        facts = "".join(f" {value!r}" for value in (self.scope, self.numbering, self.alt, self.target) if value)
        return f"<{self.tag}{facts} {' | '.join(map(str, self.kids))}>"

    def find(self, tag: str) -> Iterator[Node]:
        """Yield all elements of a tag below this one."""
        for kid in self.kids:
            if isinstance(kid, Node):
                if kid.tag == tag:
                    yield kid
                yield from kid.find(tag)


def leaves(tree: pikepdf.Object, kind: str) -> Iterator[pikepdf.Object]:
    """Yield what stands in a tree of names or numbers, each with what follows it."""
    yield from tree.get(kind, [])
    for branch in tree.get("/Kids", []):
        inside = list(leaves(branch, kind))
        assert list(branch.Limits) == [inside[0], inside[-2]]
        yield from inside


class Reading:
    """What a file says: `tree`, `outline` as (level, words), `decoration` per page, and `problems`."""

    def __init__(self, data: bytes) -> None:
        self.problems: list[str] = []
        self.decoration: list[str] = []
        self.outline: list[tuple[int, str]] = []
        self._pdf = pikepdf.open(BytesIO(data))
        self._texts: dict[tuple[int, int], str] = {}
        self._drawn: list[list[int]] = []
        self._told: list[list[int]] = [[] for _ in self._pdf.pages]
        self._annotations: dict[tuple[int, int], pikepdf.Object] = {}
        self._meanings: dict[tuple[int, int], dict[int, str]] = {}
        self._page_of = {page.obj.objgen: index for index, page in enumerate(self._pdf.pages)}
        self._owners = self._parent_tree()
        for index, page in enumerate(self._pdf.pages):
            self._read_page(index, page)
        root = self._pdf.Root.StructTreeRoot
        self.tree = self._element(root.K, root)
        self._compare()
        with self._pdf.open_outline() as outline:
            self._bookmarks(outline.root, 1)

    # Pages ------------------------------------------------------------------------------------------------------

    def _read_page(self, index: int, page: pikepdf.Page) -> None:
        """Collect the words of each mark and check that marks, text and states are nested properly."""
        stack: list[tuple[str, int | None, bool]] = []
        drawn: list[int] = []
        decoration: list[str] = []
        meaning: dict[int, str] = {}
        letter = ""
        for operands, operator in pikepdf.parse_content_stream(page):
            name = str(operator)
            if name == "BDC" and "/ActualText" in operands[1]:
                # A letter drawn in parts: it says itself what it is.
                if not stack or stack[-1][0] != "text":
                    self.problems.append(f"page {index}: a letter outside any text")
                stack.append(("mark", None, True))
                letter = str(operands[1].ActualText)
            elif name in ("BDC", "BMC"):
                mcid = int(operands[1].MCID) if name == "BDC" and "/MCID" in operands[1] else None
                if any(kind == "mark" for kind, _, _ in stack):
                    self.problems.append(f"page {index}: a mark inside a mark")
                if mcid is not None:
                    if (index, mcid) in self._texts:
                        self.problems.append(f"page {index}: mark {mcid} twice")
                    self._texts[index, mcid] = ""
                    drawn.append(mcid)
                elif str(operands[0]) != "/Artifact":
                    self.problems.append(f"page {index}: a mark that is neither content nor decoration")
                stack.append(("mark", mcid, True))
            elif name in ("BT", "q"):
                stack.append(({"BT": "text", "q": "state"}[name], None, False))
            elif name in CLOSES:
                if not stack or stack.pop()[0] != CLOSES[name]:
                    self.problems.append(f"page {index}: {name} closes something else")
            elif name == "Tf":
                meaning = self._meaning(page.Resources.Font[str(operands[0])])
            elif name in PAINTING:
                mark = next((entry for entry in stack if entry[0] == "mark"), None)
                if mark is None:
                    self.problems.append(f"page {index}: {name} outside any mark")
                elif name in ("Tj", "TJ"):
                    parts = operands[0] if name == "TJ" else operands
                    codes = b"".join(bytes(part) for part in parts if isinstance(part, pikepdf.String))
                    words = "".join(meaning[int.from_bytes(codes[at : at + 2])] for at in range(0, len(codes), 2))
                    if stack[-1][0] == "mark" and len(stack) > 1:
                        words, letter = letter, ""
                    if mark[1] is None:
                        decoration.append(words)
                    else:
                        self._texts[index, mark[1]] += words
        if stack:
            self.problems.append(f"page {index}: {stack} left open")
        self._drawn.append(drawn)
        self.decoration.append(" ".join(decoration))
        self._check_annotations(index, page)

    def _check_annotations(self, index: int, page: pikepdf.Page) -> None:
        """Note links without words, without print flag, or on a page that has no order of its own."""
        for annotation in page.get("/Annots", []):
            self._annotations[annotation.objgen] = annotation
            if not str(annotation.get("/Contents", "")).strip():
                self.problems.append(f"page {index}: a link without words")
            if not int(annotation.get("/F", 0)) & 4 or page.get("/Tabs") != pikepdf.Name.S:
                self.problems.append(f"page {index}: a link that is not printed or has no order")

    def _meaning(self, font: pikepdf.Object) -> dict[int, str]:
        """Return what the codes of a font stand for."""
        if font.objgen not in self._meanings:
            table = bytes(font.ToUnicode.read_bytes())
            self._meanings[font.objgen] = {
                int(code, 16): bytes.fromhex(words.decode()).decode("utf-16-be")
                for code, words in re.findall(rb"<([0-9A-F]{4})> <([0-9A-F]+)>\n", table.split(b"endcodespace")[1])
            }
            assert font.DescendantFonts[0].FontDescriptor.FontFile2.read_bytes()
        return self._meanings[font.objgen]

    # Structure --------------------------------------------------------------------------------------------------

    def _parent_tree(self) -> dict[int, pikepdf.Object]:
        """Return the way back: key to element or to the elements of a page."""
        numbers = list(leaves(self._pdf.Root.StructTreeRoot.ParentTree, "/Nums"))
        keys = [int(key) for key in numbers[::2]]
        if keys != sorted(set(keys)):
            self.problems.append("the keys of the way back are not in order")
        return dict(zip(keys, numbers[1::2], strict=True))

    def _element(self, source: pikepdf.Object, parent: pikepdf.Object) -> Node:
        """Return an element with all below it."""
        node = Node(str(source.S)[1:], alt=str(source.get("/Alt", "")))
        attributes = source.get("/A", pikepdf.Dictionary())
        node.scope = str(attributes.get("/Scope", ""))[1:]
        node.numbering = str(attributes.get("/ListNumbering", ""))[1:]
        if source.P.objgen != parent.objgen:
            self.problems.append(f"{node.tag} names another parent")
        if node.tag == "Figure" and "/BBox" not in attributes:
            self.problems.append("a figure does not say where it is")
        kids = source.get("/K", pikepdf.Array())
        for kid in kids if isinstance(kids, pikepdf.Array) else [kids]:
            self._kid(node, source, kid)
        return node

    def _kid(self, node: Node, source: pikepdf.Object, kid: pikepdf.Object | int) -> None:
        """Add a child: words on a page, an annotation or an element."""
        if isinstance(kid, int):
            self._words(node, source, source.Pg, kid)
        elif kid.get("/Type") == pikepdf.Name.MCR:
            self._words(node, source, kid.Pg, int(kid.MCID))
        elif kid.get("/Type") == pikepdf.Name.OBJR:
            annotation = self._annotations.pop(kid.Obj.objgen, None)
            if annotation is None or self._owners[int(annotation.StructParent)].objgen != source.objgen:
                self.problems.append(f"{node.tag} holds an annotation that is not its own")
            else:
                action = annotation.A
                node.target = str(action.URI) if "/URI" in action else "#" + str(action.D)
        else:
            node.kids.append(self._element(kid, source))

    def _words(self, node: Node, source: pikepdf.Object, page: pikepdf.Object, mcid: int) -> None:
        """Add the words of a mark; one text goes on where the element does, also over the end of a page."""
        index = self._page_of[page.objgen]
        if (index, mcid) not in self._texts:
            self.problems.append(f"{node.tag}: there is no mark {mcid} on page {index}, or it was read before")
            return
        owner = self._owners[int(self._pdf.pages[index].StructParents)][mcid]
        if owner.objgen != source.objgen:
            self.problems.append(f"page {index}: the way back from mark {mcid} is wrong")
        self._told[index].append(mcid)
        words = self._texts.pop((index, mcid))
        if node.kids and isinstance(node.kids[-1], str):
            node.kids[-1] += words
        else:
            node.kids.append(words)

    def _compare(self) -> None:
        """Note marks and links that no element holds, and pages drawn in another order than they are read."""
        if self._texts:
            self.problems.append(f"marks in no element: {list(self._texts)[:5]}")
        if self._annotations:
            self.problems.append(f"{len(self._annotations)} links in no element")
        for index, (drawn, told) in enumerate(zip(self._drawn, self._told, strict=True)):
            if drawn != told:
                self.problems.append(f"page {index}: drawn in another order than read")

    def _bookmarks(self, items: list[pikepdf.OutlineItem], level: int) -> None:
        """Collect the bookmarks."""
        for item in items:
            self.outline.append((level, item.title))
            self._bookmarks(item.children, level + 1)
