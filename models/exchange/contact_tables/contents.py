"""What the cells of a column look like, where no heading says it or a heading may mean two things."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable

from models.exchange.contact_tables.holding import Holds
from models.exchange.emails import is_email
from models.exchange.names.cells import understand_names
from models.exchange.names.cutting import is_title
from models.exchange.names.words import POST_WORDS, TITLES
from models.exchange.role_words import is_known_role
from models.geography import normalise_postcode
from models.text import sort_key

SAMPLE = 200
"""Filled cells of a column that are looked at."""
_PHONE = re.compile(r"\+?[\d ()./\-]{9,20}(?:\.0)?(?: ?(?:\([^()]*\)|x\d+|ext\.? ?\d+))?", re.ASCII)
_WEB = re.compile(
    r"(?:https?://|www\.)\S+|[a-z\d-]+(?:\.[a-z\d-]+)*\.(?:uk|org|com|net|info|eu|wales|scot)(?:/\S*)?", re.I
)
_DECIMAL = re.compile(r"-?\d{1,5}\.\d{2,}", re.ASCII)
_DATE = re.compile(r"\d{1,2}[./-]\d{1,2}[./-]\d{2,4}|\d{4}-\d{2}-\d{2}(?: .*)?", re.ASCII)
_BESIDE = re.compile(r"([^,()]+?)(?:\s+[-–—]\s+|\s*[,(]\s*)([^()]+?)\)?")
"""A name and what is beside it: after a dash, after a comma, in brackets."""
_JOBS = frozenset(
    {"officer", "lead", "teacher", "governor", "administrator", "parent", "parents", "volunteer", "member", "worker"}
)
_LONGEST_BESIDE = 200
_ORGANISATION_WORDS = """
school schools college academy council trust primary secondary nursery university infant infants junior juniors museum
theatre company centre center hall gallery library society foundation ltd limited plc church club association festival
orchestra project arts dance music studio studios house museums charity group federation partnership service services
hospital surgery ysgol preschool playgroup community federation cic pta fc agency bank hub
inc organisation organization ballet opera co
"""
_ORGANISATIONS = frozenset(_ORGANISATION_WORDS.split())


def sample_of(cells: Iterable[str]) -> list[str]:
    """Return the first filled cells of a column."""
    found: list[str] = []
    for cell in cells:
        if cell:
            found.append(cell)
            if len(found) >= SAMPLE:
                break
    return found


def _is_phone(cell: str) -> bool:
    if _PHONE.fullmatch(cell) is None or _DATE.fullmatch(cell) or _DECIMAL.fullmatch(cell):
        return False
    digits = sum(map(str.isdigit, cell.removesuffix(".0")))
    # Numbers of other kinds have ten figures too; a telephone number begins with 0, + or has lost its 0.
    begins = cell.startswith(("0", "+", "(")) or (digits == 10 and cell[0] in "1237") or cell.startswith("44")
    return begins and 9 <= digits <= 15


def is_mobile(cell: str) -> bool:
    """Say whether a cell holds a mobile number and nothing else."""
    digits = re.sub(r"\D", "", cell.removesuffix(".0")).removeprefix("00").removeprefix("44")
    return _is_phone(cell) and digits.lstrip("0").startswith("7") and len(digits.lstrip("0")) == 10


def _has_email(cell: str) -> bool:
    return "@" in cell and any(is_email(word.strip("<>;,()")) for word in cell.split())


def looks_like_organisation(cell: str) -> bool:
    """Say whether a cell has a word that names of organisations have and those of people hardly."""
    return not _ORGANISATIONS.isdisjoint(sort_key(cell).split())


def _is_name(cell: str) -> bool:
    words = cell.replace(",", " ").split()
    if not 2 <= len(words) <= 7 or any(map(str.isdigit, cell)) or looks_like_organisation(cell):
        return False
    found = understand_names(cell)
    return bool(found.people) and any(word[:1].isupper() for word in words)


_TESTS: tuple[tuple[Holds, Callable[[str], bool]], ...] = (
    (Holds.EMAIL, _has_email),
    (Holds.POSTCODE, lambda cell: normalise_postcode(cell) is not None),
    (Holds.MOBILE, is_mobile),
    (Holds.PHONE, _is_phone),
    (Holds.WEBSITE, lambda cell: _WEB.fullmatch(cell) is not None),
    (Holds.TITLE, lambda cell: is_title(cell) and not TITLES.isdisjoint(sort_key(cell).split())),
    (Holds.ORGANISATION, looks_like_organisation),
    (Holds.NAME, _is_name),
)


def understand_content(cells: list[str]) -> Holds:
    """Return what two thirds of the filled cells of a column look like; nothing where they look like nothing known."""
    for holds, looks_so in _TESTS:
        if cells and share_of(cells, looks_so) * 3 >= 2:
            return holds
    return Holds.NOTHING


def share_of(cells: list[str], looks_so: Callable[[str], bool]) -> float:
    """Return which part of some cells look so."""
    return sum(map(looks_so, cells)) / len(cells) if cells else 0.0


def mostly_titles(cells: list[str]) -> bool:
    """Say whether a column of titles holds such: "Mrs", "Dr"."""
    return not cells or share_of(cells, is_title) >= 0.5


def name_beside_organisation(cell: str) -> tuple[str, str] | None:
    """Return a person's name and the organisation after it, where a cell has both and nothing else.

    >>> name_beside_organisation("Ann Bell - Elm Lane Primary"), name_beside_organisation("Elm Lane, Primary")
    (('Ann Bell', 'Elm Lane Primary'), None)
    """
    found = _BESIDE.fullmatch(cell) if len(cell) < _LONGEST_BESIDE else None
    if found is None or not looks_like_organisation(found[2]) or not _is_name(found[1]):
        return None
    words = sort_key(found[2]).split()
    is_job = POST_WORDS.search(found[2]) or is_known_role(found[2]) or not _JOBS.isdisjoint(words)
    # "St Mary's, C of E Primary" is one organisation: what is called something has a word of its own.
    is_called = any(len(word) > 2 and word not in _ORGANISATIONS for word in words) and not found[1].startswith("St ")
    return (found[1], found[2]) if is_called and not is_job and _is_surely_named(found[1]) else None


def _is_surely_named(text: str) -> bool:
    return not any(one.doubts for one in understand_names(text).people)


def mostly_organisations(cells: list[str]) -> bool:
    """Say whether a column of names holds those of organisations rather than people's."""
    return share_of(cells, _is_organisation_alone) >= 0.35 and share_of(cells, _has_title) < 0.1


def _is_organisation_alone(cell: str) -> bool:
    return looks_like_organisation(cell) and name_beside_organisation(cell) is None


def _has_title(cell: str) -> bool:
    return is_title(cell.split()[0])
