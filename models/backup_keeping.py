"""The copies of a book in a folder: found by their names, thinned out as they age, and made before larger work.

A copy is called by its book, why it was made if not by the clock, and the time: "records before import 2026-11-22
085200.liaison". What a restore or an upgrade kept aside has such a name too and is never thrown away here.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from contextlib import closing
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from models import book_file
from models.backup import back_up
from models.backup_reasons import BEFORE_ERASURE, BEFORE_IMPORT, BEFORE_REKEY
from models.errors import AppError
from models.room import check_room
from models.store import Store

NEWEST, DAYS, WEEKS, MONTHS = 5, 12, 10, 9
"""How many are kept whatever their age, and the newest of how many days, weeks and months that have any."""

_ENDING = re.compile(r"(?: (?P<why>before [a-z0-9 ]+))? (?P<time>\d{4}-\d\d-\d\d \d{6})(?: \(\d+\))?")
_THINNED = (None, BEFORE_IMPORT, BEFORE_ERASURE, BEFORE_REKEY)


@dataclass(frozen=True, slots=True, order=True)
class Copy:
    """A copy of a book, by what its name tells."""

    made: datetime
    path: Path
    why: str | None = None


@dataclass(frozen=True, slots=True)
class Kept:
    """A copy that was made, the one in the second folder, and why there is none there although it was wished."""

    copy: Path
    second: Path | None = None
    trouble: str = ""


def copies_of(folder: Path, book: str | Path) -> list[Copy]:
    """Return the copies of a book in a folder, the newest first; a folder that cannot be read has none."""
    stem = Path(book).stem
    found = []
    try:
        files = sorted(folder.glob(f"*{book_file.SUFFIX}"))
    except OSError:
        return []
    for path in files:
        told = _ENDING.fullmatch(path.stem.removeprefix(stem)) if path.stem.startswith(stem) else None
        if told is not None:
            try:
                made = datetime.strptime(told["time"], "%Y-%m-%d %H%M%S")  # noqa: DTZ007 - the user's own clock
            except ValueError:
                continue
            found.append(Copy(made, path, told["why"]))
    return sorted(found, reverse=True)


def place_beside_backups(store: Store, folder: Path) -> Path:
    """Return where the archive goes that is written with each backup: the newest takes the place of the one before.

    Copies that anybody can read are not to pile up.
    """
    return folder / f"{Path(store.location).stem} archive.zip"


def kept_of(times: Iterable[datetime]) -> set[datetime]:
    """Return which copies stay, by their times: the newest, and one for each of the last days, weeks and months."""
    newest_first = sorted(times, reverse=True)
    kept = set(newest_first[:NEWEST])
    for most, period in ((DAYS, _day), (WEEKS, _week), (MONTHS, _month)):
        newest: dict[tuple[int, ...], datetime] = {}
        for time in newest_first:
            newest.setdefault(period(time), time)
        kept |= set(list(newest.values())[:most])
    return kept


def _day(time: datetime) -> tuple[int, ...]:
    return time.year, time.month, time.day


def _week(time: datetime) -> tuple[int, ...]:
    return tuple(time.isocalendar()[:2])


def _month(time: datetime) -> tuple[int, ...]:
    return time.year, time.month


def thin_out(store: Store, folder: Path, just_made: Path | None = None) -> list[Path]:
    """Throw away the copies of a book that are too many; return them.

    Only what opens with the book's own key and bears its lasting name counts and goes: another book may have the same
    name. The copy that was just made stays, even where the clock was set back.
    """
    copies = [copy for copy in copies_of(folder, store.location) if copy.why in _THINNED]
    if len(copies) <= NEWEST:
        return []
    uid = store.uid()
    copies = [copy for copy in copies if _state(store, copy.path)[0] == uid]
    kept = kept_of(copy.made for copy in copies)
    gone = []
    for copy in copies:
        if copy.made not in kept and copy.path != just_made:
            try:
                copy.path.unlink()
            except OSError:
                continue
            gone.append(copy.path)
    return gone


def keep_copy(store: Store, folder: Path, now: datetime, *, why: str = "", second: Path | None = None) -> Kept:
    """Make a checked copy of a book, one in the second folder too where it can be reached, and thin both out."""
    if not store.on_server:
        check_room(folder, Path(store.location).stat().st_size)
    copy = back_up(store, folder, now, why)
    thin_out(store, folder, copy)
    if second is None:
        return Kept(copy)
    try:
        another = back_up(store, second, now, why)
    except AppError as trouble:
        return Kept(copy, trouble=trouble.sentence)
    thin_out(store, second, another)
    return Kept(copy, another)


def keep_before(store: Store, folder: Path, now: datetime, why: str) -> Path | None:
    """Make a checked copy before larger work, unless the newest one holds all that the book holds.

    A book on a server is copied there, the example and one that can only be read need no copy.
    """
    if store.on_server or store.read_only or store.is_example():
        return None
    for copy in copies_of(folder, store.location)[:1]:
        with store.read() as session:
            mine = _state_of(session.connection().connection.dbapi_connection)
        if _state(store, copy.path) == mine:
            return copy.path
    folder.mkdir(parents=True, exist_ok=True)
    return keep_copy(store, folder, now, why=why).copy


_State = tuple[str | None, str | None]


def _state(store: Store, copy: Path) -> _State:
    """Return the lasting name of the book that a copy is of and where its history ends; nothing for what is none."""
    from sqlcipher3 import dbapi2

    try:
        with closing(store.connect_alike(copy)) as connection:
            return _state_of(connection)
    except (AppError, dbapi2.Error):
        return None, None


def _state_of(connection: object) -> _State:
    from sqlcipher3 import dbapi2

    assert isinstance(connection, dbapi2.Connection)
    uid = connection.execute("SELECT uid FROM book_info").fetchone()
    end = connection.execute("SELECT hash FROM change ORDER BY id DESC LIMIT 1").fetchone()
    return (uid[0] if uid else None), (end[0] if end else None)
