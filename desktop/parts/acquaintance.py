"""Whom somebody is linked with, what they stood for as a councillor, and what they promised."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from desktop.forms.dated import day_words, span_words
from desktop.parts.spec import FieldSpec, Line, Owner, Part, Session, Step, Values, as_today, joined
from desktop.tokens import Tone
from models.actions.person_relationships import (
    PersonRelationshipFields,
    add_person_relationship,
    edit_person_relationship,
    end_person_relationship,
    remove_person_relationship,
)
from models.queries.acquaintance import PersonLinkRow, list_person_links
from models.queries.commitment_filter import CommitmentFilter
from models.queries.commitments import CommitmentRow, list_commitment_groups
from models.queries.councillor_terms import TermEngagement, list_councillor_terms
from models.vocabulary import CommitmentState, Precision
from models.when import first_day_after
from models.words import label
from resources.i18n import _, ngettext
from resources.i18n import marked as m

_MANY = 200


def _links(session: Session, owner: Owner, today: date) -> Sequence[PersonLinkRow]:
    return list_person_links(session, owner.id, today=today)


def _link_line(row: PersonLinkRow) -> Line:
    when = span_words(row.starts_on, row.ends_on, row.starts_precision, row.ends_precision)
    aside = "" if row.is_current else _("Former")
    return Line(row.id, f"{row.words} {row.other}", joined(when, row.end_reason, row.note), aside)


def _other(row: PersonLinkRow) -> tuple[str, int]:
    return "person", row.other_id


def _is_current(row: PersonLinkRow) -> bool:
    return row.is_current


def _end(session: Session, number: int, values: Values) -> None:
    end_person_relationship(session, number, first_day_after(values["last_day"], Precision.DAY), values["reason"])


def _terms(session: Session, owner: Owner, today: date) -> Sequence[TermEngagement]:
    return list_councillor_terms(session, as_at=today, person_id=owner.id)


def _term_line(row: TermEngagement) -> Line:
    said = joined(
        row.party,
        span_words(row.starts_on, row.ends_on),
        _("term ends {day}").format(day=day_words(row.term_ends_on)) if row.term_ends_on and row.is_current else "",
        _("came to {n} of {all} they were asked to").format(n=row.attended, all=row.invited) if row.invited else "",
        ngettext("{n} visit", "{n} visits", row.visited).format(n=row.visited) if row.visited else "",
        _("answered {n} of {all}").format(n=row.replied, all=row.asked) if row.asked else "",
        _("last contact {day}").format(day=day_words(row.last_on)) if row.last_on is not None else "",
    )
    if not row.is_current:
        return Line(row.affiliation_id, _("{area} ward").format(area=row.ward), said, _("Former"))
    silent = _("No contact") if row.is_silent else ""
    return Line(row.affiliation_id, _("{area} ward").format(area=row.ward), said, silent, Tone.SOON)


_Promise = tuple[CommitmentRow, date]


def _promised(session: Session, owner: Owner, today: date) -> Sequence[_Promise]:
    found = list_commitment_groups(session, today, CommitmentFilter(by_person_id=owner.id), limit=_MANY)
    return [(row, today) for page in found.values() for row in page.rows]


def _promise_line(promise: _Promise) -> Line:
    row, today = promise
    to = row.to_person or row.to_organisation
    due = _("by {day}").format(day=day_words(row.due_on)) if row.due_on is not None else ""
    said = joined(_("to {name}").format(name=to) if to else "", due, _("made {day}").format(day=day_words(row.made_on)))
    late = row.days_late(today)
    if late:
        words = ngettext("{n} day late", "{n} days late", late).format(n=late)
        return Line(row.id, row.text, said, words, Tone.LATE)
    tone = Tone.GOOD if row.state is CommitmentState.KEPT else Tone.PLAIN
    return Line(row.id, row.text, said, label(row.state), tone)


def _commitment(promise: _Promise) -> tuple[str, int]:
    return "commitment", promise[0].id


PERSON_LINKS = Part(
    kind="person_relationship",
    title=m("Linked with"),
    nothing=m("No links to other people. Who stands in for whom, and who is related, is worth knowing."),
    rows=_links,
    line=_link_line,
    add=m("Link with somebody…"),
    form=PersonRelationshipFields,
    fields=(
        FieldSpec("type", m("&How"), 6, new_only=True),
        FieldSpec("to_id", m("To &whom"), 6, m("Choose the other person"), kinds=("person",), new_only=True),
        FieldSpec("starts_on", m("&Since"), 6),
        FieldSpec("ends_on", m("Last &day"), 6, last_day=True),
        FieldSpec("end_reason", m("Why it &ended"), 6),
        FieldSpec("note", m("&Note"), 12),
    ),
    create=add_person_relationship,
    edit=edit_person_relationship,
    remove=remove_person_relationship,
    steps=(
        Step(
            m("They are no longer linked…"),
            _end,
            (
                FieldSpec("last_day", m("&Last day"), 6, m("Enter the last day"), type=date, start=as_today),
                FieldSpec("reason", m("&Why"), 12, type=str),
            ),
            save=m("End it"),
            when=_is_current,
        ),
    ),
    owner="from_id",
    opens=_other,
)

COUNCILLOR = Part(
    kind="affiliation",
    name="councillor_term",
    title=m("As a councillor"),
    nothing=m("Not a councillor."),
    rows=_terms,
    line=_term_line,
    hides=True,
    touches=("conversation", "attendance", "event_role"),
)

PROMISED = Part(
    kind="commitment",
    title=m("What they promised"),
    nothing=m("Nothing is promised by them. Add it with Commitment above."),
    rows=_promised,
    line=_promise_line,
    opens=_commitment,
)
