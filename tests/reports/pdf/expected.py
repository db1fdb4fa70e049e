"""What a reader should find in the file of a paper, worked out from the paper alone."""

from __future__ import annotations

import itertools
import re
import unicodedata
from collections.abc import Iterator
from dataclasses import replace
from itertools import groupby

from reports.document import (
    Block,
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
    Span,
    Table,
)
from reports.formatting import cell_text, total, value_text
from tests.reports.pdf.reading import Node

DROPPED = "\x07\x00\u202e\u200d\ufeff\ud800\u2066\u2067\u2069\u200f\ufffe\uffff"
LOST = "\ue000"
"""What only its maker could draw. What no carried font draws is read out all the same."""


def printed(text: str) -> str:
    """Return the words that should be read for a text of the tests."""
    return " ".join(_kept(text).split())


def _kept(text: str) -> str:
    """Return the characters that are printed, letters and their accents as one where there is a sign for both."""
    kept = "".join("" if character in DROPPED else "\ufffd" if character in LOST else character for character in text)
    return unicodedata.normalize("NFC", kept.replace("\u2028", " "))


def tree_of(document: Document) -> Node:
    """Return the whole structure of a paper."""
    kids: list[str | Node] = []
    if document.cover:
        kids += _words("P", document.author)
    kids += _words("H1", document.title)
    kids += _words("P", document.subtitle)
    if document.cover:
        kids += _facts(Facts(document.cover))
    headings = [block for block in document.blocks if isinstance(block, Heading) and block.level <= 3]
    if document.contents and headings:
        kids.append(_contents(headings))
    numbers = itertools.count(1)
    for block in document.blocks:
        counted, notes = _counted(block, numbers)
        kids += _block(counted)
        for number, note in notes:
            label = Node("Lbl", [Node("Link", [f"{number}"], target=f"#_marked-{number}")])
            kids.append(Node("Note", [label, *inline(note)]))
    return Node("Document", kids)


Numbered = list[tuple[int, Runs]]


def _counted(block: Block, numbers: Iterator[int]) -> tuple[Block, Numbered]:
    """Return a block with the numbers of its notes in the text, and the notes."""
    if isinstance(block, Paragraph):
        content, notes = _counted_runs(block.content, numbers)
        return replace(block, content=content), notes
    if isinstance(block, ListBlock):
        items, found = [], []
        for item in block.items:
            content, notes = _counted_runs(item.content, numbers)
            inner, below = _counted(item.inner, numbers) if item.inner else (None, [])
            items.append(ListItem(content, inner if isinstance(inner, ListBlock) else None))
            found += [*notes, *below]
        return replace(block, items=tuple(items)), found
    return block, []


def _counted_runs(runs: Runs, numbers: Iterator[int]) -> tuple[Runs, Numbered]:
    content: list[Span] = []
    notes: Numbered = []
    for span in runs:
        words = span.text.rstrip() if span.note else span.text
        content.append(replace(span, text=words, note=()))
        if span.note:
            number = next(numbers)
            notes.append((number, span.note))
            raised = "".join("⁰¹²³⁴⁵⁶⁷⁸⁹"[int(digit)] for digit in str(number))
            content += [Span(raised, link=f"#_note-{number}"), Span(span.text[len(words) :], link=span.link)]
    return tuple(content), notes


def outline_of(document: Document) -> list[tuple[int, str]]:
    """Return the bookmarks: the title and every heading, each as deep as it can hang."""
    depth: list[int] = []
    found = []
    headings = [block for block in document.blocks if isinstance(block, Heading)]
    for level, text in [(1, document.title), *((heading.level, heading.text) for heading in headings)]:
        depth = [*(above for above in depth if above < level), level]
        found.append((len(depth), printed(text)))
    return found


def _contents(headings: list[Heading]) -> Node:
    """Return the list of contents; every page number is 0."""
    top = Node("TOC", [Node("Caption", ["Contents"])])
    stack = [(headings[0].level, top)]
    for heading in headings:
        if heading.level > stack[-1][0]:
            inner = Node("TOC")
            last = stack[-1][1].kids[-1]
            assert isinstance(last, Node)
            last.kids.append(inner)
            stack.append((heading.level, inner))
        while len(stack) > 1 and heading.level < stack[-1][0]:
            stack.pop()
        stack[-1][1].kids.append(Node("TOCI", [Node("Reference", [Node("Link", [f"{printed(heading.text)} 0"])])]))
    return top


