"""Roles as files word them: the program's own role where it is one, with the local words kept beside it."""

from __future__ import annotations

from models.roles import CHAIR, CLERK, COUNCILLOR, HEAD, ROLES, RoleGroup, role_group, standard_role
from models.text import sort_key

_OWN = {sort_key(role): role for role in ROLES}
_OF_MANY_BODIES = frozenset({"leader", "mayor"})
"""Words for one office where they stand in a list of that body, and for many elsewhere."""
_WRITTEN_SHORT = {
    HEAD: "ht|h t|headmaster|headmistress|head master|head mistress",
    "Executive head": "exec head|exec headteacher|exec head teacher|exec ht",
    "Deputy head": "dht|dep head|deputy headteacher|deputy head teacher|dep headteacher|deputy ht",
    "SENCO": "sendco|senco sendco|sen co ordinator|sen coordinator|special educational needs coordinator|"
    "special educational needs co ordinator|sendco senco",
    "Designated safeguarding lead": "dsl|d s l|designated safeguarding lead dsl",
    "Business manager": "sbm|business mgr|school business manager|school business mgr",
    CHAIR: "cog|c o g|co g|chair of govs|chair govs|chair of gov",
    "Vice-chair of governors": "vice chair of govs|vice chair of gov|deputy chair of governors",
    "Governor": "gov|school governor",
    "Link governor": "link gov",
}
"""How schools write roles of the program's short, or in other words for the very same."""
_OWN |= {words: role for role, said in _WRITTEN_SHORT.items() for words in said.split("|")}
_CHAIRS_OF = {"governors": CHAIR, "governing": CHAIR, "trustees": "Chair of trustees"}


def understand_role(given: str) -> tuple[str, str]:
    """Return the role in the program's words where it has words for it, and the local words where they differ.

    >>> understand_role("Headteacher"), understand_role("CHAIR OF GOVERNORS"), understand_role("Caretaker")
    (('Head of institution', 'Headteacher'), ('Chair of governors', ''), ('Caretaker', ''))
    """
    words = " ".join(given.split())
    known = words if sort_key(words) in _OF_MANY_BODIES else standard_role(words)
    role = _OWN.get(sort_key(words)) or _of_its_group(words) or known
    return role, "" if sort_key(role) == sort_key(words) else words


def is_known_role(words: str) -> bool:
    """Say whether words are one of the program's own roles, or stand for one: "SBM", "Clerk"."""
    return sort_key(words) in _OWN or bool(_of_its_group(words))


def _of_its_group(words: str) -> str:
    """Return the program's role for words that mean the same office; "" where they may mean another."""
    group = role_group(words)
    if group is RoleGroup.HEAD:
        return HEAD
    if group is RoleGroup.CLERK:
        return CLERK
    if group is RoleGroup.COUNCILLOR and len(words.split()) == 1:
        return COUNCILLOR
    if group is RoleGroup.CHAIR:
        folded = sort_key(words).split()
        return next((role for word, role in _CHAIRS_OF.items() if word in folded), "")
    return ""
