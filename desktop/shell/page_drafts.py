"""What is being typed on a page: the field with the keyboard, quick notes, and fields that could not be saved yet."""

from __future__ import annotations

import uuid
from collections.abc import Iterator
from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QApplication, QLineEdit, QPlainTextEdit, QWidget

from desktop.commands import Command
from desktop.forms.autosave import AutosaveForm
from desktop.forms.contents import editors_of, label_of
from desktop.forms.quick_note import QuickNote
from desktop.widgets.line_edit import FilterBox
from models.errors import AppError
from models.queries.records import find_names
from resources.i18n import _

if TYPE_CHECKING:
    from desktop.main_window import MainWindow
    from desktop.shell.page import Page


class Typed(NamedTuple):
    """What was typed into fields of a page: where the page was, the words for it, and the texts by field."""

    uid: str
    form: dict[str, object]
    words: str
    content: dict[str, object]


class PageDrafts(QObject):
    """Remembers what each field of a page held before it was typed into."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window
        self._session = str(uuid.uuid4())
        self._editor: QWidget | None = None
        self._before = ""
        QApplication.instance().focusChanged.connect(self._on_focus)  # type: ignore[union-attr]

    def typed(self) -> list[Typed]:
        """Return what is typed on the page in view and not saved; one entry for a page."""
        page = self._window.stack.current_page()
        texts = dict(self._texts(page)) if page is not None else {}
        if page is None or not texts:
            return []
        record = page.record_in_view()
        key = self._window.stack.current_key
        uid = f"{self._session} {key} {record}"
        form: dict[str, object] = {"page": key, "record": list(record) if record is not None else None}
        labels = {name: label_of(page, name) for name in texts}
        return [Typed(uid, form, self._words(record), {"fields": texts, "labels": labels})]

    def put(self, page: Page, texts: dict[str, str]) -> dict[str, str]:
        """Put texts into the fields of a page again, and the keyboard into the last; return what found no field."""
        edit = page.commands().get(Command.EDIT_RECORD)
        lines = {name: text for name, text in texts.items() if not _is_quick_note(editors_of(page).get(name))}
        if lines and edit is not None:
            edit()
        left = {}
        editors = editors_of(page)
        for name, text in texts.items():
            editor = editors.get(name)
            if isinstance(editor, QLineEdit | QPlainTextEdit) and editor.isVisible():
                self._put(editor, text)
            else:
                left[name] = text
        return left

    def _put(self, editor: QLineEdit | QPlainTextEdit, text: str) -> None:
        editor.setFocus()
        self._editor, self._before = editor, _text_of(editor)
        if isinstance(editor, QLineEdit):
            editor.setText(text)
        else:
            editor.setPlainText(text)

    def _on_focus(self, _old: QWidget | None, new: QWidget | None) -> None:
        page = self._window.stack.current_page()
        if new is None or new is self._editor:
            return
        if isinstance(new, QLineEdit | QPlainTextEdit) and page is not None and page.isAncestorOf(new):
            self._editor, self._before = new, _text_of(new)
        else:
            self._editor = None

    def _texts(self, page: Page) -> Iterator[tuple[str, str]]:
        """Yield name and text of every field that holds what is not saved."""
        wanted: list[QWidget] = [note.line for note in page.findChildren(QuickNote) if note.line.text().strip()]
        forms = page.findChildren(AutosaveForm)
        for form in forms:
            wanted += form.unsaved()
        editor = self._window.focusWidget()
        if editor is not None and not any(form.isAncestorOf(editor) for form in forms) and self._is_begun(editor):
            wanted.append(editor)
        if wanted:
            names = {editor: name for name, editor in editors_of(page).items()}
            yield from {names[one]: _text_of(one) for one in wanted if one in names}.items()

    def _is_begun(self, editor: QWidget) -> bool:
        """Tell whether a field was typed into since it got the keyboard: it is saved when it is left, not before."""
        return editor is self._editor and _is_typed(editor) and _text_of(editor) != self._before

    def _words(self, record: tuple[str, int] | None) -> str:
        context = self._window.context
        if record is None or context is None:
            return _("on this page")
        try:
            with context.store.read() as session:
                names = find_names(session, [record])
        except AppError:
            names = {}
        name = names[record].name if record in names else ""
        return _("about {name}").format(name=name) if name else _("about a record")


def _is_typed(editor: QWidget) -> bool:
    if isinstance(editor, FilterBox):
        return False
    return isinstance(editor, QLineEdit | QPlainTextEdit) and not editor.isReadOnly()


def _is_quick_note(editor: QWidget | None) -> bool:
    return editor is not None and isinstance(editor.parentWidget(), QuickNote)


def _text_of(editor: QWidget) -> str:
    if isinstance(editor, QPlainTextEdit):
        return editor.toPlainText()
    return editor.text() if isinstance(editor, QLineEdit) else ""
