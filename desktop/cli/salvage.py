"""`liaison salvage FILE --to NEW`: a new book of what can still be read of a damaged one.

What `--json` gives as `data`, counts by table:

    {"book": "new.liaison", "pages": 1753, "unreadable": 74, "saved": {"person": 142}, "from_history": {"person": 3},
     "lost": {"tag_link": 4}, "unplaced": 0, "problems": ["The journal misses change 12."]}
"""

from __future__ import annotations

import argparse
from dataclasses import asdict
from pathlib import Path

from desktop.cli.opening import file_at, passphrase_of
from desktop.cli.output import Result, table
from desktop.cli.progress import progress


def run_salvage(asked: argparse.Namespace) -> Result:
    """Save what can be read of a damaged book."""
    from models.salvage.salvaging import no_step, salvage
    from models.salvage.telling import told, told_by_table

    damaged = file_at(asked.file)
    done = salvage(
        damaged,
        Path(asked.to),
        passphrase_of(asked),
        salt_from=Path(asked.salt_from) if asked.salt_from else None,
        step=progress(asked, "Reading what is left") or no_step,
    )
    columns = [("table", "Table"), ("saved", "Saved"), ("from_history", "From the history"), ("lost", "Lost")]
    return Result(
        data=asdict(done),
        lines=table(told_by_table(done), columns),
        words=told(done),
        exit_code=1 if done.lost or done.unplaced else 0,
    )
