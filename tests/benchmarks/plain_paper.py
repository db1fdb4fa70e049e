"""A paper printed as most programs would: ReportLab's own platypus, untagged, without bookmarks or links.

It is given every advantage: one pass, words that fit their cell are bare strings, and no contents list.
"""

from __future__ import annotations

from io import BytesIO
from xml.sax.saxutils import escape

from reportlab.graphics.shapes import Drawing, Group, Polygon, PolyLine, String
from reportlab.lib import colors
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import mm
from reportlab.pdfbase.pdfmetrics import registerFont, registerFontFamily, stringWidth
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import Flowable, ListFlowable, ListItem, PageBreak, Paragraph, SimpleDocTemplate, Spacer
from reportlab.platypus import Table as PlainTable
from reportlab.platypus.doctemplate import BaseDocTemplate

from reports import document as content
from reports.chart_shapes import Area, Label, Stroke
from reports.charts import plan
from reports.formatting import RIGHT_ALIGNED, cell_text, total, value_text
from reports.style import INKS
from resources import path

FONT, BOLD = "Noto", "Noto-Bold"
WIDTH = 471.0
PAD = 5.0
BODY = ParagraphStyle("body", fontName=FONT, fontSize=10, leading=14, spaceBefore=6)
CAPTION = ParagraphStyle("caption", BODY, fontName=BOLD, leading=13, spaceBefore=12, keepWithNext=1)
NOTE = ParagraphStyle("note", BODY, fontSize=8.5, leading=12, textColor=colors.HexColor("#4B5765"))
HEADINGS = [
    ParagraphStyle(f"h{size}", BODY, fontName=BOLD, fontSize=size, leading=size * 1.3, spaceBefore=18, keepWithNext=1)
    for size in (30, 15, 12.5, 11, 10, 10)
]


def plain_bytes(document: content.Document) -> bytes:
    """Return the words, tables and charts of a paper as an untagged file."""
    for name, file_name in ((FONT, "NotoSans-Regular.ttf"), (BOLD, "NotoSans-Bold.ttf")):
        registerFont(TTFont(name, str(path("fonts", file_name))))
    registerFontFamily(FONT, FONT, BOLD, FONT, BOLD)
    story: list[Flowable] = [Paragraph(escape(document.title), HEADINGS[0]), Paragraph(escape(document.subtitle), BODY)]
    if document.cover:
        story += [Spacer(1, 30 * mm), *_facts(content.Facts(document.cover)), PageBreak()]
    for block in document.blocks:
        story += _flowables(block)
    buffer = BytesIO()

    def around(canvas: Canvas, _template: BaseDocTemplate) -> None:
        canvas.setFont(FONT, 8.5)
        canvas.drawString(62, 800, document.title)
        canvas.drawRightString(533, 38, f"Page {canvas.getPageNumber()}")

    margins = {"leftMargin": 56, "rightMargin": 56, "topMargin": 62, "bottomMargin": 60}
    template = SimpleDocTemplate(buffer, pagesize=(595.276, 841.89), initialFontName=FONT, **margins)
    template.build(story, onFirstPage=around, onLaterPages=around)
    return buffer.getvalue()


def _flowables(block: content.Block) -> list[Flowable]:
    match block:
        case content.Heading():
            return [Paragraph(escape(block.text), HEADINGS[block.level - 1])]
        case content.Paragraph():
            return [Paragraph(escape(content.plain(block.content)), BODY)]
        case content.ListBlock():
            items = [ListItem(Paragraph(escape(content.plain(item.content)), BODY)) for item in block.items]
            return [ListFlowable(items, bulletType="1" if block.ordered else "bullet", bulletFontName=FONT)]
        case content.Facts():
            return _facts(block)
        case content.Table():
            return _table(block)
        case content.Chart():
            return [Paragraph(escape(block.title), CAPTION), _drawing(block)]
        case _:
            return [PageBreak()]


def _facts(facts: content.Facts) -> list[Flowable]:
    rows = [(_cell(label, BOLD, 9, 140), _cell(value_text(value), FONT, 9, 331)) for label, value in facts.rows]
    return [
        *([Paragraph(escape(facts.title), CAPTION)] if facts.title else []),
        PlainTable(rows, colWidths=[140, 331], style=[*_look(9), ("FONTNAME", (0, 0), (0, -1), BOLD)]),
    ]


