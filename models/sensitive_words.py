"""Words in a note that perhaps tell what the law protects most: health, belief, origin, union, private life, offences.

They are looked for in what was written about people, so that somebody reads it again (UK GDPR, articles 9 and 10). A
word alone proves nothing: "a stroke of luck", "the MP's surgery". So only words that seldom mean anything else are
here, and nothing is ever concluded or changed by them.
"""

from __future__ import annotations

import re
from enum import StrEnum
from functools import cache

from models.text import sort_key
from resources.i18n import _
from resources.i18n import marked as m


class Sensitive(StrEnum):
    """What a note may tell of somebody."""

    HEALTH = "health"
    BELIEF = "belief"
    ORIGIN = "origin"
    POLITICS = "politics"
    PRIVATE_LIFE = "private_life"
    OFFENCE = "offence"
    CHILD = "child"


_WHAT = {
    Sensitive.HEALTH: m("Health"),
    Sensitive.BELIEF: m("Religion or belief"),
    Sensitive.ORIGIN: m("Origin or nationality"),
    Sensitive.POLITICS: m("Politics or a trade union"),
    Sensitive.PRIVATE_LIFE: m("Private life"),
    Sensitive.OFFENCE: m("Offences"),
    Sensitive.CHILD: m("A child"),
}

_PHRASES = {
    Sensitive.HEALTH: (
        *("illness", "off ill", "off sick", "sick leave", "seriously ill", "unwell", "cancer", "chemotherapy"),
        *("diagnosed|diagnosis", "depressed|depression", "anxiety", "autism|autistic", "adhd", "dyslexia|dyslexic"),
        *("pregnant|pregnancy", "maternity leave", "miscarriage", "diabetes|diabetic", "epilepsy|epileptic"),
        *("dementia", "in hospital", "wheelchair user", "heart attack", "operation on", "disabled"),
    ),
    Sensitive.BELIEF: (
        "his|her|their faith|religion|beliefs",
        "atheist",
        "converted to",
        "is a? devout|practising *",
    ),
    Sensitive.ORIGIN: (
        "ethnic origin",
        "his|her|their ethnicity|nationality|visa",
        "immigration status",
        "asylum seeker",
    ),
    Sensitive.POLITICS: (
        "his|her|their political views",
        "votes labour|conservative|tory|green|reform|libdem",
        "votes lib dem",
        "trade union member",
        "union rep|representative",
        "party member",
        "member of the labour|conservative|green|reform party",
    ),
    Sensitive.PRIVATE_LIFE: (
        *("sexual orientation", "sex life", "lesbian", "bisexual", "transgender", "is gay"),
        "his|her|their divorce|separation",
    ),
    Sensitive.OFFENCE: (*("convicted", "conviction", "arrested", "criminal record", "police caution", "in prison"),),
    Sensitive.CHILD: (
        "his|her|their son|sons|daughter|daughters|grandson|granddaughter",
        "his|her child|children",
        *("ehcp", "child protection", "safeguarding concern", "looked after child"),
    ),
}
"""Folded words in their order: with "|" one of several, with "?" one that may be missing, "*" any."""


def label_of(what: Sensitive) -> str:
    """Return what such words tell of, in words."""
    return _(_WHAT[what])


@cache
def _searches() -> dict[Sensitive, re.Pattern[str]]:
    return {what: re.compile(rf"\b(?:{'|'.join(map(_pattern, phrases))})\b") for what, phrases in _PHRASES.items()}


def _pattern(phrase: str) -> str:
    words = [r"\w+" if word == "*" else f"(?:{word})" for word in phrase.split()]
    return " ".join(words).replace("?) ", " )?")


@cache
def _telling() -> dict[str, set[Sensitive]]:
    """Return words of which each phrase has one, with what they point to: most texts need no search, others one."""
    found: dict[str, set[Sensitive]] = {}
    for what, phrases in _PHRASES.items():
        for phrase in phrases:
            for word in max(map(_choices, reversed(phrase.split())), key=_shortest):
                found.setdefault(word, set()).add(what)
    return found


def _choices(word: str) -> tuple[str, ...]:
    return () if word == "*" or word.endswith("?") else tuple(word.split("|"))


def _shortest(words: tuple[str, ...]) -> int:
    return min(map(len, words), default=0)


def find_sensitive(text: str) -> frozenset[Sensitive]:
    """Return what a text perhaps tells of somebody; case, accents and punctuation mean nothing."""
    folded, telling = sort_key(text), _telling()
    suspected = {what for word in folded.split() if word in telling for what in telling[word]}
    return frozenset(what for what in suspected if _searches()[what].search(folded))
