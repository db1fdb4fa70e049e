"""Files that are chosen for a table of contacts and are something else: what they are, and what to do about it."""

from __future__ import annotations

import re
import zipfile
from pathlib import Path

from models.errors import BadImport
from models.exchange.unpacking import troubles_told
from resources.i18n import _
from resources.i18n import marked as m

_LOOKED_AT = 4096
_FLAT = re.compile(r"\s*<\?xml\b.{0,4096}urn:oasis:names:tc:opendocument", re.DOTALL)
"""A spreadsheet of LibreOffice as one file of XML."""
_OTHERS: tuple[tuple[re.Pattern[str], str], ...] = (
    (
        re.compile(r"(?:version: *\d+\s+)?dn::? ?\S", re.IGNORECASE),
        m(
            "“{name}” is an address book in a form of its own (LDIF). In Thunderbird export the address book as vCard "
            "or as CSV (comma separated), and choose that."
        ),
    ),
    (
        re.compile(r"ID;P\w*|TABLE\r?\n0,1\b"),
        m(
            "“{name}” is a spreadsheet in an old form of exchange (SYLK or DIF). Open it in your spreadsheet program, "
            "save it as an Excel workbook (.xlsx), and choose that."
        ),
    ),
    (
        re.compile(r"MIME-Version:\s*1\.0\s.{0,2000}multipart/related", re.IGNORECASE | re.DOTALL),
        m(
            "“{name}” is a web page with all its parts in one file (MHTML). Open it in your spreadsheet program, save "
            "it as an Excel workbook (.xlsx), and choose that."
        ),
    ),
    (
        re.compile(r"BEGIN:VCARD\b", re.IGNORECASE),
        m("“{name}” holds contact cards, not a table. Import it as vCard."),
    ),
    (
        re.compile(r"BEGIN:VCALENDAR\b", re.IGNORECASE),
        m("“{name}” holds a calendar, not a table of contacts. Import it as a calendar."),
    ),
    (
        re.compile(r"\{\\rtf"),
        m(
            "“{name}” is a text document (RTF). Copy its table into your spreadsheet program, save it as an Excel "
            "workbook (.xlsx), and choose that."
        ),
    ),
    (
        re.compile(r"[\[{]\s*[\[{\"]"),
        m(
            "“{name}” is a file for programs (JSON), not a table of contacts. Where it comes from export them as CSV, "
            "vCard or an Excel workbook, and choose that."
        ),
    ),
)


def refuse_other_kinds(path: Path) -> None:
    """Raise BadImport, with what to do, for a file whose first bytes say that it is no table that is read here."""
    with troubles_told(path), path.open("rb") as file:
        start = file.read(_LOOKED_AT)
    if start.startswith(b"PK") and _is_of_numbers(path):
        raise BadImport(_said(_("“{name}” is a spreadsheet of Apple Numbers. {advice}"), path.name))
    text = start.removeprefix(b"\xef\xbb\xbf").decode("latin-1").lstrip()
    for sign, words in _OTHERS:
        if sign.match(text):
            raise BadImport(_(words).format(name=path.name))
    if _FLAT.match(text):
        raise BadImport(_said(_("“{name}” is a spreadsheet as one file of XML. {advice}"), path.name))


def _said(words: str, name: str) -> str:
    advice = _("Open it in your spreadsheet program, save it as an Excel workbook (.xlsx), and choose that.")
    return words.format(name=name, advice=advice)


def _is_of_numbers(path: Path) -> bool:
    """Say whether an archive is a document of Numbers, by the ending of its parts."""
    try:
        with zipfile.ZipFile(path) as archive:
            return any(name.endswith(".iwa") for name in archive.namelist()[:200])
    except (zipfile.BadZipFile, OSError, ValueError):
        # Damaged ones are told of by whoever opens them.
        return False
