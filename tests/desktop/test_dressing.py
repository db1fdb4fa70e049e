"""Pages that are not in view get a new style sheet when they are shown, and then look as if they had it at once."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QLabel, QLineEdit, QWidget

from desktop.theme import Appearance
from desktop.widgets.labels import PlainLabel

POLISHED = Qt.WidgetAttribute.WA_WState_Polished


def dressed(page: QWidget) -> set[bool]:
    return {part.testAttribute(POLISHED) for part in page.findChildren(QLabel) if part.isVisibleTo(page)}


def looks(page: QWidget) -> list[object]:
    """What is in view, but for the sizes: the room is shared anew, and not always to the pixel as before."""
    parts = [part for part in (page, *page.findChildren(QWidget)) if part.isVisible()]
    leaves = (QLabel, QAbstractButton, QLineEdit)
    return [
        (type(part).__name__, part.objectName(), part.font().pointSizeF(), part.font().weight(),
         part.palette().windowText().color().name(), part.palette().window().color().name(),
         part.sizeHint().toTuple() if isinstance(part, leaves) else None)
        for part in parts
    ]  # fmt: skip


@pytest.mark.parametrize("change", ["size", "colours", "both, twice"])
def test_a_page_that_was_not_in_view_looks_as_if_it_had_been(qtbot, theme, window, change):
    def act():
        if change != "colours":
            theme.set_zoom(150)
        if change != "size":
            theme.set_appearance(Appearance.DARK)
        if change.endswith("twice"):
            theme.set_zoom(130)

    window.stack.show_page("home")
    window.stack.show_page("organisations")
    act()
    qtbot.wait(50)
    page = window.stack.current_page()
    at_once, picture = looks(page), window.grab().toImage()

    theme.set_appearance(Appearance.LIGHT)
    theme.set_zoom(100)
    window.stack.show_page("home")
    qtbot.wait(50)
    act()
    assert dressed(page) == {False}
    window.stack.show_page("organisations")
    assert dressed(page) == {True}
    qtbot.wait(50)
    assert looks(page) == at_once
    assert change != "colours" or window.grab().toImage() == picture


def test_the_page_in_view_changes_at_once(theme, window):
    page = window.stack.current_page()
    heading = next(one for one in page.findChildren(PlainLabel) if one.property("type") == "h2")
    before = heading.font().pointSizeF()
    theme.set_zoom(200)
    assert dressed(page) == {True}
    assert heading.font().pointSizeF() == pytest.approx(2 * before)


def test_what_was_added_meanwhile_is_dressed_when_shown(qtbot, theme, window):
    page = window.stack.current_page()
    window.stack.show_page("home")
    theme.set_zoom(150)
    late = PlainLabel("Added since", "h1")
    page.layout().addWidget(late)
    theme.set_zoom(200)
    window.stack.show_page("organisations")
    qtbot.waitUntil(late.isVisible)
    assert late.font().pointSizeF() == pytest.approx(1.7 * theme._app.font().pointSizeF(), abs=0.02)


def test_a_page_that_goes_with_its_book_is_forgotten(theme, window):
    window.stack.show_page("home")
    theme.set_zoom(150)
    window.stack.empty()
    theme.set_zoom(100)
    assert window.stack.current_page() is None
