"""Whom a command is about: a name, "person:12", or the bare number that `list people` shows."""

from __future__ import annotations

from typing import TYPE_CHECKING

from models.errors import WrongUse

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

WHOM = "NAME|person:N|N"
"""How such an argument is shown in the help."""


def person_named(session: Session, words: str, *, whole: bool = False) -> int:
    """Return the number of the person that is meant; by their whole name only, where nothing can be taken back.

    Raises WrongUse where there is none, where there are several, or where it is an organisation.
    """
    from models.queries.parties import resolve_party
    from models.text import sort_key

    party = resolve_party(session, f"person:{words}" if words.isascii() and words.isdigit() else words)
    if party.person_id is None:
        raise WrongUse(f"{party.name} is no person. Name a person, or person:N.")
    is_number = words.removeprefix("person:").isdigit()
    if whole and not is_number and sort_key(words) != sort_key(party.name):
        raise WrongUse(f"This cannot be undone, so give the whole name, {party.name}, or person:{party.person_id}.")
    return party.person_id
