"""Reading the files of an archive, from a zip or a folder: nothing is unpacked to the disk, nothing outside is opened.

What the archive says of itself is not believed: names must be those that an archive of ours has, sizes have bounds,
and every file must have the hash that the list of hashes gives.
"""

from __future__ import annotations

import hashlib
import io
import os
import re
import stat
import struct
import zipfile
import zlib
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO, cast

from models.errors import BadImport
from models.exchange.archive.shape import ATTACHMENTS, DATA, DESCRIPTOR, FIXED, MANIFEST
from resources.i18n import _

if TYPE_CHECKING:
    from _typeshed import WriteableBuffer

_NAME = re.compile(rf"{DATA}/[a-z_]{{1,60}}\.csv|{ATTACHMENTS}/(index\.csv|[0-9a-f]{{64}}(\.[a-z0-9]{{1,8}})?)")
_LITTER = frozenset({".DS_Store", "Thumbs.db", "desktop.ini"})
"""What file managers leave behind in folders, and in zips made of them."""
_SHADOWS = "__MACOSX/"
_MOST_FILES = 200_000
_MOST_LIST = 64 * 1024 * 1024
"""Bytes of a zip's list of files, and of the list of hashes."""
_FREE = 100 * 1024 * 1024
"""Bytes that may always come out of a zip; beyond, not more than `_MOST_RATIO` times what went in."""
_MOST_RATIO = 120
"""Tables pack to a tenth; what packs to a hundredth was made to fill the disk."""
_END_OF_ZIP = b"PK\x05\x06"
_CHUNK = 1024 * 1024
_LINE = re.compile(r"([0-9a-f]{64})  ([^\r\n]{1,200})")


@dataclass
class Archive:
    """An archive opened for reading."""

    name: str
    """What sentences call it."""
    sizes: dict[str, int]
    """Its files, and how many bytes each says it has."""
    _open: Callable[[str], AbstractContextManager[BinaryIO]]

    @contextmanager
    def file(self, path: str) -> Iterator[BinaryIO]:
        """Give one of its files to read. Raises BadImport when it is not there; damage is told as it is met."""
        if path not in self.sizes:
            raise self._trouble(path, _("it is missing"))
        with ExitStack() as stack:
            with _told(self.name, path):
                source = stack.enter_context(self._open(path))
            yield cast("BinaryIO", io.BufferedReader(_Told(source, self.name, path), _CHUNK))

    def read(self, path: str, most: int) -> bytes:
        """Return a whole file of at most so many bytes."""
        with self.file(path) as source:
            data = source.read(most + 1)
        if len(data) > most:
            raise self._trouble(path, _("it is far too large"))
        return data

    def verify(self, step: Callable[[int, int], None]) -> None:
        """Hold every file against the list of hashes; `step` hears how many bytes of how many are done."""
        total, done = sum(self.sizes.values()), 0
        listed = self._listed()
        for path in self.sizes:
            if path != MANIFEST and path not in listed:
                raise self._trouble(path, _("it is not in the list of hashes"))
        for path, expected in listed.items():
            digest = hashlib.sha256()
            with self.file(path) as source:
                while piece := source.read(_CHUNK):
                    digest.update(piece)
                    done += len(piece)
                    step(done, total)
            if digest.hexdigest() != expected:
                raise self._trouble(path, _("it was altered or damaged: its hash is not the one in the list of hashes"))

    def _listed(self) -> dict[str, str]:
        """Return the hashes by file, as the archive lists them."""
        try:
            lines = self.read(MANIFEST, _MOST_LIST).decode().splitlines()
        except UnicodeDecodeError:
            raise self._trouble(MANIFEST, _("it is not a list of hashes")) from None
        found: dict[str, str] = {}
        for number, line in enumerate(lines, 1):
            match = _LINE.fullmatch(line)
            if match is None or match[2] in found:
                words = _("row {row} is not a hash and a file, or the file is there twice")
                raise self._trouble(MANIFEST, words.format(row=f"{number:,}"))
            found[match[2]] = match[1]
        return found

    def _trouble(self, path: str, words: str) -> BadImport:
        sentence = _("“{file}” in “{archive}”: {words}. Nothing was taken from the archive.")
        return BadImport(sentence.format(file=path, archive=self.name, words=words))


@contextmanager
def open_archive(place: Path | BinaryIO) -> Iterator[Archive]:
    """Open an archive, a zip or a folder, for reading. Raises BadImport for anything else."""
    with ExitStack() as stack:
        if not isinstance(place, Path):
            # Written by the program itself a moment ago, into a file without a name.
            size = place.seek(0, os.SEEK_END)
            yield _of_zip(_("the archive"), size, stack.enter_context(zipfile.ZipFile(place)))
            return
        with _told(place.name, ""):
            if place.is_dir():
                archive = _of_folder(place)
            else:
                file = stack.enter_context(place.open("rb"))
                _check_list(place.name, file)
                archive = _of_zip(place.name, place.stat().st_size, stack.enter_context(zipfile.ZipFile(file)))
        yield archive


