"""Search as you type: a list of choices below a line, walked with the arrows while the focus stays in the line."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QEvent, QModelIndex, QObject, QPoint, Qt, QTimer, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QWidget

from desktop.overrides import do_and_tell
from desktop.theme import Theme
from desktop.widgets.announce import announce
from desktop.widgets.labels import PlainLabel
from desktop.widgets.line_edit import LineEdit
from resources.i18n import _, ngettext

if TYPE_CHECKING:
    from PySide6.QtWidgets import QFrame, QListView

    from desktop.tables.columns import RecordLine
    from desktop.tables.rows_model import RowsModel


class Choice(NamedTuple):
    """Something that can be chosen: what it is (`kind`, `id`), how it shows, and what else choosing it means."""

    kind: str
    id: int
    line: RecordLine
    payload: object = None


Search = Callable[[str], Sequence[Choice]]
MOST_SHOWN = 8


def _key(choice: Choice) -> tuple[str, int, object]:
    # A command has no number, so its words tell it from the next.
    return choice.kind, choice.id, choice.line.title if choice.id == 0 else None


def _line(choice: Choice) -> RecordLine:
    return choice.line


def _found_words(found: Sequence[Choice]) -> str:
    """Return what a screen reader says of the choices: how many, and the one that Enter takes."""
    first = found[0].line.spoken
    words = ngettext("{count} choice: {first}", "{count} choices. First: {first}", len(found))
    return words.format(count=len(found), first=first)


class SuggestField(LineEdit):
    """A line that asks a search at every key and offers what it finds; Enter takes the marked one, at first the first.

    The search runs once the event loop is free, so that fast typing asks once; it must answer in milliseconds.
    """

    chosen = Signal(object)
    """The `Choice` that was taken."""

    def __init__(
        self,
        theme: Theme,
        name: str,
        search: Search | None = None,
        *,
        least: int = 1,
        keep_text: bool = True,
        nothing: str = "",
        quiet: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        """`least` is how many letters a search needs; with `keep_text` the line shows what was chosen.

        A `quiet` one says nothing where nothing is found: any words will do, and the choices only save typing.
        """
        super().__init__(name, parent)
        self._theme, self._search, self._least, self._keep_text = theme, search, least, keep_text
        self._quiet = quiet
        self._nothing = nothing or _("Nothing matches. Check the spelling or type less.")
        self._model: RowsModel[Choice] | None = None
        self._box: QFrame | None = None
        self._list: QListView | None = None
        self._empty: PlainLabel | None = None
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(0)
        self._soon.timeout.connect(self._ask)
        self.textEdited.connect(self._on_edited)
        self.textChanged.connect(self._on_emptied)

    def set_search(self, search: Search) -> None:
        """Say where the choices come from."""
        self._search = search

    def add_choices(self, words: str, more: Sequence[Choice]) -> None:
        """Put what took longer to find below what is offered, if these are still the words asked for."""
        if self._model is None or words != self.text().strip() or not self.is_open:
            return
        known = {_key(choice) for choice in self._model.rows}
        fresh = [choice for choice in more if _key(choice) not in known]
        if fresh:
            self._model.set_rows([*self._model.rows, *fresh])
            self._offer(keep=True)

    @property
    def is_open(self) -> bool:
        """Tell whether choices are offered now."""
        return self._box is not None and self._box.isVisible()

    def choices(self) -> list[Choice]:
        """Return what is offered."""
        return list(self._model.rows) if self._model is not None else []

    def uses_escape(self) -> bool:
        """Escape closes the choices before anything else."""
        return self.is_open

    def on_escape(self) -> None:
        """Close the choices."""
        self.close_choices()
        super().on_escape()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Walk the choices with the arrows, take one with Enter, open them with Down."""
        key = event.key()
        if self._soon.isActive() and key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            # Typed faster than the event loop comes round: Enter means what the whole text finds.
            self._soon.stop()
            self._ask()
        if self.is_open and key in (Qt.Key.Key_Down, Qt.Key.Key_Up, Qt.Key.Key_PageDown, Qt.Key.Key_PageUp):
            step = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1, Qt.Key.Key_PageDown: 5, Qt.Key.Key_PageUp: -5}[Qt.Key(key)]
            self._walk(step)
        elif self.is_open and key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.choices():
            self._take(self._current())
        elif key == Qt.Key.Key_Down and len(self.text().strip()) >= self._least:
            self._ask()
        else:
            super().keyPressEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Close the choices when the focus goes elsewhere."""
        super().focusOutEvent(event)
        if event.reason() != Qt.FocusReason.PopupFocusReason:
            self.close_choices()

    def forget(self) -> None:
        """Keep nothing of what was typed and found, as when the window is locked."""
        self.clear()
        self.close_choices()
        if self._model is not None:
            self._model.set_rows([])

    def close_choices(self) -> None:
        """Hide the choices."""
        self._soon.stop()
        if self._box is not None:
            self._box.hide()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Follow the window when it moves the line or changes its size."""
        if event.type() == QEvent.Type.Resize and self.is_open:
            self._put()
        return super().eventFilter(watched, event)

    def _on_emptied(self, text: str) -> None:
        if not text:
            self.close_choices()

    def _on_edited(self) -> None:
        self._soon.start()

    def _ask(self) -> None:
        words = self.text().strip()
        if self._search is None or len(words) < self._least:
            self.close_choices()
            return
        # Enter asks too, from within a key's event.
        found = list(do_and_tell(partial(self._search, words)) or ())
        self._build()
        if self._model is not None:
            self._model.set_rows(found)
        self._offer()

    def _offer(self, *, keep: bool = False) -> None:
        if self._box is None or self._list is None or self._empty is None or self._model is None:
            return
        found = bool(self._model.rows)
        if self._quiet and not found:
            self.close_choices()
            return
        self._list.setVisible(found)
        self._empty.setVisible(not found)
        if found and not (keep and self._list.currentIndex().isValid()):
            self._list.setCurrentIndex(self._model.index(0, 0))
        self._put()
        self._box.show()
        self._box.raise_()
        announce(self, _found_words(self._model.rows) if found else self._nothing)

    def _build(self) -> None:
        """Make the list in the window itself: a popup window would take the focus on some systems."""
        if self._box is not None and self._box.parent() is self.window():
            return
        # Imported at the first search: the window is painted sooner without lists.
        from PySide6.QtWidgets import QAbstractItemView, QFrame, QListView, QVBoxLayout

        from desktop.tables.pointing import Pointing
        from desktop.tables.record_list import RecordDelegate
        from desktop.tables.rows_model import RowsModel

        if self._model is None:
            self._model = RowsModel((), _key, line=_line, parent=self)
        box = QFrame(self.window())
        box.setProperty("look", "popup")
        box.setObjectName("suggestions")
        column = QVBoxLayout(box)
        column.setContentsMargins(4, 4, 4, 4)
        view = QListView(box)
        view.setAccessibleName(_("Choices"))
        view.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        view.setItemDelegate(RecordDelegate(self._theme, view))
        view.setUniformItemSizes(True)
        view.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        view.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        view.setModel(self._model)
        # So that a screen reader can let go of the marked choice, which takes it: it has no other word for that.
        view.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        view.clicked.connect(self._on_clicked)
        Pointing(view).pointed.connect(self._on_pointed)
        self._empty = PlainLabel(self._nothing, "muted")
        self._empty.setMargin(8)
        column.addWidget(view)
        column.addWidget(self._empty)
        self._box, self._list = box, view
        self.window().installEventFilter(self)

    def _put(self) -> None:
        """Place the choices below the line, or above it when there is more room."""
        if self._box is None or self._list is None:
            return
        window = self.window()
        top_left = self.mapTo(window, QPoint(0, 0))
        below, above = window.height() - top_left.y() - self.height() - 6, top_left.y() - 6
        rows = min(len(self.choices()), MOST_SHOWN)
        wanted = rows * self._list.sizeHintForRow(0) + 12 if rows else self._theme.line_height * 3 + 12
        height = min(wanted, max(below, above))
        width = min(max(self.width(), self._theme.line_height * 18), window.width() - top_left.x() - 8)
        y = top_left.y() + self.height() + 2 if below >= height or below >= above else top_left.y() - height - 2
        self._box.setGeometry(top_left.x(), y, width, height)

    def _current(self) -> Choice | None:
        index = self._list.currentIndex() if self._list is not None else None
        found = self.choices()
        return found[index.row()] if index is not None and index.isValid() and found else None

    def _walk(self, step: int) -> None:
        if self._list is None or self._model is None or not self._model.rows:
            return
        place = min(max(self._list.currentIndex().row() + step, 0), len(self._model.rows) - 1)
        index = self._model.index(place, 0)
        self._list.setCurrentIndex(index)
        self._list.scrollTo(index)
        announce(self, self._model.rows[place].line.spoken)

    def _on_clicked(self) -> None:
        self._take(self._current())

    def _on_pointed(self, index: QModelIndex) -> None:
        """Take the choice that a screen reader picked."""
        found = self.choices()
        self._take(found[index.row()] if self.is_open and index.row() < len(found) else None)

    def _take(self, choice: Choice | None) -> None:
        self.close_choices()
        if choice is not None:
            self.setText(choice.line.title if self._keep_text else "")
            self.chosen.emit(choice)
