"""The first step: your school, typed or picked from a register file, and who you are."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFileDialog, QWidget

from desktop import places
from desktop.dialogs.first_run.step import FirstRunStep
from desktop.dialogs.register_schools import RegisterSchool, schools_of
from desktop.forms.fields import Field
from desktop.forms.spread import Spread
from desktop.tables.columns import RecordLine
from desktop.widgets.announce import announce
from desktop.widgets.buttons import button
from desktop.widgets.file_dialog import FileDialog
from desktop.widgets.labels import PlainLabel
from desktop.widgets.line_edit import LineEdit
from desktop.widgets.passing import open_once
from desktop.widgets.suggestions import Choice, SuggestField
from models.errors import AppError
from models.text import sort_key
from resources.i18n import _

if TYPE_CHECKING:
    from collections.abc import Sequence

    from desktop.jobs import Job, Jobs
    from desktop.theme import Theme

MOST_FOUND = 8


class SchoolStep(FirstRunStep):
    """Asks which school is ours; a register file offers its schools as the name is typed."""

    open_wanted = Signal()
    """A book that is there already is to be opened."""

    def __init__(self, theme: Theme, jobs: Jobs) -> None:
        super().__init__()
        self._jobs = jobs
        self.job: Job | None = None
        self.register: Path | None = None
        self.schools: list[RegisterSchool] = []
        self.picked: RegisterSchool | None = None
        self.name = SuggestField(
            theme,
            _("Your school"),
            self._find,
            nothing=_("No school of that name in the file. It is kept as you type it."),
        )
        self.town, self.postcode = LineEdit(_("Town")), LineEdit(_("Postcode"))
        self.person, self.job_title = LineEdit(_("Your name")), LineEdit(_("Your job title"))
        self.name.chosen.connect(self._on_school)
        self.name.textEdited.connect(self._on_typed)
        self.pick = button(_("Pick it from a &register file…"), self._ask_register, kind="link", name="pick_register")
        self.told = PlainLabel(
            _("Get Information about Schools gives such a file. Or type the name, and bring the file in later."),
            "small",
        )
        open_other = button(
            _("&Open a record book that is there already…"), self.open_wanted.emit, kind="link", name="open_other"
        )
        words = _(
            "A record book keeps who you know, what was said and what was promised. It is one file on this computer. "
            "Nothing is sent anywhere."
        )
        school = Field(_("Your &school"), self.name, hint=_("It appears at the head of your papers."))
        self.lay_out(
            PlainLabel(words, "muted"),
            Spread([(school, 12), (Field(_("&Town"), self.town), 6), (Field(_("&Postcode"), self.postcode), 6)]),
            self.pick,
            self.told,
            Spread([(Field(_("Your n&ame"), self.person), 6), (Field(_("Your &job title"), self.job_title), 6)]),
            open_other,
        )

    def first_editor(self) -> QWidget:
        """Return the line of the name."""
        return self.name

    def stop(self) -> None:
        """Stop reading the register."""
        if self.job is not None:
            self.job.progress.cancel()

    def read_register(self, place: str) -> None:
        """Read the schools of a register file, away from the window."""
        path = Path(place)
        self.told.setText(_("Reading {file}…").format(file=path.name))
        self.pick.setEnabled(False)
        self.job = self._jobs.submit(
            _("Reading {file}").format(file=path.name),
            partial(schools_of, path),
            partial(self._on_read, path),
            self._on_unread,
            on_cancelled=self._on_stopped,
            owner=self,
        )

    def _find(self, words: str) -> Sequence[Choice]:
        asked = sort_key(words).split()
        found = [one for one in self.schools if all(word in one.key for word in asked)]
        return [
            Choice("school", number, RecordLine(one.name, f"{one.town} {one.postcode}".strip(), icon="buildings"), one)
            for number, one in enumerate(found[:MOST_FOUND], 1)
        ]

    def _on_school(self, choice: Choice) -> None:
        if isinstance(choice.payload, RegisterSchool):
            self.picked = choice.payload
            self.town.setText(self.picked.town)
            self.postcode.setText(self.picked.postcode)

    def _on_typed(self) -> None:
        self.picked = None

    def _ask_register(self) -> None:
        dialog = FileDialog(self, _("Choose a register file"), str(places.books_folder()))
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        dialog.setNameFilters([_("Register files (*.csv *.gz *.zip)"), _("All files (*)")])
        dialog.fileSelected.connect(self.read_register)
        open_once(dialog)

    def _on_read(self, path: Path, schools: list[RegisterSchool]) -> None:
        self._end_reading(
            _("{n} schools in {file}. Type part of your school’s name.").format(n=f"{len(schools):,}", file=path.name)
        )
        self.schools, self.register = schools, path
        self.name.setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_unread(self, error: BaseException) -> None:
        if not isinstance(error, AppError):
            self._end_reading(_("This file could not be read. Type the name of your school."))
            self._jobs.failed.emit(error)
            return
        self._end_reading(error.sentence)

    def _on_stopped(self) -> None:
        self._end_reading(_("Stopped. Type the name of your school, or choose the file again."))

    def _end_reading(self, words: str) -> None:
        self.job = None
        self.pick.setEnabled(True)
        self.told.setText(words)
        announce(self, words)
