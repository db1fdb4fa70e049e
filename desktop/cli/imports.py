"""Commands about files from elsewhere: `import KIND FILE...` takes them in, `imports` lists, `undo-import` takes out.

Each file is one step of its own: undo takes it back whole, `undo-import N` as far as nobody touched its records since,
and `imports N` tells what became of each line and record. What they print is told in import_telling.py.
"""

from __future__ import annotations

import argparse
import json
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

from desktop.cli.choosing import decide_rows
from desktop.cli.file_password import another_way, file_password
from desktop.cli.import_telling import tell_batch, tell_batches, tell_files, tell_taken_back
from desktop.cli.leaving import decide_leavers
from desktop.cli.opening import open_book
from desktop.cli.output import Result
from desktop.cli.records import today
from models.errors import WouldOverwrite, WrongUse

if TYPE_CHECKING:
    from models.imports.preview import ImportPreview

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
    if asked.choose:
        raise WrongUse(f"“import {asked.format}” takes no --choose: it asks nothing row by row.")
    if asked.password_file and asked.format != "sheet":
        raise WrongUse(f"“import {asked.format}” takes no --password-file.")
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
    if asked.choose and len(asked.files) > 1:
        raise WrongUse("Give one file at a time with --choose: each has rows of its own.")
    if asked.password_file and not asked.rejects:
        raise WrongUse("--password-file is for the file of --rejects, and for an edited sheet (import sheet).")
    password = file_password(asked, Path(asked.rejects).suffix[1:].lower()) if asked.rejects else ""
    if asked.rejects and Path(asked.rejects).exists() and not asked.force:
        raise WouldOverwrite(f"There is a file at {asked.rejects} already. Add --force to replace it.")
    coming: list[tuple[ImportPreview, int | None]] = []
    with open_book(asked) as store:
        for name in asked.files:
            file = FileImport(store, kind, Path(name), Asked(today(), mapping=_mapping(asked)))
            decide_leavers(file, asked.left)
            decide_rows(file, asked.choose)
            if asked.doubtful == "new":
                file.decide_all(Choice.NEW)
            batch = None if asked.dry_run else file.take_in().batch_id
            coming.append((file.preview, batch))
    told = tell_files(coming, dry_run=asked.dry_run)
    if asked.rejects and _write_rejects(coming[0][0], Path(asked.rejects), password):
        told.warnings += another_way(password)
    return told


def _write_rejects(preview: ImportPreview, target: Path, password: str) -> bool:
    """Write the rows that are not taken; return whether there were any."""
    from reports.rejects import rejects_document, write_rejects

    rows = [(line.number, line.cells, " ".join(line.reasons)) for line in preview.not_taken if line.cells]
    if rows:
        write_rejects(rejects_document(preview.file, preview.headings, rows, today()), target, password)
    return bool(rows)


def _mapping(asked: argparse.Namespace) -> dict[str, Any] | None:
    """Return what is said of the files: how columns are to be understood, whose list it is, what entries become."""
    said = {
        "council": asked.council,
        "as": {"term-dates": "calendar_period"}.get(asked.entries, asked.entries),
        "whose": asked.whose,
        "with": asked.with_whom,
    }
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


def run_imports(asked: argparse.Namespace) -> Result:
    """List what was brought in from files, the newest first; of one file tell what became of its lines."""
    from models.imports.batches import list_batches

    if asked.number is not None:
        return _run_one_import(asked)
    with open_book(asked) as store, store.read() as session:
        batches = list_batches(session, limit=asked.limit)
    return tell_batches(batches)


def _run_one_import(asked: argparse.Namespace) -> Result:
    """Tell what became of the lines of one import and, where it was taken back, of each of its records."""
    from models.imports.batches import find_batch, list_batch_lines
    from models.imports.outcomes import list_outcomes

    with open_book(asked) as store, store.read() as session:
        batch = find_batch(session, asked.number)
        found = list_batch_lines(session, asked.number)
        outcomes = list_outcomes(session, asked.number)
    return tell_batch(batch, found, outcomes)


def run_undo_import(asked: argparse.Namespace) -> Result:
    """Take an import out again, as far as nobody touched its records since."""
    from models.imports.centre import take_back

    with open_book(asked) as store:
        done = take_back(store, asked.number)
    return tell_taken_back(asked.number, done)
