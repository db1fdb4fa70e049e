"""Tables: a head that returns on every page, rows that may go over its end, a row of totals, every cell tagged once."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from reports import style
from reports.cleaning import page_text
from reports.column_widths import column_widths
from reports.document import Facts, Table, Tone
from reports.formatting import RIGHT_ALIGNED, cell_text, total_cells, value_text
from reports.fragments import Line
from reports.lines_of_text import break_text, longest_word, natural_width
from reports.pdf.blocks import CAPTION, TONES, Look, TextLine, baseline, words
from reports.pdf.canvas import Canvas, Page
from reports.pdf.errors import PdfError
from reports.pdf.flow import LEFT, ROOM, WIDTH, RepeatedHead, Strip
from reports.pdf.structure import SCOPE_COLUMN, SCOPE_ROW, Element

PAD_X = 5.0
PAD_Y = 3.6
TALL = ROOM / 4
"""A row higher than this may go over the end of a page; a lower one moves to the next page whole."""


class _Row(Strip):
    """A row, or what is left of it after a page end."""

    line = (style.RULE, 0.5)
    """Colour and width of the line below it."""

    def __init__(self, grid: _Grid, cells: Sequence[Element], lines: Sequence[list[Line]]) -> None:
        self.keep = False
        self.head = grid.head
        self._grid = grid
        self._cells = cells
        self._lines = lines
        self._depth = max(1, max(map(len, lines)))
        self.height = self._depth * grid.look.pitch + 2 * PAD_Y
        self.ends: Element | None = None
        """The row's element, written when this part has been drawn."""

    @property
    def least(self) -> float:
        """Return the height of a tall row's first two lines, or all of a row that moves whole."""
        return self.height if self.height <= TALL else 2 * self._grid.look.pitch + 2 * PAD_Y

    def draw(self, page: Page, top: float) -> None:
        """Draw the cells, each as its own element."""
        grid = self._grid
        for column, (cell, lines) in enumerate(zip(self._cells, self._lines, strict=True)):
            if lines:
                page.mark(cell)
                grid.paint(page, column, lines, top)
        page.rule(LEFT, LEFT + WIDTH, top - self.height, *self.line)
        if self.ends:
            page.canvas.tree.close(self.ends)

    def split(self, room: float) -> tuple[Strip, Strip] | None:
        """Cut between lines, leaving at least two on either side."""
        fits = min(int((room - 2 * PAD_Y) / self._grid.look.pitch), self._depth - 2)
        if fits < 2 or self.height <= TALL:
            return None
        first = _Row(self._grid, self._cells, [lines[:fits] for lines in self._lines])
        rest = _Row(self._grid, self._cells, [lines[fits:] for lines in self._lines])
        first.keep, rest.keep, rest.ends = False, self.keep, self.ends
        return first, rest


class _Head(_Row, RepeatedHead):
    """The row of column titles: read out once, drawn on every page."""

    line = (style.STRONG_RULE, 0.8)

    def draw(self, page: Page, top: float) -> None:
        """Draw the tinted head with its titles as elements."""
        self._tint(page, top)
        super().draw(page, top)

    def repeat(self, page: Page, top: float) -> None:
        """Draw the head again as decoration."""
        self._tint(page, top)
        for column, lines in enumerate(self._lines):
            self._grid.paint(page, column, lines, top)
        page.end()
        page.rule(LEFT, LEFT + WIDTH, top - self.height, *self.line)

    def _tint(self, page: Page, top: float) -> None:
        """Colour the area of the head."""
        page.artifact()
        bottom = top - self.height
        right = LEFT + WIDTH
        page.fill(((LEFT, bottom), (right, bottom), (right, top), (LEFT, top)), style.HEAD_TINT)


class _Grid:
    """What the rows of one table share."""

    def __init__(self, widths: Sequence[float], right: Sequence[bool], look: Look) -> None:
        self.widths = widths
        self.right = right
        self.look = look
        self.head: RepeatedHead | None = None
        self.lefts = [LEFT + sum(widths[:index]) for index in range(len(widths))]

    def lines(self, texts: Sequence[str], bold: Sequence[bool]) -> list[list[Line]]:
        """Break the words of a row's cells."""
        size = self.look.size
        return [
            break_text(text, size, width - 2 * PAD_X, heavy) if text else []
            for text, width, heavy in zip(texts, self.widths, bold, strict=True)
        ]

    def paint(self, page: Page, column: int, lines: list[Line], top: float) -> None:
        """Draw the lines of one cell of a row whose upper edge is given."""
        look = self.look
        room = self.widths[column] - 2 * PAD_X
        start = self.lefts[column] + PAD_X
        base = top - PAD_Y - baseline(look)
        for line in lines:
            left = start + (room - line.width if self.right[column] else line.shift)
            for offset, fragment in line.fragments:
                page.show_fragment((left + offset, base), fragment, look.size, look.colour)
            base -= look.pitch


