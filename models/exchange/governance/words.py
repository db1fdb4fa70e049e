"""The register's words for roles and for who appoints, in the words of this program."""

from __future__ import annotations

from models.exchange.role_words import understand_role
from models.roles import CHAIR, CLERK, TRUSTEE
from models.text import sort_key

_ROLES = {
    "chair of governors": CHAIR,
    "chair of trustees": "Chair of trustees",
    "chair of local governing body": CHAIR,
    "governor": "Governor",
    "local governor": "Governor",
    "trustee": TRUSTEE,
    "member": "Trust member",
    "accounting officer": "Accounting officer",
    "chief financial officer": "Chief financial officer",
}
_BODIES = {
    "appointed by gb board": "governing board",
    "appointed by academy members": "members of the trust",
    "appointed by foundation trust": "foundation or trust",
    "elected by school staff": "elected by school staff",
    "elected by parents": "elected by parents",
    "parent appointed by gb board due to no election candidates": "governing board, no parent having stood",
    "nominated by la and appointed by gb": "nominated by the local authority",
    "nominated by other body and appointed by gb": "nominated by another body",
    "ex officio by virtue of office as headteacher principal": "ex officio as headteacher",
    "ex officio foundation governor appointed by foundation by virtue of the office they hold": "ex officio foundation",
    "original signatory members": "original signatory",
    "foundation sponsor members": "foundation or sponsor",
    "persons who are appointed by the foundation body or sponsor if applicable": "foundation or sponsor",
    "any additional members appointed by the members of the academy trust": "members of the trust",
}


def role_of(given: str) -> tuple[str, str]:
    """Return the role in the program's words and, where they say more, the register's.

    >>> role_of("Shared Local Governor - Establishment")
    ('Governor', 'Shared Local Governor - Establishment')
    """
    words = " ".join(given.split())
    plain = sort_key(words).removeprefix("shared ").removeprefix("group shared ").removeprefix("establishment ")
    for ending in (" group", " establishment", " individual", " organisation"):
        plain = plain.removesuffix(ending)
    if plain.startswith("governance professional"):
        role = CLERK
    elif plain in _ROLES:
        role = _ROLES[plain]
    else:
        return understand_role(words)
    return role, "" if sort_key(role) == sort_key(words) else words


def is_of_an_organisation(given: str) -> bool:
    """Say whether a role is held by an organisation, not by a person."""
    return sort_key(given).endswith("member organisation")


def appointing_body_of(given: str) -> str:
    """Return who appointed somebody in the words of boards; the register's own where they are not known.

    >>> appointing_body_of("Appointed by GB/board"), appointing_body_of("The bishop")
    ('governing board', 'The bishop')
    """
    words = " ".join(given.split())
    return _BODIES.get(sort_key(words), words)
