"""Archives of a whole book: `export archive`, `import archive`, `new FILE --from-archive`, `backup --archive`.

What `liaison export archive --json` gives as `data`:

    {"format": "archive", "file": "book.zip", "count": 7129, "attachments": 2, "encrypted": false,
     "tables": {"organisation": 58, "person": 142}}

What `liaison import archive FILE --json` gives, the same with and without --dry-run:

    [{"file": "book.zip", "kind": "archive", "encoding": "utf-8", "dry_run": true, "found": 7129, "added": 7129,
      "changed": 0, "unchanged": 0, "doubtful": 0, "rejected": [], "attachments": 2, "tables": {"organisation": 58}}]

An archive comes in whole or not at all, and only into an empty book.
"""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

from desktop.cli.opening import open_book, tell_forgotten
from desktop.cli.output import Result, counted
from desktop.cli.progress import progress
from models.errors import AppError

if TYPE_CHECKING:
    from models.archive.rebuilding import Rebuilt
    from models.store import Store

NOT_ENCRYPTED = (
    "The archive is not encrypted: whoever has it can read everything, confidential records too. "
    "Keep it as carefully as the book."
)


def export_archive_to(asked: argparse.Namespace) -> Result:
    """Write everything in the book to an archive."""
    from models.archive.exporting import export_archive, no_step

    step = progress(asked, "Writing the archive") or no_step
    with open_book(asked) as store:
        made = export_archive(store, Path(asked.output), force=asked.force, step=step)
    data = {
        "format": "archive",
        "file": made.place,
        "count": made.whole,
        "attachments": made.attachments,
        "encrypted": False,
        "tables": made.rows,
    }
    rows, files = counted(made.whole, "row", "rows"), counted(made.attachments, "attached file", "attached files")
    return Result(data=data, words=[f"{rows} and {files} written to {made.place}."], warnings=[NOT_ENCRYPTED])


def import_archive(asked: argparse.Namespace) -> Result:
    """Fill the book, which must be empty, from an archive, or with --dry-run try all of it."""
    with open_book(asked) as store:
        taken = take_archive(asked, store, asked.file)
        tell_forgotten(store, quiet=asked.quiet)
    told = {
        "file": Path(asked.file).name,
        "kind": "archive",
        "encoding": "utf-8",
        "dry_run": asked.dry_run,
        "found": taken.whole,
        "added": taken.whole,
        "changed": 0,
        "unchanged": 0,
        "doubtful": 0,
        "rejected": [],
        "attachments": taken.attachments,
        "tables": taken.rows,
    }
    would = "would be " if asked.dry_run else ""
    rows, files = counted(taken.whole, "row", "rows"), counted(taken.attachments, "attached file", "attached files")
    return Result(data=[told], words=[f"{told['file']}: {rows} and {files} {would}added, the whole history included."])


def take_archive(asked: argparse.Namespace, store: Store, place: str) -> Rebuilt:
    """Fill an empty book from an archive; `--dry-run` where the command knows it."""
    from models.archive.exporting import no_step
    from models.archive.rebuilding import rebuild

    step = progress(asked, "Reading the archive") or no_step
    return rebuild(store, Path(place), dry_run=getattr(asked, "dry_run", False), step=step)


def told_of_server(trouble: AppError) -> AppError:
    """Return a trouble with an archive for a new book on a server, which stays there, empty."""
    words = "The database holds a new, empty book now: fill it with liaison import archive."
    return type(trouble)(f"{trouble.sentence} {words}")
