"""How a Word document looks: page, styles and language, kept in its styles so that a clerk can change them there."""

from __future__ import annotations

from docx.document import Document as WordDocument
from docx.enum.style import WD_STYLE_TYPE
from docx.oxml.ns import qn
from docx.oxml.xmlchemy import BaseOxmlElement
from docx.shared import Pt, RGBColor
from docx.styles.style import ParagraphStyle

from reports import style
from reports.docx.marks import mark
from reports.docx.tables import TEXT

FONT = "Arial"
"""On every computer, and easy to read; the carried font of the PDF is not."""
NOTE, LEAD, AUTHOR = "Paper note", "Paper lead", "Paper author"
_HEADINGS = (15.0, 12.5, 11.0, 10.5, 10.5)


def set_page(word: WordDocument) -> int:
    """Make the page A4 and return the width between its margins in twentieths of a point."""
    section = word.sections[0]
    section.page_width, section.page_height = Pt(style.PAGE_WIDTH), Pt(style.PAGE_HEIGHT)
    section.left_margin, section.right_margin = Pt(style.MARGIN_LEFT), Pt(style.MARGIN_RIGHT)
    section.top_margin, section.bottom_margin = Pt(style.MARGIN_TOP), Pt(style.MARGIN_BOTTOM)
    return round((style.PAGE_WIDTH - style.MARGIN_LEFT - style.MARGIN_RIGHT) * 20)


def set_styles(word: WordDocument, language: str, accent: str) -> None:
    """Give every style its letters, and the document its language."""
    set_style(word, "Normal", style.BODY_SIZE + 1, after=6)
    set_style(word, "Title", style.TITLE_SIZE, accent, bold=True, after=4)
    set_style(word, "Subtitle", style.SUBTITLE_SIZE, style.MUTED, after=10)
    set_style(word, "Caption", style.BODY_SIZE, bold=True, before=10, after=4, keep=True)
    for side in ("Header", "Footer"):
        set_style(word, side, style.FOOT_SIZE, style.MUTED)
        _style(word, side).paragraph_format.tab_stops.clear_all()
    for level, size in enumerate(_HEADINGS, 1):
        colour = accent if level == 1 else style.INK
        set_style(word, f"Heading {level}", size, colour, bold=True, before=14 - 2 * min(level, 4), after=4, keep=True)
    for name, size, colour in (
        (NOTE, style.NOTE_SIZE, style.MUTED),
        (LEAD, style.LEAD_SIZE + 1, style.INK),
        (AUTHOR, style.BODY_SIZE + 1, style.MUTED),
    ):
        word.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
        set_style(word, name, size, colour, after=6)
    cells = word.styles.add_style("Table text", WD_STYLE_TYPE.PARAGRAPH)
    cells.element.set(qn("w:styleId"), TEXT)
    set_style(word, "Table text", style.TABLE_SIZE, before=2, after=2)
    defaults = word.styles.element.find(qn("w:docDefaults"))
    for tongue in defaults.iter(qn("w:lang")) if defaults is not None else ():
        tongue.set(qn("w:val"), language)


def set_poster(word: WordDocument, accent: str) -> None:
    """Make the letters large enough for a wall; Word sets lines further apart than the PDF does."""
    for name, size, colour, bold in (
        ("Title", style.POSTER_TITLE_SIZE, accent, True),
        ("Subtitle", style.POSTER_LEAD_SIZE, style.MUTED, False),
        ("Heading 1", style.POSTER_HEADING_SIZE, accent, True),
        (LEAD, style.POSTER_LEAD_SIZE, style.INK, False),
        ("Normal", style.POSTER_BODY_SIZE, style.INK, False),
        (NOTE, style.POSTER_NOTE_SIZE, style.MUTED, False),
    ):
        before = 12 if name == "Heading 1" else 0
        set_style(word, name, round(size * 0.85), colour, bold=bold, before=before, after=3, keep=bold)


def set_style(
    word: WordDocument,
    name: str,
    size: float,
    colour: str = style.INK,
    *,
    bold: bool = False,
    before: float = 0,
    after: float = 0,
    keep: bool = False,
) -> None:
    """Give a style its letters and the room around them."""
    found = _style(word, name)
    found.font.size, found.font.bold, found.font.italic = Pt(size), bold, False
    found.font.color.rgb = RGBColor.from_string(colour[1:])
    properties = found.element.get_or_add_rPr()
    for fonts in properties.findall(qn("w:rFonts")):
        properties.remove(fonts)
    for spread in properties.findall(qn("w:spacing")):
        properties.remove(spread)
    properties.insert(0, mark("rFonts", ascii=FONT, hAnsi=FONT, cs=FONT, eastAsia=FONT))
    _set_other_letters(properties, size)
    form = found.paragraph_format
    form.space_before, form.space_after, form.keep_with_next = Pt(before), Pt(after), keep
    for border in found.element.get_or_add_pPr().findall(qn("w:pBdr")):
        border.getparent().remove(border)


def _set_other_letters(properties: BaseOxmlElement, size: float) -> None:
    """Give Hebrew and Arabic letters, which have marks of their own, the size and weight of the others."""
    for name in ("szCs", "bCs"):
        for old in properties.findall(qn(f"w:{name}")):
            properties.remove(old)
    heavy = properties.find(qn("w:b"))
    if heavy is not None:
        beside = mark("bCs")
        beside.attrib.update(heavy.attrib)
        heavy.addnext(beside)
    found = properties.find(qn("w:sz"))
    if found is not None:
        found.addnext(mark("szCs", val=round(size * 2)))


def _style(word: WordDocument, name: str) -> ParagraphStyle:
    found = word.styles[name]
    assert isinstance(found, ParagraphStyle)
    return found
