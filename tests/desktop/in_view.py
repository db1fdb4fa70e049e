"""The window or dialog of a kind that stands on the screen, and the fields of its form."""

from __future__ import annotations

from typing import Any, TypeVar

from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

Kind = TypeVar("Kind", bound=QWidget)


def find_all_in_view(kind: type[Kind]) -> list[Kind]:
    """Return all that are open."""
    return [one for one in QApplication.topLevelWidgets() if isinstance(one, kind) and one.isVisible()]


def find_in_view(kind: type[Kind]) -> Kind | None:
    """Return the one that is open, or None."""
    return next(iter(find_all_in_view(kind)), None)


def wait_for(qtbot: QtBot, kind: type[Kind]) -> Kind:
    """Wait until one is open, and return it."""
    qtbot.waitUntil(lambda: find_in_view(kind) is not None)
    return in_view(kind)


def in_view(kind: type[Kind]) -> Kind:
    """Return the one that is open; there must be one."""
    found = find_in_view(kind)
    assert found is not None, f"no {kind} is open"
    return found


def field_of(dialog: Any, name: str) -> Any:
    """Return the editor of a field of the form of a part."""
    return next(made.judged().editor for made in dialog.form_fields if made.spec.name == name)
