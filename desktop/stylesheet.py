"""The style sheet: small, made from tokens and from the height of a line, never from fixed sizes of text."""

from __future__ import annotations

from PySide6.QtGui import QFont, QFontMetrics

from desktop.tokens import Tokens, Tone
from resources import path


def style_sheet(tokens: Tokens, font: QFont) -> str:
    """Return the sheet for these colours and this body font."""
    line = QFontMetrics(font).height()
    return "".join(
        (
            _type(tokens, font),
            _surfaces(tokens),
            _buttons(tokens, line),
            _fields(tokens, line),
            _ticks(tokens, line),
            _views(tokens, line),
            _bars(tokens, line),
        )
    )


def picture(name: str, tokens: Tokens, *, on_accent: bool = False) -> str:
    """Return the address of a small drawing, in the shade that shows on a surface or on the accent."""
    shade = ("ink" if tokens.is_dark else "white") if on_accent else "pale" if tokens.is_dark else "ink"
    return path("icons", f"{name}-{shade}.svg").as_posix()


def _type(t: Tokens, font: QFont) -> str:
    """Set the type scale through a property `type`, so that one place knows the ratios."""
    size = font.pointSizeF()
    return f"""
QLabel[type="small"] {{ font-size: {size * 0.92:.2f}pt; color: {t.muted}; }}
QLabel[type="muted"] {{ color: {t.muted}; }}
QLabel[type="strong"], QLabel[type="h3"] {{ font-weight: 600; }}
QLabel[type="h2"] {{ font-size: {size * 1.25:.2f}pt; font-weight: 600; }}
QLabel[type="h1"] {{ font-size: {size * 1.7:.2f}pt; font-weight: 600; }}
QLabel[type="number"] {{ font-size: {size * 2.1:.2f}pt; font-weight: 600; }}
QLabel[type="problem"] {{ color: {t.late}; }}
"""


def _surfaces(t: Tokens) -> str:
    tones = "".join(
        f'QLabel[pill="{tone.value}"] {{ color: {t.tone(tone)[0]}; background: {t.tone(tone)[1]}; }}\n'
        f'QLabel[ink="{tone.value}"] {{ color: {t.tone(tone)[0] if tone is not Tone.PLAIN else t.text}; }}\n'
        for tone in Tone
    )
    alerts = "".join(
        f'QFrame[look="alert-{tone.value}"] {{ background: {t.surface}; border: 1px solid {t.line}; '
        f"border-left: 4px solid {t.tone(tone)[0]}; border-radius: 6px; }}\n"
        for tone in Tone
    )
    return f"""
QLabel[pill] {{ border-radius: 4px; padding: 2px 8px; }}
{tones}
QFrame[look="card"] {{ background: {t.surface}; border: 1px solid {t.line}; border-radius: 8px; }}
QWidget[look="surface"] {{ background: {t.surface}; border: 0; }}
QFrame[look="popup"] {{ background: {t.surface}; border: 1px solid {t.edge}; border-radius: 6px; }}
QFrame[look="line"] {{ background: {t.line}; border: 0; max-height: 1px; min-height: 1px; }}
QFrame#rail {{ background: {t.rail}; border: 0; border-right: 1px solid {t.line}; }}
QFrame#rail QScrollArea QPushButton {{ padding: 0; min-height: 0; }}
QFrame#top_bar {{ background: {t.surface}; border: 0; border-bottom: 1px solid {t.line}; }}
{alerts}
QFrame[look="banner"] {{ background: {t.info_bg}; border: 0; border-bottom: 1px solid {t.line}; }}
QFrame[look="banner"] QLabel {{ color: {t.info}; }}
QFrame[look="bar"] {{ background: {t.surface}; border: 0; border-top: 1px solid {t.line}; }}
QScrollArea {{ background: transparent; border: 0; }}
QScrollArea > QWidget > QWidget[look="page"] {{ background: transparent; }}
QToolTip {{ color: {t.text}; background: {t.surface}; border: 1px solid {t.edge}; padding: 4px 6px; }}
"""


