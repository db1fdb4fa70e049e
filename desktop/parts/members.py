"""Members of a partnership: who belongs to it in which role, since when, and why somebody left."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from desktop.forms.dated import span_words
from desktop.parts.spec import FieldSpec, Line, Owner, Part, Session, Step, Values, as_today
from models.actions.partnership_members import (
    MembershipFields,
    add_membership,
    edit_membership,
    end_membership,
    remove_membership,
)
from models.queries.partnership_members import MembershipRow, list_members, list_memberships_of
from models.vocabulary import Precision
from models.when import first_day_after
from models.words import label
from reports.formatting import money
from resources.i18n import _
from resources.i18n import marked as m

_FIELDS = (
    FieldSpec("role", m("&Role"), 6),
    FieldSpec("starts_on", m("&Since"), 6),
    FieldSpec("ends_on", m("Last &day"), 6, last_day=True),
    FieldSpec("end_reason", m("Why it &ended"), 6),
    FieldSpec("subscription_pence", m("S&ubscription a year"), 6, hint=m("For example £250")),
    FieldSpec("note", m("&Note"), 12),
)


def _detail(row: MembershipRow) -> str:
    said = [label(row.role), span_words(row.starts_on, row.ends_on, row.starts_precision, row.ends_precision)]
    if row.subscription_pence:
        said.append(_("{amount} a year").format(amount=money(row.subscription_pence / 100)))
    return " · ".join(part for part in (*said, row.end_reason, row.note) if part)


def _aside(row: MembershipRow) -> str:
    return "" if row.is_current else _("Former")


def _members(session: Session, owner: Owner, today: date) -> Sequence[MembershipRow]:
    return list_members(session, owner.id, as_at=today, include_former=True)


def _memberships(session: Session, owner: Owner, today: date) -> Sequence[MembershipRow]:
    return list_memberships_of(session, owner.id, as_at=today, include_former=True)


def _member_line(row: MembershipRow) -> Line:
    return Line(row.id or -row.member_id, row.member, _detail(row), _aside(row))


def _membership_line(row: MembershipRow) -> Line:
    return Line(row.id or -row.partnership_id, row.partnership, _detail(row), _aside(row))


def _end(session: Session, number: int, values: Values) -> None:
    end_membership(session, number, first_day_after(values["last_day"], Precision.DAY), values["reason"])


def _is_current(row: MembershipRow) -> bool:
    return row.is_current and row.id is not None


def _member(row: MembershipRow) -> tuple[str, int]:
    return "organisation", row.member_id


def _partnership(row: MembershipRow) -> tuple[str, int]:
    return "partnership", row.partnership_id


_END = Step(
    m("End the membership…"),
    _end,
    (
        FieldSpec("last_day", m("&Last day"), needed=m("Enter the last day"), type=date, start=as_today),
        FieldSpec("reason", m("&Why they left"), 12, m("Enter why they left, in a few words"), type=str),
    ),
    save=m("End it"),
    when=_is_current,
)

MEMBERS = Part(
    kind="partnership_membership",
    title=m("Members"),
    nothing=m("No members yet. Add the schools and bodies that belong to it."),
    rows=_members,
    line=_member_line,
    add=m("Add a member…"),
    form=MembershipFields,
    fields=(
        FieldSpec("member_id", m("&Who belongs to it"), 12, m("Choose the organisation"), kinds=("organisation",)),
        *_FIELDS,
    ),
    create=add_membership,
    edit=edit_membership,
    remove=remove_membership,
    steps=(_END,),
    owner="partnership_id",
    opens=_member,
    touches=("organisation_relationship",),
)

MEMBERSHIPS = Part(
    kind="partnership_membership",
    title=m("Partnerships"),
    nothing=m("It belongs to no partnership that is known."),
    rows=_memberships,
    line=_membership_line,
    add=m("Add a partnership…"),
    form=MembershipFields,
    fields=(
        FieldSpec("partnership_id", m("&What it belongs to"), 12, m("Choose the partnership"), kinds=("organisation",)),
        *_FIELDS,
    ),
    create=add_membership,
    edit=edit_membership,
    remove=remove_membership,
    steps=(_END,),
    owner="member_id",
    opens=_partnership,
    touches=("organisation_relationship",),
)
