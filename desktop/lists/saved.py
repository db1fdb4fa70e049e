"""Saving what narrows a list under a name, renaming it and removing it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QWidget

from desktop.dialogs.asking import WritingDialog, attempt, needed
from desktop.dialogs.saved_names import RenameDialog, SavedNamesDialog
from desktop.forms.fields import Field
from desktop.tables.columns import RecordLine
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


class RenameFilterDialog(RenameDialog):
    """Asks for another name of a saved filter."""

    def __init__(self, context: Context, row: SavedSearchRow, parent: QWidget | None = None) -> None:
        missing, save = _("Enter a name for the filter"), _("Rename filter")
        super().__init__(context, row.name, missing=missing, save=save, parent=parent)
        self.setObjectName("rename_filter_dialog")
        self._row = row

    def write(self) -> None:
        """Rename it."""
        row, name = self._row, self.name.text().strip()
        fields = SavedSearchFields(name, row.about, row.rules, row.visibility, page=row.page, version=row.version)
        with self.context.store.write(_("Rename filter “{name}”").format(name=row.name)) as session:
            check_new_name(session, row.about, row.page, name, but=row.id)
            edit_saved_search(session, row.id, fields, self.context.today())


class SavedFiltersDialog(SavedNamesDialog[SavedSearchRow]):
    """The saved filters of a list, to rename and remove them by the keyboard."""

    def __init__(self, context: Context, kind: str, parent: QWidget | None = None, page: str = "") -> None:
        super().__init__(
            context,
            _("Saved filters"),
            none=_("No filter is saved yet. Narrow the list, then choose Save this filter."),
            find=lambda session: list_saved_searches(session, kind, page),
            line=_line,
            parent=parent,
            width_ems=32,
        )
        self.setObjectName("saved_filters_dialog")

    def ask_name(self, row: SavedSearchRow) -> None:
        """Ask for another name of a filter."""
        RenameFilterDialog(self.context, row, self).open()

    def take_away(self, row: SavedSearchRow) -> None:
        """Remove a filter."""
        remove_filter(self.context, row)


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
