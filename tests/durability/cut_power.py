"""Cuts the power while a process saves, in simulation, and checks that nothing it called saved is lost.

    python tests/durability/cut_power.py --states 3000 [--plain] [--synchronous EXTRA|FULL|NORMAL|OFF] [--seed N]

A process saves so many times under strace; every call that changes the book or its journal is read (`disk_trace.py`).
Then, so many times, the power is cut after a step taken at random: what was not yet made to last is kept, lost or
torn, the files are laid down so, and the book is opened and counted as after a kill (`kill_store.py`). With a careless
setting of `synchronous` the same counting finds losses, so that the proof itself is proved.
"""

from __future__ import annotations

import argparse
import functools
import json
import os
import random
import shutil
import sys
import tempfile
from collections.abc import Callable
from dataclasses import asdict
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parents[2]))
sys.path.insert(0, str(Path(__file__).parent))

from disk_trace import TELLING, Disk, trace
from kill_store import PASSPHRASE, Tally, fill, look_at_saves, new_book, save
from sqlalchemy.exc import DBAPIError
from sqlcipher3 import dbapi2

from models import book_file, book_making
from models.encryption import derive_key
from models.errors import AppError
from models.store import Store

SETTINGS = ("EXTRA", "FULL", "NORMAL", "OFF")
SAVES = 30
"""Saves that one trace holds; before them 200, so that pages are changed and not only added."""
CACHE = 10
"""Pages that SQLite keeps in memory: fewer than a save changes, so that some are written before the commit."""


def keep_saving(place: Path, passphrase: str | None, synchronous: str) -> None:
    """Save so many times, telling each; runs under strace."""
    manners: Callable[..., None] = book_file._set_manners

    def careless(connection: Any, *, read_only: bool) -> None:
        manners(connection, read_only=read_only)
        connection.execute(f"PRAGMA synchronous={synchronous}")
        connection.execute(f"PRAGMA cache_size={CACHE}")

    book_file._set_manners = careless
    store = Store.open(place, passphrase)
    for number in range(201, 201 + SAVES):
        save(store, number)
        os.write(1, f"{TELLING}{number}\n".encode())
    store.close()


def prove(states: int, *, encrypted: bool, synchronous: str, seed: int = 1) -> Tally:
    """Cut the power in so many ways and return what was seen."""
    passphrase = PASSPHRASE if encrypted else None
    tally = Tally(f"power cuts, synchronous={synchronous}", encrypted)
    book_making.derive_key = functools.cache(derive_key)
    with tempfile.TemporaryDirectory() as kept:
        # The folder's own name may be a link somewhere on the way.
        folder = Path(kept).resolve() / "book"
        folder.mkdir()
        place = folder / "book.liaison"
        new_book(place, passphrase)
        fill(place, passphrase)
        before = folder.with_name("before")
        shutil.copytree(folder, before)
        command = [sys.executable, __file__, "--saving", str(place), "--synchronous", synchronous]
        steps = trace([*command, *([] if encrypted else ["--plain"])], folder, folder.with_name("trace"))
        if [step.path for step in steps if step.what == "told"] != [str(n) for n in range(201, 201 + SAVES)]:
            raise RuntimeError("not every save was told, so nothing was proved")
        disk, chance, done = Disk(before, folder), random.Random(seed), 0
        for cut in sorted(chance.randrange(len(steps) + 1) for _ in range(states)):
            for step in steps[done:cut]:
                disk.take(step)
            done = cut
            _look(disk.after_cut(chance), disk.told, place, passphrase, tally)
    return tally


def _look(left: dict[str, bytes], told: list[str], place: Path, passphrase: str | None, tally: Tally) -> None:
    """Lay down what a cut left and count what is wrong with it."""
    shutil.rmtree(place.parent)
    place.parent.mkdir()
    for path, content in left.items():
        Path(path).write_bytes(content)
    journal = place.with_name(place.name + "-journal")
    tally.kills += 1
    tally.acknowledged += len(told)
    tally.hot_journals += journal.exists() and journal.stat().st_size > 0
    try:
        look_at_saves(place, passphrase, told, tally)
    except (AppError, DBAPIError, dbapi2.Error) as error:
        tally.unsound += 1
        tally.problems.append(str(error))


def main() -> int:
    """Prove it and print the figures; 1 when anything was lost, torn or unsound."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--states", type=int, default=3000)
    parser.add_argument("--plain", action="store_true", help="a book without a passphrase")
    parser.add_argument("--synchronous", choices=SETTINGS, default="EXTRA")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--saving", type=Path, help=argparse.SUPPRESS)
    asked = parser.parse_args()
    if asked.saving:
        keep_saving(asked.saving, None if asked.plain else PASSPHRASE, asked.synchronous)
        return 0
    tally = prove(asked.states, encrypted=not asked.plain, synchronous=asked.synchronous, seed=asked.seed)
    sys.stdout.write(json.dumps(asdict(tally)) + "\n")
    return int(bool(tally.lost or tally.torn or tally.unsound or tally.unfound))


if __name__ == "__main__":
    sys.exit(main())
