"""Which kinds a file may be, by its content and its ending: every kind is asked, and the other ways in."""

from __future__ import annotations

import re
import zipfile
import zlib
from dataclasses import dataclass
from html import unescape
from pathlib import Path
from typing import NoReturn

from models.errors import BadImport
from models.exchange.unpacking import troubles_told
from models.exchange.workbook.any_kind import kind_of_workbook
from models.exchange.workbook.as_csv import opened_table
from models.exchange.workbook.marked_up.pages import text_of_page
from models.exchange.workbook.marked_up.tokens import tokens_of
from models.imports.opening import FILE_KINDS
from models.imports.signs import CERTAIN, LIKELY, Recognises
from resources.i18n import _
from resources.i18n import marked as m

HEAD = 64 * 1024
"""Bytes that are looked at."""
_MOST_XML = 512 * 1024
_TEXTS = re.compile(r"<(?:\w+:)?(?:t|p)(?:\s[^>]*)?>([^<]*)<")
_BOOK = b"SQLite format 3\x00"


@dataclass(frozen=True, slots=True)
class OtherWay:
    """A file that comes in by another way than row by row; `title` and `words` are untranslated."""

    key: str
    title: str
    words: str
    """What becomes of it, and how it comes in."""
    recognises: Recognises

    @property
    def heading(self) -> str:
        """Return its title in the reader's language."""
        return _(self.title)


def head_of(path: Path) -> bytes:
    """Return what a file begins with: its bytes, unpacked where they are packed.

    Of a workbook these are its first texts in a line, and below them the first rows of its widest sheet.

    Raises BadImport, in a sentence, for a file that is not there or may not be read.
    """
    with troubles_told(path), path.open("rb") as file:
        start = file.read(HEAD)
    if kind_of_workbook(path) in ("html", "xml"):
        words = (token.text.strip() for token in tokens_of(text_of_page(start)) if not token.name)
        return "\t".join(filter(None, words)).encode("utf-8", "replace")
    texts = "\t".join(_texts_of_workbook(path)) if zipfile.is_zipfile(path) else ""
    try:
        with opened_table(path) as table, troubles_told(path):
            first = table.read(HEAD)
    except BadImport:
        first = b"" if texts else start
    return texts.encode("utf-8", "replace") + b"\n" * bool(texts) + first


def _texts_of_workbook(path: Path) -> list[str]:
    """Return the first texts of a workbook, be it of Excel or of LibreOffice; none for any other archive."""
    for member in ("xl/sharedStrings.xml", "xl/worksheets/sheet1.xml", "content.xml"):
        texts = [" ".join(unescape(text).split()) for text in _TEXTS.findall(_member(path, member)) if text.strip()]
        if texts:
            return texts[:1000]
    return []


def _member(path: Path, name: str) -> str:
    """Return the beginning of a file within an archive; nothing where it is not there or cannot be unpacked."""
    try:
        with zipfile.ZipFile(path) as archive, archive.open(name) as file:
            return file.read(_MOST_XML).decode("utf-8", "replace")
    except (KeyError, OSError, ValueError, EOFError, zipfile.BadZipFile, zlib.error, NotImplementedError, RuntimeError):
        return ""


def is_sheet(path: Path, _head: bytes) -> int:
    """Recognise a list of ours that was edited in Excel by the sheet that holds its keys."""
    from models.rounds.sheets import keys_sheet

    return CERTAIN * (path.suffix.lower() == ".xlsx" and keys_sheet() in unescape(_member(path, "xl/workbook.xml")))


def is_book(path: Path, head: bytes) -> int:
    """Recognise a record book: a locked one has nothing but its ending to tell it by."""
    named = path.suffix.lower() == ".liaison"
    return CERTAIN if named and head.startswith(_BOOK) else LIKELY * named


def is_archive(path: Path, _head: bytes) -> int:
    """Recognise the archive of a whole book by its description."""
    return LIKELY * ('"resources"' in _member(path, "datapackage.json"))


OTHER_WAYS = {
    way.key: way
    for way in (
        OtherWay(
            "sheet",
            m("A list of yours that was edited in Excel"),
            m("You see each difference before and after, and what was changed here meanwhile, before it is written."),
            is_sheet,
        ),
        OtherWay(
            "book",
            m("A record book"),
            m("It is opened as a whole, in the place of the book in view, which stays as it is."),
            is_book,
        ),
        OtherWay(
            "archive",
            m("An archive of a whole record book"),
            m(
                "A new book is made of it; the book in view stays as it is. Where it goes and its passphrase are asked "
                "first."
            ),
            is_archive,
        ),
    )
}


@dataclass(frozen=True, slots=True)
class Recognition:
    """A kind that a file may be; `key` is one of FILE_KINDS or of OTHER_WAYS."""

    key: str
    score: int
    title: str

    @property
    def is_import(self) -> bool:
        """Say whether it comes in with a preview, not by a way of its own."""
        return self.key in FILE_KINDS


def recognise(path: Path) -> tuple[Recognition, ...]:
    """Return the kinds that a file may be, the likeliest first; none where nothing here takes it.

    Raises BadImport, in a sentence, for a file that cannot be read at all.
    """
    if path.is_dir():
        raise BadImport(_("“{name}” is a folder. Choose the files in it.").format(name=path.name))
    head = head_of(path)
    asked = [Recognition(way.key, way.recognises(path, head), way.heading) for way in OTHER_WAYS.values()]
    asked += [Recognition(kind.key, kind.recognises(path, head), kind.heading) for kind in FILE_KINDS.values()]
    return tuple(sorted((one for one in asked if one.score), key=lambda one: -one.score))


def refuse_unknown(path: Path) -> NoReturn:
    """Raise BadImport with what can be said of a file that no kind takes: of a packed one, why it cannot be opened."""
    with opened_table(path):
        pass
    raise BadImport(_("“{name}” is no file that is known here. Say what it is, if you know.").format(name=path.name))


def is_sure(found: tuple[Recognition, ...]) -> bool:
    """Say whether the first kind stands out, so that nobody need be asked."""
    return len(found) == 1 or (len(found) > 1 and found[0].score >= LIKELY and found[0].score > found[1].score)
