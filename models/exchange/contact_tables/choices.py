"""What a user may decide about a table of contacts instead of leaving it to the reader; kept as a small JSON file.

A file of choices says any of these, the rest is found out::

    {
      "sheet": "Contacts 2026",
      "encoding": "windows-1252",
      "delimiter": ";",
      "head_row": 4,
      "dates": "day first",
      "columns": {"Contact name(s)": "name", "D": "phone", "Fax": ""}
    }

`head_row` is the row with the headings, the lower one of two, counted from 1; 0 says that there is none. `dates` is
"day first" or "month first". `columns` tells by heading, or by the letter over the column, what it holds: a key of
`holding.KEYS`, "" for nothing that is wanted.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from models.errors import BadImport
from models.exchange.contact_tables.holding import KEYS
from models.exchange.unpacking import troubles_told
from resources.i18n import _

ENCODINGS = ("utf-8", "windows-1252", "utf-16-le", "utf-16-be", "windows-1250", "iso-8859-15", "mac-roman", "cp850")
"""The characters that a user may choose."""
DAY_FIRST, MONTH_FIRST = "day first", "month first"
MOST_BYTES = 256 * 1024
_KNOWN = frozenset({"sheet", "encoding", "delimiter", "head_row", "dates", "columns"})


@dataclass(frozen=True, slots=True)
class TableChoices:
    """How to read a table, as far as somebody decided it."""

    sheet: str = ""
    encoding: str = ""
    delimiter: str = ""
    head_row: int | None = None
    """From 1; 0 for a table without headings; None to find it."""
    columns: Mapping[str, str] = field(default_factory=dict)
    """What a column holds, by its heading or its letters."""
    dates: str = ""

    def __post_init__(self) -> None:
        """Refuse, in a sentence, what no reader understands."""
        if self.encoding and self.encoding not in ENCODINGS:
            raise BadImport(
                _("There is no encoding “{name}”. Choose one of {known}.").format(
                    name=self.encoding[:40], known=", ".join(ENCODINGS)
                )
            )
        if len(self.delimiter) > 1 or self.delimiter in ('"', "\n", "\r"):
            raise BadImport(_("The delimiter is one mark, such as a comma."))
        if self.dates not in ("", DAY_FIRST, MONTH_FIRST):
            raise BadImport(_("Dates are “day first” or “month first”."))
        if self.head_row is not None and self.head_row < 0:
            raise BadImport(_("The row of headings counts from 1; 0 says that there is none."))
        for column, holds in self.columns.items():
            if holds not in KEYS:
                raise BadImport(
                    _("“{holds}” is nothing that the column “{column}” can hold. It can hold: {known}.").format(
                        holds=holds[:40], column=column[:40], known=", ".join(key for key in KEYS if key)
                    )
                )


def read_choices(path: Path) -> TableChoices:
    """Return the choices of a file. Raises BadImport, in a sentence, for one that cannot be understood."""
    with troubles_told(path):
        if path.is_dir() or path.stat().st_size > MOST_BYTES:
            raise BadImport(_("“{name}” is no file of choices for an import.").format(name=path.name))
        data = path.read_bytes()
    try:
        told = json.loads(data.decode("utf-8-sig"))
    except (ValueError, RecursionError) as error:
        raise BadImport(_("“{name}” is not JSON, so it says nothing about columns.").format(name=path.name)) from error
    return understand_choices(told, path.name)


def understand_choices(told: object, name: str) -> TableChoices:
    """Return choices out of what a file or a window says; `name` is what sentences call it. Raises BadImport."""
    if not isinstance(told, dict) or set(told) - _KNOWN:
        odd = ", ".join(sorted(set(told) - _KNOWN)[:5]) if isinstance(told, dict) else ""
        raise BadImport(
            _("“{name}” should say only: {known}.").format(name=name, known=", ".join(sorted(_KNOWN)))
            + (" " + _("It says: {odd}.").format(odd=odd[:200]) if odd else "")
        )
    columns, head_row = told.get("columns", {}), told.get("head_row")
    texts = {key: told.get(key, "") for key in ("sheet", "encoding", "delimiter", "dates")}
    if (
        not isinstance(columns, dict)
        or not all(isinstance(holds, str) for holds in columns.values())
        or not all(isinstance(text, str) for text in texts.values())
        or not (head_row is None or (isinstance(head_row, int) and not isinstance(head_row, bool)))
    ):
        raise BadImport(_("“{name}” has a number where words belong, or words where a number does.").format(name=name))
    return TableChoices(head_row=head_row, columns=columns, **texts)


def write_choices(choices: TableChoices, path: Path) -> None:
    """Keep choices in a file, to be used again; what was left to the reader is left out."""
    told = {
        "sheet": choices.sheet,
        "encoding": choices.encoding,
        "delimiter": choices.delimiter,
        "head_row": choices.head_row,
        "dates": choices.dates,
        "columns": dict(choices.columns),
    }
    kept = {key: value for key, value in told.items() if value not in ("", None, {})}
    with troubles_told(path):
        path.write_text(json.dumps(kept, ensure_ascii=False, indent=2) + "\n", "utf-8")
