"""Everything in a picture can be told from what it stands on, in every look of the program."""

from __future__ import annotations

import pytest

from desktop.pictures.painting import colour_of
from desktop.theme import Theme
from desktop.tokens import DARK, LIGHT, Tokens, system_tokens
from models.colours import contrast
from reports.style import INKS, SERIES_INKS, Ink

BLACK = system_tokens(
    text="#FFFFFF", ground="#000000", button="#000000", button_text="#FFFFFF", highlight="#1AEBFF",
    highlight_text="#000000",
)  # fmt: skip
WHITE = system_tokens(
    text="#000000", ground="#FFFFFF", button="#FFFFFF", button_text="#000000", highlight="#37006E",
    highlight_text="#FFFFFF",
)  # fmt: skip

PAIRS = (
    *((ink, ground, 4.5) for ink in (Ink.TEXT, Ink.MUTED, Ink.ALERT) for ground in (Ink.PAPER,)),
    *((Ink.TEXT, ground, 4.5) for ground in (Ink.TINT, Ink.WASH)),
    (Ink.ON_ACCENT, Ink.ACCENT, 4.5),
    *((ink, Ink.PAPER, 3.0) for ink in (Ink.EDGE, Ink.ACCENT, *SERIES_INKS)),
    (Ink.ACCENT, Ink.WASH, 3.0),
)


@pytest.mark.parametrize("tokens", [LIGHT, DARK, BLACK, WHITE], ids=["light", "dark", "black", "white"])
def test_each_ink_can_be_told_from_its_ground_in_the_window(theme: Theme, tokens: Tokens) -> None:
    theme.tokens = tokens
    for ink, ground, least in PAIRS:
        ratio = contrast(colour_of(theme, ink).name(), colour_of(theme, ground).name())
        assert ratio >= least, f"{ink} on {ground}: {ratio:.1f}"


def test_each_ink_can_be_told_from_its_ground_on_paper() -> None:
    for ink, ground, least in PAIRS:
        assert contrast(INKS[ink], INKS[ground]) >= least, f"{ink} on {ground}"
