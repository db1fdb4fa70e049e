"""Roles people hold, by the field's own words; a role is kept as words and recognised whatever its spelling."""

from __future__ import annotations

from enum import StrEnum

from models.text import sort_key
from resources.i18n import marked as m

HEAD = m("Head of institution")
CHAIR = m("Chair of governors")
CLERK = m("Governance professional (clerk)")
COUNCILLOR = m("Councillor")

ROLES: tuple[str, ...] = (
    HEAD,
    m("Deputy head"),
    m("SENCO"),
    m("Designated safeguarding lead"),
    m("Business manager"),
    m("Events and community lead"),
    m("Teacher training lead"),
    m("Subject lead"),
    m("Receptionist"),
    CHAIR,
    m("Vice-chair of governors"),
    m("Co-chair of governors"),
    m("Governor"),
    m("Trustee"),
    m("Chair"),
    m("Vice-chair"),
    m("Member"),
    CLERK,
    COUNCILLOR,
    m("Portfolio holder"),
    m("Lead member for children's services"),
    m("Director of children's services"),
    m("Democratic services officer"),
    m("Committee manager"),
    m("Convenor"),
    m("Treasurer"),
    m("Secretary"),
)
"""Roles to offer; the field takes any words."""


class RoleGroup(StrEnum):
    """What kind of role some words mean, in the order in which people turn to them."""

    HEAD = "head"
    CHAIR = "chair"
    CO_CHAIR = "co_chair"
    VICE_CHAIR = "vice_chair"
    CLERK = "clerk"
    COUNCILLOR = "councillor"
    OTHER = "other"


_HEADS = frozenset(
    {
        "head",
        "head of institution",
        "head of school",
        "head of college",
        "headteacher",
        "head teacher",
        "principal",
        "executive head",
        "executive headteacher",
        "executive principal",
        "co headteacher",
        "acting headteacher",
    }
)
_CHAIRS = frozenset({"chair", "chairman", "chairwoman", "chairperson"})
_WHOLE_BODY = frozenset(
    {"governors", "trustees", "the board", "the governing board", "governing board", "the committee", "directors"}
)


def role_group(role: str) -> RoleGroup:
    """Return what kind of role some words mean.

    >>> [role_group(role).value for role in ("Co-Chair of Governors", "Clerk", "Headteacher", "Head of sixth form")]
    ['co_chair', 'clerk', 'head', 'other']
    """
    words = sort_key(role)
    first, _blank, rest = words.partition(" ")
    if words in _HEADS:
        return RoleGroup.HEAD
    if first in ("vice", "deputy") and rest.partition(" ")[0] in _CHAIRS:
        return RoleGroup.VICE_CHAIR
    if (first in ("co", "joint") and rest.partition(" ")[0] in _CHAIRS) or first == "cochair":
        return RoleGroup.CO_CHAIR
    if first in _CHAIRS:
        return RoleGroup.CHAIR
    if "clerk" in words.split() or words.startswith("governance professional"):
        return RoleGroup.CLERK
    if first in ("councillor", "cllr"):
        return RoleGroup.COUNCILLOR
    return RoleGroup.OTHER


def office_of(role: str) -> str:
    """Return the same words for the same office of a body, so that two holders can be told from two offices.

    >>> office_of("Chair of Governors") == office_of("Chair"), office_of("Chair of the finance committee")
    (True, 'chair of the finance committee')
    """
    words = sort_key(role)
    first, _blank, rest = words.partition(" of ")
    if first in _CHAIRS and (not rest or rest in _WHOLE_BODY):
        return "chair"
    return words


def same_role(known: str, expected: str) -> bool:
    """Say whether a role that somebody holds is the expected one, by kind where the kind is known."""
    group = role_group(expected)
    if group is RoleGroup.OTHER:
        return sort_key(known) == sort_key(expected)
    held = role_group(known)
    return held is group or {held, group} == {RoleGroup.CHAIR, RoleGroup.CO_CHAIR}
