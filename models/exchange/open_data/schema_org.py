"""Events that everybody may know of, as schema.org Event in JSON-LD, for websites and search engines.

An event has its name, when and where it is, for whom, and which organisation holds it; no person is named.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, time
from typing import Any
from zoneinfo import ZoneInfo

from models.exchange.calendars.entries import last_day_until
from models.exchange.open_data.entries import OpenEvent, OpenOrganisation
from models.exchange.open_data.writing import as_json, filled, web_address
from models.vocabulary import EventStage

_HERE = ZoneInfo("Europe/London")
_END_OF_DAY = (time(0), time(23, 59))
_SCHEMA = "https://schema.org"
_CONTEXT = f"{_SCHEMA}/"


def write_events(events: Iterable[OpenEvent]) -> bytes:
    """Return events as one JSON-LD document."""
    return as_json({"@context": _CONTEXT, "@graph": [_event(one) for one in events]})


def _event(one: OpenEvent) -> dict[str, Any]:
    status = "EventCancelled" if one.stage is EventStage.CANCELLED else "EventScheduled"
    return filled(
        {
            "@type": "Event",
            "@id": f"urn:uuid:{one.uid}",
            "name": one.title,
            **_dates(one),
            "eventStatus": f"{_SCHEMA}/{status}",
            "eventAttendanceMode": f"{_SCHEMA}/OfflineEventAttendanceMode",
            "keywords": one.kind,
            "location": _place(one),
            "organizer": None if one.host is None else _organisation(one.host),
            "audience": {"@type": "Audience", "audienceType": one.open_to} if one.open_to else None,
            "isAccessibleForFree": None if one.cost_pence is None else one.cost_pence == 0,
            "offers": _price(one),
        }
    )


def _dates(one: OpenEvent) -> dict[str, str]:
    """Return when an event begins and ends: on days, where it lasts whole ones (from midnight on)."""
    starts, ends = one.starts_at, one.ends_at
    if starts.time() == time.min and (ends is None or ends.time() in _END_OF_DAY):
        last = last_day_until(ends) if ends is not None and ends > starts else starts.date()
        return {"startDate": starts.date().isoformat(), "endDate": last.isoformat()}
    return {"startDate": _moment(starts)} | ({"endDate": _moment(ends)} if ends is not None else {})


def _moment(local: datetime) -> str:
    """Return a time of England with how far it is from UTC."""
    return local.replace(tzinfo=_HERE, microsecond=0).isoformat()


def _place(one: OpenEvent) -> dict[str, Any]:
    spot, host = one.spot, one.host
    own = one.place
    address = filled(
        {
            "streetAddress": ", ".join(spot.lines),
            "addressLocality": spot.town,
            "addressRegion": spot.county,
            "postalCode": spot.postcode,
        }
    )
    where = filled(
        {
            "name": own or (host.name if host is not None else ""),
            "address": {"@type": "PostalAddress", **address, "addressCountry": "GB"} if address else None,
            "geo": None
            if spot.latitude is None
            else {"@type": "GeoCoordinates", "latitude": spot.latitude, "longitude": spot.longitude},
        }
    )
    return {"@type": "Place", **where} if where else {}


def _organisation(one: OpenOrganisation) -> dict[str, Any]:
    return filled(
        {"@type": "Organization", "@id": f"urn:uuid:{one.uid}", "name": one.name, "url": web_address(one.website)}
    )


def _price(one: OpenEvent) -> dict[str, Any] | None:
    if one.cost_pence is None:
        return None
    price = f"{one.cost_pence // 100}.{one.cost_pence % 100:02}"
    return {"@type": "Offer", "price": price, "priceCurrency": "GBP"}
