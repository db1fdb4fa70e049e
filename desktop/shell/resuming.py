"""Going on with what was being typed when the program stopped: the same form again, or the words to copy."""

from __future__ import annotations

import importlib
import json
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QApplication

from desktop.dialogs.drafted import DraftedDialog
from desktop.dialogs.typed_words import TypedWordsDialog
from desktop.forms.contents import spoken_lines
from models.errors import AppError
from resources.i18n import _

if TYPE_CHECKING:
    from desktop.context import Context
    from desktop.main_window import MainWindow
    from desktop.shell.page_drafts import PageDrafts
    from models.queries.drafts import DraftRow


class Resuming(QObject):
    """Opens a draft where it was being written."""

    def __init__(self, context: Context, window: MainWindow, pages: PageDrafts) -> None:
        super().__init__(context.wishes)
        self._context, self._window, self._pages = context, window, pages

    def resume(self, row: DraftRow) -> None:
        """Go on with a draft; what its form cannot take any more is shown as words to copy."""
        form, content = _loaded(row.form), _loaded(row.content)
        fields = dict(content.get("fields") or {})
        try:
            left = self._in_page(form, fields) if "page" in form else self._in_dialog(row.uid, form, fields)
        except AppError:
            # What it was about is gone; the words are not.
            left = fields
        if left:
            self._show_words(row, left, dict(content.get("labels") or {}))

    def _in_dialog(self, uid: str, form: dict[str, Any], fields: dict[str, Any]) -> dict[str, Any]:
        kind = dialog_kind(str(form.get("dialog") or ""))
        if kind is None or form.get("start") is None:
            return fields
        dialog = kind.reopen(self._context, form["start"])
        dialog.open()
        return dict(dialog.take_up(uid, fields))

    def _in_page(self, form: dict[str, Any], fields: dict[str, Any]) -> dict[str, Any]:
        record, stack = form.get("record"), self._window.stack
        if record is not None:
            self._context.open(str(record[0]), int(record[1]))
        else:
            self._context.show_page(str(form["page"]))
        page = stack.current_page()
        if page is None or (record is not None and page.record_in_view() != (record[0], record[1])):
            return fields
        return dict(self._pages.put(page, {name: str(text) for name, text in fields.items()}))

    def _show_words(self, row: DraftRow, left: dict[str, Any], labels: dict[str, str]) -> None:
        lines = spoken_lines(left, labels)
        if lines:
            TypedWordsDialog(row.words, lines, QApplication.activeWindow() or self._window).open()
        else:
            self._context.say(_("Nothing was left of what you were writing."))


def dialog_kind(name: str) -> type[DraftedDialog] | None:
    """Return the class of a form by the name in its draft; only forms of this program are looked for."""
    module, found, kind = name.partition(":")
    if not found or not module.startswith("desktop."):
        return None
    try:
        made = getattr(importlib.import_module(module), kind, None)
    except ImportError:
        return None
    return made if isinstance(made, type) and issubclass(made, DraftedDialog) else None


def _loaded(text: str) -> dict[str, Any]:
    """Read what a draft holds; one that cannot be read holds nothing."""
    try:
        found = json.loads(text)
    except ValueError:
        return {}
    return found if isinstance(found, dict) else {}
