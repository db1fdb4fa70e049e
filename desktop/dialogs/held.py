"""Everything we hold about a person: found on the worker, looked through and ticked row by row, saved for them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QCheckBox, QFileDialog, QWidget

from desktop import places
from desktop.forms.date_field import date_field
from desktop.forms.fields import Field, first_problem
from desktop.forms.parties import held, party_field
from desktop.forms.spread import Spread
from desktop.jobs import reading
from desktop.tables.columns import RecordLine
from desktop.tables.groups import GroupedList, GroupsModel, Heading, Part
from desktop.tokens import Tone
from desktop.widgets.announce import announce
from desktop.widgets.buttons import button
from desktop.widgets.chips import Chips
from desktop.widgets.dialog import Dialog
from desktop.widgets.flow import FlowLayout
from desktop.widgets.labels import PlainLabel
from models.errors import AppError
from models.queries.held import Held, HeldRow, Tie, find_held, tie_words
from models.queries.records import find_names
from models.settings import NATION, OUR_ORGANISATION, get_setting
from models.subject_requests import find_due_date
from reports.formatting import long_date, short_date
from resources.i18n import _, ngettext

if TYPE_CHECKING:
    from datetime import date

    from desktop.context import Context
    from desktop.jobs import Progress
    from models.store import Store
    from reports.document import Document

OTHERS, PERHAPS, LEFT = "others", "perhaps", "left"


class HeldDialog(Dialog):
    """Whose, asked when, due when; then the list of what was found, each with its tick."""

    def __init__(self, context: Context, person: tuple[int, str] | None = None, parent: QWidget | None = None) -> None:
        """`person` is whom it is about, number and name; where nobody is given, one is chosen."""
        super().__init__(_("Everything we hold about a person"), parent, width_ems=54)
        self.setObjectName("held_dialog")
        self.context = context
        self.held: Held | None = None
        self._ticked: set[tuple[str, int]] = set()
        with context.store.read() as session:
            self._nation = get_setting(session, NATION)
        self._make_fields(person)
        self._make_list()
        self.problem = PlainLabel("", "problem")
        self.problem.hide()
        self.body.addWidget(self.problem)
        self.add_cancel(_("Close"))
        self.save = self.add_button(_("Save PDF and spreadsheet…"), main=True)
        self.saved.connect(self._on_save)
        self._on_dates()
        self._show()
        (self.look if person is not None else self.who.editor).setFocus()

    def _make_fields(self, person: tuple[int, str] | None) -> None:
        today = self.context.today
        self.line = party_field(self.context, _("Who asks"), ("person",))
        self.who = Field(_("&Who asks"), self.line, check=self._check_who)
        if person is not None:
            self.line.set_choice(held("person", *person))
        asked, self.asked = date_field(_("As&ked on"), today, required=True, past=True)
        self.asked.set_date(today())
        wanted, self.wanted = date_field(_("&Proof of identity asked for on"), today, past=True)
        shown, self.shown = date_field(_("&Identity confirmed on"), today, required=True, past=True)
        self.shown.setObjectName("identity_on")
        self.complex = QCheckBox(_("It is co&mplex or one of many: two months more"))
        self.due = PlainLabel("", "strong")
        self.due.setObjectName("held_due")
        self.fields = [self.who, asked, wanted, shown]
        self.body.addWidget(Spread([(self.who, 6), (asked, 6), (wanted, 6), (shown, 6)]))
        self.body.addWidget(self.complex)
        self.body.addWidget(self.due)
        for line in (self.asked, self.wanted, self.shown):
            line.textChanged.connect(self._on_dates)
        self.complex.toggled.connect(self._on_dates)
        self.line.changed.connect(self._on_person)

    def _make_list(self) -> None:
        self.look = button(_("&Find everything"), self.search, icon="magnifying-glass", theme=self.context.theme)
        self.look.setObjectName("find_everything")
        self.narrow = Chips(_("Show only"))
        self.narrow.add(OTHERS, _("Names others"), _("Look at these before they go out of the house"))
        self.narrow.add(PERHAPS, _("Perhaps names them"), _("A part of the name, which may be somebody else"))
        self.narrow.add(LEFT, _("Not ticked"))
        self.model: GroupsModel[HeldRow] = GroupsModel(_key, _line, ticked=self._is_ticked, parent=self)
        self.list = GroupedList(self.context.theme, _("What is held"))
        self.list.setObjectName("held_list")
        self.list.setModel(self.model)
        self.list.setMinimumHeight(self.context.theme.line_height * 10)
        self.all = button(_("Tick all shown"), partial(self._tick_shown, True), kind="link", name="tick_all")
        self.none = button(_("Tick none shown"), partial(self._tick_shown, False), kind="link", name="tick_none")
        self.to_record = button(_("Open this record"), self._on_open, kind="link", name="open_held")
        row = FlowLayout()
        for made in (self.look, self.all, self.none, self.to_record):
            row.addWidget(made)
        self.says = PlainLabel("")
        self.says.setObjectName("held_says")
        self.elsewhere = PlainLabel("", "small")
        self.body.addLayout(row)
        for part in (self.narrow, self.list, self.says, self.elsewhere):
            self.body.addWidget(part)
        self.list.tick_wanted.connect(self._on_ticked)
        self.list.selectionModel().currentChanged.connect(self._on_current)
        self.narrow.changed.connect(self._show)

    # --- the request ----------------------------------------------------------------------------------------------

    def due_on(self) -> date | None:
        """Return the last day for the answer; None while the days are not in order."""
        asked, wanted, shown = self.asked.day(), self.wanted.day(), self.shown.day()
        if asked is None:
            return None
        pauses = [(wanted, shown or self.context.today())] if wanted is not None else []
        try:
            return find_due_date(asked, pauses, is_complex=self.complex.isChecked(), nation=self._nation)
        except AppError:
            return None

    def _on_dates(self) -> None:
        due, today = self.due_on(), self.context.today()
        if due is None:
            self.due.setText(_("Enter the days in their order to see when the answer is due."))
            return
        days = (due - today).days
        when = _("{n} days late").format(n=-days) if days < 0 else _("{n} days from now").format(n=days)
        self.due.setText(_("The answer is due by {day}, {when}.").format(day=long_date(due), when=when))
        self.due.set_ink(Tone.LATE if days < 0 else Tone.SOON if days < 8 else Tone.PLAIN)

    def _check_who(self) -> str:
        return self.line.check() or ("" if self.line.choice() is not None else _("Choose who asks"))

    def _on_person(self) -> None:
        self.held, self._ticked = None, set()
        self._show()

    # --- finding --------------------------------------------------------------------------------------------------

    def search(self) -> None:
        """Look through the whole book, on the worker."""
        choice = self.line.choice()
        if self.who.problem() or choice is None:
            self.line.setFocus()
            return
        self.look.setEnabled(False)
        self.context.jobs.submit(
            _("Looking for {name} everywhere").format(name=choice.line.title),
            partial(_find, self.context.store, choice.id),
            self._on_found,
            self._on_failed,
            on_cancelled=self._on_stopped,
            owner=self,
        )

    def _on_found(self, found: Held) -> None:
        self.look.setEnabled(True)
        self.held = found
        self._ticked = {_key(row) for row in found.rows if _may_go_out(row)}
        self.elsewhere.setText(" ".join(found.elsewhere))
        self._show()
        self.list.show_first()
        self.list.setFocus()
        # The list has come into view: the window takes the room it needs now.
        QTimer.singleShot(0, self, self._take_room)
        announce(self, self._count_words())

    def _take_room(self) -> None:
        self.resize(self.sizeHint())

    def _on_failed(self, error: BaseException) -> None:
        self.look.setEnabled(True)
        if not isinstance(error, AppError):
            raise error
        self._tell(error.sentence)

    def _on_stopped(self) -> None:
        self.look.setEnabled(True)

    # --- looking through ------------------------------------------------------------------------------------------

    def shown_rows(self) -> list[HeldRow]:
        """Return the rows that the chips leave."""
        rows = self.held.rows if self.held is not None else ()
        on = self.narrow.on()
        return [
            row
            for row in rows
            if (OTHERS not in on or row.others)
            and (PERHAPS not in on or not row.is_sure)
            and (LEFT not in on or _key(row) not in self._ticked)
        ]

    def ticked_rows(self) -> list[HeldRow]:
        """Return the rows that go into the answer."""
        return [row for row in (self.held.rows if self.held is not None else ()) if _key(row) in self._ticked]

    def _show(self, *_args: object) -> None:
        found, rows = self.held is not None, self.shown_rows()
        for widget in (self.list, self.narrow, self.all, self.none, self.to_record):
            widget.setVisible(found)
        current = self.list.current_row()
        self.list.keeping_place(partial(self._show_rows, rows), _key(current) if isinstance(current, HeldRow) else None)
        if not self.list.currentIndex().isValid():
            self.list.show_first()
        if self.held is not None:
            every = self.held.rows
            self.narrow.set_count(OTHERS, sum(bool(row.others) for row in every))
            self.narrow.set_count(PERHAPS, sum(not row.is_sure for row in every))
            self.narrow.set_count(LEFT, len(every) - len(self._ticked))
        self.note.setText(self._count_words())
        self.save.setEnabled(bool(self._ticked))
        self._on_current()

    def _show_rows(self, rows: Sequence[HeldRow]) -> None:
        parts = []
        for tie in Tie:
            of_tie = [row for row in rows if row.tie is tie]
            parts.append(Part(Heading(tie.value, tie_words(tie), len(of_tie)), _Fetch(of_tie)))
        self.model.show_parts(parts)

    def _count_words(self) -> str:
        if self.held is None:
            return _("Nothing was looked for yet.")
        return _("{n} of {all} records ticked").format(n=len(self._ticked), all=len(self.held.rows))

    def _is_ticked(self, row: HeldRow) -> bool:
        return _key(row) in self._ticked

    def _on_ticked(self, rows: Sequence[object]) -> None:
        keys = {_key(row) for row in rows if isinstance(row, HeldRow)}
        self._ticked = self._ticked - keys if keys <= self._ticked else self._ticked | keys
        self._show()

    def _tick_shown(self, wanted: bool) -> None:
        keys = {_key(row) for row in self.shown_rows()}
        self._ticked = self._ticked | keys if wanted else self._ticked - keys
        self._show()

    def _on_current(self, *_args: object) -> None:
        row = self.list.current_row() if self.held is not None else None
        self.to_record.setEnabled(isinstance(row, HeldRow))
        if not isinstance(row, HeldRow):
            self.says.setText("")
            return
        said = "\n".join(f"{name[:1].upper()}{name[1:]}: {value}" for name, value in row.says)
        others = _("Also names {people}.").format(people=", ".join(row.others)) if row.others else ""
        self.says.setText("\n".join(part for part in (others, said) if part))

    def _on_open(self) -> None:
        row = self.list.current_row()
        if isinstance(row, HeldRow):
            self.context.open(row.kind, row.id)

    # --- saving ---------------------------------------------------------------------------------------------------

    def _on_save(self) -> None:
        """Ask where the answer goes, once the request is told in full."""
        if first_problem(self.fields) is not None:
            return
        if self.due_on() is None:
            self._tell(_("Enter days in their order: the request, what you asked back, the answer to that."))
            return
        self._tell("")
        name = f"{_('What we hold')} {self.context.today().isoformat()}"
        dialog = QFileDialog(self, _("Save PDF and spreadsheet"), str(places.books_folder() / f"{name}.pdf"))
        dialog.setObjectName("save_held_dialog")
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setNameFilters([_("PDF, with a workbook beside it (*.pdf)")])
        dialog.setDefaultSuffix("pdf")
        dialog.fileSelected.connect(self.write)
        dialog.open()

    def document(self) -> Document:
        """Return the answer as a paper."""
        from reports.held import HeldAnswer, held_document

        today, rows = self.context.today(), self.ticked_rows()
        with self.context.store.read() as session:
            ours = get_setting(session, OUR_ORGANISATION)
            names = find_names(session, [("organisation", ours)]) if ours is not None else {}
        answer = HeldAnswer(
            self.held.name if self.held is not None else "",
            next((found.name for found in names.values()), ""),
            self.asked.day() or today,
            self.shown.day(),
            self.due_on() or today,
            today,
            len(self.held.rows) - len(rows) if self.held is not None else 0,
        )
        return held_document(answer, rows)

    def write(self, place: str) -> None:
        """Write the PDF, and the workbook beside it, on the worker."""
        target = Path(place).with_suffix(".pdf")
        self.context.jobs.submit(
            _("Saving {name}").format(name=target.name),
            partial(_write, self.document(), target),
            partial(self._on_written, target),
            self._on_failed,
            owner=self,
        )

    def _on_written(self, target: Path, _done: object) -> None:
        words = _("Saved {pdf} and {book}. They hold personal data: send them with care and delete your copy.")
        self.context.say(words.format(pdf=target.name, book=target.with_suffix(".xlsx").name))

    def _tell(self, sentence: str) -> None:
        self.problem.setText(sentence)
        self.problem.setVisible(bool(sentence))
        announce(self, sentence)


@dataclass(frozen=True)
class _Fetch:
    """Gives rows that are all known."""

    rows: Sequence[HeldRow]

    def __call__(self, skip: int, after: HeldRow | None, limit: int) -> Sequence[HeldRow]:
        begin = skip if after is None else self.rows.index(after) + 1
        return self.rows[begin : begin + limit]


def _find(store: Store, number: int, progress: Progress) -> Held:
    def check(done: int, total: int) -> None:
        progress.check()
        progress.report(done, total)

    with reading(store, progress) as session:
        return find_held(session, number, check=check)


def _write(document: Document, target: Path, progress: Progress) -> None:
    from models.errors import CannotWrite
    from reports.pdf import write_pdf
    from reports.xlsx import write_xlsx

    try:
        write_pdf(document, target)
        progress.check()
        write_xlsx(document, target.with_suffix(".xlsx"))
    except OSError as error:
        raise CannotWrite(
            _("{name} could not be saved in {folder}. Choose another folder.").format(
                name=target.name, folder=target.parent
            )
        ) from error


def _may_go_out(row: HeldRow) -> bool:
    """Say whether a row is ticked at first: surely about them, and about nobody else."""
    return row.is_sure and not row.others


def _key(row: HeldRow) -> tuple[str, int]:
    return row.kind, row.id


def _line(row: HeldRow) -> RecordLine:
    day = f"{short_date(row.on)} {row.on.year}" if row.on is not None else ""
    word = row.word[:1].upper() + row.word[1:]
    detail = " · ".join(part for part in (word, day, row.why) if part)
    if row.others:
        count = len(row.others)
        return RecordLine(
            row.name or word, detail, ngettext("Names {n} other", "Names {n} others", count).format(n=count), Tone.SOON
        )
    if row.is_confidential:
        return RecordLine(row.name or word, detail, _("Confidential"), Tone.INFO)
    return RecordLine(row.name or word, detail, _("Put away") if row.is_put_away else "")


def ask_held(context: Context, parent: QWidget | None = None) -> None:
    """Open the dialog, about the person in view if there is one."""
    person: tuple[int, str] | None = None
    in_view = context.in_view()
    if in_view is not None and in_view[0] == "person":
        with context.store.read() as session:
            names = find_names(session, [in_view])
        if in_view in names:
            person = (in_view[1], names[in_view].name)
    HeldDialog(context, person, parent).open()