def _buttons(t: Tokens, line: int) -> str:
    pad, side = round(line * 0.45), round(line * 0.8)
    return f"""
QPushButton {{ color: {t.text}; background: {t.surface}; border: 1px solid {t.edge}; border-radius: 6px;
    padding: {pad}px {side}px; min-height: {line}px; }}
QPushButton:hover {{ background: {t.hover}; }}
QPushButton:pressed {{ background: {t.selected}; }}
QPushButton:focus {{ border: 2px solid {t.focus}; padding: {pad - 1}px {side - 1}px; outline: none; }}
QPushButton:disabled {{ color: {t.placeholder}; border-color: {t.line}; }}
QPushButton::menu-indicator {{ image: none; width: 0; }}
QPushButton[kind="filled"] {{ color: {t.on_accent}; background: {t.accent}; border: 1px solid {t.accent};
    font-weight: 600; }}
QPushButton[kind="filled"]:hover {{ background: {t.accent_hover}; border-color: {t.accent_hover}; }}
QPushButton[kind="filled"]:focus {{ border: 1px solid {t.accent}; padding: {pad}px {side}px;
    outline: 2px solid {t.on_accent}; outline-offset: 2px; outline-radius: 4px; }}
QPushButton[kind="filled"]:disabled {{ color: {t.placeholder}; background: {t.hover}; border-color: {t.line}; }}
QPushButton[kind="quiet"] {{ color: {t.link}; background: transparent; border: 1px solid transparent;
    padding: {max(2, pad - 3)}px {round(side * 0.6)}px; }}
QPushButton[kind="quiet"]:hover {{ background: {t.hover}; text-decoration: underline; }}
QPushButton[kind="quiet"]:focus {{ border: 2px solid {t.focus};
    padding: {max(1, pad - 4)}px {round(side * 0.6) - 1}px; }}
QPushButton[kind="quiet"]:disabled {{ color: {t.placeholder}; }}
QPushButton[kind="link"] {{ color: {t.link}; background: transparent; border: 2px solid transparent;
    padding: 3px 3px 3px 0; text-align: left; }}
QPushButton[kind="link"]:hover {{ text-decoration: underline; }}
QPushButton[kind="link"]:focus {{ border: 2px solid {t.focus}; border-radius: 4px; }}
QPushButton[kind="row"] {{ color: {t.text}; background: transparent; border: 2px solid transparent;
    padding: 1px 0; text-align: left; min-height: 0; }}
QPushButton[kind="row"]:hover {{ color: {t.link}; text-decoration: underline; }}
QPushButton[kind="row"]:focus {{ border: 2px solid {t.focus}; border-radius: 4px; }}
QPushButton[kind="icon"] {{ background: transparent; border: 1px solid transparent; padding: {max(2, pad - 1)}px; }}
QPushButton[kind="icon"]:hover {{ background: {t.hover}; }}
QPushButton[kind="icon"]:focus {{ border: 2px solid {t.focus}; padding: {max(1, pad - 2)}px; }}
QPushButton[kind="chip"] {{ border-radius: {round((line + 2 * pad) / 2)}px; padding: {pad - 1}px {side}px; }}
QPushButton[kind="chip"]:checked {{ color: {t.selected_text}; background: {t.selected}; border-color: {t.accent};
    font-weight: 600; }}
QPushButton[kind="chip"]:focus {{ border: 2px solid {t.focus}; padding: {pad - 2}px {side - 1}px; }}
"""


def _fields(t: Tokens, line: int) -> str:
    pad, side = round(line * 0.45), round(line * 0.65)
    caret = round(line * 0.8)
    return f"""
QLineEdit, QComboBox, QPlainTextEdit {{ color: {t.text}; background: {t.surface}; border: 1px solid {t.edge};
    border-radius: 6px; padding: {pad}px {side}px; selection-background-color: {t.accent};
    selection-color: {t.on_accent}; placeholder-text-color: {t.placeholder}; min-height: {line}px; }}
QLineEdit:focus, QComboBox:focus, QPlainTextEdit:focus {{ border: 2px solid {t.focus};
    padding: {pad - 1}px {side - 1}px; }}
QLineEdit[problem="true"], QComboBox[problem="true"], QPlainTextEdit[problem="true"] {{
    border: 2px solid {t.late}; padding: {pad - 1}px {side - 1}px; }}
QLineEdit:disabled, QComboBox:disabled, QPlainTextEdit:disabled {{ color: {t.placeholder}; background: {t.window}; }}
QLineEdit:read-only {{ background: {t.window}; }}
QComboBox::drop-down {{ border: 0; width: {round(line * 1.5)}px; }}
QComboBox::down-arrow {{ image: url("{picture("caret", t)}"); width: {caret}px; height: {caret}px; }}
QComboBox QAbstractItemView {{ background: {t.surface}; border: 1px solid {t.edge}; padding: 4px;
    selection-background-color: {t.selected}; selection-color: {t.selected_text}; outline: 0; }}
"""


