"""The board pack of a meeting: which papers, in which order, for whom; then the files, and what to know of them."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QCheckBox, QFileDialog, QWidget

from desktop import places
from desktop.dialogs.add_papers import ask_papers
from desktop.forms.fields import Choice, Field
from desktop.forms.file_password import FilePassword
from desktop.forms.paper_list import PaperList
from desktop.settings import Key
from desktop.widgets.announce import announce
from desktop.widgets.buttons import button
from desktop.widgets.dialog import Dialog
from desktop.widgets.file_dialog import FileDialog
from desktop.widgets.flow import FlowLayout
from desktop.widgets.labels import PlainLabel
from desktop.widgets.passing import open_once
from models.actions.packs import note_issue
from models.errors import AppError, WrongUse
from models.files import free_place, write_whole
from models.vocabulary import Visibility
from reports.formatting import long_date
from reports.parts import count_words
from resources.i18n import _, ngettext

if TYPE_CHECKING:
    from desktop.context import Context
    from desktop.jobs import Progress
    from models.changes import Changes
    from models.queries.packs import IssuedPackRow
    from reports.pack.choices import Asked
    from reports.pack.making import PackFile

PACKS_FOLDER: Key[str] = Key("packs/folder", "", str)


def next_board_meeting(context: Context) -> int | None:
    """Return the next meeting of our board, for whoever asks for a pack away from any meeting."""
    from reports.catalogue import default_parameters, find_report

    with context.store.read() as session:
        found = find_report("agenda").usual(session, default_parameters(as_at=context.today()))
    return None if found is None else found[1]


class PackDialog(Dialog):
    """Chooses what goes into the pack of a meeting and makes its files."""

    def __init__(self, context: Context, meeting_id: int, parent: QWidget | None = None) -> None:
        super().__init__(_("Board pack"), parent, width_ems=44)
        self.setObjectName("board_pack_dialog")
        self._context, self._meeting_id = context, meeting_id
        self._issued, self._barred = False, ""
        self.about, self.state = PlainLabel("", "strong"), PlainLabel("", "muted")
        self.kind = Choice([(_("The board pack"), False), (_("A supplement: what came since it went out"), True)])
        self._kind = Field(_("&Make"), self.kind)
        self.readers = Choice(
            [
                (_("Members, and our own use"), Visibility.INTERNAL),
                (_("Partners"), Visibility.PARTNERS),
                (_("Everybody: it may be published"), Visibility.PUBLIC),
            ]
        )
        self.papers = PaperList(_("Papers, in their order"))
        self.part_two, self.problem = PlainLabel("", "muted"), PlainLabel("", "problem")
        self.issue, self.issue_words = QCheckBox(_("It goes &out now")), PlainLabel("", "small")
        self.issue.setObjectName("issue_pack")
        self.password = FilePassword(_("The files open only with a pass&word"))
        self._lay_out()
        self.kind.picked.connect(self._on_kind)
        self.readers.picked.connect(self._read)
        self.saved.connect(self._on_saved)
        context.hub.changed.connect(self._on_changed)
        self._read()
        self.papers.setFocus()

    def _lay_out(self) -> None:
        context = self._context
        top: tuple[QWidget, ...] = (self.about, self.state, self._kind, Field(_("&For"), self.readers))
        foot: tuple[QWidget, ...] = (self.part_two, self.issue, self.issue_words, self.password, self.problem)
        for widget in top:
            self.body.addWidget(widget)
        hint = _("Ticked papers are in the pack. Alt+Up and Alt+Down move the one chosen.")
        self.body.addWidget(Field(_("&Papers"), self.papers, hint=hint))
        row = FlowLayout()
        up = button(
            _("Move &up"), partial(self.papers.shift, -1), theme=context.theme, icon="arrow-up", name="paper_up"
        )
        down = button(
            _("Move &down"), partial(self.papers.shift, 1), theme=context.theme, icon="arrow-down", name="paper_down"
        )
        add = button(_("&Add PDF files…"), self._on_add, theme=context.theme, icon="plus", name="pack_add_files")
        add.setEnabled(not context.store.read_only)
        for one in (up, down, add):
            row.addWidget(one)
        self.body.addLayout(row)
        for widget in foot:
            self.body.addWidget(widget)
        for widget in foot[1:3]:
            widget.setVisible(not context.store.read_only)
        self.problem.hide()
        self.body.addStretch(1)
        self.add_cancel()
        self.add_button(_("Choose a folder and make it…"), main=True)

    # --- what can be in it ----------------------------------------------------------------------------------------

    def asked(self) -> Asked:
        """Return which files are wanted."""
        from reports.pack.choices import Asked

        level = self.readers.value()
        return Asked(
            self._meeting_id,
            self._context.today(),
            level if isinstance(level, Visibility) else Visibility.INTERNAL,
        )

    @property
    def _supplements(self) -> bool:
        return self._kind.isVisibleTo(self) and self.kind.value() is True

    def _read(self, _value: object = None) -> None:
        """Ask the book what can be in the pack; what was ticked and moved stays."""
        from reports.pack.choices import gather
        from reports.pack.making import files_wanted

        asked, self._barred = self.asked(), ""
        try:
            with self._context.store.read() as session:
                gathered = gather(session, asked)
                parts = files_wanted(session, asked, supplements=False)
                secret = gather(session, parts[1]).choices if len(parts) > 1 else ()
        except WrongUse as trouble:
            self._bar(trouble.sentence)
            return
        self._tell("")
        row, issued = gathered.detail.row, [one for one in gathered.issued if not one.is_part_two]
        self.about.setText(f"{row.title}, {long_date(row.starts_at.date())}")
        self._issued = bool(issued)
        self.state.setText("\n".join(map(issued_words, issued)) or _("The pack has not gone out yet."))
        self._kind.setVisible(self._issued)
        self.papers.show_choices(gathered.choices, late=self._supplements)
        self.papers.setEnabled(not self._supplements)
        papers = sum(choice.paper is not None for choice in secret)
        words = _("Part II gets a file of its own, with {papers}.")
        self.part_two.setText(words.format(papers=count_words(papers, "paper", "papers")))
        self.part_two.setVisible(len(parts) > 1)
        self._name_issue()

    def _bar(self, sentence: str) -> None:
        """Offer no papers to readers who may not know of the meeting, and say so."""
        self._barred = sentence
        self.papers.show_choices((), late=False)
        self.part_two.hide()
        self._tell(sentence)

    def _name_issue(self) -> None:
        words = _("Its page numbers stay from now on, and papers that come later go into a supplement.")
        if self._issued and not self._supplements:
            words = _("It takes the place of what went out before, with its supplements.")
        self.issue_words.setText(words)
        self.issue.setAccessibleDescription(words)

    def _on_kind(self, _value: object) -> None:
        self._read()

    def _on_changed(self, changes: Changes) -> None:
        if changes.touches("meeting_paper", "agenda_item", "issued_pack"):
            self._read()

    def _on_add(self) -> None:
        ask_papers(self._context, self._meeting_id, self)

    # --- making it ------------------------------------------------------------------------------------------------

    def _on_saved(self) -> None:
        self._tell(self._barred)
        if self._barred:
            return
        if not self._supplements and not self.papers.keys():
            self._tell(_("Tick the papers that go into the pack."))
            return
        if not self.password.is_good():
            return
        folder = self._context.settings.get(PACKS_FOLDER) or str(places.books_folder())
        dialog = FileDialog(self, _("Folder for the files"), folder)
        dialog.setObjectName("pack_folder")
        dialog.setFileMode(QFileDialog.FileMode.Directory)
        dialog.fileSelected.connect(self.make)
        open_once(dialog)

    def make(self, place: str) -> None:
        """Make the files into a folder, away from the main thread."""
        self._context.settings.set(PACKS_FOLDER, place)
        work = Work(
            self.asked(),
            None if self._supplements else tuple(self.papers.keys()),
            supplements=self._supplements,
            issue=self.issue.isChecked(),
            anew=self._issued and not self._supplements,
            password=self.password.text(),
        )
        self._context.jobs.submit(
            _("Making the board pack"),
            partial(_make, self._context, work, Path(place)),
            partial(self._on_made, Path(place)),
            self._on_trouble,
            owner=self,
        )

    def _on_made(self, folder: Path, files: tuple[PackFile, ...]) -> None:
        self.accept()
        PackMadeDialog(self._context, folder, files, self.parentWidget()).open()

    def _on_trouble(self, trouble: BaseException) -> None:
        if isinstance(trouble, AppError):
            self._tell(trouble.sentence)
        else:
            self._context.jobs.failed.emit(trouble)

    def _tell(self, sentence: str) -> None:
        self.problem.setText(sentence)
        self.problem.setVisible(bool(sentence))
        if sentence:
            self.bring_into_view(self.problem)
            announce(self, sentence)


@dataclass(frozen=True, slots=True)
class Work:
    """What was chosen in the dialog."""

    asked: Asked
    keys: tuple[str, ...] | None
    supplements: bool
    issue: bool
    anew: bool
    password: str = field(repr=False)


def _make(context: Context, work: Work, folder: Path, progress: Progress) -> tuple[PackFile, ...]:
    """Make and write all files, and note that they went out where they did."""
    from reports.noting import note_pack
    from reports.pack.making import files_wanted, make_files, with_password

    with context.store.read() as session:
        wanted = files_wanted(session, work.asked, supplements=work.supplements)
        files = make_files(session, wanted, work.keys, issued=work.issue, anew=work.anew)
    progress.check()
    files = with_password(files, work.password)
    # What was made before stays: it may have gone out.
    files = tuple(replace(file, name=free_place(folder / file.name).name) for file in files)
    for file in files:
        write_whole(folder / file.name, file.data)
        note_pack(context.store, file)
    if work.issue:
        with context.store.write(_("Board pack issued: {title}").format(title=files[0].title)) as session:
            for file in files:
                note_issue(session, work.asked.meeting_id, file.issue(), anew=work.anew)
    return files


def issued_words(row: IssuedPackRow) -> str:
    """Return what went out, when, with which pages."""
    words = _("The pack went out on {day}: pages {first} to {last}.")
    if row.supplement:
        words = _("Supplement {number} went out on {day}: pages {first} to {last}.")
    return words.format(number=row.supplement, day=long_date(row.issued_on), first=row.first_page, last=row.last_page)


class PackMadeDialog(Dialog):
    """Says which files were made, and which papers in them not everybody can read."""

    def __init__(
        self, context: Context, folder: Path, files: tuple[PackFile, ...], parent: QWidget | None = None
    ) -> None:
        super().__init__(_("The board pack is made"), parent, width_ems=42)
        self.setObjectName("pack_made_dialog")
        self._folder = folder
        for file in files:
            pages = ngettext("{name}: {n} page", "{name}: {n} pages", file.pages)
            self.body.addWidget(PlainLabel(pages.format(name=file.name, n=file.pages), "strong"))
        self.body.addWidget(PlainLabel(_("In {folder}").format(folder=folder), "muted"))
        told = list(dict.fromkeys(sentence for file in files for sentence in file.told))
        if told:
            self.body.addWidget(PlainLabel(_("Before you send it"), "h3"))
            for sentence in told:
                self.body.addWidget(PlainLabel(sentence))
        self.body.addStretch(1)
        self.add_cancel(_("Close"))
        self.add_button(_("Open folder"), main=True)
        self.saved.connect(self._on_open)
        context.say(_("Board pack made."))

    def _on_open(self) -> None:
        QDesktopServices.openUrl(QUrl.fromLocalFile(str(self._folder)))
        self.accept()
