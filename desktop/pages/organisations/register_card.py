"""What a newer extract of the register says differently: taken or left line by line; who followed a closed school."""

from __future__ import annotations

from datetime import date
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop.dialogs.asking import attempt
from desktop.theme import S
from desktop.widgets.buttons import button
from desktop.widgets.cards import Card, SectionHeader
from desktop.widgets.labels import Line, PlainLabel
from models.actions.register_changes import accept_register_value, decline_register_value, follow_successor
from reports.formatting import long_date
from resources.i18n import _

if TYPE_CHECKING:
    from desktop.context import Context
    from desktop.pages.organisations.loading import Known
    from models.queries.register import Successor
    from models.queries.register_changes import RegisterDifference


class RegisterCard(Card):
    """Shown only while there is something to decide."""

    def __init__(self, context: Context) -> None:
        super().__init__()
        self.setObjectName("register_card")
        self._context = context
        self._lines = QVBoxLayout()
        self._lines.setSpacing(S)
        self.body.addWidget(SectionHeader(_("The register says otherwise"), "h3"))
        self.body.addWidget(PlainLabel(_("Nothing changes until you take it."), "small"))
        self.body.addLayout(self._lines)
        self.hide()

    def show_known(self, known: Known) -> None:
        """Show the differences and the successors of one organisation."""
        while self._lines.count():
            item = self._lines.takeAt(0)
            old = item.widget() if item is not None else None
            if old is not None:
                old.setParent(None)
                old.deleteLater()
        for difference in known.differences:
            self._lines.addWidget(self._difference(difference))
        followers = [one for one in known.successors if not _is_linked(known, one)]
        for successor in followers:
            self._lines.addWidget(self._successor(known, successor))
        self.setVisible(bool(known.differences or followers))

    def _difference(self, difference: RegisterDifference) -> QWidget:
        name, ours, theirs = difference.words, _words(difference.ours), _words(difference.theirs)
        words = _("{field}: {theirs}. We have: {ours}.").format(field=name, theirs=theirs, ours=ours or _("nothing"))
        take = button(_("Take it"), partial(self._accept, difference), name=f"take_{difference.field}")
        take.setAccessibleName(_("Take {field} from the register: {theirs}").format(field=name, theirs=theirs))
        keep = button(_("Keep ours"), partial(self._decline, difference), kind="quiet", name=f"keep_{difference.field}")
        keep.setAccessibleName(_("Keep our {field}").format(field=name))
        return _row(words, take, keep)

    def _successor(self, known: Known, successor: Successor) -> QWidget:
        words = _("{name} followed it ({urn}).").format(name=successor.name, urn=successor.urn)
        text = _("Link them") if successor.organisation_id is not None else _("Add it and link them")
        add = button(text, partial(self._follow, known.id, known.name, successor))
        add.setAccessibleName(f"{text}: {successor.name}")
        return _row(words, add)

    def _accept(self, difference: RegisterDifference) -> None:
        words = _("{field} of {name} from the register").format(field=difference.words, name=difference.name)
        number, field = difference.organisation_id, difference.field
        attempt(self._context, words, lambda session: accept_register_value(session, number, field))

    def _decline(self, difference: RegisterDifference) -> None:
        words = _("Keep our {field} of {name}").format(field=difference.words, name=difference.name)
        number, field = difference.organisation_id, difference.field
        attempt(self._context, words, lambda session: decline_register_value(session, number, field))

    def _follow(self, number: int, name: str, successor: Successor) -> None:
        words = _("{successor} followed {name}").format(successor=successor.name, name=name)
        today = self._context.today()
        attempt(self._context, words, lambda session: follow_successor(session, number, successor.urn, today))


def _is_linked(known: Known, successor: Successor) -> bool:
    return any(link.other_id == successor.organisation_id for link in known.links)


def _row(words: str, *buttons: QWidget) -> QWidget:
    box = QWidget()
    column = QVBoxLayout(box)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(S)
    column.addWidget(Line())
    row = QHBoxLayout()
    row.setSpacing(S)
    row.addWidget(PlainLabel(words), 1)
    for made in buttons:
        row.addWidget(made)
    column.addLayout(row)
    return box


def _words(fact: object) -> str:
    if fact is None:
        return ""
    return long_date(fact) if isinstance(fact, date) else f"{fact}"
