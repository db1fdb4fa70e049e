"""Ways of reaching somebody, as they are kept with a person and as people say them."""

from __future__ import annotations

from models.text import sort_key
from models.vocabulary import ContactPointKind, ContactWay

_ALSO_SAID = {
    ContactWay.EMAIL: ("e mail", "mail"),
    ContactWay.PHONE: ("mobile", "telephone", "call", "text"),
    ContactWay.LETTER: ("post",),
    ContactWay.IN_PERSON: ("visit", "face to face"),
}
_WAYS = {words: way for way, said in _ALSO_SAID.items() for words in (way.value, *said)}

POINTS: dict[ContactWay, tuple[ContactPointKind, ...]] = {
    ContactWay.EMAIL: (ContactPointKind.EMAIL,),
    ContactWay.PHONE: (ContactPointKind.PHONE, ContactPointKind.MOBILE),
    ContactWay.LETTER: (ContactPointKind.POST,),
    ContactWay.IN_PERSON: (),
}
"""Which addresses or numbers a way of reaching somebody needs, the best first; a visit needs none."""


def contact_way(words: str) -> ContactWay | None:
    """Return the way of reaching somebody that some words mean; None where they mean none.

    >>> contact_way("Mobile"), contact_way("carrier pigeon")
    (<ContactWay.PHONE: 'phone'>, None)
    """
    return _WAYS.get(sort_key(words))


def refused_ways(kept: str) -> tuple[ContactWay, ...]:
    """Return the ways that somebody refuses, out of the words kept with them."""
    found = {contact_way(part) for part in kept.split(",")}
    return tuple(way for way in ContactWay if way in found)
