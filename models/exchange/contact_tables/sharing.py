"""Which of several people in one cell an address or number is for, where the next cell holds several as well."""

from __future__ import annotations

from collections.abc import Sequence

from models.exchange.incoming import Way
from models.exchange.names.found import NameFound
from models.text import sort_key
from models.vocabulary import ContactPointKind
from resources.i18n import _


def shared_out(ways: Sequence[Way], people: Sequence[NameFound]) -> tuple[list[tuple[Way, ...]], tuple[str, ...]]:
    """Return each one's addresses and numbers, and what is doubtful of that.

    An address with somebody's surname in it is theirs. As many others of a kind as there are people go to them in
    their order; what is left is everybody's. Both is doubtful.
    """
    if len(people) == 1:
        return [tuple(ways)], ()
    shares: list[list[Way]] = [[] for _person in people]
    doubts: list[str] = []
    everybodys: list[Way] = []
    for kind in dict.fromkeys(way.kind for way in ways):
        left: list[Way] = []
        for way in (way for way in ways if way.kind is kind):
            owners = [place for place, person in enumerate(people) if _names(person, way)]
            if len(owners) == 1:
                shares[owners[0]].append(way)
            else:
                left.append(way)
        if len(left) == len(people):
            for share, way in zip(shares, left, strict=True):
                share.append(way)
            doubts.append(_("{ways}: given to them in this order.").format(ways=_listed(left)))
        else:
            everybodys += left
    if everybodys:
        shares = [[*share, *everybodys] for share in shares]
        doubts.append(_("{ways}: given to each of them.").format(ways=_listed(everybodys)))
    return [tuple(share) for share in shares], tuple(doubts)


def _listed(ways: Sequence[Way]) -> str:
    return ", ".join(way.value for way in ways)


def is_named_in(family_name: str, way: Way) -> bool:
    """Say whether an email address has a surname in it."""
    if way.kind is not ContactPointKind.EMAIL:
        return False
    local, family = (sort_key(text).replace(" ", "") for text in (way.value.partition("@")[0], family_name))
    return len(family) > 2 and family in local


def _names(person: NameFound, way: Way) -> bool:
    """Say whether an email address or what stands beside a number has a person's name in it."""
    if way.kind is ContactPointKind.EMAIL:
        return is_named_in(person.family_name, way)
    label = sort_key(way.label).split()
    return bool(label) and any(word in label for word in sort_key(f"{person.given_name} {person.family_name}").split())
