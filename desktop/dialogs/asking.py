"""The base of dialogs that write one thing, and the small dialog that ends something with a day and a reason."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QApplication, QWidget

from desktop.dialogs.drafted import DraftedDialog
from desktop.dialogs.settling import Settling
from desktop.forms.date_field import date_field
from desktop.forms.fields import Field, first_problem
from desktop.widgets.announce import announce
from desktop.widgets.labels import PlainLabel
from desktop.widgets.line_edit import LineEdit
from models.errors import AppError, StaleRecord
from resources.i18n import _

if TYPE_CHECKING:
    from desktop.context import Context


def attempt(context: Context, label: str, work: Callable[[Any], object]) -> bool:
    """Do one change by its words for Undo; say in a sentence at the foot of the window when it cannot be done."""
    try:
        with context.store.write(label) as session:
            work(session)
    except AppError as error:
        context.say(error.sentence)
        return False
    return True


class WritingDialog(DraftedDialog):
    """A form with Save and Cancel; what prevents the save is said above the buttons."""

    def __init__(self, context: Context, title: str, parent: QWidget | None = None, *, width_ems: float = 34) -> None:
        super().__init__(title, parent or QApplication.activeWindow(), width_ems=width_ems)
        self.context = context
        self.fields: list[Field] = []
        self.problem = PlainLabel("", "problem")
        self.problem.hide()
        self.saved.connect(self._on_saved)

    def add_field(self, field: Field) -> Field:
        """Put a field below the others; it is judged on save."""
        self.body.addWidget(field)
        self.fields.append(field)
        return field

    def finish(self, save: str) -> None:
        """Put the buttons in, once the body is complete."""
        self.body.addWidget(self.problem)
        self.body.addStretch(1)
        self.add_cancel(_("Cancel"))
        self.add_button(save, main=True)

    def _on_saved(self) -> None:
        self._tell("")
        if first_problem(self.fields) is not None:
            return
        try:
            self.write()
        except StaleRecord as trouble:
            Settling(self.context, self, self._tell).settle(trouble)
        except AppError as error:
            self._tell(error.sentence)
        else:
            self.accept()

    def _tell(self, sentence: str) -> None:
        self.problem.setText(sentence)
        self.problem.setVisible(bool(sentence))
        if sentence:
            self.bring_into_view(self.problem)
        announce(self, sentence)


class EndDialog(WritingDialog):
    """Asks for the last day of something and why it ended, so that "why did it stop?" can be answered."""

    def __init__(
        self,
        context: Context,
        title: str,
        words: str,
        end: Callable[[date, str], None],
        *,
        reason_hint: str,
        reason_needed: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        """`end` gets the first day after and the reason."""
        super().__init__(context, title, parent, width_ems=30)
        self.setObjectName("end_dialog")
        self._end = end
        self.body.addWidget(PlainLabel(words, "muted"))
        day, self.day = date_field(_("&Last day"), context.today, required=True, past=True)
        self.day.set_date(context.today())
        self.add_field(day)
        self.reason = LineEdit(_("Why it ended"))
        needed = _Needed(self.reason, _("Enter why it ended, in a few words")) if reason_needed else None
        self.add_field(Field(_("&Why it ended"), self.reason, hint=reason_hint, check=needed))
        self.finish(_("End it"))
        self.day.setFocus()
        self.day.selectAll()

    def write(self) -> None:
        """End it."""
        day = self.day.day() or self.context.today()
        self._end(day + timedelta(days=1), self.reason.text().strip())


class _Needed:
    """A check that gives a sentence for an empty line."""

    def __init__(self, line: LineEdit, sentence: str) -> None:
        self._line, self._sentence = line, sentence

    def __call__(self) -> str:
        return "" if self._line.text().strip() else self._sentence


def needed(line: LineEdit, sentence: str) -> Callable[[], str]:
    """Return a check that gives the sentence while the line is empty."""
    return _Needed(line, sentence)
