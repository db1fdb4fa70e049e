"""Commands about files from elsewhere: `import KIND FILE...` takes them in, `imports` lists, `undo-import` takes out.

What `liaison import contacts FILE... --json` gives as `data`, the same with and without --dry-run, one for each file:

    [{"file": "parents.csv", "kind": "contacts", "what": "Contacts, 24 rows", "encoding": "windows-1252",
      "delimiter": ",", "sheet": "", "head_row": 3, "dates": "", "dry_run": true, "batch": null,
      "columns": [{"column": "A", "heading": "Name", "holds": "name"}],
      "found": 24, "added": 20, "changed": 1, "unchanged": 2, "doubtful": 0,
      "rejected": [{"line": 7, "reason": "There is no name in this row."}],
      "remarks": [],
      "lines": [{"line": 4, "name": "Ann Lee", "what": "new", "kind": "person", "record": null,
                 "changes": [{"title": "Email", "before": null, "after": "a.lee@school.example"}],
                 "reasons": [], "notes": [],
                 "may_be": [{"id": 9, "name": "Anne Lee", "why": "nearly the same name"}]}]}]

`what` of a line is new, changed, same, doubtful or refused. Each file is one step of its own: undo takes it back whole,
`undo-import N` as far as nobody touched its records since, and `imports N` tells what became of each line and record.
"""

from __future__ import annotations

import argparse
import json
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

from desktop.cli.opening import open_book
from desktop.cli.output import Result, counted, nothing_found, table
from desktop.cli.records import today
from models.errors import WouldOverwrite, WrongUse

if TYPE_CHECKING:
    from models.imports.batches import BatchRow
    from models.imports.preview import ImportPreview, PreviewLine

_SHOWN = 40
"""Lines told in words for each file; `--json` gives all."""

_ALONE = {
    "gias": "register.import_gias",
    "sheet": "sheets.bring_back",
    "archive": "archives.import_archive",
    "postcodes": "reference_data.import_postcodes",
    "groups": "reference_data.import_groups",
}
"""What does not come in row by row, and which function of this folder takes it in."""

_ONE_BY_ONE = ("gias", "sheet", "archive")


def run_import(asked: argparse.Namespace) -> Result:
    """Read files into the book, or with --dry-run say what they would do."""
    if asked.format not in _ALONE:
        return _import_files(asked)
    if len(asked.files) > 1 and asked.format in _ONE_BY_ONE:
        raise WrongUse(f"“import {asked.format}” takes one file at a time.")
    room, name = _ALONE[asked.format].split(".")
    take = getattr(import_module(f"desktop.cli.{room}"), name)
    whole: Result | None = None
    for file in asked.files:
        asked.file = file
        done: Result = take(asked)
        whole = done if whole is None else _together(whole, done)
    assert whole is not None
    return whole


def _together(one: Result, other: Result) -> Result:
    """Return what two files gave as one."""
    return Result(
        [*cast(list[Any], one.data), *cast(list[Any], other.data)],
        [*one.lines, *other.lines],
        [*one.words, *other.words],
        [*one.warnings, *other.warnings],
        [*one.errors, *other.errors],
        max(one.exit_code, other.exit_code),
    )


def _import_files(asked: argparse.Namespace) -> Result:
    from models.imports.centre import FileImport
    from models.imports.kinds import Asked
    from models.imports.known import find_import_kind
    from models.imports.preview import Choice

    kind = find_import_kind(asked.format)
    if asked.rejects and len(asked.files) > 1:
        raise WrongUse("Give one file at a time with --rejects: each has columns of its own.")
    if asked.rejects and Path(asked.rejects).exists() and not asked.force:
        raise WouldOverwrite(f"There is a file at {asked.rejects} already. Add --force to replace it.")
    previews: list[ImportPreview] = []
    data: list[dict[str, Any]] = []
    with open_book(asked) as store:
        for name in asked.files:
            file = FileImport(store, kind, Path(name), Asked(today(), mapping=_mapping(asked)))
            if asked.doubtful == "new":
                file.decide_all(Choice.NEW)
            batch = None if asked.dry_run else file.take_in().batch_id
            previews.append(file.preview)
            data.append(_plain(file.preview, batch, dry_run=asked.dry_run))
    if asked.rejects:
        _write_rejects(previews, Path(asked.rejects))
    return Result(
        data=data,
        lines=[line for preview in previews for line in _told(preview)],
        words=[_summary(preview, dry_run=asked.dry_run) for preview in previews],
        warnings=[remark for preview in previews for remark in (*preview.recognised.remarks, *preview.remarks)],
        exit_code=1 if any(preview.not_taken for preview in previews) else 0,
    )


