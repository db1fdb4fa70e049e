"""Fonts inside the file: only the letters used, each with its width and the character it stands for."""

from __future__ import annotations

from threading import Lock

from reports.fonts import Face
from reports.pdf.errors import PdfError
from reports.pdf.writer import Writer, name

_CMAP_HEAD = (
    b"/CIDInit /ProcSet findresource begin\n12 dict begin\nbegincmap\n"
    b"/CIDSystemInfo <</Registry (Adobe) /Ordering (UCS) /Supplement 0>> def\n"
    b"/CMapName /Adobe-Identity-UCS def\n/CMapType 2 def\n"
    b"1 begincodespacerange\n<0000> <FFFF>\nendcodespacerange\n"
)
_CMAP_TAIL = b"endcmap\nCMapName currentdict /CMap defineresource pop\nend\nend\n"

_READING = Lock()
"""Fonts are read once for the whole program and keep their place in the file while a subset is cut out."""


class _Codes(dict[int, int]):
    """Character to its two-byte code in the file, given out in order of first use."""

    def __init__(self, face: Face) -> None:
        super().__init__()
        self._face = face

    def __missing__(self, character: int) -> int:
        if character not in self._face.glyphs:
            raise PdfError(f"{self._face.file_name} has no glyph for U+{character:04X}")
        self[character] = len(self) + 1
        return self[character]


class EmbeddedFont:
    """A face as one file uses it."""

    def __init__(self, face: Face, index: int, at: int) -> None:
        self.face = face
        self.at = at
        self.resource = f"F{index}"
        self._index = index
        self._codes = _Codes(face)

    def encode(self, text: str) -> str:
        """Return text as the hexadecimal codes of a content stream."""
        return text.translate(self._codes).encode("utf-16-be").hex()

    def write(self, writer: Writer) -> None:
        """Write the font with the letters used so far."""
        source = self.face.source
        base = name(f"AAAAA{chr(64 + self._index)}+{source.name.decode('ascii')}")
        characters = list(self._codes)
        with _READING:
            program = source.makeSubset(characters)
        file = writer.put_stream(b"/Length1 %d" % len(program), program)
        box = b" ".join(b"%d" % round(edge) for edge in source.bbox)
        flags = 4 | (64 if source.italicAngle else 0)
        descriptor = writer.put(
            b"<</Type/FontDescriptor/FontName%s/Flags %d/FontBBox[%s]/ItalicAngle %d/Ascent %d/Descent %d/CapHeight %d"
            b"/StemV %d/FontFile2 %d 0 R>>"
            % (
                base,
                flags,
                box,
                round(source.italicAngle),
                round(source.ascent),
                round(source.descent),
                round(source.capHeight),
                round(source.stemV),
                file,
            )
        )
        widths = b" ".join(b"%.3f" % source.charWidths[character] for character in characters)
        glyphs = writer.put_stream(b"", self._glyph_map(characters))
        descendant = writer.put(
            b"<</Type/Font/Subtype/CIDFontType2/BaseFont%s/CIDSystemInfo<</Registry(Adobe)/Ordering(Identity)"
            b"/Supplement 0>>/FontDescriptor %d 0 R/DW 0/W[1[%s]]/CIDToGIDMap %d 0 R>>"
            % (base, descriptor, widths, glyphs)
        )
        meaning = writer.put_stream(b"", _to_unicode(characters))
        writer.put(
            b"<</Type/Font/Subtype/Type0/BaseFont%s/Encoding/Identity-H/DescendantFonts[%d 0 R]/ToUnicode %d 0 R>>"
            % (base, descendant, meaning),
            self.at,
        )

    def _glyph_map(self, characters: list[int]) -> bytes:
        """Return the glyph of each code: the subset numbers them in order of use; two characters may share one."""
        order = {0: 0}
        places = [0, *(order.setdefault(self.face.glyphs[character], len(order)) for character in characters)]
        return b"".join(place.to_bytes(2, "big") for place in places)


def _to_unicode(characters: list[int]) -> bytes:
    """Return the table that lets readers, searches and copying find the characters again."""
    lines = [
        b"<%04X> <%s>\n" % (code, chr(character).encode("utf-16-be").hex().upper().encode())
        for code, character in enumerate(characters, 1)
    ]
    blocks = [lines[start : start + 100] for start in range(0, len(lines), 100)]
    parts = [b"%d beginbfchar\n%sendbfchar\n" % (len(block), b"".join(block)) for block in blocks]
    return _CMAP_HEAD + b"".join(parts) + _CMAP_TAIL
