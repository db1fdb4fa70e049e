"""The page of settings, kept as each field is left."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QVBoxLayout, QWidget

from desktop import places
from desktop.commands import Command
from desktop.forms.autosave import AutosaveForm
from desktop.forms.fields import Choice, Field
from desktop.forms.spread import Spread
from desktop.pages.settings.book import BookSettings
from desktop.pages.settings.lists.roles import ROLES
from desktop.pages.settings.own_name import OwnName
from desktop.pages.settings.paper_look import PaperLook
from desktop.pages.settings.paper_words import PaperWordsCard
from desktop.pages.settings.remembered import RememberedBook
from desktop.pages.settings.second_backups import SecondBackups
from desktop.pages.settings.server_words import server_words
from desktop.pages.settings.tabs import TABLES, SettingsTabs
from desktop.settings import ARCHIVE_TOO, BACKUP_FOLDER, LOCK_MINUTES, SECOND_BACKUPS
from desktop.shell.page import Page
from desktop.shell.wishes import FieldWish
from desktop.theme import XL, ZOOM_LEAST, ZOOM_MOST, ZOOM_STEP, Appearance, L, M, S
from desktop.widgets.buttons import ActionButton, button
from desktop.widgets.cards import Card, Picture
from desktop.widgets.file_dialog import FileDialog
from desktop.widgets.labels import PlainLabel
from desktop.widgets.passing import open_once
from desktop.widgets.scrolling import scrolling
from models.settings import EXPECTED_ROLES, HOUSE_LOGO
from models.store import shown
from resources.i18n import _, ngettext
from resources.i18n import marked as m

if TYPE_CHECKING:
    from desktop.context import Context

LOCK_AFTER = (1, 2, 5, 10, 15, 20, 30)
"""Minutes to choose from."""

_LOOKS = (
    (m("As the system"), Appearance.SYSTEM),
    (m("Light"), Appearance.LIGHT),
    (m("Dark"), Appearance.DARK),
)


class SettingsPage(Page):
    """Who we are, what is near and late, the look of the program, and where the records are."""

    kinds: ClassVar[tuple[str, ...]] = ("setting", "organisation", *TABLES)

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self.setObjectName("page_settings")
        self.book, self.papers, self.words = BookSettings(context), PaperLook(context), PaperWordsCard(context)
        self.backups: PlainLabel | None = None
        self.second: SecondBackups | None = None
        inside = QWidget()
        column = QVBoxLayout(inside)
        column.setContentsMargins(XL, L, XL, L)
        column.setSpacing(L)
        column.setContentsMargins(0, M, 0, L)
        column.addWidget(self.book)
        column.addWidget(self.papers)
        column.addWidget(self.words)
        column.addWidget(self._make_look())
        column.addWidget(self._make_records())
        column.addStretch(1)
        self.tabs = SettingsTabs(context, scrolling(inside))
        outer = QVBoxLayout(self)
        outer.setContentsMargins(XL, L, XL, 0)
        outer.setSpacing(S)
        outer.addWidget(PlainLabel(_("Settings"), "h1"))
        words = _("Each setting is saved as soon as you leave it. Edit, Undo takes it back.")
        outer.addWidget(PlainLabel(words, "muted"))
        outer.addWidget(self.tabs, 1)
        context.theme.changed.connect(self._show_look)

    def refresh(self) -> None:
        """Ask the book again and show the answer."""
        self.book.refresh()
        self.papers.refresh()
        self.words.refresh()
        self.tabs.refresh()
        self._show_look()

    def show_record(self, kind: str, record_id: int) -> None:
        """Show where a tag, a term or an area is kept."""
        self.tabs.show_part(kind, record_id)

    def take_wish(self, wish: object) -> None:
        """Show the tab that keeps a kind of record, or one of the name; or go to the field of a setting."""
        if isinstance(wish, str):
            self.tabs.show_kind(wish)
        elif isinstance(wish, FieldWish):
            self._go_to(wish.name)

    def _go_to(self, name: str) -> None:
        """Bring what a setting is changed with into view, and put the focus on it."""
        if name == SECOND_BACKUPS.name and self.second is not None:
            self.tabs.show_widget(self.second)
            self.second.take_focus()
            return
        if name == EXPECTED_ROLES.name:
            # It is what the list of roles begins with.
            tab = self.tabs.show_kind(ROLES.key)
            if tab is not None:
                tab.cards[ROLES.key].take_focus()
            return
        editors = (form.editor(name) for form in self.findChildren(AutosaveForm))
        editor = self.papers.choose if name == HOUSE_LOGO.name else next(filter(None, editors), None)
        if editor is not None:
            self.tabs.show_widget(editor)
            editor.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def place(self) -> object:
        """Return the tab in view."""
        return self.tabs.currentIndex()

    def return_to(self, place: object) -> None:
        """Show a tab again."""
        if isinstance(place, int):
            self.tabs.setCurrentIndex(place)

    def _make_look(self) -> QWidget:
        card = Card(gap=M)
        self.look = Choice([(_(words), look) for words, look in _LOOKS])
        sizes = range(ZOOM_LEAST, ZOOM_MOST + 1, ZOOM_STEP)
        self.size_of_text = Choice([(_("{percent} %").format(percent=percent), percent) for percent in sizes])
        self.look.setObjectName("appearance")
        self.size_of_text.setObjectName("text_size")
        card.body.addWidget(PlainLabel(_("Look and your name"), "h3"))
        card.body.addWidget(PlainLabel(_("These are kept on this computer, for you."), "small"))
        size = Field(_("Size of te&xt"), self.size_of_text, hint=_("Also Ctrl++ and Ctrl+-; Ctrl+0 for the usual"))
        card.body.addWidget(Spread([(Field(_("&Colours"), self.look), 6), (size, 6)]))
        self.own_name = OwnName(self.context)
        card.body.addWidget(self.own_name)
        self.look.picked.connect(self._on_look)
        self.size_of_text.picked.connect(self._on_size)
        return card

    def _make_records(self) -> QWidget:
        store, card = self.context.store, Card(gap=S)
        card.body.addWidget(PlainLabel(_("Your records"), "h3"))
        where = shown(store.location) if store.on_server else str(Path(store.location).absolute())
        facts = [(_("Record book"), where)]
        if not store.on_server:
            facts.append((_("Backups"), self.context.settings.get(BACKUP_FOLDER) or str(places.backup_folder())))
        facts.append((_("Log and error reports"), str(places.log_folder())))
        for name, value in facts:
            card.body.addWidget(PlainLabel(name, "small"))
            words = PlainLabel(value)
            words.setTextInteractionFlags(
                Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
            )
            words.setAccessibleName(f"{name}: {value}")
            if name == _("Backups"):
                self.backups = words
            card.body.addWidget(words)
        row = QHBoxLayout()
        row.setSpacing(S)
        icon, lock = self._lock()
        row.addWidget(Picture(self.context.theme, icon, "muted"), 0, Qt.AlignmentFlag.AlignTop)
        self.lock = PlainLabel(lock)
        row.addWidget(self.lock, 1)
        card.body.addSpacing(S)
        card.body.addLayout(row)
        card.body.addWidget(self._make_lock_after())
        card.body.addWidget(RememberedBook(self.context))
        if not store.on_server:
            change = button(_("Choose where &backups go…"), self._ask_backups, name="choose_backups")
            card.body.addWidget(change)
            self.second = SecondBackups(self.context)
            card.body.addWidget(self.second)
            card.body.addWidget(self._make_archive_too())
        deleted = self.context.actions[Command.DELETED]
        card.body.addWidget(ActionButton(deleted, _("Recently &deleted…")))
        return card

    def _make_archive_too(self) -> Field:
        """Return the choice of an archive with each backup; kept on this computer."""
        self.archive_too = Choice([(_("Only the backup"), False), (_("An archive of everything too"), True)])
        self.archive_too.setObjectName("archive_too")
        self.archive_too.set_value(self.context.settings.get(ARCHIVE_TOO))
        self.archive_too.picked.connect(self._on_archive_too)
        hint = _(
            "An archive is not encrypted: anybody who finds it can read it. File, Servers and archives, Save "
            "everything makes one now."
        )
        return Field(_("&With each backup write"), self.archive_too, hint=hint)

    def _make_lock_after(self) -> Field:
        """Return the choice of when a book with a passphrase is locked by itself; kept on this computer."""
        options: list[tuple[str, object]] = [(_("Never"), 0)]
        options += [
            (ngettext("After {n} minute", "After {n} minutes", minutes).format(n=minutes), minutes)
            for minutes in LOCK_AFTER
        ]
        self.lock_after = Choice(options)
        self.lock_after.setObjectName("lock_after")
        self.lock_after.set_value(self.context.settings.get(LOCK_MINUTES))
        self.lock_after.picked.connect(self._on_lock_after)
        can = self.context.store.encrypted
        self.lock_after.setEnabled(can)
        why = _("Counted from when you last touched the window. File, Lock now does it at once.")
        return Field(
            _("&Lock when nobody uses it"),
            self.lock_after,
            hint=why if can else _("Only a book with a passphrase can be locked."),
        )

    def _lock(self) -> tuple[str, str]:
        """Return in words whether anyone with the file can read it."""
        store = self.context.store
        if store.on_server:
            return "lock", server_words(store.server_role())
        if store.encrypted:
            return "lock", _("This book is locked with a passphrase. Without it nobody can read it.")
        return (
            "lock-open",
            _(
                "This book has no passphrase, so anyone with the file can read it. "
                "To lock your records: File, Passphrase and recovery."
            ),
        )

    def _show_look(self) -> None:
        theme = self.context.theme
        self.look.set_value(theme.appearance)
        self.size_of_text.set_value(theme.zoom - theme.zoom % ZOOM_STEP)

    def _on_look(self, look: object) -> None:
        self.context.theme.set_appearance(Appearance(str(look)))

    def _ask_backups(self) -> None:
        now = self.context.settings.get(BACKUP_FOLDER) or str(places.backup_folder())
        dialog = FileDialog(self.window(), _("Where backups go"), now)
        dialog.setFileMode(QFileDialog.FileMode.Directory)
        dialog.setOption(QFileDialog.Option.ShowDirsOnly)
        dialog.fileSelected.connect(self.keep_backups_in)
        open_once(dialog)

    def keep_backups_in(self, place: str) -> None:
        """Have copies made in another folder from now on; those there are stay where they are."""
        self.context.settings.set(BACKUP_FOLDER, place)
        if self.backups is not None:
            self.backups.setText(place)
            self.backups.setAccessibleName(f"{_('Backups')}: {place}")
        self.context.say(_("Backups go to {folder} from now on.").format(folder=place))

    def _on_archive_too(self, wished: object) -> None:
        if not wished:
            self.context.settings.set(ARCHIVE_TOO, False)
            return
        from desktop.dialogs.archive import AgreeDialog

        dialog = AgreeDialog(self.context, self.window())
        dialog.finished.connect(self._show_archive_too)
        dialog.open()

    def _show_archive_too(self) -> None:
        self.archive_too.set_value(self.context.settings.get(ARCHIVE_TOO))

    def _on_lock_after(self, minutes: object) -> None:
        if isinstance(minutes, int):
            self.context.settings.set(LOCK_MINUTES, minutes)

    def _on_size(self, percent: object) -> None:
        if isinstance(percent, int):
            self.context.theme.set_zoom(percent)
