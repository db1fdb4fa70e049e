"""Who has a book open for writing: a small file beside the book, so that a second window only reads.

The file is made so that only one of many can make it. It names the user, the computer and the time for whoever comes
second. A program that ended without taking it away is found out on the same computer; of another computer only a
person can know, so its lock is never taken over unasked.
"""

from __future__ import annotations

import contextlib
import json
import os
import platform
import sys
import time
import uuid
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from models.who import account_name

_SUFFIX = ".open"
_TRIES, _PAUSE_S, _MARK_LASTS_S = 100, 0.02, 30


@dataclass(frozen=True, slots=True)
class Holder:
    """Who has the book open; `since` is UTC, None where the file cannot be read."""

    user: str
    computer: str
    process: int
    since: datetime | None
    token: str = ""

    @property
    def is_here(self) -> bool:
        """Tell whether it is a program on this computer."""
        return self.computer == platform.node()


class BookLock:
    """Held by the one window that writes to a book."""

    def __init__(self, path: Path, token: str) -> None:
        self._path, self._token = path, token

    def is_held(self) -> bool:
        """Tell whether the file is still ours: another computer may have taken the book over."""
        holder = holder_of_file(self._path)
        return holder is not None and holder.token == self._token

    def beat(self) -> bool:
        """Show that the program still runs, by the time of the file; tell whether the file is still ours."""
        if not self.is_held():
            return False
        with contextlib.suppress(OSError):
            os.utime(self._path)
        return True

    def release(self) -> None:
        """Take the file away, if it is still ours."""
        if self.is_held():
            with contextlib.suppress(OSError):
                self._path.unlink()


def lock_path(book: Path) -> Path:
    """Return where the lock of a book stands."""
    return book.with_name(f"{book.name}{_SUFFIX}")


def take(book: Path) -> BookLock | Holder | None:
    """Return the lock of a book, or who holds it; None where no file can be made beside the book.

    What a program on this computer left that runs no more is taken away first; a race for it has one winner.
    """
    path = lock_path(book)
    for _try in range(_TRIES):
        try:
            return _make(path)
        except FileExistsError:
            holder = holder_of_file(path)
            if holder is None:
                continue
            if not (holder.is_here and not _runs(holder.process)):
                return holder
            if not _set_aside(path, holder):
                # Somebody else is about to.
                time.sleep(_PAUSE_S)
        except OSError:
            return None
    return holder_of_file(path)


def take_over(book: Path) -> BookLock | Holder | None:
    """Take the lock of a book from whoever holds it, as when a person knows that its program has stopped."""
    path = lock_path(book)
    holder = holder_of_file(path)
    if holder is not None:
        _set_aside(path, holder)
    return take(book)


def holder_of_file(path: Path) -> Holder | None:
    """Return who holds a lock, None when there is none. A file that cannot be read is held by somebody unknown."""
    try:
        told = json.loads(path.read_text("utf-8"))
        since = datetime.fromisoformat(told["since"])
        return Holder(str(told["user"]), str(told["computer"]), int(told["process"]), since, str(told["token"]))
    except FileNotFoundError:
        return None
    except (OSError, ValueError, KeyError, TypeError):
        return Holder("", "", 0, None)


def _make(path: Path) -> BookLock:
    """Make the file. Raises FileExistsError when there is one."""
    token = str(uuid.uuid4())
    now = datetime.now(UTC).replace(tzinfo=None, microsecond=0)
    told = {
        "user": account_name(),
        "computer": platform.node(),
        "process": os.getpid(),
        "since": now.isoformat(),
        "token": token,
    }
    # Written under a name of its own and then linked: nobody ever reads half of it.
    draft = path.with_name(f"{path.name}.{token}")
    try:
        draft.write_text(json.dumps(told), "utf-8")
        try:
            os.link(draft, path)
        except FileExistsError:
            raise
        except OSError:
            # A file system without links: the second best.
            with path.open("x", encoding="utf-8") as file:
                file.write(json.dumps(told))
    finally:
        with contextlib.suppress(OSError):
            draft.unlink(missing_ok=True)
    return BookLock(path, token)


def _set_aside(path: Path, holder: Holder) -> bool:
    """Take away a lock that was seen; tell whether it is gone.

    Only whoever makes the mark with the lock's own token may take it away, and each lock has a token of its own: a lock
    that somebody made meanwhile is never touched.
    """
    mark = path.with_name(f"{path.name}.{holder.token or 'unknown'}.gone")
    try:
        mark.touch(exist_ok=False)
    except FileExistsError:
        with contextlib.suppress(OSError):
            if time.time() - mark.stat().st_mtime > _MARK_LASTS_S:
                # Whoever made it was stopped in between.
                mark.unlink(missing_ok=True)
        return False
    except OSError:
        return False
    with contextlib.suppress(OSError):
        found = holder_of_file(path)
        if found is not None and found.token == holder.token:
            path.unlink()
    with contextlib.suppress(OSError):
        mark.unlink(missing_ok=True)
    return True


def _runs(process: int) -> bool:
    """Tell whether a process of this computer runs."""
    if process <= 0:
        return False
    if sys.platform == "win32":
        return _runs_on_windows(process)
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except OSError:
        return True
    return True


def _runs_on_windows(process: int) -> bool:
    """Ask Windows: there `os.kill` with 0 would end the process."""
    import ctypes

    query, still_active = 0x1000, 259
    kernel = ctypes.windll.kernel32  # type: ignore[attr-defined,unused-ignore]
    handle = kernel.OpenProcess(query, False, process)
    if not handle:
        return False
    code = ctypes.c_ulong()
    kernel.GetExitCodeProcess(handle, ctypes.byref(code))
    kernel.CloseHandle(handle)
    return code.value == still_active
