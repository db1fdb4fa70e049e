"""A new book made of what can still be read of a damaged one: rows by their tables, rows page by page, the history.

First each table is read as far as it goes. Then every page is read by itself (scanning.py), which finds the rows that
nothing leads to any more; they go where they fit (placing.py). What is lost even so is written anew from the newest
state that the history holds of it. The damaged file is only read.
"""

from __future__ import annotations

import os
import secrets
import uuid
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path

from sqlalchemy import Connection, text

from models import book_file, migrations
from models.book_check import check_book
from models.book_file import APPLICATION_ID
from models.encryption import BookKey, derive_key, new_key
from models.errors import BookDamaged, BookNotFound, WouldOverwrite, WrongPassphrase
from models.files import sync_folder, take_away
from models.room import check_room
from models.salvage.mending import let_go_of_the_lost
from models.salvage.placing import Placing
from models.salvage.scanning import PAGE, PageScan
from models.salvage.shapes import Shape, shapes_of
from resources.i18n import _

Step = Callable[[int, int, str], None]


@dataclass(frozen=True, slots=True)
class Salvaged:
    """What was saved of a damaged book, and what was not."""

    book: Path
    pages: int
    unreadable: int
    """Pages whose content is not what was written."""
    saved: dict[str, int] = field(default_factory=dict)
    """Rows read from the pages, by table."""
    from_history: dict[str, int] = field(default_factory=dict)
    """Rows written anew from the history."""
    lost: dict[str, int] = field(default_factory=dict)
    """Records that the history knows and that could not be saved."""
    unplaced: int = 0
    """Rows that were read but of which nobody can tell where they belong."""
    problems: list[str] = field(default_factory=list)
    """What a check of the new book still finds, for instance gaps in the history."""


def no_step(_done: int, _total: int, _words: str) -> None:
    """Hear nothing and go on."""


def salvage(
    damaged: Path, target: Path, passphrase: str | None, *, salt_from: Path | None = None, step: Step = no_step
) -> Salvaged:
    """Make a new book at `target` of what can be read of a damaged one, with the same passphrase.

    Where the very beginning of the file is destroyed, its salt is gone, without which no passphrase opens it: a backup
    named as `salt_from` has the same. Raises WouldOverwrite, NoRoom, WrongPassphrase, or BookDamaged where nothing
    can be saved.
    """
    if target.exists():
        raise WouldOverwrite(_("There is a file at {path} already. Choose another name.").format(path=target))
    if not target.parent.is_dir():
        raise BookNotFound(_("There is no folder {parent}. Make it first, or choose another.").format(
            parent=target.parent))  # fmt: skip
    key = _key_of(damaged, passphrase, salt_from)
    check_room(target.parent, damaged.stat().st_size)
    partial, working = (target.with_name(f".{target.name}.{secrets.token_hex(4)}.partial") for _file in range(2))
    try:
        done = _fill(damaged, working, partial, key, new_key(passphrase) if passphrase else None, step)
        os.replace(partial, target)
        sync_folder(target.parent)
    finally:
        for left in (partial, working):
            take_away(left)
            take_away(book_file.journal_of(left))
    return Salvaged(target, *done)


def _key_of(damaged: Path, passphrase: str | None, salt_from: Path | None) -> BookKey | None:
    start = (salt_from or damaged).read_bytes()[: len(book_file.PLAIN_HEADER)] if damaged.is_file() else b""
    if damaged.stat().st_size < 2 * PAGE:
        raise BookDamaged(_("There is nothing left in {name} to save.").format(name=damaged.name))
    if not passphrase and start != book_file.PLAIN_HEADER and not _is_plain_inside(damaged):
        raise WrongPassphrase(
            _("{path} is locked with a passphrase. Give the passphrase to open it.").format(path=damaged)
        )
    return derive_key(passphrase, start) if passphrase else None


def _is_plain_inside(damaged: Path) -> bool:
    """Tell whether a book without its beginning had no passphrase: its pages then hold words that can be read."""
    return b"CREATE TABLE" in damaged.read_bytes()


