"""The key of a row: which record it is, which version of it, and how each of its values stood when the sheet was made.

It stands in the last column of the sheet, out of sight, so that it is sorted, filtered and copied with its row, and
once more on a sheet of its own, from where the column can be restored that somebody deleted.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from models.rounds.columns import Shown
from models.rounds.values import fingerprint
from resources.i18n import _
from resources.i18n import marked as m

NUMBER, KEY, NAME = m("No."), m("Key"), m("Name")
_KEY = re.compile(r"([a-z]+)/([0-9a-f-]{36})/(\d{1,9})/([A-Za-z0-9.-]*)", re.ASCII)
_LETTERS = 4


@dataclass(frozen=True, slots=True)
class RowKey:
    """What a key says; `prints` has one for each column, or none at all where they were lost."""

    round: str
    uid: str
    version: int
    prints: tuple[str, ...]


def key_text(round_key: str, uid: str, version: int, values: Iterable[Shown]) -> str:
    """Return the key of a row."""
    return f"{round_key}/{uid}/{version}/{''.join(map(fingerprint, values))}"


def read_key(text: str, columns: int) -> RowKey | None:
    """Return what a key says, None for what is none; `columns` is how many values the sheet has now."""
    found = _KEY.fullmatch(text.strip())
    if found is None:
        return None
    prints: Sequence[str] = [found[4][at : at + _LETTERS] for at in range(0, len(found[4]), _LETTERS)]
    # Another release may have other columns: then only the version tells whether the record was changed.
    kept = tuple(prints) if len(found[4]) == columns * _LETTERS else ()
    return RowKey(found[1], found[2], int(found[3]), kept)


def looks_like_key(text: object) -> bool:
    """Say whether a cell holds a key."""
    return isinstance(text, str) and text.count("/") == 3 and _KEY.fullmatch(text.strip()) is not None


def number_heading() -> str:
    """Return the heading of the column with the records' numbers."""
    return _(NUMBER)


def key_heading() -> str:
    """Return the heading of the column with the keys."""
    return _(KEY)
