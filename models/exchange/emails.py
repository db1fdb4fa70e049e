"""Email addresses as lists write them: several in a cell, with names, with marks that a word processor put in."""

from __future__ import annotations

import re
from dataclasses import dataclass

from resources.i18n import _

_BETWEEN = re.compile(r"\s*(?:[;,\n\r|]|\s/\s|\s(?:and|or|&)\s)\s*")
_IN_ANGLES = re.compile(r"<\s*(?:mailto:)?([^<>\s]+)\s*>", re.IGNORECASE)
_ADDRESS = re.compile(
    r"[^\s@<>()\[\]\\,;:\"]{1,64}@(?:[^\W_](?:[\w-]{0,61}[^\W_])?\.){1,10}[^\W\d_](?:[\w-]{0,61}[^\W_])"
)
_LONGEST = 254
_QUOTES = str.maketrans({"’": "'", "‘": "'", "‛": "'", "\u200b": "", "\ufeff": "", "\xad": ""})
MOST_ADDRESSES = 20
LONGEST_CELL = 2_000
"""Letters of a cell that are looked at for addresses."""


@dataclass(frozen=True, slots=True)
class EmailFound:
    """One address of a cell."""

    address: str
    name: str = ""
    """Whose it is, as the cell says: "Bob Bell <bob@example.org>"."""


@dataclass(frozen=True, slots=True)
class EmailsFound:
    """The addresses of a cell, and what of it is none."""

    emails: tuple[EmailFound, ...] = ()
    remarks: tuple[str, ...] = ()
    """What was put right or left out, in sentences."""


def is_email(text: str) -> bool:
    """Say whether a text has the form of an email address; nobody is asked whether it exists."""
    if text.count("@") != 1 or len(text) > _LONGEST or ".." in text or text.startswith(".") or ".@" in text:
        return False
    return _ADDRESS.fullmatch(text) is not None


def understand_emails(cell: str) -> EmailsFound:
    """Return the addresses in a cell; what is none is told, words for nothing aside.

    >>> [one.address for one in understand_emails("pta@barton.example.org; Al Khan <akhan@example.org>").emails]
    ['pta@barton.example.org', 'akhan@example.org']
    """
    text = cell.strip()[:LONGEST_CELL]
    if text[:1].isalnum() and is_email(text) and text.isascii():
        return EmailsFound((EmailFound(text),))
    if text[:3].lower() in ("/o=", "/o ") or text[:4].upper() == "EX:/":
        return EmailsFound((), (_no_way_out(text),))
    remarks: list[str] = []
    found: list[EmailFound] = []
    for name, part in _parts(text)[:MOST_ADDRESSES]:
        address = _address(part, remarks)
        if address and address.lower() not in {other.address.lower() for other in found}:
            found.append(EmailFound(address, name))
    return EmailsFound(tuple(found), tuple(remarks))


def _all_addresses(text: str) -> bool:
    """Say whether blanks alone stand between several addresses."""
    words = text.replace(";", " ").replace(",", " ").split()
    return len(words) > 1 and all("@" in word for word in words)


def _parts(text: str) -> list[tuple[str, str]]:
    """Return what stands for an address each, after whose it is: "Bell, Ann <ann@example.org>" is one."""
    if "<" in text:
        return _named_parts(text)
    if _all_addresses(text):
        return [("", word) for word in text.replace(";", " ").replace(",", " ").split()]
    return [("", part) for part in _BETWEEN.split(text) if part.strip()]


def _named_parts(text: str) -> list[tuple[str, str]]:
    """Return the addresses in angles with the names before them, and what stands between."""
    parts: list[tuple[str, str]] = []
    end = 0
    for found in _IN_ANGLES.finditer(text):
        parts.append((text[end : found.start()].strip(" ,;\"'"), found[1]))
        end = found.end()
    rest = text[end:] if parts else text
    return [*parts, *(("", part) for part in _BETWEEN.split(rest) if part.strip(" ;,"))]


def _address(part: str, remarks: list[str]) -> str:
    """Return the address in a part, "" where there is none; what was put right or left out is told."""
    given = part.strip(" \t.,;:<>'\"()[]“”").removeprefix("mailto:").removeprefix("MAILTO:")
    address = given.translate(_QUOTES)
    if not is_email(address) and " " in address:
        address = re.sub(r"\s*@\s*", "@", address) if address.count("@") == 1 else address
        words = [word for word in address.split() if is_email(word.strip("()[]<>.,:;"))]
        address = words[0].strip("()[]<>.,:;") if len(words) == 1 else address
    if not is_email(address):
        if any(map(str.isalnum, given)):
            remarks.append(
                _("“{text}” is no email address; it was left out.").format(text=" ".join(given.split())[:80])
            )
        return ""
    if address != given:
        remarks.append(_("“{given}” was read as {address}.").format(given=given[:80], address=address))
    return address


def _no_way_out(text: str) -> str:
    return _(
        "“{text}” is an address inside an Exchange server, not an email address; it was left out. Look the real one up "
        "in Outlook."
    ).format(text=text[:40] + ("…" if len(text) > 40 else ""))
