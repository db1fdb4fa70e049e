"""Search everything (Ctrl+K), in one list: records by name, commands, settings, saved filters, what was said.

What was said is searched a moment later; everything else at every key. What asks the book is imported by whoever
searches first: it knows a fifth of all tables, which Home does without (`rehearse` has them ready by then).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer

from desktop.commands import Command
from desktop.shell.palette import Goal, find_commands, find_pages, find_saved, find_settings, why_off
from desktop.tables.columns import RecordLine
from desktop.widgets.suggestions import Choice, SuggestField
from reports.formatting import short_date
from resources.i18n import _
from resources.i18n import marked as m

if TYPE_CHECKING:
    from desktop.context import Context
    from desktop.jobs import Progress
    from models.search import SearchHit

NAMED = frozenset({"organisation", "person"})
DATED = frozenset({"conversation", "meeting", "commitment", "event"})
NAMES_SHOWN, NOTES_SHOWN = 8, 12
NOTES_FROM = 3
"""Letters from which notes are searched too."""
NOTES_AFTER_MS = 60
"""Notes are searched when typing rests so long, so that names are painted at every key without waiting for them."""

_KINDS = {
    "organisation": (m("Organisation"), "buildings"),
    "person": (m("Person"), "user"),
    "conversation": (m("Conversation"), "chat-circle-text"),
    "meeting": (m("Meeting"), "notebook"),
    "commitment": (m("Commitment"), "check-square"),
    "event": (m("Event"), "calendar-blank"),
}


def rehearse(_progress: Progress) -> None:
    """Import what the first key would have to wait for; done by the worker while the window rests."""
    import models.queries.party_choices
    import models.queries.saved_searches
    import models.search  # noqa: F401


class Finder(QObject):
    """Gives the search box of the top bar its choices, and does what choosing one means."""

    def __init__(self, context: Context, box: SuggestField) -> None:
        """Live as long as the wishes of the book that is searched."""
        super().__init__(context.wishes)
        self._context, self._box = context, box
        self._words = ""
        self._later = QTimer(self)
        self._later.setSingleShot(True)
        self._later.setInterval(NOTES_AFTER_MS)
        self._later.timeout.connect(self._find_notes)
        box.set_search(self.find)
        box.chosen.connect(self._on_chosen)

    def let_go(self) -> None:
        """Stop answering, as when another book is opened."""
        self._later.stop()
        self._box.chosen.disconnect(self._on_chosen)

    def find(self, words: str) -> list[Choice]:
        """Return records called so and commands, at once; notes follow when typing rests."""
        from models.queries.saved_searches import list_saved_searches

        self._words = words
        if len(words) >= NOTES_FROM:
            self._later.start()
        else:
            self._later.stop()
        sure, rest = self._named(words)
        commands = find_commands(self._context, words)
        with self._context.store.read() as session:
            saved = find_saved(list_saved_searches(session), words)
        return [*commands.first, *sure, *commands.then, *saved, *find_pages(words), *find_settings(words), *rest]

    def _named(self, words: str) -> tuple[list[Choice], list[Choice]]:
        """Return records called so, institutions before the bodies inside them, and those that mention the words."""
        from models.queries.party_choices import find_bodies_among, list_party_choices
        from models.search import search

        with self._context.store.read() as session:
            hits = search(session, words, kinds=NAMED, limit=NAMES_SHOWN)
            bodies = find_bodies_among(session, [hit.id for hit in hits if hit.kind == "organisation"])
            known = list_party_choices(session, [(hit.kind, hit.id) for hit in hits], today=self._context.today())
        hints = {(one.kind, one.id): one.hint for one in known}
        called = [hit for hit in hits if hit.title_matches]
        called.sort(key=lambda hit: hit.kind == "organisation" and hit.id in bodies)
        mentioning = [hit for hit in hits if not hit.title_matches]
        return (
            [_choice(hit, hints.get((hit.kind, hit.id), "")) for hit in called],
            [_choice(hit) for hit in mentioning],
        )

    def _find_notes(self) -> None:
        from models.search import search

        with self._context.store.read() as session:
            hits = search(session, self._words, kinds=DATED, limit=NOTES_SHOWN)
        self._box.add_choices(self._words, [_choice(hit) for hit in hits])

    def _on_chosen(self, choice: Choice) -> None:
        self._later.stop()
        wanted = choice.payload
        if isinstance(wanted, Command):
            why = why_off(self._context, wanted)
            if why:
                self._context.say(f"{choice.line.title}: {why}")
            else:
                self._context.actions[wanted].trigger()
        elif isinstance(wanted, Goal):
            self._context.show_page(wanted.key, wanted.wish)
        else:
            self._context.open(choice.kind, choice.id)


def _choice(hit: SearchHit, hint: str = "") -> Choice:
    """Return a record found as a line: what it is called, where the words stand, what it is."""
    kind, icon = _KINDS[hit.kind]
    day = f"{short_date(hit.on)} {hit.on.year}" if hit.on is not None else ""
    detail = hint or " · ".join(part for part in (day, hit.hint, hit.snippet.replace("\n", " ")) if part)
    return Choice(hit.kind, hit.id, RecordLine(hit.title, detail, _(kind), icon=icon))
