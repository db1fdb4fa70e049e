"""Who holds which public office where, from when to when, in Popolo (popoloproject.com/specs): roles over time.

Political parties are organisations there: those whom somebody was elected for become organisations of the class
"party", and are named only with an elected office.
"""

from __future__ import annotations

from typing import Any

from models.exchange.open_data.entries import Holding, OpenOrganisation, PublicOffices
from models.exchange.open_data.writing import as_json, filled, web_address
from models.text import sort_key


def write_popolo(offices: PublicOffices) -> bytes:
    """Return organisations, posts, areas, office-holders and their memberships as one file."""
    parties = sorted({one.party for one in offices.holdings if one.party})
    names = {one.uid: one.name for one in offices.organisations}
    whole = {
        "persons": [
            filled(
                {
                    "id": one.uid,
                    "name": one.name,
                    "honorific_prefix": one.prefix,
                    "given_name": one.given,
                    "family_name": one.family,
                    "honorific_suffix": one.suffix,
                }
            )
            for one in offices.people
        ],
        "organizations": [
            *(_organisation(one) for one in offices.organisations),
            *({"id": _party(name), "name": name, "classification": "party"} for name in parties),
        ],
        "posts": [
            filled(
                {
                    "id": one.uid,
                    "label": one.label or f"{one.role}, {names[one.organisation]}",
                    "role": one.role,
                    "organization_id": one.organisation,
                    "area_id": one.area,
                }
            )
            for one in offices.posts
        ],
        "memberships": [_membership(one) for one in offices.holdings],
        "areas": [
            filled({"id": one.uid, "name": one.name, "classification": one.kind, "identifier": one.gss_code})
            for one in offices.areas
        ],
    }
    return as_json(whole)


def _organisation(one: OpenOrganisation) -> dict[str, Any]:
    contact = (("voice", one.phone), ("email", one.email), ("address", _address(one)))
    return filled(
        {
            "id": one.uid,
            "name": one.name,
            "other_names": [{"name": one.short_name}] if one.short_name else [],
            "identifiers": [{"scheme": other.scheme, "identifier": other.number} for other in one.identifiers],
            "classification": one.kind,
            "parent_id": one.parent,
            "founding_date": one.opened_on and one.opened_on.isoformat(),
            "dissolution_date": one.closed_on and one.closed_on.isoformat(),
            "contact_details": [{"type": kind, "value": value} for kind, value in contact if value],
            "links": [{"url": url}] if (url := web_address(one.website)) else [],
        }
    )


def _address(one: OpenOrganisation) -> str:
    spot = one.spot
    return "\n".join(part for part in (*spot.lines, spot.town, spot.county, spot.postcode) if part)


def _membership(one: Holding) -> dict[str, Any]:
    return filled(
        {
            "id": one.uid,
            "label": one.label,
            "role": one.role,
            "person_id": one.person,
            "organization_id": one.organisation,
            "post_id": one.post,
            "area_id": one.area,
            "on_behalf_of_id": _party(one.party) if one.party else one.on_behalf_of,
            "start_date": one.since and one.since.text,
            "end_date": one.until and one.until.text,
        }
    )


def _party(name: str) -> str:
    return f"party/{sort_key(name).replace(' ', '_')}"
