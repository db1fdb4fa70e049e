"""The change report: what was changed in the records in a period, by kind of record and by person, out of the journal.

Every change is in it, also those that were taken back; the journal cannot be edited (need N011).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from sqlalchemy.orm import Session

from models.kinds import KINDS
from models.queries.change_counts import ChangeCounts, count_rows_of, find_change_counts
from models.queries.history import HistoryRow, list_history
from models.queries.told_history import ToldChange, tell_rows
from models.vocabulary import ChangeKind, Visibility
from reports.definitions.office.parts import CIRCULATION
from reports.document import Block, Column, Document, Facts, Heading, Kind, Table, paragraph
from reports.formatting import long_date, thousands
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
)
from resources.i18n import _, ngettext
from resources.i18n import marked as m

AUDIENCE = Visibility.INTERNAL
MOST = 500
"""Steps that the paper tells one by one, the newest; it counts all."""
_TOLD = 4
"""Sentences that it tells of a step."""
_PAGE = 100

_STEPS = {
    ChangeKind.DO: "{label}",
    ChangeKind.UNDO: m("Taken back: {label}"),
    ChangeKind.REDO: m("Made again: {label}"),
}


@dataclass(frozen=True, slots=True)
class _Findings:
    counts: ChangeCounts
    told: tuple[ToldChange, ...]
    rows_of: dict[int, int]
    left_out: int
    is_cut: bool
    """Whether there are more steps than are told."""


def build(session: Session, parameters: Parameters) -> Document:
    """Return what was changed in a period, nothing later than the paper's day."""
    audience = parameters.audience or AUDIENCE
    period = replace(parameters, last_day=min(parameters.last_day, parameters.as_at))
    we, found = find_ourselves(session, parameters.as_at), _find(session, period, audience)
    first, last = long_date(period.first_day), long_date(period.last_day)
    blocks: tuple[Block, ...] = (
        Facts(
            (
                (_("From"), period.first_day),
                (_("To"), period.last_day),
                (_("Changes"), found.counts.steps),
                (_("People who made them"), len(found.counts.by_actor)),
                *circulation(audience, CIRCULATION),
            )
        ),
        paragraph(_summary(found.counts, period)),
        Heading(_("By whom")),
        _actors(found.counts),
        Heading(_("In which records")),
        _kinds(found.counts),
        Heading(_("Change by change")),
        *([paragraph(_lead(found))] if found.told else []),
        leaving_out(_changes(found), found.left_out, "change", "changes", reason(audience)),
    )
    return Document(
        title=_("Change report"),
        subtitle=_("{first} to {last}").format(first=first, last=last),
        blocks=blocks,
        as_at=parameters.as_at,
        author=we.school,
        subject=_("What was changed in the records, and by whom"),
        reference=_("{school}: changes").format(school=we.school),
        left_out=left_out_words(audience, (found.left_out, "change", "changes")),
    )


def _find(session: Session, period: Parameters, audience: Visibility) -> _Findings:
    counts = find_change_counts(session, period.first_day, period.last_day)
    rows = list(_history(session, period, audience))
    told = tell_rows(session, rows, audience=audience)
    return _Findings(
        counts,
        told,
        count_rows_of(session, [row.id for row in rows]),
        min(counts.steps, MOST) - len(rows),
        counts.steps > MOST,
    )


def _history(session: Session, period: Parameters, audience: Visibility) -> Iterator[HistoryRow]:
    """Yield the newest changes of the period that an audience may know of, out of the first so many."""
    before: int | None = None
    seen = 0
    while seen < MOST:
        page = list_history(
            session,
            before_id=before,
            limit=min(_PAGE, MOST - seen),
            row_limit=_TOLD * 3,
            first_day=period.first_day,
            as_at=period.last_day,
            steps_only=True,
            audience=audience,
        )
        yield from page.rows
        seen += _PAGE
        if page.next_key is None:
            return
        last = page.next_key[0]
        assert isinstance(last, int)
        before = last


