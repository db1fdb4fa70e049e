"""What a file is, told by its first words: signs of each kind, from 0 (it is not) to CERTAIN.

`head` is what `models.imports.recognising.head_of` gives: the first bytes of the file, unpacked where it is packed; of
a workbook its first texts with tabs between them, and below that line the first rows of its widest sheet.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterator
from pathlib import Path

from models.exchange.calendars.bank_holidays import says_bank_holidays
from models.exchange.reading import DELIMITERS, detect_delimiter, first_records, marked_encoding
from models.text import sort_key

CERTAIN, LIKELY, POSSIBLE = 100, 60, 20
"""The file says itself what it is; its headings are those of the kind; nothing speaks against it."""

Recognises = Callable[[Path, bytes], int]

OLD_OFFICE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
"""How old workbooks and the messages of Outlook begin."""
_TABLES = (".csv", ".tsv", ".tab", ".txt", ".xlsx", ".xlsm", ".xls", ".ods", ".htm", ".html")
_TOLD_KINDLY = (".ldif", ".slk", ".dif", ".fods", ".numbers", ".xlsb", ".xltx", ".ots")
"""Tables in forms that are not read; whoever reads tables of contacts says what to do instead."""
_PACKED = (".gz", ".xz", ".zip")
_OFTEN_ELSE = (*_PACKED, ".xml", ".htm", ".html")
"""Anything may be in these: it has to have the headings of a table."""
_LINES = 60
_CARD = re.compile(r"^[^\S\n]*BEGIN:VCARD[^\S\n]*$", re.IGNORECASE | re.MULTILINE)
_CALENDAR = re.compile(r"^[^\S\n]*BEGIN:VCALENDAR[^\S\n]*$", re.IGNORECASE | re.MULTILINE)
_MAIL = re.compile(r"^(from|to|subject|date|message-id|received|return-path|mime-version|x-unsent):", re.IGNORECASE)
_ROOT = re.compile(r"<\s*([A-Za-z_][\w.:-]*)")
_POSTCODE = re.compile(r'^"?[A-Z]{1,2}\d[A-Z\d]? ?\d[A-Z]{2}"?,\d\d,\d{1,7},\d{1,7},', re.IGNORECASE)
_CONTACT_WORDS = {
    "first name", "last name", "given name", "family name", "surname", "forename", "display name", "e-mail address",
    "e-mail 1 - value", "email", "e-mail", "email address", "mobile", "mobile phone", "phone", "telephone", "tel",
    "company", "organisation", "organization name", "organisation name", "job title", "contact", "contact name",
    "name", "title", "primary email", "postcode", "school",
}  # fmt: skip
_COUNCILLOR_WORDS = {
    "councillor", "cllr", "party", "ward", "division", "political party", "electoral ward", "political group",
    "ward name", "electoral division", "party name", "ballot paper id", "post label", "elected",
}  # fmt: skip


def text_of(head: bytes) -> str:
    """Return the head as text, lines ended by a newline; a wrong guess of the letters above ASCII does no harm here."""
    return _decoded(head).replace("\r\n", "\n").replace("\r", "\n")


def _decoded(head: bytes) -> str:
    for mark, encoding in ((b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"), (b"\xef\xbb\xbf", "utf-8-sig")):
        if head.startswith(mark):
            return head.decode(encoding, "replace")
    return head.decode(marked_encoding(head)[0] or "utf-8", "replace")


def _rows(text: str) -> Iterator[list[str]]:
    """Yield the first rows of a table, as the likeliest delimiter cuts them and then as each other does."""
    lines = [line for line in text.splitlines() if line.strip()][:_LINES]
    guess = detect_delimiter(lines)
    for delimiter in (guess, *(one for one in DELIMITERS if one != guess)):
        yield from (cells for _line, cells in first_records(lines, delimiter))


def _headings(head: bytes, words: Collection[str]) -> int:
    """Return how many of some headings the row of the first ones that has most of them has."""
    return max((len({sort_key(cell) for cell in cells} & _folded(words)) for cells in _rows(text_of(head))), default=0)


def _folded(words: Collection[str]) -> set[str]:
    return {sort_key(word) for word in words}


def _is_table(path: Path) -> bool:
    endings = [ending.lower() for ending in path.suffixes]
    return bool(endings) and (endings[-1] in _TABLES or (endings[-1] in _PACKED and endings[-2:-1] != [".tar"]))


def is_vcard(path: Path, head: bytes) -> int:
    """Recognise cards by their first line, wherever it stands."""
    found = _CARD.search(text_of(head)) and not _is_certain_mail(head)
    return CERTAIN if found else POSSIBLE * (path.suffix.lower() in (".vcf", ".vcard"))


def is_calendar(path: Path, head: bytes) -> int:
    """Recognise calendars by their first line, and the bank holidays of GOV.UK.

    An invitation by email has that line too, and is an email.
    """
    text = text_of(head)
    if text.lstrip().startswith("{"):
        return CERTAIN * says_bank_holidays(text)
    found = _CALENDAR.search(text) and not _is_certain_mail(head)
    return CERTAIN if found else POSSIBLE * (path.suffix.lower() in (".ics", ".ifb", ".ical", ".vcs"))


def gias_shape(head: bytes) -> str:
    """Return which file of Get Information about Schools has these headings: "governance", "links"; "" for none."""
    from models.exchange.gias_fields import recognise

    found = (recognise([cell.strip() for cell in cells]) for cells in _rows(text_of(head)))
    return next((str(shape.kind) for shape in found if shape is not None), "")


def is_governance(_path: Path, head: bytes) -> int:
    """Recognise the files of governors, and the template that governors are uploaded with."""
    if gias_shape(head) == "governance":
        return CERTAIN
    return LIKELY * (_headings(head, ("Governor role", "Appointing body", "GID", "Date of appointment", "Surname")) > 2)


def is_groups(_path: Path, head: bytes) -> int:
    """Recognise the files of trusts and federations, and of the schools that belong to them."""
    return CERTAIN * (gias_shape(head) in ("groups", "memberships"))


def is_register(_path: Path, head: bytes) -> int:
    """Recognise the other files of the register: schools, links, types."""
    return CERTAIN * (gias_shape(head) not in ("", "governance", "groups", "memberships"))


def is_councillors(path: Path, head: bytes) -> int:
    """Recognise the answer of ModernGov, Popolo, and tables of councillors."""
    text = text_of(head).lstrip()
    if text.startswith("<"):
        names = [name.lower().rpartition(":")[2] for name in _ROOT.findall(text[:4000])]
        return CERTAIN * ("councillorsbyward" in names)
    if text.startswith(("{", "[")):
        return LIKELY * ('"persons"' in text or '"memberships"' in text or '"family_name"' in text)
    found = _headings(head, _COUNCILLOR_WORDS) if _is_table(path) else 0
    return LIKELY + 10 if found > 1 else POSSIBLE + 5 if found else 0


def is_contacts(path: Path, head: bytes) -> int:
    """Recognise tables of people by two headings of theirs; any table may be one."""
    if not _is_table(path) and path.suffix.lower() not in (*_TOLD_KINDLY, ".xml"):
        return 0
    found = 0 if head.startswith(b"PK") else _headings(head, _CONTACT_WORDS)
    if path.suffix.lower() in _OFTEN_ELSE:
        return LIKELY + min(found, 5) if found > 1 else 0
    return LIKELY + min(found, 5) if found > 1 else POSSIBLE


def _is_bare_directory(head: bytes) -> bool:
    """Say whether a table says of postcodes where they are, and nothing else."""
    return any({sort_key(cell) for cell in cells} == {"postcode", "lat", "long"} for cells in _rows(text_of(head)))


def is_postcodes(path: Path, head: bytes) -> int:
    """Recognise Code-Point Open, which has no headings, and the directories of the ONS, which do."""
    text = text_of(head)
    if any(_POSTCODE.match(line) for line in text.splitlines()[:3]) or _is_bare_directory(head):
        return CERTAIN
    return CERTAIN * (_headings(head, ("pcd", "pcds", "pcd7", "pcd8", "oseast1m", "osnrth1m", "lat", "long")) > 2)


def is_exchange(_path: Path, head: bytes) -> int:
    """Recognise what a partner shares by the word that such a file says of itself."""
    from models.exchange.partner_file import FORMAT

    return CERTAIN * (f'"format": "{FORMAT}"' in text_of(head))


def is_mail(path: Path, head: bytes) -> int:
    """Recognise messages by their heads, and those of Outlook by their ending."""
    if path.suffix.lower() == ".msg":
        return CERTAIN * head.startswith(OLD_OFFICE)
    if _is_certain_mail(head):
        return CERTAIN
    heads = _mail_heads(head)
    return LIKELY if len(heads) > 1 and path.suffix.lower() == ".eml" else POSSIBLE * (path.suffix.lower() == ".eml")


def _mail_heads(head: bytes) -> set[str]:
    """Return which headings of an email the first lines are."""
    return {found[1].lower() for line in text_of(head).splitlines()[:_LINES] if (found := _MAIL.match(line))}


def _is_certain_mail(head: bytes) -> bool:
    heads = _mail_heads(head)
    return len(heads) > 2 and bool(heads & {"from", "received"})
