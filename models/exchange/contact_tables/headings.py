"""What a heading says its column holds: word for word, with "work" or "school" beside it, or after somebody's role."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from models.exchange.contact_tables.heading_words import BESIDE, BY_WORDS, OF_ORGANISATION, PRIVATE, ROLE_WORDS, USELESS
from models.exchange.contact_tables.holding import OF_ORGANISATIONS, Holds
from models.exchange.given_back import is_of_given_back
from models.exchange.role_words import understand_role
from models.roles import ROLES, RoleGroup, role_group
from models.text import sort_key

LONGEST_HEADING = 70
"""Letters of what may be a heading at all; forms ask in longer ones, below one that is known."""
_CAMEL = re.compile(r"(?<=[a-z])(?=[A-Z0-9])")
_NUMBER = re.compile(r"\s*\b(?:line )?(\d{1,2})\b\s*")
_ALONE_IN_SERIES = re.compile(r"(e mail|phone|telefon|address|website|organization) (\d{1,2}) (.+)")
_SERIES_PARTS = {
    **dict.fromkeys(("wert", "valeur", "valor", "valore", "waarde", "wartosc", "gwerth"), "value"),
    **dict.fromkeys(("etiqueta", "etykieta", "etichetta", "libelle", "beschriftung"), "label"),
}
"""How Google's own parts of a heading are called in other languages."""
_BRACKETS = re.compile(r"\([^()]*\)?|\*+|:+\s*$")
_ASKED = re.compile(r"(?:what is |whats |please )?(?:enter |give |provide |add )?(?:your |the )?(?=.)")
"""How a form asks for what a heading only names."""
_QUESTIONS = tuple(
    (re.compile(words), holds)
    for words, holds in (
        (r"(?:which|what) .*\b(?:school|organisation|organization|setting|college|company)\b.*", Holds.ORGANISATION),
        (r".*\byour (?:full )?name\b.*", Holds.NAME),
        (r".*\byour (?:work |school )?e ?mail\b.*", Holds.EMAIL),
        (r".*\byour (?:contact |tele|mobile )?(?:phone|number)\b.*", Holds.PHONE),
        (r".*\byour (?:job |current )?(?:role|title|position)\b.*", Holds.ROLE),
    )
)
"""What forms ask for in whole questions."""
_BETWEEN = re.compile(r"\s*(?:[/&+,|]|\bor\b|\band\b)\s*", re.IGNORECASE)
_LONGEST_OF_SEVERAL = 50
_CONTACTS = frozenset({"contact", "contacts"})
_FURTHER = frozenset({"second", "2nd", "other", "alternative", "alternate", "additional", "secondary"})
_ROLE_WORDS = ROLE_WORDS | {sort_key(role) for role in ROLES}
_SAY_NAME = frozenset({"name", "s name", "names", "contact", "contact name", "full name"})


@dataclass(frozen=True, slots=True)
class HeadingFound:
    """What a heading says."""

    holds: Holds
    label: str = ""
    """The kind of address or number: "Work", "Home"."""
    series: int = 0
    """Which of several of its kind it is: the 2 of "Address 2"; 0 where there is one."""
    group: int = 0
    """To which of several it belongs with others: the 2 of "E-mail 2 - Label" and "E-mail 2 - Value"."""
    of_organisation: bool = False
    role: str = ""
    """Whose it is, by the role that the heading names: "Chair of governors"."""
    is_private: bool = False
    is_of_given_back: bool = False
    """Whether only the sheet of rows that were not taken has it."""


@lru_cache(maxsize=2048)
def understand_heading(text: str) -> HeadingFound | None:
    """Return what a heading says its column holds; None where it is not known.

    >>> understand_heading("Business Phone 2").label, understand_heading("Head's email").role
    ('Work', 'Head of institution')
    """
    return _plain(text) or _without_brackets(text) or _of_several(text)


def _without_brackets(text: str) -> HeadingFound | None:
    """Return a heading without what stands in brackets, and without what a form asks it with: "Contact(s)"."""
    bare = _BRACKETS.sub("", text).strip()
    asked = _ASKED.sub("", sort_key(bare), count=1)
    known = (_plain(bare) if bare != text else None) or (_plain(asked) if asked != sort_key(text) else None)
    if known is None and bare.endswith("?"):
        known = next((HeadingFound(holds) for words, holds in _QUESTIONS if words.fullmatch(sort_key(text))), None)
    return known


def _of_several(text: str) -> HeadingFound | None:
    """Return a heading of words for the same, or for what one cell can hold: "Org / School", "Name and role"."""
    parts = [part for part in _BETWEEN.split(text) if part]
    if not 1 < len(parts) < 5 or len(text) > _LONGEST_OF_SEVERAL:
        return None
    found = [_plain(part) for part in parts]
    known = [one for one in found if one is not None]
    if private := next((one for one in known if one.is_private), None):
        return private
    holds = {one.holds for one in known} - {Holds.NOTHING}
    if len(holds) == 1 and (len(known) == len(parts) or holds <= _KNOWN_BY_ONE):
        first = next(one for one in known if one.holds in holds)
        return first if len({one.role for one in known}) == 1 else HeadingFound(first.holds)
    return next((HeadingFound(taken) for taken, others in _TAKEN_FIRST if taken in holds and holds <= others), None)


