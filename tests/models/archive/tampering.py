"""Archives taken apart, altered, and put together again with a list of hashes that fits, as somebody skilled would."""

from __future__ import annotations

import csv
import hashlib
import io
import zipfile
from pathlib import Path

from models.exchange.archive.shape import MANIFEST

Files = dict[str, bytes]


def unpacked(place: Path) -> Files:
    """Return the files of an archive."""
    with zipfile.ZipFile(place) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def packed(files: Files, place: Path, *, manifest: bool = True) -> Path:
    """Write an archive; with `manifest` the list of hashes is made anew."""
    if manifest:
        listed = sorted(name for name in files if name != MANIFEST)
        lines = (f"{hashlib.sha256(files[name]).hexdigest()}  {name}\n" for name in listed)
        files = {**files, MANIFEST: "".join(lines).encode()}
    with zipfile.ZipFile(place, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    return place


def table(data: bytes) -> list[dict[str, str]]:
    """Return the rows of a file of the archive as any program reads them."""
    return list(csv.DictReader(io.StringIO(data.decode("utf-8-sig"), newline="")))


def with_rows(data: bytes, rows: list[dict[str, str]], *more: str) -> bytes:
    """Return the file with other rows, and with more columns where some are named."""
    names = [*next(csv.reader(io.StringIO(data.decode("utf-8-sig"), newline=""))), *more]
    text = io.StringIO(newline="")
    writer = csv.DictWriter(text, names, restval="x")
    writer.writeheader()
    writer.writerows(rows)
    return text.getvalue().encode("utf-8-sig")
