"""Which sheet of a workbook holds the table: the one that somebody chose, else the first with headings."""

from __future__ import annotations

from collections.abc import Callable

from models.errors import BadImport
from models.exchange.contact_tables.headings import LONGEST_HEADING, understand_heading
from models.exchange.contact_tables.holding import Holds
from models.exchange.workbook import SheetContent
from models.text import sort_key
from resources.i18n import _

_HEADINGS_WITHIN = 40
"""Rows among which those of headings are looked for."""


def sheet_named(names: list[str], wanted: str, file: str) -> int:
    """Return which sheet somebody chose. Raises BadImport, with those that there are, for one that is not there."""
    for same in (str, str.casefold):
        for number, name in enumerate(names):
            if same(name) == same(wanted):
                return number
    listed = ", ".join(f"“{name}”" for name in names[:10])
    raise BadImport(
        _("“{file}” has no sheet “{wanted}”. It has {listed}.").format(file=file, wanted=wanted[:60], listed=listed)
    )


def first_filled(read: Callable[[int], SheetContent], hidden: list[bool]) -> tuple[int, SheetContent]:
    """Return the first sheet in sight with headings, else the first with more than a line of words, else with anything.

    What stands before it is a page of notes or a summary.
    """
    lines: tuple[int, SheetContent] | None = None
    first: tuple[int, SheetContent] | None = None
    for number in (number for number in range(len(hidden)) if not hidden[number]):
        content = read(number)
        if _has_headings(content):
            return number, content
        if lines is None and sum(len(row.cells) > 1 for row in content.rows[:50]) > 1:
            lines = number, content
        if first is None and content.rows:
            first = number, content
    return lines or first or (0, SheetContent())


def _has_headings(content: SheetContent) -> bool:
    """Say whether one of the first rows of a sheet has two different headings that are known, and rows follow."""
    return any(
        len({sort_key(text) for text in row.cells.values() if isinstance(text, str) and _is_heading(text)}) > 1
        for row in content.rows[: min(_HEADINGS_WITHIN, len(content.rows) - 1)]
    )


def _is_heading(text: str) -> bool:
    found = understand_heading(text) if len(text) <= LONGEST_HEADING else None
    return found is not None and (found.holds is not Holds.NOTHING or found.is_of_given_back)
