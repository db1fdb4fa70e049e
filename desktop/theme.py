"""The look of the program: palette and style sheet from tokens, text sizes as ratios, zoom, light and dark."""

from __future__ import annotations

from enum import Enum, StrEnum

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QColor, QFont, QFontMetrics, QIcon, QPalette, QStyleHints
from PySide6.QtWidgets import QApplication

from desktop.icons import make_icon
from desktop.settings import APPEARANCE, ZOOM, Settings
from desktop.stylesheet import style_sheet
from desktop.tokens import DARK, LIGHT, Tokens, system_tokens

# The steps between things, in pixels. They do not grow with the text: people who need large text need it for text.
XS, S, M, L, XL = 4, 8, 12, 16, 24

ZOOM_LEAST, ZOOM_MOST, ZOOM_STEP = 80, 200, 10
SMALLEST_BASE = 10.0


class Appearance(StrEnum):
    """Which colours the user wants."""

    SYSTEM = "system"
    LIGHT = "light"
    DARK = "dark"


class Text(Enum):
    """The five sizes of text, as ratios of the body."""

    SMALL = 0.92
    BODY = 1.0
    H3 = 1.0001
    H2 = 1.25
    H1 = 1.7
    NUMBER = 2.1

    @property
    def is_strong(self) -> bool:
        """Tell whether this size is set in the heavier of the two weights."""
        return self not in (Text.SMALL, Text.BODY)


class Theme(QObject):
    """Owns the application's palette, style sheet and font, and answers for colours and sizes."""

    changed = Signal()
    """Colours or sizes have changed; what was computed from them should be computed again."""

    changing = Signal()
    """Every widget is about to get another style sheet; what is not in view can wait (desktop/widgets/dressing.py)."""

    def __init__(self, app: QApplication, settings: Settings) -> None:
        super().__init__(app)
        self._app, self._settings = app, settings
        self._system_palette = QPalette(app.palette())
        self._system_size = max(SMALLEST_BASE, app.font().pointSizeF())
        self._appearance = (
            Appearance(settings.get(APPEARANCE)) if settings.get(APPEARANCE) in set(Appearance) else (Appearance.SYSTEM)
        )
        self._zoom = min(max(settings.get(ZOOM), ZOOM_LEAST), ZOOM_MOST)
        self.tokens: Tokens = self._choose_tokens()
        self._sheet_for: tuple[Tokens, str] | None = None
        self._set_font()
        self._dress()
        app.fontChanged.connect(self._on_font_changed)
        app.styleHints().colorSchemeChanged.connect(self._on_system_changed)

    @property
    def appearance(self) -> Appearance:
        """Return what the user chose."""
        return self._appearance

    @property
    def zoom(self) -> int:
        """Return the size of text in percent."""
        return self._zoom

    @property
    def line_height(self) -> int:
        """Return the height of a line of body text, the em all sizes are made of."""
        return QFontMetrics(self._app.font()).height()

    def colour(self, name: str) -> QColor:
        """Return the colour of a token."""
        return QColor(getattr(self.tokens, name))

    def icon(self, name: str, role: str = "muted") -> QIcon:
        """Return a Phosphor icon that is drawn in the colour the token has when it is drawn."""
        return make_icon(name, role, self.colour)

    def font(self, text: Text = Text.BODY, *, strong: bool | None = None) -> QFont:
        """Return a font of the type scale; `strong` overrides its weight."""
        font = QFont(self._app.font())
        font.setPointSizeF(font.pointSizeF() * text.value)
        if text.is_strong if strong is None else strong:
            font.setWeight(QFont.Weight.DemiBold)
        return font

    def set_appearance(self, appearance: Appearance) -> None:
        """Take the user's choice of colours and remember it."""
        self._appearance = appearance
        self._settings.set(APPEARANCE, appearance.value)
        self._on_system_changed()

    def set_zoom(self, percent: int) -> None:
        """Set the size of text, held between 80 and 200 percent, and remember it."""
        self._zoom = min(max(percent, ZOOM_LEAST), ZOOM_MOST)
        self._settings.set(ZOOM, self._zoom)
        self._set_font()

    def zoom_in(self) -> None:
        """Make text a step larger."""
        self.set_zoom(self._zoom + ZOOM_STEP)

    def zoom_out(self) -> None:
        """Make text a step smaller."""
        self.set_zoom(self._zoom - ZOOM_STEP)

    def zoom_reset(self) -> None:
        """Give text the size the system asks for."""
        self.set_zoom(100)

    def _set_font(self) -> None:
        font = QFont(self._app.font())
        font.setPointSizeF(self._system_size * self._zoom / 100)
        self._app.setFont(font)

    def _choose_tokens(self) -> Tokens:
        hints = self._app.styleHints()
        if _wants_high_contrast(hints):
            return _tokens_of(self._system_palette)
        if self._appearance is Appearance.SYSTEM:
            return DARK if hints.colorScheme() == Qt.ColorScheme.Dark else LIGHT
        return DARK if self._appearance is Appearance.DARK else LIGHT

    def _on_system_changed(self) -> None:
        self.tokens = self._choose_tokens()
        self._dress()

    def _on_font_changed(self) -> None:
        self._dress()

    def _dress(self) -> None:
        """Set palette and style sheet, which is made again because Qt keeps sizes it has once worked out.

        The old sheet is taken away first: a sheet in the place of another is applied to every widget once for each
        widget above it, which took 2 s with all pages open instead of 0.4 s.
        """
        wanted = (self.tokens, self._app.font().toString())
        if wanted == self._sheet_for:
            return
        self._sheet_for = wanted
        self.changing.emit()
        self._app.setStyleSheet("")
        self._app.setPalette(palette_of(self.tokens))
        self._app.setStyleSheet(style_sheet(self.tokens, self._app.font()))
        self.changed.emit()


