"""How the school's papers look: the colour of headings, the words at the foot, the logo; kept in the book."""

from __future__ import annotations

import base64
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QPixmap
from PySide6.QtWidgets import QHBoxLayout, QLabel

from desktop.forms.autosave import AutosaveForm
from desktop.theme import S
from desktop.widgets.buttons import button
from desktop.widgets.cards import Card
from desktop.widgets.file_dialog import FileDialog
from desktop.widgets.labels import PlainLabel
from desktop.widgets.passing import open_once
from models import settings as book
from models.errors import AppError
from reports.house import take_logo
from resources.i18n import _

if TYPE_CHECKING:
    from desktop.context import Context
    from desktop.jobs import Progress

_TEXTS = (book.HOUSE_COLOUR, book.HOUSE_FOOT, book.HOUSE_LOGO_WORDS)
_LOGO_SIZE = QSize(240, 72)


class PaperLook(Card):
    """The card of the look of papers; each field is kept as it is left."""

    def __init__(self, context: Context) -> None:
        super().__init__()
        self._context = context
        self.form = AutosaveForm(self._save)
        self._make_form()
        self.picture, self.nothing = QLabel(), PlainLabel(_("No logo is chosen."), "muted")
        self.picture.setAlignment(Qt.AlignmentFlag.AlignLeft)
        self.choose = button(_("Choose a lo&go…"), self._ask_logo, name="choose_logo")
        self.remove = button(_("Re&move the logo"), self._remove_logo, name="remove_logo")
        row = QHBoxLayout()
        row.setSpacing(S)
        for one in (self.choose, self.remove):
            row.addWidget(one)
        row.addStretch(1)
        self.body.addWidget(self.form)
        self.body.addWidget(self.picture)
        self.body.addWidget(self.nothing)
        self.body.addLayout(row)

    def _make_form(self) -> None:
        form = self.form
        form.heading(_("How your papers look"), _("Every report has this look, in each kind of file."))
        colour, foot, words = book.HOUSE_COLOUR, book.HOUSE_FOOT, book.HOUSE_LOGO_WORDS
        form.row(
            (
                form.line(colour.name, _(colour.title), _check_colour, _("Like #0B5A8A: dark enough to read on white")),
                4,
            ),
            (form.line(foot.name, _(foot.title), hint=_("An address, a charity number")), 8),
        )
        hint = _("For people who cannot see it, like “Crest: an elm tree”")
        form.row((form.line(words.name, _(words.title), hint=hint), 8))

    def refresh(self) -> None:
        """Ask the book again and show the answer."""
        with self._context.store.read() as session:
            values: dict[str, object] = {key.name: book.get_setting(session, key) for key in _TEXTS}
            logo = book.get_setting(session, book.HOUSE_LOGO)
        self.form.load(values)
        shown = QPixmap()
        has = bool(logo) and shown.loadFromData(base64.b64decode(logo))
        if has:
            keep, smooth = Qt.AspectRatioMode.KeepAspectRatio, Qt.TransformationMode.SmoothTransformation
            self.picture.setPixmap(shown.scaled(_LOGO_SIZE, keep, smooth))
            self.picture.setAccessibleName(_("Logo: {words}").format(words=values[book.HOUSE_LOGO_WORDS.name]))
        self.picture.setVisible(has)
        self.nothing.setVisible(not has)
        self.remove.setVisible(has)
        self.setEnabled(not self._context.store.read_only)

    def _save(self, name: str, value: object) -> None:
        self._keep(next(key for key in _TEXTS if key.name == name), str(value))

    def _keep(self, key: book.SettingKey[str], value: str) -> None:
        with self._context.store.write(_("Setting: {name}").format(name=_(key.title))) as session:
            book.set_setting(session, key, value.strip())

    # --- the logo -------------------------------------------------------------------------------------------------

    def _ask_logo(self) -> None:
        dialog = FileDialog(self.window(), _("Choose a logo"), "", _("Pictures (*.png *.jpg *.jpeg)"))
        dialog.fileSelected.connect(self.take_logo)
        open_once(dialog)

    def take_logo(self, place: str) -> None:
        """Take a picture for the logo, away from the main thread; what is no picture is refused in words."""

        def make(_progress: Progress) -> str:
            return take_logo(Path(place))

        self._context.jobs.submit(_("Reading the logo"), make, self._on_logo, self._on_trouble, owner=self)

    def _on_logo(self, logo: str) -> None:
        self._keep(book.HOUSE_LOGO, logo)

    def _on_trouble(self, trouble: BaseException) -> None:
        if isinstance(trouble, AppError):
            self._context.say(trouble.sentence)
        else:
            self._context.jobs.failed.emit(trouble)

    def _remove_logo(self) -> None:
        self._keep(book.HOUSE_LOGO, "")


def _check_colour(text: str) -> str:
    """Return what is wrong with a colour that was typed, or nothing."""
    allowed = book.HOUSE_COLOUR.allowed(text.strip())
    return "" if allowed else book.HOUSE_COLOUR.advise()
