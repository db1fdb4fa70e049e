"""What is written for an entry of a calendar."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True, slots=True)
class EntryPlan:
    """A meeting, an event or a stretch of the calendar: of one that is there only what is to change."""

    kind: str
    values: Mapping[str, Any] = field(default_factory=dict)
    is_cancelled: bool = False
    """Whether a meeting or event that is there is called off."""

    expects: int | None = None
    """The person who is expected at a meeting."""

    def __bool__(self) -> bool:
        return bool(self.values) or self.is_cancelled or self.expects is not None
