"""The fixed words of a form of a person: how they like to be reached, and why their record is kept."""

from __future__ import annotations

from models.vocabulary import Visibility
from resources.i18n import _

CHANNELS: list[tuple[str, object]] = [
    (_("Not known"), ""),
    (_("Email"), "email"),
    (_("Phone"), "phone"),
    (_("Letter"), "letter"),
    (_("In person"), "in person"),
]

BASES: list[tuple[str, object]] = [
    (_("Not said yet"), ""),
    (_("Public task: their public role"), "public_task"),
    (_("Legitimate interests"), "legitimate_interests"),
    (_("Consent"), "consent"),
    (_("Legal obligation"), "legal_obligation"),
    (_("Contract"), "contract"),
    (_("Vital interests"), "vital_interests"),
]

READERS: list[tuple[str, object]] = [
    (_("Anybody"), Visibility.PUBLIC),
    (_("Partners"), Visibility.PARTNERS),
    (_("Our office"), Visibility.INTERNAL),
    (_("Confidential"), Visibility.CONFIDENTIAL),
]


def with_value(options: list[tuple[str, object]], value: object) -> list[tuple[str, object]]:
    """Return the options, and a value of its own that is none of them."""
    known = any(option == value for _words, option in options)
    return options if known else [*options, (str(value), value)]
