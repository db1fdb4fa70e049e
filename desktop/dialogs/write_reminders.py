"""Chasing commitments: one message a person with all that is open of theirs, written as email drafts and noted."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from desktop.dialogs.asking import WritingDialog
from desktop.forms.fields import Field, NotesField
from desktop.mail import keep_draft, open_drafts
from desktop.tables.columns import RecordLine
from desktop.tables.groups import GroupedList, GroupsModel, Heading, Part
from desktop.tables.known_rows import KnownRows
from desktop.tokens import Tone
from desktop.widgets.labels import PlainLabel
from desktop.widgets.line_edit import LineEdit
from models.actions.chasing import PromiseReminder, log_reminders
from models.errors import WrongUse
from models.exchange.mail_drafts import MailAddress, MailDraft, write_draft
from models.queries.chasing import Chased, plan_reminders
from models.queries.commitments import CommitmentRow
from models.queries.forms import name_records
from models.settings import OUR_EMAIL, OUR_ORGANISATION, OUR_PERSON, get_setting
from reports.formatting import long_date
from resources.i18n import _, ngettext

if TYPE_CHECKING:
    from desktop.context import Context
    from desktop.jobs import Progress


class WriteRemindersDialog(WritingDialog):
    """Shows whom to remind of what; Enter writes the emails and notes them."""

    def __init__(self, context: Context, numbers: Sequence[int], parent: QWidget | None = None) -> None:
        """`numbers` are the commitments; those that have ended are left out."""
        super().__init__(context, _("Write reminders"), parent, width_ems=46)
        self.setObjectName("write_reminders")
        with context.store.read() as session:
            self._people = plan_reminders(session, numbers, context.today())
            self._us = MailAddress(get_setting(session, OUR_PERSON), get_setting(session, OUR_EMAIL))
            school = get_setting(session, OUR_ORGANISATION)
            names = name_records(session, [("organisation", school)]) if school is not None else {}
        self._school = next(iter(names.values()), "")
        self._ticked = {place for place, one in enumerate(self._people) if one.address}
        rows = sum(len(one.rows) for one in self._people)
        promised = ngettext("{count} open commitment", "{count} open commitments", rows).format(count=rows)
        to = ngettext("{count} person", "{count} people", len(self._people)).format(count=len(self._people))
        said = _("{commitments}, to be written about to {people}.").format(commitments=promised, people=to)
        self.body.addWidget(PlainLabel(said if rows else _("None of those chosen is open."), "muted"))
        self.model: GroupsModel[int] = GroupsModel(int, self._line, ticked=self._is_ticked, parent=self)
        self.list = GroupedList(context.theme, _("Whom to remind"))
        self.list.setObjectName("whom_to_remind")
        self.list.setModel(self.model)
        self.list.setMinimumHeight(context.theme.line_height * 14)
        self.list.tick_wanted.connect(self._on_ticked)
        self.list.record_opened.connect(self.saved)
        self.list.record_chosen.connect(self._on_chosen)
        self.body.addWidget(self.list, 1)
        self.subject, self.words = LineEdit(_("Subject")), NotesField(_("Words before the list"), lines=3)
        self.subject.setText(_("What we agreed"))
        self.words.set_text(_("May I remind you of what we agreed? Tell me how it stands, or if you need longer."))
        self.add_field(Field(_("Su&bject"), self.subject, check=self._check_subject))
        self.add_field(Field(_("Words before the &list"), self.words))
        self.preview = PlainLabel("", "small")
        self.preview.setObjectName("reminder_preview")
        self.body.addWidget(self.preview)
        self.words.textChanged.connect(self._show_preview)
        self.finish(_("Write the emails"))
        self.body.setStretch(self.body.count() - 1, 0)
        self.note.setText(_("Nothing is sent until you send it in your mail program."))
        self._show()
        self.list.setFocus()

    # --- whom -----------------------------------------------------------------------------------------------------

    def _show(self) -> None:
        places = range(len(self._people))
        part = Part(Heading("people", _("One message each"), len(places)), KnownRows(places))
        self.list.keeping_place(partial(self.model.show_parts, [part]), self.list.current_row())
        if not self.list.currentIndex().isValid():
            self.list.show_first()
        count = len(self._ticked)
        if self._main is not None:
            words = ngettext("Write {count} email", "Write {count} emails", count).format(count=count)
            self._main.setText(words if count else _("Write the emails"))
            self._main.setEnabled(bool(count))
        self._show_preview()

    def _line(self, place: int) -> RecordLine:
        one = self._people[place]
        name = f"{one.name}, {one.organisation}" if one.organisation and one.organisation != one.name else one.name
        what = "; ".join(row.text for row in one.rows)
        if one.is_refused:
            return RecordLine(name, what, _("Does not want email"), Tone.LATE)
        if not one.address:
            return RecordLine(name, what, _("No email address"), Tone.LATE)
        count = ngettext("{count} commitment", "{count} commitments", len(one.rows)).format(count=len(one.rows))
        return RecordLine(name, what, count, Tone.INFO)

    def _is_ticked(self, place: int) -> bool | None:
        return place in self._ticked if self._people[place].address else None

    def _on_ticked(self, rows: Sequence[object]) -> None:
        places = {row for row in rows if isinstance(row, int) and self._people[row].address}
        self._ticked = self._ticked - places if places <= self._ticked else self._ticked | places
        self._show()

    def _on_chosen(self, _row: object) -> None:
        self._show_preview()

    def _show_preview(self) -> None:
        place = self.list.current_row()
        shown = isinstance(place, int) and place < len(self._people)
        self.preview.setText(self.message_for(self._people[place]) if shown and isinstance(place, int) else "")
        self.preview.setVisible(shown)

    # --- what -----------------------------------------------------------------------------------------------------

    def message_for(self, one: Chased) -> str:
        """Return what one person is written."""
        dear = _("Dear {name}").format(name=one.name)
        listed = "\n".join(f"- {self._promise(row)}" for row in one.rows)
        sender = "\n".join(part for part in (self._us.name, self._school) if part)
        return "\n\n".join(part for part in (dear, self.words.text().strip(), listed, sender) if part)

    def _promise(self, row: CommitmentRow) -> str:
        due = _("due {day}").format(day=long_date(row.due_on)) if row.due_on is not None else ""
        minute = _("minute {reference}").format(reference=row.reference) if row.reference else ""
        seen = _("done when: {result}").format(result=row.observable_result) if row.observable_result else ""
        return ", ".join(part for part in (row.text, due, minute, seen) if part)

    def _check_subject(self) -> str:
        return "" if self.subject.text().strip() else _("Enter a subject for the emails")

    def write(self) -> None:
        """Write the emails and note them, away from the main thread; then open them."""
        chosen = [self._people[place] for place in sorted(self._ticked)]
        if not chosen:
            raise WrongUse(_("Tick at least one person to remind."))
        subject, us, context, today = self.subject.text().strip(), self._us, self.context, self.context.today()
        texts = [self.message_for(one) for one in chosen]
        # Written first: a wrong address is told here, where it can still be left out.
        drafts = [
            write_draft(
                MailDraft(
                    subject=subject,
                    body=text,
                    to=(MailAddress(one.name, one.address),),
                    sender=us if us.address else None,
                )
            )
            for one, text in zip(chosen, texts, strict=True)
        ]
        reminders = [
            PromiseReminder(one.party, text, tuple(row.id for row in one.rows))
            for one, text in zip(chosen, texts, strict=True)
        ]
        label = ngettext("Remind {count} person", "Remind {count} people", len(chosen)).format(count=len(chosen))

        def work(_progress: Progress) -> tuple[Path, ...]:
            kept = [keep_draft(content, f"{subject} {one.name}") for one, content in zip(chosen, drafts, strict=True)]
            with context.store.write(label) as session:
                log_reminders(session, reminders, today, subject=subject, our_person=us.name)
            return tuple(kept)

        context.jobs.submit(_("Writing the emails"), work, partial(_open_emails, context))


def _open_emails(context: Context, places: tuple[Path, ...]) -> None:
    words = ngettext(
        "No mail program opened the {n} email. It is kept in a folder.",
        "No mail program opened the {n} emails. They are kept in a folder.",
        len(places),
    )
    open_drafts(context, places, words.format(n=len(places)))
