"""How a card's addresses and numbers are kept: which kind each is, what to call it, and whose home stays out."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from models.exchange.emails import is_email, understand_emails
from models.exchange.incoming import Postal, Way
from models.exchange.phone_kinds import phone_kind
from models.exchange.phones import understand_phones
from models.exchange.vcards.cards import Card, CardAddress, CardWay
from models.geography import normalise_postcode
from models.vocabulary import ContactPointKind
from resources.i18n import _

_LABELS = (
    ("fax", "Fax"),
    ("textphone", "Textphone"),
    ("pager", "Pager"),
    ("work", "Work"),
    ("home", "Home"),
    ("car", "Car"),
    ("main", "Main"),
)
"""Kinds that say what a number or address is called, the most telling first; voice, internet and so on say nothing."""

_OWN_KIND = re.compile(r"x-([a-z][a-z ]{1,30})")
_MACHINE_KINDS = frozenset({"custom", "voice", "internet", "other", "mobil", "mobile", "cell", "uid"})
_LEAST_DIGITS = 3
_SEVERAL_FROM = 16
"""Digits of a value that may be two numbers; no number has as many."""

_HOME_LABELS = frozenset({"home", "private", "home address"})


def ways_of(card: Card, remarks: list[str]) -> Iterator[Way]:
    """Give the ways to reach whom a card is about, each value of a kind once; what is none is told."""
    ways = (
        *(way for one in card.emails for way in _emails(one, remarks)),
        *(way for one in card.phones for way in _phones(one, remarks)),
        *(_way(ContactPointKind.WEB, one) for one in card.websites),
    )
    seen: set[tuple[ContactPointKind, str]] = set()
    for way in ways:
        key = way.kind, way.value.casefold()
        if key not in seen:
            seen.add(key)
            yield way


def _emails(one: CardWay, remarks: list[str]) -> Iterator[Way]:
    """Give the addresses of a value: Lotus Notes writes the name along, and people write several into one."""
    if is_email(one.value):
        yield _way(ContactPointKind.EMAIL, one)
        return
    found = understand_emails(one.value)
    remarks += found.remarks
    for email in found.emails:
        yield _way(ContactPointKind.EMAIL, replace(one, value=email.address))


def _phones(one: CardWay, remarks: list[str]) -> Iterator[Way]:
    """Give the numbers of a value: people write several into one, or words."""
    digits = sum(map(str.isdigit, one.value))
    if digits < _LEAST_DIGITS:
        remarks.append(_("“{text}” is no telephone number; it was left out.").format(text=one.value[:80]))
        return
    several = understand_phones(one.value).phones if digits >= _SEVERAL_FROM else ()
    for value in [each.value for each in several] if len(several) > 1 else [one.value]:
        part = replace(one, value=value)
        yield _way(_phone_kind(part), part)


def _way(kind: ContactPointKind, one: CardWay) -> Way:
    label = one.label or next((words for word, words in _LABELS if word in one.types), "") or _own_label(one.types)
    return Way(kind, " ".join(one.value.split()), label, one.preferred)


def _own_label(types: frozenset[str]) -> str:
    """Return what somebody calls a number by a kind of their own (`X-Evenings`)."""
    own = (
        found[1] for word in sorted(types) if (found := _OWN_KIND.fullmatch(word)) and found[1] not in _MACHINE_KINDS
    )
    return next((word.capitalize() for word in own), "")


def _phone_kind(one: CardWay) -> ContactPointKind:
    """Return whether a number is a mobile's: its card says so, or its own first digits do."""
    if "fax" in one.types or "pager" in one.types:
        return ContactPointKind.PHONE
    return ContactPointKind.MOBILE if one.types & {"cell", "mobile"} else phone_kind(one.value)


def postal_of(addresses: Sequence[CardAddress], remarks: list[str]) -> Postal:
    """Return the postal address of a card, that of work first; one of somebody's home is left out, and that is said."""
    kept = [one for one in addresses if not _is_home(one)]
    if len(kept) < len(addresses):
        remarks.append(_("A home address was left out."))
    if not kept:
        return Postal()
    chosen = max(kept, key=lambda one: ("work" in one.types, one.preferred))
    if len(kept) > 1:
        remarks.append(_("Of several addresses one was taken: “{address}”.").format(address=_in_one_line(chosen)))
    parts = (chosen.box, chosen.extended, chosen.street)
    lines = tuple(" ".join(line.split()) for part in parts for line in part.splitlines() if line.strip())
    return Postal(
        lines,
        " ".join(chosen.town.split()),
        " ".join(chosen.region.split()),
        normalise_postcode(chosen.postcode) or " ".join(chosen.postcode.split()),
        "" if _is_home_country(chosen.country) else " ".join(chosen.country.split()),
    )


def _is_home(address: CardAddress) -> bool:
    return "work" not in address.types and ("home" in address.types or address.label.casefold() in _HOME_LABELS)


def _is_home_country(country: str) -> bool:
    known = ("", "uk", "gb", "united kingdom", "great britain", "england", "wales", "scotland", "northern ireland")
    return country.strip().casefold() in known


def _in_one_line(address: CardAddress) -> str:
    return ", ".join(part for part in (*address.lines, address.postcode) if part)
