"""The cards of what data protection asks to look after."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from desktop.forms.dated import day_words
from desktop.parts.spec import Line, Owner, Part, Session, Step, Values
from models.actions.merging import unmerge
from models.queries.incomplete_people import IncompletePerson, list_incomplete_people
from models.queries.merging import MergeRow, list_merges
from resources.i18n import _
from resources.i18n import marked as m


def _incomplete(session: Session, owner: Owner, today: date) -> Sequence[IncompletePerson]:
    return list_incomplete_people(session)


def _incomplete_line(row: IncompletePerson) -> Line:
    lacks = (_("lawful basis"), row.lacks_basis), (_("where we know them from"), row.lacks_source)
    return Line(row.id, row.name, _("Not said: {what}").format(what=", ".join(word for word, is_so in lacks if is_so)))


INCOMPLETE = Part(
    kind="person",
    title=m("People whose record does not say why we keep it"),
    nothing=m("Every person’s record says on what lawful basis we keep it, and where we know them from."),
    rows=_incomplete,
    line=_incomplete_line,
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
