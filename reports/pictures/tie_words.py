"""What one organisation is to another, in two or three words, from either side of a link."""

from __future__ import annotations

from models.vocabulary import OrganisationKind, RelationshipType
from reports.pictures.parts import Mark
from resources.i18n import _
from resources.i18n import marked as m

_T = RelationshipType

_THERE = {
    _T.PREDECESSOR: m("Came after it"),
    _T.SUCCESSOR: m("Came before it"),
    _T.MEMBER_OF: m("Has it as a member"),
    _T.SUPPORTS: m("Gets its support"),
    _T.FEEDER: m("Takes its pupils on"),
    _T.HOSTS: m("Is hosted by it"),
    _T.OVERSEES: m("Is overseen by it"),
    _T.NEIGHBOUR: m("Neighbour"),
    _T.PLACES_STUDENTS: m("Takes its students on placement"),
    _T.WORKS_WITH: m("Works with it"),
    _T.LINKED_WITH: m("Linked with it"),
}
"""The other, where the link leads from the one in the middle to it."""

_BACK = {
    _T.PREDECESSOR: m("Came before it"),
    _T.SUCCESSOR: m("Came after it"),
    _T.MEMBER_OF: m("Member of it"),
    _T.SUPPORTS: m("Supports it"),
    _T.FEEDER: m("Sends pupils on to it"),
    _T.HOSTS: m("Hosts it"),
    _T.OVERSEES: m("Oversees it"),
    _T.NEIGHBOUR: m("Neighbour"),
    _T.PLACES_STUDENTS: m("Places students with it"),
    _T.WORKS_WITH: m("Works with it"),
    _T.LINKED_WITH: m("Linked with it"),
}
"""The other, where the link leads from it to the one in the middle."""

MUTUAL = frozenset({_T.NEIGHBOUR, _T.WORKS_WITH, _T.LINKED_WITH})
"""Links that lead both ways."""

GROUPS = frozenset(
    {OrganisationKind.PARTNERSHIP, OrganisationKind.CLUSTER, OrganisationKind.FEDERATION, OrganisationKind.TRUST}
)


def tie_words(kind: RelationshipType, *, outward: bool) -> str:
    """Return what the other is to the one in the middle; `outward` where the link leads to it."""
    return _((_THERE if outward else _BACK)[kind])


def mark_of(kind: OrganisationKind) -> Mark:
    """Return the outline of an organisation's mark."""
    if kind in GROUPS:
        return Mark.SQUARE
    return Mark.CIRCLE if kind is OrganisationKind.INSTITUTION else Mark.DIAMOND


def kinds_legend() -> tuple[tuple[Mark, str], ...]:
    """Return what the outlines of organisations mean."""
    return (
        (Mark.CIRCLE, _("School, college or university")),
        (Mark.SQUARE, _("Partnership or other group")),
        (Mark.DIAMOND, _("Anybody else")),
    )


OTHER_DASH = "4 2"
"""The dash of a link that is no membership."""


def lines_legend(dashes: set[str]) -> tuple[tuple[str, str], ...]:
    """Return what the lines mean, of those dashes that are drawn."""
    words = (("", _("Member or part")), (OTHER_DASH, _("Another link")))
    return tuple((dash, text) for dash, text in words if dash in dashes)
