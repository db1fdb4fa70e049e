"""Feedback from meetings attended: who went where and for whom, what was fed back, what is still owed (N047, N048)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy.orm import Session

from models.queries.audience import Shown
from models.queries.feedback import Attended, FeedbackRow, list_attended, list_feedback
from models.vocabulary import Visibility
from models.words import label
from reports.definitions.councillors.parts import CIRCULATION
from reports.document import Cell, Column, Document, Facts, Heading, Kind, Table, Tone, paragraph
from reports.formatting import listed
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

AUDIENCE = Visibility.INTERNAL


@dataclass(frozen=True, slots=True)
class _Findings:
    as_at: date
    went: Shown[Attended]
    feedback: Shown[FeedbackRow]

    def of(self, row: Attended) -> tuple[FeedbackRow, ...]:
        """Return the feedback on one meeting or event."""
        return tuple(
            one for one in self.feedback.rows if (one.meeting_id, one.event_id) == (row.meeting_id, row.event_id)
        )

    def is_given(self, row: FeedbackRow) -> bool:
        """Say whether feedback had been given by the day."""
        return row.done_on is not None and row.done_on <= self.as_at

    @property
    def owed(self) -> tuple[FeedbackRow, ...]:
        return tuple(row for row in self.feedback.rows if not self.is_given(row))

    @property
    def given(self) -> tuple[FeedbackRow, ...]:
        return tuple(row for row in self.feedback.rows if self.is_given(row))

    @property
    def without(self) -> tuple[Attended, ...]:
        """Return what nobody owes or gave feedback on."""
        return tuple(row for row in self.went.rows if not self.of(row))


def build(session: Session, parameters: Parameters) -> Document:
    """Return what ours attended in a period and what was fed back by a day."""
    audience, as_at = parameters.audience or AUDIENCE, parameters.as_at
    we, found = find_ourselves(session, as_at), _find(session, parameters, audience)
    why, out = reason(audience), found.feedback.left_out
    return Document(
        title=_("Feedback from meetings attended"),
        subtitle=_("Between {period}").format(period=between(parameters)),
        as_at=as_at,
        author=we.school,
        subject=_("Who went to meetings and events of others, for whom, and what was fed back"),
        reference=_("{school}: feedback from meetings").format(school=we.school),
        blocks=(
            paragraph(_lead(found, audience), tone=Tone.LEAD),
            Facts(
                (
                    (_("Meetings and events attended"), len(found.went.rows)),
                    (_("Feedback given"), _unless(len(found.given), out)),
                    (_("Feedback still owed"), _unless(len(found.owed), out)),
                    (_("Of these late"), _unless(sum(row.is_late(as_at) for row in found.owed), out)),
                    (_("Attended, and no feedback asked for"), _unless(len(found.without), out)),
                    *circulation(audience, CIRCULATION),
                )
            ),
            Heading(_("What is still owed")),
            leaving_out(_owed_table(found), out, "line of feedback", "lines of feedback", why),
            Heading(_("Who went, and for whom")),
            leaving_out(_went_table(found, out), found.went.left_out, "meeting or event", "meetings or events", why),
            Heading(_("What was fed back")),
            _given_table(found, out),
        ),
        left_out=left_out_words(
            audience,
            (found.went.left_out, "meeting or event", "meetings or events"),
            (out, "line of feedback", "lines of feedback"),
        ),
    )


def _find(session: Session, parameters: Parameters, audience: Visibility) -> _Findings:
    """Return what was attended in the period, and its feedback; older feedback that is still owed too."""
    first, as_at = parameters.first_day, parameters.as_at
    last = min(parameters.last_day, as_at)
    went = shown_to(audience, lambda reader: list_attended(session, first, last, audience=reader))

    def concerns(row: FeedbackRow) -> bool:
        held_on = row.held_at.date()
        is_open = row.done_on is None or row.done_on > as_at
        return held_on <= last and (held_on >= first or is_open or (row.done_on is not None and row.done_on >= first))

    feedback = shown_to(
        audience, lambda reader: [row for row in list_feedback(session, audience=reader) if concerns(row)]
    )
    return _Findings(as_at, went, feedback)


def _unless(number: int, left_out: int) -> int | str:
    """Return a number that would be wrong in a copy that leaves out some of what it counts."""
    return _("Not counted in this copy") if left_out else number


def _lead(found: _Findings, audience: Visibility) -> str:
    went, owed = len(found.went.rows), found.owed
    if not (went or found.feedback.rows) and (found.went.left_out or found.feedback.left_out):
        return _("There is nothing that may be shown here.")
    said = [
        _("We went to {occasions} of others.").format(
            occasions=count_words(went, "meeting or event", "meetings or events")
        )
    ]
    if found.without and not found.feedback.left_out:
        said.append(_("For {n} of these no feedback was asked for.").format(n=len(found.without)))
    late = sum(row.is_late(found.as_at) for row in owed)
    if owed:
        words = capital(count_words(len(owed), "piece of feedback is", "pieces of feedback are"))
        tail = _(", {n} of them late.").format(n=late) if late else "."
        said.append(_("{pieces} still owed").format(pieces=words) + tail)
    elif not found.feedback.left_out:
        said.append(_("No feedback is owed."))
    if found.went.left_out or found.feedback.left_out:
        said.append(_("What is not listed in this copy is not counted here."))
    return " ".join(said)


def _feedback_columns() -> tuple[Column, ...]:
    """Return the columns of every table of feedback: on what it is, for whom, how and by whom."""
    return (
        Column(_("Meeting or event"), weight=2.4, row_header=True),
        Column(_("Held"), Kind.DATE, 1.4),
        Column(_("To whom"), weight=1.8, unknown=_("Not recorded")),
        Column(_("How"), weight=1.8),
        Column(_("By whom"), weight=1.6, unknown=_("Not recorded")),
    )


def _feedback_cells(row: FeedbackRow) -> tuple[Cell, ...]:
    """Return what stands in those columns."""
    return (row.title, row.held_at.date(), row.audience or None, label(row.form), row.author)


def _owed_table(found: _Findings) -> Table:
    return Table(
        key="owed",
        title=_("Feedback still owed, the first due first"),
        sheet=_("Owed"),
        columns=(
            *_feedback_columns(),
            Column(_("Due"), Kind.DATE, 1.4),
            Column(_("State"), weight=0.8, note=_("Late from the day after it was due")),
        ),
        rows=tuple(
            (
                *_feedback_cells(row),
                row.due_on,
                _("Late") if row.is_late(found.as_at) else _("Open"),
            )
            for row in found.owed
        ),
        empty=_("No feedback is owed."),
    )


def _went_table(found: _Findings, left_out: int) -> Table:
    return Table(
        key="attended",
        title=_("Meetings and events of others that ours went to, the newest first"),
        sheet=_("Attended"),
        columns=(
            Column(_("Meeting or event"), weight=2.4, row_header=True),
            Column(_("Held"), Kind.DATE, 1.4),
            Column(_("Held by"), weight=2.0, unknown=_("Not recorded")),
            Column(_("Who went"), weight=2.0),
            Column(_("On behalf of"), weight=2.0, unknown=_("Not recorded")),
            Column(_("Feedback"), weight=1.6),
        ),
        rows=tuple(
            (
                row.title,
                row.held_at.date(),
                row.held_by,
                "\n".join(row.who_went),
                "\n".join(row.on_behalf_of) or None,
                _feedback_words(found, found.of(row), left_out),
            )
            for row in found.went.rows
        ),
        empty=_("We went to no meeting or event of others in this period."),
        note=_("Meetings that we hold ourselves are not listed.") if found.went.rows else "",
    )


def _feedback_words(found: _Findings, rows: Sequence[FeedbackRow], left_out: int) -> str:
    """Return where the feedback on one meeting stands."""
    if not rows:
        return _("Not in this copy") if left_out else _("None asked for")
    given = sum(map(found.is_given, rows))
    owed = len(rows) - given
    late = sum(row.is_late(found.as_at) for row in rows)
    return capital(
        listed(
            [
                _("{n} given").format(n=given) if given else "",
                _("{n} owed").format(n=owed) if owed else "",
                _("{n} of them late").format(n=late) if late else "",
            ]
        )
    )


def _given_table(found: _Findings, left_out: int) -> Table:
    return Table(
        key="given",
        title=_("Feedback that was given"),
        sheet=_("Given"),
        columns=(
            *_feedback_columns(),
            Column(_("Given"), Kind.DATE, 1.4),
            Column(_("Where it stands"), weight=1.8, unknown=_("Not recorded"), note=_("A link, a page or a note")),
        ),
        rows=tuple(
            (
                *_feedback_cells(row),
                row.done_on,
                row.link or row.note or None,
            )
            for row in sorted(found.given, key=lambda row: (row.done_on or date.max, row.id))
        ),
        empty=_("No feedback that may be shown was given.") if left_out else _("No feedback was given in this period."),
    )
