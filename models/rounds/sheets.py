"""Finding the edited table in a workbook again, whatever was done around it: its sheet, headings, rows and keys."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from models.errors import BadImport
from models.exchange.workbook import OpenWorkbook, SheetContent, SheetRow, column_letters, open_workbook
from models.rounds.columns import Round
from models.rounds.keys import key_heading, looks_like_key, number_heading
from models.text import sort_key
from resources.i18n import _

KEYS_HEAD = 4
"""Rows above the first key on the sheet of keys."""
_HEAD_ROWS = 60
"""The headings stand among the first rows, also where somebody put words above them."""


@dataclass(slots=True)
class SheetTable:
    """A table of ours as it came back; columns are numbered from 0, as they stand in the file."""

    file: str
    sheet: str
    round: Round
    head_row: int
    columns: dict[str, int]
    """Where each column of ours is now; those that are gone are left out."""
    key: int | None
    number: int | None
    rows: list[SheetRow]
    merged: list[tuple[int, int, int, int]]
    kept_keys: dict[int, tuple[str, str]] = field(default_factory=dict)
    """The key and the name of each record that went out, by its number, from the sheet of keys."""
    remarks: list[str] = field(default_factory=list)
    """What was noticed of the sheet as a whole."""


def read_sheet_table(
    path: Path, rounds: Iterable[Round], check: Callable[[], None] | None = None, password: str = ""
) -> SheetTable:
    """Return the edited table of a workbook. Raises BadImport, in a sentence, where there is none or it is locked."""
    with open_workbook(path, check, password) as book:
        found = _find(path.name, book, tuple(rounds))
        _read_kept_keys(book, found)
    if found.key is None and not found.kept_keys:
        raise BadImport(
            _(
                "The sheet “{sheet}” no longer says which records its rows are: the column “{key}” is gone. Take that "
                "back in your spreadsheet program, or copy your changes into a new sheet from the program."
            ).format(sheet=found.sheet, key=key_heading())
        )
    if found.key is None:
        found.remarks.append(
            _("The column “{key}” is gone. The rows were matched by their numbers.").format(key=key_heading())
        )
    return found


def _find(file: str, book: OpenWorkbook, rounds: Sequence[Round]) -> SheetTable:
    """Return the first sheet in view that has most of the headings of one of our kinds."""
    for place, sheet in enumerate(book.sheets):
        if sheet.hidden or sort_key(sheet.name) == sort_key(keys_sheet()):
            continue
        content = book.read(place)
        best = _best_heading(content, rounds)
        if best is not None:
            known, head = best
            table = _table(file, sheet.name, known, head, content)
            others = [one.name for one in book.sheets[place + 1 :] if not one.hidden and sort_key(known.heading) in
                      sort_key(one.name)]  # fmt: skip
            if others:
                table.remarks.append(
                    _("Only the sheet “{sheet}” was read, not “{others}”.").format(
                        sheet=sheet.name, others="”, “".join(others)
                    )
                )
            return table
    raise BadImport(
        _(
            "“{file}” holds no sheet that came from this program to be edited. Make one with “Edit in Excel…” in the "
            "menu of a list."
        ).format(file=file)
    )


def _best_heading(content: SheetContent, rounds: Sequence[Round]) -> tuple[Round, SheetRow] | None:
    """Return the kind and the row of headings that fit best; keys in the sheet settle which kind it is."""
    named = next(
        (
            str(cell).strip().partition("/")[0]
            for row in content.rows
            for cell in row.cells.values()
            if looks_like_key(cell)
        ),
        None,
    )
    best: tuple[int, Round, SheetRow] | None = None
    for row in content.rows[:_HEAD_ROWS]:
        words = {sort_key(cell) for cell in row.cells.values() if isinstance(cell, str) and len(cell) < 60}
        for one in rounds:
            if named not in (None, one.key):
                continue
            score = sum(sort_key(column.heading) in words for column in one.layout)
            enough = 1 if named else max(3, len(one.layout) // 2)
            if score >= enough and (best is None or score > best[0]):
                best = (score, one, row)
    return None if best is None else (best[1], best[2])


def _table(file: str, sheet: str, known: Round, head: SheetRow, content: SheetContent) -> SheetTable:
    rows = [row for row in content.rows if row.number > head.number]
    headings: dict[str, list[int]] = {}
    for place, cell in head.cells.items():
        if isinstance(cell, str) and cell.strip():
            headings.setdefault(sort_key(cell), []).append(place)
    ours = {sort_key(column.heading): column for column in known.layout}
    special = {sort_key(key_heading()), sort_key(number_heading())}
    for words, places in headings.items():
        if len(places) > 1 and (words in ours or words in special):
            raise BadImport(
                _("Two columns of “{sheet}” are called “{heading}”: {first} and {last}. Take one of them out.").format(
                    sheet=sheet,
                    heading=head.cells[places[0]],
                    first=column_letters(places[0]),
                    last=column_letters(places[1]),
                )
            )
    columns = {column.key: headings[words][0] for words, column in ours.items() if words in headings}
    key = headings.get(sort_key(key_heading()), [None])[0]
    key = key if key is not None and _holds_keys(rows, key) else _key_column(rows)
    number = headings.get(sort_key(number_heading()), [None])[0]
    found = SheetTable(file, sheet, known, head.number, columns, key, number, rows, content.merged)
    found.remarks += _odd_columns(found, head)
    return found


def _holds_keys(rows: Sequence[SheetRow], place: int) -> bool:
    return any(looks_like_key(row.cells.get(place)) for row in rows)


def _key_column(rows: Sequence[SheetRow]) -> int | None:
    """Return the column that holds keys, whatever stands above it."""
    return next((place for row in rows for place, cell in row.cells.items() if looks_like_key(cell)), None)


def _odd_columns(table: SheetTable, head: SheetRow) -> list[str]:
    """Say which columns are not ours and were left out, and which of ours are gone and left as they are."""
    known = {*table.columns.values(), table.key, table.number}
    strange = [
        _("{letters} “{heading}”").format(letters=column_letters(place), heading=" ".join(str(cell).split())[:40])
        for place, cell in sorted(head.cells.items())
        if place not in known
    ]
    gone = [f"“{column.heading}”" for column in table.round.layout if column.key not in table.columns]
    said = []
    if strange:
        said.append(
            _("Not read, because the program has no such column: {columns}.").format(columns=", ".join(strange))
        )
    if gone:
        said.append(_("Not in the sheet any more, so left as they are: {columns}.").format(columns=", ".join(gone)))
    return said


def _read_kept_keys(book: OpenWorkbook, table: SheetTable) -> None:
    """Read the sheet of keys, where there still is one."""
    wanted = {sort_key(number_heading()), sort_key(key_heading())}
    for place, sheet in enumerate(book.sheets):
        if sheet.name == table.sheet or sort_key(sheet.name) != sort_key(keys_sheet()):
            continue
        if book.last_row(place) == len(table.rows) + KEYS_HEAD and _all_keyed(table):
            return  # As many as went out: nothing is missing, and nothing has lost its key.
        content = book.read(place)
        head = next(
            (
                row
                for row in content.rows[:_HEAD_ROWS]
                if wanted <= {sort_key(str(cell)) for cell in row.cells.values()}
            ),
            None,
        )
        if head is None:
            continue
        at = {sort_key(str(cell)): column for column, cell in head.cells.items()}
        number, key = at[sort_key(number_heading())], at[sort_key(key_heading())]
        name = at.get(sort_key(_("Name")), -1)
        for row in content.rows:
            text, own = row.cells.get(key), row.cells.get(number)
            if looks_like_key(text) and isinstance(own, int):
                table.kept_keys[own] = (str(text).strip(), str(row.cells.get(name, "")))


def _all_keyed(table: SheetTable) -> bool:
    """Say whether each row has a key of its own."""
    if table.key is None:
        return False
    keys = {cell for row in table.rows if looks_like_key(cell := row.cells.get(table.key))}
    return len(keys) == len(table.rows)


def keys_sheet() -> str:
    """Return the name of the sheet with the keys."""
    return _("Keys (leave as they are)")
