"""Fonts, pictures and drawings of a foreign file copied into ours, without anything that acts, hides or leads away."""

from __future__ import annotations

import re
from collections import deque
from typing import TYPE_CHECKING

from reports.pdf.appended.jpeg import bare_picture

if TYPE_CHECKING:
    import pikepdf

    from reports.pdf.appended.tree import ObjGen
    from reports.pdf.writer import Writer

_TOKENS = re.compile(
    rb"\((?:[^\\()]|\\.)*\)|<[0-9A-Fa-f\s]+>|/[^\s/<>()\[\]{}%]*|(?<![\w.+-])(\d+) (\d+) R(?![\w.])", re.S
)
"""What may hold digits and the letter R and means something else, or else a reference."""

_DROPPED = frozenset(
    f"/{name}"
    for name in (
        *("AA", "AF", "EF", "JS", "JavaScript", "OpenAction", "Annots", "PieceInfo", "Metadata", "OPI", "Ref"),
        *("Alternates", "LastModified", "Thumb", "StructParent", "StructParents", "Parent", "URI", "PS"),
    )
)
"""Entries of fonts, pictures and drawings that act, hide something, lead away or belong to the old structure."""
_OF_STREAMS = frozenset({"/Length", "/F", "/FFilter", "/FDecodeParms", "/DL"})
"""Entries that say where a stream lies: a file of the reader's computer among them."""
_BANNED_TYPES = frozenset(
    f"/{name}"
    for name in (
        *("Page", "Pages", "Catalog", "Action", "Annot", "Filespec", "F", "EmbeddedFile", "StructElem"),
        *("StructTreeRoot", "Metadata", "Sig", "Outlines", "Thread", "Bead", "Rendition", "MediaClip"),
    )
)
_BANNED_ACTIONS = frozenset(
    f"/{name}"
    for name in (
        *("JavaScript", "Launch", "URI", "GoToR", "GoToE", "SubmitForm", "ImportData", "ResetForm", "Named", "Movie"),
        *("Sound", "Rendition", "Thread", "Trans", "GoTo3DView", "RichMediaExecute", "Hide", "SetOCGState"),
    )
)
_SUSPICIOUS = re.compile(rb"/(?:" + b"|".join(re.escape(name[1:].encode()) for name in sorted(_DROPPED)) + rb"|MCID)\b")


class Copier:
    """Gives the objects of one foreign file numbers in ours and writes those that are asked for, and theirs."""

    def __init__(self, writer: Writer, pdf: pikepdf.Pdf, *, keeps_marks: bool) -> None:
        """`keeps_marks` lets marked content keep its numbers, which mean something only beside the file's own tags."""
        self._writer, self._pdf = writer, pdf
        self._keeps_marks = keeps_marks
        self._numbers: dict[ObjGen, int] = {}
        self._waiting: deque[tuple[ObjGen, int]] = deque()
        self.entries: dict[ObjGen, bytes] = {}
        """Entries that streams get besides their own: whose the marks in them are."""
        self.layers: dict[ObjGen, int] = {}
        """The layers that were copied, with their numbers in our file."""

    def body(self, found: pikepdf.Object) -> bytes:
        """Return an object that is no stream as our file holds it; what it names waits to be copied."""
        raw = found.unparse(resolved=True)
        if _SUSPICIOUS.search(raw):
            self._clean(found)
            raw = found.unparse(resolved=True)
        return _TOKENS.sub(self._renumber, raw)

    def value(self, found: object) -> bytes:
        """Return an entry as our file holds it: a reference, or the thing itself."""
        import pikepdf

        if isinstance(found, pikepdf.Object):
            return self.reference(found) if found.objgen != (0, 0) else self.body(found)
        return pikepdf.Array([found]).unparse()[1:-1].strip()

    def reference(self, found: pikepdf.Object) -> bytes:
        """Return the reference to an object of its own, which waits to be copied."""
        return self.number_of(found.objgen)

    def number_of(self, key: ObjGen) -> bytes:
        """Return the reference to an object by its number in the foreign file, which waits to be copied."""
        at = self._numbers.get(key)
        if at is None:
            at = self._numbers[key] = self._writer.reserve()
            self._waiting.append((key, at))
        return b"%d 0 R" % at

    def source(self, key: ObjGen) -> object:
        """Return an object of the foreign file."""
        return self._pdf.get_object(key)

    def entries_of(self, found: object) -> bytes:
        """Return the entries of a dictionary without its brackets; nothing for what is none."""
        import pikepdf

        if not isinstance(found, pikepdf.Dictionary):
            return b""
        return self.body(found).strip()[2:-2]

    def finish(self) -> None:
        """Write all that waits and all that it names in turn."""
        while self._waiting:
            key, at = self._waiting.popleft()
            self._write(self._pdf.get_object(key), key, at)

    def _write(self, found: pikepdf.Object, key: ObjGen, at: int) -> None:
        import pikepdf

        if isinstance(found, pikepdf.Stream):
            entries = found.stream_dict
            if entries.get("/Subtype") == "/PS" or entries.get("/Subtype2") == "/PS":
                self._writer.put(b"null", at)
                return
            data = found.read_raw_bytes()
            if entries.get("/Filter") == "/DCTDecode":
                data = bare_picture(data)
            for name in _OF_STREAMS.intersection(entries.keys()):
                del entries[name]
            self._clean(entries, within_stream=True)
            body = _TOKENS.sub(self._renumber, entries.unparse(resolved=True)).strip()[2:-2]
            self._writer.put_stream(body + self.entries.get(key, b""), data, at, compress=False)
            return
        if not isinstance(found, pikepdf.Object):
            self._writer.put(self.value(found), at)
            return
        if isinstance(found, pikepdf.Dictionary):
            if found.get("/Type") == "/OCG":
                self.layers[key] = at
            elif str(found.get("/Type", "")) in _BANNED_TYPES or str(found.get("/S", "")) in _BANNED_ACTIONS:
                self._writer.put(b"null", at)
                return
        self._writer.put(self.body(found), at)

    def _renumber(self, match: re.Match[bytes]) -> bytes:
        return match[0] if match[1] is None else self.number_of((int(match[1]), int(match[2])))

    def _clean(self, found: pikepdf.Object, within_stream: bool = False) -> None:
        """Take out what is dropped, here and in all that stands within; what is named elsewhere is cleaned there.

        A list of fonts or pictures by name is no thing with a type of its own: there, any name is a name.
        """
        import pikepdf

        waiting: list[tuple[pikepdf.Object, bool]] = [(found, within_stream)]
        while waiting:
            one, is_thing = waiting.pop()
            if isinstance(one, pikepdf.Dictionary):
                keys = set(one.keys())
                if is_thing or keys & {"/Type", "/Subtype", "/S"}:
                    for name in keys & _DROPPED:
                        del one[name]
                if not self._keeps_marks and "/MCID" in keys:
                    del one["/MCID"]
                inner = [one[name] for name in one.keys()]  # noqa: SIM118 -- a dictionary of the library's, not ours
            elif isinstance(one, pikepdf.Array):
                inner = list(one)
            else:
                continue
            waiting.extend((kid, False) for kid in inner if _is_within(kid))


def _is_within(found: object) -> bool:
    """Tell whether something is written inside what holds it, and may hold more."""
    import pikepdf

    return isinstance(found, (pikepdf.Dictionary, pikepdf.Array)) and found.objgen == (0, 0)
