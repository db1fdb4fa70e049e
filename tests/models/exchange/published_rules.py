"""The published rules of the open formats we write, put in our own words, and what checks a file against them.

Taken from the specifications themselves: Popolo (popoloproject.com/specs), Open Referral UK 3 (openreferraluk.org), the
properties of schema.org and what search engines require of an Event. Each shape says which facts a thing may have, of
which form, and which it must have; a fact that the format does not know is a fault.
"""

from __future__ import annotations

import re
import uuid
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any, TypeAlias

Check: TypeAlias = Callable[[Any], bool]


@dataclass(frozen=True)
class Several:
    """A list of things of one shape."""

    shape: str


@dataclass(frozen=True)
class One:
    """One thing of one shape, or of one of some."""

    shapes: tuple[str, ...]


@dataclass(frozen=True)
class Shape:
    """What a thing of a format is made of."""

    facts: Mapping[str, Check | Several | One]
    needed: frozenset[str] = field(default_factory=frozenset)


def faults(shapes: Mapping[str, Shape], name: str, thing: object, place: str = "") -> Iterator[str]:
    """Yield each way in which a thing is not of its shape, with where."""
    place = place or name
    if not isinstance(thing, dict):
        yield f"{place} is no object"
        return
    shape = shapes[name]
    yield from (f"{place} lacks {fact}" for fact in sorted(shape.needed - thing.keys()))
    for fact, value in thing.items():
        at, rule = f"{place}.{fact}", shape.facts.get(fact)
        if rule is None:
            yield f"{at} is unknown"
        elif isinstance(rule, Several):
            if not isinstance(value, list):
                yield f"{at} is no list"
                continue
            for number, one in enumerate(value):
                yield from faults(shapes, rule.shape, one, f"{at}[{number}]")
        elif isinstance(rule, One):
            found = [list(faults(shapes, each, value, at)) for each in rule.shapes]
            yield from min(found, key=len)
        elif not rule(value):
            yield f"{at} is {value!r}"


def text(value: object) -> bool:
    """Words, and not none."""
    return isinstance(value, str) and bool(value.strip())


def one_of(*words: str) -> Check:
    """One of some words."""
    return lambda value: value in words


def matches(pattern: str) -> Check:
    """A text of a pattern."""
    return lambda value: isinstance(value, str) and re.fullmatch(pattern, value) is not None


def number(least: float, most: float) -> Check:
    """A number between two."""
    return lambda value: isinstance(value, int | float) and not isinstance(value, bool) and least <= value <= most


def truth(value: object) -> bool:
    """Yes or no."""
    return isinstance(value, bool)


def day(value: object) -> bool:
    """A whole date."""
    return isinstance(value, str) and len(value) == 10 and _reads(date.fromisoformat, value)


def moment(value: object) -> bool:
    """A date and time with how far it is from UTC."""
    return isinstance(value, str) and "T" in value and _reads(_zoned, value)


def _zoned(value: str) -> None:
    if datetime.fromisoformat(value.replace("Z", "+00:00")).utcoffset() is None:
        raise ValueError(value)


def uid(value: object) -> bool:
    """A UUID as it is usually written."""
    return isinstance(value, str) and _reads(uuid.UUID, value) and str(uuid.UUID(value)) == value.lower()


def _reads(read: Callable[[str], object], value: str) -> bool:
    try:
        read(value)
    except ValueError:
        return False
    return True


uri = matches(r"[a-z][a-z0-9+.-]*:[^\s<>\"{}|\\^`]+")
email = matches(r"[^@\s]+@[^@\s]+")
fuzzy_date = matches(r"[0-9]{4}(-[0-9]{2}){0,2}")
"""A date as far as it is known, as Popolo writes it."""

_TIMES: dict[str, Check | Several | One] = {"created_at": moment, "updated_at": moment}

