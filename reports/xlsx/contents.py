"""What the first sheet says: title, where the tables are, facts, then the paper block by block."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from reports.cleaning import clean, clean_line
from reports.document import (
    Block,
    Cell,
    Chart,
    Document,
    Drawing,
    Facts,
    Heading,
    ListBlock,
    ListItem,
    PageBreak,
    Paragraph,
    Runs,
    Table,
    Tone,
    runs,
)
from reports.formatting import long_date, thousands
from reports.notes import Notes, note_of
from reports.xlsx.long_texts import split
from reports.xlsx.styles import Style
from reports.xlsx.summary import Line, across, flowing
from reports.xlsx.table_sheet import HEAD_ROW, TablePlan
from resources.i18n import _, ngettext
from resources.i18n import marked as m

_TONES = {Tone.BODY: Style.BODY, Tone.LEAD: Style.LEAD, Tone.NOTE: Style.NOTE}
_BULLETS = ("•", "–")
_FACT_PIECE = 1_800
AS_AT = m("As at")


def _tables(number: int) -> str:
    return ngettext("{count} table", "{count} tables", number).format(count=thousands(number))


def _charts(number: int) -> str:
    return ngettext("{count} chart", "{count} charts", number).format(count=thousands(number))


def _row_count(number: int) -> str:
    return ngettext("{count} row", "{count} rows", number).format(count=thousands(number))


def summary_lines(document: Document, plans: Sequence[TablePlan], places: Mapping[int, TablePlan]) -> list[Line]:
    """Return the rows of the first sheet; `places` says by a block's number which sheet its figures are on."""
    lines = across(clean_line(document.title) or _("Report"), Style.TITLE)
    if document.author:
        lines += across(document.author, Style.SUBHEADING)
    if document.subtitle:
        lines += across(document.subtitle, Style.SUBHEADING)
    lines += across(_sentence(document, plans), Style.SENTENCE)
    for label, value in document.cover:
        lines += _fact(label, value)
    # What opens a paper is its cover; below the list of sheets it would seem to belong to it.
    notes, opening = Notes(), _opening(document)
    for block in document.blocks[:opening]:
        lines += _block_lines(_with_marks(block, notes), None)
    lines += _fact(_(AS_AT), document.as_at)
    if plans:
        lines += across(_("Sheets in this workbook"), Style.HEADING)
        lines += [_sheet_line(plan) for plan in plans]
    new_page = False
    for number, block in enumerate(document.blocks[opening:], opening):
        if isinstance(block, PageBreak):
            new_page = True
            continue
        made = list(_block_lines(_with_marks(block, notes), places.get(number)))
        if new_page and made:
            made[0] = replace(made[0], new_page=True)
            new_page = False
        lines += made
    if notes.found:
        lines += across(_("Notes"), Style.HEADING)
    for number, note in enumerate(notes.found, 1):
        lines += flowing(note, marker=str(number))
    return lines


def _opening(document: Document) -> int:
    """Return how many blocks open a paper: words, and facts without a title of their own, before all else.

    Of a paper that has nothing else only the facts do.
    """
    facts = [isinstance(one, Facts) and not one.title for one in document.blocks]
    opens = (fact or isinstance(one, Paragraph) for fact, one in zip(facts, document.blocks, strict=True))
    return next((number for number, fits in enumerate(opens) if not fits), int(facts[:1] == [True]))


def _with_marks(block: Block, notes: Notes) -> Block:
    """Return a block with the numbers of its notes; a cell has no links, so the numbers lead nowhere."""
    match block:
        case Paragraph():
            return replace(block, content=_leading_nowhere(notes.marked(block.content)))
        case ListBlock():
            return _list_leading_nowhere(notes.marked_list(block))
        case _:
            return block


def _list_leading_nowhere(block: ListBlock) -> ListBlock:
    items = tuple(
        ListItem(_leading_nowhere(item.content), _list_leading_nowhere(item.inner) if item.inner else None)
        for item in block.items
    )
    return replace(block, items=items)


def _leading_nowhere(content: Runs) -> Runs:
    return tuple(replace(span, link=None) if note_of(span) else span for span in content)


def _sentence(document: Document, plans: Sequence[TablePlan]) -> str:
    """Return what the workbook holds and where."""
    charts = sum(len(plan.charts) for plan in plans)
    if not plans:
        return _("This workbook holds the words of the paper on this sheet. It has no tables.")
    what = _tables(len(plans))
    if charts:
        what = _("{tables} and {charts}").format(tables=what, charts=_charts(charts))
    return _(
        "This workbook holds {what} as at {day}. The words of the paper are on this sheet. Each table is on a sheet of "
        "its own, with its headings in row {row}."
    ).format(what=what, day=long_date(document.as_at), row=HEAD_ROW)


def _sheet_line(plan: TablePlan) -> Line:
    rows = _row_count(len(plan.table.rows)) if plan.table.rows else clean_line(plan.table.empty)
    words = f"{clean_line(plan.table.title)} ({rows})" if plan.table.rows else f"{clean_line(plan.table.title)}. {rows}"
    return Line(plan.sheet, label_link=f"#sheet:{plan.sheet}", content=runs(words))


def _block_lines(block: Block, plan: TablePlan | None) -> Iterator[Line]:
    """Yield the rows of one block."""
    match block:
        case Heading(text, level, anchor):
            yield from across(text, Style.HEADING if level <= 2 else Style.SUBHEADING, anchor or "")
        case Paragraph(content, tone):
            yield from flowing(content, _TONES[tone])
        case ListBlock():
            yield from _list_lines(block, 0)
        case Facts(rows, title):
            if title:
                yield from across(title, Style.SUBHEADING)
            for label, value in rows:
                yield from _fact(label, value)
        case Table() if block.out_of_sight:
            return
        case Table() if plan:
            yield _pointer(_("Table"), plan, block.title)
        case Chart() if plan:
            yield _pointer(_("Chart"), plan, block.title)
            yield from flowing(runs(block.alt), Style.NOTE)
        case Drawing():
            # A workbook has no such picture: its title and what it shows in words; the table of it has a sheet.
            yield from across(block.title, Style.SUBHEADING)
            yield from flowing(runs(block.alt), Style.NOTE)
        case _:
            raise ValueError(f"No way to write {type(block).__name__} into a workbook")


def _list_lines(block: ListBlock, depth: int) -> Iterator[Line]:
    """Yield the items of a list and of the lists inside it."""
    for number, item in enumerate(block.items, 1):
        marker = f"{number}." if block.ordered else _BULLETS[min(depth, 1)]
        yield from flowing(item.content, marker=marker, indent=depth * 2)
        if item.inner:
            yield from _list_lines(item.inner, depth + 1)


def _fact(label: str, value: Cell) -> Iterator[Line]:
    """Yield a label with its value; long words go on in the next row."""
    label = clean_line(label)
    if not isinstance(value, str):
        yield Line(label, fact=value, is_fact=True)
        return
    first, *rest = split(clean(value), _FACT_PIECE, 15)
    yield Line(label, fact=first, is_fact=True)
    yield from (Line(fact=piece, is_fact=True) for piece in rest)


def _pointer(noun: str, plan: TablePlan, title: str) -> Line:
    """Return the row that stands in the paper where the table or chart is, linked to its sheet."""
    words = _("{title} (on the sheet “{sheet}”)").format(title=clean_line(title), sheet=plan.sheet)
    return Line(noun, content=runs(words), content_style=Style.LINK, content_link=f"#sheet:{plan.sheet}")
