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

_BEYOND = 0x110000
"""Above all characters: by these numbers ReportLab is asked for glyphs that no single character stands for."""


_NOTHING = "\u200b"
"""What a further part of a letter stands for: a file needs some character for each."""


class _Codes(dict[int, int]):
    """Character to its two-byte code in the file, given out in order of first use."""

    def __init__(self, face: Face) -> None:
        super().__init__()
        self._face = face
        self.signs: list[tuple[int, str]] = []
        """The glyph of each code from 1 on, and the characters it stands for."""
        self._known: dict[tuple[int, str], int] = {}

    def __missing__(self, character: int) -> int:
        if character not in self._face.glyphs:
            raise PdfError(f"{self._face.file_name} has no glyph for U+{character:04X}")
        self[character] = self.of_sign(self._face.glyphs[character], chr(character))
        return self[character]

    def of_sign(self, glyph: int, text: str) -> int:
        """Return the code of a glyph that stands for some characters."""
        if (glyph, text) not in self._known:
            self.signs.append((glyph, text))
            self._known[glyph, text] = len(self.signs)
        return self._known[glyph, text]


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

    def encode_glyph(self, glyph: int, text: str) -> str:
        """Return a glyph that stands for some characters, or for none, as the hexadecimal code of a content stream."""
        return f"{self._codes.of_sign(glyph, text or _NOTHING):04x}"

    def write(self, writer: Writer) -> None:
        """Write the font with the letters used so far."""
        source = self.face.source
        base = name(f"AAAAA{chr(64 + self._index)}+{source.name.decode('ascii')}")
        signs = self._codes.signs
        wanted = [_BEYOND + glyph for glyph, _text in signs]
        with _READING:
            source.charToGlyph.update(zip(wanted, (glyph for glyph, _text in signs), strict=True))
            program = source.makeSubset(wanted)
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
        widths = b" ".join(b"%.3f" % (self.face.sign_width(glyph) * 1000) for glyph, _text in signs)
        glyphs = writer.put_stream(b"", _glyph_map(signs))
        descendant = writer.put(
            b"<</Type/Font/Subtype/CIDFontType2/BaseFont%s/CIDSystemInfo<</Registry(Adobe)/Ordering(Identity)"
            b"/Supplement 0>>/FontDescriptor %d 0 R/DW 0/W[1[%s]]/CIDToGIDMap %d 0 R>>"
            % (base, descriptor, widths, glyphs)
        )
        meaning = writer.put_stream(b"", _to_unicode(signs))
        writer.put(
            b"<</Type/Font/Subtype/Type0/BaseFont%s/Encoding/Identity-H/DescendantFonts[%d 0 R]/ToUnicode %d 0 R>>"
            % (base, descendant, meaning),
            self.at,
        )


def _glyph_map(signs: list[tuple[int, str]]) -> bytes:
    """Return the glyph of each code: the subset numbers them in order of use; two codes may share one."""
    order = {0: 0}
    places = [0, *(order.setdefault(glyph, len(order)) for glyph, _text in signs)]
    return b"".join(place.to_bytes(2, "big") for place in places)


def _to_unicode(signs: list[tuple[int, str]]) -> bytes:
    """Return the table that lets readers, searches and copying find the characters again."""
    lines = [
        b"<%04X> <%s>\n" % (code, text.encode("utf-16-be").hex().upper().encode())
        for code, (_glyph, text) in enumerate(signs, 1)
    ]
    blocks = [lines[start : start + 100] for start in range(0, len(lines), 100)]
    parts = [b"%d beginbfchar\n%sendbfchar\n" % (len(block), b"".join(block)) for block in blocks]
    return _CMAP_HEAD + b"".join(parts) + _CMAP_TAIL
