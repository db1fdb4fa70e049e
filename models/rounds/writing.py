"""Trying what a sheet asks for, and writing it: by the same actions as by hand, in one step for Undo."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path

from sqlalchemy.orm import Session

from models.errors import AppError, StaleRecord, WrongUse
from models.rounds.columns import Round
from models.rounds.comparing import Step, compare, settle, wanted_of
from models.rounds.fetching import fetch_rows
from models.rounds.kinds import ROUNDS
from models.rounds.preview import Fate, Preview, PreviewRow
from models.rounds.settling import Side, every, settled
from models.rounds.sheets import read_sheet_table
from models.store import Store
from resources.i18n import _, ngettext

MOST_TRIED = 1_000
"""Rows that are tried before anything is written; of more the rest is only tried when it is written."""
_KEPT_IN_SESSION = 200


def _no_step(_done: int, _total: int) -> None:
    """Nobody watches."""


def preview_sheet(
    store: Store,
    path: Path,
    today: date,
    *,
    conflicts: Side | None = None,
    step: Step = _no_step,
    check: Callable[[], None] | None = None,
    password: str = "",
) -> Preview:
    """Return what an edited sheet would do; nothing is kept of it.

    `conflicts` says whose value stays wherever both changed one; without it these rows are left alone.

    Raises BadImport, in a sentence, for a file that is no sheet of ours or cannot be read, and NeedsPassword for one
    that opens with another password only.
    """
    table = read_sheet_table(path, ROUNDS.values(), check, password)
    with store.read() as session:
        preview = compare(session, table, today, step=step)
    if conflicts is not None:
        preview = settled(preview, every(preview, conflicts))
    if store.read_only or not preview.taken:
        return preview
    with store.rehearse() as session:
        return _tried(session, preview, today, step)


def _tried(session: Session, preview: Preview, today: date, step: Step) -> Preview:
    """Return the preview with those rows refused that an action refuses, each in the action's own words."""
    known = ROUNDS[preview.round]
    settled: dict[int, PreviewRow] = {}
    for done, row in enumerate(preview.taken):
        step(done, len(preview.taken))
        if row.fate is Fate.NEW and known.twin is not None and known.twin(session, wanted_of(row, today)):
            words = _("There is one like this already, so nothing is added.")
            settled[row.number] = replace(row, fate=Fate.KNOWN, reasons=(words,))
        elif done < MOST_TRIED and (trouble := _trouble(session, known, row, today)):
            settled[row.number] = replace(row, fate=Fate.REFUSED, reasons=(trouble,))
        if done % _KEPT_IN_SESSION == 0:
            session.expunge_all()
    preview = settle(preview, settled)
    if len(preview.taken) > MOST_TRIED:
        words = _("The first {count} changes were tried; a later one that cannot be stops the writing, with its row.")
        preview = replace(preview, remarks=(*preview.remarks, words.format(count=f"{MOST_TRIED:,}")))
    return preview


def _trouble(session: Session, known: Round, row: PreviewRow, today: date) -> str:
    """Return why an action refuses a row, nothing where it does not."""
    try:
        with session.begin_nested():
            _write(session, known, row, today)
    except AppError as trouble:
        return trouble.sentence
    return ""


def bring_in(session: Session, preview: Preview, today: date, *, step: Step = _no_step) -> int:
    """Write what a preview said and return how many records that were; all of it or nothing.

    Raises StaleRecord where a record was changed after the preview, and what an action refuses with its row.
    """
    known = ROUNDS[preview.round]
    rows = preview.taken
    _check_fresh(session, preview, known, rows, today)
    for done, row in enumerate(rows):
        step(done, len(rows))
        try:
            _write(session, known, row, today)
        except AppError as trouble:
            raise WrongUse(
                _("Row {number}, {name}: {sentence} Nothing was written.").format(
                    number=row.number, name=row.name, sentence=trouble.sentence
                )
            ) from trouble
        if done % _KEPT_IN_SESSION == 0:
            session.expunge_all()
    return len(rows)


def _check_fresh(session: Session, preview: Preview, known: Round, rows: Sequence[PreviewRow], today: date) -> None:
    """Refuse to write over what somebody changed while the preview was being read."""
    now = fetch_rows(session, known, [row.uid for row in rows if row.uid], today)
    places = {column.key: place for place, column in enumerate(known.layout)}
    for row in rows:
        if row.fate is Fate.NEW:
            if known.twin is not None and known.twin(session, wanted_of(row, today)):
                raise StaleRecord(_stale(row))
            continue
        record = now.get(row.uid)
        if record is None or any(record.values[places[key]] != value for key, value in row.before.items()):
            raise StaleRecord(_stale(row))


def _stale(row: PreviewRow) -> str:
    return _("{name} was changed in the program meanwhile. Nothing was written. Look at the sheet once more.").format(
        name=row.name
    )


def _write(session: Session, known: Round, row: PreviewRow, today: date) -> None:
    wanted = wanted_of(row, today)
    if row.fate is Fate.NEW:
        assert known.add is not None
        known.add(session, wanted)
    else:
        assert row.record_id is not None
        known.change(session, row.record_id, wanted)


def label_of(preview: Preview) -> str:
    """Return the words of the step for Undo: "Changes from the sheet council.xlsx: 12 organisations"."""
    return _("Changes from the sheet {file}: {records}").format(
        file=preview.file[:60], records=count_words(preview.round, len(preview.taken))
    )


def count_words(round_key: str, count: int) -> str:
    """Return how many records of a kind: "12 organisations"."""
    from models.kinds import KINDS

    kind = KINDS[ROUNDS[round_key].table]
    words = ngettext(kind.singular, kind.plural, count)
    return f"{count:,} {words}"