def palette_of(tokens: Tokens) -> QPalette:
    """Return the palette of the tokens; Fusion's own fails the contrast rules."""
    palette, role, group = QPalette(), QPalette.ColorRole, QPalette.ColorGroup
    for place, name in (
        (role.Window, "window"), (role.WindowText, "text"), (role.Base, "surface"), (role.AlternateBase, "window"),
        (role.Text, "text"), (role.Button, "surface"), (role.ButtonText, "text"), (role.BrightText, "on_accent"),
        (role.Highlight, "selected"), (role.HighlightedText, "selected_text"), (role.Accent, "accent"),
        (role.Link, "link"), (role.LinkVisited, "link"), (role.PlaceholderText, "placeholder"),
        (role.ToolTipBase, "surface"), (role.ToolTipText, "text"), (role.Light, "surface"), (role.Midlight, "line"),
        (role.Mid, "line"), (role.Dark, "edge"), (role.Shadow, "edge"),
    ):  # fmt: skip
        palette.setColor(place, QColor(getattr(tokens, name)))
    for place in (role.WindowText, role.Text, role.ButtonText):
        palette.setColor(group.Disabled, place, QColor(tokens.placeholder))
    return palette


def _tokens_of(palette: QPalette) -> Tokens:
    role = QPalette.ColorRole
    return system_tokens(
        text=palette.color(role.WindowText).name(),
        ground=palette.color(role.Window).name(),
        button=palette.color(role.Button).name(),
        button_text=palette.color(role.ButtonText).name(),
        highlight=palette.color(role.Highlight).name(),
        highlight_text=palette.color(role.HighlightedText).name(),
    )


def _wants_high_contrast(hints: QStyleHints) -> bool:
    """Tell whether the system asks for high contrast; a Qt before 6.10 cannot say."""
    ask = getattr(hints, "accessibility", None)
    return ask is not None and ask().contrastPreference().name == "HighContrast"