def _write_rejects(previews: list[ImportPreview], target: Path) -> None:
    from reports.rejects import rejects_document, write_rejects

    preview = previews[0]
    rows = [(line.number, line.cells, " ".join(line.reasons)) for line in preview.not_taken if line.cells]
    if rows:
        write_rejects(rejects_document(preview.file, preview.headings, rows, today()), target)


def _mapping(asked: argparse.Namespace) -> dict[str, Any] | None:
    """Return what is said of the files: how columns are to be understood, whose list it is, what entries become."""
    said = {"council": asked.council, "as": {"term-dates": "calendar_period"}.get(asked.entries, asked.entries)}
    return {**_columns(asked.map), **{name: value for name, value in said.items() if value}} or None


def _columns(name: str | None) -> dict[str, Any]:
    """Return how columns are to be understood, from a file that says so."""
    if name is None:
        return {}
    try:
        found = json.loads(Path(name).read_text("utf-8"))
    except OSError as error:
        raise WrongUse(f"The file with the columns, {name}, cannot be read: {error.strerror}.") from error
    except ValueError as error:
        raise WrongUse(f"The file with the columns, {name}, is not JSON. See the guide for its form.") from error
    if not isinstance(found, dict):
        raise WrongUse(f"The file with the columns, {name}, must hold one JSON object.")
    return found


def _plain(preview: ImportPreview, batch: int | None, *, dry_run: bool) -> dict[str, Any]:
    from models.imports.preview import Fate, counts

    seen = preview.recognised
    refused = [line for line in preview.lines if line.fate is Fate.REFUSED]
    return {
        "file": preview.file,
        "kind": preview.kind,
        "what": seen.words,
        "encoding": seen.encoding,
        "delimiter": seen.delimiter,
        "sheet": seen.sheet,
        "head_row": seen.head_row,
        "dates": seen.dates,
        "dry_run": dry_run,
        "batch": batch,
        "columns": [{"column": one.letters, "heading": one.heading, "holds": one.holds} for one in seen.columns],
        **counts(preview),
        "rejected": [{"line": line.number, "reason": " ".join(line.reasons)} for line in refused],
        "remarks": [*seen.remarks, *preview.remarks],
        "lines": [_plain_line(line) for line in preview.lines],
    }


def _plain_line(line: PreviewLine) -> dict[str, Any]:
    return {
        "line": line.number,
        "name": line.name,
        "what": line.fate,
        "kind": line.record_kind,
        "record": None if line.record_id is None else f"{line.record_kind}:{line.record_id}",
        "changes": [{"title": one.title, "before": one.before, "after": one.after} for one in line.changes],
        "reasons": list(line.reasons),
        "notes": list(line.notes),
        "may_be": [{"id": one.id, "name": one.name, "why": one.words} for one in line.candidates],
    }


def _told(preview: ImportPreview) -> list[str]:
    """Return a file's lines in words: what becomes of each, what is new in it, and why it is not taken."""
    from models.imports.preview import Fate

    telling = [line for line in preview.lines if line.fate is not Fate.SAME]
    lines = [f"{preview.file}: {preview.recognised.words}"]
    for line in telling[:_SHOWN]:
        lines.append(f"Row {line.number}, {line.name}: {line.fate}")
        for one in line.changes:
            before, after = one.words
            lines.append(f"  {one.title}: {f'{before} -> ' if before else ''}{after}")
        lines += [f"  {words}" for words in (*line.reasons, *line.notes)]
        lines += [f"  Perhaps {one.name} (No. {one.id}): {one.words}" for one in line.candidates]
    if len(telling) > _SHOWN:
        lines.append(f"… and {len(telling) - _SHOWN:,} more rows: --json lists them all.")
    return lines


