"""Saving what narrows a list under a name, renaming it and removing it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QWidget

from desktop.dialogs.asking import WritingDialog, attempt, needed
from desktop.forms.fields import Field
from desktop.tables.columns import RecordLine
from desktop.tables.record_list import RecordList
from desktop.tables.rows_model import RowsModel
from desktop.widgets.dialog import Dialog
from desktop.widgets.labels import PlainLabel
from desktop.widgets.line_edit import LineEdit
from models.actions.saved_searches import (
    SavedSearchFields,
    add_saved_search,
    edit_saved_search,
    put_away_saved_search,
)
from models.errors import WrongUse
from models.queries.saved_searches import SavedSearchRow, list_saved_searches
from models.text import sort_key
from resources.i18n import _

if TYPE_CHECKING:
    from desktop.context import Context


class SaveFilterDialog(WritingDialog):
    """Asks for the name of a filter."""

    def __init__(
        self,
        context: Context,
        kind: str,
        rules: str,
        words: tuple[str, ...],
        parent: QWidget | None = None,
        page: str = "",
    ) -> None:
        """`page` is the one whose list it is saved on, where another list is of the same kind."""
        super().__init__(context, _("Save this filter"), parent, width_ems=30)
        self.setObjectName("save_filter_dialog")
        self._kind, self._rules, self._page = kind, rules, page
        said = PlainLabel(_("The list is narrowed to: {words}.").format(words="; ".join(words)), "muted")
        self.body.addWidget(said)
        self.name = LineEdit(_("Name"))
        hint = _("It appears above the list with its count.")
        self.add_field(
            Field(_("&Name"), self.name, hint=hint, check=needed(self.name, _("Enter a name for the filter")))
        )
        self.finish(_("Save filter"))
        self.name.setFocus()

    def write(self) -> None:
        """Keep it."""
        name = self.name.text().strip()
        with self.context.store.write(_("Save filter “{name}”").format(name=name)) as session:
            check_new_name(session, self._kind, self._page, name)
            fields = SavedSearchFields(name, self._kind, self._rules, page=self._page)
            add_saved_search(session, fields, self.context.today())


class RenameFilterDialog(WritingDialog):
    """Asks for another name of a saved filter."""

    def __init__(self, context: Context, row: SavedSearchRow, parent: QWidget | None = None) -> None:
        super().__init__(context, _("Rename “{name}”").format(name=row.name), parent, width_ems=28)
        self.setObjectName("rename_filter_dialog")
        self._row = row
        self.name = LineEdit(_("Name"))
        self.name.setText(row.name)
        self.add_field(Field(_("&Name"), self.name, check=needed(self.name, _("Enter a name for the filter"))))
        self.finish(_("Rename filter"))
        self.name.setFocus()
        self.name.selectAll()

    def write(self) -> None:
        """Rename it."""
        row, name = self._row, self.name.text().strip()
        fields = SavedSearchFields(name, row.about, row.rules, row.visibility, page=row.page, version=row.version)
        with self.context.store.write(_("Rename filter “{name}”").format(name=row.name)) as session:
            check_new_name(session, row.about, row.page, name, but=row.id)
            edit_saved_search(session, row.id, fields, self.context.today())


class SavedFiltersDialog(Dialog):
    """The saved filters of a list, to rename and remove them by the keyboard."""

    def __init__(self, context: Context, kind: str, parent: QWidget | None = None, page: str = "") -> None:
        super().__init__(_("Saved filters"), parent, width_ems=32)
        self.setObjectName("saved_filters_dialog")
        self._context, self._kind, self._page = context, kind, page
        self.model: RowsModel[SavedSearchRow] = RowsModel((), lambda row: row.id, line=_line, parent=self)
        self.list = RecordList(context.theme, _("Saved filters"))
        self.list.setModel(self.model)
        self.list.setMinimumHeight(8 * context.theme.line_height)
        self.none = PlainLabel(_("No filter is saved yet. Narrow the list, then choose Save this filter."), "muted")
        self.body.addWidget(self.list)
        self.body.addWidget(self.none)
        self.rename = self.add_button(_("&Rename…"))
        self.remove = self.add_button(_("Re&move"))
        self.add_cancel(_("Close"))
        self.rename.clicked.connect(self._on_rename)
        self.remove.clicked.connect(self._on_remove)
        self.list.record_opened.connect(self._on_rename)
        self.list.record_chosen.connect(self._fit)
        context.hub.changed.connect(self._load)
        self._load()

    def _load(self) -> None:
        with self._context.store.read() as session:
            self.model.set_rows(list_saved_searches(session, self._kind, self._page))
        found = self.model.rowCount() > 0
        self.list.setVisible(found)
        self.none.setVisible(not found)
        if found and not self.list.currentIndex().isValid():
            self.list.setCurrentIndex(self.model.index(0, 0))
        self._fit()

    def _fit(self) -> None:
        can = self.list.current_row() is not None and not self._context.store.read_only
        self.rename.setEnabled(can)
        self.remove.setEnabled(can)

    def _on_rename(self) -> None:
        row = self.list.current_row()
        if isinstance(row, SavedSearchRow) and self.rename.isEnabled():
            RenameFilterDialog(self._context, row, self).open()

    def _on_remove(self) -> None:
        row = self.list.current_row()
        if isinstance(row, SavedSearchRow):
            remove_filter(self._context, row)


def remove_filter(context: Context, row: SavedSearchRow) -> None:
    """Take a saved filter away; Undo brings it back."""
    attempt(
        context,
        _("Remove filter “{name}”").format(name=row.name),
        lambda session: put_away_saved_search(session, row.id),
    )


def check_new_name(session: Any, kind: str, page: str, name: str, *, but: int | None = None) -> None:
    """Refuse a name that another filter of the list has: two chips could not be told apart."""
    key = sort_key(name)
    for row in list_saved_searches(session, kind, page):
        if row.id != but and sort_key(row.name) == key:
            raise WrongUse(_("There is a filter “{name}” already. Enter another name.").format(name=row.name))


def _line(row: SavedSearchRow) -> RecordLine:
    return RecordLine(row.name, icon="bookmark-simple")
