"""Where an organisation without a place may be, by its postcode: offered, and taken by one button."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt

from desktop.dialogs.asking import attempt
from desktop.widgets.buttons import button
from desktop.widgets.cards import Card
from desktop.widgets.labels import PlainLabel
from resources.i18n import _

if TYPE_CHECKING:
    from desktop.context import Context
    from desktop.pages.organisations.loading import Known


class PlaceCard(Card):
    """Shown only while there is a place to offer."""

    def __init__(self, context: Context) -> None:
        super().__init__()
        self.setObjectName("place_card")
        self._context = context
        self._known: Known | None = None
        self._words = PlainLabel("")
        self.take = button(_("Take this place"), self._on_take, name="take_place")
        self.body.addWidget(self._words)
        self.body.addWidget(self.take, 0, Qt.AlignmentFlag.AlignLeft)
        self.hide()

    def show_known(self, known: Known) -> None:
        """Show where the postcode of an organisation is, if it has no place of its own."""
        self._known = known
        if known.spot is not None:
            self._words.setText(known.spot.words)
            self.take.setAccessibleName(_("Take the place of the postcode {code}").format(code=known.spot.postcode))
        self.setVisible(known.spot is not None)

    def _on_take(self) -> None:
        known = self._known
        if known is not None:
            # Imported on use: the page is often the first one shown, and nearly no organisation lacks its place.
            from models.actions.postcodes import fill_points

            words = _("Place of {name} from its postcode").format(name=known.name)
            attempt(self._context, words, lambda session: fill_points(session, [known.id]))
