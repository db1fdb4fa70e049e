"""Contacts as classic Outlook takes them in: its own 92 columns, every cell quoted, Windows-1252.

Outlook reads a table in the characters of Windows, whatever mark stands before it; the mark of UTF-8 would even spoil
the first heading, so that no column is matched by itself. So the table is Windows-1252, which has every letter of
English, Welsh and most neighbours. Where a name needs another letter the whole table is UTF-8 with a mark: nothing is
lost then, and whoever asked for the table is told.

There is room for three addresses and a few numbers; what goes beyond them stands in the notes.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator

from models.exchange.vcards.cards import Card, CardKind, CardWay
from models.formulas import csv_reach, csv_text
from resources.i18n import _

COLUMNS = (
    *("Title", "First Name", "Middle Name", "Last Name", "Suffix", "Company", "Department", "Job Title"),
    *(
        f"{which} {part}"
        for which in ("Business", "Home", "Other")
        for part in ("Street", "Street 2", "Street 3", "City", "State", "Postal Code", "Country/Region")
    ),
    *("Assistant's Phone", "Business Fax", "Business Phone", "Business Phone 2", "Callback", "Car Phone"),
    *("Company Main Phone", "Home Fax", "Home Phone", "Home Phone 2", "ISDN", "Mobile Phone", "Other Fax"),
    *("Other Phone", "Pager", "Primary Phone", "Radio Phone", "TTY/TDD Phone", "Telex", "Account", "Anniversary"),
    *("Assistant's Name", "Billing Information", "Birthday", "Business Address PO Box", "Categories", "Children"),
    *("Directory Server", "E-mail Address", "E-mail Type", "E-mail Display Name", "E-mail 2 Address"),
    *("E-mail 2 Type", "E-mail 2 Display Name", "E-mail 3 Address", "E-mail 3 Type", "E-mail 3 Display Name"),
    *("Gender", "Government ID Number", "Hobby", "Home Address PO Box", "Initials", "Internet Free Busy"),
    *("Keywords", "Language", "Location", "Manager's Name", "Mileage", "Notes", "Office Location"),
    *("Organizational ID Number", "Other Address PO Box", "Priority", "Private", "Profession", "Referred By"),
    *("Sensitivity", "Spouse", "User 1", "User 2", "User 3", "User 4", "Web Page"),
)

_USUAL = {
    "Anniversary": "0/0/00",
    "Birthday": "0/0/00",
    "Gender": "Unspecified",
    "Priority": "Normal",
    "Private": "False",
    "Sensitivity": "Normal",
}
"""What Outlook writes where it knows nothing."""
_EMAILS = ("E-mail", "E-mail 2", "E-mail 3")
_PLAIN_PHONES = ("Business Phone", "Business Phone 2", "Other Phone", "Primary Phone", "Callback")
_PHONES = {
    "cell": ("Mobile Phone", "Other Phone", "Primary Phone"),
    "home": ("Home Phone", "Home Phone 2", "Other Phone"),
    "pager": ("Pager",),
    "car": ("Car Phone",),
    "main": ("Company Main Phone", *_PLAIN_PHONES),
    "textphone": ("TTY/TDD Phone",),
}
_AS_GIVEN = frozenset({*(name for name in COLUMNS if "Phone" in name or "Fax" in name or name.endswith("Address"))})


def write_outlook(cards: Iterable[Card]) -> tuple[bytes, str]:
    """Return contacts as a table for Outlook and the characters it is in; lists are left out."""
    text = io.StringIO(newline="")
    writer = csv.writer(text, quoting=csv.QUOTE_ALL)
    writer.writerow(COLUMNS)
    for card in cards:
        if card.kind is not CardKind.LIST:
            cells = _USUAL | _cells(card)
            writer.writerow(_written(name, cells.get(name, "")) for name in COLUMNS)
    try:
        return text.getvalue().encode("cp1252"), "windows-1252"
    except UnicodeEncodeError:
        return text.getvalue().encode("utf-8-sig"), "utf-8"


def _written(name: str, value: str) -> str:
    cell = csv_reach(value) if name in _AS_GIVEN else csv_text(value)
    return cell.replace("\n", "\r\n")


def _cells(card: Card) -> dict[str, str]:
    is_person = card.kind is CardKind.PERSON
    found = {
        "Title": card.prefix,
        "First Name": card.given,
        "Middle Name": card.additional,
        "Last Name": card.family or ("" if card.given or not is_person else card.display),
        "Suffix": card.suffix,
        "Company": card.organisation,
        "Department": ", ".join(card.departments),
        "Job Title": card.title,
        "Categories": ";".join(word.replace(";", ",") for word in card.categories),
    }
    notes = [*card.notes]
    notes += [_("Also: {value}").format(value=value) for value in (*_emails(card, found), *_phones(card, found))]
    _addresses(card, found)
    if card.websites:
        found["Web Page"] = card.websites[0].value
        notes += [way.value for way in card.websites[1:]]
    found["Notes"] = "\n".join(notes)
    return found


def _emails(card: Card, found: dict[str, str]) -> Iterator[str]:
    """Fill in the email addresses; give those that have no column."""
    for place, way in zip(_EMAILS, card.emails, strict=False):
        found |= {f"{place} Address": way.value, f"{place} Type": "SMTP"}
        found[f"{place} Display Name"] = f"{card.name} ({way.value})"
    yield from (way.value for way in card.emails[len(_EMAILS) :])


def _phones(card: Card, found: dict[str, str]) -> Iterator[str]:
    """Fill in the numbers, each in a column that says what it is; give those that have none."""
    for way in card.phones:
        place = next((name for name in _places(way) if name not in found), None)
        if place is None:
            yield way.value
        else:
            found[place] = way.value


def _places(way: CardWay) -> tuple[str, ...]:
    if "fax" in way.types:
        return ("Home Fax", "Other Fax") if "home" in way.types else ("Business Fax", "Other Fax")
    return next((places for word, places in _PHONES.items() if word in way.types), _PLAIN_PHONES)


def _addresses(card: Card, found: dict[str, str]) -> None:
    """Fill in up to one address of work, one of home and another one."""
    for address in card.addresses:
        wanted = "Home" if "home" in address.types or address.label.casefold() == "home" else "Business"
        which = next((name for name in (wanted, "Other") if f"{name} City" not in found), None)
        if which is None:
            return
        street = [
            line for part in (address.box, address.extended, address.street) for line in part.splitlines() if line
        ]
        found |= {
            f"{which} Street": street[0] if street else "",
            f"{which} Street 2": street[1] if len(street) > 1 else "",
            f"{which} Street 3": "\n".join(street[2:]),
            f"{which} City": address.town,
            f"{which} State": address.region,
            f"{which} Postal Code": address.postcode,
            f"{which} Country/Region": address.country,
        }
