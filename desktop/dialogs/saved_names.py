"""What is saved under a name, wherever it is saved: a list of it to rename and remove, and the asking for a name."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any, Generic, Protocol, TypeVar

from PySide6.QtWidgets import QWidget

from desktop.dialogs.asking import WritingDialog, needed
from desktop.forms.fields import Field
from desktop.tables.columns import RecordLine
from desktop.tables.record_list import RecordList
from desktop.tables.rows_model import RowsModel
from desktop.widgets.dialog import Dialog
from desktop.widgets.labels import PlainLabel
from desktop.widgets.line_edit import LineEdit
from resources.i18n import _

if TYPE_CHECKING:
    from desktop.context import Context


class SavedName(Protocol):
    """One thing that is saved."""

    @property
    def id(self) -> int:
        """Its number in the book."""

    @property
    def name(self) -> str:
        """What it is called."""


Row = TypeVar("Row", bound=SavedName)


class RenameDialog(WritingDialog):
    """Asks for another name. Who knows what is renamed says so by `write`."""

    def __init__(self, context: Context, name: str, *, missing: str, save: str, parent: QWidget | None = None) -> None:
        """`missing` is said while there is no name, `save` is what the button says."""
        super().__init__(context, _("Rename “{name}”").format(name=name), parent, width_ems=28)
        self.name = LineEdit(_("Name"))
        self.name.setText(name)
        self.add_field(Field(_("&Name"), self.name, check=needed(self.name, missing)))
        self.finish(save)
        self.name.setFocus()
        self.name.selectAll()


class SavedNamesDialog(Dialog, Generic[Row]):
    """What is saved, to rename and remove it by the keyboard; in a book that is only read it can be looked at."""

    def __init__(
        self,
        context: Context,
        title: str,
        *,
        none: str,
        find: Callable[[Any], Sequence[Row]],
        line: Callable[[Row], RecordLine],
        parent: QWidget | None = None,
        width_ems: float = 34,
    ) -> None:
        """`none` is said while nothing is saved; `find` gets a session and returns what is."""
        super().__init__(title, parent, width_ems=width_ems)
        self.context, self._find = context, find
        self.model: RowsModel[Row] = RowsModel((), lambda row: row.id, line=line, parent=self)
        self.list = RecordList(context.theme, title)
        self.list.setModel(self.model)
        self.list.setMinimumHeight(8 * context.theme.line_height)
        self.none = PlainLabel(none, "muted")
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

    def ask_name(self, row: Row) -> None:
        """Ask for another name of one."""
        raise NotImplementedError

    def take_away(self, row: Row) -> None:
        """Remove one; Undo brings it back."""
        raise NotImplementedError

    def _load(self) -> None:
        with self.context.store.read() as session:
            self.model.set_rows(self._find(session))
        found = self.model.rowCount() > 0
        self.list.setVisible(found)
        self.none.setVisible(not found)
        if found and not self.list.currentIndex().isValid():
            self.list.setCurrentIndex(self.model.index(0, 0))
        self._fit()

    def _fit(self) -> None:
        can = self._row() is not None and not self.context.store.read_only
        self.rename.setEnabled(can)
        self.remove.setEnabled(can)

    def _row(self) -> Row | None:
        index = self.list.currentIndex()
        return self.model.row_at(index.row()) if index.isValid() else None

    def _on_rename(self) -> None:
        row = self._row()
        if row is not None and self.rename.isEnabled():
            self.ask_name(row)

    def _on_remove(self) -> None:
        row = self._row()
        if row is not None:
            self.take_away(row)
