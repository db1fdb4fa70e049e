"""What a paper says, for tests that read it: its tables, facts, headings and words."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date

from models.store import Store
from reports.catalogue import build_report, default_parameters, find_report
from reports.document import Cell, Document, Facts, Heading, ListBlock, Paragraph, Table, plain

TODAY = date(2026, 11, 22)


def make(store: Store, name: str, as_at: date = TODAY, **choices: object) -> Document:
    """Return a paper of a book as it stands on a day, with some choices made."""
    with store.read() as session:
        parameters = replace(default_parameters(as_at=as_at), **choices)  # type: ignore[arg-type]
        return build_report(session, find_report(name), parameters)


def table_of(document: Document, key: str) -> Table:
    """Return a table of a paper."""
    return next(block for block in document.blocks if isinstance(block, Table) and block.key == key)


def column(table: Table, title: str) -> list[object]:
    """Return the cells of a column."""
    place = [one.title for one in table.columns].index(title)
    return [row[place] for row in table.rows]


def total(rows: Iterable[Sequence[Cell]], place: int) -> int:
    """Return the sum of the whole numbers of a column."""
    return sum(cell for row in rows for cell in [row[place]] if isinstance(cell, int))


def keys(document: Document) -> list[str]:
    """Return the names of the tables of a paper."""
    return [block.key for block in document.blocks if isinstance(block, Table)]


def facts_of(document: Document) -> dict[str, Cell]:
    """Return what stands beside each label."""
    return {label: value for block in document.blocks if isinstance(block, Facts) for label, value in block.rows}


def fact(document: Document, label: str) -> Cell:
    """Return what stands beside a label; where it comes twice, the first."""
    facts = [dict(block.rows) for block in document.blocks if isinstance(block, Facts)]
    return next(rows[label] for rows in facts if label in rows)


def headings(document: Document) -> list[str]:
    """Return the headings of a paper."""
    return [block.text for block in document.blocks if isinstance(block, Heading)]


def lead(document: Document) -> str:
    """Return the first paragraph."""
    return next(plain(block.content) for block in document.blocks if isinstance(block, Paragraph))


def sentences(document: Document) -> str:
    """Return the words of paragraphs and lists, the notes of tables, and what stands for an empty one."""
    words = []
    for block in document.blocks:
        match block:
            case Paragraph():
                words.append(plain(block.content))
            case ListBlock():
                words += [plain(item.content) for item in block.items]
            case Table():
                words += [block.note] if block.rows else [block.empty, block.note]
    return "\n".join(words)


def said(document: Document) -> str:
    """Return all words of a paper: its sentences and the cells of its tables."""
    tables = (block for block in document.blocks if isinstance(block, Table))
    return "\n".join([sentences(document), *(str(cell) for block in tables for row in block.rows for cell in row)])
