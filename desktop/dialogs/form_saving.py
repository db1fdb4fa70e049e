"""A form on a page that saves its record as a whole, each time something in it was changed and all of it will do."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject

from desktop.dialogs.settling import FormSettling
from desktop.forms.settling import page_of
from desktop.tokens import Tone
from models.errors import AppError, StaleRecord
from resources.i18n import _

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtWidgets import QWidget

    from desktop.context import Context
    from desktop.forms.commitment_form import CommitmentForm
    from desktop.forms.event_form import EventForm
    from desktop.widgets.cards import AlertStrip


class FormSaving(QObject):
    """Saves the form, says above it why that cannot be, and asks whose words stay where somebody else was first."""

    def __init__(
        self,
        context: Context,
        form: CommitmentForm | EventForm,
        trouble: AlertStrip,
        *,
        label: str,
        write: Callable[[Any], object],
        probe: Callable[[], QWidget],
    ) -> None:
        """`write` gets a session; `probe` gives another form, not shown, over the record as it was read last."""
        super().__init__(form)
        self._context, self._form, self._trouble = context, form, trouble
        self._label, self._write, self._probe = label, write, probe
        self._settling: FormSettling | None = None

    def save(self) -> None:
        """Save what was changed, when all of it will do and no question stands."""
        asking = self._settling is not None and self._settling.is_open
        if self._context.store.read_only or asking or not self._form.has_changed():
            return
        if not self._form.is_sound(quietly=True):
            return
        try:
            with self._context.store.write(self._label) as session:
                self._write(session)
        except StaleRecord as error:
            self._settle(error)
        except AppError as error:
            self._tell(error)
        else:
            self._trouble.hide()

    def _settle(self, trouble: StaleRecord) -> None:
        """Bring together what was typed and what somebody else has changed meanwhile."""
        page = page_of(self._form)
        if page is None:
            self._tell(trouble)
            return
        self._settling = FormSettling(page, self._form, self._probe, self.save)
        self._settling.settle()

    def _tell(self, trouble: AppError) -> None:
        self._trouble.tell(_("This is not saved yet"), trouble.sentence, Tone.LATE)
