"""The choices of reports that are kept under a name: chosen from a list, kept, renamed and removed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop.commands import Command
from desktop.dialogs.asking import WritingDialog, attempt, needed
from desktop.dialogs.saved_names import RenameDialog, SavedNamesDialog
from desktop.forms.fields import Choice, Field
from desktop.pages.reports.narrow import narrow_choice
from desktop.tables.columns import RecordLine
from desktop.theme import XS
from desktop.widgets.buttons import ActionButton, button
from desktop.widgets.flow import FlowLayout
from desktop.widgets.labels import PlainLabel
from desktop.widgets.line_edit import LineEdit
from models.actions.saved_reports import add_saved_report, put_away_saved_report, rename_saved_report
from models.errors import AppError, WrongUse
from models.queries.saved_reports import SavedReportRow, list_saved_reports
from reports.catalogue import FORMS, REPORTS, find_report
from reports.checking import form_words, title_of
from reports.saved import Chosen, parameters_of
from resources.i18n import _

if TYPE_CHECKING:
    from desktop.context import Context
    from desktop.pages.reports.choices import ReportChoices
    from models.changes import Changes


class SavedReports(QWidget):
    """The list of what is kept, above the choices; one chosen fills them in."""

    def __init__(self, context: Context, choices: ReportChoices) -> None:
        super().__init__()
        self._context, self._choices = context, choices
        self._rows: dict[int, SavedReportRow] = {}
        self._list = narrow_choice("saved_report", [])
        self._field = Field(_("Saved reports"), self._list)
        self.keep = button(_("Save choices…"), self._on_keep, kind="link", name="keep_report")
        self.change = button(_("Edit saved…"), self._on_change, kind="link", name="change_saved_reports")
        self.keep.setToolTip(_("Keep the report and all that is chosen for it under a name"))
        self.change.setToolTip(_("Rename or remove what is saved"))
        made = ActionButton(context.actions[Command.PAPERS_MADE], _("Papers made"), "link")
        row = FlowLayout()
        for one in (self.keep, self.change, made):
            row.addWidget(one)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(XS)
        column.addWidget(self._field)
        column.addLayout(row)
        self._list.picked.connect(self._on_picked)
        context.hub.changed.connect(self._on_changed)
        self._field.hide()
        self.change.hide()

    def load(self) -> None:
        """Ask the book what is kept."""
        with self._context.store.read() as session:
            known = {report.name for report in REPORTS}
            self._rows = {row.id: row for row in list_saved_reports(session) if row.report in known}
        options: list[tuple[str, object]] = [(_("None chosen"), None)]
        self._list.set_options([*options, *((row.name, row.id) for row in self._rows.values())])
        writable = not self._context.store.read_only
        self._field.setVisible(bool(self._rows))
        self.keep.setVisible(writable)
        self.change.setVisible(bool(self._rows) and writable)

    def forget(self) -> None:
        """Show that other choices were made than those of the one that was chosen."""
        self._list.set_value(None)

    def _on_changed(self, changes: Changes) -> None:
        if changes.touches("saved_report"):
            self.load()

    def _on_picked(self, number: object) -> None:
        row = self._rows.get(number) if isinstance(number, int) else None
        if row is None:
            return
        try:
            parameters = parameters_of(row, find_report(row.report), self._context.today())
        except AppError as trouble:
            self._context.say(trouble.sentence)
            return
        self._choices.choose_again(Chosen(row.report, parameters, row.about_name, row.period))
        self._list.set_value(row.id)

    def _on_keep(self) -> None:
        KeepReportDialog(self._context, self._choices, self.window()).open()

    def _on_change(self) -> None:
        SavedReportsDialog(self._context, self.window()).open()


class KeepReportDialog(WritingDialog):
    """Asks for the name of the choices in view, and as what kind of file the paper is made."""

    def __init__(self, context: Context, choices: ReportChoices, parent: QWidget | None = None) -> None:
        super().__init__(context, _("Save these choices"), parent, width_ems=32)
        self.setObjectName("keep_report_dialog")
        self._choices = choices
        words = _(
            "The report, its readers and everything else you chose. A period like “This term” goes with the day: "
            "next term it is the next one."
        )
        self.body.addWidget(PlainLabel(words, "muted"))
        self.name = LineEdit(_("Name"))
        hint = _("Like “Term report to the governors”")
        self.add_field(
            Field(_("&Name"), self.name, hint=hint, check=needed(self.name, _("Enter a name for the report")))
        )
        self.form = Choice([(form_words(form), form) for form in FORMS])
        self.add_field(Field(_("Kind of &file"), self.form, hint=_("For the command line; here you choose each time")))
        self.finish(_("Save choices"))
        self.name.setFocus()

    def write(self) -> None:
        """Keep them."""
        name = self.name.text().strip()
        fields = self._choices.to_keep(name, str(self.form.value()))
        if fields is None:
            raise WrongUse(_("One of the choices will not do yet. Mend it first; the page says which."))
        with self.context.store.write(_("Save the report “{name}”").format(name=name)) as session:
            add_saved_report(session, fields)


class RenameReportDialog(RenameDialog):
    """Asks for another name of saved choices."""

    def __init__(self, context: Context, row: SavedReportRow, parent: QWidget | None = None) -> None:
        missing, save = _("Enter a name for the report"), _("Rename report")
        super().__init__(context, row.name, missing=missing, save=save, parent=parent)
        self.setObjectName("rename_report_dialog")
        self._row = row

    def write(self) -> None:
        """Rename it."""
        with self.context.store.write(_("Rename the report “{name}”").format(name=self._row.name)) as session:
            rename_saved_report(session, self._row.id, self.name.text())


class SavedReportsDialog(SavedNamesDialog[SavedReportRow]):
    """What is kept, to rename and remove it by the keyboard."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(
            context,
            _("Saved reports"),
            none=_("No report is saved any more."),
            find=list_saved_reports,
            line=_line,
            parent=parent,
        )
        self.setObjectName("saved_reports_dialog")

    def ask_name(self, row: SavedReportRow) -> None:
        """Ask for another name of the choices."""
        RenameReportDialog(self.context, row, self).open()

    def take_away(self, row: SavedReportRow) -> None:
        """Remove the choices."""
        label = _("Remove the report “{name}”").format(name=row.name)
        attempt(self.context, label, lambda session: put_away_saved_report(session, row.id))


def _line(row: SavedReportRow) -> RecordLine:
    return RecordLine(row.name, title_of(row.report), form_words(row.form), icon="bookmark-simple")
