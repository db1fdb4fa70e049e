"""Letters and labels: what is made, who gets one and who does not, how it will look, and where it is saved.

Nothing is written before a place is chosen for it; letters are noted in one change that Undo takes back.
"""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QFileDialog, QWidget

from desktop import places
from desktop.dialogs.asking import WritingDialog
from desktop.dialogs.post.addressees import Addressees
from desktop.dialogs.post.parts import EACH_WORD, ONE_PDF, LabelsPart, LettersPart
from desktop.dialogs.post.who import WhoPart
from desktop.dialogs.post.writing import Letters, Writing, write_addresses, write_labels, write_letters
from desktop.forms.fields import Choice, Field, first_problem
from desktop.forms.file_password import FilePassword
from desktop.settings import Key
from desktop.widgets.file_dialog import FileDialog
from desktop.widgets.labels import PlainLabel
from desktop.widgets.passing import open_once
from models.errors import AppError
from models.queries.mailing import Addressee, Mailing, plan_mailing
from models.queries.mailing_sets import MailingSet, find_set, name_set
from resources.i18n import _, ngettext

if TYPE_CHECKING:
    from datetime import date

    from desktop.context import Context
    from desktop.jobs import Progress
    from models.store import Store
    from reports.mail_merge.making import LetterRun

LAST_FOLDER: Key[str] = Key("post/folder", "", str)
LETTERS, LABELS, ADDRESSES = "letters", "labels", "addresses"
_PAUSE = 300
"""Milliseconds after the last key before the letter in view is made anew."""


