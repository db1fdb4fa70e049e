"""The cards of what is due by its age, and of what somebody decided to keep. Nothing is deleted here."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date

from desktop.forms.dated import day_words
from desktop.pages.settings.lists.erasing import ERASE_REVIEWED
from desktop.parts.spec import FieldSpec, Line, Owner, Part, Session, Step, Values, as_today, joined
from desktop.tokens import Tone
from models.actions.retention import KeepFields, keep_longer, lift_hold, remove_decision
from models.dates import months_after
from models.queries.kept_longer import KeptRow, list_kept_longer
from models.queries.retention import NotesOfYear, PersonToReview, list_notes_by_year, list_people_to_review
from models.school_year import academic_year_of
from models.vocabulary import RetentionHold
from models.words import label
from resources.i18n import _, ngettext
from resources.i18n import marked as m

DueRow = PersonToReview | NotesOfYear


def retention_due(today: Callable[[], date]) -> Part:
    """Return the card of what is due; `today` is the day of a decision."""

    def keep(session: Session, number: int, values: Values) -> None:
        _decide(session, number, today(), values["reason"], keep_until=values["keep_until"])

    def hold(session: Session, number: int, values: Values) -> None:
        _decide(session, number, today(), values["reason"], hold=values["hold"])

    why = FieldSpec("reason", m("&Why"), 12, m("Enter why it is kept"), type=str)
    return Part(
        kind="retention_decision",
        name="retention_due",
        title=m("Due to be looked at"),
        nothing=m("Nothing is so old that it has to be looked at. Nothing is ever deleted by itself."),
        how=m("Open the menu of a row (right click, or the menu key) to keep it, hold it, or erase the person."),
        rows=_due,
        line=_due_line,
        steps=(
            Step(
                m("Keep it until…"),
                keep,
                (
                    FieldSpec(
                        "keep_until",
                        m("&Until"),
                        6,
                        m("Enter the day"),
                        type=date,
                        start=lambda day: months_after(day, 12),
                        past=False,
                    ),
                    why,
                ),
                m("Keep it"),
            ),
            Step(
                m("Hold it…"),
                hold,
                (FieldSpec("hold", m("What for"), 6, type=RetentionHold), why),
                m("Hold it"),
            ),
        ),
        ways=(ERASE_REVIEWED,),
        opens=lambda row: ("person", row.person_id) if isinstance(row, PersonToReview) else None,
        owner="",
        touches=("person", "person_protection", "affiliation", "conversation", "meeting", "setting"),
    )


def _due(session: Session, owner: Owner, today: date) -> Sequence[DueRow]:
    return (*list_people_to_review(session, today, today), *list_notes_by_year(session, today, today))


def _due_line(row: DueRow) -> Line:
    since = _("Since {day}").format(day=day_words(row.due_on))
    if isinstance(row, PersonToReview):
        last = row.last_contact_on
        said = joined(
            row.last_role or _("no role known"),
            _("last contact {day}").format(day=day_words(last)) if last else _("no contact noted"),
        )
        return Line(row.person_id, row.name, said, since, Tone.SOON)
    talks = ngettext("{n} conversation", "{n} conversations", row.conversations).format(n=f"{row.conversations:,}")
    met = ngettext("{n} meeting", "{n} meetings", row.meetings).format(n=f"{row.meetings:,}")
    words = _("Notes of the school year {year}").format(year=row.year.name)
    return Line(-row.year.first_day.year, words, joined(talks, met), since, Tone.SOON)


def _decide(
    session: Session,
    number: int,
    today: date,
    reason: str,
    *,
    keep_until: date | None = None,
    hold: RetentionHold | None = None,
) -> None:
    """Keep a person, or by a negative number the notes of the school year that began in that year."""
    person, year = (number, None) if number > 0 else (None, date(-number, 9, 1))
    keep_longer(session, KeepFields(today, reason, person, year, keep_until, hold))


def _kept(session: Session, owner: Owner, today: date) -> Sequence[KeptRow]:
    return list_kept_longer(session, today)


def _kept_line(row: KeptRow) -> Line:
    if row.school_year is not None:
        name = _("Notes of the school year {year}").format(year=academic_year_of(row.school_year).name)
    else:
        name = row.person
    said = joined(row.reason, _("decided {day}").format(day=day_words(row.decided_on)), row.decided_by)
    if row.lifted_on is not None:
        return Line(row.id, name, said, _("Lifted {day}").format(day=day_words(row.lifted_on)))
    if row.hold is not None:
        return Line(row.id, name, said, label(row.hold), Tone.INFO)
    until = _("Until {day}").format(day=day_words(row.keep_until)) if row.keep_until is not None else ""
    return Line(row.id, name, said, until)


def _lift(session: Session, number: int, values: Values) -> None:
    lift_hold(session, number, values["lifted_on"])


KEPT_LONGER = Part(
    kind="retention_decision",
    title=m("Kept for longer"),
    nothing=m("Nobody decided to keep anything for longer."),
    rows=_kept,
    line=_kept_line,
    remove=remove_decision,
    remove_words=m("Take out"),
    steps=(
        Step(
            m("Lift the hold…"),
            _lift,
            (FieldSpec("lifted_on", m("&On"), 6, m("Enter the day"), type=date, start=as_today),),
            m("Lift it"),
            when=lambda row: row.hold is not None and row.lifted_on is None,
        ),
    ),
    opens=lambda row: ("person", row.person_id) if row.person_id is not None else None,
    owner="",
    touches=("person",),
)
