"""The report command on papers that were made: list them, tell whether a file is one, list the saved choices."""

from __future__ import annotations

import argparse
from datetime import UTC
from pathlib import Path
from typing import TYPE_CHECKING

from desktop.cli.opening import open_book
from desktop.cli.output import Result, nothing_found, table
from models.errors import AppError, WrongUse

if TYPE_CHECKING:
    from models.queries.report_runs import RunRow

_SHOWN = 50


def list_made(asked: argparse.Namespace) -> Result:
    """List the papers that were made into files, the newest first."""
    from models.queries.report_runs import RunFilter, list_runs
    from reports.checking import titles

    _refuse_file(asked)
    with open_book(asked) as store, store.read() as session:
        page = list_runs(session, RunFilter(asked.find, titles()), limit=asked.limit or _SHOWN)
    data = [_plain(row) for row in page.rows]
    shown = [
        plain | {"sent": ", ".join(one.name for one in row.given)} for plain, row in zip(data, page.rows, strict=True)
    ]
    columns = [("made_at", "When (UTC)"), ("made_by", "Who"), ("report", "Report"), ("audience", "For"),
               ("file", "File"), ("sent", "Sent to"), ("left_out", "Left out")]  # fmt: skip
    more = [] if page.next_key is None else [f"Only the newest {len(data)} are listed. For more: --limit N."]
    return Result(data=data, lines=table(shown, columns) or nothing_found(data), warnings=more)


def list_saved(asked: argparse.Namespace) -> Result:
    """List the choices that are saved under a name."""
    from models.queries.saved_reports import list_saved_reports

    _refuse_file(asked)
    with open_book(asked) as store, store.read() as session:
        rows = list_saved_reports(session)
    data = [
        {
            "name": row.name,
            "report": row.report,
            "format": row.form,
            "audience": row.audience,
            "period": row.period,
            "from": row.first_day,
            "to": row.last_day,
            "as_at": row.as_at,
            "for": row.recipient,
            "about": f"{row.about[0]}:{row.about[1]}" if row.about else "",
        }
        for row in rows
    ]
    columns = [("name", "Name"), ("report", "Report"), ("format", "Form"), ("audience", "For"), ("period", "Period")]
    return Result(data=data, lines=table(data, columns) or nothing_found(data))


def verify(asked: argparse.Namespace) -> Result:
    """Say whether a file is the very one that was made; with exit code 1 where it is not."""
    from models.queries.report_runs import runs_named, runs_of_file
    from reports.checking import told
    from reports.noting import sum_of

    if not asked.file:
        raise WrongUse("Say which file: liaison report verify FILE")
    place = Path(asked.file)
    try:
        sha256, _size = sum_of(place)
    except OSError as error:
        raise WrongUse(f"{place} cannot be read: {error.strerror or error}.") from error
    with open_book(asked) as store, store.read() as session:
        same = runs_of_file(session, sha256)
        alike = () if same else runs_named(session, place.name)
    found = told(place.name, same, alike)
    data = {
        "file": place,
        "sha256": sha256,
        "is_ours": bool(same),
        "made": [_plain(row) for row in same],
        "same_name": [_plain(row) for row in alike],
    }
    return Result(data=data, lines=[found.head, *found.lines], exit_code=0 if same else AppError.exit_code)


def _refuse_file(asked: argparse.Namespace) -> None:
    if asked.file:
        raise WrongUse(f"This means nothing here: {asked.file}. See: liaison report --help")


def _plain(row: RunRow) -> dict[str, object]:
    return {
        "id": row.id,
        "made_at": row.made_at.replace(tzinfo=UTC).isoformat(timespec="seconds").replace("+00:00", "Z"),
        "made_by": row.made_by,
        "report": row.report,
        "format": row.form,
        "file": row.file_name,
        "size": row.size,
        "sha256": row.sha256,
        "audience": row.audience,
        "from": row.first_day,
        "to": row.last_day,
        "as_at": row.as_at,
        "for": row.recipient,
        "about": {"record": f"{row.about[0]}:{row.about[1]}", "name": row.about_name} if row.about else None,
        "ward": row.area_name,
        "within": row.metres,
        "left_out": row.left_out,
        "sent_to": [{"name": one.name, "on": one.given_on, "how": one.channel} for one in row.given],
    }