def _look(size: float) -> list[tuple[object, ...]]:
    every = ((0, 0), (-1, -1))
    return [
        ("FONT", *every, FONT, size, size * 1.28),
        ("VALIGN", *every, "TOP"),
        ("LINEBELOW", *every, 0.5, colors.HexColor("#C5CED8")),
        ("LEFTPADDING", *every, PAD),
        ("RIGHTPADDING", *every, PAD),
    ]


def _cell(text: str, font: str, size: float, width: float) -> str | Paragraph:
    """Return words as they are where they fit, else as a paragraph that wraps."""
    if stringWidth(text, font, size) <= width - 2 * PAD:
        return text
    return Paragraph(escape(text), ParagraphStyle("cell", fontName=font, fontSize=size, leading=size * 1.28))


def _table(table: content.Table) -> list[Flowable]:
    caption = Paragraph(escape(table.title), CAPTION)
    if not table.rows:
        return [caption, Paragraph(escape(table.empty), BODY)]
    columns = table.columns
    size = 9.0 if len(columns) < 6 else 8.0
    widths = _widths(table, size)
    rows: list[list[str | Paragraph]] = [
        [_cell(column.title, BOLD, size, width) for column, width in zip(columns, widths, strict=True)]
    ]
    for values in table.rows:
        texts = (cell_text(value, column) for value, column in zip(values, columns, strict=True))
        rows.append([_cell(text, FONT, size, width) for text, width in zip(texts, widths, strict=True)])
    style = [*_look(size), ("FONTNAME", (0, 0), (-1, 0), BOLD), ("BACKGROUND", (0, 0), (-1, 0), colors.lightgrey)]
    style += [
        ("ALIGN", (at, 0), (at, -1), "RIGHT") for at, column in enumerate(columns) if column.kind in RIGHT_ALIGNED
    ]
    if any(column.total for column in columns):
        sums = (
            cell_text(total(row[at] for row in table.rows), column) if column.total else ""
            for at, column in enumerate(columns)
        )
        rows.append(list(sums))
    made: list[Flowable] = [caption, PlainTable(rows, colWidths=widths, repeatRows=1, style=style)]
    return [*made, Paragraph(escape(table.note), NOTE)] if table.note else made


def _widths(table: content.Table, size: float) -> list[float]:
    """Return widths in which dates, numbers and references stay on one line and words share the rest."""
    fixed: dict[int, float] = {}
    for at, column in enumerate(table.columns):
        if column.kind is not content.Kind.TEXT:
            texts = {cell_text(row[at], column) for row in table.rows[:200]} | {column.title.split()[0]}
            fixed[at] = max(stringWidth(text, FONT, size * 1.1) for text in texts) + 2 * PAD
    rest = WIDTH - sum(fixed.values())
    shares = sum(column.weight for at, column in enumerate(table.columns) if at not in fixed)
    return [fixed.get(at, rest * column.weight / max(shares, 1)) for at, column in enumerate(table.columns)]


def _drawing(chart: content.Chart) -> Drawing:
    picture = plan(chart, WIDTH, lambda text, size: float(stringWidth(text, FONT, size)))
    drawing = Drawing(WIDTH, picture.height)
    for shape in picture.shapes:
        match shape:
            case Area(points, colour):
                flat = [number for point in points for number in point]
                drawing.add(Polygon(flat, fillColor=colors.HexColor(INKS[colour]), strokeColor=None))
            case Stroke(points, colour, width, _dash):
                flat = [number for point in points for number in point]
                drawing.add(PolyLine(flat, strokeColor=colors.HexColor(INKS[colour]), strokeWidth=width))
            case Label():
                words = String(0, 0, shape.text, fontName=FONT, fontSize=shape.size, textAnchor=shape.anchor)
                turned = Group(words)
                turned.translate(*shape.at)
                if shape.upright:
                    turned.rotate(90)
                drawing.add(turned)
    return drawing
