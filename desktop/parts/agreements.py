"""Agreements and delegations: what was signed between whom, what was handed over, and when to look at it again."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from desktop.forms.dated import day_words, span_words
from desktop.parts.spec import FieldSpec, Line, Owner, Part, Session, Step, Values, as_today, joined
from desktop.tokens import Tone
from models.actions.agreements import (
    AgreementFields,
    DelegationFields,
    archive_agreement,
    archive_delegation,
    create_agreement,
    create_delegation,
    edit_agreement,
    edit_delegation,
    end_agreement,
    end_delegation,
)
from models.queries.agreements import AgreementRow, DelegationRow, list_agreements, list_delegations
from models.vocabulary import Precision
from models.when import first_day_after
from models.words import label
from resources.i18n import _
from resources.i18n import marked as m


def _agreements(session: Session, owner: Owner, today: date) -> Sequence[AgreementRow]:
    return list_agreements(session, as_at=today, organisation_id=owner.id, current_only=False)


def _agreement_line(row: AgreementRow) -> Line:
    said = joined(
        label(row.kind),
        ", ".join(name for _number, name in row.parties),
        span_words(row.starts_on, row.ends_on, row.starts_precision, row.ends_precision),
        _("look at it again {day}").format(day=day_words(row.next_on)) if row.next_on is not None else "",
        row.end_reason,
        row.note,
    )
    return Line(row.id, row.title, said, "" if row.is_current else _("Over"))


def _parties(session: Session, number: int) -> Values:
    today = date.max
    found = next(row for row in list_agreements(session, as_at=today, current_only=False) if row.id == number)
    return {"party_ids": tuple(one for one, _name in found.parties)}


def _first_party(owner: Owner) -> Values:
    return {"party_ids": (owner.id,)}


def _delegations(session: Session, owner: Owner, today: date) -> Sequence[DelegationRow]:
    return list_delegations(session, as_at=today, organisation_id=owner.id, current_only=False)


def _delegation_line(row: DelegationRow) -> Line:
    said = joined(
        _("{giver} to {taker}").format(giver=row.from_name, taker=row.to_name),
        span_words(row.starts_on, row.ends_on, row.starts_precision),
        _("review {day}").format(day=day_words(row.review_on)) if row.review_on is not None else "",
        row.end_reason,
        row.note,
    )
    if not row.is_current:
        return Line(row.id, row.responsibility, said, _("Over"))
    return Line(row.id, row.responsibility, said, _("Review is due") if row.is_due else "", Tone.SOON)


def _end_agreement(session: Session, number: int, values: Values) -> None:
    end_agreement(session, number, first_day_after(values["last_day"], Precision.DAY), values["reason"])


def _end_delegation(session: Session, number: int, values: Values) -> None:
    end_delegation(session, number, first_day_after(values["last_day"], Precision.DAY), values["reason"])


def _stands(row: AgreementRow | DelegationRow) -> bool:
    return row.is_current and row.ends_on is None


_ENDING = (
    FieldSpec("last_day", m("&Last day"), 4, m("Enter the last day"), type=date, start=as_today),
    FieldSpec("reason", m("&Why it ended"), 8, m("Enter why it ended, in a few words"), type=str),
)
_TIMES = (
    FieldSpec("starts_on", m("&From"), 6),
    FieldSpec("ends_on", m("Last &day"), 6, last_day=True, past=False),
    FieldSpec("end_reason", m("Why it &ended"), 6),
    FieldSpec("review_on", m("&Review on"), 6, past=False),
)

AGREEMENTS = Part(
    kind="agreement",
    title=m("Agreements"),
    nothing=m("None known. Terms of reference, contracts, sharing of data: what was signed, and until when."),
    rows=_agreements,
    line=_agreement_line,
    add=m("Add an agreement…"),
    form=AgreementFields,
    fields=(
        FieldSpec("title", m("&What it is called"), 8, m("Enter what the agreement is called")),
        FieldSpec("kind", m("&Kind"), 4),
        FieldSpec("party_ids", m("Who &made it"), 12, m("Choose who made it, two or more"), kinds=("organisation",)),
        *_TIMES,
        FieldSpec("renewal_on", m("Renewal on"), 6, past=False),
        FieldSpec("note", m("&Note"), 12, lines=2),
    ),
    create=create_agreement,
    edit=edit_agreement,
    remove=archive_agreement,
    remove_words=m("Put away"),
    read=_parties,
    fixed=_first_party,
    steps=(Step(m("End it…"), _end_agreement, _ENDING, save=m("End it"), when=_stands),),
    owner="",
    touches=("agreement_party",),
)

DELEGATIONS = Part(
    kind="delegation",
    title=m("Handed over"),
    nothing=m("Nothing known. Which responsibility went from whom to whom, and since when."),
    rows=_delegations,
    line=_delegation_line,
    add=m("Note what was handed over…"),
    form=DelegationFields,
    fields=(
        FieldSpec("responsibility", m("&Which responsibility"), 12, m("Enter which, like: school admissions")),
        FieldSpec("from_id", m("From wh&om"), 6, m("Choose from whom"), kinds=("organisation",)),
        FieldSpec("to_id", m("&To whom"), 6, m("Choose to whom"), kinds=("organisation",)),
        *_TIMES,
        FieldSpec("note", m("&Note"), 12, lines=2),
    ),
    create=create_delegation,
    edit=edit_delegation,
    remove=archive_delegation,
    remove_words=m("Put away"),
    steps=(Step(m("End it…"), _end_delegation, _ENDING, save=m("End it"), when=_stands),),
    owner="to_id",
)
