"""Writing to many at once: one email to all with hidden addresses, a link to the mail program, or the addresses copied.

Which of the ways works depends on the mail program of the computer, so each is offered by itself and none is promised.
Nobody who does not want email is written to, and whoever has no address is told.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices, QGuiApplication
from PySide6.QtWidgets import QWidget

from desktop.dialogs.asking import WritingDialog
from desktop.dialogs.take_out.picks import Pick, contact_picks
from desktop.forms.fields import Choice, Field
from desktop.mail import keep_draft, open_drafts
from desktop.widgets.labels import PlainLabel
from desktop.widgets.line_edit import LineEdit
from models.errors import WrongUse
from models.exchange.mail_drafts import MailAddress, MailDraft, write_draft
from models.exchange.mail_lists import FOR_OTHERS, FOR_OUTLOOK, mail_link, portions, sound_addresses
from models.exports.formats import Format
from models.exports.making import Wanted
from models.queries.contact_cards import list_all_parties
from models.queries.mail_addresses import MailAddressRow, list_mail_addresses
from models.settings import OUR_EMAIL, OUR_PERSON, get_setting
from resources.i18n import _, ngettext
from resources.i18n import marked as m

if TYPE_CHECKING:
    from desktop.context import Context
    from desktop.main_window import MainWindow

DRAFT, LINK, OUTLOOK, OTHERS = "draft", "link", "outlook", "others"
_WAYS = (
    (m("One email, opened in your mail program"), DRAFT),
    (m("A link that begins an email"), LINK),
    (m("Copy the addresses for Outlook (;)"), OUTLOOK),
    (m("Copy the addresses for other programs (,)"), OTHERS),
)
_HIDDEN = m("Nobody sees the addresses of the others. Nothing is sent until you send it.")
_PASTE = m("Paste them into “Bcc”, so that nobody sees the others.")
_SIZES = (0, 25, 50, 100, 250)
_MOST_NAMED = 3


class EmailDialog(WritingDialog):
    """Asks whom to write to and how; copying in portions keeps the dialog open until the last one."""

    def __init__(self, context: Context, page_picks: list[Pick], parent: QWidget | None = None) -> None:
        super().__init__(context, _("Email to several"), parent, width_ems=38)
        self.setObjectName("email_dialog")
        self.who = Choice([(pick.words, pick) for pick in page_picks])
        self.who.keep_narrow(28)
        self.way = Choice([(_(words), way) for words, way in _WAYS])
        self.subject = LineEdit(_("Subject"))
        self.most = Choice([(_size_words(most), most) for most in _SIZES])
        self.count, self.without = PlainLabel("", "strong"), PlainLabel("", "muted")
        self.count.setObjectName("who_can_be_written_to")
        self.add_field(Field(_("&Who"), self.who))
        self.body.addWidget(self.count)
        self.body.addWidget(self.without)
        self.add_field(Field(_("&How"), self.way))
        self._subject_field = self.add_field(Field(_("Su&bject"), self.subject))
        self._most_field = self.add_field(Field(_("In &portions of"), self.most))
        self.finish(_("Write the email"))
        self._addresses: tuple[str, ...] = ()
        self._copied = 0
        self.who.picked.connect(self._read)
        self.way.picked.connect(self._fit)
        self.most.picked.connect(self._fit)
        self._read()
        self.who.setFocus()

    # --- whom -----------------------------------------------------------------------------------------------------

    def _read(self) -> None:
        """Find out where those who were picked can be written to."""
        pick = self.who.value()
        if not isinstance(pick, Pick):
            return
        with self.context.store.read() as session:
            parties = pick.narrow(session, Wanted(Format.VCARD)).parties
            asked = list_all_parties(session, self.context.today()) if parties is None else parties
            rows = list_mail_addresses(session, asked, today=self.context.today())
            self._us = MailAddress(get_setting(session, OUR_PERSON), get_setting(session, OUR_EMAIL))
        self._addresses = sound_addresses([row.address for row in rows])
        count = len(self._addresses)
        words = ngettext("{count} address", "{count} addresses", count).format(count=f"{count:,}")
        self.count.setText(words if count else _("Nobody of them can be written to by email."))
        self.without.setText(_left_out(rows))
        self.without.setVisible(bool(self.without.text()))
        self._fit()

    # --- how ------------------------------------------------------------------------------------------------------

    def _fit(self) -> None:
        """Show what the way needs, and begin with the first portion."""
        copies = self._separator() is not None
        self._subject_field.setVisible(not copies)
        self._most_field.setVisible(copies)
        self._copied = 0
        self.note.setText(_(_PASTE if copies else _HIDDEN))
        self._name_button()

    def _name_button(self) -> None:
        if self._main is None:
            return
        parts = self._portions()
        if self._separator() is None:
            self._main.setText(_("Write the email"))
        elif len(parts) > 1:
            words = _("Copy portion {number} of {count}")
            self._main.setText(words.format(number=self._copied + 1, count=len(parts)))
        else:
            self._main.setText(_("Copy the addresses"))
        self._main.setEnabled(bool(self._addresses))

    def _separator(self) -> str | None:
        """Return what keeps addresses apart that are copied; None where an email is written."""
        return {OUTLOOK: FOR_OUTLOOK, OTHERS: FOR_OTHERS}.get(str(self.way.value()))

    def _portions(self) -> tuple[tuple[str, ...], ...]:
        most = self.most.value()
        return portions(self._addresses, most if isinstance(most, int) else 0)

    def write(self) -> None:
        """Write the email, open the link or copy the next portion."""
        if not self._addresses:
            raise WrongUse(_("Nobody of them can be written to by email. Choose others."))
        separator = self._separator()
        if separator is not None:
            self._copy(separator)
        elif self.way.value() == LINK:
            self._open_link()
        else:
            self._write_draft()

    def accept(self) -> None:
        """Close, unless more portions wait to be copied."""
        if self._separator() is not None and self._copied < len(self._portions()):
            self._name_button()
            return
        super().accept()

    def _copy(self, separator: str) -> None:
        parts = self._portions()
        part = parts[self._copied]
        QGuiApplication.clipboard().setText(separator.join(part))
        self._copied += 1
        words = ngettext("Copied {count} address.", "Copied {count} addresses.", len(part))
        said = words.format(count=f"{len(part):,}")
        if self._copied < len(parts):
            said += " " + _("Paste them, then copy the next portion.")
            self._tell(said)
        self.context.say(said)

    def _open_link(self) -> None:
        link = mail_link(self._addresses, self.subject.text())
        if link is None:
            raise WrongUse(_("These are too many addresses for a link. Write one email, or copy the addresses."))
        if not QDesktopServices.openUrl(QUrl(link, QUrl.ParsingMode.StrictMode)):
            raise WrongUse(_("No mail program opened the link. Copy the addresses instead."))

    def _write_draft(self) -> None:
        subject = self.subject.text().strip()
        draft = MailDraft(
            subject=subject,
            body="",
            hidden=tuple(MailAddress("", address) for address in self._addresses),
            sender=self._us if self._us.address else None,
        )
        place = keep_draft(write_draft(draft), subject or _("Email to several"))
        open_drafts(self.context, [place], _("No mail program opened the email. It is kept in a folder."))


def _size_words(most: int) -> str:
    return _("{count} at a time").format(count=most) if most else _("All at once")


def _left_out(rows: tuple[MailAddressRow, ...]) -> str:
    """Return who is not written to, and why."""
    refused = [row.name for row in rows if row.is_refused]
    missing = [row.name for row in rows if not row.is_refused and not sound_addresses([row.address])]
    told = (
        (_("Without email: {names}."), missing),
        (_("Does not want email: {names}."), refused),
    )
    return " ".join(words.format(names=_named(names)) for words, names in told if names)


def _named(names: list[str]) -> str:
    more = len(names) - _MOST_NAMED
    some = ", ".join(names[:_MOST_NAMED])
    return _("{names} and {count} more").format(names=some, count=f"{more:,}") if more > 0 else some


def email_several(context: Context, window: MainWindow) -> None:
    """Ask whom to write to."""
    EmailDialog(context, contact_picks(context, window.stack.current_page()), window).open()
