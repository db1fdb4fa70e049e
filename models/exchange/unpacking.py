"""Opening a file from outside as bytes: plain, or packed as .gz, .xz or .zip with one table in it.

Nothing is ever unpacked to the disk, and no more is read than a file of this kind can hold.
"""

from __future__ import annotations

import gzip
import io
import lzma
import struct
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO, cast

from models.errors import BadImport

if TYPE_CHECKING:
    from _typeshed import WriteableBuffer

MOST_BYTES = 400 * 1024 * 1024
"""Six times the register of all England: more than that is something else, or meant to fill the memory."""

MOST_XZ_MEMORY = 96 * 1024 * 1024
"""What the strongest setting of xz needs to be unpacked; a file may ask for gigabytes."""

_OLD_OFFICE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


@contextmanager
def troubles_told(path: Path) -> Iterator[None]:
    """Turn whatever opening and unpacking a file can raise into a sentence about that file."""
    try:
        yield
    except FileNotFoundError as error:
        raise BadImport(f"There is no file “{path.name}” in {path.absolute().parent}.") from error
    except PermissionError as error:
        raise BadImport(
            f"You may not read “{path.name}”. Ask for the right to read it, or copy it elsewhere."
        ) from error
    except (EOFError, zlib.error, lzma.LZMAError, gzip.BadGzipFile, zipfile.BadZipFile) as error:
        raise BadImport(f"“{path.name}” is damaged or incomplete and cannot be unpacked. Download it again.") from error
    except (NotImplementedError, RuntimeError) as error:
        # zipfile's words for a password and for a way of packing that it does not know.
        raise BadImport(
            f"“{path.name}” cannot be unpacked here. Unpack it yourself and choose the CSV file."
        ) from error
    except OSError as error:
        raise BadImport(f"“{path.name}” could not be read: {error.strerror or error}.") from error


@contextmanager
def opened(path: Path) -> Iterator[BinaryIO]:
    """Give the file's bytes, unpacked where it is packed.

    Raises BadImport for a folder, a workbook or a document, a damaged archive, or one with no or several tables.
    """
    if path.is_dir():
        raise BadImport(f"“{path.name}” is a folder. Choose the CSV file in it.")
    with troubles_told(path), path.open("rb") as file:
        start = file.read(8)
        file.seek(0)
        if start.startswith(b"\x1f\x8b"):
            with gzip.open(file) as packed:
                yield cast(BinaryIO, packed)
        elif start.startswith(b"\xfd7zXZ\x00"):
            with io.BufferedReader(_Unxz(file)) as packed_xz:
                yield cast(BinaryIO, packed_xz)
        elif start.startswith((b"PK\x03\x04", b"PK\x05\x06")):
            with _only_table(path, file) as member:
                yield member
        elif start.startswith(_OLD_OFFICE):
            raise BadImport(_workbook_words(path.name))
        elif start.startswith(b"%PDF"):
            raise BadImport(f"“{path.name}” is a PDF document. Choose a CSV file.")
        else:
            yield file


def _workbook_words(name: str) -> str:
    """Return what to do with a workbook."""
    return (
        f"“{name}” is a workbook, not a CSV file. Open it in Excel or LibreOffice, save it as CSV "
        "(in Excel “CSV UTF-8”), and choose that file."
    )


@contextmanager
def _only_table(path: Path, file: BinaryIO) -> Iterator[BinaryIO]:
    """Give the one CSV file in a zip archive; workbooks are zip archives too and are told apart by what they hold."""
    try:
        archive = zipfile.ZipFile(file)
        entry = _entry_of_table(path.name, archive.infolist())
        member = archive.open(entry)
    except (ValueError, IndexError, OverflowError, struct.error) as error:
        # zipfile lets these through when an archive's own figures are nonsense.
        raise zipfile.BadZipFile(str(error)) from error
    with archive, member:
        yield cast(BinaryIO, member)


def _entry_of_table(name: str, entries: list[zipfile.ZipInfo]) -> zipfile.ZipInfo:
    """Return the one CSV file of an archive; raises BadImport when there is none, several, or it is locked."""
    names = {entry.filename for entry in entries}
    if "[Content_Types].xml" in names or "mimetype" in names:
        raise BadImport(_workbook_words(name))
    tables = [
        entry
        for entry in entries
        # Macs put a shadow of every file into an archive.
        if entry.filename.lower().endswith((".csv", ".txt", ".tsv")) and not entry.filename.startswith("__MACOSX/")
    ]
    if not tables and any(entry.filename.lower().endswith((".xlsx", ".xls", ".ods")) for entry in entries):
        raise BadImport(f"“{name}” holds a workbook. Unpack it and choose the workbook.")
    if not tables:
        raise BadImport(f"“{name}” holds no CSV file. Choose the file as it was downloaded.")
    if len(tables) > 1:
        listed = ", ".join(entry.filename for entry in tables[:4]) + (" and others" if len(tables) > 4 else "")
        raise BadImport(f"“{name}” holds {len(tables)} tables: {listed}. Unpack it and import them one at a time.")
    if tables[0].flag_bits & 1 or tables[0].compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
        raise BadImport(f"“{name}” has a password or is packed in a rare way. Unpack it and choose the CSV file.")
    return tables[0]


class _Unxz(io.RawIOBase):
    """Unpacks .xz as it is read, within a bound of memory that the standard library's own reader does not set."""

    def __init__(self, file: BinaryIO) -> None:
        super().__init__()
        self._file = file
        self._unpacker = self._fresh()
        self._position = 0

    @staticmethod
    def _fresh() -> lzma.LZMADecompressor:
        return lzma.LZMADecompressor(format=lzma.FORMAT_XZ, memlimit=MOST_XZ_MEMORY)

    def readable(self) -> bool:
        """Say that this can be read."""
        return True

    def tell(self) -> int:
        """Return how many unpacked bytes were given."""
        return self._position

    def readinto(self, buffer: WriteableBuffer) -> int:
        """Fill the buffer with unpacked bytes and return how many; raises EOFError when the file is cut off."""
        view = memoryview(buffer).cast("B")
        while True:
            packed = b""
            if self._unpacker.eof:
                packed = self._unpacker.unused_data or self._file.read(65536)
                if not packed.strip(b"\0"):
                    return 0
                self._unpacker = self._fresh()
            elif self._unpacker.needs_input:
                packed = self._file.read(65536)
                if not packed:
                    raise EOFError("the packed data end too early")
            data = self._unpacker.decompress(packed, len(view))
            if data:
                view[: len(data)] = data
                self._position += len(data)
                return len(data)
