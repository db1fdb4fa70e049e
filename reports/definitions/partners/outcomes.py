"""The outcome table: of each partnership, or of one, where each outcome began, where it should be, where it is now.

Improvement, attainment and vulnerable learners as the Manchester study names them (needs N107 to N110); what is only
judged stands with what shows it, and what nobody has measured yet is said.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from sqlalchemy.orm import Session

from models.queries.belonging import GROUPING_KINDS
from models.queries.measures import list_measures
from models.queries.partnerships import PartnershipFilter, PartnershipRow, list_partnerships
from models.vocabulary import Visibility
from reports.definitions.partners.common import AUDIENCE, CIRCULATION, find_partnership_row
from reports.definitions.partners.outcomes_tables import (
    Outcomes,
    aims_table,
    disadvantaged_table,
    evidenced_table,
    find_outcomes,
    measured_table,
    observations_table,
    way_chart,
)
from reports.document import Block, Document, Facts, Heading, Table, Tone, paragraph
from reports.formatting import long_date
from reports.parameters import Parameters
from reports.parts import capital, circulation, count_words, find_ourselves, left_out_words
from resources.i18n import _


def build(session: Session, parameters: Parameters) -> Document:
    """Return the outcomes of one partnership, or of each that has some, as they stood on a day."""
    audience, as_at = parameters.audience or AUDIENCE, parameters.as_at
    we = find_ourselves(session, as_at)
    one = find_partnership_row(session, parameters, audience) if parameters.about else None
    rows = (one,) if one else _partnerships(session, parameters, audience)
    found = [(row, find_outcomes(session, row.id, as_at, audience)) for row in rows]
    day = long_date(as_at)
    title = _("Outcomes: {name}").format(name=one.name) if one else _("Outcomes of the partnerships")
    left_out = sum(outcomes.measures.left_out for _row, outcomes in found)
    return Document(
        title=title,
        subtitle=_("As at {day}").format(day=day),
        as_at=as_at,
        author=we.school,
        subject=_("Outcomes with baseline, target and where they are now"),
        reference=_("{title}, {day}").format(title=title, day=day),
        blocks=(
            paragraph(_lead([outcomes for _row, outcomes in found], left_out, day), tone=Tone.LEAD),
            Facts(circulation(audience, CIRCULATION)),
            *(_about_one(found[0][1]) if one else _about_each(found)),
            *_how(),
        ),
        left_out=left_out_words(audience, (left_out, "outcome", "outcomes")),
    )


def _partnerships(session: Session, parameters: Parameters, audience: Visibility) -> tuple[PartnershipRow, ...]:
    """Return the live partnerships that have outcomes: few of the thousands that a large book may hold."""
    live = PartnershipFilter(GROUPING_KINDS, live_only=True)
    with_some = {row.partnership_id for row in list_measures(session, as_at=parameters.as_at)}
    rows = list_partnerships(session, as_at=parameters.as_at, where=live, audience=audience)
    return tuple(row for row in rows if row.id in with_some)


def _lead(found: list[Outcomes], left_out: int, day: str) -> str:
    every = sum(len(one.measures.rows) for one in found)
    if not every:
        if left_out:
            return _("There is nothing that may be shown here.")
        return _("No outcome is set down. Nothing can be shown without a baseline and a target.")
    reached = sum(one.reached for one in found)
    overdue, unknown = sum(one.overdue for one in found), sum(one.unknown for one in found)
    words = _("On {day}, {reached} of {outcomes} had been reached.").format(
        day=day, reached=f"{reached:,}" if reached else _("none"), outcomes=count_words(every, "outcome", "outcomes")
    )
    if overdue:
        late = capital(count_words(overdue, "outcome is", "outcomes are"))
        words += " " + _("{late} past the day set, and not reached.").format(late=late)
    if unknown:
        nothing = count_words(unknown, "outcome", "outcomes")
        words += " " + _("Of {outcomes} nothing was known yet.").format(outcomes=nothing)
    if left_out:
        words += " " + _("What is not listed in this copy is not counted here.")
    return words


def _about_one(found: Outcomes) -> Iterator[Block]:
    yield Heading(_("Aims"))
    yield aims_table(found)
    yield Heading(_("Measured outcomes"))
    table = measured_table(found)
    if (chart := way_chart(found, table)) is not None:
        yield chart
    yield table
    if (apart := disadvantaged_table(found)) is not None:
        yield apart
    yield Heading(_("Evidenced outcomes"))
    yield evidenced_table(found)
    yield Heading(_("What was observed, and when"))
    yield observations_table(found)


def _about_each(found: list[tuple[PartnershipRow, Outcomes]]) -> Iterator[Block]:
    for row, outcomes in found:
        yield Heading(row.name)
        yield _named(aims_table(outcomes, f"aims_{row.id}"), row)
        if outcomes.measured or outcomes.measures.left_out > outcomes.evidenced_left_out:
            yield _named(measured_table(outcomes, f"measured_{row.id}"), row)
        if outcomes.evidenced or outcomes.evidenced_left_out:
            yield _named(evidenced_table(outcomes, f"evidenced_{row.id}"), row)


def _named(table: Table, row: PartnershipRow) -> Table:
    """Return a table with its partnership in its title, which has to be told apart from the same one of others."""
    title = _("{name}: {title}").format(name=row.name, title=table.title[:1].lower() + table.title[1:])
    return replace(table, title=title, sheet=f"{table.sheet} {row.id}")


def _how() -> Iterator[Block]:
    yield Heading(_("How this is reckoned"))
    yield paragraph(
        _(
            "“Now” is the last value observed by the day of this paper. The way gone is the part of the way from the "
            "baseline to the target; it is below zero where the outcome has moved away from its target. An outcome "
            "without a target, or that is judged by evidence, counts as reached when it is judged green."
        )
    )
