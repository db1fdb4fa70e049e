"""The foot of the choices: what is done with a report once it is made."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QMenu, QVBoxLayout

from desktop.commands import SPECS, Command, plain, tip_of
from desktop.theme import L, M
from desktop.widgets.buttons import button
from desktop.widgets.flow import FlowLayout
from desktop.widgets.menus import drop_down
from resources.i18n import _
from resources.i18n import marked as m

if TYPE_CHECKING:
    from desktop.theme import Theme


_MORE = m("Word, web page, password…")


class PassingOn(QFrame):
    """Save, print and send, in view however long the choices are; and the way to the preview where it is needed."""

    save_wanted = Signal(str)
    """Save it as "pdf", "xlsx", "docx" or "html"."""
    protect_wanted = Signal()
    """Save it as a file that opens only with a password."""
    print_wanted = Signal()
    send_wanted = Signal()
    preview_wanted = Signal()
    """The preview is to be shown where only one pane fits."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.setProperty("look", "bar")
        pdf, xlsx = partial(self.save_wanted.emit, "pdf"), partial(self.save_wanted.emit, "xlsx")
        self._preview = button(
            _("See how it loo&ks"), self.preview_wanted.emit, theme=theme, icon="eye", name="see_preview"
        )
        self._preview.hide()
        self._buttons = {
            Command.SAVE_PDF: button(
                _("&Save as PDF…"), pdf, kind="filled", theme=theme, icon="file-pdf", name="save_pdf"
            ),
            Command.SAVE_EXCEL: button(_("E&xcel…"), xlsx, theme=theme, icon="table", name="save_xlsx"),
            Command.PRINT: button(
                _("Pr&int…"), self.print_wanted.emit, theme=theme, icon="printer", name="print_report"
            ),
            Command.SEND_REPORT: button(
                _("Emai&l…"), self.send_wanted.emit, theme=theme, icon="paper-plane-tilt", name="send_report"
            ),
        }
        for command, made in self._buttons.items():
            made.setToolTip(tip_of(command))
            made.setAccessibleName(plain(_(SPECS[command].text)))
        self._more = button(_(_MORE), self._show_more, theme=theme, icon="file-text", name="save_other")
        flow = FlowLayout()
        for one in (self._preview, *self._buttons.values(), self._more):
            flow.addWidget(one)
        column = QVBoxLayout(self)
        column.setContentsMargins(L, M, L, M)
        column.addLayout(flow)

    def _show_more(self) -> None:
        drop_down(self.more_menu(), self._more)

    def more_menu(self) -> QMenu:
        """Return the forms that are asked for less often, and all that has no button of its own in a low window."""
        menu = QMenu(self)
        for command, made in self._buttons.items():
            if made.isHidden():
                menu.addAction(_(SPECS[command].text), made.click)
        for command, form in ((Command.SAVE_WORD, "docx"), (Command.SAVE_WEB, "html")):
            menu.addAction(_(SPECS[command].text), partial(self.save_wanted.emit, form))
        menu.addAction(_(SPECS[Command.SAVE_PROTECTED].text), self.protect_wanted.emit)
        return menu

    def set_low(self, low: bool) -> None:
        """Keep to one row in a low window: the rest goes behind one button."""
        for command, made in self._buttons.items():
            made.setVisible(not low or command is Command.SAVE_PDF)
        self._more.setText(_("More…") if low else _(_MORE))

    def set_ready(self, ready: bool) -> None:
        """Let the report be saved and printed, or not."""
        for made in (*self._buttons.values(), self._more):
            made.setEnabled(ready)

    def offer_preview(self, offered: bool) -> None:
        """Offer the way to the preview, or not where it stands beside the choices."""
        self._preview.setVisible(offered)
