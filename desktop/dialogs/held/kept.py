"""The request as it stands among the data protection requests: found when it is there, noted when it is not."""

from __future__ import annotations

from typing import TYPE_CHECKING

from models.actions.subject_requests import SubjectRequestFields, create_request
from models.queries.subject_requests import SubjectRequestRow, list_requests
from models.vocabulary import SubjectRight
from resources.i18n import _

if TYPE_CHECKING:
    from datetime import date

    from models.store import Store


def open_request(store: Store, person_id: int, today: date) -> SubjectRequestRow | None:
    """Return the request of a person to see what is held that waits longest for its answer, or None."""
    with store.read() as session:
        rows = list_requests(session, today, open_only=True, person_id=person_id)
    return next((row for row in rows if row.subject_right is SubjectRight.ACCESS), None)


def note_request(store: Store, person_id: int, days: tuple[date, date | None, date | None]) -> int:
    """Note a request by the days it came, proof of identity was asked for, and identity was confirmed."""
    received_on, identity_asked_on, identity_checked_on = days
    fields = SubjectRequestFields(
        received_on,
        asked=_("Everything held about them"),
        person_id=person_id,
        identity_asked_on=identity_asked_on,
        identity_checked_on=identity_checked_on,
        searched=_("This record book"),
    )
    with store.write(_("Note a data protection request")) as session:
        return create_request(session, fields)
