"""The parts of a conversation: who had which part, what a visit gave, and what came of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import NamedTuple

from desktop.parts.contact_routes import ROUTES
from desktop.parts.introductions import INTRODUCTIONS, SIGNPOSTING
from desktop.parts.issues import ISSUES
from desktop.parts.matters import bodies_of_talk
from desktop.parts.spec import FieldSpec, Line, Owner, Part, Session, Step, Values, joined
from desktop.tokens import Tone
from models.actions.conversations import ConversationFields, edit_conversation, fields_of
from models.actions.party_parts import set_party_part
from models.actions.visits import VISITS, VisitFields, record_visit, remove_visit
from models.queries.contact_routes import ContactRouteRow, list_routes
from models.queries.forms import find_values
from models.queries.introductions import (
    IntroductionRow,
    SignpostingRow,
    VisitRow,
    list_introductions,
    list_signposting,
    list_visits,
)
from models.queries.issues import IssueRow, list_issues
from models.queries.parties import Party
from models.queries.party_parts import PartyPartRow, list_party_parts
from models.vocabulary import PartyPart, ReplyState
from models.words import label
from reports.formatting import clock
from resources.i18n import _
from resources.i18n import marked as m

_WAITED = (ReplyState.AWAITING, ReplyState.GAVE_UP, ReplyState.ROUTE_ROUND)


def _of(session: Session, owner: Owner, name: str) -> object:
    """Return one value of the conversation itself."""
    return find_values(session, "conversation", owner.id, (name,)).get(name)


# --- who ----------------------------------------------------------------------------------------------------------


def _parties(session: Session, owner: Owner, today: date) -> Sequence[PartyPartRow]:
    return list_party_parts(session, owner.id, today)


def _party_line(row: PartyPartRow) -> Line:
    return Line(row.id, row.name, aside=label(row.part) if row.part is not None else _("Part not noted"))


def _set_part(session: Session, number: int, values: Values) -> None:
    names = ("conversation_id", "person_id", "organisation_id")
    row = find_values(session, "conversation_party", number, names)
    party = Party(row.get("person_id"), row.get("organisation_id"))
    set_party_part(session, row.get("conversation_id", 0), party, values["part"])


def _opens_party(row: PartyPartRow) -> tuple[str, int] | None:
    if row.person_id is not None:
        return "person", row.person_id
    return ("organisation", row.organisation_id) if row.organisation_id is not None else None


PARTIES = Part(
    kind="conversation_party",
    title=m("Who had which part"),
    nothing=m("Nobody is named."),
    rows=_parties,
    line=_party_line,
    steps=(
        Step(
            m("Say which part they had…"),
            _set_part,
            (FieldSpec("part", m("&Their part"), 12, type=PartyPart, blank=m("Not noted")),),
        ),
    ),
    opens=_opens_party,
    touches=("conversation", "person", "organisation"),
)


# --- more about it --------------------------------------------------------------------------------------------------


class TalkMore(NamedTuple):
    """A conversation's further facts."""

    id: int
    fields: ConversationFields


def _more(session: Session, owner: Owner, today: date) -> Sequence[TalkMore]:
    return [TalkMore(owner.id, fields_of(session, owner.id))]


def _more_line(row: TalkMore) -> Line:
    fields = row.fields
    said = joined(
        _("at {time}").format(time=clock(fields.happened_at)) if fields.happened_at is not None else "",
        fields.place,
        _("it felt {words}").format(words=label(fields.sentiment).lower()) if fields.sentiment is not None else "",
        label(fields.visibility),
    )
    return Line(row.id, said[:1].upper() + said[1:])


def _not_columns(session: Session, number: int) -> Values:
    fields = fields_of(session, number)
    return {"parties": fields.parties, "answers_id": fields.answers_id}


MORE = Part(
    kind="conversation",
    name="conversation_more",
    title=m("When, where, who may read it"),
    nothing=m("Nothing more is noted yet."),
    rows=_more,
    line=_more_line,
    form=ConversationFields,
    fields=(
        FieldSpec("happened_at", m("At what &time"), 4),
        FieldSpec("place", m("&Where"), 8),
        FieldSpec("sentiment", m("How it &felt"), 4, blank=m("Not said")),
        FieldSpec("our_person_id", m("Which of our &people"), 8, kinds=("person",)),
    ),
    edit=edit_conversation,
    read=_not_columns,
    owner="",
    touches=("person",),
)


# --- a visit --------------------------------------------------------------------------------------------------------


def _visits(session: Session, owner: Owner, today: date) -> Sequence[VisitRow]:
    return list_visits(session, conversation_id=owner.id)


