"""PDF files put on a meeting's agenda: for which item, when they came, and whether they belong to Part II."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QCheckBox, QFileDialog, QWidget

from desktop import places
from desktop.dialogs.asking import WritingDialog
from desktop.forms.date_field import date_field
from desktop.forms.fields import Choice, Field
from desktop.settings import Key
from desktop.widgets.file_dialog import FileDialog
from desktop.widgets.labels import PlainLabel
from desktop.widgets.line_edit import LineEdit
from desktop.widgets.passing import open_once
from models.actions.attachments import FileContent, add_attachment, of_path
from models.actions.papers import PaperFields, add_paper
from models.queries.meetings import list_agenda
from models.vocabulary import Visibility
from resources.i18n import _, ngettext

if TYPE_CHECKING:
    from desktop.context import Context
    from desktop.jobs import Progress

PAPERS_FOLDER: Key[str] = Key("papers/folder", "", str)


def ask_papers(context: Context, meeting_id: int, parent: QWidget) -> None:
    """Ask for PDF files, then what they are for."""
    folder = context.settings.get(PAPERS_FOLDER) or str(places.books_folder())
    dialog = FileDialog(parent, _("Add PDF files"), folder, _("PDF files (*.pdf)"))
    dialog.setObjectName("add_papers_files")
    dialog.setFileMode(QFileDialog.FileMode.ExistingFiles)
    dialog.filesSelected.connect(partial(take_papers, context, meeting_id, parent))
    open_once(dialog)


def take_papers(context: Context, meeting_id: int, parent: QWidget, chosen: Sequence[str]) -> None:
    """Read files on the worker, see whether a pack can have them, and ask what they are for."""
    if not chosen:
        return
    context.settings.set(PAPERS_FOLDER, str(Path(chosen[0]).parent))
    context.jobs.submit(
        _("Reading files"),
        partial(_read, list(chosen)),
        partial(_on_read, context, meeting_id, parent),
        owner=parent,
    )


def _read(chosen: list[str], progress: Progress) -> list[FileContent]:
    """Return files ready to be kept. Raises WrongUse, naming the first that a pack could not have."""
    from reports.pdf.appended.source import open_source

    contents = []
    for place, name in enumerate(chosen):
        progress.step(place, len(chosen), Path(name).name)
        contents.append(of_path(Path(name)))
        open_source(contents[-1].name, contents[-1].data)
    return contents


def _on_read(context: Context, meeting_id: int, parent: QWidget, contents: list[FileContent]) -> None:
    AddPapersDialog(context, meeting_id, contents, parent).open()


class AddPapersDialog(WritingDialog):
    """Asks what files are for; a single one also for its title."""

    def __init__(
        self, context: Context, meeting_id: int, contents: list[FileContent], parent: QWidget | None = None
    ) -> None:
        count = len(contents)
        title = ngettext("Add a paper", "Add {n} papers", count).format(n=count)
        super().__init__(context, title, parent, width_ems=38)
        self.setObjectName("add_papers_dialog")
        self._meeting_id, self._contents = meeting_id, contents
        self.body.addWidget(PlainLabel("\n".join(content.name for content in contents), "muted"))
        self.title = LineEdit(_("Title"))
        if count == 1:
            self.title.setText(Path(contents[0].name).stem)
            self.add_field(Field(_("&Title"), self.title, check=self._check_title))
        with context.store.read() as session:
            items = [(f"{item.number}. {item.title}", item.id) for item in list_agenda(session, meeting_id)]
        options: list[tuple[str, object]] = [(_("The whole meeting"), None), *items]
        self.item = Choice(options)
        self.add_field(Field(_("For a&genda item"), self.item))
        came, self.came = date_field(_("&Came on"), context.today, past=True)
        self.came.set_date(context.today())
        came.set_hint(_("A paper that comes after its day, or after the pack went out, goes into a supplement."))
        self.add_field(came)
        self.secret = QCheckBox(_("&Part II (confidential)"))
        self.secret.setObjectName("paper_part_two")
        self.body.addWidget(self.secret)
        self.finish(_("Add"))
        (self.title if count == 1 else self.item).setFocus()

    def write(self) -> None:
        """Copy the files into the book and put them on the agenda."""
        level = Visibility.CONFIDENTIAL if self.secret.isChecked() else Visibility.INTERNAL
        item = self.item.value()
        count = len(self._contents)
        with self.context.store.write(ngettext("Add a paper", "Add {n} papers", count).format(n=count)) as session:
            for content in self._contents:
                number = add_attachment(session, content, self.context.today(), visibility=level)
                title = self.title.text().strip() if count == 1 else Path(content.name).stem
                fields = PaperFields(title, item if isinstance(item, int) else None, number, self.came.day(), level)
                add_paper(session, self._meeting_id, fields)

    def _check_title(self) -> str:
        return "" if self.title.text().strip() else _("Enter a title for the paper")
