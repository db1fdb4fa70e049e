"""The funnel: from being keen to what came of it, how many came how far, and how long those waiting have waited."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from models.queries.funnel import FunnelRow, FunnelStep
from reports.chart_shapes import Area, Box, Label, Measure, Plan, Shape, Spot
from reports.document import Column, Drawing, Kind, Table
from reports.pictures.parts import LINE, SIZE, block_of, boxed, lines_of
from reports.pictures.picture import Picture
from reports.style import Ink
from resources.i18n import _, ngettext
from resources.i18n import marked as m

_STEPS = {
    FunnelStep.INTEREST: m("Keen"),
    FunnelStep.COMMITMENT: m("Promised"),
    FunnelStep.ACTION: m("Begun"),
    FunnelStep.DONE: m("Done"),
    FunnelStep.OUTCOME: m("Result judged"),
}
_BAR = 26.0
_GAP = 16.0


@dataclass(frozen=True, slots=True)
class Step:
    """A step of the funnel: its name, how many came so far, and what is to be said of those standing there."""

    name: str
    reached: int
    share: float
    """Of all that began."""
    words: str


@dataclass(frozen=True, slots=True)
class Funnel:
    """The steps from the first to the last."""

    steps: tuple[Step, ...]

    def plan(self, width: float, measure: Measure) -> Plan:
        """Draw a bar for each step, in the middle, and what narrows between them."""
        names = max(measure(step.name, SIZE) for step in self.steps) + 10
        words = min(width * 0.34, 190.0)
        room = width - names - words - 20
        centre = names + 6 + room / 2
        told = [lines_of(step.words, words, measure, 4) for step in self.steps]
        high = [max(_BAR, len(lines) * LINE + 2) for lines in told]
        height = sum(high) + _GAP * (len(self.steps) - 1) + 4
        shapes: list[Shape] = []
        spots = []
        y = height - 2
        before: Box | None = None
        for row, (step, lines, tall) in enumerate(zip(self.steps, told, high, strict=True)):
            middle = y - tall / 2
            half = max(1.5, step.share * room / 2)
            bar = Box(centre - half, middle - _BAR / 2, centre + half, middle + _BAR / 2)
            if before is not None:
                slope = (
                    (before.left, before.bottom),
                    (before.right, before.bottom),
                    (bar.right, bar.top),
                    (bar.left, bar.top),
                )
                shapes.append(Area(slope, Ink.TINT))
            shapes += boxed(bar, Ink.ACCENT if step.reached else Ink.PAPER, Ink.EDGE)
            shapes.append(Label((names, middle - 3), step.name, SIZE, Ink.TEXT, "end"))
            shapes += self._count(step, bar, measure)
            labels, box = block_of([(line, Ink.MUTED) for line in lines], (width - words, middle), "start", measure)
            shapes += labels
            said = _("{name}: {n}. {words}").format(name=step.name, n=step.reached, words=step.words)
            spots.append(Spot(Box(0, min(bar.bottom, box.bottom), width, max(bar.top, box.top)), said, row))
            before = bar
            y -= tall + _GAP
        return Plan(tuple(shapes), height, tuple(spots))

    def _count(self, step: Step, bar: Box, measure: Measure) -> list[Shape]:
        """Return the number in its bar, or beside one too short for it."""
        text, middle = str(step.reached), (bar.bottom + bar.top) / 2 - 4
        size = SIZE * 1.25
        if measure(text, size) + 8 <= bar.right - bar.left:
            return [Label(((bar.left + bar.right) / 2, middle), text, size, Ink.ON_ACCENT, "middle")]
        return [Label((bar.right + 4, middle), text, size, Ink.TEXT)]


def funnel_picture(rows: Sequence[FunnelRow]) -> Picture:
    """Return the funnel of a period with its table."""
    all_of_them = rows[0].reached if rows else 0
    title = _("From being keen to a result")
    steps = tuple(
        Step(_(_STEPS[row.step]), row.reached, row.reached / all_of_them if all_of_them else 0.0, _words(row))
        for row in rows
    )
    table = Table(
        key="funnel",
        title=_("The steps, and who stands there"),
        sheet=_("Funnel"),
        columns=(
            Column(_("Step"), weight=1.6, row_header=True),
            Column(_("Came so far"), Kind.INTEGER, note=_("That came to this step or further")),
            Column(_("Standing there"), Kind.INTEGER, note=_("That have come no further and are not given up")),
            Column(_("Given up there"), Kind.INTEGER, note=_("That lapsed, were withdrawn or referred on")),
            Column(_("Longest wait in days"), Kind.INTEGER, unknown="–"),
            Column(_("Usual wait in days"), Kind.DECIMAL, unknown="–", note=_("The median")),
        ),
        rows=tuple(
            (_(_STEPS[row.step]), row.reached, row.standing, row.fallen_out, row.oldest_days, row.median_days)
            for row in rows
        )
        if all_of_them
        else (),
        empty=_("Nobody said in this period what they are keen on."),
    )
    return Picture(Drawing("funnel", title, Funnel(steps), _alt(rows)), table)


def _words(row: FunnelRow) -> str:
    """Return what is to be said of those that stand at a step."""
    parts = []
    if row.standing:
        last = row.step is FunnelStep.OUTCOME
        words = (
            ngettext("{n} has come all the way", "{n} have come all the way", row.standing)
            if last
            else ngettext("{n} stands here", "{n} stand here", row.standing)
        )
        parts.append(words.format(n=row.standing))
        if row.oldest_days and not last and row.step is not FunnelStep.DONE:
            parts.append(ngettext("longest {n} day", "longest {n} days", row.oldest_days).format(n=row.oldest_days))
    if row.fallen_out:
        parts.append(ngettext("{n} given up", "{n} given up", row.fallen_out).format(n=row.fallen_out))
    return ", ".join(parts) or _("Nobody stands here")


def _alt(rows: Sequence[FunnelRow]) -> str:
    if not rows or not rows[0].reached:
        return _("Nobody said in this period what they are keen on.")
    steps = ", ".join(f"{_(_STEPS[row.step]).lower()} {row.reached}" for row in rows)
    return _("Funnel: {steps}.").format(steps=steps)
