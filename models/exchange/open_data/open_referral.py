"""What organisations offer to the community, in Open Referral UK 3 (openreferraluk.org), the GOV.UK standard.

The file is a page of the standard's list of services with all of them on it: `contents` holds services with their
organisation, locations, schedules and contacts. A contact is the office of the organisation; people are never named.
Ids of what has no record of its own are made from that of its record, so they stay the same.
"""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from datetime import UTC
from typing import Any
from urllib.parse import quote

from models.exchange.open_data.entries import CommunityOffer, OpenOrganisation
from models.exchange.open_data.writing import as_json, filled, web_address

COUNTRY = "GB"


def write_open_referral(offers: Sequence[CommunityOffer]) -> bytes:
    """Return all that is offered as one page of services."""
    return as_json(
        {
            "total_items": len(offers),
            "total_pages": 1,
            "page_number": 1,
            "size": len(offers),
            "first_page": True,
            "last_page": True,
            "empty": not offers,
            "contents": [_service(one) for one in offers],
        }
    )


def _service(one: CommunityOffer) -> dict[str, Any]:
    return filled(
        {
            "id": one.uid,
            "name": one.name,
            "description": one.description,
            "url": _url(one),
            "email": one.organisation.email,
            "status": "active",
            "fees": "There is a charge." if one.is_charged else "",
            "last_modified": one.changed and one.changed.replace(tzinfo=UTC).isoformat().replace("+00:00", "Z"),
            "schedules": _schedules(one),
            "service_at_locations": _locations(one),
            "organization": _organisation(one.organisation),
            "contacts": _contacts(one),
        }
    )


def _url(one: CommunityOffer) -> str:
    """Return where a service is found, which the standard requires: without a website, how its provider is reached."""
    owner = one.organisation
    return web_address(owner.website) or (
        f"mailto:{quote(owner.email, safe='@')}" if owner.email else f"urn:uuid:{one.uid}"
    )


def _organisation(one: OpenOrganisation) -> dict[str, Any]:
    return filled(
        {
            "id": one.uid,
            "name": one.name,
            "description": ", ".join(part for part in (f"{one.kind[:1].upper()}{one.kind[1:]}", one.spot.town) if part),
            "email": one.email,
            "website": web_address(one.website),
            "parent_organization_id": one.parent,
            "organization_identifiers": [
                {
                    "id": _made(one.uid, f"identifier/{other.scheme}"),
                    "identifier_scheme": other.scheme,
                    "identifier_type": other.kind,
                    "identifier": other.number,
                }
                for other in one.identifiers
            ],
        }
    )


def _schedules(one: CommunityOffer) -> list[dict[str, Any]]:
    facts = filled(
        {
            "valid_from": one.since and one.since.isoformat(),
            "valid_to": one.until and one.until.isoformat(),
            "description": one.when,
        }
    )
    return [{"id": _made(one.uid, "schedule")} | facts] if facts else []


def _locations(one: CommunityOffer) -> list[dict[str, Any]]:
    place = one.at
    if not place.spot:
        return []
    spot = place.spot
    location = filled(
        {
            "id": _made(place.uid, "location"),
            "location_type": "physical",
            "name": place.name,
            "latitude": spot.latitude,
            "longitude": spot.longitude,
            "external_identifier": spot.uprn,
            "external_identifier_type": "UPRN" if spot.uprn else "",
            "addresses": _addresses(place),
        }
    )
    return [{"id": _made(one.uid, f"at/{place.uid}"), "location": location}]


def _addresses(place: OpenOrganisation) -> list[dict[str, Any]]:
    """Return the address of a place; none where a part that the standard requires is not known."""
    spot = place.spot
    address = {
        "id": _made(place.uid, "address"),
        "address_1": ", ".join(spot.lines),
        "city": spot.town,
        "state_province": spot.county or spot.town,
        "postal_code": spot.postcode,
        "country": COUNTRY,
        "address_type": "physical",
    }
    return [address] if all(address.values()) else []


def _contacts(one: CommunityOffer) -> list[dict[str, Any]]:
    phone = one.organisation.phone
    if not phone:
        return []
    number = {"id": _made(one.uid, "phone"), "number": phone}
    return [{"id": _made(one.uid, "contact"), "name": one.organisation.name, "phones": [number]}]


def _made(uid: str, what: str) -> str:
    """Return the id of what belongs to a record."""
    return str(uuid.uuid5(uuid.NAMESPACE_URL, f"{uid}/{what}"))
