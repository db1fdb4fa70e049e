"""Sending a report: who gets it, the words that go with it; the email is written, and noted for each who gets it."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from desktop.dialogs.asking import WritingDialog
from desktop.forms.fields import Choice, Field, NotesField
from desktop.forms.parties_field import PartiesField
from desktop.mail import keep_draft, open_drafts
from desktop.tables.columns import RecordLine
from desktop.widgets.labels import PlainLabel
from desktop.widgets.line_edit import LineEdit
from desktop.widgets.suggestions import Choice as Found
from models.actions.attachments import of_file
from models.actions.report_runs import disclose_to
from models.actions.sending import Sending, log_sent
from models.errors import WrongUse
from models.exchange.mail_drafts import MailAddress, MailDraft, MailFile, write_draft
from models.queries.contacts import best_contacts
from models.queries.mail_addresses import MailAddressRow, list_mail_addresses
from models.queries.parties import Party
from models.queries.recipients import find_recipient
from models.settings import OUR_EMAIL, OUR_PERSON, get_setting
from models.vocabulary import Channel
from reports.noting import note_paper, printed
from resources.i18n import _, ngettext

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from desktop.context import Context
    from desktop.jobs import Progress
    from desktop.pages.reports.made import Made


class SendDialog(WritingDialog):
    """Asks who gets a report; then the mail program opens with the email, and the book knows who got what."""

    def __init__(self, context: Context, made: Made, parent: QWidget | None = None) -> None:
        super().__init__(context, _("Send this report"), parent, width_ems=42)
        self.setObjectName("send_report_dialog")
        self._made, self._paper, self._name = made, made.document, made.file_name("pdf")
        with context.store.read() as session:
            self._us = MailAddress(get_setting(session, OUR_PERSON), get_setting(session, OUR_EMAIL))
        paper = made.document
        self.body.addWidget(PlainLabel(f"{paper.title}. {paper.subtitle}", "strong"))
        size = _("{name}, {size} KB").format(name=self._name, size=f"{max(1, len(made.pdf) // 1024):,}")
        self.body.addWidget(PlainLabel(size, "muted"))
        self.to = PartiesField(context, _("&To"), needed=_("Enter who gets it: a person or an organisation"))
        self.body.addWidget(self.to)
        self.where = PlainLabel("", "small")
        self.where.setObjectName("where_it_goes")
        self.body.addWidget(self.where)
        self.channel = Choice([(_("By email"), Channel.EMAIL), (_("On paper, by post"), Channel.LETTER)])
        self.together = Choice([(_("Nobody sees who else gets it"), True), (_("Everybody sees everybody"), False)])
        self.add_field(Field(_("&How"), self.channel))
        self._together = Field(_("&Several people"), self.together)
        self.body.addWidget(self._together)
        self.subject, self.words = LineEdit(_("Subject")), NotesField(_("Message"), lines=7)
        self.subject.setText(f"{paper.title}: {paper.subtitle}")
        self.add_field(Field(_("Su&bject"), self.subject))
        self.add_field(Field(_("&Message"), self.words))
        self._offered = ""
        self.finish(_("Write the email"))
        self.note.setText(_("Nothing is sent until you send it in your mail program."))
        self.fields.insert(0, self.to.field)
        self.to.changed.connect(self._on_changed)
        self.channel.picked.connect(self._on_changed)
        self.to.set_choices(self._first_choice())
        self.to.line.setFocus()

    def _first_choice(self) -> list[Found]:
        """Return whoever is the one to ask at the body that the paper is for, else the body."""
        recipient = self._made.parameters.recipient
        with self.context.store.read() as session:
            body = find_recipient(session, recipient)
            if body is None:
                return []
            best = best_contacts(session, body, as_at=self.context.today(), limit=1)
        if not best:
            return [Found("organisation", body, RecordLine(recipient, icon="buildings"))]
        return [Found("person", one.person_id, RecordLine(one.name, one.role, icon="user")) for one in best]

    def parties(self) -> tuple[Party, ...]:
        """Return who gets it."""
        return tuple(
            Party(person_id=one.id) if one.kind == "person" else Party(organisation_id=one.id)
            for one in self.to.choices()
        )

    def _rows(self) -> tuple[MailAddressRow, ...]:
        with self.context.store.read() as session:
            return list_mail_addresses(session, self.parties(), today=self.context.today())

    def _on_changed(self) -> None:
        """Say where it goes, and begin the message anew while nobody has changed it."""
        rows, by_mail = self._rows(), self.channel.value() is Channel.EMAIL
        self.where.setText("\n".join(_where(row) for row in rows) if by_mail else "")
        self.where.setVisible(by_mail and bool(rows))
        self._together.setVisible(by_mail and len(rows) > 1)
        if self.words.text() == self._offered:
            self._offered = self._greeting(rows)
            self.words.set_text(self._offered)
        self.note.setVisible(by_mail)
        if self._main is not None:
            self._main.setText(_("Write the email") if by_mail else _("Note it as sent"))

    def _greeting(self, rows: tuple[MailAddressRow, ...]) -> str:
        who = rows[0].name if len(rows) == 1 and rows[0].party.person_id is not None else _("all")
        words = _("Dear {name}\n\nOur report “{title}” is with this message ({subtitle}).\n\n{us}")
        return words.format(name=who, title=self._paper.title, subtitle=self._paper.subtitle, us=self._us.name).strip()

    def write(self) -> None:
        """Write the email and note who gets what, away from the main thread, which reads the file for searching."""
        rows, channel = self._rows(), self.channel.value()
        draft = self._draft(rows) if channel is Channel.EMAIL else None
        made, name, context = self._made, self._name, self.context
        paper, subject = made.document, self.subject.text().strip() or made.document.title
        parties, note, us, today = self.parties(), self.words.text(), self._us.name, context.today()
        label = ngettext("Send “{title}” to {count}", "Send “{title}” to {count}", len(parties)).format(
            title=paper.title, count=rows[0].name if len(rows) == 1 else len(parties)
        )
        # Checked before anything is noted: a wrong address is told here, where it can still be changed.
        written = write_draft(draft) if draft is not None else b""

        def work(_progress: Progress) -> Path | None:
            place = keep_draft(written, f"{paper.title} {today.isoformat()}") if written else None
            noted = note_paper(context.store, made.report, made.parameters, paper, printed("pdf", name, made.pdf))
            sending = Sending(
                of_file(name, made.pdf),
                Channel(str(channel)),
                today,
                subject,
                note,
                us,
                made.audience,
                _("Made by Liaison Desk"),
            )
            with context.store.write(label) as session:
                log_sent(session, sending, parties)
                if noted.run_id is not None:
                    disclose_to(session, noted.run_id, parties, today, sending.channel)
            return place

        context.jobs.submit(_("Writing the email"), work, partial(_open_email, context))

    def _draft(self, rows: tuple[MailAddressRow, ...]) -> MailDraft:
        """Return the email. Raises WrongUse, naming whom, where somebody has no address or wants no email."""
        for row in rows:
            if row.is_refused:
                words = _("{name} does not want email. Take them off, or send it to them by post.")
                raise WrongUse(words.format(name=row.name))
            if not row.address:
                words = _("No email address of {name} is known. Add it, take them off, or send it by post.")
                raise WrongUse(words.format(name=row.name))
        people = tuple(MailAddress(row.name, row.address) for row in rows)
        hidden = len(people) > 1 and self.together.value() is True
        return MailDraft(
            subject=self.subject.text(),
            body=self.words.text(),
            to=((self._us,) if self._us.address else ()) if hidden else people,
            hidden=people if hidden else (),
            sender=self._us if self._us.address else None,
            files=(MailFile(self._name, self._made.pdf, "application/pdf"),),
        )


def _where(row: MailAddressRow) -> str:
    """Return where an email for somebody goes, or why none does."""
    if row.is_refused:
        return _("{name} does not want email").format(name=row.name)
    return f"{row.name}: {row.address}" if row.address else _("{name}: no email address known").format(name=row.name)


def _open_email(context: Context, place: Path | None) -> None:
    if place is not None:
        words = _("No mail program opened the email. It is kept as {name}.").format(name=place.name)
        open_drafts(context, [place], words)
