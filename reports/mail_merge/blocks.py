"""Filled letters as the typed blocks of papers, from which the accessible PDF is made; and what of a template is not.

Headings, paragraphs, lists with numbers and bullets, links, bold and italic letters and tables with a marked head come
across. Pictures, text boxes, colours, sizes, alignment and columns do not: the letter has the look of our papers and
the school's logo, and every reader's program finds its way in it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from copy import deepcopy
from dataclasses import dataclass

from docx.document import Document as WordDocument
from docx.oxml.ns import qn
from docx.oxml.xmlchemy import BaseOxmlElement as Element

from reports.document import (
    Block,
    Column,
    Heading,
    PageBreak,
    Paragraph,
    Runs,
    Span,
    Table,
    Tone,
    plain,
)
from reports.mail_merge.joining import Values
from reports.mail_merge.merging import fill
from reports.mail_merge.nesting import Item, as_lists
from reports.mail_merge.template import Template
from resources.i18n import _

_P, _R, _TBL, _TR, _TC = (qn(f"w:{name}") for name in ("p", "r", "tbl", "tr", "tc"))
_PPR, _VAL = qn("w:pPr"), qn("w:val")
_HEADING = re.compile(r"heading ([1-9])", re.IGNORECASE)
_LEAST_GAP = 12.0
"""Points between paragraphs that are more than the usual distance."""
_EMPTY_LINE, _MOST_GAP = 14.0, 72.0
_OFF = frozenset(("0", "false", "off", "none"))


@dataclass(frozen=True, slots=True)
class Gap:
    """Empty paper, as for a signature."""

    points: float
    keep: bool = False
    """Whether what follows has to be on the same page."""


@dataclass(frozen=True, slots=True)
class Kept:
    """A paragraph that stays on the page of what follows: the closing with the signature."""

    paragraph: Paragraph


LetterBlock = Block | Gap | Kept


def letter_blocks(template: Template, letters: Sequence[Values]) -> Iterator[tuple[LetterBlock, ...]]:
    """Yield the blocks of each letter, those of its first page's header before the others."""
    word = template.opened()
    reader = _Reader(word)
    head = _first_header(word)
    for values in letters:
        holder = deepcopy(word.element.body)
        fill(holder, values)
        blocks: list[LetterBlock] = []
        if head is not None:
            top = deepcopy(head)
            fill(top, values)
            blocks += [
                Paragraph(block.content, Tone.NOTE) if isinstance(block, Paragraph) else block
                for block in reader.blocks(top)
                if not isinstance(block, Gap)
            ]
            blocks.append(Gap(_EMPTY_LINE))
        blocks += reader.blocks(holder)
        yield tuple(_in_steps(blocks))


def _first_header(word: WordDocument) -> Element | None:
    """Return the header of the first page, where there is one with words."""
    section = word.sections[0] if len(word.sections) else None
    if section is None:
        return None
    chosen = section.first_page_header if section.different_first_page_header_footer else section.header
    if chosen.is_linked_to_previous:
        return None
    element: Element = chosen._element
    return element if "".join(element.itertext()).strip() else None