POPOLO: Mapping[str, Shape] = {
    "file": Shape(
        {
            "persons": Several("person"), "organizations": Several("organization"), "posts": Several("post"),
            "memberships": Several("membership"), "areas": Several("area"),
        },
        frozenset({"persons", "organizations", "memberships"}),
    ),
    "person": Shape(
        {
            "id": text, "name": text, "other_names": Several("other_name"), "identifiers": Several("identifier"),
            "family_name": text, "given_name": text, "additional_name": text, "honorific_prefix": text,
            "honorific_suffix": text, "patronymic_name": text, "sort_name": text, "email": email, "gender": text,
            "birth_date": fuzzy_date, "death_date": fuzzy_date, "image": uri, "summary": text, "biography": text,
            "national_identity": text, "contact_details": Several("contact_detail"), "links": Several("link"),
            "sources": Several("link"), **_TIMES,
        },
        frozenset({"id", "name"}),
    ),
    "organization": Shape(
        {
            "id": text, "name": text, "other_names": Several("other_name"), "identifiers": Several("identifier"),
            "classification": text, "parent_id": text, "area_id": text, "abstract": text, "description": text,
            "founding_date": fuzzy_date, "dissolution_date": fuzzy_date, "image": uri,
            "contact_details": Several("contact_detail"), "links": Several("link"), "sources": Several("link"),
            **_TIMES,
        },
        frozenset({"id", "name"}),
    ),
    "post": Shape(
        {
            "id": text, "label": text, "other_label": Several("other_name"), "role": text, "organization_id": text,
            "area_id": text, "start_date": fuzzy_date, "end_date": fuzzy_date,
            "contact_details": Several("contact_detail"), "links": Several("link"), "sources": Several("link"),
            **_TIMES,
        },
        frozenset({"id", "label", "organization_id"}),
    ),
    "membership": Shape(
        {
            "id": text, "label": text, "role": text, "person_id": text, "organization_id": text, "post_id": text,
            "on_behalf_of_id": text, "area_id": text, "start_date": fuzzy_date, "end_date": fuzzy_date,
            "contact_details": Several("contact_detail"), "links": Several("link"), "sources": Several("link"),
            **_TIMES,
        },
        frozenset({"person_id", "organization_id"}),
    ),
    "area": Shape(
        {
            "id": text, "name": text, "identifier": text, "classification": text, "parent_id": text,
            "sources": Several("link"), **_TIMES,
        },
        frozenset({"id", "name"}),
    ),
    "contact_detail": Shape(
        {
            "type": one_of("address", "cell", "email", "fax", "text", "textphone", "video", "voice"), "value": text,
            "label": text, "note": text, "valid_from": fuzzy_date, "valid_until": fuzzy_date,
            "sources": Several("link"), **_TIMES,
        },
        frozenset({"type", "value"}),
    ),
    "identifier": Shape({"identifier": text, "scheme": text}, frozenset({"identifier"})),
    "other_name": Shape(
        {"name": text, "note": text, "start_date": fuzzy_date, "end_date": fuzzy_date}, frozenset({"name"})
    ),
    "link": Shape({"url": uri, "note": text}, frozenset({"url"})),
}  # fmt: skip

