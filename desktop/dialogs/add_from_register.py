"""Adding schools from the national register (Ctrl+R): by name, authority, ward, or near a place; many at once."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QCheckBox, QWidget

from desktop.commands import Command
from desktop.dialogs.register_search import Asked, Found, RegisterSearch, line_of
from desktop.forms.fields import Choice, Field
from desktop.forms.spread import Spread
from desktop.tables.record_list import RecordList
from desktop.tables.rows_model import RowsModel
from desktop.widgets.announce import announce
from desktop.widgets.cards import EmptyState
from desktop.widgets.dialog import Dialog
from desktop.widgets.labels import PlainLabel
from desktop.widgets.line_edit import LineEdit
from models.actions.adoption import Adopted, adopt
from models.errors import AppError
from models.geography import walking_assumption
from models.queries.register import count_register, list_register_authorities, list_register_wards
from models.settings import NEAR_METRES, get_setting
from resources.i18n import _

if TYPE_CHECKING:
    from desktop.context import Context
    from desktop.jobs import Progress


class AddFromRegisterDialog(Dialog):
    """A search of the register whose lines can be chosen, several with Shift or Ctrl, and added."""

    def __init__(self, context: Context, parent: QWidget | None = None, *, words: str = "") -> None:
        super().__init__(_("Add from the register"), parent or QApplication.activeWindow(), width_ems=46)
        self.setObjectName("add_from_register_dialog")
        self.context = context
        self.search = RegisterSearch(context)
        self.words, self.near, self.metres = LineEdit(_("Name")), LineEdit(_("Near")), LineEdit(_("Within metres"))
        self.authority, self.ward = Choice(), Choice()
        self.closed = QCheckBox(_("Clos&ed ones too"))
        self.found, self.problem = PlainLabel("", "small"), PlainLabel("", "problem")
        self.remark = PlainLabel("", "muted")
        self.model: RowsModel[Found] = RowsModel((), lambda row: row.urn, line=line_of, parent=self)
        self.view = RecordList(context.theme, _("Schools found"))
        self.view.setModel(self.model)
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(0)
        self._soon.timeout.connect(self._search)
        with context.store.read() as session:
            number = count_register(session)
            authorities = list_register_authorities(session) if number else ()
            self.metres.setText(str(get_setting(session, NEAR_METRES)))
        if number:
            self._lay_out(authorities)
            self.words.setText(words)
            self._soon.start()
        else:
            self._lay_out_empty()

    def _lay_out(self, authorities: tuple[tuple[str, int], ...]) -> None:
        self.authority.set_options([(_("Any"), ""), *((name, name) for name, _n in authorities)])
        self.ward.set_options([(_("Any"), "")])
        for choice in (self.authority, self.ward):
            choice.keep_narrow(8)
        self.ward.setEnabled(False)
        hint = _("A postcode or a URN, like LS6 2AB")
        self.body.addWidget(
            Spread(
                [
                    (Field(_("&Name, town, postcode or URN"), self.words), 12),
                    (Field(_("&Authority"), self.authority), 6),
                    (Field(_("&Ward"), self.ward), 6),
                    (Field(_("Nea&r"), self.near, hint=hint), 6),
                    (
                        Field(
                            _("Within &metres"),
                            self.metres,
                            hint=_("In a straight line. Walks: {how}").format(how=walking_assumption()),
                        ),
                        6,
                    ),
                ]
            )
        )
        self.problem.hide()
        self.remark.hide()
        for part in (self.closed, self.problem, self.remark, self.found):
            self.body.addWidget(part)
        self.view.setMinimumHeight(self.context.theme.line_height * 11)
        self.body.addWidget(self.view, 1)
        self.add_cancel(_("Close"))
        self.add = self.add_button(_("Add"), main=True)
        self.add.setEnabled(False)
        for line in (self.words, self.near, self.metres):
            line.textChanged.connect(self._soon.start)
        self.authority.picked.connect(self._on_authority)
        self.ward.picked.connect(self._soon.start)
        self.closed.toggled.connect(self._soon.start)
        self.view.selectionModel().selectionChanged.connect(self._on_selected)
        self.view.record_opened.connect(self._on_add)
        self.saved.connect(self._on_add)
        self.words.setFocus()

    def _lay_out_empty(self) -> None:
        empty = EmptyState(
            self.context.theme,
            "buildings",
            _("There is no register in this book yet"),
            _("Download a file from Get Information about Schools, the government’s register, and bring it in."),
        )
        empty.add_button(_("Import a register file…"), self._on_import, kind="filled")
        self.body.addWidget(empty, 1)
        self.add_cancel(_("Close"))

    def _on_import(self) -> None:
        self.reject()
        self.context.actions[Command.IMPORT_REGISTER].trigger()

    def _on_authority(self) -> None:
        name = str(self.authority.value())
        with self.context.store.read() as session:
            wards = list_register_wards(session, name) if name else ()
        self.ward.set_options([(_("Any"), ""), *((ward, ward) for ward, _n in wards)])
        self.ward.setEnabled(bool(wards))
        self._soon.start()

    def asked(self) -> Asked:
        """Return what is asked for now."""
        metres = self.metres.text().strip().replace(",", "")
        return Asked(
            words=self.words.text().strip(),
            authority=str(self.authority.value() or ""),
            ward=str(self.ward.value() or ""),
            near=self.near.text().strip(),
            metres=int(metres) if metres.isdigit() else 0,
            open_only=not self.closed.isChecked(),
        )

    def _search(self) -> None:
        asked = self.asked()
        try:
            rows, remark = self.search.find(asked)
        except AppError as error:
            rows, remark = [], ""
            # What is still being typed is not scolded.
            self.problem.setText("" if self.near.hasFocus() and len(asked.near) < 5 else error.sentence)
        else:
            self.problem.setText("")
        self.remark.setText(remark)
        self.remark.setVisible(bool(remark))
        self.problem.setVisible(bool(self.problem.text()))
        self.model.set_rows(rows)
        if asked.is_blank:
            words = _("Type a name, or choose an authority or a place.")
        elif not rows:
            words = _("Nothing in the register matches. Check the spelling or ask for less.")
        else:
            words = _("{n} found. Choose several with Ctrl or Shift, all with Ctrl+A.").format(n=f"{len(rows):,}")
        self.found.setText(words)
        announce(self, words)

    def chosen(self) -> list[Found]:
        """Return the chosen lines that are not in the records yet."""
        rows = self.view.chosen_rows()
        return [row for row in rows if isinstance(row, Found) and row.organisation_id is None]

    def _on_selected(self) -> None:
        number = len(self.chosen())
        self.add.setEnabled(number > 0 and not self.context.store.read_only)
        self.add.setText(
            _("Add") if not number else _("Add 1 school") if number == 1 else _("Add {n} schools").format(n=number)
        )

    def _on_add(self) -> None:
        urns = [row.urn for row in self.chosen()]
        if not urns:
            row = self.view.current_row()
            if isinstance(row, Found) and row.organisation_id is not None:
                self.reject()
                self.context.open("organisation", row.organisation_id)
            return
        self.add.setEnabled(False)
        self.note.setText(_("Adding…"))
        self.context.jobs.submit(
            _("Adding from the register"),
            partial(self._adopt, urns),
            self._on_added,
            self._on_trouble,
            on_cancelled=self._on_stopped,
            owner=self,
        )

    def _on_stopped(self) -> None:
        self.note.setText(_("Stopped. Nothing was added."))
        self._on_selected()

    def _adopt(self, urns: list[str], progress: Progress) -> Adopted:
        label = _("Add a school from the register") if len(urns) == 1 else _("Add {n} schools from the register")
        with self.context.store.write(label.format(n=len(urns))) as session:
            done = adopt(session, urns, self.context.today())
            progress.check()
        return done

    def _on_added(self, done: Adopted) -> None:
        self.accept()
        if done.questions:
            HeadQuestions(done.questions, self.parentWidget()).open()
        if done.added:
            self.context.open("organisation", done.added[0].organisation_id)

    def _on_trouble(self, trouble: BaseException) -> None:
        if not isinstance(trouble, AppError):
            self.context.jobs.failed.emit(trouble)
        self.note.setText(trouble.sentence if isinstance(trouble, AppError) else _("Nothing was added."))
        self._on_selected()


class HeadQuestions(Dialog):
    """Names of heads that could be read in two ways; nobody was added for them."""

    def __init__(self, questions: tuple[str, ...], parent: QWidget | None = None) -> None:
        super().__init__(_("Heads to look at"), parent, width_ems=38)
        self.setObjectName("head_questions_dialog")
        self.body.addWidget(
            PlainLabel(_("The schools are in your list. For these the name of the head is not certain."), "muted")
        )
        for question in questions:
            self.body.addWidget(PlainLabel(question))
        self.body.addStretch(1)
        self.add_cancel(_("Close"))
