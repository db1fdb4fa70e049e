"""Other ways in: whom to go to when the usual contact does not answer, and what came of it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from desktop.forms.dated import day_words
from desktop.parts.spec import FieldSpec, Line, Owner, Part, Session, Step, Values, as_today, joined
from desktop.tokens import Tone
from models.actions.contact_routes import (
    ContactRouteFields,
    add_route,
    edit_route,
    put_away_route,
    record_route_outcome,
)
from models.queries.contact_routes import ContactRouteRow, list_routes
from models.queries.conversations import ConversationFilter, list_conversations
from models.vocabulary import RouteOutcome
from models.words import label
from resources.i18n import _
from resources.i18n import marked as m


def _rows(session: Session, owner: Owner, today: date) -> Sequence[ContactRouteRow]:
    return list_routes(session, organisation_id=owner.id)


def _line(row: ContactRouteRow) -> Line:
    said = joined(
        _("tried {day}").format(day=day_words(row.tried_on)),
        _("through {name}").format(name=row.person) if row.person else "",
        _("instead of {name}").format(name=row.instead_of) if row.instead_of else "",
        row.outcome_note,
    )
    tone = {RouteOutcome.WORKED: Tone.GOOD}.get(row.outcome, Tone.PLAIN)
    return Line(row.id, row.route, said, label(row.outcome), tone)


def _waiting(session: Session, owner: Owner) -> list[tuple[str, object]]:
    """Return our conversations with an organisation that wait for a reply, the latest first."""
    rows = list_conversations(session, ConversationFilter(organisation_id=owner.id, unanswered=True), limit=20).rows
    return [(f"{day_words(row.happened_on)}: {row.subject or row.who}", row.id) for row in rows]


def _outcome(session: Session, number: int, values: Values) -> None:
    record_route_outcome(session, number, values["outcome"], values["outcome_on"], values["note"])


ROUTES = Part(
    kind="contact_route",
    title=m("Other ways in"),
    nothing=m("None noted. When a letter goes unanswered, note who else can open the door."),
    rows=_rows,
    line=_line,
    add=m("Note another way in…"),
    form=ContactRouteFields,
    fields=(
        FieldSpec(
            "route", m("&What we tried"), 12, m("Enter what was tried, like: through the parents’ forum"), lines=2
        ),
        FieldSpec("tried_on", m("W&hen"), 4, m("Enter when"), start=as_today),
        FieldSpec("person_id", m("&Through whom"), 4, kinds=("person",)),
        FieldSpec(
            "instead_of_id",
            m("&Instead of what waits"),
            12,
            kinds=("conversation",),
            options=_waiting,
            blank=m("Nothing"),
            new_only=True,
        ),
    ),
    create=add_route,
    edit=edit_route,
    remove=put_away_route,
    remove_words=m("Put away"),
    steps=(
        Step(
            m("Say what came of it…"),
            _outcome,
            (
                FieldSpec("outcome", m("&What came of it"), 6, type=RouteOutcome),
                FieldSpec("outcome_on", m("W&hen"), 6, type=date, start=as_today),
                FieldSpec("note", m("&Note"), 12, type=str),
            ),
        ),
    ),
)
