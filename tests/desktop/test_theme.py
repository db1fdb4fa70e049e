from __future__ import annotations

import pytest
from PySide6.QtGui import QFontInfo, QPalette
from PySide6.QtWidgets import QPushButton

from desktop.commands import SPECS
from desktop.icons import names
from desktop.settings import APPEARANCE, ZOOM, Settings
from desktop.theme import Appearance, Text, Theme
from desktop.tokens import DARK, LIGHT, PAIRS, system_tokens
from desktop.widgets.labels import PlainLabel
from models.colours import contrast


@pytest.mark.parametrize("tokens", [LIGHT, DARK], ids=["light", "dark"])
@pytest.mark.parametrize(("ink", "ground", "needed"), PAIRS)
def test_every_pair_that_meets_can_be_read(tokens, ink, ground, needed):
    assert contrast(getattr(tokens, ink), getattr(tokens, ground)) >= needed


@pytest.mark.parametrize(
    "system",
    [
        {"text": "#FFFFFF", "ground": "#000000", "button": "#000000", "button_text": "#FFFF00"},
        {"text": "#000000", "ground": "#FFFFFF", "button": "#FFFFFF", "button_text": "#000000"},
        {"text": "#FFFFFF", "ground": "#000000", "button": "#C0C0C0", "button_text": "#000000"},
    ],
)
def test_high_contrast_uses_the_colours_of_the_system_only(system):
    tokens = system_tokens(**system, highlight="#1AEBFF", highlight_text="#000000")
    used = {getattr(tokens, name) for name in tokens.__slots__}
    assert used <= {*system.values(), "#1AEBFF", "#000000"}
    for ink, ground, needed in PAIRS:
        if ink not in ("focus", "link") or ground != "selected":
            assert contrast(getattr(tokens, ink), getattr(tokens, ground)) >= min(needed, 4.5) or ink == ground


def test_black_on_white_is_21_to_1():
    assert contrast("#000000", "#FFFFFF") == pytest.approx(21)
    assert contrast("#777777", "#FFFFFF") == pytest.approx(4.48, abs=0.01)


def test_zoom_makes_all_text_larger_and_is_remembered(qtbot, theme, settings):
    label, button = PlainLabel("Heading", "h1"), QPushButton("Save")
    for widget in (label, button):
        qtbot.addWidget(widget)
        widget.show()
    before = QFontInfo(label.font()).pixelSize(), button.sizeHint().height()
    theme.set_zoom(200)
    assert QFontInfo(label.font()).pixelSize() == pytest.approx(2 * before[0], abs=2)
    assert button.sizeHint().height() >= 1.7 * before[1]
    assert settings.get(ZOOM) == 200


def test_zoom_stays_between_80_and_200(theme):
    for wanted, got in ((10, 80), (500, 200), (110, 110)):
        theme.set_zoom(wanted)
        assert theme.zoom == got
    theme.zoom_in()
    assert theme.zoom == 120
    theme.zoom_out()
    theme.zoom_reset()
    assert theme.zoom == 100


def test_a_stored_zoom_out_of_range_is_held_back(qapp, settings, theme):
    settings.set(ZOOM, 5000)
    settings.set(APPEARANCE, "purple")
    other = Theme(qapp, settings)
    assert (other.zoom, other.appearance) == (200, Appearance.SYSTEM)
    qapp.fontChanged.disconnect(other._on_font_changed)
    qapp.styleHints().colorSchemeChanged.disconnect(other._on_system_changed)


def test_colours_change_with_the_choice_and_are_told(qtbot, qapp, theme, settings):
    with qtbot.waitSignal(theme.changed):
        theme.set_appearance(Appearance.DARK)
    assert theme.tokens is DARK
    assert qapp.palette().color(QPalette.ColorRole.Window).name().upper() == DARK.window
    assert Settings.get(settings, APPEARANCE) == "dark"
    theme.set_appearance(Appearance.LIGHT)
    assert qapp.palette().color(QPalette.ColorRole.Window).name().upper() == LIGHT.window


def test_an_icon_is_drawn_in_the_colour_of_the_moment(theme):
    icon = theme.icon("house", "text")
    theme.set_appearance(Appearance.LIGHT)
    light = icon.pixmap(32, 32).toImage()
    theme.set_appearance(Appearance.DARK)
    dark = icon.pixmap(32, 32).toImage()

    def brightest(image):
        return max(
            image.pixelColor(x, y).lightness()
            for x in range(32)
            for y in range(32)
            if image.pixelColor(x, y).alpha() > 200
        )

    assert brightest(light) < 90 < 200 < brightest(dark)


def test_every_icon_of_a_command_exists():
    assert {spec.icon for spec in SPECS.values() if spec.icon} <= names()


def test_two_weights_only(theme):
    assert {theme.font(text).weight() for text in Text} == {theme.font().weight(), theme.font(Text.H1).weight()}
