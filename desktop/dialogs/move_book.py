"""Moving the whole book to a server, from one, or into another file: where to, the work, and where it is now."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QFileDialog, QWidget

from desktop import places
from desktop.dialogs.server import ServerDialog
from desktop.dialogs.shared_folder import SharedFolderDialog, found_at
from desktop.settings import SERVER_BOOK
from desktop.shell.opening import NewPassphraseDialog
from desktop.widgets.dialog import Dialog
from desktop.widgets.file_dialog import FileDialog
from desktop.widgets.labels import PlainLabel
from desktop.widgets.passing import open_once
from models.server_address import book_name
from resources.i18n import _, ngettext

if TYPE_CHECKING:
    from desktop.context import Context
    from desktop.jobs import Progress
    from models.archive.moving import Moved
    from models.store import Store


class MoveDialog(Dialog):
    """Says what a move is, and asks which way."""

    def __init__(self, parent: QWidget | None) -> None:
        super().__init__(_("Move this book"), parent, width_ems=36)
        self.setObjectName("move_dialog")
        self.body.addWidget(
            PlainLabel(
                _(
                    "The same book is made at another place, with its whole history and every attached file, and both "
                    "are compared to the last letter. This one stays as it is. Use only the new one afterwards, or two "
                    "books will grow apart."
                )
            )
        )
        self.body.addWidget(
            PlainLabel(
                _("On a PostgreSQL server several people can write at the same time. A file is for one."), "muted"
            )
        )
        self.body.addStretch(1)
        self.add_cancel()
        self.to_file = self.add_button(_("To a &file…"))
        self.to_file.clicked.connect(self.accept)
        self.add_button(_("To a server…"), main=True)
        self.saved.connect(self.accept)


class Moving(QObject):
    """One move of the open book; lives as long as the wishes of the book."""

    def __init__(self, context: Context, window: QWidget) -> None:
        super().__init__(context.wishes)
        self._context, self._window = context, window
        self._place = ""

    def ask(self) -> None:
        """Ask which way, then where."""
        dialog = MoveDialog(self._window)
        dialog.to_file.clicked.connect(self._ask_file)
        dialog.saved.connect(self._ask_server)
        dialog.open()

    def _ask_server(self) -> None:
        words = _("Name an empty database on the server. Whoever runs the server makes one for you.")
        last = self._context.settings.get(SERVER_BOOK)
        dialog = ServerDialog(_("Move this book to a server"), words, _("Move the book"), self._window, last=last)
        dialog.given.connect(self.move_to)
        dialog.open()

    def _ask_file(self) -> None:
        dialog = FileDialog(self._window, _("Where the new record book goes"), str(places.books_folder()))
        dialog.setObjectName("place_of_moved")
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setDefaultSuffix(places.SUFFIX.removeprefix("."))
        dialog.setOption(QFileDialog.Option.DontConfirmOverwrite)
        dialog.fileSelected.connect(self.take_file)
        open_once(dialog)

    def take_file(self, place: str) -> None:
        """Warn of a folder that is not safe, then ask for the passphrase of the new file."""
        self._place = place
        found = found_at(place)
        if found is None:
            self._ask_passphrase()
            return
        dialog = SharedFolderDialog(place, found, _("Choose another folder…"), _("Put it there"), self._window)
        dialog.saved.connect(dialog.accept)
        dialog.saved.connect(self._ask_file)
        dialog.kept.connect(self._ask_passphrase)
        dialog.open()

    def _ask_passphrase(self) -> None:
        dialog = NewPassphraseDialog(self._window)
        dialog.given.connect(partial(self.move_to, self._place))
        dialog.open()

    def move_to(self, place: str, secret: str) -> None:
        """Make the book there on the worker."""
        self._context.jobs.submit(
            _("Moving the book"),
            partial(_move, self._context.store, place, secret or None),
            self._on_moved,
            on_cancelled=self._on_cancelled,
            owner=self,
        )

    def _on_moved(self, made: Moved) -> None:
        if "://" in made.place:
            self._context.settings.set(SERVER_BOOK, made.place)
        rows = ngettext("{count} row", "{count} rows", made.whole).format(count=f"{made.whole:,}")
        words = _("Moved {rows} to “{book}”. Both books are the same.")
        self._context.offer(
            words.format(rows=rows, book=book_name(made.place)),
            _("Open it there"),
            partial(self._context.wishes.book_wanted.emit, made.place),
        )

    def _on_cancelled(self) -> None:
        self._context.say(_("The move was stopped. Your book is as it was."))


def _move(store: Store, place: str, secret: str | None, progress: Progress) -> Moved:
    from models.archive.moving import move

    return move(store, place, secret, step=progress.step)
