"""The way from a list of data protection to erasing somebody: with the same preview, and never unasked."""

from __future__ import annotations

from typing import TYPE_CHECKING

from desktop.forms.dated import day_words
from desktop.parts.spec import Way
from desktop.widgets.dialog import window_in_front
from models.queries.retention import NotesOfYear, PersonToReview
from models.queries.subject_requests import SubjectRequestRow
from models.vocabulary import SubjectRight
from resources.i18n import _
from resources.i18n import marked as m

if TYPE_CHECKING:
    from desktop.context import Context

_WORDS = m("Erase them for good…")


def _open(context: Context, person: tuple[int, str], reason: str) -> None:
    from desktop.dialogs.erasing.dialog import EraseDialog

    EraseDialog(context, person, window_in_front(), reason).open()


def _from_review(context: Context, row: PersonToReview) -> None:
    reason = _("Looked at by its age; due since {day}").format(day=day_words(row.due_on))
    _open(context, (row.person_id, row.name), reason)


def _is_person(row: PersonToReview | NotesOfYear) -> bool:
    return isinstance(row, PersonToReview)


def _from_request(context: Context, row: SubjectRequestRow) -> None:
    if row.person_id is not None:
        _open(context, (row.person_id, row.person), _("Asked on {day}").format(day=day_words(row.received_on)))


def _asks_for_it(row: SubjectRequestRow) -> bool:
    return row.subject_right is SubjectRight.ERASURE and row.person_id is not None and row.answered_on is None


ERASE_REVIEWED = Way(_WORDS, _from_review, _is_person)
ERASE_ASKED = Way(_WORDS, _from_request, _asks_for_it)
