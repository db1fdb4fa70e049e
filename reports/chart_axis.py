"""Round numbers along an axis, and names that fit below it."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from reports.formatting import decimal


@dataclass(frozen=True, slots=True)
class Scale:
    """An axis of values from `low` to `high`, marked at round numbers."""

    low: float
    high: float
    ticks: tuple[float, ...]
    labels: tuple[str, ...]

    @classmethod
    def over(cls, values: Iterable[float]) -> Scale:
        """Return a scale that holds nought and all values, with about five marks."""
        numbers = [0.0, *(round(value, 6) for value in values)]
        lowest, highest = min(numbers), max(numbers)
        if highest == lowest:
            highest = lowest + 1.0
        rough = (highest - lowest) / 5
        power = 10.0 ** math.floor(math.log10(rough))
        step = next(factor * power for factor in (1, 2, 2.5, 5, 10) if factor * power >= rough * 0.999)
        if step < 1 and all(number == int(number) for number in numbers):
            step = 1.0
        first, last = math.floor(lowest / step + 1e-9), math.ceil(highest / step - 1e-9)
        ticks = tuple(count * step for count in range(first, last + 1))
        places = max(0, -math.floor(math.log10(step)) + 1)
        return cls(ticks[0], ticks[-1], ticks, tuple(decimal(round(tick, 12), places) for tick in ticks))

    def place(self, value: float, start: float, end: float) -> float:
        """Return where a value is between two ends."""
        return start + (value - self.low) / (self.high - self.low) * (end - start)


def shortened(text: str, width: float, size: float, measure: Callable[[str, float], float]) -> str:
    """Return a name with an ellipsis for what does not fit into a width."""
    if measure(text, size) <= width:
        return text
    while text and measure(text + "…", size) > width:
        text = text[:-1]
    return text.rstrip() + "…"


def wrapped(text: str, width: float, size: float, measure: Callable[[str, float], float]) -> list[str]:
    """Break a name into lines of at most a width; a word that is too long is cut."""
    lines: list[str] = []
    for word in text.split():
        joined = f"{lines[-1]} {word}" if lines else word
        if lines and measure(joined, size) <= width:
            lines[-1] = joined
            continue
        rest = word
        while len(rest) > 1 and measure(rest, size) > width:
            fits = next(
                count for count in range(len(rest) - 1, 0, -1) if count == 1 or measure(rest[:count], size) <= width
            )
            lines.append(rest[:fits])
            rest = rest[fits:]
        lines.append(rest)
    return lines or [""]
