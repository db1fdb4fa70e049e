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

_POSSESSIVE = "(?:his|her|their)"
_PATTERNS = {
    Sensitive.HEALTH: (
        "illness",
        "off ill",
        "off sick",
        "sick leave",
        "seriously ill",
        "unwell",
        "cancer",
        "chemotherapy",
        "diagnos(?:ed|is)",
        "depress(?:ed|ion)",
        "anxiety",
        "autis(?:m|tic)",
        "adhd",
        "dyslexi[ac]",
        "pregnan(?:t|cy)",
        "maternity leave",
        "miscarriage",
        "diabet(?:es|ic)",
        "epilep(?:sy|tic)",
        "dementia",
        "in hospital",
        "wheelchair user",
        "heart attack",
        "operation on",
        "disabled",
    ),
    Sensitive.BELIEF: (
        f"{_POSSESSIVE} (?:faith|religion|beliefs)",
        "atheist",
        "converted to",
        "is (?:a )?(?:devout|practising) \\w+",
    ),
    Sensitive.ORIGIN: (
        "ethnic origin",
        f"{_POSSESSIVE} (?:ethnicity|nationality|visa)",
        "immigration status",
        "asylum seeker",
    ),
    Sensitive.POLITICS: (
        f"{_POSSESSIVE} political views",
        "votes (?:labour|conservative|tory|green|reform|lib ?dem)",
        "trade union member",
        "union rep(?:resentative)?",
        "party member",
        "member of the (?:labour|conservative|green|reform) party",
    ),
    Sensitive.PRIVATE_LIFE: (
        "sexual orientation",
        "sex life",
        "lesbian",
        "bisexual",
        "transgender",
        "is gay",
        f"{_POSSESSIVE} (?:divorce|separation)",
    ),
    Sensitive.OFFENCE: ("convicted", "conviction", "arrested", "criminal record", "police caution", "in prison"),
    Sensitive.CHILD: (
        f"{_POSSESSIVE} (?:son|sons|daughter|daughters|grandson|granddaughter)",
        "(?:his|her) child(?:ren)?",
        "ehcp",
        "child protection",
        "safeguarding concern",
        "looked after child",
    ),
}


def label_of(what: Sensitive) -> str:
    """Return what such words tell of, in words."""
    return _(_WHAT[what])


@cache
def _searches() -> dict[Sensitive, re.Pattern[str]]:
    return {what: re.compile(rf"\b(?:{'|'.join(words)})\b") for what, words in _PATTERNS.items()}


def find_sensitive(text: str) -> frozenset[Sensitive]:
    """Return what a text perhaps tells of somebody; case, accents and punctuation mean nothing."""
    if not text:
        return frozenset()
    folded = sort_key(text)
    return frozenset(what for what, search in _searches().items() if search.search(folded))
