"""An address book of vCards as what comes in from any file: people, organisations and lists."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path

from models.errors import BadImport, Stopped
from models.exchange.incoming import (
    ContactsRead,
    IncomingContact,
    IncomingList,
    IncomingOrganisation,
    IncomingPerson,
    Office,
    Place,
    Recognised,
    Way,
)
from models.exchange.names.cells import understand_names
from models.exchange.reading import Cancelled, TextSource, look_at
from models.exchange.role_words import understand_role
from models.exchange.vcards.cards import Card, CardKind, read_cards
from models.exchange.vcards.ways import postal_of, ways_of
from models.vocabulary import ContactPointKind
from resources.i18n import _, ngettext
from resources.i18n import marked as m

MOST_BYTES = 200 * 1024 * 1024
"""Of an address book; one of 3,000 people with their pictures has a third of it."""
MOST_LINES = 2_000_000
MOST_CARDS = 30_000
MOST_LETTERS = 40_000_000
"""Letters that are kept of a whole file."""
_LINES_A_STEP = 20_000
_MANY_WORDS = 3
"""Of a name that may be that of an office, cut in two by the address book."""

_HEADINGS = (m("Name"), m("Organisation"), m("Job title"), m("Email"), m("Phone"))
_LEFT_OUT = {
    "BDAY": m("birthday"),
    "ANNIVERSARY": m("anniversary"),
    "PHOTO": m("picture"),
    "LOGO": m("logo"),
    "SOUND": m("sound"),
    "KEY": m("key"),
    "IMPP": m("chat address"),
    "X-SOCIALPROFILE": m("social network"),
    "RELATED": m("relations"),
    "GEO": m("map position"),
    "AGENT": m("card of an assistant"),
    "X-ABRELATEDNAMES": m("relations"),
    "X-SPOUSE": m("relations"),
    "X-ABDATE": m("anniversary"),
    "X-ANNIVERSARY": m("anniversary"),
    "GENDER": m("gender"),
    "X-GENDER": m("gender"),
}
"""What a card may hold that is not kept, in plain words; the rest is known to programs only and not told."""

_MACHINE_TAGS = frozenset({"mycontacts", "my contacts", "starred", "starred in android", "imported"})
"""Groups that address books put everybody in."""


def read_vcards(path: Path, cancelled: Cancelled | None = None) -> ContactsRead:
    """Return whom the cards of a file are about.

    Raises BadImport when it holds no cards or is far too large; Stopped when asked to stop.
    """
    source = look_at(path, cancelled, _("a file of vCards (.vcf)"))
    if source.size > MOST_BYTES:
        raise _too_much(path)
    contacts: list[IncomingContact] = []
    versions: Counter[str] = Counter()
    letters = 0
    with source.lines() as lines:
        for card in read_cards(_bounded(lines, path, cancelled), source.encoding):
            versions[card.version] += 1
            contacts.append(contact_of(card))
            letters += _letters_of(card)
            if len(contacts) > MOST_CARDS or letters > MOST_LETTERS:
                raise _too_much(path)
    if not contacts:
        raise BadImport(_("“{name}” holds no vCards. Choose a file that ends in .vcf.").format(name=path.name))
    return ContactsRead(_recognised(source, versions), tuple(map(_, _HEADINGS)), tuple(contacts))


def _letters_of(card: Card) -> int:
    """Return about how much of a card is kept."""
    ways = [way.value for way in (*card.emails, *card.phones, *card.websites)]
    lines = [line for address in card.addresses for line in address.lines]
    names = (card.display, card.family, card.given, card.additional, card.organisation, card.title, card.role)
    return sum(map(len, (*names, *card.departments, *card.notes, *card.members, *card.categories, *ways, *lines)))


def _recognised(source: TextSource, versions: Counter[str]) -> Recognised:
    count = sum(versions.values())
    known = ", ".join(sorted(version for version in versions if version in ("2.1", "3.0", "4.0")))
    words = ngettext("{kind}, {count} card", "{kind}, {count} cards", count)
    return Recognised("vcard", words.format(kind=f"vCard {known}".strip(), count=count), encoding=source.encoding)


def _bounded(lines: Iterable[str], path: Path, cancelled: Cancelled | None) -> Iterator[str]:
    """Give the lines of a file, as long as there are not far too many and nobody wants to stop."""
    for number, line in enumerate(lines):
        if number % _LINES_A_STEP == 0:
            if number > MOST_LINES:
                raise _too_much(path)
            if cancelled is not None and cancelled():
                raise Stopped(_("The import was stopped. Nothing was changed."))
        yield line


def _too_much(path: Path) -> BadImport:
    words = _("“{name}” holds more than an address book does. Export fewer contacts, without their pictures.")
    return BadImport(words.format(name=path.name))


def contact_of(card: Card) -> IncomingContact:
    """Return what a card is about."""
    if card.kind is CardKind.LIST:
        return _list_of(card)
    if card.kind is CardKind.ORGANISATION:
        return _organisation_of(card)
    return _person_of(card)


def _person_of(card: Card) -> IncomingPerson:
    remarks, doubts = _told(card)
    title, given, family = _name_of(card, remarks, doubts)
    ways = tuple(ways_of(card, remarks))
    return IncomingPerson(
        card.number,
        card.name,
        _key(card),
        _cells(card, ways),
        postal=postal_of(card.addresses, remarks),
        remarks=tuple(remarks),
        doubts=tuple(doubts),
        refusal="" if card.name else _("The card names nobody."),
        title=title,
        given_name=given,
        family_name=family,
        post_nominals=card.suffix,
        known_as=card.nickname.partition(",")[0].strip(),
        place=Place(" ".join(card.organisation.split())),
        offices=_offices(card),
        ways=ways,
        note=_note(card),
        tags=_tags(card),
    )


def _organisation_of(card: Card) -> IncomingOrganisation:
    remarks, doubts = _told(card)
    name = " ".join((card.organisation or card.display).split())
    person = " ".join(part for part in (card.prefix, card.given, card.family) if part)
    if person and person.casefold() != name.casefold() and card.display.casefold() != person.casefold():
        remarks.append(_("The card is of an organisation and also names {person}.").format(person=person))
    elif person and person.casefold() != name.casefold():
        doubts.append(
            _("The card is of the organisation “{name}” and of {person}. Enter the person by hand.").format(
                name=name, person=person
            )
        )
    ways = tuple(ways_of(card, remarks))
    website = next((way.value for way in ways if way.kind is ContactPointKind.WEB), "")
    return IncomingOrganisation(
        card.number,
        card.name,
        _key(card),
        _cells(card, ways),
        postal=postal_of(card.addresses, remarks),
        remarks=tuple(remarks),
        doubts=tuple(doubts),
        refusal="" if name else _("The card names no organisation."),
        place=Place(name),
        ways=tuple(way for way in ways if way.value != website or way.kind is not ContactPointKind.WEB),
        website=website,
        note=_note(card),
        tags=_tags(card),
    )


def _list_of(card: Card) -> IncomingList:
    remarks, doubts = _told(card)
    members = tuple(dict.fromkeys(member for one in card.members if (member := _member(one))))
    if not members:
        remarks.append(_("The list has no members."))
    return IncomingList(
        card.number,
        card.name,
        _key(card),
        _cells(card, ()),
        tuple(remarks),
        tuple(doubts),
        "" if card.name else _("The list has no name."),
        members=members,
    )


def _member(written: str) -> str:
    """Return a member of a list as the key of its card, or as its address."""
    scheme, _colon, rest = written.strip().partition(":")
    if scheme.casefold() == "mailto":
        return rest.strip()
    if "@" in written and scheme.casefold() != "urn":
        return written.strip()
    return _key_of(written)


def _key(card: Card) -> str:
    return _key_of(card.uid) if card.uid else ""


def _key_of(uid: str) -> str:
    """Return the key of a card by its UID, which some programs write with its scheme and others without."""
    plain = uid.strip()
    if plain.casefold().startswith("urn:uuid:"):
        plain = plain[len("urn:uuid:") :]
    return f"vcard:{plain}" if plain else ""


def _name_of(card: Card, remarks: list[str], doubts: list[str]) -> tuple[str, str, str]:
    """Return title, given and family name; how a name was cut that stands in one piece is told."""
    given = " ".join(part for part in (card.given, card.additional) if part)
    if given or card.family:
        if (
            len(f"{given} {card.family}".split()) >= _MANY_WORDS
            and not understand_names(card.display or card.name).people
        ):
            doubts.append(_("“{name}” may be no person. Say who it is, or leave the card out.").format(name=card.name))
        return card.prefix, given or _given_in(card), card.family
    if not card.display:
        if card.name:
            doubts.append(_("The card has no name. Give the person one, or leave it out."))
        return card.prefix, "", card.name
    people = understand_names(card.display).people
    if len(people) != 1:
        doubts.append(
            _("“{name}” is not the name of one person. Give it, or leave the card out.").format(name=card.display)
        )
        return card.prefix, "", card.display
    (one,) = people
    if "," in card.display or len(one.given_name.split()) > 1:
        words = _("The name stood in one piece: “{family}” was taken as the family name.")
        remarks.append(words.format(family=one.family_name))
    doubts += one.doubts
    return card.prefix or one.title, one.given_name, one.family_name


def _given_in(card: Card) -> str:
    """Return the given name where only the name in one piece has it: a card may give the family name alone."""
    people = understand_names(card.display).people
    same = len(people) == 1 and people[0].family_name.casefold() == card.family.casefold()
    return people[0].given_name if same else ""


def _offices(card: Card) -> tuple[Office, ...]:
    words = " ".join((card.title or card.role).split())
    if not words:
        return ()
    role, local = understand_role(words)
    return (Office(role, local),)


def _note(card: Card) -> str:
    lines = list(card.notes)
    if card.departments:
        lines.append(_("Department: {name}").format(name=", ".join(card.departments)))
    if card.title and card.role and card.title.casefold() != card.role.casefold():
        lines.append(_("Role: {role}").format(role=card.role))
    return "\n".join(lines)


def _tags(card: Card) -> tuple[str, ...]:
    plain = (" ".join(word.split()).lstrip("* ") for word in card.categories)
    return tuple(dict.fromkeys(word for word in plain if word and word.casefold() not in _MACHINE_TAGS))


def _told(card: Card) -> tuple[list[str], list[str]]:
    """Return the remarks and the doubts that a card begins with."""
    left_out = dict.fromkeys(_(_LEFT_OUT[name]) for name in card.left_out if name in _LEFT_OUT)
    remarks = [_("Left out: {what}.").format(what=", ".join(left_out))] if left_out else []
    if card.more:
        told = _("The card also names {what}. Add that by hand.")
        remarks.append(told.format(what=", ".join(f"“{one}”" for one in card.more[:5])))
    broken = [] if card.whole else [_("The file breaks off in this card, so something may be missing.")]
    return remarks, broken


def _cells(card: Card, ways: Iterable[Way]) -> tuple[str, ...]:
    """Return the card as a row, for those that are given back."""
    kept = list(ways)
    email = next((way.value for way in kept if way.kind is ContactPointKind.EMAIL), "")
    phone = next((way.value for way in kept if way.kind in (ContactPointKind.PHONE, ContactPointKind.MOBILE)), "")
    return card.name, card.organisation, card.title, email, phone
