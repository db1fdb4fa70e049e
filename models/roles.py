"""Roles people hold, by the field's own words; a role is kept as words and recognised whatever its spelling."""

from __future__ import annotations

from enum import StrEnum

from models.text import sort_key
from resources.i18n import _
from resources.i18n import marked as m

HEAD = m("Head of institution")
CHAIR = m("Chair of governors")
CLERK = m("Governance professional (clerk)")
COUNCILLOR = m("Councillor")

LEAD_MEMBER = m("Lead member for children's services")
DIRECTOR = m("Director of children's services")
TRUST_LEADER = m("Trust chief executive")
TRUSTEE = m("Trustee")
REGIONAL_DIRECTOR = m("DfE regional director")
HUB_DIRECTOR = m("Teaching school hub director")
COURSE_LEADER = m("Course leader")
IMPROVEMENT_OFFICER = m("School improvement officer")
PORTFOLIO_HOLDER = m("Portfolio holder")
COUNCIL_LEADER = m("Leader of the council")
MAYOR = m("Mayor of the combined authority")

ROLE_SETS: tuple[tuple[str, tuple[str, ...]], ...] = (
    (
        m("Schools and colleges"),
        (
            HEAD,
            m("Executive head"),
            m("Deputy head"),
            m("SENCO"),
            m("Designated safeguarding lead"),
            m("Business manager"),
            m("Events and community lead"),
            m("Teacher training lead"),
            COURSE_LEADER,
            m("Subject lead"),
            m("Receptionist"),
        ),
    ),
    (
        m("Governance"),
        (
            CHAIR,
            m("Vice-chair of governors"),
            m("Co-chair of governors"),
            m("Governor"),
            m("Link governor"),
            m("Associate member"),
            CLERK,
        ),
    ),
    (m("Trusts"), (TRUST_LEADER, m("Chair of trustees"), TRUSTEE, m("Trust member"), m("Accounting officer"))),
    (m("Boards and committees"), (m("Chair"), m("Vice-chair"), m("Member"), m("Treasurer"), m("Secretary"))),
    (
        m("Local government"),
        (
            COUNCILLOR,
            COUNCIL_LEADER,
            PORTFOLIO_HOLDER,
            LEAD_MEMBER,
            DIRECTOR,
            IMPROVEMENT_OFFICER,
            m("Democratic services officer"),
            m("Committee manager"),
            MAYOR,
        ),
    ),
    (m("National government"), (REGIONAL_DIRECTOR,)),
    (m("Partnerships"), (m("Convenor"), m("Partnership director"), HUB_DIRECTOR)),
)
"""Roles to offer, by where they are held; the field takes any words."""

ROLES: tuple[str, ...] = tuple(role for _where, roles in ROLE_SETS for role in roles)
"""All roles to offer."""


class RoleGroup(StrEnum):
    """What kind of role some words mean, in the order in which people turn to them."""

    HEAD = "head"
    CHAIR = "chair"
    CO_CHAIR = "co_chair"
    VICE_CHAIR = "vice_chair"
    CLERK = "clerk"
    COUNCILLOR = "councillor"
    OTHER = "other"


_ALSO_SAID = {
    DIRECTOR: ("dcs", "director childrens services", "director for childrens services"),
    LEAD_MEMBER: (
        "lead member",
        "lead member for childrens services",
        "lead member children and young people",
        "cabinet member for childrens services",
        "cabinet member for children",
        "cabinet member for education",
        "portfolio holder for childrens services",
        "portfolio holder for education",
    ),
    PORTFOLIO_HOLDER: ("cabinet member", "executive member"),
    TRUST_LEADER: ("mat ceo", "trust ceo", "ceo of trust", "chief executive officer of trust", "mat chief executive"),
    TRUSTEE: ("board trustee", "charity trustee"),
    REGIONAL_DIRECTOR: (
        "regional director",
        "regional schools commissioner",
        "rsc",
        "department for education regional director",
    ),
    HUB_DIRECTOR: ("hub director", "tsh director", "director of teaching school hub"),
    COURSE_LEADER: ("programme leader", "course director", "course tutor", "course lead"),
    IMPROVEMENT_OFFICER: (
        "school improvement adviser",
        "school improvement advisor",
        "school improvement partner",
        "sio",
    ),
    COUNCIL_LEADER: ("leader", "council leader"),
    MAYOR: ("mayor", "metro mayor", "elected mayor"),
}
"""Other words for the same role, folded as `sort_key` folds them."""

_STANDARD = {words: role for role, said in _ALSO_SAID.items() for words in (sort_key(role), *said)}


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


def standard_role(role: str) -> str:
    """Return the field's own words for a role, whatever words it was given in; other roles stay as they are.

    >>> standard_role("DCS"), standard_role("MAT CEO"), standard_role("Caretaker")
    ("Director of children's services", 'Trust chief executive', 'Caretaker')
    """
    words = sort_key(role)
    return _STANDARD.get(words, role.strip())


def other_words(role: str) -> tuple[str, ...]:
    """Return the words that mean the same role, folded, its own first."""
    standard = standard_role(role)
    return (sort_key(standard), *_ALSO_SAID.get(standard, ()))


def same_role(known: str, expected: str) -> bool:
    """Say whether a role that somebody holds is the expected one, by kind where the kind is known."""
    group = role_group(expected)
    if group is RoleGroup.OTHER:
        return sort_key(standard_role(known)) == sort_key(standard_role(expected))
    held = role_group(known)
    return held is group or {held, group} == {RoleGroup.CHAIR, RoleGroup.CO_CHAIR}


_ON_ENVELOPES = {HEAD: m("Head"), CLERK: m("Clerk to the governors")}
"""What a role is called below a name on an envelope, where the field's words are too much of an office's."""


def envelope_role(role: str) -> str:
    """Return a role as an envelope and a letter's address say it.

    >>> envelope_role(CLERK), envelope_role("Caretaker")
    ('Clerk to the governors', 'Caretaker')
    """
    return _(_ON_ENVELOPES.get(role, role))
