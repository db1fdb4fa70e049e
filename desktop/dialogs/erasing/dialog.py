"""Erasing somebody from the window: who and why, everything that would be done, then for good."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QCheckBox, QWidget

from desktop.dialogs.erasing.doubtful import DoubtfulList
from desktop.forms.fields import Field, first_problem
from desktop.forms.parties import held, party_field, person_in_view
from desktop.widgets.announce import announce
from desktop.widgets.buttons import button
from desktop.widgets.dialog import Dialog
from desktop.widgets.flow import FlowLayout
from desktop.widgets.items import Item, ItemsView
from desktop.widgets.labels import PlainLabel
from desktop.widgets.line_edit import LineEdit
from models.actions.erasing.for_good import ErasedForGood, erase_for_good, try_erasing
from models.actions.erasing.told import Erased
from models.errors import AppError
from resources.i18n import _

if TYPE_CHECKING:
    from datetime import date

    from desktop.context import Context
    from desktop.jobs import Progress
    from models.store import Store


class EraseDialog(Dialog):
    """Nothing is done before everything that would be done was on the screen."""

    def __init__(
        self,
        context: Context,
        person: tuple[int, str] | None = None,
        parent: QWidget | None = None,
        reason: str = "",
    ) -> None:
        """`person` is who is to be erased, number and name; where nobody is given, one is chosen."""
        super().__init__(_("Erase a person for good"), parent, width_ems=46)
        self.setObjectName("erase_dialog")
        self.context = context
        self.told: Erased | None = None
        words = _(
            "Meetings, decisions, counts and dates stay, with a “Former contact” in their place. Everything else about "
            "them goes. It cannot be undone."
        )
        self.body.addWidget(PlainLabel(words, "muted"))
        self.who = party_field(context, _("Who is to be erased"), ("person",))
        self.reason = LineEdit(_("Why"))
        self.reason.setObjectName("erase_reason")
        self.reason.setText(reason)
        self.fields = [
            Field(_("&Who is to be erased"), self.who, check=self._check_who),
            Field(
                _("Wh&y"),
                self.reason,
                hint=_("Like “Asked on 2 November”. The reason is kept, without their name"),
                check=self._check_reason,
            ),
        ]
        if person is not None:
            self.who.set_choice(held("person", *person))
        self.look = button(_("&See what it would do"), self.preview, icon="magnifying-glass", theme=context.theme)
        self.look.setObjectName("erase_preview")
        self.places = ItemsView(context.theme, _("What is done"), pencil=False)
        self.places.setObjectName("erase_places")
        self.doubtful = DoubtfulList(context.theme)
        self.beyond = PlainLabel("", "small")
        self.sure = QCheckBox(_("I have &read this. It cannot be undone"))
        self.sure.setObjectName("erase_sure")
        self.problem = PlainLabel("", "problem")
        row = FlowLayout()
        row.addWidget(self.look)
        for field in self.fields:
            self.body.addWidget(field)
        self.body.addLayout(row)
        for part in (self.places, self.doubtful, self.beyond, self.sure, self.problem):
            self.body.addWidget(part)
        self.body.addStretch(1)
        self.add_cancel()
        self.erase = self.add_button(_("Erase for good"), main=True)
        self.saved.connect(self._on_erase)
        self.who.changed.connect(self._forget_preview)
        self.who.textChanged.connect(self._forget_preview)
        self.sure.toggled.connect(self._on_sure)
        self._forget_preview()
        (self.reason if person is not None else self.who).setFocus()

    # --- looking ----------------------------------------------------------------------------------------------------

    def preview(self) -> None:
        """Try the erasure on the worker and show all that it did; nothing of it is kept."""
        self._tell("")
        choice = self.who.choice()
        if first_problem(self.fields) is not None or choice is None:
            return
        self.look.setEnabled(False)
        work = partial(_try, self.context.store, choice.id, self.context.today(), self.reason.text())
        title = _("Looking for {name} everywhere").format(name=choice.line.title)
        stopped = partial(self.look.setEnabled, True)
        self.context.jobs.submit(title, work, self._on_tried, self._on_failed, on_cancelled=stopped, owner=self)

    def _on_tried(self, told: Erased) -> None:
        self.look.setEnabled(True)
        self.told = told
        self.places.show_items(
            Item((place.deed, place.kind), place.words, aside=f"{place.count:,}") for place in told.places
        )
        self.doubtful.show_rows(told.possible)
        self.beyond.setText("\n".join(f"•  {words}" for words in told.elsewhere))
        for part in (self.places, self.beyond, self.sure):
            part.show()
        self.sure.setChecked(False)
        self.note.setText(_("{name} becomes {becomes}.").format(name=told.name, becomes=told.becomes))
        announce(self, self.note.text())
        # The lists have come into view: the window takes the room it needs now.
        QTimer.singleShot(0, self, lambda: self.resize(self.sizeHint()))

    def _forget_preview(self, *_args: object) -> None:
        self.told = None
        for part in (self.places, self.doubtful, self.beyond, self.sure, self.problem):
            part.hide()
        self.sure.setChecked(False)
        self.note.setText(_("See what it would do first."))
        self._on_sure()

    def _on_sure(self, *_args: object) -> None:
        self.erase.setEnabled(self.told is not None and self.sure.isChecked())

    # --- doing ------------------------------------------------------------------------------------------------------

    def _on_erase(self) -> None:
        choice = self.who.choice()
        if first_problem(self.fields) is not None or choice is None or self.told is None:
            return
        for part in (self.erase, self.look, self.sure):
            part.setEnabled(False)
        work = partial(
            _erase,
            self.context.store,
            choice.id,
            self.context.today(),
            self.reason.text(),
            self.doubtful.ticked(),
        )
        title = _("Erasing a person")
        self.context.jobs.submit(title, work, self._on_erased, self._on_failed, owner=self, can_stop=False)

    def _on_erased(self, done: ErasedForGood) -> None:
        self.context.say(done.said())
        self.accept()

    def _on_failed(self, error: BaseException) -> None:
        for part in (self.look, self.sure):
            part.setEnabled(True)
        self._on_sure()
        if not isinstance(error, AppError):
            raise error
        self._tell(error.sentence)

    def _tell(self, sentence: str) -> None:
        self.problem.setText(sentence)
        self.problem.setVisible(bool(sentence))
        announce(self, sentence)

    def _check_who(self) -> str:
        return self.who.check() or ("" if self.who.choice() is not None else _("Choose who is to be erased"))

    def _check_reason(self) -> str:
        return "" if self.reason.text().strip() else _("Enter why, in a few words")


def _try(store: Store, person_id: int, today: date, reason: str, progress: Progress) -> Erased:
    return try_erasing(store, person_id, today, reason, progress.step)


def _erase(
    store: Store, person_id: int, today: date, reason: str, ticked: frozenset[tuple[str, int]], progress: Progress
) -> ErasedForGood:
    """Erase somebody on the worker. Once it is begun it is not left half: it is one change."""
    return erase_for_good(store, person_id, today, reason, ticked, progress.report)


def ask_erase(context: Context, parent: QWidget | None = None) -> None:
    """Open the dialog, about the person in view if there is one."""
    EraseDialog(context, person_in_view(context), parent).open()
