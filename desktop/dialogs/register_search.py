"""Asking the register for the dialog that adds from it: words, authority, ward and nearness together."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from desktop.tables.columns import RecordLine
from desktop.tokens import Tone
from models.geography import miles_in_words, walking_minutes
from models.queries.register import RegisterFilter, RegisterRow, find_in_register, locate
from models.search import search_register
from models.text import sort_key
from resources.i18n import _

if TYPE_CHECKING:
    from desktop.context import Context

MOST = 3000
"""Lines that are shown; who finds more asks for less."""
_BY_WORDS = 200


@dataclass(frozen=True, slots=True)
class Asked:
    """What is looked for."""

    words: str = ""
    authority: str = ""
    ward: str = ""
    near: str = ""
    metres: int = 0
    open_only: bool = True

    @property
    def is_blank(self) -> bool:
        """Tell whether nothing is looked for yet."""
        return not (self.words or self.authority or (self.near and self.metres))


@dataclass(frozen=True, slots=True)
class Found:
    """An institution of the register as a line of the dialog."""

    urn: str
    name: str
    status: str
    phase: str
    establishment_type: str
    la_name: str
    ward_name: str
    postcode: str
    organisation_id: int | None
    distance_m: int | None


class RegisterSearch:
    """Finds institutions; where a place is named, the nearest first."""

    def __init__(self, context: Context) -> None:
        self._context = context

    def find(self, asked: Asked) -> tuple[list[Found], str]:
        """Return what matches, and a remark where a place is only an estimate. Raises AppError in words."""
        if asked.is_blank:
            return [], ""
        with self._context.store.read() as session:
            place = locate(session, asked.near) if asked.near and asked.metres else None
            filtered = bool(asked.authority or place)
            if filtered:
                wanted = RegisterFilter(
                    authority=asked.authority,
                    ward=asked.ward,
                    near=place.point if place else None,
                    metres=asked.metres,
                    open_only=asked.open_only,
                )
                rows = [row for row in find_in_register(session, wanted) if _has_words(row, asked.words)]
            else:
                hits = search_register(session, asked.words, _BY_WORDS)
                urns = tuple(hit.urn for hit in hits if not asked.open_only or hit.status != "Closed")
                by_urn = {row.urn: row for row in find_in_register(session, RegisterFilter(urns=urns))} if urns else {}
                rows = [by_urn[urn] for urn in urns if urn in by_urn]
        return [_found(row) for row in rows[:MOST]], place.warning if place else ""


def _has_words(row: RegisterRow, words: str) -> bool:
    """Tell whether each word begins a word of the name, or is the postcode or the number."""
    if not words:
        return True
    parts = sort_key(f"{row.name} {row.postcode} {row.urn}").split()
    return all(any(part.startswith(word) for part in parts) for word in sort_key(words).split())


def _found(row: RegisterRow) -> Found:
    return Found(
        row.urn,
        row.name,
        row.status,
        row.phase,
        row.establishment_type,
        row.la_name,
        row.ward_name,
        row.postcode,
        row.organisation_id,
        row.distance_m,
    )


def line_of(row: Found) -> RecordLine:
    """Return the two lines of an institution."""
    phase = row.phase if row.phase and row.phase != "Not applicable" else row.establishment_type
    parts = [phase, row.ward_name, row.la_name, row.postcode]
    if row.distance_m is not None:
        minutes = walking_minutes(row.distance_m)
        walk = _("about 1 minute’s walk") if minutes == 1 else _("about {n} minutes’ walk").format(n=minutes)
        parts.insert(0, f"{miles_in_words(row.distance_m)}, {walk}")
    aside, tone = "", None
    if row.organisation_id is not None:
        aside, tone = _("In your list"), Tone.GOOD
    elif row.status and row.status != "Open":
        aside, tone = row.status, Tone.PLAIN
    return RecordLine(row.name, " · ".join(part for part in parts if part), aside, tone)
