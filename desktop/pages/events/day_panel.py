"""The chosen day beside the month: each event and meeting with what can be done about it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop.pages.events.words import day_name, short_title, time_words, told_words
from desktop.theme import L, M, S
from desktop.widgets.buttons import Button, button
from desktop.widgets.labels import Line, Pill, PlainLabel
from models.queries.diary import DiaryItem, DiaryKind
from resources.i18n import _

if TYPE_CHECKING:
    from desktop.context import Context
    from models.queries.promotions import NeighboursTold


class DayPanel(QWidget):
    """What is on, on one day."""

    tell_wanted = Signal(int)
    """The event whose neighbours are to be told."""
    new_wanted = Signal()

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self.setObjectName("day_panel")
        self.heading = PlainLabel("", "h2")
        self._inside = QWidget()
        column = QVBoxLayout(self)
        column.setContentsMargins(L, L, L, L)
        column.setSpacing(M)
        column.addWidget(self.heading)
        self._column = column
        self._place = column.count()
        column.addWidget(self._inside)
        self.add = button(_("Add an event on this day"), self.new_wanted.emit, theme=context.theme, icon="plus")
        self.add.setObjectName("add_on_day")
        self.add.setVisible(not context.store.read_only)
        column.addWidget(self.add)
        column.addStretch(1)
        self._shown: tuple[object, ...] = ()

    def show_day(self, day: date, items: list[DiaryItem], told: Mapping[int, NeighboursTold]) -> None:
        """Show a day; nothing moves when nothing has changed."""
        wanted = (day, tuple(items), tuple(told.get(item.record_id) for item in items))
        if wanted == self._shown:
            return
        self._shown = wanted
        self.heading.setText(day_name(day) if day.year == self._context.today().year else f"{day_name(day)} {day.year}")
        had_focus = self._inside.isAncestorOf(self.focusWidget()) if self.focusWidget() is not None else False
        old, self._inside = self._inside, QWidget()
        self._column.replaceWidget(old, self._inside)
        old.hide()
        old.deleteLater()
        column = QVBoxLayout(self._inside)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(S)
        if not items:
            column.addWidget(PlainLabel(_("Nothing is on."), "muted"))
        letter = True
        for number, item in enumerate(items):
            if number:
                column.addWidget(Line())
            is_event = item.kind is DiaryKind.EVENT
            column.addWidget(self._entry(item, told.get(item.record_id) if is_event else None, letter=letter))
            letter = letter and not is_event
        self._inside.show()
        if had_focus:
            self.focus_first()

    def focus_first(self) -> bool:
        """Go to the first thing that can be opened."""
        first = self._inside.findChild(Button) or (self.add if self.add.isVisible() else None)
        if first is None:
            return False
        first.setFocus(Qt.FocusReason.ShortcutFocusReason)
        return True

    def _entry(self, item: DiaryItem, told: NeighboursTold | None, *, letter: bool) -> QWidget:
        box = QWidget()
        column = QVBoxLayout(box)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(S)
        column.addWidget(PlainLabel(short_title(item), "strong"))
        times = "" if item.starts_at is None else time_words(item.starts_at, item.ends_at)
        where = ", ".join(part for part in (times, item.place) if part)
        for words in (where, item.host if item.host not in item.place else ""):
            if words:
                column.addWidget(PlainLabel(words, "muted"))
        if item.kind is not DiaryKind.EVENT:
            column.addWidget(self._opening(item, _("Open the meeting"), "meeting"))
            return box
        words, tone = told_words(told)
        if words:
            column.addWidget(Pill(words, tone), 0, Qt.AlignmentFlag.AlignLeft)
        if not item.cancelled and not self._context.store.read_only:
            text = _("Tell nei&ghbours…") if letter else _("Tell neighbours…")
            tell = button(text, _Telling(self, item.record_id), theme=self._context.theme, icon="megaphone")
            tell.setObjectName("tell_neighbours")
            tell.setAccessibleName(_("Tell neighbours about {title}").format(title=item.title))
            column.addWidget(tell)
        column.addWidget(self._opening(item, _("Open the event"), "event"))
        return box

    def _opening(self, item: DiaryItem, words: str, kind: str) -> Button:
        made = button(words, _Opening(self._context, kind, item.record_id), kind="link")
        made.setAccessibleName(f"{words}: {item.title}")
        made.setObjectName(f"open_{kind}_{item.record_id}")
        return made


class _Opening:
    """Opens a record: a slot that needs no lambda."""

    def __init__(self, context: Context, kind: str, number: int) -> None:
        self._context, self._kind, self._number = context, kind, number

    def __call__(self, *_args: object) -> None:
        self._context.open(self._kind, self._number)


class _Telling:
    """Asks for the dialog about an event."""

    def __init__(self, panel: DayPanel, number: int) -> None:
        self._panel, self._number = panel, number

    def __call__(self, *_args: object) -> None:
        self._panel.tell_wanted.emit(self._number)
