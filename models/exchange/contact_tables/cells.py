"""Cells of a row by what they hold, words for nothing left out, lists written as text taken apart."""

from __future__ import annotations

import ast
import re
from collections.abc import Sequence

from models.exchange.contact_tables.columns import Column, Columns
from models.exchange.contact_tables.holding import Holds

SEVERAL = " ::: "
"""What Google puts between several values of one cell."""
_NOTHING = frozenset(
    {"n/a", "na", "n.a.", "none", "nil", "null", "nan", "-", "--", "—", "–", "tbc", "tba", "tbd", "?", "??", "x"}
    | {"not applicable", "not known", "unknown", "#n/a", "0/0/00", "not recorded", "no email", "no phone", "."}
)
_LISTED = re.compile(r"\[\s*(['\"]).*\1\s*,?\s*\]", re.DOTALL)
_LONGEST_LIST = 4_000

Cells = dict[Holds, list[tuple[Column, str]]]
"""Filled cells by what they hold, in the order of their columns."""
FilledCells = dict[int, Cells]
"""The same by whose they are."""


def filled_cells(columns: Columns, values: Sequence[str]) -> FilledCells:
    """Return what stands in the cells of a row that hold something."""
    found: FilledCells = {}
    for place, who, holds, column in columns.filled:
        text = values[place]
        if not text or (len(text) < 15 and text.lower() in _NOTHING and holds not in _WORDS_KEPT):
            continue
        if text[0] == "[" and _LISTED.fullmatch(text):
            text = SEVERAL.join(_listed(text))
        own = found.get(who)
        if own is None:
            own = found[who] = {}
        own.setdefault(holds, []).append((column, text))
    return found


_WORDS_KEPT = frozenset({Holds.NAME, Holds.GIVEN, Holds.FAMILY})
"""Where words for nobody are told rather than passed over."""


def _listed(text: str) -> list[str]:
    """Return the values of a list that some program wrote as text: "['Carr Manor Community School']"."""
    if len(text) > _LONGEST_LIST:
        return [text]
    try:
        values = ast.literal_eval(text)
    except (ValueError, SyntaxError, MemoryError, RecursionError):
        return [text]
    kept = [" ".join(value.split()) for value in values if isinstance(value, str)] if isinstance(values, list) else []
    return [value for value in kept if value] or [text]


def first_text(cells: Cells, holds: Holds) -> str:
    """Return the first filled cell of a kind on one line, "" where there is none."""
    found = cells.get(holds)
    return " ".join(found[0][1].split()) if found else ""
