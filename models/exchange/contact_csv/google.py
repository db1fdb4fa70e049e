"""Contacts as Google Contacts takes them in: the headings it writes itself since 2024, UTF-8 without a mark.

A contact has as many addresses and numbers as there are columns for, so there are as many columns as the fullest
contact needs. The asterisk marks the one that comes first.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator, Sequence

from models.exchange.vcards.cards import Card, CardAddress, CardKind, CardWay
from models.formulas import csv_reach, csv_text

_BEFORE = (
    *("First Name", "Middle Name", "Last Name", "Phonetic First Name", "Phonetic Middle Name", "Phonetic Last Name"),
    *("Name Prefix", "Name Suffix", "Nickname", "File As"),
    *("Organization Name", "Organization Title", "Organization Department"),
    *("Birthday", "Notes", "Photo", "Labels"),
)
_ADDRESS_PARTS = (
    "Label",
    "Formatted",
    "Street",
    "City",
    "PO Box",
    "Region",
    "Postal Code",
    "Country",
    "Extended Address",
)
_ALL = "* myContacts"
"""The group of all contacts; whoever is not in it is hidden among "Other contacts"."""
_BETWEEN = " ::: "
_SAID = {"work": "Work", "home": "Home", "cell": "Mobile", "pager": "Pager", "main": "Main", "car": "Car"}


def write_google(cards: Iterable[Card]) -> bytes:
    """Return contacts as a table for Google Contacts; lists have no place in it and are left out."""
    listed = [card for card in cards if card.kind is not CardKind.LIST]
    most = [max([1, *(len(ways) for ways in several)]) for several in zip(*map(_several, listed), strict=True)] or [
        1
    ] * 4
    text = io.StringIO(newline="")
    writer = csv.writer(text)
    writer.writerow(_headings(most))
    writer.writerows(_row(card, most) for card in listed)
    return text.getvalue().encode("utf-8")


def _several(card: Card) -> tuple[Sequence[object], ...]:
    """Return what a contact may have several of, in the order of the columns."""
    return card.emails, card.phones, card.addresses, card.websites


def _headings(most: Sequence[int]) -> Iterator[str]:
    yield from _BEFORE
    pair = ("Label", "Value")
    for what, count, parts in zip(
        ("E-mail", "Phone", "Address", "Website"), most, (pair, pair, _ADDRESS_PARTS, pair), strict=True
    ):
        for number in range(1, count + 1):
            yield from (f"{what} {number} - {part}" for part in parts)


def _row(card: Card, most: Sequence[int]) -> Iterator[str]:
    is_person = card.kind is CardKind.PERSON
    names = (card.given, card.additional, card.family) if is_person else ("", "", "")
    labels = (_ALL, *(word.replace(":::", ":") for word in card.categories))
    before = (
        *names,
        *("", "", ""),
        *(card.prefix, card.suffix, card.nickname),
        card.display if is_person and not any(names) else "",
        *(card.organisation, card.title, ", ".join(card.departments)),
        *("", "\n".join(card.notes), ""),
        _BETWEEN.join(labels),
    )
    yield from map(csv_text, before)
    emails, phones, addresses, websites = most
    for ways, count in ((card.emails, emails), (card.phones, phones)):
        yield from _pairs(ways, count)
    for address in card.addresses[:addresses]:
        yield from map(csv_text, _address(address))
    yield from [""] * (len(_ADDRESS_PARTS) * (addresses - len(card.addresses)))
    yield from _pairs(card.websites, websites)


def _pairs(ways: Sequence[CardWay], count: int) -> Iterator[str]:
    for way in ways:
        label = _label(way)
        yield csv_text(f"* {label}" if way.preferred and label else label)
        yield csv_reach(way.value)
    yield from ["", ""] * (count - len(ways))


def _label(way: CardWay) -> str:
    if way.label:
        return way.label
    if "fax" in way.types:
        return "Home Fax" if "home" in way.types else "Work Fax"
    return next((words for word, words in _SAID.items() if word in way.types), "")


def _address(one: CardAddress) -> tuple[str, ...]:
    label = one.label or next((words for word, words in _SAID.items() if word in one.types), "")
    whole = "\n".join(dict.fromkeys([*one.lines, *(part for part in (one.postcode, one.country) if part)]))
    return label, whole, one.street, one.town, one.box, one.region, one.postcode, one.country, one.extended
