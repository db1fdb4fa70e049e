"""How the words of a paper are set: its own sizes, or those of a poster, as large as its one page allows."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from reports import style
from reports.document import Tone
from reports.pdf.blocks import TONES, Look, heading_look


@dataclass(frozen=True, slots=True)
class Looks:
    """The looks of title, subtitle, headings of level 1 to 6, and paragraphs."""

    title: Look
    subtitle: Look
    headings: tuple[Look, ...]
    tones: Mapping[Tone, Look]


PAPER = Looks(
    Look(style.TITLE_SIZE, style.ACCENT, True, 1.2, 0.0),
    Look(style.SUBTITLE_SIZE, style.MUTED, False, 1.4, 8.0),
    tuple(map(heading_look, range(1, 7))),
    TONES,
)
"""What every paper looks like."""

SCALES = tuple(percent / 100 for percent in range(140, 25, -5))
"""How many times the sizes of a poster it may be set, the largest first."""


def poster_looks(scale: float) -> Looks:
    """Return the looks of a poster: titles and days stand out by weight and colour, nothing is small."""

    def look(size: float, colour: str = style.INK, bold: bool = False, gap: float = 0.0) -> Look:
        return Look(size * scale, colour, bold, style.TIGHT_LEADING, gap * scale)

    heading = look(style.POSTER_HEADING_SIZE, style.ACCENT, True, 18.0)
    return Looks(
        look(style.POSTER_TITLE_SIZE, style.ACCENT, True),
        look(style.POSTER_LEAD_SIZE, style.MUTED, gap=4.0),
        (heading,) * 6,
        {
            Tone.LEAD: look(style.POSTER_LEAD_SIZE, gap=2.0),
            Tone.BODY: look(style.POSTER_BODY_SIZE, gap=2.0),
            Tone.NOTE: look(style.POSTER_NOTE_SIZE, style.MUTED, gap=8.0),
        },
    )
