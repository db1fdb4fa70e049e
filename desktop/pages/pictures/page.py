"""The page of pictures: which there are at the left, one of them with its choices at the right."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QVBoxLayout, QWidget

from desktop import places
from desktop.commands import Command
from desktop.pages.pictures.choices import PictureChoices
from desktop.pictures.panel import PicturePanel
from desktop.settings import Key
from desktop.shell.page import Page
from desktop.tables.columns import RecordLine
from desktop.tables.record_list import RecordList
from desktop.tables.rows_model import RowsModel
from desktop.theme import XL, XS, L, M, S
from desktop.widgets.announce import announce
from desktop.widgets.buttons import button
from desktop.widgets.file_dialog import FileDialog
from desktop.widgets.labels import PlainLabel
from desktop.widgets.panes import Panes
from desktop.widgets.passing import open_once
from desktop.widgets.scrolling import scrolling
from models.files import beside_words, write_or_beside
from reports.pictures.catalogue import PICTURES, PictureSpec, build_picture, find_spec
from reports.pictures.picture import Picture
from resources.i18n import _

if TYPE_CHECKING:
    from desktop.context import Context
    from desktop.jobs import Progress
    from desktop.tables.export import AnyExport
    from reports.document import Document

LAST_FOLDER: Key[str] = Key("pictures/folder", "", str)
LAST_PICTURE: Key[str] = Key("pictures/shown", PICTURES[0].key, str)


@dataclass(frozen=True)
class _Made:
    number: int
    picture: Picture


class PicturesPage(Page):
    """Chooses a picture, shows it or its table, and saves it as a page."""

    kinds: ClassVar[tuple[str, ...]] = (
        *("organisation", "institution_profile", "organisation_relationship", "partnership_membership"),
        *("partnership_profile", "conversation", "conversation_party", "meeting", "attendance", "commitment"),
        *("commitment_update", "action", "event", "event_role", "promotion", "setting", "calendar_period", "area"),
    )

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self.setObjectName("page_pictures")
        self._wanted = 0
        kept = context.settings.get(LAST_PICTURE)
        self.spec = next((spec for spec in PICTURES if spec.key == kept), PICTURES[0])
        self.list = RecordList(context.theme, _("Pictures"))
        self._model = RowsModel[PictureSpec]((), _key, line=_line, theme=context.theme, parent=self)
        self._model.set_rows(PICTURES)
        self.list.setModel(self._model)
        self.list.record_chosen.connect(self._on_chosen)
        self.list.record_opened.connect(self._on_opened)
        self.choices = PictureChoices(context)
        self.choices.changed.connect(self._make)
        self.panel = PicturePanel(context)
        self.panel.record_opened.connect(context.open)
        self.title = PlainLabel("", "h1")
        self.save_button = button(
            _("&Save as PDF…"), self._ask_where, theme=context.theme, icon="file-pdf", name="save_picture"
        )
        self.panel.head.addWidget(self.save_button)
        self.split = Panes(
            context.theme, context.settings, "pictures", left=self.list, detail=scrolling(self._right()), left_ems=18
        )
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.split)
        self._put_current()

    def _right(self) -> QWidget:
        whole = QWidget()
        self._column = QVBoxLayout(whole)
        self._column.setContentsMargins(XL, L, XL, L)
        self._column.setSpacing(M)
        head = QHBoxLayout()
        head.addWidget(self.title, 1)
        self._column.addLayout(head)
        self._column.addWidget(self.choices)
        self._column.addWidget(self.panel, 1)
        return whole

    # --- as a page ------------------------------------------------------------------------------------------------

    def refresh(self) -> None:
        """Offer the choices there are now and draw anew."""
        self.choices.refresh()
        self._make()

    def take_wish(self, wish: object) -> None:
        """Show the picture that was asked for by its key; with a number and a name, the star of an organisation."""
        if isinstance(wish, tuple) and len(wish) == 2 and isinstance(wish[0], int):
            self.choices.choose_organisation(wish[0], str(wish[1]))
            wish = "star"
        if isinstance(wish, str) and any(spec.key == wish for spec in PICTURES):
            self.show_key(wish)

    def show_key(self, key: str) -> None:
        """Show a picture by its key."""
        self.spec = find_spec(key)
        self._put_current()
        self._make()
        self.split.show_detail()

    def place(self) -> object:
        """Return which picture is in view."""
        return self.spec.key

    def return_to(self, place: object) -> None:
        """Show again the picture that was in view."""
        if isinstance(place, str) and place != self.spec.key:
            self.show_key(place)
        else:
            self.split.show_detail()

    def go_back(self) -> bool:
        """Leave the picture for the list where only one fits."""
        return self.split.go_back()

    def commands(self) -> Mapping[Command, Callable[[], object]]:
        """Let the picture in view be printed, and saved with a password."""
        if not self.has_list():
            return {}
        return {Command.PRINT: self._print, Command.SAVE_PROTECTED: self._ask_protected}

    def has_list(self) -> bool:
        """Tell whether there is a table to export."""
        return self.panel.picture is not None and not self.panel.picture.is_empty

    def export_list(self) -> AnyExport | None:
        """Return the table of the picture in view."""
        return self.panel.export()

    def panes(self) -> list[QWidget]:
        """Return the list, the choices and the picture."""
        return [self.list, self.choices, self.panel.shown()]

    def set_window_ems(self, ems: float) -> None:
        """Show the list alone in a narrow window."""
        self.split.set_window_ems(ems)

    def set_low(self, low: bool) -> None:
        """Leave the room to the picture in a low window."""
        self.list.set_low(low)
        self._column.setContentsMargins(XL, XS if low else L, XL, XS if low else L)
        self._column.setSpacing(S if low else M)

    # --- drawing --------------------------------------------------------------------------------------------------

    def _put_current(self) -> None:
        place = self._model.place_of(self.spec.key)
        self.list.blockSignals(True)
        self.list.setCurrentIndex(self._model.index(place or 0, 0))
        self.list.blockSignals(False)
        self.title.setText(_(self.spec.title))
        self.choices.show_for(self.spec)

    def _on_chosen(self, row: object) -> None:
        if isinstance(row, PictureSpec) and row is not self.spec:
            self.spec = row
            self.context.settings.set(LAST_PICTURE, row.key)
            self.title.setText(_(row.title))
            self.choices.show_for(row)
            self._make()

    def _on_opened(self, row: object) -> None:
        """Go to the picture itself."""
        self._on_chosen(row)
        self.split.show_detail()
        self.panel.shown().setFocus(Qt.FocusReason.OtherFocusReason)

    def _make(self) -> None:
        """Draw on the worker: a large book takes its time, and the window none of it."""
        if self._stale:
            return
        self._wanted += 1
        number, key, store, choices = self._wanted, self.spec.key, self.context.store, self.choices.choices()

        def make(_progress: Progress) -> _Made:
            with store.read() as session:
                return _Made(number, build_picture(session, key, choices))

        self.context.jobs.submit(_("Drawing the picture"), make, self._on_made, owner=self)

    def _on_made(self, made: _Made) -> None:
        if made.number != self._wanted:
            return
        self.panel.show_picture(made.picture)
        self.title.setText(made.picture.title)
        self.save_button.setEnabled(not made.picture.is_empty)
        announce(self.panel, made.picture.alt)
        self.commands_changed.emit()

    # --- saving ---------------------------------------------------------------------------------------------------

    def _ask_protected(self) -> None:
        from desktop.dialogs.file_password import FilePasswordDialog

        dialog = FilePasswordDialog(("pdf",), self.window())
        dialog.given.connect(lambda _form, password: self._ask_place(password))
        dialog.open()

    def _ask_where(self) -> None:
        self._ask_place("")

    def _ask_place(self, password: str) -> None:
        folder = self.context.settings.get(LAST_FOLDER) or str(places.books_folder())
        name = f"{self.spec.key} {self.context.today().isoformat()}.pdf"
        dialog = FileDialog(self, _("Save the picture"), str(Path(folder) / name), _("PDF (*.pdf)"))
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setDefaultSuffix("pdf")
        dialog.fileSelected.connect(partial(self.save, password=password))
        open_once(dialog)

    def save(self, place: str, password: str = "") -> None:
        """Save the picture in view with its table as a PDF, away from the main thread."""
        document, target = self._document(), Path(place)
        if document is None:
            return
        self.context.settings.set(LAST_FOLDER, str(target.parent))

        def make(_progress: Progress) -> Path:
            from reports.catalogue import print_document

            return write_or_beside(target, partial(print_document, document, "pdf", replace=True, password=password))

        self.context.jobs.submit(_("Saving the picture"), make, partial(self._on_saved, target), owner=self)

    def _document(self) -> Document | None:
        """Return the picture in view as a paper."""
        from reports.pictures.picture import picture_document

        if self.panel.picture is None:
            return None
        return picture_document(self.panel.picture, as_at=self.context.today(), subtitle=self.choices.words())

    def _print(self) -> None:
        document = self._document()
        if document is None:
            return

        def make(_progress: Progress) -> bytes:
            from reports.pdf import pdf_bytes

            return pdf_bytes(document)

        self.context.jobs.submit(_("Making the pages"), make, self._on_pages, owner=self)

    def _on_pages(self, content: bytes) -> None:
        from desktop.widgets.printing import print_pdf

        print_pdf(content, self.title.text(), self)

    def _on_saved(self, meant: Path, target: Path) -> None:
        done = _("Saved as {name} in {folder}.").format(name=target.name, folder=target.parent)
        self.context.say(beside_words(meant, target) or done)


def _key(spec: PictureSpec) -> str:
    return spec.key


def _line(spec: PictureSpec) -> RecordLine:
    return RecordLine(_(spec.title), _(spec.words), icon=spec.icon)