def table_strips(canvas: Canvas, parent: Element, table: Table) -> Iterator[Strip]:
    """Yield a table with its caption and note; one without rows says so in words, which need no caption above them."""
    columns = table.columns
    note = TONES[Tone.NOTE]
    if not table.rows or not columns:
        said = words(canvas, parent, "P", table.empty or table.title, TONES[Tone.BODY])
        yield from _anchored(canvas, said if page_text(table.title).strip() else [], table)
        yield from words(canvas, parent, "P", table.note, note)
        return
    element = canvas.tree.add(parent, "Table")
    title = words(canvas, element, "Caption", table.title, CAPTION, keep_with_next=True)
    yield from _anchored(canvas, title, table)
    grid = _Grid(
        column_widths(table, WIDTH, _look(len(columns)).size, PAD_X),
        [column.kind in RIGHT_ALIGNED for column in columns],
        _look(len(columns)),
    )
    yield from _table_rows(canvas, element, grid, table)
    # The last row waits for the note below it, so the table is whole only after the note.
    yield from words(canvas, parent, "P", table.note, note)
    canvas.tree.close(element)


def _table_rows(canvas: Canvas, element: Element, grid: _Grid, table: Table) -> Iterator[Strip]:
    """Yield head, rows and totals."""
    tree = canvas.tree
    columns = table.columns
    everywhere = [True] * len(columns)
    row = tree.add(tree.add(element, "THead"), "TR")
    titles = grid.lines([column.title for column in columns], everywhere)
    head = _Head(grid, [tree.add(row, "TH", SCOPE_COLUMN) for _ in columns], titles)
    head.keep, head.gap = True, 5.0
    yield head
    grid.head = head
    body = tree.add(element, "TBody")
    plain = [False] * len(columns)
    last = len(table.rows) - 1
    totals = any(column.total for column in columns)
    noted = bool(page_text(table.note).strip())
    for index, values in enumerate(table.rows):
        row = tree.add(body, "TR")
        cells = [tree.add(row, "TH", SCOPE_ROW) if column.row_header else tree.add(row, "TD") for column in columns]
        texts = [cell_text(value, column) for value, column in zip(values, columns, strict=True)]
        strip = _Row(grid, cells, grid.lines(texts, plain))
        strip.ends = row
        strip.keep = (index == 0 and last > 0) or index == last - 1 or (index == last and (totals or noted))
        yield strip
    if totals:
        row = tree.add(tree.add(element, "TFoot"), "TR")
        ending = _total_row(canvas, grid, row, table)
        ending.keep = noted
        yield ending


def _total_row(canvas: Canvas, grid: _Grid, row: Element, table: Table) -> _Row:
    """Return the row of sums, named in the first column that has none."""
    tree, sums = canvas.tree, total_cells(table)
    cells = [tree.add(row, "TH", SCOPE_ROW) if one.names_row else tree.add(row, "TD") for one in sums]
    return _Row(grid, cells, grid.lines([one.words for one in sums], [True] * len(sums)))


def facts_strips(
    canvas: Canvas, parent: Element, facts: Facts, look: Look | None = None, gap: float = 9.0
) -> Iterator[Strip]:
    """Yield facts as a table of two columns whose first names the row."""
    rows = [(label, value_text(value)) for label, value in facts.rows]
    if not rows:
        return
    tree = canvas.tree
    look = look or _look(2)
    element = tree.add(parent, "Table")
    caption = words(canvas, element, "Caption", facts.title, CAPTION, keep_with_next=True)
    yield from caption
    wanted = max(longest_word(label, look.size, True) for label, _ in rows)
    natural = max(natural_width(label, look.size, True) for label, _ in rows)
    first = min(max(wanted, min(natural, WIDTH * 0.34)) + 2 * PAD_X + 6, WIDTH * 0.45)
    grid = _Grid([first, WIDTH - first], [False, False], look)
    body = tree.add(element, "TBody")
    for index, texts in enumerate(rows):
        row = tree.add(body, "TR")
        cells = [tree.add(row, "TH", SCOPE_ROW), tree.add(row, "TD")]
        strip = _Row(grid, cells, grid.lines(texts, [True, False]))
        strip.ends = row
        strip.gap = 0.0 if index else (5.0 if caption else gap)
        strip.keep = (index == 0 and len(rows) > 1) or index == len(rows) - 2
        yield strip
    tree.close(element)


def _look(columns: int) -> Look:
    """Return how a table's words are set: smaller where there are many columns."""
    size = style.TABLE_SIZE if columns < 6 else style.SMALL_TABLE_SIZE
    return Look(size, style.INK, False, style.TIGHT_LEADING)


def _anchored(canvas: Canvas, title: list[TextLine], table: Table) -> list[TextLine]:
    """Let links to a table's key lead to its title; a table without one is a PdfError."""
    if not title:
        raise PdfError(f"the table {table.key!r} has no title")
    title[0].before = lambda page, top, _base: canvas.name_place(table.key, page, top)
    return title
