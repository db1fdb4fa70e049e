"""Making people known to each other, and passing on what others should know of."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sqlalchemy.orm import Session

from models.actions import writing
from models.entities import Introduction, Signposting
from models.errors import WrongUse
from models.validation import check_order, get_record, required
from models.vocabulary import Visibility
from resources.i18n import _


@dataclass(frozen=True, slots=True)
class IntroductionFields:
    """What a form of an introduction holds: the first made known to the second, each a person, organisation or both."""

    made_on: date
    first_person_id: int | None = None
    first_organisation_id: int | None = None
    second_person_id: int | None = None
    second_organisation_id: int | None = None
    by_person_id: int | None = None
    conversation_id: int | None = None
    purpose: str = ""
    source: str = ""
    visibility: Visibility = Visibility.INTERNAL
    version: int | None = None


def introduce(session: Session, fields: IntroductionFields) -> int:
    """Note an introduction and return its number."""
    _check(fields)
    return writing.create(session, Introduction, fields)


def edit_introduction(session: Session, introduction_id: int, fields: IntroductionFields) -> int:
    """Change an introduction; its result stays."""
    _check(fields)
    return writing.edit(session, Introduction, introduction_id, fields, _("introduction"))


def record_introduction_result(session: Session, introduction_id: int, result: str, result_on: date) -> None:
    """Say what came of an introduction."""
    introduction = get_record(session, Introduction, introduction_id, _("introduction"))
    check_order(introduction.made_on, result_on, _("Enter a day on or after the day of the introduction."))
    introduction.result = required(result, _("what came of the introduction"))
    introduction.result_on = result_on
    session.flush()


def put_away_introduction(session: Session, introduction_id: int) -> None:
    """Put an introduction away."""
    writing.put_away(session, Introduction, introduction_id, _("introduction"))


@dataclass(frozen=True, slots=True)
class SignpostingFields:
    """What a form of a signposting holds: what was passed on, and to whom."""

    passed_on: date
    what: str
    about_event_id: int | None = None
    about_organisation_id: int | None = None
    to_organisation_id: int | None = None
    to_person_id: int | None = None
    conversation_id: int | None = None
    result: str = ""
    source: str = ""
    visibility: Visibility = Visibility.INTERNAL
    version: int | None = None


def signpost(session: Session, fields: SignpostingFields) -> int:
    """Note what was passed on and return its number."""
    _check_signposting(fields)
    return writing.create(session, Signposting, fields)


def edit_signposting(session: Session, signposting_id: int, fields: SignpostingFields) -> int:
    """Change what was passed on, or say what came of it."""
    _check_signposting(fields)
    return writing.edit(session, Signposting, signposting_id, fields, _("signposting"))


def put_away_signposting(session: Session, signposting_id: int) -> None:
    """Put a signposting away."""
    writing.put_away(session, Signposting, signposting_id, _("signposting"))


def _check(fields: IntroductionFields) -> None:
    first = (fields.first_person_id, fields.first_organisation_id)
    second = (fields.second_person_id, fields.second_organisation_id)
    if (None, None) in (first, second):
        raise WrongUse(_("Choose both sides of the introduction, each a person or an organisation."))
    if first == second or (first[0] is not None and first[0] == second[0]):
        raise WrongUse(_("Both sides of the introduction are the same. Choose who was made known to whom."))
    if fields.by_person_id is not None and fields.by_person_id in (first[0], second[0]):
        raise WrongUse(_("Whoever introduces two people is a third. Choose somebody else, or leave it empty."))


def _check_signposting(fields: SignpostingFields) -> None:
    required(fields.what, _("what was passed on"))
    if fields.to_organisation_id is None and fields.to_person_id is None:
        raise WrongUse(_("Choose to whom it was passed on: an organisation or a person."))
