"""Meetings that come again: the rule in plain words, what every agenda begins with, and the next days."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, fields
from datetime import date, time, timedelta

from desktop.forms.dated import day_words
from desktop.parts.spec import FieldSpec, Line, Owner, Part, Session, Step, Values, as_today, joined
from desktop.tokens import Tone
from models.actions.series import (
    SeriesFields,
    SeriesItemFields,
    add_series_item,
    archive_series,
    create_series,
    edit_series,
    edit_series_item,
    plan_meetings,
    remove_series_item,
    reorder_series_items,
)
from models.errors import WrongUse
from models.queries.forms import find_values
from models.queries.series import SeriesDay, SeriesItemRow, SeriesRow, find_series, list_series, list_series_days
from models.recurrence import Rule, understand_rule
from models.vocabulary import Visibility
from models.words import label
from reports.formatting import clock
from resources.calendar_words import weekday_name
from resources.i18n import _, ngettext
from resources.i18n import marked as m

AHEAD = timedelta(days=365)


@dataclass(frozen=True, slots=True)
class SeriesForm:
    """What is asked of a series; when it meets is said in plain words."""

    title: str
    when: str
    begins_on: date
    starts_at: time
    organisation_id: int | None = None
    until: date | None = None
    minutes_long: int | None = None
    question_days: int | None = None
    open_to_observers: bool = False
    place: str = ""
    place_id: int | None = None
    source: str = ""
    visibility: Visibility = Visibility.INTERNAL
    version: int | None = None


def _series(session: Session, owner: Owner, today: date) -> Sequence[SeriesRow]:
    return list_series(session)


def _series_line(row: SeriesRow) -> Line:
    when = _("{rule}, {time}").format(rule=row.rule_words, time=clock(row.starts_at))
    until = _("until {day}").format(day=day_words(row.until)) if row.until is not None else ""
    return Line(row.id, row.title, joined(row.body, when, row.place, until))


def _understood(words: str) -> str:
    rule = understand_rule(words)
    return _("Understood: {rule}.").format(rule=rule.words) if rule is not None else ""


def _not_understood(words: str) -> str:
    if understand_rule(words) is not None:
        return ""
    return _("Enter when it meets, like “second Tuesday in term” or “first Monday of each month”")


def _fields(form: SeriesForm) -> SeriesFields:
    rule = understand_rule(form.when)
    if rule is None:
        raise WrongUse(_not_understood(form.when))
    kept = {one.name: getattr(form, one.name) for one in fields(form) if one.name != "when"}
    return SeriesFields(rule=rule.text, term_time_only=rule.term_time_only, **kept)


def _create(session: Session, form: SeriesForm) -> int:
    return create_series(session, _fields(form))


def _edit(session: Session, number: int, form: SeriesForm) -> int:
    return edit_series(session, number, _fields(form))


def _read(session: Session, number: int) -> Values:
    kept = find_values(session, "meeting_series", number, ("rule", "term_time_only"))
    return {"when": Rule(kept["rule"], kept["term_time_only"]).words}


def _opens(row: SeriesRow) -> tuple[str, int]:
    return "meeting_series", row.id


SERIES = Part(
    kind="meeting_series",
    title=m("Regular meetings"),
    nothing=m("No regular meetings yet. Say when a body meets, and the next ones are planned for you."),
    rows=_series,
    line=_series_line,
    add=m("Add regular meetings…"),
    form=SeriesForm,
    fields=(
        FieldSpec("title", m("&Title"), 12, m("Enter a title, like: Southgate liaison hour")),
        FieldSpec(
            "when",
            m("&When it meets"),
            12,
            m("Enter when it meets, like “second Tuesday in term”"),
            hint=m("Like “second Tuesday in term”, “first Monday of each month” or “every other Thursday”."),
            echo=_understood,
            check=_not_understood,
        ),
        FieldSpec("organisation_id", m("&Body that meets"), 12, kinds=("organisation",)),
        FieldSpec("begins_on", m("Be&gins on"), 6, m("Enter the first day"), start=as_today),
        FieldSpec("until", m("&Until"), 6, past=False),
        FieldSpec("starts_at", m("&Starts"), 4, m("Enter a time, like 6:30pm")),
        FieldSpec("minutes_long", m("&Minutes long"), 4),
        FieldSpec("question_days", m("&Questions due, days before"), 4),
        FieldSpec("place", m("&Place"), 8),
        FieldSpec("place_id", m("Pla&ce we know"), 4, kinds=("place",)),
        FieldSpec("open_to_observers", m("&Open to observers"), 12),
    ),
    create=_create,
    edit=_edit,
    remove=archive_series,
    remove_words=m("Put away"),
    owner="",
    read=_read,
    opens=_opens,
    touches=("organisation", "place"),
)

# --- what every agenda begins with ------------------------------------------------------------------------------------


def _items(session: Session, owner: Owner, today: date) -> Sequence[SeriesItemRow]:
    return find_series(session, owner.id).items


def _item_line(row: SeriesItemRow) -> Line:
    allowed = row.minutes_allowed
    minutes = ngettext("{count} minute", "{count} minutes", allowed).format(count=allowed) if allowed else ""
    kept = label(row.visibility) if row.visibility is Visibility.CONFIDENTIAL else ""
    return Line(row.id, row.title, joined(label(row.kind), minutes, kept), lead=f"{row.number}")


def _move(session: Session, number: int, by: int) -> None:
    series_id = find_values(session, "series_item", number, ("series_id",))["series_id"]
    order = [item.id for item in find_series(session, series_id).items]
    place = order.index(number)
    order.insert(min(max(place + by, 0), len(order) - 1), order.pop(place))
    reorder_series_items(session, series_id, order)


def _up(session: Session, number: int, values: Values) -> None:
    _move(session, number, -1)


def _down(session: Session, number: int, values: Values) -> None:
    _move(session, number, 1)


SERIES_ITEMS = Part(
    kind="series_item",
    title=m("What every agenda begins with"),
    nothing=m("No standing items. Add what comes at every meeting; new meetings of the series get them."),
    rows=_items,
    line=_item_line,
    add=m("Add a standing item…"),
    form=SeriesItemFields,
    fields=(
        FieldSpec("title", m("&Title"), 12, m("Enter a title for the item")),
        FieldSpec("kind", m("&Kind")),
        FieldSpec("minutes_allowed", m("&Minutes allowed")),
    ),
    create_on=add_series_item,
    edit=edit_series_item,
    remove=remove_series_item,
    steps=(Step(m("Move up"), _up), Step(m("Move down"), _down)),
    owner="",
    touches=("meeting_series",),
)

# --- the next days ----------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class NextDay:
    """A day of a series and its place in the list."""

    number: int
    one: SeriesDay


def _days(session: Session, owner: Owner, today: date) -> Sequence[NextDay]:
    return [
        NextDay(place, one) for place, one in enumerate(list_series_days(session, owner.id, today, today + AHEAD), 1)
    ]


def _day_line(row: NextDay) -> Line:
    one = row.one
    text = _("{weekday} {day}").format(weekday=weekday_name(one.day.weekday()), day=day_words(one.day))
    if one.meeting_id is not None:
        return Line(row.number, text, "", _("Planned"), Tone.GOOD)
    if one.why_not:
        return Line(row.number, text, one.why_not, _("Left out"))
    return Line(row.number, text, "", _("Not planned yet"), Tone.SOON)


def _plan(session: Session, series_id: int, values: Values) -> str:
    made = len(plan_meetings(session, series_id, values["first_day"], values["last_day"]))
    if not made:
        return _("All meetings of that time are planned already.")
    return ngettext("{count} meeting planned.", "{count} meetings planned.", made).format(count=made)


def _meeting_of(row: NextDay) -> tuple[str, int] | None:
    return ("meeting", row.one.meeting_id) if row.one.meeting_id is not None else None


def _in_a_year(today: date) -> date:
    return today + AHEAD


SERIES_DAYS = Part(
    kind="meeting",
    name="series_day",
    title=m("The next days"),
    nothing=m("The rule gives no day within a year."),
    rows=_days,
    line=_day_line,
    together=(
        Step(
            m("Plan the meetings…"),
            _plan,
            (
                FieldSpec(
                    "first_day", m("&From"), needed=m("Enter the first day"), type=date, start=as_today, past=False
                ),
                FieldSpec(
                    "last_day", m("&Until"), needed=m("Enter the last day"), type=date, start=_in_a_year, past=False
                ),
            ),
            save=m("Plan them"),
        ),
    ),
    opens=_meeting_of,
    touches=("meeting_series", "calendar_period"),
)
