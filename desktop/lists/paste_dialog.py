"""Paste from a spreadsheet: say what each column holds, see what becomes of each row, then one write."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QCheckBox, QWidget

from desktop.forms.fields import Choice, Field
from desktop.lists.words import counted
from desktop.tables.columns import TableColumn
from desktop.tables.data_table import DataTable
from desktop.tables.rows_model import RowsModel
from desktop.tokens import Tone
from desktop.widgets.announce import announce
from desktop.widgets.dialog import Dialog
from desktop.widgets.flow import FlowLayout
from desktop.widgets.labels import PlainLabel
from models.actions.pasted import add_pasted_attendance, add_pasted_people
from models.errors import AppError
from models.exchange.pasted import PastedColumn, PastedPerson, guess_columns, people_of, read_pasted
from models.queries.pasted import Judged, Verdict, count_verdicts, judge_people
from models.vocabulary import AttendanceStatus
from resources.i18n import _
from resources.i18n import marked as m

if TYPE_CHECKING:
    from datetime import date

    from desktop.context import Context
    from desktop.jobs import Progress
    from models.store import Store

_TONES = {Verdict.NEW: Tone.GOOD, Verdict.KNOWN: Tone.INFO, Verdict.PROBLEM: Tone.LATE}
_VERDICTS = {Verdict.NEW: m("New"), Verdict.KNOWN: m("Already known"), Verdict.PROBLEM: m("Left out")}
_MEANINGS = {
    PastedColumn.LEAVE_OUT: m("Leave out"),
    PastedColumn.NAME: m("Full name"),
    PastedColumn.TITLE: m("Title"),
    PastedColumn.GIVEN: m("First name"),
    PastedColumn.FAMILY: m("Family name"),
    PastedColumn.ROLE: m("Role"),
    PastedColumn.ORGANISATION: m("Organisation"),
    PastedColumn.EMAIL: m("Email"),
    PastedColumn.PHONE: m("Phone"),
    PastedColumn.MOBILE: m("Mobile"),
    PastedColumn.STATUS: m("Whether they came"),
    PastedColumn.NOTE: m("Note"),
}
COLUMNS: tuple[TableColumn[Judged], ...] = (
    TableColumn("row", m("Row"), lambda one: one.person.number, align_right=True, ems=4, sortable=False),
    TableColumn("name", m("Name"), lambda one: one.person.name, ems=12, sortable=False),
    TableColumn(
        "verdict", m("What happens"), lambda one: _(_VERDICTS[one.verdict]), tone=lambda one: _TONES[one.verdict],
        ems=8, sortable=False,
    ),
    TableColumn("words", m("Why"), lambda one: one.words, ems=24, stretch=True, sortable=False),
)  # fmt: skip


class PasteDialog(Dialog):
    """The match-the-columns sheet, for contacts and for who was at a meeting."""

    def __init__(
        self, context: Context, rows: Sequence[Sequence[str]], parent: QWidget | None = None, *,
        meeting_id: int | None = None, status: AttendanceStatus = AttendanceStatus.PRESENT,
    ) -> None:  # fmt: skip
        """With a `meeting_id` the rows say who was there; `status` is meant where a row does not say."""
        super().__init__(_("Paste from a spreadsheet"), parent, width_ems=52)
        self.setObjectName("paste_dialog")
        self._context, self._rows, self._meeting_id, self._status = context, rows, meeting_id, status
        self._judged: tuple[Judged, ...] = ()
        self._asked = 0
        guessed, has_headings = guess_columns(rows)
        self.headings = QCheckBox(_("The first row holds &headings"))
        self.headings.setChecked(has_headings)
        self.body.addWidget(
            PlainLabel(_("Say what each column holds. Nothing is written before you press the button."))
        )
        self.body.addWidget(self.headings)
        self.columns = [self._make_column(number, meant) for number, meant in enumerate(guessed)]
        flow, inside = FlowLayout(), QWidget()
        inside.setLayout(flow)
        for field, _choice in self.columns:
            flow.addWidget(field)
        self.body.addWidget(inside)
        self.summary = PlainLabel("", "strong")
        self.model: RowsModel[Judged] = RowsModel(
            COLUMNS, lambda one: one.person.number, theme=context.theme, parent=self
        )
        self.table = DataTable(context.theme, context.settings, "paste", _("What happens to each row"))
        self.table.setModel(self.model)
        self.table.setMinimumHeight(9 * context.theme.line_height)
        self.problem = PlainLabel("", "problem")
        self.problem.hide()
        for part in (self.summary, self.table, self.problem):
            self.body.addWidget(part)
        self.add_cancel(_("Cancel"))
        self.go = self.add_button(_("Add"), main=True)
        self.go.setEnabled(False)
        self.note.setText(_("One step for Undo."))
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(0)
        self._soon.timeout.connect(self._judge)
        self.headings.toggled.connect(self._on_changed)
        for _field, choice in self.columns:
            choice.currentIndexChanged.connect(self._on_changed)
        self.saved.connect(self._on_saved)
        self._soon.start()
        self.columns[0][1].setFocus()

    def _make_column(self, number: int, meant: PastedColumn) -> tuple[Field, Choice]:
        known = [one for one in PastedColumn if one is not PastedColumn.STATUS or self._meeting_id is not None]
        choice = Choice([(_(_MEANINGS[one]), one) for one in known])
        choice.setMaxVisibleItems(len(known))
        choice.setObjectName(f"column_{number + 1}")
        choice.set_value(meant)
        example = next((row[number] for row in self._rows[1:] if row[number]), self._rows[0][number])
        words = self._rows[0][number] or _("Column {number}").format(number=number + 1)
        return Field(_short(words), choice, hint=_short(example)), choice

    def meanings(self) -> tuple[PastedColumn, ...]:
        """Return what each column was said to hold."""
        return tuple(PastedColumn(str(choice.value())) for _field, choice in self.columns)

    def people(self) -> tuple[PastedPerson, ...]:
        """Return the rows as people."""
        return people_of(self._rows, self.meanings(), has_headings=self.headings.isChecked())

    def _on_changed(self) -> None:
        self.problem.hide()
        self._soon.start()

    def _judge(self) -> None:
        """Look on the worker for each row whether somebody like that is in the book."""
        self._asked += 1
        self.go.setEnabled(False)
        self.summary.setText(_("Looking through the rows…"))
        work = partial(_judged, self._context.store, self.people(), self._meeting_id is not None)
        self._context.jobs.submit(
            _("Looking through the pasted rows"), work, partial(self._on_judged, self._asked), owner=self
        )

    def _on_judged(self, asked: int, judged: tuple[Judged, ...]) -> None:
        if asked != self._asked:
            return
        self._judged = judged
        self.model.set_rows(judged)
        new, known, wrong = count_verdicts(judged)
        words = _("{new} new, {known} already known, {wrong} left out.").format(new=new, known=known, wrong=wrong)
        self.summary.setText(words)
        announce(self, words)
        count = new if self._meeting_id is None else new + known
        self.go.setEnabled(count > 0)
        self.go.setText(_("Add {those}").format(those=counted("person", count)) if count else _("Add"))

    def _on_saved(self) -> None:
        context = self._context
        words = _("Paste people") if self._meeting_id is None else _("Paste who was there")
        work = partial(
            _write, context.store, words, self._judged, self._meeting_id, self._status, context.today()
        )  # fmt: skip
        self.go.setEnabled(False)
        context.jobs.submit(words, work, self._on_written, self._on_trouble, on_cancelled=self._on_stopped, owner=self)

    def _on_written(self, count: int) -> None:
        self._context.say(_("Added {those}.").format(those=counted("person", count)))
        self.accept()

    def _on_stopped(self) -> None:
        self._say(_("Stopped. Nothing was added."))

    def _on_trouble(self, trouble: BaseException) -> None:
        if isinstance(trouble, AppError):
            self._say(trouble.sentence)
        else:
            self._context.jobs.failed.emit(trouble)

    def _say(self, sentence: str) -> None:
        self.problem.setText(sentence)
        self.problem.show()
        announce(self, sentence)
        self.go.setEnabled(True)


def paste(
    context: Context,
    parent: QWidget,
    *,
    meeting_id: int | None = None,
    status: AttendanceStatus = AttendanceStatus.PRESENT,
) -> PasteDialog:
    """Open the sheet on what the clipboard holds. Raises WrongUse where that is nothing to paste."""
    rows = read_pasted(QGuiApplication.clipboard().text())
    dialog = PasteDialog(context, rows, parent, meeting_id=meeting_id, status=status)
    dialog.open()
    return dialog


def _number(one: Judged) -> int:
    return one.person.number


def _short(words: str) -> str:
    shown = " ".join(words.split())
    return (shown if len(shown) <= 24 else f"{shown[:23]}…").replace("&", "&&")


def _judged(store: Store, people: Sequence[PastedPerson], attending: bool, progress: Progress) -> tuple[Judged, ...]:
    with store.read() as session:
        return judge_people(session, people, attending=attending, step=progress.step)


def _write(
    store: Store,
    words: str,
    judged: Sequence[Judged],
    meeting_id: int | None,
    status: AttendanceStatus,
    today: date,
    progress: Progress,
) -> int:
    with store.write(words) as session:
        if meeting_id is None:
            return add_pasted_people(session, judged, today, step=progress.step)
        return add_pasted_attendance(session, meeting_id, judged, status, today, step=progress.step)
