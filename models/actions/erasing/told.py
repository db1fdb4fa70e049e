"""What an erasure did or would do, in words and counts."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from enum import StrEnum

from models.kinds import KINDS
from resources.i18n import _, ngettext
from resources.i18n import marked as m


class Deed(StrEnum):
    """What was done to a row."""

    PERSON = "person"
    REMOVED = "removed"
    EMPTIED = "emptied"
    MASKED = "masked"
    FILE = "file"
    DRAFT = "draft"
    IMPORT = "import"
    MERGE = "merge"
    STATE = "state"
    WORDS = "words"


Done = Counter[tuple[Deed, str]]
"""How often something was done, to which kind of row."""


@dataclass(frozen=True, slots=True)
class Possible:
    """A row that perhaps names the person, or a file that does: somebody has to say whether it is theirs."""

    kind: str
    id: int
    word: str
    name: str
    why: str
    text: str
    is_likely: bool
    """It is about them anyway, so that it is taken unless somebody says otherwise."""


@dataclass(frozen=True, slots=True)
class Place:
    """A place of the book and what is done there."""

    deed: str
    kind: str
    words: str
    count: int


@dataclass(frozen=True, slots=True)
class Erased:
    """All that an erasure did, or would do."""

    name: str
    """What they were called."""
    becomes: str
    number: int
    places: tuple[Place, ...]
    possible: tuple[Possible, ...]
    elsewhere: tuple[str, ...]
    """What it does not reach, and what else to know, a sentence each."""


_WORDS = {
    Deed.PERSON: m("Their record is emptied and put away"),
    Deed.FILE: m("Files taken out of the book"),
    Deed.DRAFT: m("Unsaved forms thrown away"),
    Deed.IMPORT: m("Lines of imported files emptied"),
    Deed.MERGE: m("Merges that can no longer be separated"),
    Deed.STATE: m("Earlier states in the history emptied"),
    Deed.WORDS: m("Steps of the history told without the name"),
}


def told(done: Done) -> tuple[Place, ...]:
    """Return what was done, place by place, in the order of the deeds."""
    order, kinds = list(Deed), list(KINDS)
    rows = sorted(done.items(), key=lambda one: (order.index(one[0][0]), kinds.index(one[0][1]) if one[0][1] else -1))
    return tuple(Place(deed.value, kind, _told(deed, kind, count), count) for (deed, kind), count in rows)


def _told(deed: Deed, kind: str, count: int) -> str:
    if deed in _WORDS:
        return _(_WORDS[deed])
    what = KINDS[kind].words if count > 1 else KINDS[kind].word
    what = what[:1].upper() + what[1:]
    if deed is Deed.REMOVED:
        return ngettext("{what} removed", "{what} removed", count).format(what=what)
    if deed is Deed.EMPTIED:
        return ngettext("{what} kept, emptied of notes", "{what} kept, emptied of notes", count).format(what=what)
    return ngettext("{what} kept, without the name", "{what} kept, without the name", count).format(what=what)
