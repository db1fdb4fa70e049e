"""The card of the roles that somebody should be known in."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from desktop.parts.spec import FieldSpec, Line, Owner, Part, Session, joined
from models.actions.role_expectations import (
    RoleExpectationFields,
    add_role_expectation,
    edit_role_expectation,
    keep_usual_expectations,
    remove_role_expectation,
)
from models.queries.role_gaps import Expectation, list_expectations
from models.words import label
from resources.i18n import _
from resources.i18n import marked as m


def _roles(session: Session, owner: Owner, today: date) -> Sequence[tuple[int, Expectation]]:
    rows = enumerate(list_expectations(session), start=1)
    return [(row.id if row.id is not None else -place, row) for place, row in rows]


def _role_line(row: tuple[int, Expectation]) -> Line:
    number, one = row
    where = joined(label(one.kind), one.phase, one.body_kind)
    usual = "" if number > 0 else _("usual, until you add your own")
    words = one.words[:1].upper() + one.words[1:]
    return Line(number, words, joined(_("at each {kind}").format(kind=where.lower()), one.note, usual))


def _is_own(row: tuple[int, Expectation]) -> bool:
    return row[0] > 0


def _expect(session: Session, form: RoleExpectationFields) -> None:
    keep_usual_expectations(session)
    add_role_expectation(session, form)


ROLES = Part(
    kind="role_expectation",
    title=m("Roles to be known"),
    nothing=m("No roles yet. Say whom you need to know at each organisation of a kind."),
    rows=_roles,
    line=_role_line,
    add=m("Expect a role…"),
    form=RoleExpectationFields,
    fields=(
        FieldSpec("role", m("&Role"), hint=m("For example: Chair of governors")),
        FieldSpec("topic", m("To be asked about the to&pic"), hint=m("For example: teacher training")),
        FieldSpec("kind", m("At each &kind of organisation")),
        FieldSpec("phase", m("Only of the p&hase"), hint=m("For example: Secondary; blank for all")),
        FieldSpec("body_kind", m("Only &bodies of the kind"), hint=m("For example: area committee; blank for all")),
        FieldSpec("note", m("&Note"), 12),
    ),
    create=_expect,
    edit=edit_role_expectation,
    remove=remove_role_expectation,
    changes=_is_own,
    owner="",
)
