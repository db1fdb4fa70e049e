"""The fixed words of a form of a person: how they like to be reached, and why their record is kept."""

from __future__ import annotations

from models.vocabulary import Visibility
from resources.i18n import _
from resources.i18n import marked as m

CHANNELS: list[tuple[str, object]] = [
    (m("Not known"), ""),
    (m("Email"), "email"),
    (m("Phone"), "phone"),
    (m("Letter"), "letter"),
    (m("In person"), "in person"),
]

BASES: list[tuple[str, object]] = [
    (m("Not said yet"), ""),
    (m("Public task: their public role"), "public_task"),
    (m("Legitimate interests"), "legitimate_interests"),
    (m("Consent"), "consent"),
    (m("Legal obligation"), "legal_obligation"),
    (m("Contract"), "contract"),
    (m("Vital interests"), "vital_interests"),
]

READERS: list[tuple[str, object]] = [
    (m("Anybody"), Visibility.PUBLIC),
    (m("Partners"), Visibility.PARTNERS),
    (m("Our office"), Visibility.INTERNAL),
    (m("Confidential"), Visibility.CONFIDENTIAL),
]


def translated(options: list[tuple[str, object]]) -> list[tuple[str, object]]:
    """Return the options in the reader's language."""
    return [(_(words), value) for words, value in options]


def with_value(options: list[tuple[str, object]], value: object) -> list[tuple[str, object]]:
    """Return the options, and a value of its own that is none of them."""
    known = any(option == value for _words, option in options)
    return options if known else [*options, (str(value), value)]
