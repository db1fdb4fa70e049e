"""Asks what is to leave, in which form and for whom; the same dialog for contacts, calendars and open data."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from desktop.dialogs.asking import WritingDialog
from desktop.dialogs.take_out.picks import Pick, calendar_picks, contact_picks, open_data_picks
from desktop.dialogs.take_out.saving import Saving
from desktop.forms.fields import Choice, Field
from desktop.widgets.labels import PlainLabel
from models.exports.formats import CONTACTS, OPEN_DATA, SPECS, Format
from models.exports.making import Wanted
from models.vocabulary import Visibility
from resources.i18n import _
from resources.i18n import marked as m

if TYPE_CHECKING:
    from desktop.context import Context
    from desktop.main_window import MainWindow

_NEWER = "4.0"
_FOR_US = (
    (m("Ourselves, without what is confidential"), Visibility.INTERNAL),
    (m("Partners"), Visibility.PARTNERS),
    (m("Everybody"), Visibility.PUBLIC),
    (m("Ourselves, with what is confidential"), Visibility.CONFIDENTIAL),
)
_FOR_ALL = (
    (m("Everybody"), Visibility.PUBLIC),
    (m("Partners"), Visibility.PARTNERS),
    (m("Ourselves, without what is confidential"), Visibility.INTERNAL),
)
"""For whom data of organisations may be made; what is confidential has no place in it."""


class TakeOutDialog(WritingDialog):
    """Enter asks for the name of the file."""

    def __init__(
        self,
        context: Context,
        title: str,
        forms: Sequence[Format],
        picks: Sequence[Pick],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(context, title, parent, width_ems=36)
        self.setObjectName("take_out_dialog")
        self.what = Choice([(pick.words, pick) for pick in picks])
        self.what.keep_narrow(26)
        self._forms = _forms(forms)
        self.form = Choice([(words, form) for words, *form in self._forms])
        readers = _FOR_ALL if forms[0] in OPEN_DATA else _FOR_US
        self.whom = Choice([(_(words), level) for words, level in readers])
        self.words = PlainLabel("", "muted")
        self.add_field(Field(_("&What"), self.what))
        if len(self.form.values()) > 1:
            self.add_field(Field(_("&Form"), self.form))
        self.body.addWidget(self.words)
        self.add_field(Field(_("For wh&om"), self.whom))
        self.body.addWidget(PlainLabel(_(_stays_here(forms[0])), "small"))
        self.finish(_("Choose a file name…"))
        self.form.picked.connect(self._show_words)
        self._show_words()
        self.what.setFocus()

    def wanted(self) -> Wanted:
        """Return the format and for whom it is to be."""
        form, version = self._form()
        level = self.whom.value()
        return Wanted(form, level if isinstance(level, Visibility) else None, version=version)

    def write(self) -> None:
        """Ask where to."""
        pick = self.what.value()
        if isinstance(pick, Pick):
            Saving(self.context, self.wanted(), pick).ask(self.parentWidget())

    def _form(self) -> tuple[Format, str]:
        _words, form, version = self._forms[max(self.form.currentIndex(), 0)]
        return form, version

    def _show_words(self) -> None:
        self.words.setText(_(SPECS[self._form()[0]].words))


def _stays_here(form: Format) -> str:
    """Return what is never in a file, untranslated."""
    if form in OPEN_DATA:
        return m("Private people are never in it, whoever it is for.")
    if form in CONTACTS:
        return m("Our own notes stay here, and so do ways of reaching somebody that they refuse.")
    return m("Our own notes stay here, and nobody who comes is named.")


def _forms(forms: Sequence[Format]) -> list[tuple[str, Format, str]]:
    """Return the forms to choose from with their words and, of vCards, the version: they come in two."""
    found: list[tuple[str, Format, str]] = []
    for form in forms:
        found.append((_(SPECS[form].title), form, "3.0"))
        if form is Format.VCARD:
            found.append((_("vCard 4.0, for newer programs"), form, _NEWER))
    return found


def save_contacts(context: Context, window: MainWindow) -> None:
    """Ask whose contacts are to be saved."""
    picks = contact_picks(context, window.stack.current_page())
    TakeOutDialog(context, _("Save as contacts file"), CONTACTS, picks, window).open()


def save_calendar(context: Context, window: MainWindow) -> None:
    """Ask which meetings and events are to be saved."""
    picks = calendar_picks(context, window.stack.current_page())
    TakeOutDialog(context, _("Save as calendar"), (Format.CALENDAR,), picks, window).open()


def save_open_data(context: Context, window: MainWindow) -> None:
    """Ask which data for everybody are to be saved."""
    picks = open_data_picks(context, window.stack.current_page())
    TakeOutDialog(context, _("Save open data"), OPEN_DATA, picks, window).open()
