"""The one place for the words of fixed lists: what each state, channel or kind is called on screen and in papers.

The words are field vocabulary, in sentence case. `label()` gives them in the reader's language.
"""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum

from models.words import basics, contact, data_protection, events, marks, meetings, parties, partnerships, promises
from models.words.events import EVENT_KINDS, PROMOTION_CHANNELS
from resources.i18n import _

__all__ = ["EVENT_KINDS", "PROMOTION_CHANNELS", "WORDS", "label", "labels", "party_name"]

WORDS: Mapping[type[StrEnum], Mapping[StrEnum, str]] = {
    **basics.WORDS,
    **parties.WORDS,
    **contact.WORDS,
    **data_protection.WORDS,
    **meetings.WORDS,
    **promises.WORDS,
    **events.WORDS,
    **partnerships.WORDS,
    **marks.WORDS,
}


def label(value: StrEnum) -> str:
    """Return what a member of a fixed list is called."""
    return _(WORDS[type(value)][value])


def labels(kind: type[StrEnum]) -> dict[StrEnum, str]:
    """Return all members of a fixed list with their words, in the list's order."""
    return {member: label(member) for member in kind}


def party_name(person: str | None, organisation: str | None) -> str:
    """Return a party as people say it: "Priya Nair (Northfield Council)", or the one name that is known."""
    if person and organisation:
        return f"{person} ({organisation})"
    return person or organisation or ""
