"""What the columns of a table of contacts may hold, and whose: a person's of the row, or the organisation's."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from resources.i18n import _
from resources.i18n import marked as m


class Holds(StrEnum):
    """What a column holds."""

    NOTHING = ""
    NAME = "name"
    TITLE = "title"
    GIVEN = "given"
    MIDDLE = "middle"
    FAMILY = "family"
    LETTERS = "post_nominals"
    KNOWN_AS = "known_as"
    ROLE = "role"
    DEPARTMENT = "department"
    ORGANISATION = "organisation"
    URN = "urn"
    EMAIL = "email"
    PHONE = "phone"
    MOBILE = "mobile"
    WEBSITE = "website"
    ADDRESS = "address"
    STREET = "street"
    TOWN = "town"
    COUNTY = "county"
    POSTCODE = "postcode"
    COUNTRY = "country"
    STARTS = "starts"
    ENDS = "ends"
    TERM_ENDS = "term_ends"
    APPOINTED_BY = "appointed_by"
    PARTY = "party"
    WARD = "ward"
    LAST_CONTACT = "last_contact"
    """A day, kept as a note with its heading and never as a conversation: a list says neither by which channel it was
    nor who spoke to whom, and a conversation made of guesses would be counted in every figure of contacts."""
    NOTE = "note"
    TAGS = "tags"
    EMAIL_LABEL = "email_label"
    PHONE_LABEL = "phone_label"


WORDS = {
    Holds.NOTHING: m("left out"),
    Holds.NAME: m("name"),
    Holds.TITLE: m("title"),
    Holds.GIVEN: m("first name"),
    Holds.MIDDLE: m("middle names"),
    Holds.FAMILY: m("surname"),
    Holds.LETTERS: m("letters after the name"),
    Holds.KNOWN_AS: m("known as"),
    Holds.ROLE: m("role"),
    Holds.DEPARTMENT: m("department"),
    Holds.ORGANISATION: m("organisation"),
    Holds.URN: m("URN"),
    Holds.EMAIL: m("email"),
    Holds.PHONE: m("phone"),
    Holds.MOBILE: m("mobile"),
    Holds.WEBSITE: m("website"),
    Holds.ADDRESS: m("address"),
    Holds.STREET: m("line of the address"),
    Holds.TOWN: m("town"),
    Holds.COUNTY: m("county"),
    Holds.POSTCODE: m("postcode"),
    Holds.COUNTRY: m("country"),
    Holds.STARTS: m("in the role since"),
    Holds.ENDS: m("in the role until"),
    Holds.TERM_ENDS: m("end of the term of office"),
    Holds.APPOINTED_BY: m("appointed by"),
    Holds.PARTY: m("party"),
    Holds.WARD: m("ward"),
    Holds.LAST_CONTACT: m("last contact, kept as a note"),
    Holds.NOTE: m("note"),
    Holds.TAGS: m("tags"),
    Holds.EMAIL_LABEL: m("kind of the email beside it"),
    Holds.PHONE_LABEL: m("kind of the number beside it"),
}

ORGANISATION, FIRST = 0, 1
"""Whose a column is: the organisation's, or the first person's of the row; 2, 3 … are others in the same row."""
MOST_PEOPLE = 6

_WAYS = (Holds.EMAIL, Holds.PHONE, Holds.MOBILE)
OF_ORGANISATIONS = frozenset(
    {*_WAYS, Holds.WEBSITE, Holds.ADDRESS, Holds.STREET, Holds.TOWN, Holds.COUNTY, Holds.POSTCODE, Holds.NOTE}
)
"""What a table may say of the organisation itself."""
OF_OTHERS = (Holds.NAME, Holds.TITLE, Holds.GIVEN, Holds.FAMILY, Holds.ROLE, *_WAYS)
"""What a table may say of a second person in the row."""


@dataclass(frozen=True, slots=True)
class Held:
    """What a column holds, and whose."""

    holds: Holds
    who: int = FIRST

    @property
    def key(self) -> str:
        """Return it as the file of choices writes it: "email", "organisation_email", "email_2"."""
        if self.who == ORGANISATION and self.holds in OF_ORGANISATIONS:
            return f"organisation_{self.holds}"
        return f"{self.holds}_{self.who}" if self.who > FIRST else str(self.holds)

    @property
    def words(self) -> str:
        """Return it in the reader's language."""
        words = _(WORDS[self.holds])
        if self.who == ORGANISATION and self.holds in OF_ORGANISATIONS:
            return _("{what} of the organisation").format(what=words)
        return _("{what} of person {number}").format(what=words, number=self.who) if self.who > FIRST else words


def _all_held() -> tuple[Held, ...]:
    ways = tuple(Held(holds, ORGANISATION) for holds in Holds if holds in OF_ORGANISATIONS)
    others = tuple(Held(holds, who) for who in range(2, MOST_PEOPLE + 1) for holds in OF_OTHERS)
    return (*(Held(holds) for holds in Holds), *ways, *others)


KEYS: dict[str, Held] = {held.key: held for held in _all_held()}
"""All that a user may say a column holds, by the key that a file of choices writes."""
