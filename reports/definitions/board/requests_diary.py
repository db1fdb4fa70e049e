"""The diary of what people asked under data protection law: what came, when the answer was due, and how it ended.

A board sees that the law is kept, and not who asked: names and words stand only in the confidential copy, for whoever
answers. Figures and days are those of the requests (models/subject_requests.py says how the last day is found).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime, time

from sqlalchemy.orm import Session

from models.queries.audience import Shown
from models.queries.breaches import BreachRow, list_breaches
from models.queries.subject_requests import SubjectRequestRow, list_requests
from models.vocabulary import RequestState, Visibility
from models.words import label
from reports.definitions.board.common import AUDIENCE, CIRCULATION
from reports.document import Block, Column, Document, Facts, Heading, Kind, Table, Tone, bullets, paragraph
from reports.formatting import date_and_time, long_date
from reports.parameters import Parameters
from reports.parts import (
    between,
    capital,
    circulation,
    count_words,
    find_ourselves,
    leaving_out,
    left_out_words,
    reason,
    shown_to,
)
from resources.i18n import _


def build(session: Session, parameters: Parameters) -> Document:
    """Return the requests that came in a period, and those still open when it began, as they stood on the day."""
    audience, as_at = parameters.audience or AUDIENCE, parameters.as_at
    we = find_ourselves(session, as_at)
    found = _find(session, parameters, audience)
    opened = [row for row in found.rows if row.answered_on is None]
    answered = [row for row in found.rows if row.answered_on is not None]
    late = sum(row.is_late(as_at) for row in found.rows)
    names = audience is Visibility.CONFIDENTIAL
    why = reason(audience)
    return Document(
        title=_("Diary of data protection requests"),
        subtitle=_("{first} to {last}, as it stood on {day}").format(
            first=long_date(parameters.first_day), last=long_date(parameters.last_day), day=long_date(as_at)
        ),
        as_at=as_at,
        author=we.school,
        subject=_("What people asked about their data, and whether they were answered in time"),
        reference=_("{school}: data protection requests, {day}").format(school=we.school, day=long_date(as_at)),
        blocks=(
            paragraph(_lead(parameters, opened, answered, late, found.left_out), tone=Tone.LEAD),
            Facts(
                (
                    (_("As at"), as_at),
                    (_("Requests that came in the period"), _came(found.rows, parameters)),
                    (_("Open now"), len(opened)),
                    (_("Answered"), len(answered)),
                    (_("Late"), late),
                    *circulation(audience, CIRCULATION),
                )
            ),
            paragraph(
                _("Names and words are in the confidential copy only.")
                if not names
                else _("This copy names people. Keep it with the requests, and destroy it with them."),
                tone=Tone.NOTE,
            ),
            Heading(_("Open")),
            leaving_out(_open_table(opened, parameters), found.left_out, "request", "requests", why),
            Heading(_("Answered")),
            _answered_table(answered),
            *(_words(found.rows) if names else ()),
            *_breach_part(session, parameters, audience),
            Heading(_("The clock")),
            _rules(),
        ),
        left_out=left_out_words(audience, (found.left_out, "request", "requests")),
    )


def _find(session: Session, parameters: Parameters, audience: Visibility) -> Shown[SubjectRequestRow]:
    """Return the requests of the period; those that came after its last day are not of it."""

    def ask(reader: Visibility) -> tuple[SubjectRequestRow, ...]:
        rows = list_requests(session, parameters.as_at, first_day=parameters.first_day, audience=reader)
        return tuple(row for row in rows if row.received_on <= parameters.last_day)

    return shown_to(audience, ask)


def _came(rows: Sequence[SubjectRequestRow], parameters: Parameters) -> int:
    return sum(row.received_on >= parameters.first_day for row in rows)


def _lead(
    parameters: Parameters,
    opened: Sequence[SubjectRequestRow],
    answered: Sequence[SubjectRequestRow],
    late: int,
    left_out: int,
) -> str:
    came = _came([*opened, *answered], parameters)
    words = capital(count_words(came, "request came", "requests came"))
    parts = [_("{requests} between {days}.").format(requests=words, days=between(parameters))]
    if opened:
        first = min(row.due_on for row in opened)
        still = capital(count_words(len(opened), "request is open", "requests are open"))
        parts.append(_("{still}; the next answer is due by {day}.").format(still=still, day=long_date(first)))
    else:
        parts.append(_("None is open."))
    if opened or answered:
        parts.append(
            _("No answer is late.") if not late else capital(count_words(late, "answer is late.", "answers are late."))
        )
    if left_out:
        parts.append(_("What is not listed in this copy is not counted here."))
    return " ".join(parts)


def _open_table(rows: Sequence[SubjectRequestRow], parameters: Parameters) -> Table:
    longer = any(row.extended_on is not None for row in rows)
    return Table(
        key="open",
        title=_("Open requests, the next due first"),
        sheet=_("Open"),
        columns=(
            Column(_("Request"), Kind.INTEGER, 0.8),
            Column(_("Right"), weight=1.8, row_header=True),
            Column(_("Received"), Kind.DATE, 1.4),
            *((Column(_("More time told on"), Kind.DATE, 1.4, unknown="–"),) if longer else ()),
            Column(_("Due by"), Kind.DATE, 1.4),
            Column(_("Standing"), weight=1.2),
        ),
        rows=tuple(
            (
                row.id,
                label(row.subject_right),
                row.received_on,
                *((row.extended_on,) if longer else ()),
                row.due_on,
                _standing(row, parameters),
            )
            for row in rows
        ),
        empty=_("No request waits for its answer."),
        note=_("Where the clock stands still, the last day is the one it would be if they answered today.")
        if any(row.state is RequestState.STOPPED for row in rows)
        else "",
    )


def _standing(row: SubjectRequestRow, parameters: Parameters) -> str:
    if row.is_late(parameters.as_at):
        return _("Late")
    return label(row.state) if row.state is RequestState.STOPPED else _("In time")


def _answered_table(rows: Sequence[SubjectRequestRow]) -> Table:
    return Table(
        key="answered",
        title=_("Answered requests, the newest first"),
        sheet=_("Answered"),
        columns=(
            Column(_("Request"), Kind.INTEGER, 0.8),
            Column(_("Right"), weight=1.8, row_header=True),
            Column(_("Received"), Kind.DATE, 1.4),
            Column(_("Due by"), Kind.DATE, 1.4),
            Column(_("Answered"), Kind.DATE, 1.4),
            Column(_("Days"), Kind.INTEGER, 0.6, note=_("From the day it came to the answer")),
            Column(_("Outcome"), weight=1.4),
            Column(_("In time"), weight=0.9),
        ),
        rows=tuple(
            (
                row.id,
                label(row.subject_right),
                row.received_on,
                row.due_on,
                row.answered_on,
                row.days_taken,
                label(row.outcome) if row.outcome is not None else None,
                _("No") if row.answered_on is not None and row.is_late(row.answered_on) else _("Yes"),
            )
            for row in rows
        ),
        empty=_("No request was answered in this time."),
    )


def _words(rows: Sequence[SubjectRequestRow]) -> Iterator[Block]:
    """Yield who asked what and what they were told: for the confidential copy."""
    yield Heading(_("Who asked, and what they were told"))
    yield Table(
        key="words",
        title=_("Requests in words"),
        sheet=_("In words"),
        columns=(
            Column(_("Request"), Kind.INTEGER, 0.8),
            Column(_("Who asks"), weight=2.0, row_header=True, unknown=_("Not recorded")),
            Column(_("What they ask"), weight=2.4),
            Column(_("Where we looked"), weight=2.0, unknown=_("Not recorded")),
            Column(_("What they were sent or told"), weight=2.4, unknown="–"),
            Column(_("Kept back, and why"), weight=2.4, unknown="–"),
        ),
        rows=tuple(
            (row.id, row.who or None, row.asked, row.searched or None, row.sent or None, row.withheld or None)
            for row in rows
        ),
        empty=_("Nobody asked anything in this time."),
    )


def _breach_part(session: Session, parameters: Parameters, audience: Visibility) -> Iterator[Block]:
    """Yield the breaches of the period, where there are any: what happened stands in the confidential copy only."""
    end = datetime.combine(min(parameters.as_at, parameters.last_day), time.max)
    rows = list_breaches(session, end, first_day=parameters.first_day)
    if not rows:
        return
    names = audience is Visibility.CONFIDENTIAL
    yield Heading(_("Data breaches"))
    yield Table(
        key="breaches",
        title=_("Breaches of personal data, those that wait first"),
        sheet=_("Breaches"),
        columns=(
            Column(_("Breach"), Kind.INTEGER, 0.8),
            Column(_("Noticed"), weight=1.6, row_header=True),
            *((Column(_("What happened"), weight=2.6),) if names else ()),
            Column(_("Risk"), weight=1.2),
            Column(_("Commissioner to be told by"), weight=1.8),
            Column(_("Standing"), weight=1.4),
        ),
        rows=tuple(
            (
                row.id,
                date_and_time(row.discovered_at),
                *((row.description,) if names else ()),
                label(row.risk),
                date_and_time(row.tell_by),
                label(row.state),
            )
            for row in rows
        ),
    )
    if names:
        yield _breaches_in_words(rows)


def _breaches_in_words(rows: Sequence[BreachRow]) -> Table:
    """Return what the law has us write down of each breach besides: its effects, what was done, who was told, why."""
    return Table(
        key="breach_words",
        title=_("What was done about each breach, and why"),
        sheet=_("Breaches in words"),
        columns=(
            Column(_("Breach"), Kind.INTEGER, 0.8),
            Column(_("What data"), weight=1.8, row_header=True, unknown=_("Not recorded")),
            Column(_("People"), Kind.INTEGER, 0.8, unknown=_("Not recorded")),
            Column(_("What was done"), weight=2.6, unknown=_("Not recorded")),
            Column(_("Who was told"), weight=1.8, unknown=_("Nobody")),
            Column(_("Why they were told, or not"), weight=2.6, unknown=_("Not recorded")),
        ),
        rows=tuple(
            (
                row.id,
                row.data_categories or None,
                row.people_affected,
                row.actions or None,
                _told(row) or None,
                row.decision_reason or None,
            )
            for row in rows
        ),
    )


def _told(row: BreachRow) -> str:
    parts = []
    if row.ico_notified_at is not None:
        words = _("The Commissioner, {when}").format(when=date_and_time(row.ico_notified_at))
        parts.append(f"{words} ({row.ico_reference})" if row.ico_reference else words)
    if row.individuals_told_on is not None:
        parts.append(_("The people, {day}").format(day=long_date(row.individuals_told_on)))
    return "; ".join(parts)


def _rules() -> Block:
    return bullets(
        _("An answer is due within one month of the day the request came (UK GDPR, article 12)."),
        _("Where requests are complex or many it may take up to three, if the person is told so in the first month."),
        _("Days on which we wait for proof of identity, or for what they mean, do not count."),
        _("A last day on which nobody works moves to the next working day."),
        _("A complaint is acknowledged within 30 days (Data Protection Act 2018, section 164A)."),
        _(
            "Information is due within 20 working days; for a school 20 school days or 60 working days, whichever "
            "comes first (Freedom of Information Act 2000, section 10)."
        ),
        _("Of a breach that may harm people the Commissioner is told within 72 hours (UK GDPR, article 33)."),
    )
