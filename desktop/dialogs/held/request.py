"""The request: who asks, on which day, and by when the answer is due."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QVBoxLayout, QWidget

from desktop.dialogs.held.kept import note_request, open_request
from desktop.forms.date_field import date_field
from desktop.forms.fields import Field, first_problem
from desktop.forms.parties import held, party_field
from desktop.forms.spread import Spread
from desktop.theme import M
from desktop.tokens import Tone
from desktop.widgets.labels import PlainLabel
from models.errors import AppError
from models.settings import NATION, get_setting
from models.subject_requests import find_due_date
from reports.formatting import long_date
from resources.i18n import _

if TYPE_CHECKING:
    from datetime import date

    from desktop.context import Context
    from desktop.widgets.suggestions import Choice
    from models.queries.subject_requests import SubjectRequestRow


class RequestFields(QWidget):
    """Whose, asked when, proven when; below them the day the answer is due."""

    person_changed = Signal()

    def __init__(self, context: Context, person: tuple[int, str] | None) -> None:
        """`person` is whom it is about, number and name; where nobody is given, one is chosen."""
        super().__init__()
        self._today = context.today
        with context.store.read() as session:
            self._nation = get_setting(session, NATION)
        self.line = party_field(context, _("Who asks"), ("person",))
        self.who = Field(_("&Who asks"), self.line, check=self._check_who)
        if person is not None:
            self.line.set_choice(held("person", *person))
        today = context.today
        asked, self.asked = date_field(_("As&ked on"), today, required=True, past=True)
        self.asked.set_date(today())
        wanted, self.wanted = date_field(_("&Proof of identity asked for on"), today, past=True)
        shown, self.shown = date_field(_("&Identity confirmed on"), today, required=True, past=True)
        self.shown.setObjectName("identity_on")
        self.complex = QCheckBox(_("It is co&mplex or one of many: two months more"))
        self.note = QCheckBox(_("&Note it among the data protection requests"))
        self.note.setChecked(not context.store.read_only)
        self.note.setEnabled(not context.store.read_only)
        self.kept: SubjectRequestRow | None = None
        """The request as it is noted already."""
        self._store = context.store
        self.due = PlainLabel("", "strong")
        self.due.setObjectName("held_due")
        self.fields = [self.who, asked, wanted, shown]
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(M)
        for part in (Spread([(field, 6) for field in self.fields]), self.complex, self.note, self.due):
            column.addWidget(part)
        for line in (self.asked, self.wanted, self.shown):
            line.textChanged.connect(self._show_due)
        self.complex.toggled.connect(self._show_due)
        self.line.changed.connect(self._on_person)
        self._show_kept()

    def person(self) -> Choice | None:
        """Return who asks; None while nobody is chosen, which the field then says."""
        choice = self.line.choice()
        if self.who.problem() or choice is None:
            self.line.setFocus()
            return None
        return choice

    def note_if_wanted(self) -> int | None:
        """Note the request where that is wanted, once; return its number among the data protection requests."""
        choice, asked = self.line.choice(), self.asked.day()
        if self.kept is None and choice is not None and asked is not None and self.note.isChecked():
            note_request(self._store, choice.id, (asked, self.wanted.day(), self.shown.day()))
            self._find_kept()
        return self.kept.id if self.kept is not None else None

    def problem(self) -> str | None:
        """Return why nothing can be answered yet, "" where a field says so itself; None where all is told."""
        if first_problem(self.fields) is not None:
            return ""
        if self.due_on() is None:
            return _("Enter days in their order: the request, what you asked back, the answer to that.")
        return None

    def due_on(self) -> date | None:
        """Return the last day for the answer; None while the days are not in order."""
        asked, wanted, shown = self.asked.day(), self.wanted.day(), self.shown.day()
        if asked is None:
            return None
        pauses = [(wanted, shown or self._today())] if wanted is not None else []
        if self.kept is not None and self.kept.clarification_asked_on is not None:
            pauses.append((self.kept.clarification_asked_on, self.kept.clarification_received_on or self._today()))
        try:
            return find_due_date(asked, pauses, is_complex=self.complex.isChecked(), nation=self._nation)
        except AppError:
            return None

    def _on_person(self) -> None:
        self._show_kept()
        self.person_changed.emit()

    def _show_kept(self) -> None:
        """Take over the days of a request that is noted already."""
        self._find_kept()
        if self.kept is not None:
            self.asked.set_date(self.kept.received_on)
            self.wanted.set_date(self.kept.identity_asked_on)
            self.shown.set_date(self.kept.identity_checked_on)
            self.complex.setChecked(self.kept.extended_on is not None)
        self._show_due()

    def _find_kept(self) -> None:
        choice = self.line.choice()
        self.kept = open_request(self._store, choice.id, self._today()) if choice is not None else None
        self.note.setVisible(self.kept is None)

    def _show_due(self) -> None:
        due, today = self.due_on(), self._today()
        if due is None:
            self.due.setText(_("Enter the days in their order to see when the answer is due."))
            return
        days = (due - today).days
        when = _("{n} days late").format(n=-days) if days < 0 else _("{n} days from now").format(n=days)
        self.due.setText(_("The answer is due by {day}, {when}.").format(day=long_date(due), when=when))
        self.due.set_ink(Tone.LATE if days < 0 else Tone.SOON if days < 8 else Tone.PLAIN)

    def _check_who(self) -> str:
        return self.line.check() or ("" if self.line.choice() is not None else _("Choose who asks"))
