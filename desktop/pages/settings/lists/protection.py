"""The cards of what data protection asks to look after."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from desktop.forms.dated import day_words
from desktop.parts.spec import FieldSpec, Line, Owner, Part, Session, Step, Values, as_today, joined
from models.actions.merging import unmerge
from models.actions.restriction import lift_restriction, restrict_processing
from models.queries.incomplete_people import IncompletePerson, list_incomplete_people
from models.queries.merging import MergeRow, list_merges
from models.queries.restricted import RestrictedPerson, list_restricted
from resources.i18n import _
from resources.i18n import marked as m


def _incomplete(session: Session, owner: Owner, today: date) -> Sequence[IncompletePerson]:
    return list_incomplete_people(session)


def _incomplete_line(row: IncompletePerson) -> Line:
    return Line(row.id, row.name, _("Not said: {what}").format(what=", ".join(row.lacks())))


INCOMPLETE = Part(
    kind="person",
    title=m("People whose record does not say why we keep it"),
    nothing=m("Every person’s record says on what lawful basis we keep it, where we know them from, and how long."),
    rows=_incomplete,
    line=_incomplete_line,
    opens=lambda row: ("person", row.id),
    owner="",
    touches=("person_protection", "setting"),
)


def _restricted(session: Session, owner: Owner, today: date) -> Sequence[RestrictedPerson]:
    return list_restricted(session)


def _restricted_line(row: RestrictedPerson) -> Line:
    return Line(row.id, row.name, joined(_("since {day}").format(day=day_words(row.since)), row.reason))


@dataclass(frozen=True, slots=True)
class RestrictionFields:
    """What the form of a restriction holds."""

    person_id: int
    since: date
    reason: str


def _restrict(session: Session, fields: RestrictionFields) -> int:
    restrict_processing(session, fields.person_id, fields.since, fields.reason)
    return fields.person_id


RESTRICTED = Part(
    kind="person",
    name="restricted",
    title=m("People whose data is kept and not used"),
    nothing=m(
        "Nobody asked that you keep their data without using it. Whoever does is put here: they leave every list, "
        "paper, letter and search until you lift it."
    ),
    rows=_restricted,
    line=_restricted_line,
    add=m("Restrict the use of somebody’s data…"),
    form=RestrictionFields,
    fields=(
        FieldSpec("person_id", m("&Whose data"), 6, m("Choose whose data it is"), kinds=("person",)),
        FieldSpec("since", m("&Since"), 6, m("Enter the day"), start=as_today),
        FieldSpec("reason", m("Wh&y"), 12, m("Enter why, like “Says that it is wrong; we are checking”")),
    ),
    create=_restrict,
    steps=(Step(m("Use it again"), lambda session, number, _values: lift_restriction(session, number)),),
    opens=lambda row: ("person", row.id),
    owner="",
)


def _merges(session: Session, owner: Owner, today: date) -> Sequence[MergeRow]:
    return list_merges(session)


def _merge_line(row: MergeRow) -> Line:
    words = _("{gone} went into {kept}").format(gone=row.gone_name, kept=row.kept_name)
    return Line(row.id, words, day_words(row.merged_on))


def _two_again(session: Session, number: int, values: Values) -> str:
    left = unmerge(session, number).kept_as_they_are
    return " ".join(left) or _("They are separate again, exactly as before.")


MERGES = Part(
    kind="merge_record",
    title=m("Merged records"),
    nothing=m("No records have been merged."),
    rows=_merges,
    line=_merge_line,
    steps=(Step(m("Separate them again"), _two_again),),
    opens=lambda row: (row.kind, row.kept_id),
    owner="",
)