OPEN_REFERRAL: Mapping[str, Shape] = {
    "file": Shape(
        {
            "total_items": number(0, 1e9), "total_pages": number(1, 1e9), "page_number": number(1, 1e9),
            "size": number(0, 1e9), "first_page": truth, "last_page": truth, "empty": truth,
            "contents": Several("service"),
        },
        frozenset({"total_items", "total_pages", "page_number", "size", "first_page", "last_page", "empty",
                   "contents"}),
    ),
    "service": Shape(
        {
            "id": uid, "name": text, "description": text, "url": uri, "email": email, "fees": text, "alert": text,
            "status": one_of("active", "inactive", "defunct", "temporarily closed"), "last_modified": moment,
            "assured_date": day, "assurer_email": email, "minimum_age": number(0, 130), "maximum_age": number(0, 130),
            "organization": One(("organization",)), "schedules": Several("schedule"), "contacts": Several("contact"),
            "service_at_locations": Several("service_at_location"),
        },
        frozenset({"id", "name", "status", "url", "organization"}),
    ),
    "organization": Shape(
        {
            "id": uid, "name": text, "description": text, "email": email, "website": uri, "logo": uri, "uri": uri,
            "parent_organization_id": uid, "organization_identifiers": Several("organization_identifier"),
        },
        frozenset({"id", "name", "description"}),
    ),
    "organization_identifier": Shape(
        {"id": uid, "identifier_scheme": text, "identifier_type": text, "identifier": text},
        frozenset({"id", "identifier_type", "identifier"}),
    ),
    "schedule": Shape(
        {
            "id": uid, "valid_from": day, "valid_to": day, "dtstart": day, "freq": one_of("WEEKLY", "MONTHLY"),
            "interval": number(1, 1000), "byday": text, "bymonthday": text, "description": text, "opens_at": text,
            "closes_at": text, "schedule_link": uri, "attending_type": text, "notes": text,
        },
        frozenset({"id"}),
    ),
    "service_at_location": Shape({"id": uid, "location": One(("location",))}, frozenset({"id", "location"})),
    "location": Shape(
        {
            "id": uid, "location_type": one_of("physical", "postal", "virtual"), "name": text, "description": text,
            "latitude": number(-90, 90), "longitude": number(-180, 180), "external_identifier": text,
            "external_identifier_type": text, "addresses": Several("address"),
        },
        frozenset({"id", "location_type"}),
    ),
    "address": Shape(
        {
            "id": uid, "attention": text, "address_1": text, "city": text, "region": text, "state_province": text,
            "postal_code": text, "country": matches("[A-Z]{2}"),
            "address_type": one_of("physical", "postal", "virtual"),
        },
        frozenset({"id", "address_1", "city", "state_province", "postal_code", "country", "address_type"}),
    ),
    "contact": Shape({"id": uid, "name": text, "title": text, "phones": Several("phone")}, frozenset({"id"})),
    "phone": Shape({"id": uid, "number": text, "description": text}, frozenset({"id", "number"})),
}  # fmt: skip


def _schema_org(value: str) -> Check:
    return matches(f"https://schema.org/({value})")


_EVENT_DATE: Check = lambda value: day(value) or moment(value)  # noqa: E731 -- a rule among rules

SCHEMA_ORG: Mapping[str, Shape] = {
    "file": Shape(
        {"@context": one_of("https://schema.org/", "https://schema.org"), "@graph": Several("Event")},
        frozenset({"@context", "@graph"}),
    ),
    "Event": Shape(
        {
            "@type": one_of("Event"), "@id": uri, "name": text, "description": text, "startDate": _EVENT_DATE,
            "endDate": _EVENT_DATE, "keywords": text, "isAccessibleForFree": truth,
            "eventStatus": _schema_org("EventScheduled|EventCancelled|EventPostponed|EventRescheduled"),
            "eventAttendanceMode": _schema_org("(Offline|Online|Mixed)EventAttendanceMode"),
            "location": One(("Place",)), "organizer": One(("Organization",)), "audience": One(("Audience",)),
            "offers": One(("Offer",)),
        },
        frozenset({"@type", "name", "startDate", "location"}),
    ),
    "Place": Shape(
        {"@type": one_of("Place"), "name": text, "address": One(("PostalAddress",)), "geo": One(("GeoCoordinates",))},
        frozenset({"@type"}),
    ),
    "PostalAddress": Shape(
        {
            "@type": one_of("PostalAddress"), "streetAddress": text, "addressLocality": text, "addressRegion": text,
            "postalCode": text, "addressCountry": matches("[A-Z]{2}"),
        },
        frozenset({"@type"}),
    ),
    "GeoCoordinates": Shape(
        {"@type": one_of("GeoCoordinates"), "latitude": number(-90, 90), "longitude": number(-180, 180)},
        frozenset({"@type", "latitude", "longitude"}),
    ),
    "Organization": Shape(
        {"@type": one_of("Organization"), "@id": uri, "name": text, "url": uri}, frozenset({"@type", "name"})
    ),
    "Audience": Shape({"@type": one_of("Audience"), "audienceType": text}, frozenset({"@type"})),
    "Offer": Shape(
        {"@type": one_of("Offer"), "price": matches(r"[0-9]+\.[0-9]{2}"), "priceCurrency": matches("[A-Z]{3}")},
        frozenset({"@type", "price", "priceCurrency"}),
    ),
}  # fmt: skip
