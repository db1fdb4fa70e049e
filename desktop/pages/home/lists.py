"""The two lists of Home: what needs doing, and what is coming up."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QSizePolicy, QVBoxLayout

from desktop.pages.home.lines import ComingLine, ToDoLine, replace_lines
from desktop.widgets.buttons import button
from desktop.widgets.cards import Card, SectionHeader
from resources.i18n import _

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date

    from desktop.theme import Theme
    from models.queries.home_rows import ComingUp, ToDo


class _Lines(Card):
    """A heading with a link to all there is, and lines below it."""

    def __init__(self, theme: Theme, title: str, link: str, slot: Callable[[], object]) -> None:
        super().__init__()
        self.theme = theme
        header = SectionHeader(title)
        header.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        header.add_button(button(link, slot, kind="link"))
        self.column = QVBoxLayout()
        self.column.setSpacing(0)
        self.body.addWidget(header)
        self.body.addLayout(self.column, 1)
        self.column.addStretch(1)


class ToDoCard(_Lines):
    """Commitments to tick and replies that are due; the focus stays at its place when lines go."""

    kept = Signal(object)
    """A commitment was ticked: its `ToDo`."""

    opened = Signal(object)
    """The record of a `ToDo` is wanted."""

    all_wanted = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme, _("Needs doing"), _("&All commitments"), self._on_all)
        self._shown: tuple[tuple[ToDo, ...], date] | None = None

    def show_lines(self, to_do: tuple[ToDo, ...], today: date, *, locked: bool) -> None:
        """Show what needs doing; `locked` where nothing can be ticked."""
        if self._shown == (to_do, today):
            # As after the first sight: the same lines stay, with whatever the user is about to do with them.
            for line in self.lines():
                line.unlock(locked=locked)
            return
        focus = self._focused()
        self._shown = to_do, today
        lines = [ToDoLine(self.theme, line, today, locked=locked) for line in to_do]
        for line in lines:
            line.kept.connect(self.kept)
            line.opened.connect(self.opened)
        nothing = _("Nothing needs doing. What is late or due within 14 days will appear here.")
        replace_lines(self.column, lines, nothing)
        if focus is not None and lines:
            line = lines[min(focus, len(lines) - 1)]
            (line.tick or line.link).setFocus(Qt.FocusReason.OtherFocusReason)

    def make_anew(self, *, locked: bool) -> None:
        """Make the same lines again, as when the size of text is another."""
        shown, self._shown = self._shown, None
        if shown is not None:
            self.show_lines(*shown, locked=locked)

    def lines(self) -> list[ToDoLine]:
        """Return the lines in view."""
        items = (self.column.itemAt(place) for place in range(self.column.count()))
        widgets = [item.widget() for item in items if item is not None]
        return [widget for widget in widgets if isinstance(widget, ToDoLine)]

    def _focused(self) -> int | None:
        """Return the number of the line in which the focus stands."""
        focus = self.window().focusWidget()
        if focus is None:
            return None
        return next((number for number, line in enumerate(self.lines()) if line.isAncestorOf(focus)), None)

    def _on_all(self) -> None:
        self.all_wanted.emit()


class ComingCard(_Lines):
    """Meetings and events of the next two months."""

    opened = Signal(object)
    """The record of a `ComingUp` is wanted."""

    calendar_wanted = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme, _("Coming up"), _("Calen&dar"), self._on_calendar)
        self._shown: tuple[ComingUp, ...] | None = None

    def show_lines(self, coming: tuple[ComingUp, ...]) -> None:
        """Show what is coming up."""
        self._shown = coming
        lines = [ComingLine(self.theme, line) for line in coming]
        for line in lines:
            line.opened.connect(self.opened)
        replace_lines(self.column, lines, _("Nothing is planned for the next two months."))

    def make_anew(self) -> None:
        """Make the same lines again, as when the size of text is another."""
        if self._shown is not None:
            self.show_lines(self._shown)

    def _on_calendar(self) -> None:
        self.calendar_wanted.emit()
