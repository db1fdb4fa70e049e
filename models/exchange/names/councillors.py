"""Names of councillors, each in one cell with titles, offices and honours: who it is, and what was said beside."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from models.exchange.councillors.rows import PARTY_WORDS
from models.exchange.names.cutting import cut_post_nominals, cut_title, first_and_last, single_blanks
from models.exchange.names.words import VACANT

_OFFICE = re.compile(
    r"^(?P<office>(?:the )?(?:right worshipful |worshipful )?[\w' -]+?)\s*\((?P<who>(?:councillor|cllr)\b.*)\)$", re.I
)
_NOTE = re.compile(r"\s*[(\[]([^()\[\]]*)[)\]]\s*")
_COUNCILLOR = re.compile(
    r"^(?:county |city |town |parish |borough |district )?(?:councillor|cllr|clr)\b\.?\s*", re.IGNORECASE
)
_ALDERMAN = re.compile(r"^(?:alderman|ald)\b\.?\s+", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class CouncillorName:
    """A name as it was understood."""

    title: str = ""
    first_name: str = ""
    last_name: str = ""
    honours: str = ""
    office: str = ""
    """What the name says they are besides, such as Mayor."""
    is_vacancy: bool = False
    is_certain: bool = True


def understand_councillor(given: str) -> CouncillorName:
    """Return who a cell names.

    >>> found = understand_councillor("Councillor David Kershaw  CBE, JP")
    >>> found.title, found.first_name, found.last_name, found.honours
    ('Cllr', 'David', 'Kershaw', 'CBE JP')
    """
    text = single_blanks(given)
    if not text or VACANT.search(text):
        return CouncillorName(is_vacancy=True)
    office = _OFFICE.match(text)
    if office:
        inner = understand_councillor(office["who"])
        return replace(inner, office=re.sub(r"^the ", "", office["office"], flags=re.IGNORECASE))
    notes = [note.strip() for note in _NOTE.findall(text)]
    text = _NOTE.sub(" ", text).strip(" ,")
    text = _ALDERMAN.sub("", text)
    was_councillor = _COUNCILLOR.match(text) is not None
    text = _ALDERMAN.sub("", _COUNCILLOR.sub("", text)).strip()
    text, honours = cut_post_nominals(text)
    text, family = _family_name_before(text)
    was_councillor = was_councillor or _COUNCILLOR.match(text) is not None
    title, rest = cut_title(_COUNCILLOR.sub("", text).strip())
    first, last = (rest, family) if family else first_and_last(rest)
    place = re.search(r"\bof\b", rest)
    if place:
        # "Lord Fearn of Southport": the place belongs to the surname.
        first, last = first_and_last(rest[: place.start()].strip())
        last = f"{last} {rest[place.start() :]}"
    notes = [note for note in notes if note.casefold() not in PARTY_WORDS and note.casefold() != "hons"]
    nickname = [note for note in notes if note.isalpha() and note not in ("Leader", "Mayor", "Chair", "Chairman")]
    return CouncillorName(
        " ".join(["Cllr", title] if was_councillor or not title else [title]).strip(),
        first,
        last,
        honours,
        ", ".join(note for note in notes if note not in nickname),
        is_certain=bool(first) and not nickname and " and " not in f" {rest} " and "&" not in rest and "," not in rest,
    )


def _family_name_before(text: str) -> tuple[str, str]:
    """Return what stands behind the family name of "Smith, Bob", and that name; a group behind a name is left out."""
    before, _comma, after = (part.strip() for part in text.partition(","))
    if not after or after.casefold() in PARTY_WORDS:
        return before, ""
    return (after, before) if "," not in after else (text, "")
