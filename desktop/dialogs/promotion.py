"""What came of asking one organisation to tell its people about an event."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from desktop.dialogs.asking import WritingDialog
from desktop.forms.date_field import date_field
from desktop.forms.fields import Choice, Field, NotesField
from models.actions.events import set_promotion_state
from models.queries.promotions import PromotionRow
from models.vocabulary import PromotionState
from models.words import PROMOTION_CHANNELS, label
from resources.i18n import _

if TYPE_CHECKING:
    from desktop.context import Context

_DATED = (PromotionState.ASKED, PromotionState.DISPLAYED)


class PromotionDialog(WritingDialog):
    """Answer, day, way and note of one organisation on an event's list."""

    def __init__(self, context: Context, row: PromotionRow, parent: QWidget | None = None) -> None:
        super().__init__(context, row.organisation, parent, width_ems=30)
        self.setObjectName("promotion")
        self._row = row
        self.state = Choice([(label(state), state) for state in PromotionState])
        self.state.set_value(row.state)
        self.add_field(Field(_("What &came of it"), self.state))
        self.day_field, self.day = date_field(_("On"), context.today, past=True)
        self.add_field(self.day_field)
        known = [_(words) for words in PROMOTION_CHANNELS]
        own = next((words for words in known if words.casefold() == row.channel.casefold()), row.channel)
        ways = [*known, *([own] if own and own not in known else [])]
        self.channel = Choice([(_("Not said"), ""), *((words, words) for words in ways)])
        self.channel.set_value(own)
        self.add_field(Field(_("How"), self.channel))
        self.words = NotesField(_("Note"), lines=3)
        self.words.set_text(row.note)
        self.add_field(Field(_("&Note"), self.words))
        self.finish(_("Save"))
        self.state.picked.connect(self._on_state)
        self._on_state()
        self.state.setFocus()

    def write(self) -> None:
        """Keep the answer."""
        row, state = self._row, PromotionState(str(self.state.value()))
        with self.context.store.write(_("Answer of {name}").format(name=row.organisation)) as session:
            set_promotion_state(
                session, row.event_id, row.organisation_id, state, on=self.day.day() if state in _DATED else None,
                channel=str(self.channel.value() or ""), note=self.words.text(),
            )  # fmt: skip

    def _on_state(self) -> None:
        """Ask for the day where there is one."""
        state = PromotionState(str(self.state.value()))
        self.day_field.setVisible(state in _DATED)
        known = self._row.asked_on if state is PromotionState.ASKED else self._row.displayed_on
        self.day.set_date(known or self.context.today())
        self.day_field.label.setText(_("Asked on") if state is PromotionState.ASKED else _("Displayed on"))
