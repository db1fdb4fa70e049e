"""Issues raised with us, and requests for support: how urgent, who handles them, what became of them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from desktop.forms.dated import day_words
from desktop.parts.spec import FieldSpec, Line, Owner, Part, Session, Step, Values, as_today, joined
from desktop.tokens import Tone
from models.actions.issues import (
    IssueFields,
    decline_issue,
    edit_issue,
    put_away_issue,
    raise_issue,
    refer_issue,
    reopen_issue,
    resolve_issue,
    triage_issue,
)
from models.queries.issues import IssueRow, list_issues
from models.vocabulary import IssueState, SupportStrand, Urgency
from models.words import label
from resources.i18n import _
from resources.i18n import marked as m

_TONES = {IssueState.RESOLVED: Tone.GOOD, IssueState.RECEIVED: Tone.SOON}
_DONE = (IssueState.RESOLVED, IssueState.DECLINED)


def _rows(session: Session, owner: Owner, today: date) -> Sequence[IssueRow]:
    return list_issues(session, organisation_id=owner.id)


def _line(row: IssueRow) -> Line:
    urgent = row.urgency is Urgency.URGENT and row.state not in _DONE
    said = joined(
        _("raised {day}").format(day=day_words(row.raised_on)),
        row.person,
        _("request for support") if row.is_support_request else "",
        label(row.strand) if row.strand is not None else "",
        label(row.urgency) if row.state not in _DONE else "",
        _("{name} sees to it").format(name=row.handled_by) if row.handled_by else "",
        _("passed to {name}").format(name=row.referred_to) if row.referred_to else "",
        row.outcome,
    )
    return Line(row.id, row.title, said, label(row.state), Tone.LATE if urgent else _TONES.get(row.state, Tone.PLAIN))


def _triage(session: Session, number: int, values: Values) -> None:
    triage_issue(session, number, values["urgency"], values["strand"], values["handled_by_id"])


def _refer(session: Session, number: int, values: Values) -> None:
    refer_issue(session, number, values["organisation_id"], values["outcome"])


def _resolve(session: Session, number: int, values: Values) -> None:
    resolve_issue(session, number, values["day"], values["outcome"])


def _decline(session: Session, number: int, values: Values) -> None:
    decline_issue(session, number, values["day"], values["outcome"])


def _reopen(session: Session, number: int, values: Values) -> None:
    reopen_issue(session, number)


def _is_open(row: IssueRow) -> bool:
    return row.state not in _DONE


def _is_done(row: IssueRow) -> bool:
    return row.state in _DONE


_DAY = FieldSpec("day", m("&When"), 4, m("Enter when"), type=date, start=as_today)

ISSUES = Part(
    kind="issue_raised",
    title=m("Issues and requests for support"),
    nothing=m("Nothing raised. Note here what they ask of you beyond one conversation."),
    rows=_rows,
    line=_line,
    add=m("Note an issue…"),
    form=IssueFields,
    fields=(
        FieldSpec("title", m("&What it is about"), 12, m("Enter what it is about")),
        FieldSpec("raised_on", m("&Raised on"), 4, m("Enter when it was raised"), start=as_today),
        FieldSpec("person_id", m("&By whom"), 4, kinds=("person",)),
        FieldSpec("is_support_request", m("They ask for &support"), 4),
        FieldSpec("note", m("&Note"), 12, lines=3),
    ),
    create=raise_issue,
    edit=edit_issue,
    remove=put_away_issue,
    remove_words=m("Put away"),
    steps=(
        Step(
            m("Say how urgent it is and who sees to it…"),
            _triage,
            (
                FieldSpec("urgency", m("&How urgent"), 4, type=Urgency),
                FieldSpec("strand", m("&Kind of support"), 4, type=SupportStrand, blank=m("Not said")),
                FieldSpec("handled_by_id", m("&Who sees to it"), 4, kinds=("person",), type=int),
            ),
            when=_is_open,
        ),
        Step(
            m("Pass it to somebody else…"),
            _refer,
            (
                FieldSpec(
                    "organisation_id", m("&To whom"), 6, m("Choose the organisation"), kinds=("organisation",), type=int
                ),
                FieldSpec("outcome", m("&What was said"), 12, type=str),
            ),
            when=_is_open,
        ),
        Step(
            m("It is resolved…"),
            _resolve,
            (_DAY, FieldSpec("outcome", m("What &came of it"), 8, m("Enter what came of it"), type=str)),
            when=_is_open,
        ),
        Step(
            m("We declined it…"),
            _decline,
            (_DAY, FieldSpec("outcome", m("Wh&y"), 8, m("Enter why it was declined"), type=str)),
            when=_is_open,
        ),
        Step(m("Open it again"), _reopen, when=_is_done),
    ),
)
