"""Commands about sheets that are edited elsewhere: `sheet` writes one, `import sheet` brings it back.

What `liaison import sheet FILE --json` gives as `data`, the same with and without --dry-run:

    {"file": "council.xlsx", "sheet": "Organisations", "kind": "organisations", "dry_run": true, "written": 0,
     "unchanged": 58, "changed": 12, "new": 1, "known": 0, "refused": 2, "conflict": 1,
     "missing": ["Elm Lane Primary School"], "remarks": ["Not read, because …"],
     "rows": [{"row": 7, "name": "Fen Edge Primary School", "what": "changed", "record": "organisation:9",
               "fields": {"town": {"title": "Town", "before": "Leeds", "after": "Otley"}},
               "reasons": [], "notes": []}]}

`what` is changed, new, known (a row without a key whose record is there already), refused or conflict; `reasons` say
why a row is not written, `notes` what else is worth knowing. Rows that say what the book has are only counted.
"""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

from desktop.cli.file_password import another_way, file_password
from desktop.cli.opening import first_line, open_book
from desktop.cli.output import Result, counted, nothing_found
from desktop.cli.records import today
from models.errors import CannotWrite, WouldOverwrite, WrongUse

if TYPE_CHECKING:
    from models.rounds.preview import Preview, PreviewRow

_SHOWN = 200
"""Rows told in words; `--json` gives all."""


def run_sheet(asked: argparse.Namespace) -> Result:
    """Write records to a workbook that can be edited and brought back."""
    from models.rounds.kinds import find_round
    from models.rounds.making import make_sheet
    from models.vocabulary import Visibility
    from reports.noting import note_files, printed_file
    from reports.report import SHEET
    from reports.rounds import write_round

    target = Path(asked.output)
    if target.suffix.lower() != ".xlsx":
        raise WrongUse(f"A sheet to edit is an Excel workbook: give {target.name} the ending .xlsx.")
    if target.exists() and not asked.force:
        raise WouldOverwrite(f"There is a file at {target} already. Add --force to replace it, or choose another name.")
    password = file_password(asked, "xlsx")
    with open_book(asked) as store:
        with store.read() as session:
            out = make_sheet(session, find_round(asked.kind), today(), confidential=asked.confidential)
        try:
            write_round(out, target, today(), password)
        except OSError as error:
            raise CannotWrite(f"{target.name} could not be saved in {target.parent}. Choose another folder.") from error
        readers = Visibility.CONFIDENTIAL if asked.confidential else Visibility.INTERNAL
        file = printed_file("xlsx", target)
        noted = note_files(store, SHEET, [file], today(), audience=readers, left_out=out.left_out)
    words = [f"{counted(len(out.rows), 'row', 'rows')} written to {target}. Bring it back with: liaison import sheet"]
    if out.left_out:
        words.append(f"{counted(out.left_out, 'confidential record', 'confidential records')} left out.")
    data = {"file": target, "kind": asked.kind, "rows": len(out.rows), "left_out": out.left_out}
    return Result(data=data, words=words, warnings=[*another_way(password), *filter(None, [noted.trouble])])


def bring_back(asked: argparse.Namespace) -> Result:
    """Bring an edited sheet back, or with --dry-run say what it would change."""
    from models.backup_reasons import BEFORE_IMPORT
    from models.rounds.preview import Fate
    from models.rounds.settling import Side
    from models.rounds.writing import bring_in, label_of, preview_sheet

    written = 0
    password = first_line(asked.password_file) if asked.password_file else ""
    with open_book(asked) as store:
        side = Side(asked.conflicts) if asked.conflicts else None
        preview = preview_sheet(store, Path(asked.file), today(), conflicts=side, password=password)
        if preview.taken and not asked.dry_run:
            store.prepare_for(BEFORE_IMPORT)
            with store.write(label_of(preview)) as session:
                written = bring_in(session, preview, today())
    counts = {fate.value: preview.count(fate) for fate in Fate}
    data = {
        "file": preview.file,
        "sheet": preview.sheet,
        "kind": preview.round,
        "dry_run": asked.dry_run,
        "written": written,
        "unchanged": preview.unchanged,
        **counts,
        "missing": list(preview.missing),
        "remarks": list(preview.remarks),
        "rows": [_plain(preview, row) for row in preview.rows],
    }
    lines = [line for row in preview.rows[:_SHOWN] for line in _told(row)]
    if len(preview.rows) > _SHOWN:
        lines.append(f"… and {len(preview.rows) - _SHOWN:,} more rows: --json lists them all.")
    return Result(
        data=data,
        lines=lines or nothing_found(preview.rows),
        words=[_summary(preview, written, dry_run=asked.dry_run)],
        warnings=[*preview.remarks, *_missing(preview)],
        exit_code=1 if counts["refused"] or counts["conflict"] else 0,
    )


def _plain(preview: Preview, row: PreviewRow) -> dict[str, object]:
    from models.rounds.kinds import ROUNDS

    table = ROUNDS[preview.round].table
    return {
        "row": row.number,
        "name": row.name,
        "what": row.fate,
        "record": None if row.record_id is None else f"{table}:{row.record_id}",
        "fields": {
            one.key: {"title": one.title, "before": one.before, "after": one.after} for one in row.changes
        },
        "reasons": list(row.reasons),
        "notes": list(row.notes),
    }  # fmt: skip


def _told(row: PreviewRow) -> list[str]:
    """Return a row in lines: what becomes of it, then each value before and after, then why not."""
    lines = [f"Row {row.number}, {row.name}: {row.fate}"]
    if row.is_taken:
        for one in row.changes:
            before, after = one.words
            lines.append(f"  {one.title}: {before or '(empty)'} -> {after or '(empty)'}")
    return lines + [f"  {words}" for words in (*row.reasons, *row.notes)]


def _summary(preview: Preview, written: int, *, dry_run: bool) -> str:
    from models.rounds.preview import Fate

    taken = len(preview.taken)
    done = f"{taken:,} would be written" if dry_run else f"{written:,} written"
    left = preview.count(Fate.REFUSED) + preview.count(Fate.CONFLICT) + preview.count(Fate.KNOWN)
    return f"{preview.file}: {done}, {preview.unchanged:,} the same, {left:,} left alone."


def _missing(preview: Preview) -> list[str]:
    if not preview.missing:
        return []
    some = ", ".join(preview.missing[:5]) + (" and others" if len(preview.missing) > 5 else "")
    rows = counted(len(preview.missing), "row is", "rows are")
    return [f"{rows} no longer in the sheet and left alone: {some}."]
