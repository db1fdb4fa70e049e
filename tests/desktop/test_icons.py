from __future__ import annotations

import ast
import logging
from pathlib import Path

import pytest
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QPushButton

from desktop import icons
from desktop.widgets.story import talk_title
from desktop.widgets.talk_words import CHANNEL_ICONS, by_channel, way_words
from models.vocabulary import Channel, Direction

DESKTOP = Path(__file__).parents[2] / "desktop"


def words_like_icons() -> dict[str, str]:
    """Every icon named in the code: the `icon=` of a call, the text after a theme, and tables."""
    found: dict[str, str] = {}
    for path in DESKTOP.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Assign) and isinstance(node.value, ast.Dict):
                if ast.unparse(node.targets[0]).endswith("_ICONS"):
                    listed = [value for value in node.value.values if isinstance(value, ast.Constant)]
                    found |= {str(value.value): f"{path.name}:{value.lineno}" for value in listed}
                continue
            if not isinstance(node, ast.Call):
                continue
            named = [keyword.value for keyword in node.keywords if keyword.arg == "icon"]
            first = ast.unparse(node.args[0]) if node.args else ""
            if len(node.args) > 1 and first.rpartition(".")[2] in ("theme", "_theme"):
                named.append(node.args[1])
            for value in named:
                if isinstance(value, ast.Constant) and isinstance(value.value, str) and value.value:
                    found[value.value] = f"{path.name}:{value.lineno}"
    return found


def test_every_icon_in_the_code_is_in_the_font() -> None:
    used = words_like_icons()
    assert len(used) > 20
    known = icons.names()
    assert {name: where for name, where in used.items() if name not in known and "-" in name} == {}


def test_every_way_to_talk_has_an_icon_and_words() -> None:
    assert set(CHANNEL_ICONS) == set(Channel)
    assert set(CHANNEL_ICONS.values()) <= icons.names()
    assert all(by_channel(channel) for channel in Channel)
    words = {(channel, way): way_words(channel, way) for channel in Channel for way in Direction}
    assert words[Channel.EMAIL, Direction.OUT] == "Email from us"
    assert words[Channel.INTERVIEW, Direction.BOTH] == "Interview"
    assert talk_title(Channel.VISIT, Direction.IN) == "Visit from them"
    assert talk_title(Channel.VISIT, Direction.BOTH) == "Visit"
    assert talk_title(Channel.FOCUS_GROUP, Direction.OUT) == "Focus group"
    assert talk_title(Channel.SOCIAL, Direction.IN) == "Social media received"


def test_a_wrong_icon_leaves_a_gap_and_a_line_in_the_log(qtbot, caplog: pytest.LogCaptureFixture) -> None:
    made = QPushButton("Save")
    made.setIcon(icons.make_icon("no-such-icon", "text", lambda role: QColor("red")))
    qtbot.addWidget(made)
    with caplog.at_level(logging.ERROR):
        made.show()
        qtbot.waitExposed(made)
        made.grab()
    assert "no-such-icon" in caplog.text
