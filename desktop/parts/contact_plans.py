"""Contact plans: how often we mean to be in touch, and how long at most."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from desktop.forms.dated import day_words
from desktop.parts.spec import FieldSpec, Line, Owner, Part, Session, Step, Values, joined
from desktop.tokens import Tone
from models.actions.contact_plans import (
    ContactPlanFields,
    add_plan,
    edit_plan,
    pause_plan,
    remove_plan,
    resume_plan,
)
from models.queries.contact_plans import PlannedContact, find_planned_contact
from models.words import label
from resources.i18n import _, ngettext
from resources.i18n import marked as m


def _of_organisation(session: Session, owner: Owner, today: date) -> Sequence[PlannedContact]:
    found = find_planned_contact(session, today, organisation_id=owner.id)
    return (found,) if found is not None else ()


def _of_person(session: Session, owner: Owner, today: date) -> Sequence[PlannedContact]:
    found = find_planned_contact(session, today, person_id=owner.id)
    return (found,) if found is not None else ()


def _days(count: int) -> str:
    return ngettext("{n} day", "{n} days", count).format(n=count)


def _line(row: PlannedContact) -> Line:
    plan = row.plan
    text = _("Every {ideal}, after {worst} at the latest").format(
        ideal=_days(plan.ideal_days), worst=_days(plan.worst_days)
    )
    said = joined(
        ""
        if _is_own(row)
        else _("by the plan for {name}").format(name=label(plan.tier) if plan.tier is not None else plan.name),
        _("counting term time only") if plan.term_time_only else "",
        _("next due {day}").format(day=day_words(row.due_on)) if row.due_on is not None and not row.is_paused else "",
        plan.note,
    )
    if row.is_paused and plan.paused_until is not None:
        return Line(plan.id, text, said, _("Paused until {day}").format(day=day_words(plan.paused_until)))
    if row.is_beyond_worst:
        return Line(plan.id, text, said, _("Too long ago"), Tone.LATE)
    return Line(
        plan.id, text, said, _("Due now") if row.is_due else _("Not due yet"), Tone.SOON if row.is_due else Tone.GOOD
    )


def _pause(session: Session, number: int, values: Values) -> None:
    pause_plan(session, number, values["until"])


def _resume(session: Session, number: int, values: Values) -> None:
    resume_plan(session, number)


def _is_own(row: PlannedContact) -> bool:
    """Tell whether the plan is theirs alone: one for a tier or a tag is changed where that stands."""
    return row.plan.organisation_id is not None or row.plan.person_id is not None


def _is_paused(row: PlannedContact) -> bool:
    return row.is_paused and _is_own(row)


def _runs(row: PlannedContact) -> bool:
    return not row.is_paused and _is_own(row)


_FIELDS = (
    FieldSpec("ideal_days", m("&Days between contacts"), 6, m("Enter a number of days, like 42")),
    FieldSpec("worst_days", m("Days at &most"), 6, m("Enter a number of days, like 90")),
    FieldSpec("term_time_only", m("Count &term time only"), 6),
    FieldSpec("paused_until", m("&Paused until"), 6, past=False),
    FieldSpec("note", m("&Note"), 12),
)
_STEPS = (
    Step(
        m("Pause it…"),
        _pause,
        (FieldSpec("until", m("&Until"), 12, m("Enter until when"), past=False, type=date),),
        save=m("Pause it"),
        when=_runs,
    ),
    Step(m("Go on with it"), _resume, when=_is_paused),
)

PLAN_OF_ORGANISATION = Part(
    kind="contact_plan",
    title=m("How often we are in touch"),
    nothing=m("No plan yet. Say how often you mean to be in touch, and Home will remind you."),
    rows=_of_organisation,
    line=_line,
    add=m("Plan contact…"),
    form=ContactPlanFields,
    fields=_FIELDS,
    create=add_plan,
    edit=edit_plan,
    changes=_is_own,
    remove=remove_plan,
    steps=_STEPS,
    touches=("conversation", "conversation_party", "meeting", "attendance", "tag_link"),
)

PLAN_OF_PERSON = replace(PLAN_OF_ORGANISATION, rows=_of_person, owner="person_id")
