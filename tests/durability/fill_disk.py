"""Fills a disk at many points of saving and looks at what is left: no saved row is lost, and work goes on after.

    python tests/durability/fill_disk.py --points 50 [--plain]

Each point is a disk of its own, a small tmpfs, on which a book lies and so many pages are free. Saves go on until one
is refused. Then:

- the sentence says that the disk is full and how much is left, and the words of the save are still there to be saved;
- every save that was told is there, before room is made and after (else it is *lost*);
- the check of the whole book finds nothing (else *unsound*);
- after room is made the very same save succeeds (else it is *stuck*).

It needs a system that lets a user mount (Linux with user namespaces); it starts itself anew within one.
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import subprocess
import sys
import tempfile
from dataclasses import asdict, dataclass, field
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[2]))

from sqlalchemy import select

from models.entities import Conversation
from models.errors import AppError, NoRoom
from models.store import Store
from tests.durability.kill_store import PASSPHRASE, new_book, save, word_of

_INSIDE = "LIAISON_OWN_MOUNTS"
_PAGE = 4096
_MOST = 400
"""Saves after which a disk that is never full proves nothing."""


@dataclass
class Tally:
    """What was seen over all points."""

    points: int = 0
    saved: int = 0
    refused: int = 0
    lost: int = 0
    unsound: int = 0
    stuck: int = 0
    unsaid: int = 0
    """Refusals whose sentence did not tell how much room is left."""
    problems: list[str] = field(default_factory=list)


def can_mount() -> bool:
    """Tell whether this system lets us have disks of our own."""
    tool = shutil.which("unshare")
    return tool is not None and not subprocess.run([tool, "-rm", "true"], capture_output=True, check=False).returncode


def numbers_in(store: Store) -> set[int]:
    """Return the numbers of the saves that are in a book."""
    with store.read() as session:
        return {int(note.partition("mark")[2][:7]) for note in session.scalars(select(Conversation.note))}


def save_until_full(store: Store, tally: Tally) -> tuple[list[int], int]:
    """Save until a save is refused; return those that were told, and the one that was refused."""
    told: list[int] = []
    for number in range(1, _MOST):
        try:
            save(store, number)
        except NoRoom as trouble:
            tally.refused += 1
            tally.unsaid += " MB left" not in trouble.sentence
            return told, number
        told.append(number)
    raise RuntimeError("the disk was never full, so nothing was proved")


def try_point(folder: Path, pattern: Path, free_pages: int, passphrase: str | None, tally: Tally) -> None:
    """Fill the disk at one point and look at the book before and after room is made."""
    book, ballast = folder / "book.liaison", folder / "ballast"
    shutil.copyfile(pattern, book)
    store = Store.open(book, passphrase)
    # One save first, so that every file the book needs is there.
    save(store, 0)
    left = shutil.disk_usage(folder).free - free_pages * _PAGE
    with ballast.open("wb") as file:
        file.write(bytes(max(left, 0)))
    told, refused = save_until_full(store, tally)
    before = numbers_in(store)
    ballast.unlink()
    try:
        save(store, refused)
        told.append(refused)
    except AppError as trouble:
        tally.stuck += 1
        tally.problems.append(trouble.sentence)
    problems = store.check()
    kept = numbers_in(store)
    with store.read() as session:
        is_whole = all(word_of(number) for number in kept) and session.scalar(select(Conversation.id)) is not None
    store.close()
    tally.points += 1
    tally.saved += len(told)
    tally.lost += len(set(told) - kept) + len(set(told) - {refused} - before) + (not is_whole)
    tally.unsound += bool(problems)
    tally.problems += problems
    book.unlink()


def prove(points: int, passphrase: str | None) -> Tally:
    """Try so many points, each with another number of free pages."""
    tally = Tally()
    with tempfile.TemporaryDirectory() as place:
        pattern, disk = Path(place) / "pattern.liaison", Path(place) / "disk"
        new_book(pattern, passphrase)
        disk.mkdir()
        size = pattern.stat().st_size + (points * 2 + 400) * _PAGE
        subprocess.run(["mount", "-t", "tmpfs", "-o", f"size={size}", "tmpfs", str(disk)], check=True)
        try:
            for point in range(points):
                try_point(disk, pattern, 2 * point, passphrase, tally)
        finally:
            subprocess.run(["umount", str(disk)], check=False)
    return tally


def main() -> int:
    """Prove it and print the figures as JSON; 1 when anything was lost, unsound or stuck."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--points", type=int, default=50)
    parser.add_argument("--plain", action="store_true", help="a book without a passphrase")
    asked = parser.parse_args()
    if _INSIDE not in os.environ:
        os.environ[_INSIDE] = "1"
        os.execvp("unshare", ["unshare", "-rm", sys.executable, __file__, *sys.argv[1:]])
    tally = prove(asked.points, None if asked.plain else PASSPHRASE)
    sys.stdout.write(json.dumps(asdict(tally)) + "\n")
    return int(bool(tally.lost or tally.unsound or tally.stuck or tally.unsaid))


if __name__ == "__main__":
    sys.exit(main())
