"""Whom we ought to know at an organisation: who is missing, and saying who it is."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from desktop.parts.spec import FieldSpec, Line, Owner, Part, Session, Step, Values, joined
from desktop.tokens import Tone
from models.actions.affiliations import AffiliationFields, add_affiliation
from models.actions.role_expectations import (
    RoleExpectationFields,
    add_role_expectation,
    edit_role_expectation,
    keep_usual_expectations,
    remove_role_expectation,
)
from models.queries.role_gaps import ExpectedRow, list_expected
from models.words import label
from resources.i18n import _
from resources.i18n import marked as m


def _expected(session: Session, owner: Owner, today: date) -> Sequence[ExpectedRow]:
    return list_expected(session, owner.id, as_at=today)


def _line(row: ExpectedRow) -> Line:
    one = row.expected
    where = joined(label(one.kind), one.phase, one.body_kind)
    said = joined(_("at each {kind}").format(kind=where.lower()), one.note)
    words = one.words[:1].upper() + one.words[1:]
    aside, tone = (_("Known"), Tone.GOOD) if row.is_known else (_("Not known"), Tone.LATE)
    return Line(row.number, words, said, aside, tone)


def _is_own(row: ExpectedRow) -> bool:
    return row.number > 0


def _missing(session: Session, owner: Owner, today: date) -> list[tuple[str, object]]:
    roles = [row.expected.role for row in list_expected(session, owner.id, as_at=today) if not row.is_known]
    named = list(dict.fromkeys(role for role in roles if role))
    return [*((role, role) for role in named), (_("Another role"), "")]


def _add(session: Session, fields: RoleExpectationFields) -> None:
    keep_usual_expectations(session)
    add_role_expectation(session, fields)


def _say_who(session: Session, number: int, values: Values) -> None:
    role = values["role"] or values["other"]
    add_affiliation(
        session,
        AffiliationFields(
            person_id=values["person_id"],
            organisation_id=number,
            role=role,
            job_title=values["other"] if values["role"] else "",
            topics=values["topics"],
            starts_on=values["starts_on"],
        ),
    )


EXPECTED = Part(
    kind="role_expectation",
    title=m("Who ought to be known here"),
    nothing=m("No roles yet for organisations of this kind. Say whom you need to know at each of them."),
    rows=_expected,
    line=_line,
    add=m("Expect somebody…"),
    form=RoleExpectationFields,
    fields=(
        FieldSpec("role", m("&Role"), 6, hint=m("For example: Chair of governors")),
        FieldSpec("topic", m("To be asked about the to&pic"), 6, hint=m("For example: teacher training")),
        FieldSpec("kind", m("At each &kind of organisation"), 6),
        FieldSpec("phase", m("Only of the p&hase"), 6, hint=m("For example: Secondary; blank for all")),
        FieldSpec("body_kind", m("Only &bodies of the kind"), 6, hint=m("For example: area committee; blank for all")),
        FieldSpec("note", m("&Note"), 12),
    ),
    create=_add,
    edit=edit_role_expectation,
    remove=remove_role_expectation,
    changes=_is_own,
    owner="",
    together=(
        Step(
            m("Say who it is…"),
            _say_who,
            (
                FieldSpec("role", m("&Which role"), 6, options_on=_missing, type=str),
                FieldSpec("other", m("What they &call it"), 6, type=str),
                FieldSpec("person_id", m("Who &it is"), 12, m("Choose the person"), kinds=("person",), type=int),
                FieldSpec("topics", m("&Ask them about"), 6, type=str),
                FieldSpec("starts_on", m("&Since"), 6, type=date),
            ),
        ),
    ),
    touches=("affiliation", "setting"),
)