_KNOWN_BY_ONE = frozenset({Holds.ORGANISATION, Holds.NAME, Holds.ROLE, Holds.NOTE})
"""What a heading holds of which one word says so, whatever the others are."""
_TAKEN_FIRST = (
    (Holds.NAME, {Holds.NAME, Holds.ROLE, Holds.TITLE}),
    (Holds.ROLE, {Holds.ROLE, Holds.TITLE, Holds.DEPARTMENT}),
    (Holds.PHONE, {Holds.PHONE, Holds.MOBILE}),
    (Holds.ADDRESS, {Holds.ADDRESS, Holds.POSTCODE}),
)
"""What is read in a cell that a heading says to hold several things: what finds the others in it too."""


def _plain(text: str) -> HeadingFound | None:
    """Return what a heading says that says one thing."""
    words = sort_key(_CAMEL.sub(" ", text))
    if not words or len(words) > 80:
        return None
    if is_of_given_back(text):
        return HeadingFound(Holds.NOTHING, is_of_given_back=True)
    if words in PRIVATE:
        return HeadingFound(Holds.NOTHING, is_private=True)
    if _ALONE_IN_SERIES.fullmatch(words):
        return _in_series(words)
    if words in BY_WORDS:
        return _owned(BY_WORDS[words], words)
    if set(words.split()) & USELESS:
        return HeadingFound(Holds.NOTHING)
    return _of_role(words) or _with_words_beside(words)


def _owned(holds: Holds, words: str) -> HeadingFound:
    """Return a heading known word for word; "school website" is the school's."""
    of_organisation = bool(set(words.split()) & OF_ORGANISATION) and holds in OF_ORGANISATIONS
    label = next((BESIDE[word] for word in words.split() if BESIDE.get(word)), "") if holds in _LABELLED else ""
    return HeadingFound(holds, label, of_organisation=of_organisation)


_LABELLED = frozenset(
    {
        Holds.EMAIL,
        Holds.PHONE,
        Holds.MOBILE,
        Holds.WEBSITE,
        Holds.ADDRESS,
        Holds.STREET,
        Holds.TOWN,
        Holds.COUNTY,
        Holds.POSTCODE,
        Holds.COUNTRY,
    }
)


def _in_series(words: str) -> HeadingFound | None:
    """Return a heading of Google's or Outlook's kind, that is one of several: "e mail 2 value", "e mail 2 address"."""
    found = _ALONE_IN_SERIES.fullmatch(words)
    if found is None:
        return None
    kind, number, part = found[1].replace("telefon", "phone"), int(found[2]), _SERIES_PARTS.get(found[3], found[3])
    if part == "display name":
        return HeadingFound(Holds.NOTHING)
    holds = Holds.EMAIL if (kind, part) == ("e mail", "address") else BY_WORDS.get(f"{kind} 1 {part}", Holds.NOTHING)
    return HeadingFound(holds, group=number)


def _of_role(words: str) -> HeadingFound | None:
    """Return a heading that names somebody's role, and perhaps what of theirs: "head teacher email"."""
    if words in _ROLE_WORDS:
        return HeadingFound(Holds.NAME, role=_role(words))
    parts = words.removeprefix("name of ").removeprefix("the ").split()
    if words.startswith("name of ") and " ".join(parts) in _ROLE_WORDS:
        return HeadingFound(Holds.NAME, role=_role(" ".join(parts)))
    for place in range(len(parts) - 1, 0, -1):
        first, rest = " ".join(parts[:place]), " ".join(parts[place:])
        # "Head's email" folds to "heads email".
        role = first if first in _ROLE_WORDS else first.removesuffix("s")
        if role not in _ROLE_WORDS:
            continue
        if rest in _SAY_NAME:
            return HeadingFound(Holds.NAME, role=_role(role))
        found = BY_WORDS.get(rest)
        inner = HeadingFound(found) if found is not None else _with_words_beside(rest)
        if inner is not None and inner.holds not in (Holds.NOTHING, Holds.ORGANISATION):
            return HeadingFound(inner.holds, inner.label, role=_role(role))
    return None


def _role(words: str) -> str:
    """Return a role as the program words it, or as a heading does, with a capital."""
    role, _local = understand_role(words)
    if role_group(words) is RoleGroup.OTHER and role == words:
        return words.upper() if len(words) < 4 else words.capitalize()
    return role


def _with_words_beside(words: str) -> HeadingFound | None:
    """Return a heading with words around it that say which of its kind, or whose it is."""
    number = _NUMBER.search(words)
    bare = _NUMBER.sub(" ", words).strip() if number else words
    parts = bare.split()
    label, of_organisation = "", False
    left: list[str] = []
    for part in parts:
        if part in BESIDE:
            label = label or BESIDE[part]
        elif part in OF_ORGANISATION and len(parts) > 1:
            of_organisation = True
        else:
            left.append(part)
    series = int(number[1]) if number else 0
    if not _CONTACTS.isdisjoint(parts) and "emergency" not in parts and (not left or left == ["name"]):
        return HeadingFound(Holds.NAME, series=2 if not series and _FURTHER.intersection(parts) else series)
    holds = BY_WORDS.get(" ".join(left)) or BY_WORDS.get(bare)
    if holds is None or holds is Holds.ORGANISATION:
        return HeadingFound(Holds.ORGANISATION) if holds is Holds.ORGANISATION else None
    if of_organisation and holds is Holds.NAME:
        return HeadingFound(Holds.ORGANISATION)
    if holds is Holds.ADDRESS and series:
        holds = Holds.STREET
    return HeadingFound(holds, label, series, 0, of_organisation and holds in OF_ORGANISATIONS, is_private=False)
