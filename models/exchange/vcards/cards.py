"""What a card of an address book says, as much of it as this program keeps."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from models.exchange.vcards.content_lines import ContentLine, read_content_lines
from models.exchange.vcards.values import parts_of, plain, raw_parts


class CardKind(StrEnum):
    """What a card is about."""

    PERSON = "person"
    ORGANISATION = "organisation"
    LIST = "list"
    """A distribution list: its members are named, it has no address of its own."""


@dataclass(frozen=True, slots=True)
class CardWay:
    """A way to reach whom a card is about: the address or number as given, its kinds and whether it comes first."""

    value: str
    types: frozenset[str] = frozenset()
    """In small letters: `work`, `home`, `cell`, `fax` ..."""
    label: str = ""
    """What the person who keeps the book calls it."""
    preferred: bool = False


@dataclass(frozen=True, slots=True)
class CardAddress:
    """A postal address in the parts of RFC 6350, each as given; several lines of a part stand one below the other."""

    box: str = ""
    extended: str = ""
    street: str = ""
    town: str = ""
    region: str = ""
    postcode: str = ""
    country: str = ""
    types: frozenset[str] = frozenset()
    preferred: bool = False
    label: str = ""

    @property
    def lines(self) -> tuple[str, ...]:
        """Return what stands on an envelope between the name and the postcode."""
        parts = (self.box, self.extended, self.street, self.town, self.region)
        return tuple(line.strip() for part in parts for line in part.splitlines() if line.strip())


@dataclass(slots=True)
class Card:
    """One card: who it is about, where they work, how to reach them. Birthdays, pictures and keys are never kept."""

    number: int
    """The line its BEGIN stands on, from 1."""
    version: str = ""
    kind: CardKind = CardKind.PERSON
    display: str = ""
    family: str = ""
    given: str = ""
    additional: str = ""
    prefix: str = ""
    suffix: str = ""
    nickname: str = ""
    organisation: str = ""
    departments: tuple[str, ...] = ()
    title: str = ""
    role: str = ""
    emails: list[CardWay] = field(default_factory=list)
    phones: list[CardWay] = field(default_factory=list)
    addresses: list[CardAddress] = field(default_factory=list)
    websites: list[CardWay] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    categories: list[str] = field(default_factory=list)
    members: list[str] = field(default_factory=list)
    uid: str = ""
    changed: str = ""
    """When the card was last changed, as given."""
    more: list[str] = field(default_factory=list)
    """Further organisations and job titles than the first of each."""
    left_out: list[str] = field(default_factory=list)
    """Names of what the card holds and is not read, each once."""
    whole: bool = True
    """False for a card that the file breaks off in."""

    @property
    def name(self) -> str:
        """Return whom it is about, in the card's own words as far as it has any."""
        spoken = " ".join(part for part in (self.prefix, self.given, self.additional, self.family, self.suffix) if part)
        ways = [way.value for way in (*self.emails, *self.phones)]
        return next((name for name in (self.display, spoken, self.organisation, *ways) if name), "")


MOST_PROPERTIES = 20_000
"""Of one card; a list of that many members is none that anybody keeps."""

_KNOWN_QUIET = frozenset({"BEGIN", "END", "PRODID", "SOURCE", "CLASS", "MAILER", "PROFILE", "SORT-STRING"})
_APPLE_LABEL = re.compile(r"_?\$!<(.*)>!\$_?")


def read_cards(lines: Iterable[str], as_written: str = "utf-8") -> Iterator[Card]:
    """Give the cards of a file in their order; a card in a card (an agent) is passed over, a broken one ends early.

    `lines` are those of the file, decoded; `as_written` is the encoding they had.
    """
    gathered: list[ContentLine] | None = None
    depth = begun = 0
    for line in read_content_lines(lines, as_written):
        word = line.value.strip().upper()
        if line.name == "BEGIN" and word == "VCARD":
            if gathered is not None and depth == 1 and not _opens_agent(gathered):
                # The card before it has no end.
                yield _card(begun, gathered, whole=False)
                depth = 0
            depth += 1
            if depth == 1:
                gathered, begun = [], line.number
        elif line.name == "END" and word == "VCARD":
            depth -= 1
            if depth == 0 and gathered is not None:
                yield _card(begun, gathered, whole=True)
                gathered = None
            depth = max(depth, 0)
        elif depth == 1 and gathered is not None and len(gathered) < MOST_PROPERTIES:
            gathered.append(line)
    if gathered is not None:
        yield _card(begun, gathered, whole=False)


def _opens_agent(lines: Sequence[ContentLine]) -> bool:
    return bool(lines) and lines[-1].name == "AGENT"


def _card(number: int, lines: Sequence[ContentLine], *, whole: bool) -> Card:
    card = Card(number, whole=whole)
    labels = {line.group: _label(line.value) for line in lines if line.name == "X-ABLABEL" and line.group}
    for line in lines:
        reader = _READERS.get(line.name)
        if reader is not None:
            reader(card, line, labels.get(line.group, ""))
        elif line.name not in _KNOWN_QUIET and line.name != "X-ABLABEL" and line.name not in card.left_out:
            card.left_out.append(line.name)
    if card.kind is CardKind.PERSON and _is_company(card, lines):
        card.kind = CardKind.ORGANISATION
    return card


