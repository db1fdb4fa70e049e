"""The question that a doubtful row asks: who is meant, somebody new, or nobody; answered by a key or a click."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QButtonGroup, QMenu, QRadioButton, QVBoxLayout

from desktop.pages.imports.words import new_words
from desktop.plain import as_tip
from desktop.theme import L, S
from desktop.widgets.buttons import button
from desktop.widgets.cards import Card
from desktop.widgets.labels import PlainLabel
from desktop.widgets.menus import drop_down
from models.imports.preview import Choice
from resources.i18n import _, ngettext

if TYPE_CHECKING:
    from desktop.pages.imports.files import Decision
    from models.imports.preview import PreviewLine

_LONGEST = 60
"""Letters of a name beside its button; all of it is in the tooltip."""


class QuestionCard(Card):
    """Offers the records that a row may mean, to be new, and to leave it out."""

    decided = Signal(object)
    """A `Choice` or the number of a record; None takes a decision back."""
    decided_alike = Signal()
    """The same is to hold for all rows of which the same is asked."""
    decided_all = Signal(object)
    """A `Choice` for every doubtful row of the file; None takes all decisions back."""

    def __init__(self) -> None:
        super().__init__(gap=S)
        self.setObjectName("import_question")
        self._line: PreviewLine | None = None
        self._setting = False
        self._group: QButtonGroup | None = None
        self.options: dict[Decision, QRadioButton] = {}
        self._title = PlainLabel("", "h3")
        self.body.addWidget(self._title)
        self._options = QVBoxLayout()
        self._options.setSpacing(0)
        self.body.addLayout(self._options)
        self.alike = button("", self.decided_alike.emit, name="same_for_all")
        self.back = button(_("Take the decision back"), partial(self.decided.emit, None), kind="link", name="undecide")
        self.all = button(_("&Decide for all doubtful rows…"), self._on_all, kind="link", name="decide_for_all")
        for one in (self.alike, self.back, self.all):
            self.body.addWidget(one)
            one.setSizePolicy(one.sizePolicy().Policy.Maximum, one.sizePolicy().verticalPolicy())
        self.keys = PlainLabel("", "small")
        self.body.addWidget(self.keys)

    def ask(self, line: PreviewLine, decision: Decision | None, alike: int) -> None:
        """Ask of a line; `alike` is how many others would be decided with it."""
        if self._line is None or (self._line.fingerprint, self._line.candidates) != (line.fingerprint, line.candidates):
            self._make_options(line)
        self._line = line
        self._choose(decision)
        self.back.setVisible(decision is not None)
        self.alike.setVisible(decision is not None and alike > 0)
        self.alike.setText(
            ngettext("The &same for {n} more like this", "The &same for {n} more like this", alike).format(
                n=f"{alike:,}"
            )
        )

    def by_key(self, key: str) -> Decision | None:
        """Return what a key means here: a number one of the records, N somebody new, L nobody."""
        line = self._line
        if line is None:
            return None
        if key.isdecimal():
            place = int(key) - 1
            return line.candidates[place].id if 0 <= place < len(line.candidates) else None
        decision = {"N": Choice.NEW, "L": Choice.LEAVE_OUT}.get(key)
        return decision if decision is not Choice.NEW or line.can_be_new else None

    def menu_for_all(self) -> QMenu:
        """Return what can be decided of all doubtful rows at once."""
        menu = QMenu(self)
        for words, choice in (
            (_("Take all doubtful rows as &new"), Choice.NEW),
            (_("&Leave all doubtful rows out"), Choice.LEAVE_OUT),
            (_("Take all decisions &back"), None),
        ):
            menu.addAction(words, partial(self.decided_all.emit, choice))
        return menu

    def _on_all(self) -> None:
        drop_down(self.menu_for_all(), self.all)

    def _make_options(self, line: PreviewLine) -> None:
        _empty(self._options)
        self.options = {}
        self._group = QButtonGroup(self)
        for place, one in enumerate(line.candidates, 1):
            self._add(one.id, _("{number}: {name}").format(number=place, name=_short(one.name)), one.words, one.name)
        if line.can_be_new:
            self._add(Choice.NEW, _("N: {words}").format(words=new_words(line)))
        self._add(Choice.LEAVE_OUT, _("L: Leave it out"))
        numbers = len(line.candidates)
        is_choice = numbers > 1 or (numbers == 1 and line.can_be_new)
        self._title.setText(_("Who or what is meant?") if is_choice else _("Is this right?"))
        self.keys.setText(
            _("Keys: a number for who it is, N for new, L to leave it out. The next question follows.")
            if numbers
            else _("Keys: N for new, L to leave it out. The next question follows.")
        )
        self.keys.setVisible(line.can_be_new)

    def _add(self, decision: Decision, title: str, words: str = "", tip: str = "") -> None:
        made = QRadioButton(title.replace("&", "&&"))
        made.setObjectName(f"decide_{decision}")
        made.setAccessibleDescription(words)
        made.setToolTip(as_tip(tip) if len(tip) > _LONGEST else "")
        made.toggled.connect(partial(self._on_toggled, decision))
        if self._group is not None:
            self._group.addButton(made)
        self.options[decision] = made
        self._options.addWidget(made)
        if words:
            under = PlainLabel(words, "small")
            under.setContentsMargins(2 * L, 0, 0, S)
            self._options.addWidget(under)

    def _choose(self, decision: Decision | None) -> None:
        self._setting = True
        if self._group is not None:
            # Only without it may none of them be on.
            self._group.setExclusive(False)
            for key, option in self.options.items():
                option.setChecked(key == decision)
            self._group.setExclusive(True)
        self._setting = False

    def _on_toggled(self, decision: Decision, on: bool) -> None:
        if on and not self._setting:
            self.decided.emit(decision)


def _short(name: str) -> str:
    return name if len(name) <= _LONGEST else f"{name[: _LONGEST - 1]}…"


def _empty(column: QVBoxLayout) -> None:
    while column.count():
        item = column.takeAt(0)
        old = item.widget() if item is not None else None
        if old is not None:
            old.hide()
            old.setParent(None)
            old.deleteLater()
