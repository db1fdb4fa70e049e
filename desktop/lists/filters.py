"""What narrows a list besides its own box and chips: filters by column and saved filters."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from desktop.lists.bar import FilterBar
from desktop.lists.facets import On, Rule, all_of
from desktop.lists.saved_chips import SavedChips
from models.errors import WrongUse
from models.queries.saved_searches import narrowing_by
from resources.i18n import _

if TYPE_CHECKING:
    from desktop.context import Context
    from desktop.lists.host import Host
    from models.changes import Changes
    from models.queries.narrowing import Narrowing

_RESTS_ON = ("saved_search", "tag", "tag_link", "record_group", "group_member")


class ListFilters(QObject):
    """The filters that are on, as a line above the list, as words and as a question to the book."""

    changed = Signal()
    """The filters are others now: ask the book again."""

    def __init__(self, context: Context, kind: str, host: Host, mark: Rule | None, page: str) -> None:
        """`mark` is a rule that its saved filters begin with, `page` whose they are where two lists are of a kind."""
        bar = FilterBar(context.theme)
        super().__init__(bar)
        self.bar = bar
        self._context, self._kind, self._host, self._mark, self._page = context, kind, host, mark, page
        self.saved = SavedChips(context, kind, bar, page)
        self._on: list[On] = []
        self._narrowing: Narrowing | None = None
        self.bar.by_wanted.connect(self.filter_by)
        self.bar.save_wanted.connect(self.save)
        self.bar.taken_off.connect(self._on_taken_off)
        self.saved.changed.connect(self._tell)
        context.hub.changed.connect(self._on_changes)

    def narrowing(self) -> Narrowing | None:
        """Return what the filters by column and the saved ones ask for together."""
        return self._narrowing

    def words(self) -> tuple[str, ...]:
        """Return in words what filters are on."""
        return (*(one.words for one in self._on), *self.saved.names())

    def refresh(self) -> None:
        """Read the saved filters again, and make the question anew: days pass, tags come and go."""
        self.saved.refresh()
        self._make()
        self.saved.count()

    def show(self) -> None:
        """Bring the line of filters up to date with what narrows the list."""
        # Words alone are saved by the menu: a link that comes at the first letter would move the list under the eye.
        more = any(not part.startswith("“") for part in self._host.narrowed())
        self.bar.show_on(self._on, can_save=more and not self._context.store.read_only)

    def add(self, filter_: On) -> None:
        """Switch a filter by a column on, in place of another by the same column."""
        self._on = [one for one in self._on if one.field != filter_.field] + [filter_]
        self._tell()

    def clear(self) -> None:
        """Switch every filter of the kind off, without telling."""
        self._on = []
        self.saved.clear()
        self._make()
        self.show()

    def show_saved(self, uid: str) -> None:
        """Show what a saved filter finds, and let nothing else narrow the list."""
        self._host.clear_filter()
        self.refresh()
        self.saved.press(uid)

    def filter_by(self, field: str = "") -> None:
        """Ask for a filter by a column."""
        from desktop.lists.filter_dialog import FilterDialog

        dialog = FilterDialog(self._context, self._kind, field, self.bar.window())
        dialog.made.connect(self.add)
        dialog.open()

    def save(self) -> None:
        """Ask for a name to keep under what narrows the list."""
        from desktop.lists.saved import SaveFilterDialog

        rules = [*self._host.own_rules(), *self._rules()]
        if not rules:
            raise WrongUse(_("Nothing narrows the list now. Filter it first, then save the filter."))
        if self._mark is not None:
            rules.insert(0, self._mark)
        words = self._host.narrowed()
        SaveFilterDialog(self._context, self._kind, all_of(rules), words, self.bar.window(), self._page).open()

    def _rules(self) -> list[Rule]:
        return [*(one.rule for one in self._on), *self.saved.rules()]

    def _make(self) -> None:
        rules = all_of(self._rules())
        self._narrowing = None
        if not rules:
            return
        try:
            with self._context.store.read() as session:
                self._narrowing = narrowing_by(session, self._kind, rules, self._context.today())
        except WrongUse as trouble:
            # What a filter rests on has gone: a tag, another filter. It is switched off and said.
            self._on = []
            self.saved.clear()
            self._context.say(trouble.sentence)

    def _tell(self) -> None:
        self._make()
        self.show()
        self.changed.emit()

    def _on_taken_off(self, text: str) -> None:
        self._on = [one for one in self._on if one.text != text]
        self._tell()

    def _on_changes(self, changes: Changes) -> None:
        """Follow saved filters, tags and groups, which are changed elsewhere."""
        if self._context.book is not None and changes.touches(*_RESTS_ON):
            before = self._narrowing
            self.refresh()
            if before is not None or self._narrowing is not None:
                self.changed.emit()
