"""The first four blocks of the partnership profile, each as what is known of it and what is not."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from models.queries.audience import may_read
from models.queries.partnership_history import LegalFormRow, StageRow
from models.vocabulary import Visibility
from models.words import label
from reports.definitions.partners.common import (
    next_look,
    pounds,
    precise,
    since_words,
    until,
    year_words,
)
from reports.definitions.partners.giving import funding_table
from reports.definitions.partners.profile.findings import Profile
from reports.document import Block, Column, Facts, Heading, Kind, Table, bullets, paragraph
from reports.formatting import long_date
from reports.parts import capital, leaving_out, reason
from resources.i18n import _


def nothing() -> str:
    """Return the words for what is not known."""
    return _("Not recorded")


def foundation(found: Profile) -> Iterator[Block]:
    """Return where it comes from."""
    one = found.detail.foundation
    event = one.inaugural_event
    if event and one.inaugural_on:
        event = _("{event}, {day}").format(event=event, day=long_date(one.inaugural_on))
    yield Heading(_("Foundation"))
    yield Facts(
        (
            (_("Founded"), capital(since_words(one.founded_on, one.founded_precision)) or nothing()),
            (_("Years since then"), nothing() if one.years_old is None else one.years_old),
            (_("Convened by"), ", ".join(one.convenors) or nothing()),
            (_("Inaugural event"), event or nothing()),
        )
    )
    yield paragraph(one.story or _("How it came about is not recorded."))


def aims(found: Profile) -> Iterator[Block]:
    """Return what it is for, what is done for each aim, and its plan."""
    one = found.detail.aims
    yield Heading(_("Aims"))
    yield paragraph(one.purpose or _("Its purpose is not recorded."))
    standing = [
        (aim, times) for aim, times in found.balance.by_aim if aim.closed_on is None or aim.closed_on > found.as_at
    ]
    table = Table(
        key="aims",
        title=_("Aims, and what is done for each"),
        sheet=_("Aims"),
        columns=(
            Column(_("Number"), Kind.INTEGER, 0.7),
            Column(_("Aim"), weight=3.6, row_header=True),
            Column(_("Shared goal"), weight=2.4, unknown="–", note=_("A goal that other partnerships share")),
            Column(_("Activities this year"), Kind.INTEGER, 1.0, total=True),
            Column(_("Outcomes"), Kind.INTEGER, 1.0, total=True, note=_("Measured or judged")),
            Column(_("Reached"), Kind.INTEGER, 0.9, total=True, note=_("How many of these outcomes are reached")),
        ),
        rows=tuple((aim.number, aim.text, aim.goal or None, times, *_shown(found, aim.id)) for aim, times in standing),
        empty=_("No aim is recorded. Aims would stand here with what is done for each."),
    )
    yield leaving_out(table, found.aims_left_out, "aim", "aims", reason(found.audience))
    yield from _plan(found)


def _shown(found: Profile, aim_id: int) -> tuple[int, int]:
    """Return how many outcomes an aim has, and how many are reached."""
    rows = [row for row in found.measures if row.aim_id == aim_id]
    return len(rows), sum(bool(row.is_reached) for row in rows)


def _plan(found: Profile) -> Iterator[Block]:
    if not may_read(found.audience, Visibility.PARTNERS):
        yield paragraph(_("Its plan is for the partners and not in this copy."))
        return
    plan = found.plan
    last = plan.reviews[0] if plan.reviews else None
    reviewed = _("Not yet, as far as the records go")
    if last is not None:
        reviewed = _("{day}: {judgement}. {findings}").format(
            day=long_date(last.reviewed_on), judgement=label(last.judgement), findings=last.findings
        )
    yield Facts(
        (
            (_("Plan"), plan.plan or nothing()),
            (_("Last reviewed"), reviewed),
            (_("Next review"), next_look(plan.review_on, found.as_at) or _("No day is set")),
        )
    )


def status(found: Profile) -> Iterator[Block]:
    """Return what it is: kind, stage, model, legal forms, and how it stands to the local authority."""
    one = found.detail.status
    row = one.row
    yield Heading(_("Status"))
    yield Facts(
        (
            (_("Kind"), row.type or label(row.kind)),
            (_("Status"), label(row.status)),
            (_("Stage"), label(row.stage) if row.stage else nothing()),
            (_("Model"), label(row.model) if row.model else nothing()),
            (_("Local authority"), row.authority or nothing()),
            (_("Relation to it"), label(row.authority_relation)),
            (_("Company number"), one.company_number or nothing()),
            (_("Charity number"), one.charity_number or nothing()),
            (_("Incorporated"), one.incorporated_on or nothing()),
        )
    )
    if one.lacks and one.forms:
        yield bullets(*one.lacks)
    yield _history(
        "forms",
        _("Legal forms"),
        _("Legal form"),
        [(label(form.form), form, "" if form.is_current else form.end_reason) for form in one.forms],
        _("No legal form is recorded."),
    )
    yield _history(
        "stages",
        _("Stages"),
        _("Stage"),
        [(label(stage.stage), stage, stage.why) for stage in one.stages],
        _("No stage is recorded: pilot, project, alliance or integration."),
    )


def _history(
    key: str, title: str, head: str, rows: Sequence[tuple[str, LegalFormRow | StageRow, str]], empty: str
) -> Table:
    """Return what it was from when to when, and why that ended or began."""
    return Table(
        key=key,
        title=title,
        columns=(
            Column(head, weight=2.4, row_header=True),
            Column(_("From"), Kind.DATE, 1.4, unknown=_("Not recorded")),
            Column(_("Until"), Kind.DATE, 1.4, unknown=_("Not recorded")),
            Column(_("Why"), weight=3.0, unknown="–"),
        ),
        rows=tuple(
            (
                name,
                precise(row.starts_on, row.starts_precision),
                _("Now") if row.is_current else until(row.ends_on, row.ends_precision),
                why or None,
            )
            for name, row, why in rows
        ),
        empty=empty,
    )


def funding(found: Profile) -> Iterator[Block]:
    """Return what it lived on, year by year, and from whom."""
    yield Heading(_("Funding"))
    table = Table(
        key="years",
        title=_("What it lived on, by academic year"),
        sheet=_("Years"),
        columns=(
            Column(_("Academic year"), weight=2.0, row_header=True),
            Column(_("Lines"), Kind.INTEGER, 0.8, total=True, note=_("How many sums or kinds of help are recorded")),
            Column(_("Money"), Kind.MONEY, 1.2, total=True),
            Column(_("Of it restricted"), Kind.MONEY, 1.2, total=True, note=_("May be used for its purpose only")),
            Column(_("In kind"), Kind.MONEY, 1.2, total=True, note=_("What help is reckoned to be worth")),
        ),
        rows=tuple(
            (
                year_words(year.year_begins),
                sum(total.lines for total in year.totals),
                pounds(year.amount_pence),
                pounds(year.restricted_pence),
                pounds(year.in_kind_pence),
            )
            for year in found.years
        ),
        empty=_("No money and no help in kind is recorded."),
    )
    yield leaving_out(table, found.funding.left_out, "line of funding", "lines of funding", reason(found.audience))
    if found.funding.rows:
        yield funding_table(found.funding.rows, title=_("Each sum and each kind of help"))
