"""Which other partnerships one works with."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from desktop.forms.dated import span_words
from desktop.parts.spec import FieldSpec, Line, Owner, Part, Session, Step, Values, as_today, joined
from models.actions.organisations import RelationshipFields, edit_relationship, end_relationship, reopen_relationship
from models.actions.pairings import link_partnerships
from models.queries.pairings import PartnershipLinkRow, list_partnership_links
from models.vocabulary import Precision, RelationshipType
from models.when import first_day_after
from resources.i18n import _
from resources.i18n import marked as m


def _links(session: Session, owner: Owner, today: date) -> Sequence[PartnershipLinkRow]:
    return list_partnership_links(session, owner.id, as_at=today, include_former=True)


def _line(row: PartnershipLinkRow) -> Line:
    said = joined(span_words(row.starts_on, row.ends_on, row.starts_precision), row.end_reason, row.note)
    return Line(row.id, row.linked, said, "" if row.is_current else _("Former"))


def _create(session: Session, fields: RelationshipFields) -> None:
    link_partnerships(
        session,
        fields.from_id,
        fields.to_id,
        starts_on=fields.starts_on,
        precision=fields.starts_precision,
        note=fields.note,
    )


def _end(session: Session, number: int, values: Values) -> None:
    end_relationship(session, number, first_day_after(values["last_day"], Precision.DAY), values["reason"])


def _again(session: Session, number: int, values: Values) -> None:
    reopen_relationship(session, number)


def _is_current(row: PartnershipLinkRow) -> bool:
    return row.is_current


def _is_former(row: PartnershipLinkRow) -> bool:
    return not row.is_current


def _other(row: PartnershipLinkRow) -> tuple[str, int]:
    return "partnership", row.linked_id


def _linked(owner: Owner) -> Values:
    return {"type": RelationshipType.LINKED_WITH}


OTHER_PARTNERSHIPS = Part(
    kind="organisation_relationship",
    title=m("Works with other partnerships"),
    nothing=m("None known. Partnerships that know of each other need not do the same thing twice."),
    rows=_links,
    line=_line,
    add=m("Link with a partnership…"),
    form=RelationshipFields,
    fields=(
        FieldSpec(
            *("to_id", m("&Which partnership"), 12, m("Choose the partnership")),
            kinds=("organisation",),
            new_only=True,
        ),
        FieldSpec("starts_on", m("&Since"), 6),
        FieldSpec("note", m("&Note"), 12),
    ),
    create=_create,
    edit=edit_relationship,
    owner="from_id",
    fixed=_linked,
    steps=(
        Step(
            m("They no longer work together…"),
            _end,
            (
                FieldSpec("last_day", m("&Last day"), 6, m("Enter the last day"), type=date, start=as_today),
                FieldSpec("reason", m("&Why it ended"), 12, m("Enter why, in a few words"), type=str),
            ),
            save=m("End it"),
            when=_is_current,
        ),
        Step(m("They work together again"), _again, when=_is_former),
    ),
    opens=_other,
)
