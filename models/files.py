"""Writing a file so that its place never holds half of it."""

from __future__ import annotations

import errno
import os
import secrets
import shutil
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

from models.errors import CannotWrite, HeldElsewhere, NoSuchFolder
from models.sweeping import sweep
from resources.i18n import _

PATIENCE = 3.0
"""Seconds to wait for a program that holds the target: virus scanners and sync clients let go quickly."""

NAME_PART = 60
"""Letters of a name that its temporary file shares, so that long names stay within what folders can hold."""

_FULL = (errno.ENOSPC, errno.EDQUOT)


def write_atomically(path: Path, content: Callable[[BinaryIO], None]) -> None:
    """Write a file whole or not at all: the old one stays as it was until the new one is safe on the disk.

    `content` is given an open file to write to. Whatever it raises reaches the caller and leaves nothing behind.
    """
    temporary = path.with_name(f".~{path.name[:NAME_PART]}.{secrets.token_hex(4)}.tmp")
    try:
        with _create(temporary, path) as file:
            content(file)
            file.flush()
            os.fsync(file.fileno())
        _replace(temporary, path)
    except BaseException as error:
        take_away(temporary)
        _tell_full(error, path)
        raise
    sync_folder(path.parent)
    sweep([path.parent], named=f".~{path.name[:NAME_PART]}.")


def take_away(file: Path) -> None:
    """Remove a file if it is there. A disk that may only be read refuses that even of one that is not there."""
    if os.path.lexists(file):
        file.unlink(missing_ok=True)


def _tell_full(error: BaseException, path: Path) -> None:
    """Say in words that there is no room, where that is what went wrong."""
    if isinstance(error, OSError) and error.errno in _FULL:
        raise CannotWrite(
            _("The disk is full, so {name} was not saved. Make room and save again.").format(name=path.name)
        ) from error


def write_whole(path: Path, data: bytes) -> None:
    """Write bytes as a file, whole or not at all."""

    def content(file: BinaryIO) -> None:
        file.write(data)

    write_atomically(path, content)


def write_folder(path: Path, content: Callable[[Path], None], *, replaces: str) -> None:
    """Make a folder with all its files, whole or not at all; `content` is given an empty folder to write into.

    One that is there already is replaced when it is empty or holds a file called `replaces`, by which it is known to
    be of the same kind. Raises CannotWrite for any other.
    """
    if path.exists() and not (path.is_dir() and ((path / replaces).is_file() or not any(path.iterdir()))):
        raise CannotWrite(
            _("{path} holds something else, so it was not replaced. Choose another name.").format(path=path)
        )
    temporary, old = (
        path.with_name(f".~{path.name[:NAME_PART]}.{secrets.token_hex(4)}{end}") for end in (".tmp", ".old")
    )
    try:
        _make_folder(temporary, path)
        content(temporary)
        if path.exists():
            path.rename(old)
        temporary.rename(path)
    except BaseException as error:
        shutil.rmtree(temporary, ignore_errors=True)
        if old.exists() and not path.exists():
            old.rename(path)
        _tell_full(error, path)
        raise
    shutil.rmtree(old, ignore_errors=True)
    sync_folder(path.parent)


def free_place(path: Path) -> Path:
    """Return a path where no file is yet: this one, or the same name with a number behind it.

    Like any file manager: `Board pack.pdf`, `Board pack (2).pdf` ...
    """
    found, number = path, 1
    while found.exists():
        number += 1
        found = path.with_name(f"{path.stem} ({number}){path.suffix}")
    return found


def write_or_beside(path: Path, write: Callable[[Path], object]) -> Path:
    """Have `write` write a file, beside the one meant where another program holds that; return where it is."""
    try:
        write(path)
    except HeldElsewhere:
        beside = free_place(path)
        write(beside)
        return beside
    return path


def beside_words(meant: Path, written: Path) -> str:
    """Return what the user must know when a file has another name than was meant; nothing when it has not."""
    if written == meant:
        return ""
    return _("{name} is open in another program, so it is as it was. The new one is called {other}.").format(
        name=meant.name, other=written.name
    )


def _create(temporary: Path, path: Path) -> BinaryIO:
    """Open the private file beside the target; its name has never been used, so nothing is overwritten."""
    with _place_told(path):
        return temporary.open("xb")


def _make_folder(temporary: Path, path: Path) -> None:
    with _place_told(path):
        temporary.mkdir()


@contextmanager
def _place_told(path: Path) -> Iterator[None]:
    """Say in words why nothing can be made beside a path."""
    try:
        yield
    except (FileNotFoundError, NotADirectoryError) as error:
        raise NoSuchFolder(
            _("There is no folder {parent}. Choose a folder that exists.").format(parent=path.parent)
        ) from error
    except OSError as error:
        if isinstance(error, PermissionError) or error.errno == errno.EROFS:
            raise CannotWrite(
                _("You may not write in the folder {parent}. Choose another folder.").format(parent=path.parent)
            ) from error
        raise


def _replace(temporary: Path, path: Path) -> None:
    """Put the new file in the place of the old one, waiting a little for a program that holds it."""
    deadline = time.monotonic() + PATIENCE
    pause = 0.05
    while True:
        try:
            temporary.replace(path)
            return
        except IsADirectoryError as error:
            raise CannotWrite(_("{path} is a folder. Choose a name for the file.").format(path=path)) from error
        except PermissionError as error:
            if time.monotonic() + pause > deadline:
                raise HeldElsewhere(
                    _(
                        "{name} is open in another program, so it could not be replaced. Close it "
                        "there and save again, or choose another name."
                    ).format(name=path.name)
                ) from error
            time.sleep(pause)
            pause = min(pause * 2, 0.5)


def sync_folder(folder: Path) -> None:
    """Make the new name itself safe on the disk, where the system lets a folder be synchronised."""
    if os.name == "nt":
        return
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
