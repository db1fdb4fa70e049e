"""Noting that a pack of papers went out, so that what comes later goes into a supplement and its pages go on."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.actions import writing
from models.actions.meetings import open_meeting
from models.entities import IssuedPack
from models.errors import WrongUse
from models.file_names import last_part
from resources.i18n import _


@dataclass(frozen=True, slots=True)
class IssueFields:
    """What is noted of a file of papers that goes out."""

    is_part_two: bool
    supplement: int
    """Its number; 0 for the pack itself."""
    issued_on: date
    first_page: int
    last_page: int
    file_name: str
    sha256: str
    papers: str


def note_issue(session: Session, meeting_id: int, fields: IssueFields, *, anew: bool = False) -> int:
    """Note that a pack or a supplement went out and return the number of the note.

    With `anew` a pack takes the place of the one that went out before, and of its supplements. Raises WrongUse for a
    pack that went out already, and for pages that do not go on from those that did.
    """
    open_meeting(session, meeting_id)
    before = session.scalars(
        select(IssuedPack)
        .where(IssuedPack.meeting_id == meeting_id, IssuedPack.is_part_two.is_(fields.is_part_two))
        .order_by(IssuedPack.supplement)
    ).all()
    if anew and not fields.supplement:
        for gone in before:
            session.delete(gone)
        session.flush()
        before = []
    if any(one.supplement == fields.supplement for one in before):
        raise WrongUse(
            _("This went out already. Papers that came later go into a supplement; or make the whole pack anew.")
        )
    if fields.first_page != max((one.last_page for one in before), default=0) + 1:
        raise WrongUse(_("The pages do not go on from those that went out last. Make the file again."))
    name = last_part(fields.file_name)
    return writing.create(session, IssuedPack, fields, meeting_id=meeting_id, file_name=name)
