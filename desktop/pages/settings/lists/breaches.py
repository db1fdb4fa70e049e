"""The card of data breaches: each with its 72 hours, who was told, and why."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date, datetime

from desktop.parts.spec import FieldSpec, Line, Owner, Part, Session, Step, Values, joined
from desktop.tokens import Tone
from models.actions.breaches import (
    BreachFields,
    TellingFields,
    archive_breach,
    edit_breach,
    note_breach,
    note_telling,
)
from models.queries.breaches import BreachRow, list_breaches
from models.vocabulary import BreachState
from models.words import label
from reports.formatting import date_and_time
from resources.i18n import _, ngettext
from resources.i18n import marked as m

_TONES = {
    BreachState.RUNNING: Tone.SOON,
    BreachState.LATE: Tone.LATE,
    BreachState.TOLD: Tone.GOOD,
    BreachState.TOLD_LATE: Tone.SOON,
    BreachState.NOT_NEEDED: Tone.PLAIN,
}


def breaches(today: Callable[[], date]) -> Part:
    """Return the card; `today` and the clock on the wall tell what is late."""

    def rows(session: Session, owner: Owner, day: date) -> Sequence[BreachRow]:
        return list_breaches(session, _moment(day))

    return Part(
        kind="data_breach",
        title=m("Data breaches"),
        nothing=m(
            "No breach is noted. Write each one down, however small: data lost, changed, seen or sent where it should "
            "not have been. Where people may be harmed, the Information Commissioner is told within 72 hours."
        ),
        rows=rows,
        line=_line,
        add=m("Note a &breach…"),
        form=BreachFields,
        fields=_fields(today),
        create=note_breach,
        edit=edit_breach,
        remove=archive_breach,
        remove_words=m("Put away"),
        steps=_STEPS,
        owner="",
    )


def _fields(today: Callable[[], date]) -> tuple[FieldSpec, ...]:
    return (
        FieldSpec("description", m("&What happened"), 12, m("Enter what happened, in a sentence")),
        FieldSpec("happened_at", m("W&hen it happened"), 6, hint=m("If you know")),
        FieldSpec(
            "discovered_at",
            m("When we &became aware"),
            6,
            m("Enter the day and time: the 72 hours run from it"),
            start=lambda _day: _moment(today()).replace(second=0, microsecond=0),
        ),
        FieldSpec("risk", m("What it &may do to people")),
        FieldSpec("people_affected", m("About how many &people"), 6),
        FieldSpec("data_categories", m("What &kind of data"), 12, hint=m("For example: names and phone numbers")),
        FieldSpec("actions", m("What you &did about it"), 12, lines=2),
        FieldSpec(
            "decision_reason",
            m("Wh&y the Commissioner and the people are told, or are not"),
            12,
            lines=2,
            hint=m("Always needed where no risk is likely. High risk: the people are told too"),
        ),
        FieldSpec("reported_by", m("Who &noticed"), 6),
        FieldSpec("visibility", m("Who may &see it")),
    )


def _moment(day: date) -> datetime:
    """Return the time of day now on the day that counts as today."""
    return datetime.combine(day, datetime.now().astimezone().time())


def _line(row: BreachRow) -> Line:
    people = row.people_affected
    said = joined(
        _("noticed {when}").format(when=date_and_time(row.discovered_at)),
        label(row.risk),
        ngettext("{n} person", "{n} people", people).format(n=f"{people:,}") if people is not None else "",
        _("Commissioner told {when}").format(when=date_and_time(row.ico_notified_at)) if row.ico_notified_at else "",
        row.ico_reference,
        _("the people are not told yet") if row.is_open and row.ico_notified_at else "",
    )
    aside = label(row.state)
    if row.state is BreachState.RUNNING:
        aside = _("Tell by {when}").format(when=date_and_time(row.tell_by))
    return Line(row.id, row.description, said, aside, _TONES[row.state])


def _tell(session: Session, number: int, values: Values) -> None:
    note_telling(session, number, TellingFields(**values))


def _waits(row: BreachRow) -> bool:
    return row.is_open


_STEPS = (
    Step(
        m("Somebody was told…"),
        _tell,
        (
            FieldSpec("ico_notified_at", m("The &Commissioner, when"), 6, type=datetime),
            FieldSpec("ico_reference", m("&Reference they gave"), 6, type=str),
            FieldSpec("individuals_told_on", m("The &people, when"), 6, type=date, hint=m("Where the risk is high")),
            FieldSpec("decision_reason", m("&Why, and why late if it is"), 12, lines=2, type=str),
        ),
        m("Note it"),
        when=_waits,
    ),
)
