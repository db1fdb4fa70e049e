"""`import … --left KIND:ID`: who or what has left, of those whom a file no longer names and nobody can be sure of.

A council's list that no longer names a councillor, or a register that no longer has a school in its trust, may have
left them out by mistake: such a line is doubtful, and only a person says that it is so.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Protocol

from models.errors import WrongUse
from models.imports.preview import Choice, Fate, ImportPreview
from models.queries.records import Ref


class Decided(Protocol):
    """A file on its way in, of which something can be said before it is taken in."""

    @property
    def preview(self) -> ImportPreview:
        """What the file would do."""

    def decide(self, decisions: Mapping[str, Choice | int | None]) -> ImportPreview:
        """Take what a person says of doubtful lines."""


def decide_leavers(coming: Decided, left: Sequence[Ref]) -> None:
    """Say of these records that they have left. Raises WrongUse for one that the file does not miss."""
    if not left:
        return
    missing = [line for line in coming.preview.lines if line.fate is Fate.DOUBTFUL and not line.number]
    named = {(line.record_kind, line.record_id) for line in missing}
    for kind, number in left:
        if (kind, number) not in named:
            words = f"The file does not leave it open whether {kind}:{number} has left. --dry-run lists those in doubt."
            raise WrongUse(words)
    chosen = [line for line in missing if (line.record_kind, line.record_id) in left]
    coming.decide({line.fingerprint: candidate.id for line in chosen for candidate in line.candidates[:1]})
