"""Good practice of others that somebody took up."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from desktop.forms.dated import day_words
from desktop.parts.spec import FieldSpec, Line, Owner, Part, Session, as_today, joined
from models.actions.good_practice import AdoptionFields, adopt_practice, edit_adoption, remove_adoption
from models.queries.good_practice import AdoptionRow, GoodPracticeRow, list_good_practice
from resources.i18n import _
from resources.i18n import marked as m

TakenUp = tuple[AdoptionRow, GoodPracticeRow]


def _taken_up(session: Session, owner: Owner, today: date) -> Sequence[TakenUp]:
    rows = list_good_practice(session, as_at=today, adopter_id=owner.id)
    return [(one, row) for row in rows for one in row.adopters if one.organisation_id == owner.id]


def _line(taken: TakenUp) -> Line:
    one, row = taken
    origin = _("from {name}").format(name=row.origin) if row.origin else ""
    return Line(one.id, row.title, joined(origin, day_words(one.adopted_on), one.note))


def _origin(taken: TakenUp) -> tuple[str, int] | None:
    return ("good_practice", taken[1].id) if taken[1].origin_id is not None else None


def _practices(session: Session, owner: Owner, today: date) -> list[tuple[str, object]]:
    rows = list_good_practice(session, as_at=today)
    return [(joined(row.title, row.origin), row.id) for row in rows if row.origin_id != owner.id]


TAKEN_UP = Part(
    kind="practice_adoption",
    title=m("Practice taken up from others"),
    nothing=m("None noted. What was learned elsewhere and works here is worth telling those it came from."),
    rows=_taken_up,
    line=_line,
    add=m("They took something up…"),
    form=AdoptionFields,
    fields=(
        FieldSpec(
            *("practice_id", m("Which &practice"), 12, m("Choose the practice")),
            options_on=_practices,
            blank=m("Choose…"),
            new_only=True,
        ),
        FieldSpec("adopted_on", m("&When"), 6, m("Enter when"), start=as_today),
        FieldSpec("note", m("&Note"), 12),
    ),
    create=adopt_practice,
    edit=edit_adoption,
    remove=remove_adoption,
    opens=_origin,
    touches=("good_practice",),
)
