"""Understanding a line typed in haste: "Joe to send room plan by Friday" is a commitment with an owner and a date."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from models.dates import understand_date
from models.text import sort_key

LONGEST_DATE_WORDS = 5
"""So many words at most name a day: "fri 27th of november 2026" less the weekday's comma."""

_OWNER = re.compile(
    r"\s*(?P<owner>[^\s].{0,80}?)\s+(?:to|will|must|should)\s+(?P<rest>\S.*)", re.DOTALL | re.IGNORECASE
)
_DUE = re.compile(r"\b(?:by|before|on|due)\s+", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class KnownPerson:
    """Someone who could be meant: those at the meeting first."""

    id: int
    name: str
    other_names: tuple[str, ...] = ()
    """First name, name they are known by, name with style of address."""


@dataclass(frozen=True, slots=True)
class Understood:
    """What a typed line says; what is None was not said, or not clearly."""

    owner: KnownPerson | None
    text: str
    due_on: date | None
    remainder: str
    """Words about who or when that could not be understood, for the person to look at."""


def understand_commitment(text: str, people: Sequence[KnownPerson], today: date) -> Understood:
    """Read who does what by when out of one line; nothing is guessed.

    The owner is recognised only when the words before "to" mean exactly one of the people; the date only where the
    words after "by" are surely a date. Otherwise those words stay in the text, and in the remainder.
    """
    line = " ".join(text.split()).rstrip(".")
    doing, due_on, unread_date = _split_date(line, today)
    owner, doing, unread_owner = _split_owner(doing, people)
    remainder = "; ".join(words for words in (unread_owner, unread_date) if words)
    return Understood(owner, _sentence(doing), due_on, remainder)


def _split_date(line: str, today: date) -> tuple[str, date | None, str]:
    """Take "by friday" off the end of a line, or from its middle; an unread day at the end is returned as words."""
    unread = ""
    for found in reversed(list(_DUE.finditer(line))):
        words = line[found.end() :].split()
        for count in range(min(LONGEST_DATE_WORDS, len(words)), 0, -1):
            day = understand_date(" ".join(words[:count]), today)
            if day is not None:
                kept = [line[: found.start()].rstrip(" ,;"), *words[count:]]
                return " ".join(part for part in kept if part), day, ""
        if found[0].lower().startswith("by") and not unread:
            unread = line[found.start() :]
    return line, None, unread


def _split_owner(line: str, people: Sequence[KnownPerson]) -> tuple[KnownPerson | None, str, str]:
    """Take "Joe to" off the beginning of a line when it means one person."""
    found = _OWNER.fullmatch(line)
    if found is None:
        return None, line, ""
    meant = _people_called(found["owner"], people)
    if len(meant) == 1:
        return meant[0], found["rest"], ""
    return None, line, found["owner"] if meant or _looks_like_a_name(found["owner"]) else ""


def _people_called(words: str, people: Sequence[KnownPerson]) -> list[KnownPerson]:
    """Return the people whom the words name: a full name before a part of one."""
    key = sort_key(words)
    whole = [one for one in people if key in {sort_key(name) for name in (one.name, *one.other_names)}]
    if whole:
        return whole
    return [one for one in people if _words_within(key.split(), sort_key(one.name).split())]


def _words_within(words: list[str], name: list[str]) -> bool:
    """Say whether every word is one of the name's, in its order."""
    left = iter(name)
    return bool(words) and all(word in left for word in words)


def _looks_like_a_name(words: str) -> bool:
    """Say whether words before "to" could be people we do not know: one to three, each with a capital."""
    parts = words.split()
    return len(parts) <= 3 and all(part[0].isupper() for part in parts)


def _sentence(words: str) -> str:
    """Return words with a capital at the beginning, as commitments are listed."""
    stripped = words.strip(" ,;")
    first = stripped[:1].upper()
    # A letter like ß has no capital of one letter.
    return (first if len(first) == 1 else stripped[:1]) + stripped[1:]
