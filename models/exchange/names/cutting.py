"""Cutting names: titles from the front, letters from the end, notes out of the middle, one person from another."""

from __future__ import annotations

import re
from functools import lru_cache

from models.exchange.names.words import (
    HONOURS,
    NAMELIKE_TITLES,
    NOBODY,
    PARTICLES,
    POST_NOMINAL,
    POST_WORDS,
    TITLES,
)

_NOTE = re.compile(r"\s*[(\[]([^()\[\]]*)[)\]]?\s*")
_DASHED = re.compile(r"\s+[-–—]\s+(.+)$")
_JOINED = re.compile(r"\s+(?:and|&)\s+|\s*[/&;+]\s*|\s+(?:and|&)$", re.IGNORECASE)


def single_blanks(text: str) -> str:
    """Return text on one line with one blank between words."""
    return " ".join(text.split())


def without_notes(text: str, notes: list[str]) -> str:
    """Return a cell without what stands in brackets or, if it is a post, after a dash; these go to `notes`."""

    def keep(found: re.Match[str]) -> str:
        if found[1].strip() and found[1].strip() not in notes:
            notes.append(found[1].strip())
        return " "

    text = _NOTE.sub(keep, text).strip()
    dashed = _DASHED.search(text)
    if dashed and POST_WORDS.search(dashed[1]):
        notes.append(dashed[1].strip())
        text = text[: dashed.start()].strip()
    return text


def is_title(text: str) -> bool:
    """Say whether a cell holds nothing but titles, such as "The Revd Dr"."""
    words = [_bare(word) for word in text.split()]
    return bool(words) and all(word in TITLES or word in NAMELIKE_TITLES for word in words)


def _is_plain_title(word: str) -> bool:
    return _bare(word) in TITLES


@lru_cache(maxsize=2048)
def _bare(word: str) -> str:
    return word.strip(".,").replace("'", "").replace("’", "").lower()


def cut_title(text: str) -> tuple[str, str]:
    """Return the titles at the start of a name, and the rest."""
    words = text.split()
    count = 0
    while count < len(words) and _is_plain_title(words[count]):
        count += 1
    if count == 0 and len(words) > 2 and _bare(words[0]) in NAMELIKE_TITLES:
        count = 1
        while count < len(words) - 1 and (_is_plain_title(words[count]) or _goes_on(words, count)):
            count += 1
    return " ".join(words[:count]), " ".join(words[count:])


def _goes_on(words: list[str], count: int) -> bool:
    """Say whether a title of several words goes on: "Wing Commander", "The Right Honourable"."""
    return count < len(words) - 2 and _bare(words[count]) in NAMELIKE_TITLES


def first_and_last(text: str) -> tuple[str, str]:
    """Cut a name before its last word, or before the particles that belong to it (van der Berg)."""
    words = text.split()
    start = len(words) - 1
    while start > 1 and words[start].strip(".,").lower() in HONOURS:
        start -= 1
    while start > 1 and words[start - 1].lower() in PARTICLES:
        start -= 1
    return " ".join(words[:start]) if start > 0 else "", " ".join(words[max(start, 0) :])


def cut_post_nominals(text: str, *, keep: int = 2) -> tuple[str, str]:
    """Return a name without the letters after it, and these; so many words are always left for the name."""
    words = text.split()
    end = len(words)
    while end > keep and POST_NOMINAL.fullmatch(words[end - 1].strip(",")):
        end -= 1
    return " ".join(words[:end]).strip(" ,"), " ".join(word.strip(",") for word in words[end:])


def says_nobody(text: str) -> bool:
    """Say whether the cells are blank or say that there is no one."""
    words = cut_title(single_blanks(text))[1].strip(" ,").lower()
    return words in NOBODY or all(word in NOBODY or not any(map(str.isalpha, word)) for word in words.split())


def split_people(text: str) -> list[str]:
    """Return the parts of a text that "and", "&", "/" or a comma before a title joins."""
    parts = [part.strip(" ,") for part in _JOINED.split(text)]
    apart: list[str] = []
    for part in parts:
        words = part.split()
        begin = 0
        for place in range(1, len(words)):
            if words[place - 1].endswith(",") and _is_plain_title(words[place]):
                apart.append(" ".join(words[begin:place]).strip(" ,"))
                begin = place
        apart.append(" ".join(words[begin:]))
    return [part for part in apart if part]
