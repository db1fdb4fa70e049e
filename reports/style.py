"""How papers look: the colours and sizes that every printer shares."""

from __future__ import annotations

from enum import StrEnum

INK = "#17212B"
"""Body text."""
MUTED = "#4B5765"
"""Notes, headers and footers; 7:1 on white."""
ACCENT = "#0B5A8A"
"""Headings, links and the first series of a chart; 7:1 on white."""
HEAD_TINT = "#E9EEF3"
"""Behind the head of a table."""
RULE = "#C5CED8"
"""Thin lines between the rows of a table."""
STRONG_RULE = "#76818F"
"""Lines that close a table or carry a chart; 4:1 on white."""
PAPER = "#FFFFFF"

SERIES = ("#0B5A8A", "#BF7A12", "#5C3D8C", "#3A8F6B", "#A61B1B", "#76818F")
"""Fills of a chart's series, in order, each 3:1 on white or better; patterns tell them apart in grey too."""


class Ink(StrEnum):
    """What a colour of a picture means; a page has one colour for each, a window two or more."""

    TEXT = "text"
    MUTED = "muted"
    LINE = "line"
    """Grids and ties: there, and out of the way."""
    EDGE = "edge"
    """Outlines that have to be seen."""
    PAPER = "paper"
    TINT = "tint"
    """A light ground that text stands on."""
    WASH = "wash"
    """A darker one, still light enough for text."""
    ACCENT = "accent"
    ON_ACCENT = "on_accent"
    ALERT = "alert"
    SERIES_1 = "series_1"
    SERIES_2 = "series_2"
    SERIES_3 = "series_3"
    SERIES_4 = "series_4"
    SERIES_5 = "series_5"
    SERIES_6 = "series_6"


SERIES_INKS = tuple(ink for ink in Ink if ink.startswith("series"))
"""The inks of a chart's series, in order."""

INKS = {
    Ink.TEXT: INK,
    Ink.MUTED: MUTED,
    Ink.LINE: RULE,
    Ink.EDGE: STRONG_RULE,
    Ink.PAPER: PAPER,
    Ink.TINT: HEAD_TINT,
    Ink.WASH: "#C3DAE9",
    Ink.ACCENT: ACCENT,
    Ink.ON_ACCENT: PAPER,
    Ink.ALERT: "#A61B1B",
    **dict(zip(SERIES_INKS, SERIES, strict=True)),
}
"""The colours of pictures on paper."""

FONT = "Noto Sans"
"""The family that papers are set in; a workbook names it and falls back to the reader's own."""

BODY_SIZE = 10.0
LEAD_SIZE = 11.5
NOTE_SIZE = 8.5
TABLE_SIZE = 9.0
SMALL_TABLE_SIZE = 8.0
"""For tables of many columns."""
TITLE_SIZE = 22.0
COVER_TITLE_SIZE = 30.0
SUBTITLE_SIZE = 13.0
FOOT_SIZE = 8.5
HEADING_SIZES = (22.0, 15.0, 12.5, 11.0, 10.0, 10.0)
"""Of level 1 to 6."""
POSTER_TITLE_SIZE, POSTER_HEADING_SIZE = 38.0, 28.0
POSTER_LEAD_SIZE, POSTER_BODY_SIZE, POSTER_NOTE_SIZE = 22.0, 20.0, 12.0
"""Of a poster: letters of 20 points have capitals of 5 mm, which are read from two metres."""
LEADING = 1.42
"""Distance of lines as a share of the size of the letters."""
TIGHT_LEADING = 1.28
"""The same for headings and tables."""

PAGE_WIDTH = 595.276
PAGE_HEIGHT = 841.89
"""A4 in points."""
MARGIN_LEFT = 62.0
MARGIN_RIGHT = 62.0
MARGIN_TOP = 68.0
MARGIN_BOTTOM = 66.0
