"""Outcomes as tables that several papers share: where each began, where it should be, where it is now.

Measured and evidenced outcomes stand apart, as the field keeps them; colours are written out. Small counts of people
are not shown to readers outside.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

from sqlalchemy.orm import Session

from models.queries.aims import AimRow, list_aims
from models.queries.audience import Shown
from models.queries.measures import MeasureRow, ObservationRow, list_measures, list_observations
from models.queries.reach import least_shown
from models.small_numbers import shown_count
from models.text import sort_key
from models.vocabulary import MeasureKind, Visibility
from reports.charts import describe_chart
from reports.definitions.partners.common import bar_name, judgement_words
from reports.document import Cell, Chart, ChartKind, Column, Kind, Series, Table
from reports.parts import leaving_out, reason, shown_to
from resources.i18n import _

MOST_DRAWN = 25
_SHOWN_WAY = Decimal(10)
"""A chart with a bar of more than ten times the way would show nothing of the others: it leaves that one out."""
_PEOPLE = frozenset(
    {
        *("pupil", "pupils", "child", "children", "student", "students", "learner", "learners", "adult", "adults"),
        *("parent", "parents", "carer", "carers", "people", "person", "persons", "teacher", "teachers", "staff"),
        *("governor", "governors", "volunteer", "volunteers", "girl", "girls", "boy", "boys"),
    }
)
"""Units whose values count people."""


@dataclass(frozen=True, slots=True)
class Outcomes:
    """The outcomes of one partnership as its readers may see them."""

    as_at: date
    audience: Visibility
    least: int
    """Smaller counts of people are not shown to readers outside."""
    aims: Shown[AimRow]
    measures: Shown[MeasureRow]
    evidenced_left_out: int
    """How many of those left out are judged by evidence."""
    observations: tuple[ObservationRow, ...]

    @property
    def measured(self) -> tuple[MeasureRow, ...]:
        """Return those that are counted."""
        return tuple(row for row in self.measures.rows if row.kind is MeasureKind.MEASURED)

    @property
    def evidenced(self) -> tuple[MeasureRow, ...]:
        """Return those that are judged by what shows them."""
        return tuple(row for row in self.measures.rows if row.kind is MeasureKind.EVIDENCED)

    @property
    def reached(self) -> int:
        """Return how many are there."""
        return sum(bool(row.is_reached) for row in self.measures.rows)

    @property
    def overdue(self) -> int:
        """Return how many are not there although their day is past."""
        return sum(row.is_overdue for row in self.measures.rows)

    @property
    def unknown(self) -> int:
        """Return of how many nothing is known yet."""
        return sum(row.is_reached is None for row in self.measures.rows)

    def value(self, unit: str, number: Decimal | None) -> Decimal | str | None:
        """Return a value as it may be shown: few people are not counted out to readers outside."""
        if number is None or sort_key(unit) not in _PEOPLE or number <= 0 or number != number.to_integral_value():
            return number
        count = shown_count(int(number), self.audience, self.least)
        return number if count.number is not None else count.words

    def way(self, row: MeasureRow) -> Decimal | None:
        """Return how far from baseline to target an outcome has come; None too where a value may not be shown."""
        return None if self.hides(row) else row.progress

    def hides(self, row: MeasureRow) -> bool:
        """Say whether one of the values of an outcome may not be shown: it must not follow from another."""
        values = (row.baseline, row.target, row.value, row.disadvantaged_value)
        return any(isinstance(self.value(row.unit, one), str) for one in values)

    @property
    def aim_numbers(self) -> Mapping[int, int]:
        """Return the number by which each aim is called in its partnership."""
        return {aim.id: aim.number for aim in self.aims.rows}


def find_outcomes(session: Session, partnership_id: int, as_at: date, audience: Visibility) -> Outcomes:
    """Return the outcomes of a partnership as they stood on a day."""

    def ask(reader: Visibility) -> tuple[MeasureRow, ...]:
        return list_measures(session, as_at=as_at, partnership_id=partnership_id, audience=reader)

    def aims(reader: Visibility) -> tuple[AimRow, ...]:
        return list_aims(session, as_at=as_at, partnership_id=partnership_id, include_closed=True, audience=reader)

    def evidenced(reader: Visibility) -> list[MeasureRow]:
        return [row for row in ask(reader) if row.kind is MeasureKind.EVIDENCED]

    return Outcomes(
        as_at,
        audience,
        least_shown(session, audience),
        shown_to(audience, aims),
        shown_to(audience, ask),
        shown_to(audience, evidenced).left_out,
        list_observations(session, partnership_id=partnership_id, last_day=as_at, audience=audience),
    )


def standing_words(row: MeasureRow) -> str:
    """Return in words how an outcome stands: whether it is there, late, on the way, or not known."""
    if row.is_reached:
        return _("Reached")
    if row.is_overdue:
        return _("Not reached by its day")
    if row.is_reached is None:
        return _("Not yet known")
    way = row.progress
    if way is None:
        return _("Not reached yet")
    return _("On the way") if way > 0 else _("No progress yet")


def aims_table(found: Outcomes, key: str = "aims") -> Table:
    """Return the aims that stand on the day, by the numbers that the other tables call them by."""
    standing = [aim for aim in found.aims.rows if aim.closed_on is None or aim.closed_on > found.as_at]
    of_each = {aim.id: [row for row in found.measures.rows if row.aim_id == aim.id] for aim in standing}
    table = Table(
        key=key,
        title=_("Aims, and how many outcomes each has"),
        sheet=_("Aims"),
        columns=(
            Column(_("Number"), Kind.INTEGER, 0.7),
            Column(_("Aim"), weight=4.0, row_header=True),
            Column(_("Outcomes"), Kind.INTEGER, 0.9, total=True, note=_("Measured or evidenced")),
            Column(_("Reached"), Kind.INTEGER, 0.9, total=True),
        ),
        rows=tuple(
            (aim.number, aim.text, len(of_each[aim.id]), sum(bool(row.is_reached) for row in of_each[aim.id]))
            for aim in standing
        ),
        empty=_("No aim is recorded. Outcomes should serve an aim."),
    )
    return leaving_out(table, found.aims.left_out, "aim", "aims", reason(found.audience))


def measured_table(found: Outcomes, key: str = "measured") -> Table:
    """Return baseline, target and now of each outcome that is counted."""
    table = Table(
        key=key,
        title=_("Measured outcomes: baseline, target and now"),
        sheet=_("Measured"),
        columns=(
            Column(_("Outcome"), weight=3.0, row_header=True),
            Column(_("Aim"), Kind.INTEGER, 0.5, unknown="–", note=_("The number of the aim it serves")),
            Column(_("Unit"), weight=0.9, unknown="–"),
            Column(_("Baseline"), Kind.DECIMAL, 0.8, unknown=_("Not set")),
            Column(_("Target"), Kind.DECIMAL, 0.8, unknown=_("Not set")),
            Column(_("Target by"), Kind.DATE, 1.2, unknown=_("No date")),
            Column(_("Now"), Kind.DECIMAL, 0.8, unknown=_("Not known")),
            Column(_("Seen on"), Kind.DATE, 1.2, unknown=_("Not yet")),
            Column(_("Way gone"), Kind.PERCENT, 0.7, unknown="–", note=_("How far from the baseline to the target")),
            Column(_("Standing"), weight=1.7),
        ),
        rows=tuple(_measured(found, row) for row in found.measured),
        empty=_("No outcome is measured yet. Each would stand here with its baseline, its target and where it is now."),
    )
    left_out = found.measures.left_out - found.evidenced_left_out
    return leaving_out(table, left_out, "outcome", "outcomes", reason(found.audience))


def _measured(found: Outcomes, row: MeasureRow) -> tuple[Cell, ...]:
    way = found.way(row)
    return (
        row.name,
        found.aim_numbers.get(row.aim_id or 0),
        row.unit or None,
        found.value(row.unit, row.baseline),
        found.value(row.unit, row.target),
        row.due_on,
        found.value(row.unit, row.value),
        row.latest_on,
        None if way is None else round(way, 4),
        standing_words(row),
    )


def evidenced_table(found: Outcomes, key: str = "evidenced") -> Table:
    """Return what was found of each outcome that is judged by what shows it."""
    table = Table(
        key=key,
        title=_("Evidenced outcomes: what was found"),
        sheet=_("Evidenced"),
        columns=(
            Column(_("Outcome"), weight=2.4, row_header=True),
            Column(_("Aim"), Kind.INTEGER, 0.5, unknown="–", note=_("The number of the aim it serves")),
            Column(_("Judged"), weight=1.2, unknown=_("Not yet")),
            Column(_("On"), Kind.DATE, 1.2, unknown=_("Not yet")),
            Column(_("What was found"), weight=2.6, unknown=_("Not recorded")),
            Column(_("What shows it"), weight=1.4, unknown=_("Nothing yet")),
            Column(_("Due by"), Kind.DATE, 1.2, unknown=_("No date")),
        ),
        rows=tuple(
            (
                row.name,
                found.aim_numbers.get(row.aim_id or 0),
                judgement_words(row.judgement),
                row.latest_on,
                row.words or None,
                row.evidence or None,
                row.due_on,
            )
            for row in found.evidenced
        ),
        empty=_("No outcome is judged by evidence yet."),
    )
    return leaving_out(table, found.evidenced_left_out, "outcome", "outcomes", reason(found.audience))


def disadvantaged_table(found: Outcomes, key: str = "disadvantaged") -> Table | None:
    """Return how far disadvantaged pupils are from all; None where no outcome is counted for them apart."""
    split = [row for row in found.measured if row.splits_disadvantaged]
    if not split:
        return None
    return Table(
        key=key,
        title=_("Disadvantaged pupils beside all"),
        sheet=_("Disadvantaged"),
        columns=(
            Column(_("Outcome"), weight=3.0, row_header=True),
            Column(_("Unit"), weight=0.9, unknown="–"),
            Column(_("All, now"), Kind.DECIMAL, 0.9, unknown=_("Not known")),
            Column(_("Disadvantaged, now"), Kind.DECIMAL, 1.1, unknown=_("Not known")),
            Column(_("Gap"), Kind.DECIMAL, 0.7, unknown="–", note=_("Below zero: disadvantaged pupils are under all")),
            Column(_("Seen on"), Kind.DATE, 1.2, unknown=_("Not yet")),
        ),
        rows=tuple(
            (
                row.name,
                row.unit or None,
                found.value(row.unit, row.value),
                found.value(row.unit, row.disadvantaged_value),
                None if found.hides(row) else row.gap,
                row.latest_on,
            )
            for row in split
        ),
    )


def observations_table(found: Outcomes, key: str = "observations") -> Table:
    """Return everything that was observed up to the day, outcome by outcome, the oldest first."""
    names = {row.id: row for row in found.measures.rows}
    order = {number: place for place, number in enumerate(names)}
    rows = sorted((row for row in found.observations if row.measure_id in names), key=lambda row: order[row.measure_id])
    return Table(
        key=key,
        title=_("Everything observed, the oldest first"),
        sheet=_("Observed"),
        columns=(
            Column(_("Outcome"), weight=2.4, row_header=True),
            Column(_("Day"), Kind.DATE, 1.2),
            Column(_("Value"), Kind.DECIMAL, 0.8, unknown="–"),
            Column(_("Judged"), weight=1.2, unknown="–"),
            Column(_("What was found"), weight=2.6, unknown="–"),
            Column(_("Source"), weight=1.6, unknown=_("Not recorded")),
        ),
        rows=tuple(
            (
                names[row.measure_id].name,
                row.observed_on,
                found.value(names[row.measure_id].unit, row.value),
                judgement_words(row.judgement),
                row.words or None,
                row.source or row.evidence or None,
            )
            for row in rows
        ),
        empty=_("Nothing that may be shown here has been observed yet.")
        if found.measures.left_out
        else _("Nothing has been observed yet."),
    )


def way_chart(found: Outcomes, table: Table, key: str = "way-gone") -> Chart | None:
    """Return how far each outcome has come from its baseline to its target; None for fewer than two."""
    ways = [(row, found.way(row)) for row in found.measured]
    known = [(bar_name(row.name), way) for row, way in ways if way is not None and abs(way) <= _SHOWN_WAY]
    if len(known) < 2:
        return None
    drawn = known[:MOST_DRAWN]
    chart = Chart(
        key=key,
        title=_("How far each outcome has come from baseline to target"),
        categories=tuple(name for name, _way in drawn),
        series=(Series(_("Way gone"), tuple(round(float(way * 100), 1) for _name, way in drawn)),),
        alt="",
        kind=ChartKind.ACROSS,
        value_title=_("Per cent of the way; 100 is the target"),
    )
    return replace(chart, alt=describe_chart(chart, _("the table “{title}”").format(title=table.title)))
