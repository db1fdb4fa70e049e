"""Colours by what they mean, for light, dark and the system's own high contrast."""

from __future__ import annotations

from enum import StrEnum
from typing import NamedTuple

from models.colours import contrast, luminance


class Tone(StrEnum):
    """What a pill, a number or an alert says; the words always say it too."""

    PLAIN = "plain"
    LATE = "late"
    SOON = "soon"
    GOOD = "good"
    INFO = "info"


class Tokens(NamedTuple):
    """One colour a meaning, each as `#RRGGBB`."""

    text: str
    muted: str
    placeholder: str
    window: str
    surface: str
    rail: str
    line: str
    edge: str
    hover: str
    accent: str
    accent_hover: str
    on_accent: str
    link: str
    selected: str
    selected_text: str
    focus: str
    late: str
    late_bg: str
    soon: str
    soon_bg: str
    good: str
    good_bg: str
    info: str
    info_bg: str
    plain: str
    plain_bg: str

    def tone(self, tone: Tone) -> tuple[str, str]:
        """Return text colour and background of a tone."""
        return getattr(self, tone.value), getattr(self, f"{tone.value}_bg")

    @property
    def is_dark(self) -> bool:
        """Tell whether light text stands on a dark surface."""
        return luminance(self.surface) < luminance(self.text)


LIGHT = Tokens(
    text="#17212B",
    muted="#4B5765",
    placeholder="#5E6A78",
    window="#F4F6F8",
    surface="#FFFFFF",
    rail="#EAEFF4",
    line="#D5DCE3",
    edge="#76818F",
    hover="#EEF3F7",
    accent="#0B5A8A",
    accent_hover="#084970",
    on_accent="#FFFFFF",
    link="#0B5A8A",
    selected="#DDECF6",
    selected_text="#0A3F61",
    focus="#0B5A8A",
    late="#A61B1B",
    late_bg="#FBE4E2",
    soon="#7A4A00",
    soon_bg="#FDF0D5",
    good="#17603A",
    good_bg="#DFF2E6",
    info="#3A4A9F",
    info_bg="#E6E9FA",
    plain="#3D4854",
    plain_bg="#E6EAEF",
)

DARK = Tokens(
    text="#E9EEF3",
    muted="#AFBAC6",
    placeholder="#94A1AF",
    window="#13181E",
    surface="#1B222A",
    rail="#171D24",
    line="#333D48",
    edge="#7F8C9A",
    hover="#242D37",
    accent="#6FB9E8",
    accent_hover="#93CCF1",
    on_accent="#06202F",
    link="#7CC0EB",
    selected="#17405A",
    selected_text="#D6ECF9",
    focus="#8FCBF0",
    late="#FF9C93",
    late_bg="#4A1E1C",
    soon="#F3C16B",
    soon_bg="#43310D",
    good="#7FD3A0",
    good_bg="#163A27",
    info="#B3BEFF",
    info_bg="#272F58",
    plain="#C8D1DB",
    plain_bg="#2B343E",
)

# Every pair that meets on screen: text (or edge), what it stands on, and the ratio WCAG 2.2 AA asks for.
PAIRS: tuple[tuple[str, str, float], ...] = (
    *((ink, ground, 4.5) for ink in ("text", "muted") for ground in ("window", "surface", "rail", "hover")),
    ("placeholder", "surface", 4.5),
    ("on_accent", "accent", 4.5),
    ("on_accent", "accent_hover", 4.5),
    ("selected_text", "selected", 4.5),
    *(("link", ground, 4.5) for ground in ("window", "surface", "hover")),
    *((tone.value, f"{tone.value}_bg", 4.5) for tone in Tone),
    *((tone.value, ground, 4.5) for tone in Tone for ground in ("surface", "window")),
    *(("edge", ground, 3.0) for ground in ("surface", "window")),
    *(("focus", ground, 3.0) for ground in ("surface", "window", "rail", "selected")),
)


def system_tokens(
    *, text: str, ground: str, button: str, button_text: str, highlight: str, highlight_text: str
) -> Tokens:
    """Return tokens made only of the system's own colours, for people who chose high contrast there."""
    inks = {name: ground if name.endswith("_bg") else text for name in Tokens._fields}
    inks |= dict.fromkeys(("window", "surface", "rail"), ground)
    inks |= {"hover": button, "accent": highlight, "accent_hover": highlight, "on_accent": highlight_text}
    inks |= {"selected": highlight, "selected_text": highlight_text}
    if contrast(button, text) < 4.5:
        inks["hover"] = ground if contrast(button_text, ground) < 4.5 else button
    return Tokens(**inks)
