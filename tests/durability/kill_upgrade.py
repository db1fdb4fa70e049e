"""Kills a process that brings an older book up to date, at random moments: the book is the old one or the new, whole.

    python tests/durability/kill_upgrade.py --kills 100 [--seed N]

Each time the book of version 1 that the tests keep is opened by a new process, which is killed. Then, without the
program, the file is read (SQLite takes back what was half done) and every row of the old tables is compared; it is
opened with the program, and must hold every row, find its words and pass `store.check()`. Copies set aside before the
upgrade must be whole under their own name. Prints a JSON line of what was seen; ends with 1 when anything was wrong.
"""

from __future__ import annotations

import argparse
import json
import lzma
import random
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parents[2]))

from sqlcipher3 import dbapi2

from models.migrations import VERSION
from models.search import search
from models.store import Store

ROOT = Path(__file__).parents[2]
GOLDEN = ROOT / "tests" / "models" / "golden" / "version_1.liaison.xz"
OPENING = """
import sys
from models.store import Store
import models.migrations.step_0002
sys.stdout.write("ready\\n"); sys.stdout.flush()
Store.open(sys.argv[1]).close()
sys.stdout.write("done\\n"); sys.stdout.flush()
"""


def contents(book: Path) -> dict[str, list[dict[str, Any]]]:
    """Return every row of every table that is not the search index's or SQLite's own."""
    connection = dbapi2.connect(str(book))
    connection.row_factory = dbapi2.Row
    names = [row[0] for row in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
    kept = [name for name in names if not name.startswith(("search_", "sqlite_"))]
    found = {name: [dict(row) for row in connection.execute(f'SELECT * FROM "{name}" ORDER BY 1')] for name in kept}
    connection.close()
    return found


def differences(before: dict[str, list[dict[str, Any]]], after: dict[str, list[dict[str, Any]]]) -> list[str]:
    """Return the tables in which a row of before is not in after as it was."""
    wrong = []
    for table, rows in before.items():
        if table == "book_info":
            continue
        now = [{name: row[name] for name in old} for old, row in zip(rows, after.get(table, []), strict=False)]
        if now != rows or len(after.get(table, [])) != len(rows):
            wrong.append(table)
    return wrong


def how_long(book: Path) -> float:
    """Return the seconds from being ready to having opened an older book."""
    with started(book) as process:
        assert process.stdout is not None
        process.stdout.readline()
        begun = time.monotonic()
        process.stdout.readline()
        return time.monotonic() - begun


def started(book: Path) -> subprocess.Popen[str]:
    """Start a process that opens a book and says when it begins."""
    return subprocess.Popen([sys.executable, "-c", OPENING, str(book)], cwd=ROOT, stdout=subprocess.PIPE, text=True)


def main(kills: int, seed: int) -> int:
    """Kill, look, and say what was seen."""
    chance = random.Random(seed)
    plain = lzma.decompress(GOLDEN.read_bytes())
    seen = {"kills": 0, "old": 0, "new": 0, "hot_journals": 0, "broken": 0}
    problems: list[str] = []
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        first = folder / "first.liaison"
        first.write_bytes(plain)
        before = contents(first)
        longest = how_long(first) * 1.2
        for number in range(kills):
            place = folder / str(number)
            place.mkdir()
            book = place / "book.liaison"
            book.write_bytes(plain)
            with started(book) as process:
                assert process.stdout is not None
                process.stdout.readline()
                time.sleep(chance.uniform(0, longest))
                process.send_signal(signal.SIGKILL)
            seen["kills"] += 1
            journal = book.with_name(book.name + "-journal")
            seen["hot_journals"] += journal.exists() and journal.stat().st_size > 0
            here = contents(book)
            version = here["book_info"][0]["schema_version"]
            seen["new" if version == VERSION else "old"] += 1
            wrong = differences(before, here)
            copies = list(place.glob("book before *.liaison"))
            wrong += [copy.name for copy in copies if differences(before, contents(copy))]
            store = Store.open(book)
            wrong += store.check()
            with store.read() as session:
                if not search(session, "rang twice", limit=5):
                    wrong.append("the search finds nothing")
            store.close()
            wrong += differences(before, contents(book))
            if wrong:
                seen["broken"] += 1
                problems.append(f"kill {number}: {wrong}")
    sys.stdout.write(json.dumps({**seen, "problems": problems}) + "\n")
    return int(bool(problems))


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description="Kills upgrades of an older book.")
    parser.add_argument("--kills", type=int, default=100)
    parser.add_argument("--seed", type=int, default=1)
    asked = parser.parse_args()
    sys.exit(main(asked.kills, asked.seed))
