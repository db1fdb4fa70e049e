"""Telling names from what stands in their place: posts, offices, instructions, words for nobody."""

from __future__ import annotations

import re

from models.exchange.names.cutting import cut_title, says_nobody
from models.exchange.names.words import NO_NAME_WORDS, NOBODY, PARTICLES, POST_WORDS, VACANT

_NO_MARKS = re.compile(r"[\d@:*|=<>]")
_BETWEEN_POSTS = frozenset({"of", "the", "and", "for", "&", "to", "year", "school", "teacher", "-"})
_NOBODY_WORDS = frozenset(word for words in NOBODY for word in words.split()) | {"vacant", "vacancy", "elected"}
MOST_WORDS = 7
"""No one person's name has more words."""


def is_words(text: str, *, may_be_post: bool = False) -> bool:
    """Say whether a text is surely no person's name: a post, a service, an instruction, something with digits.

    With `may_be_post` a word such as "Head" may be one: it stands where a surname does.
    """
    return is_no_name(*cut_title(text), may_be_post=may_be_post)


def is_no_name(title: str, rest: str, *, may_be_post: bool = False) -> bool:
    """Say the same of a text whose titles were cut off."""
    words = rest.split()
    if not words or len(words) > MOST_WORDS or not any(map(str.isalpha, rest)):
        return True
    if _NO_MARKS.search(rest):
        return True
    if title:
        return False
    folded = [word.strip(".,'’").lower() for word in words]
    return any(word in NO_NAME_WORDS for word in folded) or (is_post(rest) and not may_be_post)


def is_post(text: str) -> bool:
    """Say whether a text holds nothing but a post: "Deputy head", "Head of year"."""
    left = POST_WORDS.sub(" ", text).lower().split()
    return len(left) < len(text.split()) and all(word.strip(".,") in _BETWEEN_POSTS for word in left)


def says_there_is_nobody(text: str) -> bool:
    """Say whether a text says that there is nobody; most have none of the words that do."""
    if text.isascii() and _NOBODY_WORDS.isdisjoint(text.lower().split()) and text.replace(" ", "").isalpha():
        return False
    return VACANT.search(text) is not None or (says_nobody(text) and not any(map(str.isdigit, text)))


def begins_surname(text: str) -> bool:
    """Say whether words before a comma look like a surname only: van der Berg, MACDONALD SMITH."""
    return text.split()[0].lower() in PARTICLES or text.isupper()