def _ticks(t: Tokens, line: int) -> str:
    side = round(line * 0.95)
    return f"""
QCheckBox, QRadioButton {{ spacing: {round(line * 0.5)}px; padding: 3px 4px; border: 2px solid transparent;
    border-radius: 6px; }}
QCheckBox:focus, QRadioButton:focus {{ border: 2px solid {t.focus}; }}
QCheckBox::indicator, QRadioButton::indicator {{ width: {side}px; height: {side}px; }}
QCheckBox::indicator, QTableView::indicator, QListView::indicator {{ border: 1px solid {t.edge}; border-radius: 4px;
    background: {t.surface}; }}
QCheckBox::indicator:checked, QTableView::indicator:checked, QListView::indicator:checked {{
    background: {t.accent}; border-color: {t.accent}; image: url("{picture("tick", t, on_accent=True)}"); }}
QCheckBox::indicator:indeterminate {{ background: {t.accent}; border-color: {t.accent};
    image: url("{picture("dash", t, on_accent=True)}"); }}
QRadioButton::indicator {{ border: 1px solid {t.edge}; border-radius: {round(side / 2)}px; background: {t.surface}; }}
QRadioButton::indicator:checked {{ background: {t.accent}; border-color: {t.accent};
    image: url("{picture("dot", t, on_accent=True)}"); }}
"""


def _views(t: Tokens, line: int) -> str:
    pad = round(line * 0.35)
    return f"""
QTableView, QListView {{ background: {t.surface}; border: 0; outline: 0; gridline-color: {t.line};
    selection-background-color: {t.selected}; selection-color: {t.selected_text}; }}
QListView#timeline {{ background: transparent; }}
QHeaderView {{ background: {t.window}; border: 0; }}
QHeaderView::section {{ color: {t.muted}; background: {t.window}; border: 0; border-bottom: 1px solid {t.line};
    padding: {pad}px {round(line * 0.5)}px; font-weight: 600; }}
QHeaderView::section:hover {{ color: {t.text}; background: {t.hover}; }}
QTabBar {{ qproperty-drawBase: 0; }}
QTabBar::tab {{ color: {t.muted}; background: transparent; border: 2px solid transparent;
    border-bottom: 3px solid transparent; padding: {pad}px {round(line * 0.7)}px; }}
QTabBar::tab:hover {{ color: {t.text}; }}
QTabBar::tab:selected {{ color: {t.link}; border-bottom: 3px solid {t.accent}; font-weight: 600; }}
QTabBar:focus {{ outline: none; }}
QTabBar::tab:selected:focus {{ border: 2px solid {t.focus}; border-bottom: 3px solid {t.accent};
    border-radius: 4px; }}
QTabBar::scroller {{ width: 0; }}
QTabWidget::pane {{ border: 0; border-top: 1px solid {t.line}; }}
QSplitter::handle {{ background: {t.line}; }}
QSplitter::handle:horizontal {{ width: 1px; }}
QSplitter::handle:vertical {{ height: 1px; }}
QScrollBar {{ background: transparent; border: 0; }}
QScrollBar:vertical {{ width: 12px; }}
QScrollBar:horizontal {{ height: 12px; }}
QScrollBar::handle {{ background: {t.edge}; border: 0; border-radius: 3px; margin: 3px; }}
QScrollBar::handle:vertical {{ min-height: 32px; }}
QScrollBar::handle:horizontal {{ min-width: 32px; }}
QScrollBar::add-line, QScrollBar::sub-line, QScrollBar::add-page, QScrollBar::sub-page {{ background: transparent;
    border: 0; width: 0; height: 0; }}
"""


def _bars(t: Tokens, line: int) -> str:
    pad = round(line * 0.4)
    tick = path("icons", "tick-white.svg" if t.is_dark else "tick-ink.svg").as_posix()
    return f"""
QMenuBar {{ background: {t.surface}; border-bottom: 1px solid {t.line}; padding: 0 {round(line * 0.4)}px; }}
QMenuBar::item {{ color: {t.text}; background: transparent; padding: {pad}px {round(line * 0.6)}px; }}
QMenuBar::item:selected {{ color: {t.selected_text}; background: {t.selected}; }}
QMenu {{ background: {t.surface}; border: 1px solid {t.edge}; padding: 4px; }}
QMenu::item {{ color: {t.text}; padding: {pad}px {round(line * 1.4)}px {pad}px {round(line * 0.6)}px; }}
QMenu::item:selected {{ color: {t.selected_text}; background: {t.selected}; border-radius: 4px; }}
QMenu::item:disabled {{ color: {t.placeholder}; }}
QMenu::indicator {{ width: {line}px; height: {line}px; padding-left: {pad}px; }}
QMenu::indicator:checked {{ image: url("{tick}"); }}
QMenu::separator {{ height: 1px; background: {t.line}; margin: 4px 8px; }}
QMenu::icon {{ padding-left: {pad}px; }}
QStatusBar {{ background: {t.surface}; border-top: 1px solid {t.line}; color: {t.muted}; }}
QStatusBar::item {{ border: 0; }}
QProgressBar {{ background: {t.hover}; border: 1px solid {t.edge}; border-radius: 4px; text-align: center;
    min-height: {round(line * 0.5)}px; max-height: {round(line * 0.5)}px; }}
QProgressBar::chunk {{ background: {t.accent}; border-radius: 3px; }}
"""
