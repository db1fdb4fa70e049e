"""Email addresses as lists write them: several in a cell, with names, with marks that a word processor put in."""

from __future__ import annotations

import re
from dataclasses import dataclass

from resources.i18n import _

_BETWEEN = re.compile(r"\s*(?:[;,\n\r|]|\s/\s|\s(?:and|or|&)\s)\s*")
_NAMED = re.compile(r"([^<>]*)<\s*(?:mailto:)?([^<>\s]+)\s*>")
_ADDRESS = re.compile(
    r"[^\s@<>()\[\]\\,;:\"]{1,64}@(?:[^\W_](?:[\w-]{0,61}[^\W_])?\.){1,10}[^\W\d_](?:[\w-]{0,61}[^\W_])"
)
_LONGEST = 254
_QUOTES = str.maketrans({"’": "'", "‘": "'", "‛": "'", "\u200b": "", "\ufeff": "", "\xad": ""})
MOST_ADDRESSES = 20


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
    text = cell.strip()
    if is_email(text) and text.isascii():
        return EmailsFound((EmailFound(text),))
    remarks: list[str] = []
    if text[:3].lower() in ("/o=", "/o ") or text[:4].upper() == "EX:/":
        return EmailsFound((), (_no_way_out(text),))
    if " " in text and _NAMED.search(text) is None and " @" not in text and "@ " not in text:
        text = ";".join(word for word in text.split() if "@" in word) if _all_addresses(text) else text
    found: list[EmailFound] = []
    for part in _parts(text)[:MOST_ADDRESSES]:
        one = _one(part, remarks)
        if one is not None and one.address.lower() not in {other.address.lower() for other in found}:
            found.append(one)
    return EmailsFound(tuple(found), tuple(remarks))


def _all_addresses(text: str) -> bool:
    """Say whether blanks alone stand between several addresses."""
    words = text.replace(";", " ").replace(",", " ").split()
    return len(words) > 1 and all("@" in word for word in words)


def _parts(text: str) -> list[str]:
    """Return what stands for an address each; a comma within a name before <…> divides nothing."""
    if "<" in text:
        named = [found[0] for found in _NAMED.finditer(text)]
        rest = _NAMED.sub(";", text)
        return [*named, *(part for part in _BETWEEN.split(rest) if part.strip(" ;,"))]
    return [part for part in _BETWEEN.split(text) if part.strip()]


def _one(part: str, remarks: list[str]) -> EmailFound | None:
    named = _NAMED.search(part)
    name = named[1].strip(" ,;\"'") if named else ""
    given = (named[2] if named else part).strip(" \t.,;:<>'\"()[]“”").removeprefix("mailto:").removeprefix("MAILTO:")
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
        return None
    if address != given:
        remarks.append(_("“{given}” was read as {address}.").format(given=given[:80], address=address))
    return EmailFound(address, name)


def _no_way_out(text: str) -> str:
    return _(
        "“{text}” is an address inside an Exchange server, not an email address; it was left out. Look the real one up "
        "in Outlook."
    ).format(text=text[:40] + ("…" if len(text) > 40 else ""))