class _Reader:
    """Knows the styles, the lists and the links of a template."""

    def __init__(self, word: WordDocument) -> None:
        self._links = {
            number: relation.target_ref for number, relation in word.part.rels.items() if relation.is_external
        }
        self._levels: dict[str, int] = {}
        self._lists: dict[str, tuple[str, int]] = {}
        self._bold: set[str] = set()
        self._italic: set[str] = set()
        for style in word.styles.element.findall(qn("w:style")):
            self._read_style(style)
        self._ordered = _ordered_lists(word)

    def _read_style(self, style: Element) -> None:
        key = style.get(qn("w:styleId"), "")
        name = style.find(qn("w:name"))
        title = name.get(_VAL, "") if name is not None else ""
        found = _HEADING.fullmatch(title)
        if found is not None or title.lower() == "title":
            self._levels[key] = min(6, int(found.group(1))) if found else 1
        listed = style.find(f"{_PPR}/{qn('w:numPr')}/{qn('w:numId')}")
        if listed is not None:
            self._lists[key] = (listed.get(_VAL, ""), 0)
        look = style.find(qn("w:rPr"))
        if look is not None and key not in self._levels:
            self._bold |= {key} if _is_on(look, "b") else set()
            self._italic |= {key} if _is_on(look, "i") else set()

    def blocks(self, root: Element) -> list[LetterBlock]:
        """Return the blocks of a part."""
        found: list[LetterBlock] = []
        waiting: list[Item] = []

        def end_list() -> None:
            if waiting:
                found.extend(as_lists(waiting))
                waiting.clear()

        for child in _children(root):
            if child.tag == _TBL:
                end_list()
                found.extend(self._table(child, len(found)))
                continue
            runs, breaks = self._runs(child)
            level, item = self._place_of(child)
            words = plain(runs).strip()
            if item is not None and words:
                waiting.append((item[1], item[0] in self._ordered, runs))
                continue
            end_list()
            if level and words:
                found.append(Heading(" ".join(words.split()), level))
            elif words:
                before, after = _distances(child)
                kept = child.find(f"{_PPR}/{qn('w:keepNext')}") is not None
                said = Kept(Paragraph(runs)) if kept else Paragraph(runs)
                found += [*_gap(before), said, *(Gap(gap.points, kept) for gap in _gap(after))]
            else:
                found.append(Gap(_EMPTY_LINE))
            if breaks:
                found.append(PageBreak())
        end_list()
        while found and isinstance(found[-1], (PageBreak, Gap)):
            found.pop()
        return found

    def _place_of(self, line: Element) -> tuple[int, tuple[str, int] | None]:
        """Return the level of a heading, 0 for none, and the list and level of an item, None for none."""
        properties = line.find(_PPR)
        style = properties.find(qn("w:pStyle")) if properties is not None else None
        key = style.get(_VAL, "") if style is not None else ""
        item = self._lists.get(key)
        numbering = properties.find(qn("w:numPr")) if properties is not None else None
        if numbering is not None:
            number, depth = numbering.find(qn("w:numId")), numbering.find(qn("w:ilvl"))
            if number is not None:
                item = (number.get(_VAL, ""), int(depth.get(_VAL, "0") or 0) if depth is not None else 0)
        if item is not None and item[0] in ("", "0"):
            item = None
        return self._levels.get(key, 0), item

    def _runs(self, line: Element) -> tuple[Runs, bool]:
        """Return the words of a paragraph with their styles, and whether it begins a new page after itself."""
        properties = line.find(_PPR)
        style = properties.find(qn("w:pStyle")) if properties is not None else None
        key = style.get(_VAL, "") if style is not None else ""
        spans: list[Span] = []
        breaks = hidden = False
        for run in line.iter(_R):
            if next(run.iterancestors(_P), None) is not line:
                continue
            link = next(
                (self._links.get(one.get(qn("r:id"), "")) for one in run.iterancestors(qn("w:hyperlink"))), None
            )
            look = run.find(qn("w:rPr"))
            words = ""
            for part in run:
                if part.tag == qn("w:fldChar"):
                    hidden = part.get(qn("w:fldCharType")) != "end"
                elif part.tag == qn("w:t") and not hidden:
                    words += part.text or ""
                elif part.tag == qn("w:tab"):
                    words += " "
                elif part.tag in (qn("w:br"), qn("w:cr")):
                    breaks |= part.get(qn("w:type")) == "page"
                    words += "\n"
            if words:
                bold = _is_on(look, "b", key in self._bold)
                italic = _is_on(look, "i", key in self._italic)
                spans.append(Span(words, bold, italic, link))
        return tuple(spans), breaks

    def _table(self, table: Element, number: int) -> Iterator[Block]:
        """Yield a table with a marked head as one, others line by line."""
        rows = [
            [
                " ".join(plain(self._runs(line)[0]).strip() for line in cell.iter(_P)).strip()
                for cell in row.findall(_TC)
            ]
            for row in table.findall(_TR)
        ]
        head = head_of(table)
        if head is not None and rows[1:]:
            columns = tuple(Column(words or _("Column {n}").format(n=at)) for at, words in enumerate(rows[0], 1))
            body = tuple(tuple([*row, *([""] * len(columns))][: len(columns)]) for row in rows[1:])
            yield Table(key=f"table_{number}", title=_("Table"), columns=columns, rows=body)
            return
        for row in rows:
            words = ", ".join(cell for cell in row if cell)
            if words:
                yield Paragraph((Span(words),))


def _distances(line: Element) -> tuple[float, float]:
    """Return how much empty paper a paragraph itself asks for before and after it, in points."""
    spacing = line.find(f"{_PPR}/{qn('w:spacing')}")
    if spacing is None:
        return 0.0, 0.0
    both = (spacing.get(qn("w:before"), "0"), spacing.get(qn("w:after"), "0"))
    before, after = (int(twips) / 20 if twips.isdigit() else 0.0 for twips in both)
    return before, after


def _gap(points: float) -> tuple[Gap, ...]:
    return (Gap(min(points, _MOST_GAP) - _LEAST_GAP / 2),) if points > _LEAST_GAP else ()


def _children(root: Element) -> Iterator[Element]:
    """Yield paragraphs and tables in order, those in controls too."""
    for child in root:
        if child.tag in (_P, _TBL):
            yield child
        elif child.tag == qn("w:sdt"):
            content = child.find(qn("w:sdtContent"))
            if content is not None:
                yield from _children(content)


def head_of(table: Element) -> Element | None:
    """Return the first row where it is marked as the head of a table whose rows all have as many cells."""
    rows = table.findall(_TR)
    head = rows[0] if rows and rows[0].find(f"{qn('w:trPr')}/{qn('w:tblHeader')}") is not None else None
    even = len({len(row.findall(_TC)) for row in rows}) == 1 and next(table.iter(qn("w:gridSpan")), None) is None
    return head if even else None


def _is_on(look: Element | None, name: str, otherwise: bool = False) -> bool:
    found = look.find(qn(f"w:{name}")) if look is not None else None
    return otherwise if found is None else found.get(_VAL, "1").lower() not in _OFF


def _ordered_lists(word: WordDocument) -> frozenset[str]:
    """Return the numbers of those lists that count."""
    related = [one for one in word.part.rels.values() if one.reltype.endswith("/numbering") and not one.is_external]
    if not related:
        return frozenset()
    root = related[0].target_part.element
    counting = {
        look.get(qn("w:abstractNumId"))
        for look in root.findall(qn("w:abstractNum"))
        if {form.get(_VAL) for form in look.iter(qn("w:numFmt"))} - {"bullet", "none"}
    }
    return frozenset(
        one.get(qn("w:numId"), "")
        for one in root.findall(qn("w:num"))
        if (look := one.find(qn("w:abstractNumId"))) is not None and look.get(_VAL) in counting
    )


def _in_steps(blocks: Sequence[LetterBlock]) -> Iterator[LetterBlock]:
    """Yield blocks with headings that begin with the first level and go down a step at a time."""
    last = 0
    for block in blocks:
        if isinstance(block, Heading):
            last = min(block.level, last + 1)
            yield Heading(block.text, last)
        else:
            yield block
