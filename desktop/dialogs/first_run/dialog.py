"""The first run: three steps, and back. Nothing is made before the last, so Back and Escape are safe everywhere."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from desktop.dialogs.first_run.safe import SafeStep
from desktop.dialogs.first_run.school import SchoolStep
from desktop.dialogs.first_run.step import FirstRunStep
from desktop.dialogs.first_run.way import SAMPLE, WayStep
from desktop.widgets.announce import announce
from desktop.widgets.dialog import Dialog
from resources.i18n import _

if TYPE_CHECKING:
    from desktop.jobs import Jobs
    from desktop.theme import Theme


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
        self._step = 0
        self.school, self.begin, self.safe = SchoolStep(theme, jobs), WayStep(), SafeStep(theme)
        self.steps: tuple[FirstRunStep, ...] = (self.school, self.begin, self.safe)
        for step in self.steps:
            self.body.addWidget(step)
        self.body.addStretch(1)
        self.back = self.add_button(_("&Back"))
        self.back.clicked.connect(self.go_back)
        self.add_cancel(_("Not now"))
        self.next = self.add_button(_("Next"), main=True)
        self.saved.connect(self.go_on)
        self.begin.changed.connect(self._show)
        self.school.open_wanted.connect(self._on_open)
        self._show()

    def go_on(self) -> None:
        """Go to the next step, or make the book after the last."""
        if self._wants_sample():
            self.accept()
            self.sample_wanted.emit()
        elif self._step < len(self.steps) - 1:
            self.show_step(self._step + 1)
        elif self.safe.passphrase.is_good():
            answer = self.answer()
            self.accept()
            self.answered.emit(answer)

    def go_back(self) -> None:
        """Go to the step before; what was entered stays."""
        if self._step:
            self.show_step(self._step - 1)

    def show_step(self, number: int) -> None:
        """Show a step, the first being 0."""
        self._step = number
        self._show()
        self.steps[number].first_editor().setFocus(Qt.FocusReason.OtherFocusReason)

    def reject(self) -> None:
        """Close; nothing was made yet."""
        self.school.stop()
        super().reject()

    def answer(self) -> Beginning:
        """Return what was answered so far."""
        school = self.school
        return Beginning(
            school=school.name.text().strip(),
            town=school.town.text().strip(),
            postcode=school.postcode.text().strip(),
            urn=school.picked.urn if school.picked is not None else "",
            register=school.register,
            person=school.person.text().strip(),
            job_title=school.job_title.text().strip(),
            way=self.begin.way(),
            passphrase=self.safe.passphrase.text(),
            backups=self.safe.backups,
        )

    def _wants_sample(self) -> bool:
        return self.steps[self._step] is self.begin and self.begin.way() == SAMPLE

    def _show(self) -> None:
        titles = (_("your school"), _("how to begin"), _("keep it safe"))
        words = _("Step {n} of {count}: {title}").format(
            n=self._step + 1, count=len(self.steps), title=titles[self._step]
        )
        self.heading.setText(words)
        for number, step in enumerate(self.steps):
            step.setVisible(number == self._step)
        self.back.setVisible(self._step > 0)
        last = self._step == len(self.steps) - 1
        self.next.setText(_("Look round") if self._wants_sample() else _("Make the book") if last else _("Next"))
        if self.isVisible():
            self.resize(self.sizeHint())
        announce(self, words)

    def _on_open(self) -> None:
        self.accept()
        self.open_wanted.emit()
