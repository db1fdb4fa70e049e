"""The fixed words of a form of a person: how they like to be reached, and why their record is kept."""

from __future__ import annotations

from models.vocabulary import LawfulBasis, Visibility
from models.words import label
from resources.i18n import _
from resources.i18n import marked as m

CHANNELS: list[tuple[str, object]] = [
    (m("Not known"), ""),
    (m("Email"), "email"),
    (m("Phone"), "phone"),
    (m("Letter"), "letter"),
    (m("In person"), "in person"),
]

READERS: list[tuple[str, object]] = [
    (m("Anybody"), Visibility.PUBLIC),
    (m("Partners"), Visibility.PARTNERS),
    (m("Our office"), Visibility.INTERNAL),
    (m("Confidential"), Visibility.CONFIDENTIAL),
]


def bases() -> list[tuple[str, object]]:
    """Return the lawful bases for keeping somebody's record, in the reader's language."""
    return [(_("Not said yet"), ""), *((label(basis), basis.value) for basis in LawfulBasis)]


def translated(options: list[tuple[str, object]]) -> list[tuple[str, object]]:
    """Return the options in the reader's language."""
    return [(_(words), value) for words, value in options]


def with_value(options: list[tuple[str, object]], value: object) -> list[tuple[str, object]]:
    """Return the options, and a value of its own that is none of them."""
    known = any(option == value for _words, option in options)
    return options if known else [*options, (str(value), value)]
