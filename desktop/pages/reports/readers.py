"""For whom a report is: the body it is written for, and who can read this copy; kept for the next time."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop.forms.fields import Field
from desktop.pages.reports.narrow import narrow_choice
from desktop.settings import Key, Settings
from desktop.theme import M
from models.vocabulary import Visibility
from resources.i18n import _
from resources.i18n import marked as m

if TYPE_CHECKING:
    from reports.catalogue import Report

RECIPIENT: Key[str] = Key("reports/recipient", "", str)
AUDIENCE: Key[str] = Key("reports/audience", "", str)
_READERS = {
    Visibility.PUBLIC: m("Anybody: it may be published"),
    Visibility.PARTNERS: m("Our partners"),
    Visibility.INTERNAL: m("Our own people only"),
    Visibility.CONFIDENTIAL: m("Those of ours who may read what is confidential"),
}


class ReaderFields(QWidget):
    """The body and the readers."""

    changed = Signal()

    def __init__(self, settings: Settings) -> None:
        super().__init__()
        self._settings, self._report = settings, ""
        self._recipient, self._audience = narrow_choice("report_recipient", []), narrow_choice("report_audience", [])
        self._recipient_field = Field(_("&Who it is for"), self._recipient)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(M)
        column.addWidget(self._recipient_field)
        column.addWidget(Field(_("Who &can read this copy"), self._audience))
        self._recipient.picked.connect(self._on_picked)
        self._audience.picked.connect(self._on_picked)

    def show_last(self, report: Report) -> None:
        """Offer the readers of a report, and choose those of last time."""
        self._report = report.name
        self._audience.set_options([(_(_READERS[level]), level) for level in report.audiences])
        kept = self._settings.get(AUDIENCE.of(report.name))
        self._audience.set_value(
            next((level for level in report.audiences if level.value == kept), report.audiences[0])
        )

    def choose(self, audience: Visibility | None, recipient: str) -> None:
        """Choose the readers and the body that somebody chose before, where they are still offered."""
        self._audience.set_value(audience)
        if recipient and recipient not in self._recipient.values():
            offered = [str(name) for name in self._recipient.values()]
            self._recipient.set_options([(name, name) for name in (*offered, recipient)])
            self._recipient_field.show()
        self._recipient.set_value(recipient)
        self._keep()

    def show_recipients(self, names: tuple[str, ...]) -> None:
        """Offer the bodies that the report can be for."""
        kept = self._settings.get(RECIPIENT.of(self._report))
        self._recipient.set_options([(name, name) for name in names])
        if kept in names:
            self._recipient.set_value(kept)
        self._recipient_field.setVisible(bool(names))

    def recipient(self) -> str:
        """Return the body it is for, or nothing."""
        return str(self._recipient.value() or "")

    def audience(self) -> Visibility | None:
        """Return who can read this copy."""
        audience = self._audience.value()
        return audience if isinstance(audience, Visibility) else None

    def _on_picked(self) -> None:
        self._keep()
        self.changed.emit()

    def _keep(self) -> None:
        audience = self.audience()
        self._settings.set(RECIPIENT.of(self._report), self.recipient())
        self._settings.set(AUDIENCE.of(self._report), audience.value if audience is not None else "")