def _of_folder(place: Path) -> Archive:
    sizes: dict[str, int] = {}
    for folder, below, files in os.walk(place):
        for name in (*below, *files):
            path = Path(folder, name)
            mode = path.lstat().st_mode
            relative = path.relative_to(place).as_posix()
            if stat.S_ISREG(mode) and name not in _LITTER:
                _add(sizes, place.name, relative, path.lstat().st_size)
            elif not stat.S_ISREG(mode) and (not stat.S_ISDIR(mode) or relative not in (DATA, ATTACHMENTS)):
                raise _odd_name(place.name, relative)
    _check_kind(place.name, sizes)
    return Archive(place.name, sizes, lambda path: (place / path).open("rb"))


def _of_zip(name: str, packed_size: int, packed: zipfile.ZipFile) -> Archive:
    entries = [one for one in packed.infolist() if not one.is_dir() and not _is_litter(one.filename)]
    top = _folder_around([one.filename for one in entries])
    found: dict[str, zipfile.ZipInfo] = {}
    sizes: dict[str, int] = {}
    for entry in entries:
        path = entry.filename.removeprefix(top)
        if entry.flag_bits & 1 or entry.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
            words = _("“{archive}” has a password or is packed in a rare way. Unpack it and give the folder.")
            raise BadImport(words.format(archive=name))
        _add(sizes, name, path, entry.file_size)
        found[path] = entry
    _check_kind(name, sizes)
    if sum(one.compress_size for one in entries) > packed_size or sum(sizes.values()) > max(
        _FREE, _MOST_RATIO * packed_size
    ):
        raise _too_much(name)
    return Archive(name, sizes, lambda path: cast("AbstractContextManager[BinaryIO]", packed.open(found[path])))


def _add(sizes: dict[str, int], archive: str, path: str, size: int) -> None:
    """Note a file, when its name is one that an archive has and is there once."""
    if path in sizes or (path not in FIXED and not _NAME.fullmatch(path)):
        raise _odd_name(archive, path)
    if len(sizes) >= _MOST_FILES:
        raise _too_much(archive)
    sizes[path] = size


def _odd_name(archive: str, path: str) -> BadImport:
    shown = "".join(mark if mark.isprintable() else "?" for mark in path[:80])
    words = _("“{archive}” holds “{file}”, which is no file of an archive of ours. Nothing was taken from it.")
    return BadImport(words.format(archive=archive, file=shown))


def _too_much(archive: str) -> BadImport:
    words = _("“{archive}” holds far more than any archive of ours. Nothing was taken from it.")
    return BadImport(words.format(archive=archive))


def _is_litter(path: str) -> bool:
    return path.startswith(_SHADOWS) or path.rpartition("/")[2] in _LITTER


def _folder_around(paths: list[str]) -> str:
    """Return the one folder that holds all files, as in a zip made of an unpacked archive, with its slash; else ""."""
    top = {path.partition("/")[0] for path in paths}
    only = f"{top.pop()}/" if len(top) == 1 else ""
    return only if only and f"{only}{DESCRIPTOR}" in paths else ""


def _check_kind(name: str, sizes: dict[str, int]) -> None:
    if DESCRIPTOR not in sizes:
        words = _("“{archive}” is no archive of a record book: it has no {file}. Choose one that this program made.")
        raise BadImport(words.format(archive=name, file=DESCRIPTOR))


def _check_list(name: str, file: BinaryIO) -> None:
    """Refuse what is no zip, and a zip whose list of files alone would fill the memory."""
    start = file.read(4)
    size = file.seek(0, os.SEEK_END)
    file.seek(max(0, size - 65_557))
    tail = file.read()
    place = tail.rfind(_END_OF_ZIP)
    if start not in (b"PK\x03\x04", _END_OF_ZIP) or place < 0 or len(tail) < place + 22:
        words = _("“{archive}” is no archive of a record book, or only a part of one. Copy it again.")
        raise BadImport(words.format(archive=name))
    (length,) = struct.unpack_from("<I", tail, place + 12)
    if length > _MOST_LIST:
        raise _too_much(name)
    file.seek(0)


@contextmanager
def _told(archive: str, path: str) -> Iterator[None]:
    """Turn what opening and unpacking can raise into a sentence."""
    what = _("“{file}” in “{archive}”").format(file=path, archive=archive) if path else f"“{archive}”"
    try:
        yield
    except FileNotFoundError:
        raise BadImport(_("There is no {what}. Check the name.").format(what=what)) from None
    except (zipfile.BadZipFile, zlib.error, EOFError, struct.error, ValueError, NotImplementedError, OverflowError):
        words = _("{what} is damaged or incomplete. Nothing was taken from the archive. Copy it again.")
        raise BadImport(words.format(what=what)) from None
    except OSError as error:
        words = _("{what} could not be read: {reason}. Nothing was taken from the archive.")
        raise BadImport(words.format(what=what, reason=error.strerror or error)) from None


class _Told(io.RawIOBase):
    """The bytes of one file; damage that shows while they are unpacked is a sentence."""

    def __init__(self, source: BinaryIO, archive: str, path: str) -> None:
        super().__init__()
        self._source, self._archive, self._path = source, archive, path

    def readable(self) -> bool:
        """Say that this can be read."""
        return True

    def readinto(self, buffer: WriteableBuffer) -> int:
        """Fill the buffer and return how many bytes there were."""
        view = memoryview(buffer).cast("B")
        with _told(self._archive, self._path):
            data = self._source.read(len(view))
        view[: len(data)] = data
        return len(data)