def _is_company(card: Card, lines: Sequence[ContentLine]) -> bool:
    """Say whether a card without a person's name stands for an organisation, or says so in Apple's way."""
    if any(line.name == "X-ABSHOWAS" and line.value.strip().upper() == "COMPANY" for line in lines):
        return True
    named = bool(card.given or card.family)
    return bool(card.organisation) and (card.display == card.organisation or not (card.display or named))


def _label(value: str) -> str:
    found = _APPLE_LABEL.fullmatch(value.strip())
    return found[1] if found else plain(value)


def _words_of(value: str) -> str:
    """Return a part of a name that may have several values: they are said one after the other."""
    return " ".join(word for word in parts_of(value, ",") if word)


def _of_one_value(card: Card, part: str) -> str:
    """Return the family or given name; in 2.1 a comma in one means nothing."""
    return plain(part) if card.version == "2.1" else _words_of(part)


def _read_name(card: Card, line: ContentLine, _called: str) -> None:
    parts = [*raw_parts(line.value), "", "", "", "", ""]
    card.family, card.given = (_of_one_value(card, part) for part in parts[:2])
    card.additional, card.prefix, card.suffix = (_words_of(part) for part in parts[2:5])


def _read_display(card: Card, line: ContentLine, _called: str) -> None:
    card.display = card.display or " ".join(plain(line.value).split())


def _read_organisation(card: Card, line: ContentLine, _called: str) -> None:
    if not card.organisation:
        card.organisation, *departments = parts_of(line.value)
        card.departments = tuple(part for part in departments if part)
    elif (more := parts_of(line.value)[0]) and more != card.organisation:
        card.more.append(more)


def _read_title(card: Card, line: ContentLine, _called: str) -> None:
    title = plain(line.value)
    if not card.title:
        card.title = title
    elif title and title != card.title and "ALTID" not in line.parameters:
        card.more.append(title)


def _read_kind(card: Card, line: ContentLine, _called: str) -> None:
    known = {"org": CardKind.ORGANISATION, "group": CardKind.LIST}
    card.kind = known.get(line.value.strip().casefold(), card.kind)


def _read_way(attribute: str, scheme: str = "") -> _Reader:
    """Return what reads a way to reach somebody, without the scheme of its address."""

    def read(card: Card, line: ContentLine, called: str) -> None:
        _add_way(getattr(card, attribute), line, called, scheme)

    return read


def _add_way(ways: list[CardWay], line: ContentLine, called: str, scheme: str) -> None:
    value = plain(line.value)
    if scheme and value.casefold().startswith(scheme):
        value = value[len(scheme) :].replace(";ext=", " ext ")
    if value:
        ways.append(CardWay(value, line.types - {"pref"}, called, _is_preferred(line)))


def _is_preferred(line: ContentLine) -> bool:
    return "pref" in line.types or line.parameters.get("PREF", [""])[0] == "1"


def _read_address(card: Card, line: ContentLine, called: str) -> None:
    box, extended, street, town, region, postcode, country, *_more = [*parts_of(line.value), *[""] * 7]
    parts = (box, extended, street, town, region, postcode, country)
    if any(parts):
        card.addresses.append(CardAddress(*parts, line.types - {"pref"}, _is_preferred(line), called))


def _read_note(card: Card, line: ContentLine, _called: str) -> None:
    if note := plain(line.value):
        card.notes.append(note)


def _read_categories(card: Card, line: ContentLine, _called: str) -> None:
    card.categories += [word for word in parts_of(line.value, ",") if word and word not in card.categories]


def _read_member(card: Card, line: ContentLine, _called: str) -> None:
    if member := plain(line.value):
        card.members.append(member)


def _read_line(attribute: str) -> _Reader:
    """Return what reads a property of one value; the first one counts."""

    def read(card: Card, line: ContentLine, _called: str) -> None:
        if not getattr(card, attribute):
            setattr(card, attribute, plain(line.value))

    return read


_Reader = Callable[[Card, ContentLine, str], None]

_READERS: dict[str, _Reader] = {
    "VERSION": _read_line("version"),
    "KIND": _read_kind,
    "X-ADDRESSBOOKSERVER-KIND": _read_kind,
    "FN": _read_display,
    "N": _read_name,
    "NICKNAME": _read_line("nickname"),
    "ORG": _read_organisation,
    "TITLE": _read_title,
    "ROLE": _read_line("role"),
    "EMAIL": _read_way("emails", "mailto:"),
    "TEL": _read_way("phones", "tel:"),
    "ADR": _read_address,
    "URL": _read_way("websites"),
    "NOTE": _read_note,
    "CATEGORIES": _read_categories,
    "MEMBER": _read_member,
    "X-ADDRESSBOOKSERVER-MEMBER": _read_member,
    "UID": _read_line("uid"),
    "REV": _read_line("changed"),
}
