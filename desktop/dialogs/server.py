"""A book on a PostgreSQL server: which one, and the password by which the server knows whoever asks."""

from __future__ import annotations

from urllib.parse import quote

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from desktop.forms.fields import Field, first_problem
from desktop.forms.new_passphrase import secret_line
from desktop.widgets.dialog import Dialog
from desktop.widgets.labels import PlainLabel
from desktop.widgets.line_edit import LineEdit
from models.server_address import is_server, shown
from resources.i18n import _

SCHEME = "postgresql://"


class ServerDialog(Dialog):
    """Asks for a server, a database and who one is there; the password is told to the server and kept nowhere."""

    given = Signal(str, str)
    """The address, without a password, and the password or nothing."""

    def __init__(self, title: str, words: str, action: str, parent: QWidget | None = None, *, last: str = "") -> None:
        """`words` says what for, `action` is what the filled button says; `last` is the address to begin with."""
        super().__init__(title, parent, width_ems=34)
        self.setObjectName("server_dialog")
        self.body.addWidget(PlainLabel(words))
        self.server, self.database = LineEdit(_("Server")), LineEdit(_("Database"))
        self.name, self.password = LineEdit(_("Your name there")), secret_line(_("Password"))
        self._fields = [
            Field(_("&Server"), self.server, hint=_("As whoever runs it names it, like db.school.example")),
            Field(_("&Database"), self.database, check=self._check_database),
            Field(_("&Your name there"), self.name),
            Field(_("&Password"), self.password, hint=_("Kept nowhere: you are asked for it each time")),
        ]
        for field in self._fields:
            self.body.addWidget(field)
        self.body.addWidget(
            PlainLabel(
                _("What goes to another computer is encrypted, and only a server that proves who it is gets anything."),
                "muted",
            )
        )
        self.body.addStretch(1)
        self.add_cancel()
        self.add_button(action, main=True)
        self.saved.connect(self._on_saved)
        self._begin_with(last)

    def _begin_with(self, last: str) -> None:
        who, _mark, where = last.removeprefix(SCHEME).rpartition("@")
        server, _mark, database = where.partition("/")
        self.server.setText(server)
        self.database.setText(database)
        self.name.setText(who)
        (self.password if database else self.server).setFocus()

    def address(self) -> str:
        """Return the address that was given, without any password. A whole address may stand in the first field."""
        server = self.server.text().strip()
        if is_server(server):
            return shown(server)
        name, database = (quote(line.text().strip(), safe="") for line in (self.name, self.database))
        return f"{SCHEME}{name}{'@' if name else ''}{server}/{database}"

    def _check_database(self) -> str:
        if self.database.text().strip() or is_server(self.server.text().strip()):
            return ""
        return _("Enter the name of the database that holds the book")

    def _on_saved(self) -> None:
        if first_problem(self._fields) is None:
            address, password = self.address(), self.password.text()
            self.accept()
            self.given.emit(address, password)
