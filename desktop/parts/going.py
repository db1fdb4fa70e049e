"""Meetings of others: who of ours can go and goes, on whose behalf, and the feedback that is owed afterwards."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime

from desktop.forms.dated import day_words
from desktop.parts.spec import FieldSpec, Line, Owner, Part, Session, Step, Values, as_today, joined
from desktop.tokens import Tone
from models.actions.feedback import FeedbackFields, archive_feedback, edit_feedback, give_feedback, owe_feedback
from models.actions.representation import (
    RepresentationFields,
    add_representation,
    ask_who_can_go,
    edit_representation,
    remove_representation,
    send_substitute,
)
from models.queries.feedback import FeedbackRow, list_feedback
from models.queries.forms import find_form, find_values
from models.queries.meeting_links import find_minutes_state
from models.queries.rota import RotaPlace, list_rota
from models.vocabulary import Availability
from models.words import label
from resources.i18n import _, ngettext
from resources.i18n import marked as m

_TONES = {Availability.YES: Tone.GOOD, Availability.IF_NEEDED: Tone.INFO, Availability.NO: Tone.LATE}


def _beginning(session: Session, owner: Owner) -> datetime | None:
    """Return when a meeting or event begins."""
    if owner.kind == "meeting":
        found = find_minutes_state(session, owner.id)
        return found[1] if found is not None else None
    began = find_values(session, owner.kind, owner.id, ("starts_at",)).get("starts_at")
    return began if isinstance(began, datetime) else None


def _rota(session: Session, owner: Owner, today: date) -> Sequence[RotaPlace]:
    began = _beginning(session, owner)
    if began is None:
        return ()
    for row in list_rota(session, began.date(), began.date()):
        if (row.meeting_id if owner.kind == "meeting" else row.event_id) == owner.id:
            return row.people
    return ()


def _place_line(row: RotaPlace) -> Line:
    said = joined(
        _("on behalf of {name}").format(name=row.on_behalf_of) if row.on_behalf_of else "",
        _("in place of {name}").format(name=row.substitute_for) if row.substitute_for else "",
        label(row.availability) if row.is_going else "",
        row.note,
    )
    if row.is_going:
        return Line(row.id, row.person, said, _("Goes"), Tone.GOOD)
    return Line(row.id, row.person, said, label(row.availability), _TONES.get(row.availability, Tone.PLAIN))


def _change(session: Session, number: int, availability: Availability, *, goes: bool) -> None:
    form = find_form(session, "representation", number, RepresentationFields)
    edit_representation(session, number, replace(form, availability=availability, is_going=goes))


def _goes(session: Session, number: int, values: Values) -> None:
    _change(session, number, Availability.YES, goes=True)


def _can(session: Session, number: int, values: Values) -> None:
    _change(session, number, Availability.YES, goes=False)


def _cannot(session: Session, number: int, values: Values) -> None:
    _change(session, number, Availability.NO, goes=False)


def _instead(session: Session, number: int, values: Values) -> None:
    send_substitute(session, number, values["person_id"])


def _ask(session: Session, meeting_id: int, values: Values) -> str:
    count = ask_who_can_go(session, meeting_id, values["people"], values["behalf"])
    return ngettext("{count} person is on the rota now.", "{count} people are on the rota now.", count).format(
        count=count
    )


def _stays(row: RotaPlace) -> bool:
    return not row.is_going


def _is_going(row: RotaPlace) -> bool:
    return row.is_going


ROTA = Part(
    kind="representation",
    title=m("Who goes from us"),
    nothing=m("Nobody of ours is on the rota. Ask who can go, then say who goes and on whose behalf."),
    rows=_rota,
    line=_place_line,
    add=m("Add somebody…"),
    form=RepresentationFields,
    fields=(
        FieldSpec("person_id", m("&Who"), 12, m("Enter who it is"), kinds=("person",)),
        FieldSpec("availability", m("C&an they go"), 6),
        FieldSpec("is_going", m("The&y go"), 6),
        FieldSpec("on_behalf_of_id", m("On &behalf of"), 6, kinds=("organisation",)),
        FieldSpec("substitute_for_id", m("In &place of"), 6, kinds=("person",)),
        FieldSpec("note", m("&Note"), 12),
    ),
    create=add_representation,
    edit=edit_representation,
    remove=remove_representation,
    steps=(
        Step(m("They go"), _goes, when=_stays),
        Step(m("They can go"), _can),
        Step(m("They cannot go"), _cannot),
        Step(
            m("Somebody else goes…"),
            _instead,
            (FieldSpec("person_id", m("&Who goes instead"), 12, m("Enter who goes"), kinds=("person",), type=int),),
            save=m("They go instead"),
            when=_is_going,
        ),
    ),
    together=(
        Step(
            m("Ask who can go…"),
            _ask,
            (
                FieldSpec(
                    "people", m("&Whom to ask"), 12, m("Enter whom to ask"), kinds=("person",), type=tuple[int, ...]
                ),
                FieldSpec("behalf", m("On &behalf of"), 12, kinds=("organisation",), type=int),
            ),
            save=m("Put them on the rota"),
        ),
    ),
    owner="meeting_id",
    touches=("person", "meeting", "organisation"),
)

# --- feedback ---------------------------------------------------------------------------------------------------------


def _feedback(session: Session, owner: Owner, today: date) -> Sequence[tuple[FeedbackRow, date]]:
    if owner.kind == "event":
        return [(row, today) for row in list_feedback(session, event_id=owner.id)]
    return [(row, today) for row in list_feedback(session, meeting_id=owner.id)]


def _feedback_line(one: tuple[FeedbackRow, date]) -> Line:
    row, today = one
    text = _("{form} for {audience}").format(form=label(row.form), audience=row.audience)
    by = _("by {name}").format(name=row.author) if row.author else _("Nobody named yet")
    said = joined(by, _("due {day}").format(day=day_words(row.due_on)), row.note, row.link)
    if row.done_on is not None:
        return Line(row.id, text, said, _("Given {day}").format(day=day_words(row.done_on)), Tone.GOOD)
    if row.is_late(today):
        days = (today - row.due_on).days
        return Line(
            row.id, text, said, ngettext("{days} day late", "{days} days late", days).format(days=days), Tone.LATE
        )
    return Line(row.id, text, said, _("Due"), Tone.SOON)


def _give(session: Session, number: int, values: Values) -> None:
    give_feedback(session, number, values["done_on"], values["link"])


def _is_owed(one: tuple[FeedbackRow, date]) -> bool:
    return one[0].done_on is None


FEEDBACK = Part(
    kind="feedback",
    title=m("Feedback afterwards"),
    nothing=m("No feedback is owed. Say how those who did not go hear of it, from whom and by when."),
    rows=_feedback,
    line=_feedback_line,
    add=m("Add feedback to give…"),
    form=FeedbackFields,
    fields=(
        FieldSpec("form", m("&How"), 6),
        FieldSpec("audience", m("For &whom"), 6, m("Enter whom it is for, like the board or all parents")),
        FieldSpec("author_person_id", m("Who gi&ves it"), 6, kinds=("person",)),
        FieldSpec("due_on", m("D&ue"), 6, m("Enter by when"), past=False),
        FieldSpec("done_on", m("&Given on"), 6),
        FieldSpec("link", m("Where it can be &read"), 6),
        FieldSpec("note", m("&Note"), 12),
    ),
    create=owe_feedback,
    edit=edit_feedback,
    remove=archive_feedback,
    remove_words=m("Put away"),
    steps=(
        Step(
            m("It was given…"),
            _give,
            (
                FieldSpec("done_on", m("&Given on"), needed=m("Enter when it was given"), type=date, start=as_today),
                FieldSpec("link", m("&Where it can be read"), type=str),
            ),
            save=m("It was given"),
            when=_is_owed,
        ),
    ),
    owner="meeting_id",
    touches=("person", "meeting", "event"),
)
