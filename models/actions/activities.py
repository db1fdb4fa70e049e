"""Changing what is done together or by one institution, for which aim, and how well it went."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sqlalchemy.orm import Session

from models.actions import writing
from models.actions.partnerships import get_partnership
from models.entities import Activity, Aim, Organisation
from models.errors import WrongUse
from models.validation import check_order, get_record, required
from models.vocabulary import Judgement, Precision, Visibility
from resources.i18n import _


@dataclass(frozen=True, slots=True)
class ActivityFields:
    """What a form of an activity holds; how successful it was has an action of its own."""

    title: str
    kind: str = ""
    """School-to-school support, peer review, joint practice development ...: words, see queries/activities.py."""
    partnership_id: int | None = None
    organisation_id: int | None = None
    """The institution that does it."""
    aim_id: int | None = None
    is_off_purpose: bool = False
    lead_person_id: int | None = None
    need: str = ""
    output: str = ""
    outcome: str = ""
    starts_on: date | None = None
    starts_precision: Precision = Precision.DAY
    ends_on: date | None = None
    ends_precision: Precision = Precision.DAY
    note: str = ""
    source: str = ""
    visibility: Visibility = Visibility.INTERNAL
    version: int | None = None


@dataclass(frozen=True, slots=True)
class SurveyedActivityFields:
    """What an institution already does, as found out on a day: who said so is never left out (need N035)."""

    organisation_id: int
    title: str
    surveyed_on: date
    source: str
    """Who told us, or where it stands: "Dr Ruth Amos, by telephone", "prospectus 2026"."""
    kind: str = ""
    partnership_id: int | None = None
    starts_on: date | None = None
    starts_precision: Precision = Precision.DAY
    ends_on: date | None = None
    ends_precision: Precision = Precision.DAY
    need: str = ""
    output: str = ""
    outcome: str = ""
    note: str = ""
    visibility: Visibility = Visibility.INTERNAL
    version: int | None = None


def create_activity(session: Session, fields: ActivityFields) -> int:
    """Note an activity of a partnership or an institution and return its number."""
    _check_activity(session, fields)
    return writing.create(session, Activity, fields)


def edit_activity(session: Session, activity_id: int, fields: ActivityFields) -> int:
    """Change an activity. Raises StaleRecord when the form is older than the record."""
    _check_activity(session, fields)
    return writing.edit(session, Activity, activity_id, fields, _("activity"))


def survey_activity(session: Session, fields: SurveyedActivityFields) -> int:
    """Note what an institution said it is already doing and return the activity's number."""
    _check_surveyed(session, fields)
    return writing.create(session, Activity, fields)


def survey_activity_again(session: Session, activity_id: int, fields: SurveyedActivityFields) -> int:
    """Write down what an institution says of an activity now: a later day and the source of today."""
    _check_surveyed(session, fields)
    activity = get_record(session, Activity, activity_id, _("activity"))
    if activity.organisation_id != fields.organisation_id:
        raise WrongUse(_("This activity is another institution’s. Note a new one."))
    check_order(activity.surveyed_on, fields.surveyed_on, _("It was asked about on a later day already."))
    return writing.edit(session, Activity, activity_id, fields, _("activity"))


def tag_to_aim(session: Session, activity_id: int, aim_id: int | None, *, is_off_purpose: bool = False) -> None:
    """Say which aim an activity serves, or that it is off the partnership's purpose, or that nobody has said yet."""
    activity = get_record(session, Activity, activity_id, _("activity"))
    _check_aim(session, aim_id, activity.partnership_id, is_off_purpose)
    activity.aim_id, activity.is_off_purpose = aim_id, is_off_purpose
    session.flush()


def judge_activity(session: Session, activity_id: int, judgement: Judgement, outcome: str, judged_on: date) -> None:
    """Say how successful an activity was: the judgement, and the outcome that it rests on."""
    activity = get_record(session, Activity, activity_id, _("activity"))
    check_order(activity.starts_on, judged_on, _("It had not begun on that day. Enter a later one."))
    activity.outcome = required(outcome, _("what came of the activity"))
    activity.judgement, activity.judged_on = judgement, judged_on
    session.flush()


def archive_activity(session: Session, activity_id: int) -> None:
    """Put an activity away that should not have been noted."""
    writing.put_away(session, Activity, activity_id, _("activity"))


def _check_activity(session: Session, fields: ActivityFields) -> None:
    required(fields.title, _("what the activity is called"))
    if fields.partnership_id is None and fields.organisation_id is None:
        raise WrongUse(_("Choose the partnership or the institution whose activity it is."))
    if fields.partnership_id is not None:
        get_partnership(session, fields.partnership_id)
    _check_days(fields)
    _check_aim(session, fields.aim_id, fields.partnership_id, fields.is_off_purpose)


def _check_surveyed(session: Session, fields: SurveyedActivityFields) -> None:
    required(fields.title, _("what the institution is doing"))
    required(fields.source, _("who said so, or where it stands"))
    get_record(session, Organisation, fields.organisation_id, _("organisation"))
    if fields.partnership_id is not None:
        get_partnership(session, fields.partnership_id)
    _check_days(fields)


def _check_days(fields: ActivityFields | SurveyedActivityFields) -> None:
    check_order(fields.starts_on, fields.ends_on, _("The activity would end before it began. Enter a later day."))


def _check_aim(session: Session, aim_id: int | None, partnership_id: int | None, is_off_purpose: bool) -> None:
    if is_off_purpose and aim_id is not None:
        raise WrongUse(_("An activity off purpose serves no aim. Choose one or the other."))
    if is_off_purpose and partnership_id is None:
        raise WrongUse(_("Only a partnership’s activity can be off its purpose. Choose the partnership."))
    if aim_id is None:
        return
    aim = get_record(session, Aim, aim_id, _("aim"))
    if aim.partnership_id != partnership_id:
        raise WrongUse(_("This aim is another partnership’s. Choose an aim of the partnership that does the activity."))
    if aim.archived_at is not None:
        raise WrongUse(_("This aim was put away. Choose another, or bring it back first."))
