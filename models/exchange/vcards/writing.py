"""Cards of an address book as a file: vCard 3.0, which everything reads, or 4.0."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from models.exchange.vcards.cards import Card, CardKind, CardWay

VERSIONS = ("3.0", "4.0")

_LINE_END = re.compile("\r\n?|[\n\v\f\x1c-\x1e\x85\u2028\u2029]")
"""What any reader takes for the end of a line."""
_WIDTH = 75
"""Bytes of a line before it is folded (RFC 6350, 3.2)."""


def write_cards(cards: Iterable[Card], version: str = "3.0") -> Iterator[str]:
    r"""Give the text of a file of cards, card by card, lines ended and folded; to be written as UTF-8.

    Types a version has no word for are left out; a label is written as a group that Apple and Google read.

    >>> "".join(write_cards([Card(1, display="Ann Bell", family="Bell", given="Ann")])).splitlines()
    ['BEGIN:VCARD', 'VERSION:3.0', 'FN:Ann Bell', 'N:Bell;Ann;;;', 'END:VCARD']
    """
    if version not in VERSIONS:
        raise ValueError(version)
    for card in cards:
        yield "".join(_folded(line) for line in _lines(card, version))


def _lines(card: Card, version: str) -> Iterator[str]:
    yield "BEGIN:VCARD"
    yield f"VERSION:{version}"
    if card.kind is not CardKind.PERSON and version == "4.0":
        yield f"KIND:{'org' if card.kind is CardKind.ORGANISATION else 'group'}"
    elif card.kind is CardKind.LIST:
        yield "X-ADDRESSBOOKSERVER-KIND:group"
    yield f"FN:{_escaped(card.name)}"
    if version == "3.0" or card.kind is CardKind.PERSON:
        yield f"N:{_parts(card.family, card.given, card.additional, card.prefix, card.suffix)}"
    if card.nickname:
        yield f"NICKNAME:{_escaped(card.nickname)}"
    if card.organisation or card.departments:
        yield f"ORG:{_parts(card.organisation, *card.departments)}"
    if card.kind is CardKind.ORGANISATION and version == "3.0":
        yield "X-ABShowAs:COMPANY"
    for name, value in (("TITLE", card.title), ("ROLE", card.role)):
        if value:
            yield f"{name}:{_escaped(value)}"
    yield from _ways(card, version)
    for address in card.addresses:
        parts = (address.box, address.extended, address.street, address.town, address.region)
        types = _types(address.types, address.preferred, version)
        yield f"ADR{types}:{_parts(*parts, address.postcode, address.country)}"
    for note in card.notes:
        yield f"NOTE:{_escaped(note)}"
    if card.categories:
        yield f"CATEGORIES:{','.join(_escaped(word) for word in card.categories)}"
    member = "MEMBER" if version == "4.0" else "X-ADDRESSBOOKSERVER-MEMBER"
    yield from (f"{member}:{_escaped(one)}" for one in card.members)
    yield from (f"{name}:{_escaped(value)}" for name, value in (("UID", card.uid), ("REV", card.changed)) if value)
    yield "END:VCARD"


def _ways(card: Card, version: str) -> Iterator[str]:
    grouped = 0
    for name, ways in (("EMAIL", card.emails), ("TEL", card.phones), ("URL", card.websites)):
        for way in ways:
            group = ""
            if way.label:
                grouped += 1
                group = f"item{grouped}."
            yield f"{group}{name}{_way_types(way, version)}:{_escaped(way.value)}"
            if way.label:
                yield f"{group}X-ABLabel:{_escaped(way.label)}"


def _way_types(way: CardWay, version: str) -> str:
    return _types(way.types, way.preferred, version)


def _types(types: frozenset[str], preferred: bool, version: str) -> str:
    words = sorted(word for word in types if word.replace("-", "").isalnum() and word.isascii())
    if version == "4.0":
        words = [word for word in words if word != "internet"]
        return "".join(f";TYPE={word}" for word in words) + (";PREF=1" if preferred else "")
    return "".join(f";TYPE={word}" for word in [*words, *(["pref"] if preferred else [])])


def _parts(*parts: str) -> str:
    return ";".join(_escaped(part) for part in parts)


def _escaped(value: str) -> str:
    for sign in "\\,;":
        value = value.replace(sign, f"\\{sign}")
    value = _LINE_END.sub("\\\\n", value)
    return "".join(letter for letter in value if letter >= " " or letter == "\t")


def _folded(line: str) -> str:
    """Return a line with its end, folded so that no part has more than 75 bytes and no letter is cut."""
    if len(line) <= _WIDTH and line.isascii():
        return f"{line}\r\n"
    parts, size, begin, room = [], 0, 0, _WIDTH
    for at, letter in enumerate(line):
        wide = len(letter.encode("utf-8", "replace"))
        if size + wide > room:
            parts.append(line[begin:at])
            begin, size, room = at, 0, _WIDTH - 1
        size += wide
    return "\r\n ".join([*parts, line[begin:]]) + "\r\n"
