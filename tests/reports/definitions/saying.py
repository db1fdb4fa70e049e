"""What a paper says, for tests that read it: its tables, facts, headings and words."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date

from models.store import Store
from reports.catalogue import build_report, default_parameters, find_report
from reports.document import Cell, Document, Facts, Heading, ListBlock, Paragraph, Table, plain

TODAY = date(2026, 11, 22)


def make(store: Store, name: str, **choices: object) -> Document:
    """Return a paper of a book as it stands today, with some choices made."""
    with store.read() as session:
        parameters = replace(default_parameters(as_at=TODAY), **choices)  # type: ignore[arg-type]
        return build_report(session, find_report(name), parameters)


def table(document: Document, key: str) -> Table:
    """Return a table of a paper."""
    return next(block for block in document.blocks if isinstance(block, Table) and block.key == key)


def total(rows: Iterable[Sequence[Cell]], place: int) -> int:
    """Return the sum of the whole numbers of a column."""
    return sum(cell for row in rows for cell in [row[place]] if isinstance(cell, int))


def keys(document: Document) -> list[str]:
    """Return the names of the tables of a paper."""
    return [block.key for block in document.blocks if isinstance(block, Table)]


def fact(document: Document, label: str) -> Cell:
    """Return what stands beside a label."""
    facts = [dict(block.rows) for block in document.blocks if isinstance(block, Facts)]
    return next(rows[label] for rows in facts if label in rows)


def headings(document: Document) -> list[str]:
    """Return the headings of a paper."""
    return [block.text for block in document.blocks if isinstance(block, Heading)]


def said(document: Document) -> str:
    """Return the words of paragraphs, lists and tables."""
    words = []
    for block in document.blocks:
        match block:
            case Paragraph():
                words.append(plain(block.content))
            case ListBlock():
                words += [plain(item.content) for item in block.items]
            case Table():
                words += [block.note, *(str(cell) for row in block.rows for cell in row)]
    return "\n".join(words)
