"""Comparing a sheet that came back with the records as they stand: what would change, what cannot, what collides."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from datetime import date
from typing import Any

from sqlalchemy.orm import Session

from models.exchange.workbook import SheetRow, Value, column_letters
from models.rounds.columns import ColumnKind, Editing, RoundColumn, RoundRow, Shown, Wanted
from models.rounds.fetching import fetch_rows
from models.rounds.keys import RowKey, read_key
from models.rounds.options import load_options
from models.rounds.preview import Fate, FieldChange, Preview, PreviewRow
from models.rounds.sheets import SheetTable
from models.rounds.values import Refused, fingerprint, is_cut, own_value, said, shown, taken
from resources.i18n import _

Step = Callable[[int, int], None]
_STEP = 500
"""Rows between two looks at whether the work is to stop."""


def _no_step(_done: int, _total: int) -> None:
    """Nobody watches."""


def compare(session: Session, table: SheetTable, today: date, *, step: Step = _no_step) -> Preview:
    """Return what the sheet would do; nothing is tried yet, so the rules of the actions are not in it."""
    return _Comparison(session, table, today).preview(step)


class _Comparison:
    """One sheet against the book; the parts of a row's columns are worked out once."""

    def __init__(self, session: Session, table: SheetTable, today: date) -> None:
        self._table, self._today = table, today
        self._layout = table.round.layout
        self._options = load_options(session, table.round)
        self._columns = [
            (place, column, self._options.get(column.key), table.columns[column.key])
            for place, column in enumerate(self._layout)
            if column.key in table.columns
        ]
        self._keys = [self._key_of(row) for row in table.rows]
        self._times = Counter(key.uid for key in self._keys if key is not None)
        self._records = fetch_rows(session, table.round, list(self._times), today)
        self._merged = _merged_rows(table)
        self._seen: dict[tuple[object, ...], int] = {}
        self._first: dict[str, SheetRow] = {}

    def _key_of(self, row: SheetRow) -> RowKey | None:
        """Return the key of a row, from the sheet of keys where the row has lost it."""
        cell = row.cells.get(self._table.key) if self._table.key is not None else None
        if isinstance(cell, str) and (key := read_key(cell, len(self._layout))) is not None:
            return key
        number = row.cells.get(self._table.number) if self._table.number is not None else None
        if isinstance(number, int) and number in self._table.kept_keys:
            return read_key(self._table.kept_keys[number][0], len(self._layout))
        return None

    def preview(self, step: Step) -> Preview:
        """Go through the rows."""
        rows: list[PreviewRow] = []
        unchanged = 0
        for done, (row, key) in enumerate(zip(self._table.rows, self._keys, strict=True)):
            if done % _STEP == 0:
                step(done, len(self._keys))
            made = self._row(row, key)
            if made is not None:
                rows.append(made)
            elif key is not None:
                unchanged += 1
        return Preview(
            self._table.round.key,
            self._table.file,
            self._table.sheet,
            tuple(rows),
            unchanged,
            tuple(self._missing()),
            tuple(self._table.remarks),
        )

    def _missing(self) -> Iterator[str]:
        """Yield the names of records that went out and are not in the sheet now."""
        for text, name in self._table.kept_keys.values():
            key = read_key(text, len(self._layout))
            if key is not None and key.uid not in self._times:
                yield name

    def _row(self, row: SheetRow, key: RowKey | None) -> PreviewRow | None:
        """Return what becomes of a row, None where it says what the program has, or nothing."""
        if key is None:
            return self._new(row)
        record = self._records.get(key.uid)
        if record is None or key.round != self._table.round.key:
            return self._refused(row, _("This record is no longer there: it was deleted or put away, or the sheet is "
                                        "of another book."))  # fmt: skip
        if self._times[key.uid] > 1:
            first = self._first.setdefault(key.uid, row)
            if any(row.cells.get(at) != first.cells.get(at) for *_rest, at in self._columns):
                return self._refused(
                    row,
                    _("This row and row {row} have the same key. Keep one of them; for a new record empty the cell "
                      "with the key.").format(row=first.number),
                    record,
                )  # fmt: skip
        return self._known(row, key, record)

    def _known(self, row: SheetRow, key: RowKey, record: RoundRow) -> PreviewRow | None:
        """Return what becomes of the row of a record that is there."""
        changes: list[FieldChange] = []
        conflicts: list[FieldChange] = []
        reasons: list[str] = []
        notes: list[str] = []
        for place, column, options, at in self._columns:
            now = shown(column, options, record.values[place])
            cell = row.cells.get(at)
            if cell == now and type(cell) is type(now):
                continue
            try:
                wanted = None if cell is None else taken(column, options, cell, self._today)
            except Refused as refusal:
                if column.editing is Editing.ALWAYS:
                    reasons.append(self._place(at, column, str(refusal)))
                continue
            if wanted == now:
                continue
            was = key.prints[place] if key.prints else None
            if was is not None and fingerprint(wanted) == was:
                continue  # Only the program changed it: what it says now stays.
            change = FieldChange(column.key, column.heading, now, wanted)
            if column.editing is not Editing.ALWAYS:
                notes.append(self._place(at, column, _("is for reading, so it stays as it is.")))
            elif is_cut(now):
                reasons.append(self._place(at, column, _("the text is too long for a cell. Change it in Liaison Desk")))
            elif wanted is None and column.required:
                reasons.append(self._place(at, column, _("this may not be empty")))
            elif (fingerprint(now) != was) if was is not None else key.version != record.version:
                conflicts.append(change)
            else:
                changes.append(change)
                if column.kind is ColumnKind.CODE and isinstance(cell, int | float):
                    notes.append(self._place(at, column, _("came as a number, so a 0 at its beginning may be lost.")))
                if at in row.formulas:
                    notes.append(self._place(at, column, _("is worked out by a formula; its value is taken.")))
        if not (changes or conflicts or reasons or notes):
            return None
        if (changes or conflicts) and row.number in self._merged:
            reasons.append(_("Cells of this row are merged. Take that back in your spreadsheet program."))
        return self._judged(row, key, record, changes, conflicts, reasons, notes)

    def _judged(
        self,
        row: SheetRow,
        key: RowKey,
        record: RoundRow,
        changes: list[FieldChange],
        conflicts: list[FieldChange],
        reasons: list[str],
        notes: list[str],
    ) -> PreviewRow | None:
        """Put together what was found of a row; one that only had something noticed is refused in that much."""
        if not (changes or conflicts or reasons):
            return PreviewRow(row.number, record.name, Fate.REFUSED, record.id, record.uid, reasons=tuple(notes))
        fate = Fate.REFUSED if reasons else Fate.CONFLICT if conflicts else Fate.CHANGED
        if fate is Fate.CONFLICT:
            reasons = [
                _("{title}: changed in the program since, to “{now}”; the sheet says “{sheet}”.").format(
                    title=one.title, now=one.words[0], sheet=one.words[1]
                )
                for one in conflicts
            ]
        if fate is Fate.CHANGED and self._moved(key, record):
            notes.append(_("Changed in the program too since the sheet was made; what is not named here stays."))
        own = {column.key: value for column, value in zip(self._layout, record.values, strict=True)}
        changed = {one.key: self._own(one.key, one.after) for one in changes}
        collides = fate is Fate.CONFLICT
        sheet = {one.key: self._own(one.key, one.after) for one in conflicts} if collides else {}
        return PreviewRow(
            row.number,
            record.name,
            fate,
            record.id,
            record.uid,
            tuple(conflicts if collides else changes),
            tuple(reasons),
            tuple(notes),
            changed,
            {**own, **changed},
            {name: own[name] for name in (*changed, *sheet)},
            tuple(changes) if collides else (),
            sheet,
        )

    def _moved(self, key: RowKey, record: RoundRow) -> bool:
        """Say whether the record is not as it was when the sheet was made."""
        if not key.prints:
            return key.version != record.version
        now = (
            shown(column, self._options.get(column.key), value)
            for column, value in zip(self._layout, record.values, strict=True)
        )
        return any(fingerprint(value) != was for value, was in zip(now, key.prints, strict=True))

    def _new(self, row: SheetRow) -> PreviewRow | None:
        """Return what becomes of a row without a key: a new record, where such a sheet can bring one."""
        reasons: list[str] = []
        values: dict[str, Shown] = {}
        for _place, column, options, at in self._columns:
            cell = row.cells.get(at)
            if cell is None or cell == "":
                continue
            try:
                value = taken(column, options, cell, self._today)
            except Refused as refusal:
                value = None
                reasons.append(self._place(at, column, str(refusal)))
            if value is not None and column.editing is not Editing.NEVER:
                values[column.key] = value
        name = self._name_of(row)
        if not values and not reasons:
            return None
        if self._table.round.add is None:
            return self._refused(row, _("Rows cannot be added here. {why}").format(why=_(self._table.round.no_new)))
        if row.number in self._merged:
            reasons.append(_("Cells of this row are merged. Take that back in your spreadsheet program."))
        for column in self._layout:
            if column.required and column.key not in values and not reasons:
                reasons.append(_("For a new row enter “{heading}”.").format(heading=column.heading))
        same = self._seen.setdefault(tuple(sorted((key, str(value)) for key, value in values.items())), row.number)
        if same != row.number and not reasons:
            reasons.append(_("This row says the same as row {row}.").format(row=same))
        if reasons:
            return PreviewRow(row.number, name, Fate.REFUSED, reasons=tuple(reasons))
        whole = {column.key: self._own(column.key, values.get(column.key)) for column in self._layout}
        changes = tuple(
            FieldChange(column.key, column.heading, None, values[column.key])
            for column in self._layout
            if column.key in values
        )
        changed = {one.key: whole[one.key] for one in changes}
        return PreviewRow(row.number, name, Fate.NEW, changes=changes, changed=changed, whole=whole)

    def _own(self, key: str, value: Shown) -> Any:
        column = next(one for one in self._layout if one.key == key)
        return own_value(column, self._options.get(key), value)

    def _refused(self, row: SheetRow, reason: str, record: RoundRow | None = None) -> PreviewRow:
        name = record.name if record is not None else self._name_of(row)
        return PreviewRow(row.number, name, Fate.REFUSED, record.id if record else None, reasons=(reason,))

    def _name_of(self, row: SheetRow) -> str:
        """Return what a row is called where no record names it: its first words."""
        words = (row.cells.get(at) for *_rest, at in self._columns)
        said_words = [" ".join(_words(cell).split()) for cell in words if cell not in (None, "")]
        return ", ".join(said_words[:2])[:80]

    @staticmethod
    def _place(at: int, column: RoundColumn, words: str) -> str:
        """Return words with the place in the file where they belong."""
        return _("Column {letters}, “{heading}”: {words}").format(
            letters=column_letters(at), heading=column.heading, words=words
        )


def _words(cell: Value | None) -> str:
    return said(cell) if isinstance(cell, str | int | float | date) else ""


def _merged_rows(table: SheetTable) -> frozenset[int]:
    """Return the rows of the table that a merged cell touches."""
    used = set(table.columns.values())
    last = table.rows[-1].number if table.rows else 0
    found: set[int] = set()
    for first_row, first, last_row, end in table.merged:
        if any(first <= at <= end for at in used):
            found.update(range(max(first_row, table.head_row + 1), min(last_row, last) + 1))
    return frozenset(found)


def settle(preview: Preview, rows: Mapping[int, PreviewRow]) -> Preview:
    """Return a preview with some rows in the place of those of the same number."""
    return replace(preview, rows=tuple(rows.get(row.number, row) for row in preview.rows))


def wanted_of(row: PreviewRow, today: date) -> Wanted:
    """Return what a row asks for, as the actions take it."""
    return Wanted(row.changed, row.whole, today)
