"""Several people and organisations in one field: type a name, Enter takes it, each can be let go again."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget

from desktop.forms.fields import Field
from desktop.forms.parties import BOTH, party_search
from desktop.plain import as_tip
from desktop.theme import XS
from desktop.widgets.buttons import Button, button
from desktop.widgets.flow import FlowLayout
from desktop.widgets.suggestions import Choice, Search, SuggestField
from resources.i18n import _

if TYPE_CHECKING:
    from desktop.context import Context


class _NameLine(SuggestField):
    """The line in which names are typed; Backspace at its beginning lets the last one go."""

    emptied = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Take Backspace in an empty line."""
        if event.key() == Qt.Key.Key_Backspace and not self.text():
            self.emptied.emit()
            return
        super().keyPressEvent(event)


class PartiesField(QWidget):
    """Holds any number of parties, as buttons that let go of them."""

    changed = Signal()
    """The parties are others than before."""
    taken = Signal()
    """A name was chosen by the user, who now goes on to the next field."""

    def __init__(
        self,
        context: Context,
        label: str,
        parent: QWidget | None = None,
        *,
        search: Search | None = None,
        needed: str | None = None,
    ) -> None:
        """`search` finds what may be named, people and organisations when not given; `needed` is said for nobody."""
        super().__init__(parent)
        self._theme = context.theme
        self._needed = _("Enter who it was with: a person or an organisation") if needed is None else needed
        self._held: list[Choice] = []
        words = label.replace("&", "")
        self.line = _NameLine(
            context.theme,
            words,
            party_search(context, BOTH) if search is None else search,
            keep_text=False,
            nothing=_("No one of that name yet. Check the spelling, or add them first."),
        )
        self.line.setPlaceholderText(_("Type part of a name"))
        self.field = Field(label, self.line, check=self.check)
        self._shown = QWidget()
        self._shown.setAccessibleName(words)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self._shown.setSizePolicy(policy)
        self._flow = FlowLayout(self._shown)
        self._shown.hide()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(XS)
        column.addWidget(self.field)
        column.addWidget(self._shown)
        self.line.chosen.connect(self._on_chosen)
        self.line.emptied.connect(self._on_emptied)

    def choices(self) -> list[Choice]:
        """Return who is held, in the order they were named."""
        return list(self._held)

    def set_choices(self, choices: list[Choice]) -> None:
        """Hold these and no others."""
        self._held = list({(choice.kind, choice.id): choice for choice in choices}.values())
        self._show()

    def check(self) -> str:
        """Return what is wrong: nobody is named, or a name was typed but not chosen."""
        if self.line.text().strip():
            return _("Choose a name from the list: press the down arrow, then Enter")
        return "" if self._held else self._needed

    def _on_chosen(self, choice: Choice) -> None:
        self.set_choices([*self._held, choice])
        self.field.show_problem("")
        self.taken.emit()

    def _on_emptied(self) -> None:
        if self._held:
            self.set_choices(self._held[:-1])

    def _show(self) -> None:
        while (item := self._flow.takeAt(0)) is not None:
            old = item.widget()
            if old is not None:
                old.setParent(None)
                old.deleteLater()
        for number, choice in enumerate(self._held):
            self._flow.addWidget(self._chip(number, choice))
        self._shown.setVisible(bool(self._held))
        self.field.set_hint(". ".join(choice.line.detail for choice in self._held[-1:] if choice.line.detail))
        self.changed.emit()

    def _chip(self, number: int, choice: Choice) -> Button:
        made = button(choice.line.title.replace("&", "&&"), self._on_let_go, kind="chip", theme=self._theme, icon="x")
        made.setProperty("party", number)
        words = _("Take {name} off").format(name=choice.line.title)
        made.setAccessibleName(words)
        made.setToolTip(as_tip(words, wraps=False))
        return made

    def _on_let_go(self) -> None:
        sender = self.sender()
        number = sender.property("party") if isinstance(sender, Button) else None
        if isinstance(number, int):
            self.line.setFocus(Qt.FocusReason.OtherFocusReason)
            self.set_choices([choice for place, choice in enumerate(self._held) if place != number])
