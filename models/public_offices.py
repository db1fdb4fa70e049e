"""Which roles are public offices, so that who holds them may be named in data for everybody: an explicit list.

Elected: councillors and what a council chooses among them, and elected mayors; on a committee of a council only those
who are councillors, for others sit there as private persons. Governing: governors of schools and colleges, trustees and
members of academy trusts, whose names, terms and appointers the law has their boards publish. Nobody else is on it:
officers, heads and clerks are employed; those who run charities, clubs and parents' associations are private persons.
"""

from __future__ import annotations

from enum import StrEnum

from models.roles import (
    CHAIR,
    COUNCIL_LEADER,
    COUNCILLOR,
    LEAD_MEMBER,
    MAYOR,
    PORTFOLIO_HOLDER,
    TRUSTEE,
    RoleGroup,
    role_group,
    standard_role,
)
from models.text import sort_key
from models.vocabulary import OrganisationKind


class Office(StrEnum):
    """What kind of public office a role is."""

    ELECTED = "elected"
    ON_COMMITTEE = "on_committee"
    """A seat on a committee of a council: public for councillors only."""
    GOVERNING = "governing"


ELECTED = (COUNCILLOR, COUNCIL_LEADER, "Deputy leader of the council", PORTFOLIO_HOLDER, LEAD_MEMBER, MAYOR)
GOVERNING = (
    *(CHAIR, "Vice-chair of governors", "Co-chair of governors", "Governor", "Local governor", "Link governor"),
    *("Parent governor", "Staff governor", "Co-opted governor", "Foundation governor", "Partnership governor"),
    *("Local authority governor", "Ex officio governor", "Ex-officio governor"),
    *("Chair of trustees", "Vice-chair of trustees", TRUSTEE, "Parent trustee", "Trust member"),
    *("Chair of local governing body", "Local authority representative"),
)
SEATS = ("Chair", "Vice-chair", "Co-chair", "Member")
"""What is a public office on a board or a committee, and nowhere else."""

_AUTHORITIES = frozenset(
    {OrganisationKind.LOCAL_AUTHORITY, OrganisationKind.COUNCIL, OrganisationKind.COMBINED_AUTHORITY}
)
_GOVERNED = frozenset({OrganisationKind.INSTITUTION, OrganisationKind.TRUST, OrganisationKind.FEDERATION})
_ELECTED_KEYS = frozenset(map(sort_key, ELECTED))
_GOVERNING_KEYS = frozenset(map(sort_key, GOVERNING))
_SEAT_KEYS = frozenset(map(sort_key, SEATS))


def public_office(
    role: str, kind: OrganisationKind, inside: OrganisationKind | None, *, is_board: bool
) -> Office | None:
    """Return what kind of public office a role at an organisation is; None for one that is none.

    `inside` is the kind of what a body belongs to, `is_board` whether the body is accountable for a school or trust.

    >>> body = OrganisationKind.BODY
    >>> public_office("Cllr", OrganisationKind.COUNCIL, None, is_board=False)
    <Office.ELECTED: 'elected'>
    >>> public_office("Member", body, OrganisationKind.INSTITUTION, is_board=True)
    <Office.GOVERNING: 'governing'>
    >>> public_office("Chair", OrganisationKind.PTA, OrganisationKind.INSTITUTION, is_board=False) is None
    True
    """
    key = sort_key(standard_role(role))
    elected = key in _ELECTED_KEYS or role_group(role) is RoleGroup.COUNCILLOR
    if kind in _AUTHORITIES:
        return Office.ELECTED if elected else None
    if kind is OrganisationKind.BODY and inside in _AUTHORITIES:
        return Office.ON_COMMITTEE if elected or key in _SEAT_KEYS else None
    governed = kind in _GOVERNED or (kind is OrganisationKind.BODY and inside in _GOVERNED and is_board)
    if not governed:
        return None
    return Office.GOVERNING if key in _GOVERNING_KEYS or (is_board and key in _SEAT_KEYS) else None