def _block(block: Block) -> list[str | Node]:
    """Return the elements of one block."""
    match block:
        case Heading():
            return _words(f"H{block.level}", block.text)
        case Paragraph():
            return [Node("P", inline(block.content))] if inline(block.content) else []
        case ListBlock():
            return _list(block, 0)
        case Facts():
            return _facts(block)
        case Table():
            return [*_table(block), *_words("P", block.note)]
        case Chart() | Drawing():
            return [*_words("P", block.title), Node("Figure", alt=printed(block.alt))]
        case PageBreak():
            return []


def _words(tag: str, text: str) -> list[str | Node]:
    """Return an element of plain words, nothing for blank ones."""
    return [Node(tag, [printed(text)])] if printed(text) else []


def inline(runs: Runs) -> list[str | Node]:
    """Return words and links; of several spaces the first one counts."""
    characters: list[tuple[str, int]] = []
    for index, span in enumerate(runs):
        link = index if span.link and _leads(span) else -1
        for character in _kept(span.text):
            shown = " " if character.isspace() and character != "\xa0" else character
            if shown != " " or (characters and characters[-1][0] != " "):
                characters.append((shown, link))
    if characters and characters[-1][0] == " ":
        characters.pop()
    kids: list[str | Node] = []
    for link, group in groupby(characters, key=lambda pair: pair[1]):
        words = "".join(character for character, _ in group)
        target = runs[link].link or ""
        leading = Node("Link", [words], target=target)
        mark = re.fullmatch(r"#_note-\d+", target) is not None
        kids.append(words if link < 0 else Node("Reference", [leading]) if mark else leading)
    return kids if "".join(character for character, _ in characters).strip() else []


def _leads(span: Span) -> bool:
    """Return whether a span of the tests is a link that should be kept."""
    return bool(printed(span.text)) and (span.link or "").startswith(("#", "https://", "mailto:"))


def _list(block: ListBlock, level: int) -> list[str | Node]:
    """Return a list with the lists inside it."""
    numbering = (
        ("Decimal", "LowerAlpha", "LowerRoman")[min(level, 2)] if block.ordered else ("Disc", "Circle")[min(level, 1)]
    )
    items: list[str | Node] = []
    for index, item in enumerate(block.items):
        inner = _list(item.inner, level + 1) if item.inner else []
        label = _label(index, level) if block.ordered else ("•", "◦")[min(level, 1)]
        items.append(Node("LI", [Node("Lbl", [label]), Node("LBody", [*inline(item.content), *inner])]))
    return [Node("L", items, numbering=numbering)] if items else []


def _label(index: int, level: int) -> str:
    """Return the number of one of the first ten items."""
    roman = ["i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x"]
    return (f"{index + 1}.", f"({'abcdefghij'[index]})", f"({roman[index]})")[min(level, 2)]


def _facts(facts: Facts) -> list[str | Node]:
    """Return facts as a table whose first column names the rows."""
    rows: list[str | Node] = [
        Node("TR", [_cell("TH", label, "Row"), _cell("TD", value_text(value))]) for label, value in facts.rows
    ]
    return [Node("Table", [*_words("Caption", facts.title), Node("TBody", rows)])] if rows else []


def _table(table: Table) -> list[str | Node]:
    """Return a table, or the words that stand for an empty one."""
    if not table.rows:
        return _words("P", table.empty or table.title)
    columns = table.columns
    head = Node("THead", [Node("TR", [_cell("TH", column.title, "Column") for column in columns])])
    body = Node("TBody")
    for values in table.rows:
        row = Node("TR")
        for value, column in zip(values, columns, strict=True):
            tag, scope = ("TH", "Row") if column.row_header else ("TD", "")
            row.kids.append(_cell(tag, cell_text(value, column), scope))
        body.kids.append(row)
    kids: list[str | Node] = [*_words("Caption", table.title), head, body]
    if any(column.total for column in columns):
        kids.append(Node("TFoot", [_totals(table)]))
    return [Node("Table", kids)]


def _totals(table: Table) -> Node:
    """Return the row of sums."""
    row, named = Node("TR"), False
    for index, column in enumerate(table.columns):
        if column.total:
            row.kids.append(_cell("TD", cell_text(total(values[index] for values in table.rows), column)))
        elif not named:
            row.kids.append(_cell("TH", "Total", "Row"))
            named = True
        else:
            row.kids.append(_cell("TD", ""))
    return row


def _cell(tag: str, text: str, scope: str = "") -> Node:
    """Return a cell; an empty one has no words."""
    return Node(tag, [printed(text)] if printed(text) else [], scope=scope)
