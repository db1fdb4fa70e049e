"""Writing notes on records: plain ones, intelligence with its source, needs of a community, capacity with hours."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sqlalchemy.orm import Session

from models.actions import writing
from models.entities import Note
from models.errors import WrongUse
from models.queries.records import check_carrier
from models.validation import check_count, required
from models.vocabulary import Confidence, NoteKind, Visibility
from resources.i18n import _

OF_A_PLACE = ("area", "place")
"""A need of a community is kept with the place it is of, so that needs can be read place by place."""


@dataclass(frozen=True, slots=True)
class NoteFields:
    """What a form of a note holds."""

    record_kind: str
    record_id: int
    noted_on: date
    text: str
    kind: NoteKind = NoteKind.NOTE
    source: str = ""
    confidence: Confidence | None = None
    hours: int | None = None
    """For a note on capacity: hours given or free."""
    visibility: Visibility = Visibility.INTERNAL
    verified_on: date | None = None
    version: int | None = None


def add_note(session: Session, fields: NoteFields) -> int:
    """Write a note on a record and return its number."""
    return writing.create(session, Note, fields, record_kind=_checked(session, fields))


def edit_note(session: Session, note_id: int, fields: NoteFields) -> int:
    """Change a note."""
    return writing.edit(session, Note, note_id, fields, _("note"), record_kind=_checked(session, fields))


def put_away_note(session: Session, note_id: int) -> None:
    """Put a note away."""
    writing.put_away(session, Note, note_id, _("note"))


def _checked(session: Session, fields: NoteFields) -> str:
    """Return the kind of the record; refuse what a note of that kind must say and does not."""
    table = check_carrier(session, fields.record_kind, fields.record_id).table
    required(fields.text, _("what the note says"))
    check_count(fields.hours, _("the hours"))
    if fields.kind is NoteKind.INTELLIGENCE and not (fields.source.strip() and fields.confidence):
        raise WrongUse(_("Say where this was heard and how sure it is, so that others can weigh it."))
    if fields.kind is NoteKind.COMMUNITY_NEED and table not in OF_A_PLACE:
        raise WrongUse(_("Put a need of the community on an area or a place, so that it is found there."))
    if fields.kind is not NoteKind.CAPACITY and fields.hours is not None:
        raise WrongUse(_("Hours belong to a note on capacity. Choose that kind, or leave the hours out."))
    return table
