"""Settling what both sides changed: the sheet's value or the program's, each decided by a person."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from enum import StrEnum

from models.rounds.preview import Fate, Preview, PreviewRow


class Side(StrEnum):
    """Whose value stays."""

    SHEET = "sheet"
    PROGRAM = "program"


Choices = Mapping[tuple[int, str], Side]
"""Whose value stays, by the number of the row in the file and the key of the column."""


def settled(preview: Preview, choices: Choices) -> Preview:
    """Return a preview in which the rows are to be written of which every value that collides is decided.

    A row of which the program's values all stay, and nothing else is to be written, says what the program has. What
    nobody decided stays as it was.
    """
    rows: list[PreviewRow] = []
    unchanged = preview.unchanged
    for row in preview.rows:
        if not _is_decided(row, choices):
            rows.append(row)
        elif (made := _decided(row, choices)) is not None:
            rows.append(made)
        else:
            unchanged += 1
    return replace(preview, rows=tuple(rows), unchanged=unchanged)


def every(preview: Preview, side: Side) -> dict[tuple[int, str], Side]:
    """Return the choice of one side wherever both changed a value."""
    return {
        (row.number, change.key): side for row in preview.rows if row.fate is Fate.CONFLICT for change in row.changes
    }


def _is_decided(row: PreviewRow, choices: Choices) -> bool:
    return row.fate is Fate.CONFLICT and all((row.number, change.key) in choices for change in row.changes)


def _decided(row: PreviewRow, choices: Choices) -> PreviewRow | None:
    """Return a row as it is written when all is decided, None where nothing of it is."""
    of_sheet = tuple(change for change in row.changes if choices[row.number, change.key] is Side.SHEET)
    changes = (*row.others, *of_sheet)
    if not changes:
        return None
    own = {change.key: row.sheet[change.key] for change in of_sheet}
    changed = {**row.changed, **own}
    return replace(
        row,
        fate=Fate.CHANGED,
        changes=changes,
        others=(),
        reasons=(),
        changed=changed,
        whole={**row.whole, **own},
        before={key: row.before[key] for key in changed},
    )
