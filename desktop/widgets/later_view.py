"""A part of a stack that is made when it is first wanted."""

from __future__ import annotations

from collections.abc import Callable
from typing import Generic, TypeVar

from PySide6.QtWidgets import QScrollArea, QStackedWidget, QWidget

from desktop.widgets.scrolling import scrolling

View = TypeVar("View", bound=QWidget)


class LaterView(Generic[View]):
    """Holds a place in a stack for a view that few look at."""

    def __init__(self, stack: QStackedWidget, make: Callable[[], View]) -> None:
        """`make` returns the view with whatever listens to it connected; it is called once."""
        self._stack, self._make = stack, make
        self._made: tuple[View, QScrollArea] | None = None

    @property
    def view(self) -> View:
        """Return the view, made now if it was not before."""
        return self._placed()[0]

    @property
    def made(self) -> View | None:
        """Return the view if it was made already."""
        return None if self._made is None else self._made[0]

    @property
    def is_shown(self) -> bool:
        """Tell whether it is what the stack shows."""
        return self._made is not None and self._stack.currentWidget() is self._made[1]

    def show(self) -> None:
        """Bring it into view from its top."""
        _view, area = self._placed()
        self._stack.setCurrentWidget(area)
        area.verticalScrollBar().setValue(0)

    def _placed(self) -> tuple[View, QScrollArea]:
        if self._made is None:
            view = self._make()
            self._made = view, scrolling(view)
            self._stack.addWidget(self._made[1])
        return self._made
