"""Opening a directory of postcodes: a file, or the parts of an archive that hold what is asked for.

The archives as they are published hold a file for each area (Code-Point Open), or one of the whole country beside such
files (ONS), and papers that are tables too. Only the parts that are wanted are unpacked, and never to the disk.
"""

from __future__ import annotations

import re
import struct
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path, PurePosixPath
from typing import BinaryIO, cast

from models.errors import BadImport
from models.exchange.postcodes.areas import Areas
from models.exchange.unpacking import troubles_told
from models.exchange.workbook.any_kind import kind_of_workbook
from models.exchange.workbook.as_csv import opened_table
from resources.i18n import _

_MONTHS = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"]
_NUMBERS_IN_NAME = re.compile(r"(?<!\d)(20\d\d)[-_ ]?(0[1-9]|1[0-2])(?:[-_ ]?\d\d)?(?!\d)")
_WORDS_IN_NAME = re.compile(rf"({'|'.join(_MONTHS)})[a-z]*[-_ ]?(20\d\d)", re.IGNORECASE)
_OF_ONE_AREA = re.compile(r"(?:.*_)?([A-Za-z]{1,2})")
_PAPERS = frozenset({"doc", "docs", "documents", "user guide", "__macosx"})


@dataclass(frozen=True, slots=True)
class Part:
    """A table that is open for reading."""

    name: str
    stream: BinaryIO


def parts_of(path: Path, wanted: Areas) -> Iterator[Part]:
    """Give the tables of a file that may hold what is wanted, one open at a time. Raises BadImport."""
    if not _is_archive(path):
        with opened_table(path) as stream, troubles_told(path):
            yield Part(path.name, stream)
        return
    with troubles_told(path), _archive(path) as archive:
        for entry in _entries(path, archive, wanted):
            with archive.open(entry) as member:
                yield Part(entry.filename, cast(BinaryIO, member))


def date_of(path: Path) -> date | None:
    """Return the month that a directory is of: from its name, else the newest day in its archive."""
    found = _NUMBERS_IN_NAME.search(path.name)
    if found is not None:
        return date(int(found[1]), int(found[2]), 1)
    named = _WORDS_IN_NAME.search(path.name)
    if named is not None:
        return date(int(named[2]), _MONTHS.index(named[1].lower()) + 1, 1)
    if not _is_archive(path):
        return None
    with troubles_told(path), _archive(path) as archive:
        return max((day for entry in archive.infolist() if (day := _day_of(entry)) is not None), default=None)


def _day_of(entry: zipfile.ZipInfo) -> date | None:
    try:
        day = date(*entry.date_time[:3])
    except ValueError:
        return None
    return day if day.year > 1980 else None


def _is_archive(path: Path) -> bool:
    if path.is_dir() or kind_of_workbook(path):
        return False
    with troubles_told(path), path.open("rb") as file:
        return file.read(4) in (b"PK\x03\x04", b"PK\x05\x06")


@contextmanager
def _archive(path: Path) -> Iterator[zipfile.ZipFile]:
    try:
        with zipfile.ZipFile(path) as archive:
            yield archive
    except (ValueError, IndexError, OverflowError, struct.error) as error:
        # zipfile lets these through when an archive's own figures are nonsense.
        raise zipfile.BadZipFile(str(error)) from error


def _entries(path: Path, archive: zipfile.ZipFile, wanted: Areas) -> list[zipfile.ZipInfo]:
    """Return the tables of an archive that may hold what is wanted. Raises BadImport when it holds none at all."""
    tables = [
        entry
        for entry in archive.infolist()
        if entry.filename.lower().endswith(".csv")
        and not _PAPERS & {part.casefold() for part in PurePosixPath(entry.filename).parts[:-1]}
    ]
    if not tables:
        raise BadImport(_("“{name}” holds no table of postcodes. Choose it as downloaded.").format(name=path.name))
    if any(entry.flag_bits & 1 for entry in tables):
        raise BadImport(_("“{name}” has a password. Unpack it and choose the CSV file.").format(name=path.name))
    by_area = {
        found[1].upper(): entry
        for entry in tables
        if (found := _OF_ONE_AREA.fullmatch(PurePosixPath(entry.filename).stem)) is not None and found[1] != "UK"
    }
    if by_area:
        letters = wanted.letters or by_area.keys()
        return [entry for area, entry in sorted(by_area.items()) if area in letters]
    return [max(tables, key=lambda entry: entry.file_size)]