class PostDialog(WritingDialog):
    """Asks what is made and for whom; Enter asks where to save it."""

    def __init__(self, context: Context, start: MailingSet | None = None, parent: QWidget | None = None) -> None:
        """`start` is the set to begin with, where there is one."""
        super().__init__(context, _("Letters and labels"), parent, width_ems=58)
        self.setObjectName("post_dialog")
        self._asked, self._name = 0, ""
        self.what = Choice([(_("Letters"), LETTERS), (_("Address labels"), LABELS), (_("Address list"), ADDRESSES)])
        self.who = WhoPart(context, start, Field(_("Ma&ke"), self.what), self)
        self.letters, self.sheets = LettersPart(context, self), LabelsPart(self)
        self.count = PlainLabel("", "strong")
        self.count.setObjectName("who_gets_one")
        for part in self.who.widgets:
            self.body.addWidget(part)
        self.body.addWidget(self.count)
        self.addressees = Addressees(context, self)
        self.body.addWidget(self.addressees.list, 1)
        for part in (*self.letters.widgets, *self.sheets.widgets):
            self.body.addWidget(part)
        self.preview_title, self.preview = PlainLabel("", "strong"), PlainLabel("", "small")
        self.preview.setObjectName("post_preview")
        self.body.addWidget(self.preview_title)
        self.body.addWidget(self.preview)
        self.password = FilePassword(_("Sec&ure the file with a password"))
        self.body.addWidget(self.password)
        self.finish(_("Save…"))
        self.body.setStretch(self.body.count() - 1, 0)
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(_PAUSE)
        self._soon.timeout.connect(self._show_preview)
        self.what.picked.connect(self._on_what)
        self.who.changed.connect(self._plan)
        self.addressees.ticked.connect(self._on_addressees)
        self.addressees.looked_at.connect(self._show_preview)
        self.letters.changed.connect(self._soon.start)
        self.letters.changed.connect(self._show_password)
        self.sheets.changed.connect(self._soon.start)
        self.letters.templates_wanted.connect(self._manage)
        self._on_what()
        self.what.setFocus()

    # --- who gets one ---------------------------------------------------------------------------------------------

    def making(self) -> str:
        """Return what is made: letters, labels or the list of addresses."""
        return str(self.what.value())

    def _on_what(self) -> None:
        making = self.making()
        for of, widgets in ((LETTERS, self.letters.widgets), (LABELS, self.sheets.widgets)):
            for part in widgets:
                part.setVisible(making == of)
        self.fields = {LETTERS: self.letters.fields, LABELS: self.sheets.fields}.get(making, [])
        self.who.set_one_an_address(making != LETTERS)
        self._show_password()
        self._show_count()
        self._plan()

    def _show_password(self) -> None:
        """Offer it for one file: letters in a file each go to different people, who need different ones."""
        each = self.making() == LETTERS and self.letters.form.value() == EACH_WORD
        self.password.setVisible(not each)

    def _plan(self) -> None:
        """Find on the worker who gets one: the set may hold thousands."""
        self._asked += 1
        wanted = self.who.wanted()
        if wanted is None:
            self._on_planned(self._asked, (Mailing((), ()), ""))
            return
        find = partial(
            _planned, self.context.store, wanted, self.context.today(), self.who.addressed(), self.who.one_an_address()
        )
        self.context.jobs.submit(
            _("Finding the addresses"), find, partial(self._on_planned, self._asked), self._on_not_found, owner=self,
            quiet=True,
        )  # fmt: skip

    def _on_planned(self, asked: int, found: tuple[Mailing, str]) -> None:
        if asked != self._asked:
            return
        mailing, self._name = found
        self._tell("")
        self.addressees.show(mailing)

    def _on_not_found(self, trouble: BaseException) -> None:
        if not isinstance(trouble, AppError):
            self.context.jobs.failed.emit(trouble)
            return
        self.addressees.show(Mailing((), ()))
        self._tell(trouble.sentence)

    def _on_addressees(self) -> None:
        self._show_count()
        self._show_preview()

    def _show_count(self) -> None:
        got, none = len(self.addressees.chosen().rows), self.addressees.count_without()
        one, more = {
            LETTERS: (_("{n} letter"), _("{n} letters")),
            LABELS: (_("{n} label"), _("{n} labels")),
            ADDRESSES: (_("{n} address"), _("{n} addresses")),
        }[self.making()]
        words = (one if got == 1 else more).format(n=f"{got:,}")
        out = ngettext("{n} gets none", "{n} get none", none).format(n=f"{none:,}") if none else ""
        self.count.setText(", ".join(part for part in (words, out) if part) + ".")
        if self._main is not None:
            self._main.setText(_("Save {things}…").format(things=words) if got else _("Save…"))
            self._main.setEnabled(got > 0)

    # --- how it looks ---------------------------------------------------------------------------------------------

    def _show_preview(self) -> None:
        """Show the letter, or the address, of the line that is chosen."""
        self._soon.stop()
        one = self.addressees.in_view()
        if one is not None:
            self.preview_title.setText(_("What {name} gets").format(name=one.name))
        words = "" if one is None else self.preview_of(one)
        self.preview.setText(words)
        for part in (self.preview_title, self.preview):
            part.setVisible(bool(words))

    def preview_of(self, one: Addressee) -> str:
        """Return what one of them gets, in words."""
        if self.making() != LETTERS:
            return "\n".join(one.envelope)
        try:
            run = self._run((one,))
            notes = run.notes("pdf" if self.letters.form.value() == ONE_PDF else "docx")
        except AppError as trouble:
            return trouble.sentence
        return "\n\n".join([run.text_of(0), *notes])

    def _manage(self) -> None:
        from desktop.dialogs.post.templates import TemplatesDialog

        dialog = TemplatesDialog(self.context, self)
        dialog.changed.connect(self.letters.fill_templates)
        dialog.open()

    # --- saving ---------------------------------------------------------------------------------------------------

    def _on_saved(self) -> None:
        self._tell("")
        if first_problem(self.fields) is not None or not self.password.is_good():
            return
        try:
            self._check()
        except AppError as trouble:
            self._tell(trouble.sentence)
            return
        self._ask_place()

    def _check(self) -> None:
        """Refuse what cannot be made before a place is asked for."""
        if self.making() == LETTERS:
            self._run(self.addressees.chosen().rows)

    def _run(self, rows: tuple[Addressee, ...]) -> LetterRun:
        """Return letters as they would be made. Raises AppError where they cannot be."""
        from reports.mail_merge.making import begin_letters, find_template

        with self.context.store.read() as session:
            template = find_template(session, self.letters.template_id())
            run = begin_letters(session, template, self.letters.said(), rows, self.context.today())
        run.check()
        return run

    def _ask_place(self) -> None:
        folder = Path(self.context.settings.get(LAST_FOLDER) or str(places.books_folder()))
        making, form = self.making(), str(self.letters.form.value())
        if making == LETTERS and form == EACH_WORD:
            dialog = FileDialog(self, _("Choose a folder for the letters"), str(folder))
            dialog.setFileMode(QFileDialog.FileMode.Directory)
        else:
            ending = {LABELS: "pdf", ADDRESSES: "xlsx"}.get(making, "pdf" if form == ONE_PDF else "docx")
            kinds = {"pdf": _("PDF (*.pdf)"), "xlsx": _("Excel workbook (*.xlsx)"), "docx": _("Word document (*.docx)")}
            name = f"{making} {self.context.today().isoformat()}.{ending}"
            dialog = FileDialog(self, _("Save"), str(folder / name), kinds[ending])
            dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
            dialog.setDefaultSuffix(ending)
        dialog.fileSelected.connect(self.save)
        open_once(dialog)

    def save(self, place: str) -> None:
        """Write what is wanted, and close once it is there: where it cannot be written, nothing chosen is lost."""
        target = Path(place)
        making, form, mailing = self.making(), str(self.letters.form.value()), self.addressees.chosen()
        is_folder, password = making == LETTERS and form == EACH_WORD, self.password.text()
        self.context.settings.set(LAST_FOLDER, str(target if is_folder else target.parent))
        from reports.mail_merge.usual import find_sender

        if making == LETTERS:
            part = self.letters
            wanted = Letters(mailing.rows, part.template_id(), part.said(), form, part.log.isChecked(), password)
            writing = write_letters(self.context, wanted, target)
        else:
            with self.context.store.read() as session:
                sender = find_sender(session, self.context.today()).school
            if making == LABELS:
                sheet, start = self.sheets.chosen(), self.sheets.first()
                writing = write_labels(self.context, mailing.rows, self._name, sheet, start, sender, target, password)
            else:
                writing = write_addresses(self.context, mailing, self._name, sender, target, password)
        written = partial(self._on_written, writing)
        self.context.jobs.submit(writing.title, writing.work, written, self._on_trouble, owner=self)

    def _on_written(self, writing: Writing, result: object) -> None:
        self.accept()
        writing.say(result)

    def _on_trouble(self, trouble: BaseException) -> None:
        if isinstance(trouble, AppError):
            self._tell(trouble.sentence)
        else:
            self.context.jobs.failed.emit(trouble)


def _planned(
    store: Store, wanted: MailingSet, today: date, to: str, one: bool, _progress: Progress
) -> tuple[Mailing, str]:
    with store.read() as session:
        parties = find_set(session, wanted, today)
        return plan_mailing(session, parties, today=today, to=to, one_an_address=one), name_set(session, wanted)
