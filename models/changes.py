"""The notice of a change, given to whoever shows records, once, after the commit."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Changes:
    """What a write changed: its words and the rows, as pairs of table name and number.

    A number of 0 stands for a whole table that is not journalled (the register).
    """

    label: str
    records: frozenset[tuple[str, int]]
    is_step: bool = True
    """Whether Undo can take it back; a note of what went out of the house stays."""

    @property
    def can_be_undone(self) -> bool:
        """Say whether there is anything in it that Undo would take back: the register alone is no such thing."""
        return self.is_step and any(number for _kind, number in self.records)

    def touches(self, *kinds: str) -> bool:
        """Say whether a row of one of these tables changed."""
        return any(kind in kinds for kind, _ in self.records)
