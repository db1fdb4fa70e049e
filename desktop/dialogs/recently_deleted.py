"""Recently deleted: what was put away in the last 30 days, of every kind, and the way to bring it back."""

from __future__ import annotations

from collections.abc import Hashable
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QApplication, QWidget

from desktop.dialogs.asking import attempt
from desktop.tables.columns import RecordLine
from desktop.tables.record_list import RecordList
from desktop.tables.rows_model import RowsModel
from desktop.widgets.dialog import Dialog
from desktop.widgets.labels import PlainLabel
from desktop.widgets.line_edit import FilterBox
from models.actions.deleted import bring_back_records
from models.queries.deleted import DeletedRow, list_deleted
from models.text import sort_key
from reports.formatting import clock, short_date
from resources.i18n import _, ngettext

if TYPE_CHECKING:
    from desktop.context import Context
    from models.changes import Changes

KEPT_DAYS = 30
_ICONS = {
    "organisation": "buildings",
    "person": "user",
    "conversation": "chat-circle-text",
    "meeting": "notebook",
    "commitment": "check-square",
    "event": "calendar-blank",
    "note": "note",
}


class RecentlyDeletedDialog(Dialog):
    """A list, the latest first; Enter or the button brings the chosen ones back, Undo takes that back too."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(_("Recently deleted"), parent or QApplication.activeWindow(), width_ems=40)
        self.setObjectName("recently_deleted_dialog")
        self._context = context
        self._all: tuple[DeletedRow, ...] = ()
        words = _("What was deleted in the last {n} days. It is left out of lists, searches and reports.")
        self.body.addWidget(PlainLabel(words.format(n=KEPT_DAYS), "muted"))
        self.box = FilterBox(context.theme, _("Filter what was deleted"), hint=_("Filter by name or kind"))
        self.model: RowsModel[DeletedRow] = RowsModel((), _key, line=_line, parent=self)
        self.view = RecordList(context.theme, _("What was deleted"))
        self.view.setModel(self.model)
        self.view.setMinimumHeight(context.theme.line_height * 10)
        self.nothing = PlainLabel("", "muted")
        for part in (self.box, self.view, self.nothing):
            self.body.addWidget(part)
        self.body.addStretch(1)
        self.add_cancel(_("Close"))
        self.back = self.add_button(_("Bring back"), main=True)
        self.saved.connect(self.bring_back)
        self.box.filtered.connect(self._show)
        self.view.record_opened.connect(self.bring_back)
        self.view.selectionModel().selectionChanged.connect(self._on_chosen)
        context.hub.changed.connect(self._on_changed)
        self.refresh()
        self.view.setFocus()

    def refresh(self) -> None:
        """Ask the book again."""
        since = datetime.now(UTC).replace(tzinfo=None) - timedelta(days=KEPT_DAYS)
        with self._context.store.read() as session:
            self._all = list_deleted(session, since=since)
        self._show()

    def bring_back(self) -> None:
        """Bring back what is chosen."""
        chosen = [row for row in self.view.chosen_rows() if isinstance(row, DeletedRow)]
        if not chosen or self._context.store.read_only:
            return
        what = chosen[0].name if len(chosen) == 1 else _("{n} records").format(n=len(chosen))
        records = [(row.kind, row.id) for row in chosen]

        def work(session: Any) -> None:
            bring_back_records(session, records)

        attempt(self._context, _("Bring back {name}").format(name=what), work)

    def _on_changed(self, _changes: Changes) -> None:
        self.refresh()

    def _on_chosen(self) -> None:
        number = len(self.view.chosen_rows())
        self.back.setEnabled(number > 0 and not self._context.store.read_only)
        self.back.setText(
            ngettext("Bring back", "Bring back {n} records", number).format(n=number) if number else _("Bring back")
        )

    def _show(self, _text: str = "") -> None:
        asked = sort_key(self.box.text()).split()
        rows = [row for row in self._all if all(word in sort_key(f"{row.name} {row.word}") for word in asked)]
        self.model.set_rows(rows)
        if rows and not self.view.selectedIndexes():
            self.view.setCurrentIndex(self.model.index(0, 0))
        self.view.setVisible(bool(rows))
        self.box.setVisible(bool(self._all))
        self.nothing.setVisible(not rows)
        if self._all:
            self.nothing.setText(_("Nothing matches “{words}”.").format(words=self.box.text().strip()))
        else:
            self.nothing.setText(_("Nothing was deleted lately."))
        self._on_chosen()

    def done(self, result: int) -> None:
        """Stop listening."""
        self._context.hub.changed.disconnect(self._on_changed)
        super().done(result)


def _key(row: DeletedRow) -> Hashable:
    return row.kind, row.id


def _line(row: DeletedRow) -> RecordLine:
    at = row.at.replace(tzinfo=UTC).astimezone()
    when = _("Deleted {day}, {time}").format(day=short_date(at), time=clock(at))
    detail = f"{when} · {row.by}" if row.by else when
    return RecordLine(row.name, detail, row.word[:1].upper() + row.word[1:], icon=_ICONS.get(row.kind, "file-text"))
