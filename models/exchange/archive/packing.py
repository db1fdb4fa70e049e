"""Writing the files of an archive, one after the other, into a zip or a folder: the same book gives the same bytes."""

from __future__ import annotations

import hashlib
import io
import zipfile
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import BinaryIO, cast

from models.exchange.archive.shape import MANIFEST

_NO_TIME = (1980, 1, 1, 0, 0, 0)
"""The earliest moment that a zip can say: an archive does not tell when it was made, so that equal books are equal."""
_UNIX, _PLAIN_FILE = 3, 0o100644 << 16

Opener = Callable[[str], AbstractContextManager[BinaryIO]]


@dataclass(frozen=True, slots=True)
class Written:
    """What is known of a file once it is in the archive."""

    sha256: str
    size: int


@dataclass
class Packing:
    """An archive being written."""

    _open: Opener
    written: dict[str, Written] = field(default_factory=dict)

    @contextmanager
    def file(self, name: str) -> Iterator[BinaryIO]:
        """Give the next file to write to, and note its hash once it is closed."""
        with self._open(name) as target:
            counted = _Counted(target)
            yield cast("BinaryIO", counted)
        self.written[name] = Written(counted.digest.hexdigest(), counted.size)

    def add(self, name: str, data: bytes) -> None:
        """Write a whole file."""
        with self.file(name) as target:
            target.write(data)

    def close(self) -> None:
        """Write the list of all hashes, in the form that `sha256sum -c` checks; the last file of every archive."""
        lines = (f"{one.sha256}  {name}\n" for name, one in sorted(self.written.items()))
        self.add(MANIFEST, "".join(lines).encode())


class _Counted(io.RawIOBase):
    """Passes bytes on and keeps their hash and number."""

    def __init__(self, target: BinaryIO) -> None:
        super().__init__()
        self._target, self.digest, self.size = target, hashlib.sha256(), 0

    def writable(self) -> bool:
        """Say that this can be written to."""
        return True

    def write(self, data: object) -> int:
        """Write bytes and return how many."""
        piece = bytes(cast("bytes", data))
        self._target.write(piece)
        self.digest.update(piece)
        self.size += len(piece)
        return len(piece)


@contextmanager
def zip_packing(file: BinaryIO) -> Iterator[Packing]:
    """Give an archive that is written into an open file as a zip."""
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:

        def entry(name: str) -> AbstractContextManager[BinaryIO]:
            info = zipfile.ZipInfo(name, _NO_TIME)
            info.compress_type, info.create_system, info.external_attr = zipfile.ZIP_DEFLATED, _UNIX, _PLAIN_FILE
            return cast("AbstractContextManager[BinaryIO]", archive.open(info, "w", force_zip64=True))

        packing = Packing(entry)
        yield packing
        packing.close()


@contextmanager
def folder_packing(folder: Path) -> Iterator[Packing]:
    """Give an archive that is written as files into a folder, which must be there and empty."""

    def entry(name: str) -> AbstractContextManager[BinaryIO]:
        place = folder / name
        place.parent.mkdir(exist_ok=True)
        return place.open("xb")

    packing = Packing(entry)
    yield packing
    packing.close()