def _summary(preview: ImportPreview, *, dry_run: bool) -> str:
    from models.imports.preview import Fate

    new, changed, same, doubtful, refused = (preview.count(fate) for fate in Fate)
    would = "would be " if dry_run else ""
    return (
        f"{preview.file}: {counted(len(preview.lines), 'row', 'rows')} found, {new:,} {would}added, {changed:,} "
        f"{would}changed, {same:,} the same, {doubtful:,} doubtful, {refused:,} rejected."
    )


def run_imports(asked: argparse.Namespace) -> Result:
    """List what was brought in from files, the newest first; of one file tell what became of its lines."""
    from models.imports.batches import list_batches

    if asked.number is not None:
        return _run_one_import(asked)
    with open_book(asked) as store, store.read() as session:
        batches = list_batches(session, limit=asked.limit)
    rows = [_plain_batch(one) for one in batches]
    told = [{**row, "at": f"{row['at']:%Y-%m-%d %H:%M}", "taken_back": "taken back" * one.is_taken_back}
            for row, one in zip(rows, batches, strict=True)]  # fmt: skip
    columns = [("id", "No."), ("at", "When"), ("kind", "Kind"), ("file", "File"), ("added", "New")]
    columns += [("changed", "Changed"), ("doubtful", "Doubtful"), ("rejected", "Rejected"), ("taken_back", "")]
    return Result(data=rows, lines=table(told, columns) if rows else nothing_found(rows))


def _plain_batch(one: BatchRow) -> dict[str, Any]:
    return {
        "id": one.id,
        "at": one.at,
        "by": one.actor,
        "kind": one.kind,
        "file": one.file_name,
        "found": one.found,
        "added": one.added,
        "changed": one.changed,
        "unchanged": one.unchanged,
        "doubtful": one.doubtful,
        "rejected": one.rejected,
        "taken_back": one.is_taken_back,
    }


def _run_one_import(asked: argparse.Namespace) -> Result:
    """Tell what became of the lines of one import and, where it was taken back, of each of its records."""
    from models.imports.batches import find_batch, list_batch_lines
    from models.imports.outcomes import BUCKETS, list_outcomes

    with open_book(asked) as store, store.read() as session:
        batch = find_batch(session, asked.number)
        found = list_batch_lines(session, asked.number)
        outcomes = list_outcomes(session, asked.number)
    left = [one for one in outcomes if one.words]
    data = _plain_batch(batch) | {
        "lines": [
            {
                "line": one.number,
                "name": one.name,
                "what": one.fate,
                "record": None if one.record_id is None else f"{one.record_kind}:{one.record_id}",
                "reason": one.words,
            }
            for one in found
        ],
        "outcomes": {
            bucket: [
                {"record": f"{one.kind}:{one.id}", "name": one.name, "reason": one.words}
                for one in outcomes
                if one.bucket == bucket
            ]
            for bucket in BUCKETS
        },
    }
    told = [f"Row {one.number}, {one.name}: {one.fate}{f'. {one.words}' if one.words else ''}" for one in found]
    back = f"{counted(len(outcomes) - len(left), 'record', 'records')} taken back, {len(left):,} left."
    return Result(
        data=data,
        lines=[*told, *(f"{one.name} stayed: {one.words}." for one in left)],
        words=[f"{batch.file_name}: {counted(batch.found, 'row', 'rows')}.", *([back] if outcomes else [])],
    )


def run_undo_import(asked: argparse.Namespace) -> Result:
    """Take an import out again, as far as nobody touched its records since."""
    from models.imports.centre import take_back

    with open_book(asked) as store:
        done = take_back(store, asked.number)
    left = [("kept", done.kept), ("could_not", done.could_not)]
    data = {
        "import": asked.number,
        "taken_back": [f"{kind}:{number}" for kind, number in done.taken],
        **{
            name: [{"record": f"{one.kind}:{one.id}", "name": one.name, "reason": one.words} for one in some]
            for name, some in left
        },
    }
    lines = [f"{one.name} stays: {one.words}." for _name, some in left for one in some]
    words = (
        [f"{done.words} taken back."]
        if done.words
        else [
            f"{counted(len(done.taken), 'record', 'records')} taken back, {len(done.kept):,} kept, "
            f"{len(done.could_not):,} could not be taken back."
        ]
    )
    return Result(data=data, lines=lines, words=words, exit_code=1 if lines else 0)