Done = tuple[int, int, dict[str, int], dict[str, int], dict[str, int], int, list[str]]


def _fill(damaged: Path, working: Path, partial: Path, old: BookKey | None, new: BookKey | None, step: Step) -> Done:
    roots = _roots(damaged, old)
    engine = book_file.make_engine(partial, new, create=True)
    try:
        with migrations.writing(engine) as connection:
            connection.exec_driver_sql(f"PRAGMA application_id={APPLICATION_ID}")
            version = _version(damaged, old)
            migrations.climb(connection, 0, version)
            shapes = shapes_of(connection)
            scan = PageScan(damaged, working, old, width=max(len(shape.columns) for shape in shapes.values()))
            with closing(scan):
                placing = _place(connection, scan, shapes, roots, step, locked=old is not None)
            gone = let_go_of_the_lost(connection)
            lost = placing.lost() + gone
            migrations.climb(connection, version, migrations.VERSION)
            migrations.make_triggers(connection)
            _name(connection)
        with engine.connect() as connection:
            problems = check_book(connection, is_file=True, encrypted=new is not None)
    finally:
        engine.dispose()
    bad = len(scan.unreadable) + (not roots)
    return scan.pages, bad, dict(placing.saved), dict(placing.from_history), dict(lost), placing.unplaced, problems


def _place(
    connection: Connection, scan: PageScan, shapes: dict[str, Shape], roots: dict[str, int], step: Step, *, locked: bool
) -> Placing:
    placing = Placing(connection, shapes)
    for table, root in roots.items():
        placing.put(table, scan.rows(root)[0])
    for page in range(2, scan.pages + 1):
        step(page, scan.pages, "")
        rows, _whole = scan.rows(page)
        if rows:
            placing.find_home(rows)
    if not placing.saved:
        raise _nothing(locked)
    placing.settle()
    placing.add_from_history()
    return placing


def _nothing(locked: bool) -> BookNotFound:
    if locked:
        return WrongPassphrase(
            _(
                "Nothing could be read with this passphrase. Type it again. If you are sure of it, the beginning of "
                "the file is destroyed: name a backup of the book too, which has the same beginning."
            )
        )
    return BookDamaged(_("There is nothing left in this file that could be saved."))


def _roots(damaged: Path, key: BookKey | None) -> dict[str, int]:
    """Return where each table begins, as far as the file still says so."""
    told = _asked(damaged, key, "SELECT name, rootpage FROM sqlite_master WHERE type = 'table' AND rootpage > 0")
    return {name: page for name, page in told if isinstance(name, str) and isinstance(page, int)}


def _version(damaged: Path, key: BookKey | None) -> int:
    """Return the schema of the damaged book; the program's own where it cannot be told."""
    told = [row[0] for row in _asked(damaged, key, "SELECT schema_version FROM book_info")]
    known = [number for number in told if isinstance(number, int) and 1 <= number <= migrations.VERSION]
    return known[0] if known else migrations.VERSION


def _asked(damaged: Path, key: BookKey | None, question: str) -> list[tuple[object, ...]]:
    """Return what the damaged file answers before it breaks off."""
    from sqlcipher3 import dbapi2

    rows: list[tuple[object, ...]] = []
    try:
        # Never more than read: what a save left behind that was cut off is not to be taken back here.
        with closing(book_file.connect(damaged, key, read_only=True)) as connection:
            for row in connection.execute(question):
                rows.append(tuple(row))
    except (dbapi2.Error, BookNotFound):
        return rows
    return rows


def _name(connection: Connection) -> None:
    """Give the new book the row about itself, with the lasting name of the damaged one if that was saved."""
    if not connection.exec_driver_sql("UPDATE book_info SET schema_version = ?", (migrations.VERSION,)).rowcount:
        connection.execute(
            text("INSERT INTO book_info (id, uid, schema_version, is_example) VALUES (1, :uid, :version, 0)"),
            {"uid": str(uuid.uuid4()), "version": migrations.VERSION},
        )