def _visit_line(row: VisitRow) -> Line:
    said = joined(
        _("Support: {words}").format(words=row.support_given) if row.support_given else "",
        _("Challenge: {words}").format(words=row.challenge_made) if row.challenge_made else "",
        _("Response: {words}").format(words=row.response) if row.response else "",
    )
    aside = _("Challenge not answered") if row.challenge_made and not row.response else ""
    return Line(row.id, row.focus or _("What the visit gave"), said, aside, Tone.SOON)


def _was_no_visit(session: Session, owner: Owner) -> bool:
    return _of(session, owner, "channel") not in VISITS


def _edit_visit(session: Session, number: int, form: VisitFields) -> int:
    found = find_values(session, "visit_record", number, ("conversation_id",))
    return record_visit(session, found.get("conversation_id", 0), form)


VISIT = Part(
    kind="visit_record",
    title=m("What the visit gave"),
    nothing=m(
        "Nothing noted yet: what it looked at, the support you gave, the challenge you made, and their response."
    ),
    rows=_visits,
    line=_visit_line,
    add=m("Note what it gave…"),
    form=VisitFields,
    fields=(
        FieldSpec("focus", m("What it &looked at"), 12),
        FieldSpec("support_given", m("&Support you gave"), 12, lines=2),
        FieldSpec("challenge_made", m("C&hallenge you made"), 12, lines=2),
        FieldSpec("response", m("Their &response"), 12, lines=2),
    ),
    create_on=record_visit,
    edit=_edit_visit,
    remove=remove_visit,
    one=True,
    hides=True,
    closed=_was_no_visit,
    owner="conversation_id",
    touches=("conversation",),
)


# --- what came of it ------------------------------------------------------------------------------------------------


def _people(session: Session, owner: Owner) -> list[tuple[str, object]]:
    """Return the people of a conversation, to choose from."""
    return [
        (row.name, row.person_id) for row in list_party_parts(session, owner.id, date.max) if row.person_id is not None
    ]


def _issues(session: Session, owner: Owner, today: date) -> Sequence[IssueRow]:
    return list_issues(session, conversation_id=owner.id)


ISSUES_FROM_TALK = replace(
    ISSUES,
    title=m("Issues raised in it"),
    nothing=m("None. Note what they ask of you beyond this conversation, so that somebody sees to it."),
    rows=_issues,
    fields=tuple(
        FieldSpec("person_id", m("&By whom"), 4, kinds=("person",), options=_people, blank=m("Nobody in particular"))
        if spec.name == "person_id"
        else spec
        for spec in (
            *ISSUES.fields[:2],
            FieldSpec(
                "organisation_id",
                m("&From where"),
                4,
                kinds=("organisation",),
                options=bodies_of_talk,
                blank=m("Nowhere"),
            ),
            *ISSUES.fields[2:],
        )
    ),
    owner="conversation_id",
)


def _introductions(session: Session, owner: Owner, today: date) -> Sequence[IntroductionRow]:
    return list_introductions(session, conversation_id=owner.id)


def _signpostings(session: Session, owner: Owner, today: date) -> Sequence[SignpostingRow]:
    return list_signposting(session, conversation_id=owner.id)


INTRODUCTIONS_FROM_TALK = replace(
    INTRODUCTIONS, title=m("Introductions made in it"), rows=_introductions, owner="conversation_id"
)
SIGNPOSTING_FROM_TALK = replace(
    SIGNPOSTING,
    title=m("Passed on in it"),
    nothing=m("Nothing. Note what you pointed them to, so that you can ask what came of it."),
    rows=_signpostings,
    owner="conversation_id",
)


def _routes(session: Session, owner: Owner, today: date) -> Sequence[ContactRouteRow]:
    return list_routes(session, instead_of_id=owner.id)


def _nobody_owes_a_reply(session: Session, owner: Owner) -> bool:
    return _of(session, owner, "reply_state") not in _WAITED and not list_routes(session, instead_of_id=owner.id)


ROUTES_INSTEAD = replace(
    ROUTES,
    title=m("Another way tried instead"),
    nothing=m("None yet. When no reply comes, note who else can open the door: the waiting ends with it."),
    rows=_routes,
    add=m("Try another way in…"),
    fields=(
        FieldSpec(
            "organisation_id",
            m("&At which organisation"),
            12,
            m("Choose the organisation"),
            kinds=("organisation",),
            options=bodies_of_talk,
        ),
        *(spec for spec in ROUTES.fields if spec.name != "instead_of_id"),
    ),
    closed=_nobody_owes_a_reply,
    hides=True,
    owner="instead_of_id",
    touches=("conversation", "person"),
)
