"""The register of interests: what people declared, to which body, and who confirmed it this year."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from desktop.forms.dated import day_words, span_words
from desktop.parts.spec import FieldSpec, Line, Owner, Part, Session, Step, Values, as_today, joined
from desktop.tokens import Tone
from models.actions.declarations import (
    InterestFields,
    archive_interest,
    confirm_interests,
    declare_interest,
    edit_interest,
    end_interest,
    remove_confirmation,
)
from models.queries.interests import (
    ConfirmationRow,
    InterestRow,
    OwnConfirmationRow,
    list_confirmations,
    list_confirmations_of,
    list_interests,
    list_unconfirmed,
)
from models.vocabulary import Precision
from models.when import first_day_after
from models.words import label
from resources.i18n import _
from resources.i18n import marked as m


def _of_body(session: Session, owner: Owner, today: date) -> Sequence[InterestRow]:
    return list_interests(session, today, organisation_id=owner.id)


def _of_person(session: Session, owner: Owner, today: date) -> Sequence[InterestRow]:
    return list_interests(session, today, person_id=owner.id)


def _said(row: InterestRow) -> str:
    return joined(
        label(row.nature),
        row.detail,
        _("declared {day}").format(day=day_words(row.declared_on)),
        span_words(row.starts_on, row.ends_on),
    )


def _line(row: InterestRow) -> Line:
    words = _("{name}: {body}").format(name=row.person, body=row.body_named)
    return Line(row.id, words, _said(row), _("Published") if row.is_published else "")


def _own_line(row: InterestRow) -> Line:
    told = _("declared to {body}").format(body=row.body) if row.body else ""
    return Line(row.id, row.body_named, joined(_said(row), told), _("Published") if row.is_published else "")


def _person(row: InterestRow) -> tuple[str, int]:
    return "person", row.person_id


def _body(row: InterestRow) -> tuple[str, int] | None:
    return ("organisation", row.organisation_id) if row.organisation_id is not None else None


def _end(session: Session, number: int, values: Values) -> None:
    end_interest(session, number, first_day_after(values["last_day"], Precision.DAY), values["reason"])


def _confirmed(session: Session, owner: Owner, today: date) -> Sequence[ConfirmationRow]:
    return list_confirmations(session, owner.id, today)


def _confirmed_line(row: ConfirmationRow) -> Line:
    number = row.confirmation_id or -row.person_id
    if row.confirmed_on is None:
        return Line(number, row.person, _("nothing confirmed this academic year"), _("Ask"), Tone.SOON)
    nil = _("has none") if row.is_nil else ""
    return Line(number, row.person, joined(_("confirmed {day}").format(day=day_words(row.confirmed_on)), nil))


def _is_confirmed(row: ConfirmationRow) -> bool:
    return row.confirmation_id is not None


def _who(row: ConfirmationRow) -> tuple[str, int]:
    return "person", row.person_id


def _waiting(session: Session, owner: Owner, today: date) -> list[tuple[str, object]]:
    return [(row.person, row.person_id) for row in list_unconfirmed(session, owner.id, today)]


def _confirm(session: Session, number: int, values: Values) -> None:
    confirm_interests(session, values["person_id"], number, values["confirmed_on"], is_nil=values["is_nil"])


def _confirm_own(session: Session, number: int, values: Values) -> None:
    confirm_interests(session, number, values["organisation_id"], values["confirmed_on"], is_nil=values["is_nil"])


def _own_confirmed(session: Session, owner: Owner, today: date) -> Sequence[OwnConfirmationRow]:
    return list_confirmations_of(session, owner.id, today)


def _own_confirmed_line(row: OwnConfirmationRow) -> Line:
    year = f"{row.year_begins}–{(row.year_begins + 1) % 100:02d}"
    said = joined(year, _("confirmed {day}").format(day=day_words(row.confirmed_on)))
    return Line(row.id, row.body, said, _("Has none") if row.is_nil else "")


def _to_body(row: OwnConfirmationRow) -> tuple[str, int]:
    return "organisation", row.organisation_id


_INTEREST = (
    FieldSpec("nature", m("&Kind of interest"), 6),
    FieldSpec("body_named", m("&In what or whom"), 6, m("Enter the business, body or person")),
    FieldSpec("named_organisation_id", m("If it is &one of ours"), 6, kinds=("organisation",)),
    FieldSpec("declared_on", m("De&clared on"), 6, m("Enter when it was declared"), start=as_today),
    FieldSpec("detail", m("What it is in words"), 12, lines=2),
    FieldSpec("starts_on", m("&Since"), 6),
    FieldSpec("ends_on", m("&Last day"), 6, last_day=True),
    FieldSpec("is_published", m("In the published register"), 6),
)
_END = (
    Step(
        m("It no longer applies…"),
        _end,
        (
            FieldSpec("last_day", m("&Last day"), 6, m("Enter the last day"), type=date, start=as_today),
            FieldSpec("reason", m("&Why"), 12, type=str),
        ),
        save=m("End it"),
    ),
)
_CONFIRMED = (
    FieldSpec("confirmed_on", m("&When"), 6, m("Enter when it was confirmed"), type=date, start=as_today),
    FieldSpec("is_nil", m("They have none"), 6, type=bool),
)

INTERESTS = Part(
    kind="interest_declaration",
    title=m("Register of interests"),
    nothing=m(
        "Nothing is declared. What members declare appears here, and is offered when they declare it for an item."
    ),
    rows=_of_body,
    line=_line,
    add=m("Enter an interest…"),
    form=InterestFields,
    fields=(FieldSpec("person_id", m("&Whose"), 6, m("Choose the person"), kinds=("person",)), *_INTEREST),
    create=declare_interest,
    edit=edit_interest,
    remove=archive_interest,
    remove_words=m("Put away"),
    steps=_END,
    opens=_person,
)

INTERESTS_OF_PERSON = Part(
    kind="interest_declaration",
    title=m("Declared interests"),
    nothing=m("Nothing is declared. Governors and councillors declare what might pull them two ways."),
    rows=_of_person,
    line=_own_line,
    add=m("Enter an interest…"),
    form=InterestFields,
    fields=(FieldSpec("organisation_id", m("Declared &to"), 6, kinds=("organisation",)), *_INTEREST),
    create=declare_interest,
    edit=edit_interest,
    remove=archive_interest,
    remove_words=m("Put away"),
    steps=_END,
    owner="person_id",
    opens=_body,
)

CONFIRMATIONS = Part(
    kind="interest_confirmation",
    title=m("Interests confirmed this year"),
    nothing=m("Nobody is known to be a member. Those who hold a role here are asked each academic year."),
    rows=_confirmed,
    line=_confirmed_line,
    remove=remove_confirmation,
    changes=_is_confirmed,
    opens=_who,
    together=(
        Step(
            m("Somebody confirmed…"),
            _confirm,
            (
                FieldSpec(
                    *("person_id", m("W&ho"), 12, m("Choose who")), options_on=_waiting, blank=m("Choose…"), type=int
                ),
                *_CONFIRMED,
            ),
        ),
    ),
    touches=("affiliation",),
)

CONFIRMATIONS_OF_PERSON = Part(
    kind="interest_confirmation",
    title=m("Interests confirmed"),
    nothing=m("Not confirmed to any body yet. Once each academic year they say whether anything changed."),
    rows=_own_confirmed,
    line=_own_confirmed_line,
    remove=remove_confirmation,
    opens=_to_body,
    together=(
        Step(
            m("They confirmed…"),
            _confirm_own,
            (
                FieldSpec("organisation_id", m("To w&hich body"), 12, m("Choose"), kinds=("organisation",), type=int),
                *_CONFIRMED,
            ),
        ),
    ),
    owner="person_id",
)
