"""Makes every kind of damaged file out of a whole book, for the tests of what the program answers.

    python tests/durability/damaged_books.py --flips 200

tells how many of so many single flipped bits the check at the start finds in a locked book.
"""

from __future__ import annotations

import argparse
import json
import random
import sqlite3
import sys
import tempfile
import zipfile
from collections.abc import Callable
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[2]))

from models.errors import AppError
from models.start_check import check_file
from models.store import Store

PAGE = 4096
PASSPHRASE = "four plain words here"

Spoil = Callable[[bytearray], bytes | bytearray]


def zeroed(first: int, last: int) -> Spoil:
    """Return what overwrites bytes with nothing."""

    def spoil(content: bytearray) -> bytearray:
        content[first:last] = bytes(last - first)
        return content

    return spoil


def swapped(content: bytearray) -> bytearray:
    """Exchange two pages that hold rows."""
    one, other = 10 * PAGE, 20 * PAGE
    content[one : one + PAGE], content[other : other + PAGE] = (
        content[other : other + PAGE],
        content[one : one + PAGE],
    )
    return content


SPOILT: dict[str, Spoil] = {
    "zero length": lambda _content: b"",
    "header zeroed": zeroed(0, 100),
    "first page zeroed": zeroed(0, PAGE),
    "a page zeroed": zeroed(12 * PAGE, 13 * PAGE),
    "truncated in a page": lambda content: content[: len(content) // 2 // PAGE * PAGE + 100],
    "truncated between pages": lambda content: content[: len(content) // 2 // PAGE * PAGE],
    "pages swapped": swapped,
    "a bit flipped": lambda content: content[: 15 * PAGE + 9] + bytes([content[15 * PAGE + 9] ^ 1])
    + content[15 * PAGE + 10 :],
    "garbage appended": lambda content: content + random.Random(1).randbytes(3 * PAGE),
}  # fmt: skip


def make_spoilt(book: Path, kind: str, target: Path) -> Path:
    """Write a damaged copy of a book."""
    target.write_bytes(SPOILT[kind](bytearray(book.read_bytes())))
    return target


def make_strangers(folder: Path) -> dict[str, Path]:
    """Write files of other kinds under a book's name."""
    found = {name: folder / f"{name}.liaison" for name in ("text", "zip", "sqlite", "sqlcipher", "folder")}
    found["text"].write_text("Name,Phone\n" * 4096)
    with zipfile.ZipFile(found["zip"], "w") as archive:
        archive.writestr("a.txt", "x" * 9000)
    with sqlite3.connect(found["sqlite"]) as other:
        other.execute("CREATE TABLE contact (name TEXT)")
    other.close()
    from sqlcipher3 import dbapi2

    keyed = dbapi2.connect(str(found["sqlcipher"]))
    keyed.execute("PRAGMA key = 'of somebody else'")
    keyed.execute("CREATE TABLE contact (name TEXT)")
    keyed.close()
    found["folder"].mkdir()
    return found


def is_found(path: Path, passphrase: str | None) -> bool:
    """Tell whether opening a book and the check at the start notice that something is wrong with it."""
    try:
        store = Store.open(path, passphrase, read_only=True)
    except AppError:
        return True
    try:
        return bool(check_file(store))
    finally:
        store.close()


def flip_bits(book: Path, passphrase: str | None, flips: int, seed: int = 1) -> int:
    """Return how many of so many flipped bits, each in a copy of its own, are found."""
    chance = random.Random(seed)
    whole = book.read_bytes()
    found = 0
    with tempfile.TemporaryDirectory() as folder:
        for _flip in range(flips):
            content = bytearray(whole)
            content[chance.randrange(len(content))] ^= 1 << chance.randrange(8)
            path = Path(folder) / "flipped.liaison"
            path.write_bytes(content)
            found += is_found(path, passphrase)
    return found


def main() -> int:
    """Flip bits and print what was found as JSON; 1 when one was missed."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--flips", type=int, default=200)
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        book = Path(folder) / "book.liaison"
        Store.create(book, PASSPHRASE).close()
        found = flip_bits(book, PASSPHRASE, asked.flips)
    sys.stdout.write(json.dumps({"flips": asked.flips, "found": found, "missed": asked.flips - found}) + "\n")
    return int(found < asked.flips)


if __name__ == "__main__":
    sys.exit(main())
