"""The letters inside the file are the letters of the font: the right outline, width and meaning for each code."""

from __future__ import annotations

import struct
from io import BytesIO

import pikepdf
from reportlab.pdfbase.ttfonts import TTFontFile

from reports.fonts import Face, face
from reports.pdf.embedding import EmbeddedFont
from reports.pdf.writer import Writer


def embedded(own: Face, text: str) -> tuple[pikepdf.Pdf, pikepdf.Object, list[int]]:
    """Return a file, the font in it with the letters of a text, and the codes of the text."""
    file = BytesIO()
    writer = Writer(file)
    font = EmbeddedFont(own, 1, writer.reserve())
    codes = bytes.fromhex(font.encode(text))
    font.write(writer)
    pages = writer.put(b"<</Type/Pages/Kids[]/Count 0>>")
    writer.finish(writer.put(b"<</Type/Catalog/Pages %d 0 R>>" % pages), writer.put(b"<<>>"))
    pdf = pikepdf.open(BytesIO(file.getvalue()))
    return pdf, pdf.get_object(font.at, 0), [*struct.unpack(f">{len(codes) // 2}H", codes)]


def outline(source: TTFontFile, glyph: int) -> bytes:
    """Return the outline of a glyph that is not made of others."""
    start = source.glyphPos[glyph]
    return source.get_table("glyf")[start : source.glyphPos[glyph + 1]]


def test_each_code_has_its_own_outline_width_and_meaning() -> None:
    text = "Aa1ŵ\xa0 ж;ΩΩ" + "".join(map(chr, range(0x100, 0x24F)))
    own = face()
    _pdf, font, codes = embedded(own, text)
    descendant = font.DescendantFonts[0]
    program = TTFontFile(BytesIO(descendant.FontDescriptor.FontFile2.read_bytes()), charInfo=0)
    program.glyphPos = loca(program)
    glyphs = struct.unpack(f">{max(codes) + 1}H", descendant.CIDToGIDMap.read_bytes())
    widths = list(descendant.W[1])
    simple = 0
    for character, code in zip(text, codes, strict=True):
        assert abs(float(widths[code - 1]) / 1000 - own.width(character)) < 0.001
        original = outline(own.source, own.glyphs[ord(character)])
        if original[:2] != b"\xff\xff":
            simple += 1
            assert outline(program, glyphs[code]).rstrip(b"\0") == original.rstrip(b"\0")
    assert simple > 50
    meaning = font.ToUnicode.read_bytes().decode()
    assert all(f"<{code:04X}> <{ord(character):04X}>" in meaning for character, code in zip(text, codes, strict=True))
    assert len(set(codes)) == len(set(text))


def loca(program: TTFontFile) -> list[int]:
    """Return where the outlines of an embedded font start."""
    table, head = program.get_table("loca"), program.get_table("head")
    if struct.unpack(">H", head[50:52])[0]:
        return [*struct.unpack(f">{len(table) // 4}L", table)]
    return [2 * place for place in struct.unpack(f">{len(table) // 2}H", table)]
