"""The first run in three steps: your school, how to begin, and where the book and its backups are safe.

Nothing is made before the last step, so Back and Escape are safe everywhere.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QButtonGroup, QFileDialog, QLineEdit, QRadioButton, QVBoxLayout, QWidget

from desktop import places
from desktop.dialogs.register_schools import RegisterSchool, schools_of
from desktop.forms.fields import Field, first_problem
from desktop.forms.spread import Spread
from desktop.tables.columns import RecordLine
from desktop.theme import M, Theme
from desktop.widgets.announce import announce
from desktop.widgets.buttons import Button, button
from desktop.widgets.dialog import Dialog
from desktop.widgets.labels import PlainLabel
from desktop.widgets.line_edit import LineEdit
from desktop.widgets.suggestions import Choice, SuggestField
from models.errors import AppError
from models.text import sort_key
from resources.i18n import _

if TYPE_CHECKING:
    from collections.abc import Sequence

    from desktop.jobs import Job, Jobs

EMPTY, BRING_IN, SAMPLE = "empty", "bring_in", "sample"
LEAST_LETTERS = 12
MOST_FOUND = 8


@dataclass(frozen=True)
class Beginning:
    """What the three steps were answered with."""

    school: str
    town: str
    postcode: str
    urn: str
    register: Path | None
    """The register file, where one was chosen."""
    person: str
    job_title: str
    way: str
    passphrase: str
    backups: Path


class FirstRunDialog(Dialog):
    """Three steps with Back; the last makes the book."""

    answered = Signal(object)
    """The `Beginning` that was asked for."""
    sample_wanted = Signal()
    open_wanted = Signal()

    def __init__(self, theme: Theme, jobs: Jobs, parent: QWidget | None = None) -> None:
        super().__init__(_("Welcome to Liaison Desk"), parent, width_ems=38)
        self.setObjectName("welcome_dialog")
        self._theme, self._jobs = theme, jobs
        self._job: Job | None = None
        self._register: Path | None = None
        self._schools: list[RegisterSchool] = []
        self._school: RegisterSchool | None = None
        self._backups = places.backup_folder()
        self._step = 0
        self.steps = [self._make_school(), self._make_way(), self._make_safe()]
        for step in self.steps:
            self.body.addWidget(step)
        self.body.addStretch(1)
        self.back = self.add_button(_("&Back"))
        self.back.clicked.connect(self.go_back)
        self.add_cancel(_("Not now"))
        self.next = self.add_button(_("Next"), main=True)
        self.saved.connect(self.go_on)
        self._show()

    # --- the steps ------------------------------------------------------------------------------------------------

    def _make_school(self) -> QWidget:
        self.name = SuggestField(
            self._theme,
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
        self.open_other = button(
            _("&Open a record book that is there already…"), self._on_open, kind="link", name="open_other"
        )
        words = _(
            "A record book keeps who you know, what was said and what was promised. It is one file on this computer. "
            "Nothing is sent anywhere."
        )
        school = Field(_("Your &school"), self.name, hint=_("It stands at the head of your papers."))
        self._school_fields = [school]
        return _column(
            PlainLabel(words, "muted"),
            Spread([(school, 12), (Field(_("&Town"), self.town), 6), (Field(_("&Postcode"), self.postcode), 6)]),
            self.pick,
            self.told,
            Spread([(Field(_("Your n&ame"), self.person), 6), (Field(_("Your &job title"), self.job_title), 6)]),
            self.open_other,
        )

    def _make_way(self) -> QWidget:
        group = QButtonGroup(self)
        self.ways: dict[str, QRadioButton] = {}
        parts: list[QWidget] = []
        for way, title, words in (
            (BRING_IN, _("B&ring in a list"), _("Add schools from the register file, as many as you like at once.")),
            (EMPTY, _("Start with an &empty book"), _("Add people and organisations as you meet them.")),
            (
                SAMPLE,
                _("&Look round with example records first"),
                _("An invented area with schools, people and meetings. It is a book of its own; leave it at any time."),
            ),
        ):
            made = QRadioButton(title)
            made.setObjectName(f"way_{way}")
            made.setAccessibleDescription(words)
            made.toggled.connect(self._show)
            group.addButton(made)
            self.ways[way] = made
            parts += [made, PlainLabel(words, "muted")]
        self.ways[EMPTY].setChecked(True)
        return _column(*parts)

    def _make_safe(self) -> QWidget:
        self.first, self.second = LineEdit(_("Passphrase")), LineEdit(_("The same again"))
        for line in (self.first, self.second):
            line.setEchoMode(QLineEdit.EchoMode.Password)
        self._safe_fields = [
            Field(_("&Passphrase"), self.first, check=self._check_first),
            Field(_("The same &again"), self.second, check=self._check_second),
        ]
        self.folder = PlainLabel("", "strong")
        self.folder.setObjectName("backup_folder")
        self.change_folder = button(
            _("&Choose another folder…"), self._ask_folder, theme=self._theme, icon="folder-open", name="change_folder"
        )
        lock = _(
            "Choose a passphrase of at least four words or 12 letters. Without it nobody can read the book, and nobody "
            "can get it back for you: write it down and keep it in a safe place."
        )
        backups = _(
            "A checked copy is made here whenever you close the program after changes. A folder on another disk or a "
            "stick is safer."
        )
        return _column(
            PlainLabel(lock),
            *self._safe_fields,
            PlainLabel(_("Where backups go"), "h3"),
            PlainLabel(backups, "muted"),
            self.folder,
            self.change_folder,
        )

    # --- walking --------------------------------------------------------------------------------------------------

    def way(self) -> str:
        """Return how the user wants to begin."""
        return next(way for way, option in self.ways.items() if option.isChecked())

    def go_on(self) -> None:
        """Go to the next step, or make the book after the last."""
        if self._step == 1 and self.way() == SAMPLE:
            self.accept()
            self.sample_wanted.emit()
        elif self._step < len(self.steps) - 1:
            self._step += 1
            self._show()
            self._focus()
        elif first_problem(self._safe_fields) is None:
            answer = self._answer()
            self.accept()
            self.answered.emit(answer)

    def go_back(self) -> None:
        """Go to the step before; what was entered stays."""
        if self._step:
            self._step -= 1
            self._show()
            self._focus()

    def reject(self) -> None:
        """Close; nothing was made yet."""
        if self._job is not None:
            self._job.progress.cancel()
        super().reject()

    def _answer(self) -> Beginning:
        return Beginning(
            school=self.name.text().strip(),
            town=self.town.text().strip(),
            postcode=self.postcode.text().strip(),
            urn=self._school.urn if self._school is not None else "",
            register=self._register,
            person=self.person.text().strip(),
            job_title=self.job_title.text().strip(),
            way=self.way(),
            passphrase=self.first.text(),
            backups=self._backups,
        )

    def _show(self) -> None:
        if not hasattr(self, "next"):
            return
        titles = (_("your school"), _("how to begin"), _("keep it safe"))
        words = _("Step {n} of {count}: {title}").format(
            n=self._step + 1, count=len(self.steps), title=titles[self._step]
        )
        self.heading.setText(words)
        for number, step in enumerate(self.steps):
            step.setVisible(number == self._step)
        self.back.setVisible(self._step > 0)
        sample = self._step == 1 and self.way() == SAMPLE
        last = self._step == len(self.steps) - 1
        self.next.setText(_("Look round") if sample else _("Make the book") if last else _("Next"))
        self.folder.setText(str(self._backups))
        if self.isVisible():
            self.resize(self.sizeHint())
        announce(self, words)

    def _focus(self) -> None:
        where: tuple[QWidget, ...] = (self.name, self.ways[self.way()], self.first)
        where[self._step].setFocus(Qt.FocusReason.OtherFocusReason)

    # --- your school ----------------------------------------------------------------------------------------------

    def _find(self, words: str) -> Sequence[Choice]:
        asked = sort_key(words).split()
        found = [one for one in self._schools if all(word in one.key for word in asked)]
        return [
            Choice("school", number, RecordLine(one.name, f"{one.town} {one.postcode}".strip(), icon="buildings"), one)
            for number, one in enumerate(found[:MOST_FOUND], 1)
        ]

    def _on_school(self, choice: Choice) -> None:
        if isinstance(choice.payload, RegisterSchool):
            self._school = choice.payload
            self.town.setText(self._school.town)
            self.postcode.setText(self._school.postcode)

    def _on_typed(self) -> None:
        self._school = None

    def _ask_register(self) -> None:
        dialog = QFileDialog(self, _("Choose a register file"), str(places.books_folder()))
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        dialog.setNameFilters([_("Register files (*.csv *.gz *.zip)"), _("All files (*)")])
        dialog.fileSelected.connect(self.read_register)
        dialog.open()

    def read_register(self, place: str) -> None:
        """Read the schools of a register file, away from the window."""
        path = Path(place)
        self.told.setText(_("Reading {file}…").format(file=path.name))
        self.pick.setEnabled(False)
        self._job = self._jobs.submit(
            _("Reading {file}").format(file=path.name),
            partial(schools_of, path),
            partial(self._on_read, path),
            self._on_unread,
            on_cancelled=self._on_stopped,
            owner=self,
        )

    def _on_read(self, path: Path, schools: list[RegisterSchool]) -> None:
        self._end_reading(
            _("{n} schools in {file}. Type part of your school’s name.").format(n=f"{len(schools):,}", file=path.name)
        )
        self._schools, self._register = schools, path
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
        self._job = None
        self.pick.setEnabled(True)
        self.told.setText(words)
        announce(self, words)

    def _on_open(self) -> None:
        self.accept()
        self.open_wanted.emit()

    # --- keeping it safe ------------------------------------------------------------------------------------------

    def _check_first(self) -> str:
        text = self.first.text()
        if len(text) >= LEAST_LETTERS or len(text.split()) >= 4:
            return ""
        return _("Enter at least 12 letters, or four words")

    def _check_second(self) -> str:
        return "" if self.second.text() == self.first.text() else _("Enter the same passphrase in both fields")

    def _ask_folder(self) -> None:
        dialog = QFileDialog(self, _("Where backups go"), str(self._backups.parent))
        dialog.setFileMode(QFileDialog.FileMode.Directory)
        dialog.setOption(QFileDialog.Option.ShowDirsOnly)
        dialog.fileSelected.connect(self._on_folder)
        dialog.open()

    def _on_folder(self, place: str) -> None:
        self._backups = Path(place)
        self._show()


def _column(*parts: QWidget) -> QWidget:
    made = QWidget()
    column = QVBoxLayout(made)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(M)
    for part in parts:
        # A button is as wide as its words; all else takes the whole width.
        column.addWidget(part, 0, Qt.AlignmentFlag.AlignLeft if isinstance(part, Button) else Qt.AlignmentFlag(0))
    return made
