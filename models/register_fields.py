"""Which facts of an institution come from the register, and where in our records they are kept."""

from __future__ import annotations

from resources.i18n import _

ORGANISATION_FIELDS = (
    "name",
    "opened_on",
    "closed_on",
    "street",
    "locality",
    "town",
    "county",
    "postcode",
    "easting",
    "northing",
    "website",
)
"""Columns that the register and the organisation share by name."""

PROFILE_FIELDS = (
    "status",
    "establishment_type",
    "type_group",
    "phase",
    "la_name",
    "trust_name",
    "religious_character",
    "diocese",
    "low_age",
    "high_age",
    "pupils",
    "ukprn",
    "uprn",
)
"""Columns that the register and the institution's profile share by name."""


def field_words(field: str) -> str:
    """Return the words for a field, as people read them."""
    return {
        "name": _("Name"),
        "opened_on": _("Opened on"),
        "closed_on": _("Closed on"),
        "street": _("Street"),
        "locality": _("Locality"),
        "town": _("Town"),
        "county": _("County"),
        "postcode": _("Postcode"),
        "easting": _("Easting"),
        "northing": _("Northing"),
        "website": _("Website"),
        "status": _("Status"),
        "establishment_type": _("Type"),
        "type_group": _("Type group"),
        "phase": _("Phase"),
        "la_name": _("Local authority"),
        "trust_name": _("Trust"),
        "religious_character": _("Religious character"),
        "diocese": _("Diocese"),
        "low_age": _("Lowest age"),
        "high_age": _("Highest age"),
        "pupils": _("Pupils on roll"),
        "ukprn": _("UKPRN"),
        "uprn": _("UPRN"),
    }[field]
