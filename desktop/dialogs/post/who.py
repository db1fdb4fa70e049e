"""Who gets one: the chosen records, or a group, a tag, a saved filter or those asked to an event; and how addressed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QCheckBox, QWidget

from desktop.forms.fields import Choice, Field
from desktop.forms.spread import Spread
from desktop.lists.words import counted
from models.queries.mailing import BEST, OFFICE
from models.queries.mailing_sets import MailingSet, SetKind, list_sets
from models.roles import CHAIR, CLERK, HEAD, ROLES
from resources.i18n import _
from resources.i18n import marked as m

if TYPE_CHECKING:
    from desktop.context import Context

_KINDS = {
    SetKind.GROUP: m("A group"),
    SetKind.TAG: m("All with a tag"),
    SetKind.FILTER: m("What a saved filter finds"),
    SetKind.EVENT: m("Those asked to an event"),
}


class WhoPart(QObject):
    """The choices at the top of the dialog."""

    changed = Signal()

    def __init__(self, context: Context, start: MailingSet | None, making: Field, parent: QObject) -> None:
        """Show `making`, the choice of what is made, before the others."""
        super().__init__(parent)
        self._context, self._start = context, start
        self.kind = Choice(self._kinds())
        self.which = Choice()
        self.which.setMaxVisibleItems(16)
        self.which.keep_narrow(14)
        roles = dict.fromkeys((HEAD, CHAIR, CLERK, *ROLES))
        ways = [(_("The best contact at each"), BEST), (_("The organisation, without a name"), OFFICE)]
        self.to = Choice([*ways, *((_(role), role) for role in roles)])
        self.to.setMaxVisibleItems(16)
        self.to.keep_narrow(14)
        self.one = QCheckBox(_("Only one to an a&ddress"))
        self.one.setObjectName("one_an_address")
        self._which_field = Field(_("&Which"), self.which)
        self.widgets: list[QWidget] = [
            Spread([(making, 6), (Field(_("&Addressed to"), self.to), 6)]),
            Spread([(Field(_("Wh&o"), self.kind), 6), (self._which_field, 6)]),
            self.one,
        ]
        if start is not None:
            self.kind.set_value(start.kind)
        self._fit()
        if start is not None and start.kind is not SetKind.CHOSEN:
            self.which.set_value(start)
        self.kind.picked.connect(self._on_kind)
        self.which.picked.connect(self._on_changed)
        self.to.picked.connect(self._on_changed)
        self.one.toggled.connect(self._on_changed)

    def _kinds(self) -> list[tuple[str, object]]:
        options: list[tuple[str, object]] = [(_(words), kind) for kind, words in _KINDS.items()]
        if self._start is not None and self._start.kind is SetKind.CHOSEN:
            refs = self._start.refs
            words = _("The chosen {those}").format(those=counted(refs[0][0], len(refs)))
            options.insert(0, (words, SetKind.CHOSEN))
        return options

    def wanted(self) -> MailingSet | None:
        """Return the set that is chosen; None where there is none of the kind."""
        if self.kind.value() is SetKind.CHOSEN:
            return self._start
        value = self.which.value()
        return value if isinstance(value, MailingSet) else None

    def addressed(self) -> str:
        """Return whom to address at organisations."""
        return str(self.to.value() or BEST)

    def one_an_address(self) -> bool:
        """Say whether only one goes to each address."""
        return self.one.isChecked()

    def set_one_an_address(self, one: bool) -> None:
        """Set that without telling."""
        self.one.blockSignals(True)
        self.one.setChecked(one)
        self.one.blockSignals(False)

    def _on_kind(self) -> None:
        self._fit()
        self.changed.emit()

    def _on_changed(self) -> None:
        self.changed.emit()

    def _fit(self) -> None:
        """Offer the sets of the kind that is chosen."""
        kind = self.kind.value()
        chosen = kind is SetKind.CHOSEN
        self._which_field.setVisible(not chosen)
        if chosen or not isinstance(kind, SetKind):
            return
        with self._context.store.read() as session:
            rows = list_sets(session, kind, self._context.today())
        self.which.set_options([(row.name, row.wanted) for row in rows] or [(_("There is none yet"), None)])
