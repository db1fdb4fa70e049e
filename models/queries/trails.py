"""From a priority to its outcome, and back: one trail that is walked from any of its steps in both directions.

    decision or item -> priority -> commitment -> action -> evidence
                                    commitment -> outcome

Every step has the minute it stands in. Upwards there is one way; downwards a step may have many that follow from it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy.orm import Session

from models.errors import WrongUse
from models.queries.audience import EVERYONE_OF_OURS
from models.queries.trail_questions import LOADERS
from models.queries.trail_steps import PARENTS, TrailKind, TrailStep
from models.vocabulary import Visibility
from resources.i18n import _

__all__ = ["Trail", "TrailKind", "TrailLine", "TrailStep", "find_trail"]


@dataclass(frozen=True, slots=True)
class TrailLine:
    """A step and how deep it lies under the step the walk began with; those above it have negative depths."""

    depth: int
    step: TrailStep


@dataclass(frozen=True, slots=True)
class Trail:
    """A trail seen from one of its steps."""

    start: TrailStep
    up: tuple[TrailStep, ...]
    """What it follows from, the nearest first."""
    down: tuple[TrailLine, ...]
    """What follows from it, each step with what follows from it in turn."""

    @property
    def lines(self) -> tuple[TrailLine, ...]:
        """Return the whole trail from its top, in the order of reading."""
        above = [TrailLine(-number, step) for number, step in enumerate(self.up, 1)]
        return (*reversed(above), TrailLine(0, self.start), *self.down)

    @property
    def reaches(self) -> frozenset[TrailKind]:
        """Return the kinds of step that the trail has: without an action it stopped at words."""
        return frozenset(line.step.kind for line in self.lines)

    @property
    def references(self) -> tuple[str, ...]:
        """Return the minute references along the trail, each once."""
        return tuple(dict.fromkeys(line.step.reference for line in self.lines if line.step.reference))


def find_trail(
    session: Session, kind: TrailKind, number: int, as_at: date, *, audience: Visibility = EVERYONE_OF_OURS
) -> Trail:
    """Return the trail of a step as it stood on a day: at most one statement a kind in each direction.

    What the audience may not read is left out with all that is known of it only through it. Raises WrongUse where
    there is no such step.
    """
    found = LOADERS[kind].by_number(session, [number], as_at, audience)
    if not found:
        raise WrongUse(_("There is no such step of a trail. Choose it from the list again."))
    start = found[0]
    return Trail(start, tuple(_above(session, start, as_at, audience)), tuple(_below(session, start, as_at, audience)))


def _above(session: Session, step: TrailStep, as_at: date, audience: Visibility) -> list[TrailStep]:
    """Return what a step follows from, up to the decision or item it began with."""
    way: list[TrailStep] = []
    while step.parent is not None:
        kind, number = step.parent
        found = LOADERS[kind].by_number(session, [number], as_at, audience)
        if not found:
            break
        step = found[0]
        way.append(step)
    return way


def _below(session: Session, start: TrailStep, as_at: date, audience: Visibility) -> list[TrailLine]:
    """Return what follows from a step, level by level, put in the order of a tree."""
    followers: dict[tuple[TrailKind, int], list[TrailStep]] = {}
    order = list(TrailKind)
    for kind in order[order.index(start.kind) + 1 :]:
        for parent_kind in PARENTS[kind]:
            numbers = _numbers_of(parent_kind, start, followers)
            if not numbers:
                continue
            for step in LOADERS[kind].by_parent(session, parent_kind, numbers, as_at, audience):
                if step.parent is not None:
                    followers.setdefault(step.parent, []).append(step)
    return _in_order(start, followers, 1)


def _numbers_of(
    kind: TrailKind, start: TrailStep, followers: dict[tuple[TrailKind, int], list[TrailStep]]
) -> Sequence[int]:
    """Return the numbers of the steps of a kind that are on the trail so far."""
    steps = [step for below in followers.values() for step in below if step.kind is kind]
    return [step.id for step in ([start] if start.kind is kind else []) + steps]


def _in_order(step: TrailStep, followers: dict[tuple[TrailKind, int], list[TrailStep]], depth: int) -> list[TrailLine]:
    lines: list[TrailLine] = []
    for below in sorted(
        followers.get((step.kind, step.id), []), key=lambda one: (one.on or date.max, one.kind, one.id)
    ):
        lines.append(TrailLine(depth, below))
        lines += _in_order(below, followers, depth + 1)
    return lines
