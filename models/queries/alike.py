"""How alike two names are: the short ways of writing schools' names made one, then rapidfuzz.

A likeness of names alone is no proof ("Barton Primary" and "Barton CE VA Primary" may be two schools, and two people
may have one name), so a second witness is asked for: the postcode, the town, an address or number, the organisation.
"""

from __future__ import annotations

import re
from functools import lru_cache

from models.text import sort_key

LIKE = 88
"""From this likeness of 100 on two names may be the same."""

_WORDS = {
    "saint": "st",
    "cofe": "ce",
    "catholic": "rc",
    **dict.fromkeys(("jnr", "jun", "jr"), "junior"),
    **dict.fromkeys(("inf", "infants"), "infant"),
    "prim": "primary",
    **dict.fromkeys(("sec", "secs"), "secondary"),
    "comm": "community",
    "assoc": "association",
    "pta": "parents teachers association",
}
_PHRASES = (
    (re.compile(r"\b(church of england|c of e|c e)\b"), "ce"),
    (re.compile(r"\b(roman rc|r c)\b"), "rc"),
    (re.compile(r"\b(voluntary aided|v a)\b"), "va"),
    (re.compile(r"\b(voluntary controlled|v c)\b"), "vc"),
)
_BEGIN_PHRASES = frozenset(["c", "church", "r", "roman", "v", "voluntary"])
_KINDS_TEXT = (
    "association city college committee council high infant junior nursery partnership primary secondary sixth trust "
    "university"
)
_KINDS = frozenset(_KINDS_TEXT.split())
"""Words that tell a school from a college or a council of the same place."""
_COMMON_TEXT = (
    "a academy aided and ce centre church community controlled county form group of parents rc sch school schools st "
    "teachers the va vc voluntary"
)
_COMMON = _KINDS.union(_COMMON_TEXT.split())
_SOUNDS = {**dict.fromkeys("bfpv", "1"), **dict.fromkeys("cgjkqsxz", "2"), **dict.fromkeys("dt", "3"), "l": "4"} | {
    **dict.fromkeys("mn", "5"),
    "r": "6",
}


@lru_cache(maxsize=4096)
def plain_name(name: str) -> str:
    """Return the name of an organisation folded and with short ways of writing made one.

    >>> plain_name("Saint Anne’s C of E Jnr School")
    'st annes ce junior school'
    """
    words = [_WORDS.get(word, word) for word in sort_key(name).split()]
    folded = " ".join(words)
    if not _BEGIN_PHRASES.isdisjoint(words):
        for phrase, short in _PHRASES:
            folded = phrase.sub(short, folded)
    return folded


@lru_cache(maxsize=4096)
def telling_words(name: str) -> tuple[str, ...]:
    """Return the words of an organisation's name that tell it from others; all of them where none does.

    >>> telling_words("The Barton C of E Primary School")
    ('barton',)
    """
    words = plain_name(name).split()
    return tuple(word for word in words if word not in _COMMON) or tuple(words)


def likeness_of_organisations(one: str, other: str) -> int:
    """Return how alike two names of organisations are, from 0 to 100: the words that tell, then the whole name."""
    from rapidfuzz import fuzz

    telling = fuzz.token_sort_ratio(" ".join(telling_words(one)), " ".join(telling_words(other)))
    whole = fuzz.token_sort_ratio(plain_name(one), plain_name(other))
    kinds, others = (_KINDS.intersection(plain_name(name).split()) for name in (one, other))
    if telling < LIKE or (kinds and others and not (kinds <= others or others <= kinds)):
        return round(min(telling, whole, LIKE - 1))
    return round(max(whole, 0.75 * telling + 0.25 * whole))


def likeness_of_people(one: tuple[str, str], other: tuple[str, str]) -> int:
    """Return how alike two people's given and family names are, from 0 to 100; an initial stands for its name."""
    from rapidfuzz import fuzz

    given, family = ((sort_key(one[place]), sort_key(other[place])) for place in (0, 1))
    families = fuzz.ratio(*family)
    short, long = sorted(given, key=len)
    if short == long:
        givens = 100.0
    elif not short or (len(short) == 1 and long.startswith(short)):
        givens = 90.0
    elif long.startswith(short) and len(short) >= 3:
        givens = 95.0
    else:
        givens = fuzz.ratio(*given)
    return round(min(families, givens))


def sound(name: str) -> str:
    """Return how a family name sounds (Soundex of its folded letters), to compare only those that sound alike.

    >>> sound("Smyth") == sound("Smith")
    True
    """
    letters = sort_key(name).replace(" ", "")
    if not letters:
        return ""
    digits, last = [], _SOUNDS.get(letters[0], "")
    for letter in letters[1:]:
        digit = _SOUNDS.get(letter, "")
        if digit and digit != last:
            digits.append(digit)
        if letter not in "hw":
            last = digit
    return (letters[0] + "".join(digits) + "000")[:4]