def _summary(counts: ChangeCounts, period: Parameters) -> str:
    if not counts.steps:
        return _("Nothing was changed in the records between {period}.").format(period=between(period))
    taken_back = sum(row.taken_back for row in counts.by_actor)
    words = _("{changes} made by {people} between {period}.").format(
        changes=capital(count_words(counts.steps, "change was", "changes were")),
        people=count_words(len(counts.by_actor), "person", "people"),
        period=between(period),
    )
    if not taken_back:
        return words
    back = ngettext(
        "{n} of them took back or made again an earlier one.", "{n} of them took back or made again earlier ones.",
        taken_back,
    )  # fmt: skip
    return f"{words} {back.format(n=thousands(taken_back))}"


def _lead(found: _Findings) -> str:
    words = _("The newest comes first. Of a change to many records the first are told. Days are counted in UTC.")
    if not found.is_cut:
        return words
    return f"{words} " + _("The newest {n} are listed; the figures above count all.").format(n=thousands(MOST))


def _kinds(counts: ChangeCounts) -> Table:
    rows = [
        (capital(KINDS[row.kind].words if row.kind in KINDS else row.kind), row.added, row.changed, row.removed)
        for row in counts.by_kind
    ]
    return Table(
        key="kinds",
        title=_("Records changed, by kind"),
        sheet=_("Kinds"),
        columns=(
            Column(_("Kind of record"), weight=3.0, row_header=True),
            Column(_("Added"), Kind.INTEGER, total=True),
            Column(_("Changed"), Kind.INTEGER, total=True, note=_("Once for each time a record was changed")),
            Column(_("Removed"), Kind.INTEGER, total=True),
        ),
        rows=tuple(sorted(rows)),
        empty=_("No record was added, changed or removed in this period."),
    )


def _actors(counts: ChangeCounts) -> Table:
    return Table(
        key="people",
        title=_("Changes by person"),
        sheet=_("People"),
        columns=(
            Column(_("Person"), weight=3.0, row_header=True, unknown=_("Not recorded")),
            Column(_("Changes"), Kind.INTEGER, total=True),
            Column(_("Taken back or made again"), Kind.INTEGER, 1.2, total=True),
            Column(_("Records"), Kind.INTEGER, total=True, note=_("Once for each time a record was touched")),
            Column(_("Last change"), Kind.DATE, 1.4),
        ),
        rows=tuple((row.actor or None, row.steps, row.taken_back, row.rows, row.last_at) for row in counts.by_actor),
        empty=_("Nobody changed anything in this period."),
    )


def _changes(found: _Findings) -> Table:
    return Table(
        key="changes",
        title=_("What was changed"),
        sheet=_("Changes"),
        columns=(
            Column(_("Day"), Kind.DATE, 1.4),
            Column(_("Person"), weight=1.3, unknown=_("Not recorded")),
            Column(_("Change"), weight=2.2, row_header=True, unknown=_("Not told")),
            Column(_("Records"), Kind.INTEGER, 0.8),
            Column(_("What it did"), weight=4.0, unknown=_("Nothing that shows")),
        ),
        rows=tuple(
            (
                change.at,
                change.actor or None,
                _(_STEPS[change.kind]).format(label=change.label) if change.label else None,
                found.rows_of.get(change.id, 0),
                _did(change, found.rows_of.get(change.id, 0)),
            )
            for change in found.told
        ),
        empty=_("Nothing was changed in this period."),
    )


def _did(change: ToldChange, rows: int) -> str | None:
    """Return the first sentences of a change, without the day and name that stand beside them."""
    begin = _("On {day} {actor}").format(day=long_date(change.at.date()), actor=change.actor or _("somebody"))
    lines = [capital(sentence.removeprefix(begin).strip()) for sentence in change.sentences[:_TOLD]]
    rest = max(len(change.sentences), rows) - len(lines)
    if lines and rest > 0 and rows > 1:
        lines.append(ngettext("And {n} more.", "And {n} more.", rest).format(n=thousands(rest)))
    return "\n".join(lines) or None
