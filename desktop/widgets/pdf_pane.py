"""A paper to look through: its pages as pictures or as words, with size, page and search above them."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QTextCursor
from PySide6.QtWidgets import QHBoxLayout, QPlainTextEdit, QStackedWidget, QVBoxLayout, QWidget

from desktop.theme import XS, M, S, Theme
from desktop.widgets.announce import announce
from desktop.widgets.buttons import Button, Opener, icon_button
from desktop.widgets.flow import FlowLayout
from desktop.widgets.labels import PlainLabel
from desktop.widgets.line_edit import FilterBox, LineEdit
from desktop.widgets.pdf_view import PdfView
from resources.i18n import _


class PageWords(QPlainTextEdit):
    """What a page says, in the size of text of the window: to be read with the arrows, heard, or copied."""

    turned = Signal(int)
    """Another page is wanted: so many on, or back."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("page_words")
        self.setReadOnly(True)
        self.setTabChangesFocus(True)
        self.setAccessibleName(_("Words of the page"))
        self.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByKeyboard | Qt.TextInteractionFlag.TextSelectableByMouse
        )

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Turn pages with Ctrl+Page Up and Down."""
        steps = {Qt.Key.Key_PageDown: 1, Qt.Key.Key_PageUp: -1}
        step = steps.get(Qt.Key(event.key()))
        if step is not None and event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.turned.emit(step)
            return
        super().keyPressEvent(event)


class _PageLine(LineEdit):
    """The number of the page in view; another one and Enter goes there."""

    def __init__(self) -> None:
        super().__init__(_("Go to page"))
        self.setObjectName("go_to_page")
        self.setAlignment(Qt.AlignmentFlag.AlignRight)

    def fit(self, theme: Theme) -> None:
        """Be wide enough for three figures."""
        self.setFixedWidth(round(theme.line_height * 2.6))


class PdfPane(QWidget):
    """The pages with everything to look through them."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self.view = PdfView(theme)
        self.words = PageWords()
        self.find_box = FilterBox(theme, _("Find in the report"), _("Find words"), "magnifying-glass")
        self.find_box.setObjectName("find_in_report")
        self._found = PlainLabel("", "muted", wrap=False)
        self._found.setObjectName("found_in_report")
        self._count = 0
        self._page = _PageLine()
        self._pages = PlainLabel("", "muted", wrap=False)
        self.as_words = Opener(_("Re&ad as text"), name="read_as_text")
        self.stack = QStackedWidget()
        self.stack.addWidget(self.view)
        self.stack.addWidget(self.words)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._make_bar())
        column.addWidget(self.stack, 1)
        self._connect()
        theme.changed.connect(self._fit)
        self._fit()
        self._on_page_changed(0, 0)

    def _make_bar(self) -> QWidget:
        bar = QWidget()
        bar.setObjectName("pdf_bar")
        column = QVBoxLayout(bar)
        column.setContentsMargins(M, S, M, S)
        flow = FlowLayout()
        column.addLayout(flow)
        theme, view = self._theme, self.view
        self._smaller = icon_button(theme, "minus", _("Smaller pages"), view.zoom_out)
        self._larger = icon_button(theme, "plus", _("Larger pages"), view.zoom_in)
        self._wide = icon_button(theme, "arrows-out-line-horizontal", _("As wide as the window"), view.fit_width)
        before = icon_button(theme, "caret-up", _("Page before (Ctrl+Page Up)"), self._on_before)
        after = icon_button(theme, "caret-down", _("Next page (Ctrl+Page Down)"), self._on_after)
        label = PlainLabel(_("Pa&ge"), wrap=False)
        label.setBuddy(self._page)
        flow.addWidget(_row(self._smaller, self._larger, self._wide))
        flow.addWidget(_row(label, self._page, self._pages, before, after))
        flow.addWidget(_row(self.find_box, self._found))
        flow.addWidget(_row(self.as_words))
        return bar

    def _connect(self) -> None:
        self.view.page_changed.connect(self._on_page_changed)
        self.words.turned.connect(self.view.turn)
        self._page.returnPressed.connect(self._on_page_typed)
        self.find_box.filtered.connect(self._on_find)
        self.find_box.returnPressed.connect(self._on_find_next)
        self.as_words.switched.connect(self._on_as_words)

    def show_pdf(self, content: bytes) -> None:
        """Show a paper in place of the one before, on the same page, with the same words found."""
        self.view.show_pdf(content)
        if self.find_box.text().strip():
            self._tell_found(self.view.find_words(self.find_box.text()))

    def clear(self) -> None:
        """Show no paper."""
        self.view.clear()

    # --- turning pages --------------------------------------------------------------------------------------------

    def _on_before(self) -> None:
        self.view.turn(-1)

    def _on_after(self) -> None:
        self.view.turn(1)

    def _on_page_changed(self, page: int, pages: int) -> None:
        self._page.setText(str(page) if pages else "")
        self._pages.setText(_("of {pages}").format(pages=pages) if pages else "")
        where = _("Page {page} of {pages}").format(page=page, pages=pages) if pages else ""
        self._page.setAccessibleDescription(where)
        self.words.setAccessibleName(_("Words of page {page} of {pages}").format(page=page, pages=pages))
        text = self.view.text(page - 1)
        if text != self.words.toPlainText():
            self.words.setPlainText(text)

    def _on_page_typed(self) -> None:
        text = self._page.text().strip()
        if text.isascii() and text.isdigit():
            self.view.go_to(int(text[:6]) - 1)
        page, pages = self.view.page + 1, self.view.page_count
        self._page.setText(str(page) if pages else "")
        self._page.selectAll()
        announce(self._page, _("Page {page} of {pages}").format(page=page, pages=pages))

    # --- finding --------------------------------------------------------------------------------------------------

    def _on_find(self, words: str) -> None:
        self._tell_found(self.view.find_words(words))

    def _on_find_next(self) -> None:
        self.view.find_next()
        self._tell_found(0 if not self.view.hit else -1)

    def _tell_found(self, count: int) -> None:
        """Say which of how many places is in view; -1 for as many as before."""
        self._count = count if count >= 0 else self._count
        words = ""
        if self.find_box.text().strip():
            words = _("{place} of {count}").format(place=self.view.hit, count=self._count) if self._count else ""
            words = words or _("Not found")
        self._found.setText(words)
        announce(self.find_box, words)
        if self.stack.currentWidget() is self.words and self._count:
            self.words.moveCursor(QTextCursor.MoveOperation.Start)
            self.words.find(self.find_box.text().strip())

    # --- words or pictures ----------------------------------------------------------------------------------------

    def _on_as_words(self, wanted: bool) -> None:
        self.stack.setCurrentWidget(self.words if wanted else self.view)
        self.as_words.setText(_("Show p&ages") if wanted else _("Re&ad as text"))
        for each in (self._smaller, self._larger, self._wide):
            each.setEnabled(not wanted)
        self.stack.currentWidget().setFocus(Qt.FocusReason.OtherFocusReason)

    def _fit(self) -> None:
        self._page.fit(self._theme)
        self.find_box.setFixedWidth(self._theme.line_height * 10)
        self._found.setMinimumWidth(self._theme.line_height * 3)


def _row(*parts: QWidget | Button) -> QWidget:
    """Return parts that stay together when the bar breaks."""
    box = QWidget()
    row = QHBoxLayout(box)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(XS)
    for part in parts:
        row.addWidget(part)
    return box
