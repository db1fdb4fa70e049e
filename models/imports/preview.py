"""What a file would do, line by line, before anything is written."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from models.exchange.incoming import Recognised
from models.rounds.preview import FieldChange

__all__ = [
    "Candidate",
    "Choice",
    "Decisions",
    "Fate",
    "FieldChange",
    "ImportPreview",
    "InNumbers",
    "PreviewLine",
    "Step",
    "counts",
    "no_step",
    "print_of",
    "print_of_words",
]

Step = Callable[[int, int], None]
"""Told how many lines are done, of how many; raises Stopped where the work is called off."""


def no_step(_done: int, _total: int) -> None:
    """Nobody watches."""


class Fate(StrEnum):
    """What becomes of a line."""

    NEW = "new"
    CHANGED = "changed"
    SAME = "same"
    """All that it says is there already."""
    DOUBTFUL = "doubtful"
    """A person decides: it is not written as long as nobody has."""
    REFUSED = "refused"


class Choice(StrEnum):
    """What a person may say of a doubtful line, besides naming one of its candidates."""

    NEW = "new"
    LEAVE_OUT = "leave_out"


Decisions = Mapping[str, "Choice | int"]
"""What a person decided of doubtful lines: by the line's fingerprint a choice, or the number of the record it means."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """A record that a doubtful line may mean."""

    id: int
    name: str
    words: str
    """What speaks for it."""


@dataclass(frozen=True, slots=True)
class PreviewLine:
    """A line of the file and what becomes of it; one line may be two people, each with a `PreviewLine` of their own."""

    number: int
    name: str
    fate: Fate
    record_kind: str = ""
    record_id: int | None = None
    changes: tuple[FieldChange, ...] = ()
    reasons: tuple[str, ...] = ()
    """Why it is doubtful or refused."""
    notes: tuple[str, ...] = ()
    """What else is worth knowing of it."""
    candidates: tuple[Candidate, ...] = ()
    can_be_new: bool = True
    """Whether a doubtful line may be said to be somebody new."""
    key: str = ""
    fingerprint: str = ""
    cells: tuple[str, ...] = ()
    base: str = ""
    """What is kept of a line for the next time, by kinds that need it."""
    plan: object = None
    """What its kind of import writes for it; nobody else looks into it."""

    @property
    def is_taken(self) -> bool:
        """Say whether the line would be written."""
        return self.fate in (Fate.NEW, Fate.CHANGED)


@dataclass(frozen=True, slots=True)
class InNumbers:
    """What a file of reference data would do, which is too large to be told row by row."""

    found: int
    added: int
    changed: int
    unchanged: int
    refused: int
    removed: int = 0
    """What the file covers and no longer has."""
    one: str = ""
    """What one of its rows is called: "postcode"."""
    many: str = ""

    def of(self, fate: Fate) -> int:
        """Return how many rows have a fate."""
        counted = {
            Fate.NEW: self.added, Fate.CHANGED: self.changed, Fate.SAME: self.unchanged, Fate.REFUSED: self.refused,
        }  # fmt: skip
        return counted.get(fate, 0)

    def words(self, count: int) -> str:
        """Return a number of rows in words: "12 postcodes"."""
        return f"{count:,} {self.one if count == 1 else self.many}"

    @property
    def is_anything(self) -> bool:
        """Say whether the file would write anything."""
        return bool(self.added or self.changed or self.removed)


@dataclass(frozen=True, slots=True)
class ImportPreview:
    """What a file would do: how it was understood, every line, and the state of the book that it was compared with."""

    kind: str
    file: str
    sha256: str
    recognised: Recognised
    lines: tuple[PreviewLine, ...]
    headings: tuple[str, ...] = ()
    remarks: tuple[str, ...] = ()
    last_change: int = 0
    """The number of the newest change of the book when it was compared."""
    numbers: InNumbers | None = None
    """Of reference data, whose lines are only those refused and those that mean something for our records."""

    @property
    def found(self) -> int:
        """Return how many lines the file has."""
        return self.numbers.found if self.numbers is not None else len(self.lines)

    def count(self, fate: Fate) -> int:
        """Return how many lines have a fate."""
        return self.numbers.of(fate) if self.numbers is not None else sum(line.fate is fate for line in self.lines)

    @property
    def is_anything(self) -> bool:
        """Say whether anything would be written."""
        return bool(self.taken) or (self.numbers is not None and self.numbers.is_anything)

    @property
    def taken(self) -> tuple[PreviewLine, ...]:
        """Return the lines that would be written."""
        return tuple(line for line in self.lines if line.is_taken)

    @property
    def not_taken(self) -> tuple[PreviewLine, ...]:
        """Return the lines that would not be written although they say something new."""
        return tuple(line for line in self.lines if line.fate in (Fate.DOUBTFUL, Fate.REFUSED))


def print_of(*parts: object) -> str:
    """Return a fingerprint of what a line says: of the words of its parts, in their order."""
    return print_of_words(*map(repr, parts))


def print_of_words(*parts: str) -> str:
    """Return the fingerprint of parts that are in words already."""
    return hashlib.sha256("\x1f".join(parts).encode("utf-8", "surrogatepass")).hexdigest()[:32]


def counts(preview: ImportPreview) -> dict[str, int]:
    """Return how many lines were found and what becomes of them, by the words of the command line."""
    words: Sequence[tuple[str, Fate]] = (
        ("added", Fate.NEW),
        ("changed", Fate.CHANGED),
        ("unchanged", Fate.SAME),
        ("doubtful", Fate.DOUBTFUL),
    )
    return {"found": preview.found, **{name: preview.count(fate) for name, fate in words}}
