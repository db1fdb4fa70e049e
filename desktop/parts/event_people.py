"""Who has which part at an event, how many came from where, and who of ours goes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from desktop.forms.dated import day_words
from desktop.parts.going import FEEDBACK, ROTA
from desktop.parts.spec import FieldSpec, Line, Owner, Part, Session, Step, Values, joined
from desktop.tokens import Tone
from models.actions.event_roles import (
    EventRoleFields,
    add_event_role,
    answer_invitation,
    edit_event_role,
    invite,
    mark_attended,
    remove_event_role,
)
from models.queries.event_roles import (
    EventRoleRow,
    InstitutionTurnOut,
    list_event_roles,
    list_turn_out_by_institution,
)
from models.queries.rota import RotaPlace, list_rota_places
from models.vocabulary import EventPart, EventStage, Response
from models.words import label
from resources.i18n import _, ngettext
from resources.i18n import marked as m

_ANSWERS = {Response.ACCEPTED: Tone.GOOD, Response.DECLINED: Tone.LATE}


def _roles(session: Session, owner: Owner, today: date) -> Sequence[EventRoleRow]:
    return list_event_roles(session, owner.id)


def _came_words(row: EventRoleRow) -> str:
    if row.attended is None:
        return ""
    if not row.attended:
        return _("did not come")
    return ngettext("{n} came", "{n} came", row.people).format(n=row.people) if row.people else _("came")


def _role_line(row: EventRoleRow) -> Line:
    name = row.person or row.organisation or _("Somebody")
    said = joined(
        row.organisation if row.person else "",
        _("invited {day}").format(day=day_words(row.invited_on)) if row.invited_on is not None else "",
        _came_words(row),
        row.note,
    )
    words = _("{part}: {name}").format(part=label(row.part), name=name)
    if row.attended:
        return Line(row.id, words, said, _("Came"), Tone.GOOD)
    asked = row.part is EventPart.INVITED or row.invited_on is not None
    aside = label(row.response) if asked or row.response is not Response.NONE else ""
    return Line(row.id, words, said, aside, _ANSWERS.get(row.response, Tone.PLAIN))


def _accepted(session: Session, number: int, values: Values) -> None:
    answer_invitation(session, number, Response.ACCEPTED)


def _declined(session: Session, number: int, values: Values) -> None:
    answer_invitation(session, number, Response.DECLINED)


def _came(session: Session, number: int, values: Values) -> None:
    mark_attended(session, number, attended=True, people=values["people"])


def _stayed_away(session: Session, number: int, values: Values) -> None:
    mark_attended(session, number, attended=False)


def _invite(session: Session, event_id: int, values: Values) -> str:
    count = invite(
        session, event_id, values["on"], organisation_ids=values["organisations"], person_ids=values["people"]
    )
    return ngettext("{n} is invited now.", "{n} are invited now.", count).format(n=count)


def _unanswered(row: EventRoleRow) -> bool:
    return row.attended is None and row.stage not in (EventStage.HELD, EventStage.CANCELLED)


def _was_held(row: EventRoleRow) -> bool:
    return row.stage is EventStage.HELD


ROLES = Part(
    kind="event_role",
    title=m("Who takes part"),
    nothing=m("Nobody is noted yet. Note who organises it, who speaks, who is invited, and later who came."),
    rows=_roles,
    line=_role_line,
    add=m("Add somebody…"),
    form=EventRoleFields,
    fields=(
        FieldSpec("part", m("&Part"), 4),
        FieldSpec("person_id", m("&Who"), 4, kinds=("person",)),
        FieldSpec("organisation_id", m("For which &organisation"), 4, kinds=("organisation",)),
        FieldSpec("invited_on", m("In&vited on"), 4),
        FieldSpec("response", m("What they &answered"), 4),
        FieldSpec("attended", m("Did they &come"), 4, blank=m("Not said yet")),
        FieldSpec("people", m("&How many came from there"), 4),
        FieldSpec("note", m("&Note"), 8),
    ),
    create_on=add_event_role,
    edit=edit_event_role,
    remove=remove_event_role,
    steps=(
        Step(m("They will come"), _accepted, when=_unanswered),
        Step(m("They cannot come"), _declined, when=_unanswered),
        Step(
            m("They came…"),
            _came,
            (FieldSpec("people", m("&How many came, if from an organisation"), 12, type=int),),
            save=m("They came"),
            when=_was_held,
        ),
        Step(m("They did not come"), _stayed_away, when=_was_held),
    ),
    together=(
        Step(
            m("Invite several…"),
            _invite,
            (
                FieldSpec("on", m("&When"), 4, m("Enter when they are invited"), type=date, start=lambda today: today),
                FieldSpec("organisations", m("&Organisations"), 12, kinds=("organisation",), type=tuple[int, ...]),
                FieldSpec("people", m("&People"), 12, kinds=("person",), type=tuple[int, ...]),
            ),
            save=m("Note them as invited"),
        ),
    ),
    owner="event_id",
    opens=lambda row: (
        ("person", row.person_id)
        if row.person_id is not None
        else ("organisation", row.organisation_id)
        if row.organisation_id is not None
        else None
    ),
    touches=("person", "organisation", "event"),
)


def _turn_out(session: Session, owner: Owner, today: date) -> Sequence[InstitutionTurnOut]:
    return list_turn_out_by_institution(session, owner.id)


def _turn_out_line(row: InstitutionTurnOut) -> Line:
    said = joined(_("invited") if row.invited else "", _("said yes") if row.accepted else "")
    came = ngettext("{n} came", "{n} came", row.came).format(n=row.came) if row.came else _("Nobody noted as come")
    return Line(row.organisation_id, row.organisation, said, came, Tone.GOOD if row.came else Tone.PLAIN)


TURN_OUT = Part(
    kind="event_role",
    name="turn_out",
    title=m("How many came from where"),
    nothing=m("Nothing yet. Once organisations are invited and counted, each appears here with how many came."),
    rows=_turn_out,
    line=_turn_out_line,
    opens=lambda row: ("organisation", row.organisation_id),
    hides=True,
    touches=("organisation", "event"),
)


def _rota(session: Session, owner: Owner, today: date) -> Sequence[RotaPlace]:
    return list_rota_places(session, event_id=owner.id)


EVENT_ROTA = replace(ROTA, rows=_rota, together=(), owner="event_id", touches=("person", "event", "organisation"))
EVENT_FEEDBACK = replace(FEEDBACK, owner="event_id")
