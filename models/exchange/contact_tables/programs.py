"""Whose table it is by its headings: Outlook's, Google's of now and before, Thunderbird's, read to the letter."""

from __future__ import annotations

from collections.abc import Sequence
from enum import StrEnum

from models.exchange.contact_tables.headings import understand_heading
from models.exchange.contact_tables.holding import Holds
from models.text import sort_key
from resources.i18n import marked as m


class AddressBook(StrEnum):
    """The programs whose contacts are known by their headings."""

    OUTLOOK = m("Outlook contacts")
    GOOGLE = m("Google contacts")
    OLD_GOOGLE = m("Google contacts, as before 2024")
    THUNDERBIRD = m("Thunderbird address book")


_SIGNS: tuple[tuple[AddressBook, frozenset[str]], ...] = (
    (AddressBook.GOOGLE, frozenset({"organization name", "e mail 1 label", "e mail 1 value"})),
    (AddressBook.GOOGLE, frozenset({"first name", "last name", "e mail 1 value"})),
    (AddressBook.GOOGLE, frozenset({"first name", "last name", "labels", "phone 1 value"})),
    (AddressBook.OLD_GOOGLE, frozenset({"given name", "family name", "e mail 1 value"})),
    (AddressBook.OLD_GOOGLE, frozenset({"given name", "family name", "group membership"})),
    (AddressBook.OUTLOOK, frozenset({"first name", "last name", "business phone"})),
    (AddressBook.OUTLOOK, frozenset({"first name", "last name", "e mail address", "e mail display name"})),
    (AddressBook.THUNDERBIRD, frozenset({"display name", "primary email"})),
    (AddressBook.THUNDERBIRD, frozenset({"first name", "last name", "screen name"})),
)
_SHOWN = frozenset(
    {"display name", "anzeigename", "nom a afficher", "nom d affichage", "nombre para mostrar", "nome visualizzato"}
    | {"weergavenaam", "wyswietlana nazwa", "nome a mostrar"}
)
"""A name to be shown, beside first name and surname: only Thunderbird and its kin have all three."""
_MANY = 60
"""Outlook has 92 columns in every language; no list of a school has as many of its own that are all known."""


def address_book_of(headings: Sequence[str]) -> AddressBook | None:
    """Return the program whose headings these are, None for a list of somebody's own."""
    words = frozenset(map(sort_key, headings))
    for program, signs in _SIGNS:
        if signs <= words:
            return program
    held = {found.holds for heading in headings if (found := understand_heading(heading))}
    if words & _SHOWN and {Holds.GIVEN, Holds.FAMILY, Holds.EMAIL} <= held:
        return AddressBook.THUNDERBIRD
    known = sum(understand_heading(heading) is not None for heading in headings)
    if len(headings) >= _MANY and known * 3 >= len(headings):
        return AddressBook.OUTLOOK
    return None
