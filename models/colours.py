"""How well a colour is read on another, by the rule of the Web Content Accessibility Guidelines (WCAG 2.2, 1.4.3)."""

from __future__ import annotations

import re

READABLE = 4.5
"""The least contrast of text."""
_COLOUR = re.compile(r"#[0-9A-Fa-f]{6}")


def luminance(colour: str) -> float:
    """Return the relative luminance of `#RRGGBB` as WCAG defines it."""
    parts = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    """Return the WCAG contrast ratio of two colours, 1 to 21."""
    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


def tint_of(colour: str, share: float = 0.14) -> str:
    """Return white with a share of a colour: a ground on which dark words are read, whatever the colour.

    >>> tint_of("#000000")
    '#DBDBDB'
    """
    parts = (int(colour[place : place + 2], 16) for place in (1, 3, 5))
    return "#" + "".join(f"{round(255 - (255 - part) * share):02X}" for part in parts)


def is_readable_on_white(colour: str) -> bool:
    """Say whether words are `#RRGGBB` and, in that colour, can be read on white paper."""
    return bool(_COLOUR.fullmatch(colour)) and contrast(colour, "#FFFFFF") >= READABLE
