"""The headings of an email: who, when, and which emails it answers, as far as each can be read."""

from __future__ import annotations

import email.utils
import re
from collections.abc import Iterator
from datetime import UTC, datetime
from email.message import Message
from itertools import islice
from zoneinfo import ZoneInfo

from models.cleaning import clean
from models.exchange.emails import is_email
from models.exchange.mail_drafts import MailAddress

STUMBLES = (ValueError, LookupError, AttributeError, TypeError, AssertionError, RecursionError)
"""What the standard library raises for headings and parts that are not as the standards have them."""
_HERE = "Europe/London"
_ID = re.compile(r"<[^<>\s]+>")
_NAMED = re.compile(r"([^<>,;]{0,200})<\s*([^<>\s]{1,254})\s*>")
_LONGEST, _MOST_HEADINGS = 20_000, 50
"""Letters of headings, and how many of a name, that the standard library may take apart: it is slow with long ones."""
_LONGEST_PLAIN = 200_000
MOST_PEOPLE = 1_000
"""Of a heading; the others of a letter to very many are left out."""


def names_of(message: Message) -> Iterator[str]:
    """Give the names of the headings; asking a message for its items would read them all, bad ones too."""
    yield from (name for name, _raw in message.raw_items())


def heading(message: Message, name: str) -> str:
    """Return a heading as text, as far as it can be read."""
    if sum(map(len, _raws(message, name))) > _LONGEST:
        return clean(_raw(message, name)[:_LONGEST])
    try:
        return clean(str(message.get(name, "") or ""))
    except STUMBLES:
        return clean(_raw(message, name))


def _raws(message: Message, name: str) -> list[str]:
    """Return the headings of a name as they stand in the file."""
    found = (str(value) for called, value in message.raw_items() if called.casefold() == name.casefold())
    return list(islice(found, _MOST_HEADINGS))


def _raw(message: Message, name: str) -> str:
    """Return a heading as it stands in the file; letters above ASCII, which it should not have, as UTF-8 or Windows."""
    found = ", ".join(_raws(message, name))[:_LONGEST_PLAIN]
    return in_any_characters(found.encode("ascii", "surrogateescape")) if _has_odd_letters(found) else found


def _has_odd_letters(text: str) -> bool:
    """Say whether bytes of a heading were kept that are no ASCII, and nothing else is above it."""
    return not text.isascii() and all(letter < "\x80" or "\udc80" <= letter <= "\udcff" for letter in text)


def in_any_characters(data: bytes, named: str = "") -> str:
    """Return bytes as text: in the characters they are said to be in, else as UTF-8, else as Windows wrote them."""
    for characters in (*([named] if named else ()), "utf-8"):
        try:
            return data.decode(characters)
        except (LookupError, UnicodeDecodeError, ValueError):
            continue
    return data.decode("cp1252", "replace")


def people(message: Message, name: str) -> tuple[MailAddress, ...]:
    """Return whom a heading names, each address once."""
    raw = _raw(message, name)
    pairs = _parsed(message, name)
    if not raw.isascii() or not pairs or not all(is_email(address) for _called, address in pairs):
        pairs = _plainly(raw, heading(message, name)) or pairs
    known: dict[str, MailAddress] = {}
    for called, address in pairs:
        address = clean(address).strip()
        if "@" in address:
            known.setdefault(address.casefold(), MailAddress(" ".join(clean(called or "").split()), address))
    return tuple(known.values())[:MOST_PEOPLE]


def _parsed(message: Message, name: str) -> list[tuple[str, str]]:
    """Return the names and addresses of a heading as the standard library takes them apart; none where it cannot."""
    raws = _raws(message, name)
    if sum(map(len, raws)) > _LONGEST or len(raws) >= _MOST_HEADINGS:
        return []
    try:
        found = message.get_all(name, [])
        return [(one.display_name, one.addr_spec) for each in found for one in getattr(each, "addresses", ())]
    except STUMBLES:
        return []


def _plainly(*written: str) -> list[tuple[str, str]]:
    """Return the names and addresses of a heading that is not as the standards have it, from what reads best."""
    for text in written:
        found = [
            (name.strip(" \"'"), address)
            for name, address in _NAMED.findall(text[:_LONGEST_PLAIN])
            if is_email(address)
        ]
        if found:
            return [(heading_words(name), address) for name, address in found]
    pairs = email.utils.getaddresses([written[-1][:_LONGEST]])
    return [(name, address) for name, address in pairs if is_email(address)]


def heading_words(text: str) -> str:
    """Return words of a heading, those that are packed (RFC 2047) unpacked, on one line."""
    from email.header import decode_header, make_header

    try:
        return " ".join(str(make_header(decode_header(text))).split())
    except STUMBLES:
        return " ".join(text.split())


def moment(text: str) -> datetime | None:
    """Return when an email was sent, as clocks in England showed it, without a zone; None for what is no date."""
    try:
        sent = email.utils.parsedate_to_datetime(text)
    except STUMBLES:
        return None
    if sent.tzinfo is None:
        sent = sent.replace(tzinfo=UTC)
    try:
        return sent.astimezone(ZoneInfo(_HERE)).replace(tzinfo=None)
    except OverflowError:
        return None


def keys(text: str) -> tuple[str, ...]:
    """Return the names for all time that a heading gives, without their brackets."""
    return tuple(found.strip("<>") for found in _ID.findall(text))


def answered(message: Message) -> tuple[str, ...]:
    """Return the emails that one answers, the nearest first."""
    near = keys(heading(message, "In-Reply-To"))
    return tuple(dict.fromkeys((*near, *reversed(keys(heading(message, "References"))))))
