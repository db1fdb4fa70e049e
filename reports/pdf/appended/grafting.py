"""The tags of a foreign file hung below ours: its elements written anew, their attributes and names kept apart."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reports.pdf.appended.values import box_of, items_of, one_or_many
from reports.pdf.structure import Grafted
from reports.pdf.writer import byte_string, name, number, text_string

if TYPE_CHECKING:
    import pikepdf

    from reports.pdf.appended.copying import Copier
    from reports.pdf.appended.placing import Placement
    from reports.pdf.appended.tree import MarkOf, ObjectOf, ObjGen, SourceElement, SourceTree
    from reports.pdf.canvas import Canvas
    from reports.pdf.structure import Element

_SAID = ("/Alt", "/ActualText", "/E", "/Lang")
"""What an element says about itself in words."""
_LEADS = frozenset({"Link", "Annot", "Form"})
"""What has to hold a link or a field."""


class Graft:
    """Writes the elements of one foreign file below one of ours."""

    def __init__(
        self,
        canvas: Canvas,
        tree: SourceTree,
        copier: Copier,
        placed: dict[ObjGen, tuple[int, Placement]],
        called: str,
    ) -> None:
        """`placed` has the number and place of each page, `called` keeps the names of elements apart."""
        self._canvas, self._tree, self._copier = canvas, tree, copier
        self._placed, self._called = placed, called.encode("ascii")
        self.annotations: dict[ObjGen, int] = {}
        """The links that came along, by their numbers in our file."""
        for element in tree.elements:
            element.at = canvas.writer.reserve()

    def marks_of(self, place: ObjGen) -> list[int]:
        """Return whose the marks of a page or drawing are, in their order; 0 where nobody's."""
        found = self._tree.marks.get(place, {})
        return [found[mcid].at if mcid in found else 0 for mcid in range(max(found, default=-1) + 1)]

    def announce_objects(self) -> None:
        """Say, before they are copied, whose the marks in drawings are and whose the pictures are."""
        tree = self._canvas.tree
        for place in self._tree.marks:
            if place not in self._placed:
                key = tree.next_key()
                tree.set_page(key, self.marks_of(place))
                self._copier.entries[place] = b"/StructParents %d" % key
        for place, element in self._tree.objects.items():
            if place not in self.annotations and place not in self._copier.entries and self._is_picture(place):
                key = tree.next_key()
                tree.set_annotation(key, Grafted(element.at))
                self._copier.entries[place] = b"/StructParent %d" % key

    def owner(self, link: ObjGen) -> Grafted | None:
        """Return whose a link is."""
        element = self._tree.objects.get(link)
        return None if element is None else Grafted(element.at)

    def hang(self, root: Element) -> None:
        """Let the elements stand below one of ours, after those that are there."""
        root.kids += [Grafted(element.at) for element in self._tree.roots]

    def write(self, root: Element) -> None:
        """Write all elements."""
        parents: dict[int, int] = {}
        for element in self._tree.elements:
            for kid in element.kids:
                if not isinstance(kid, tuple):
                    parents[kid.at] = element.at
        for element in self._tree.elements:
            body = self._body(element, parents.get(element.at, root.at))
            self._canvas.writer.put(body, element.at)

    def _body(self, element: SourceElement, parent: int) -> bytes:
        import pikepdf

        found = element.object
        kids = [kid for kid in map(self._kid, element.kids) if kid]
        tag = element.tag
        if tag in _LEADS and not any(b"/OBJR" in kid for kid in kids):
            # What it led to, or what was typed in, does not come along as such.
            tag = "Span"
        parts = [b"<</Type/StructElem/S%s/P %d 0 R" % (name(tag), parent)]
        placed = self._placed.get(element.page) if element.page is not None else None
        if placed is not None:
            parts.append(b"/Pg %d 0 R" % placed[0])
        for key in _SAID:
            words = found.get(key)
            if isinstance(words, pikepdf.String):
                parts.append(key.encode() + text_string(str(words)))
        called = found.get("/ID")
        if isinstance(called, pikepdf.String):
            own = self._called + bytes(called)
            self._canvas.tree.ids.append((own, element.at))
            parts.append(b"/ID" + byte_string(own))
        attributes = [self._attributes(one, placed) for one in self._attributes_of(found)]
        if attributes:
            parts.append(b"/A[%s]" % b" ".join(attributes))
        if kids:
            parts.append(b"/K[%s]" % b" ".join(kids))
        return b"".join(parts) + b">>"

    def _kid(self, kid: SourceElement | MarkOf | ObjectOf) -> bytes:
        if not isinstance(kid, tuple):
            return b"%d 0 R" % kid.at
        page, _place = self._placed[kid.page]
        if len(kid) == 2:
            at = self.annotations.get(kid[1])
            if at is None and kid[1] in self._copier.entries:
                return b"<</Type/OBJR/Pg %d 0 R/Obj %s>>" % (page, self._copier.number_of(kid[1]))
            return b"" if at is None else b"<</Type/OBJR/Pg %d 0 R/Obj %d 0 R>>" % (page, at)
        if kid[1] is None:
            return b"<</Type/MCR/Pg %d 0 R/MCID %d>>" % (page, kid[2])
        return b"<</Type/MCR/Pg %d 0 R/Stm %s/MCID %d>>" % (page, self._copier.number_of(kid[1]), kid[2])

    def _is_picture(self, place: ObjGen) -> bool:
        import pikepdf

        return isinstance(self._copier.source(place), pikepdf.Stream)

    def _attributes_of(self, found: pikepdf.Object) -> list[pikepdf.Object]:
        """Return the attributes of an element, those of its classes first."""
        import pikepdf

        classes = self._tree.classes
        chosen = one_or_many(found.get("/C"))
        listed: list[object] = [classes.get(str(one)) for one in chosen if isinstance(one, pikepdf.Name)]
        every = [item for one in (*listed, found.get("/A")) for item in one_or_many(one)]
        return [one for one in every if isinstance(one, pikepdf.Dictionary) and isinstance(one.get("/O"), pikepdf.Name)]

    def _attributes(self, found: pikepdf.Object, placed: tuple[int, Placement] | None) -> bytes:
        """Return attributes with their measures moved along with the page and their names kept apart."""
        import pikepdf

        changed = b""
        left_out = {"/BBox", "/Headers"}
        box, heads = box_of(found.get("/BBox")), items_of(found.get("/Headers"))
        if box is not None and placed is not None:
            changed += b"/BBox[%s]" % " ".join(map(number, placed[1].area(box))).encode()
        if heads:
            names = [byte_string(self._called + bytes(one)) for one in heads if isinstance(one, pikepdf.String)]
            changed += b"/Headers[%s]" % b" ".join(names)
        kept = b"".join(
            name(key[1:]) + b" " + self._copier.value(value) for key, value in found.items() if key not in left_out
        )
        return b"<<" + kept + changed + b">>"
