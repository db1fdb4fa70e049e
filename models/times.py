"""Times of day as people type them: "4pm", "6:30 pm", "16.30", "1630"; strict, never guessed at."""

from __future__ import annotations

import re
from datetime import time

_TIME = re.compile(r"(\d{1,2})(?:[:.]?(\d{2}))? ?(am|pm|noon)?", re.ASCII)
_NAMED = {"noon": time(12), "midday": time(12), "midnight": time(0)}


def understand_time(text: str) -> time | None:
    """Return the time of day that the words mean, or None when they are not surely one.

    A bare number from 1 to 12 without am or pm could be either, so it is not taken; "16" is.
    """
    words = " ".join(text.lower().replace("a.m.", "am").replace("p.m.", "pm").split())
    if words in _NAMED:
        return _NAMED[words]
    found = _TIME.fullmatch(words)
    if found is None:
        return None
    hour, minute, half = int(found[1]), int(found[2] or 0), found[3]
    if half == "noon":
        return time(12) if (hour, minute) == (12, 0) else None
    if half is None and found[2] is None and hour <= 12:
        return None
    if half is not None:
        if not 1 <= hour <= 12:
            return None
        hour = hour % 12 + (12 if half == "pm" else 0)
    return time(hour, minute) if hour < 24 and minute < 60 else None
