"""What is being typed is written into the book every few seconds, so that a crash takes ten seconds of it at most.

Every few seconds one look is taken at what can be typed into: the dialogs that are open, and the page in view. A look
costs a fraction of a millisecond, and nothing where nothing is typed; keys are not listened to. What has changed since
the last look is written by a worker of its own: a draft waits for no report and shows no progress.
"""

from __future__ import annotations

import json
import logging
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QApplication

from desktop.dialogs.drafted import DraftedDialog
from desktop.forms.contents import contents_of, spoken_lines
from desktop.jobs import Jobs
from desktop.shell.page_drafts import PageDrafts
from desktop.shell.resuming import Resuming
from models.actions.drafts import DraftFields, keep_drafts
from models.errors import AppError
from models.queries.drafts import DraftRow, list_drafts
from resources.i18n import _, ngettext

if TYPE_CHECKING:
    from desktop.context import Context
    from desktop.jobs import Progress
    from desktop.main_window import MainWindow
    from models.store import Store

_log = logging.getLogger(__name__)

EVERY_MS = 3000


@dataclass(frozen=True, slots=True)
class OpenForm:
    """Something typed into and not saved: its own name, which form it is, its words, what stands in it."""

    uid: str
    form: str
    words: str
    content: str


class Drafts(QObject):
    """Keeps what is typed while its book is open, and offers at the next start what was left."""

    def __init__(self, context: Context, window: MainWindow, *, every_ms: int = EVERY_MS) -> None:
        super().__init__(context.wishes)
        self._context, self._window = context, window
        self._jobs = Jobs(self)
        self._kept: dict[str, OpenForm] = {}
        """What stands in the book, as far as is known."""
        self._again = self._over = False
        self._left: list[DraftRow] = []
        self._watched: set[str] = set()
        self._pages = PageDrafts(window)
        self._resuming = Resuming(context, window, self._pages)
        window.draft_bar.resume_wanted.connect(self._on_resume)
        window.draft_bar.discard_wanted.connect(self._on_discard)
        self._timer = QTimer(self)
        self._timer.setInterval(every_ms)
        self._timer.timeout.connect(self.keep)
        if not context.store.read_only:
            self._look_back()
            self._timer.start()

    # --- keeping --------------------------------------------------------------------------------------------------

    def keep(self) -> None:
        """Write what was typed since the last time, and drop what is saved or closed."""
        if self._over:
            return
        if self._jobs.is_busy:
            self._again = True
            return
        now = {form.uid: form for form in self._open_forms()}
        fresh = [form for uid, form in now.items() if self._kept.get(uid) != form]
        gone = [uid for uid in self._kept if uid not in now]
        if fresh or gone:
            work = partial(_write, self._context.store, fresh, gone)
            self._jobs.submit("", work, partial(self._on_kept, fresh, gone), self._on_trouble, owner=self)

    def typed_text(self) -> str:
        """Return what is typed and not saved as plain text, nothing where nothing is."""
        parts = []
        for form in self._open_forms():
            content = json.loads(form.content)
            lines = spoken_lines(content["fields"], content["labels"])
            parts += [form.words, *(f"{label}\n{text}" for label, text in lines)] if lines else []
        return "\n\n".join(parts) + "\n" if parts else ""

    def let_go(self) -> None:
        """Stop, as when the book is closed: what is still open stays kept, what is not is dropped."""
        self._timer.stop()
        self._over = True
        self._window.draft_bar.resume_wanted.disconnect(self._on_resume)
        self._window.draft_bar.discard_wanted.disconnect(self._on_discard)
        self._window.draft_bar.hide()
        self._jobs.finish()
        if self._context.store.read_only:
            return
        now = {form.uid: form for form in self._open_forms()}
        try:
            fresh = [form for uid, form in now.items() if self._kept.get(uid) != form]
            gone = [uid for uid in self._kept if uid not in now]
            if fresh or gone:
                _write(self._context.store, fresh, gone)
        except AppError as trouble:
            _log.warning("drafts not kept on closing: %s", type(trouble).__name__)

    def _open_forms(self) -> list[OpenForm]:
        found = []
        for dialog in QApplication.topLevelWidgets():
            if isinstance(dialog, DraftedDialog) and dialog.isVisible() and self._belongs(dialog):
                self._watch(dialog)
                if dialog.is_begun():
                    found.append(_form_of(dialog))
        for page in self._pages.typed():
            found.append(OpenForm(page.uid, json.dumps(page.form), page.words, json.dumps(page.content)))
        return found

    def _belongs(self, dialog: DraftedDialog) -> bool:
        parent = dialog.parentWidget()
        while parent is not None and parent is not self._window:
            parent = parent.parentWidget()
        return parent is self._window

    def _watch(self, dialog: DraftedDialog) -> None:
        """Drop its draft as soon as it is saved or closed, not only at the next look."""
        if dialog.draft_uid not in self._watched:
            self._watched.add(dialog.draft_uid)
            dialog.finished.connect(self._on_closed)

    def _on_closed(self) -> None:
        QTimer.singleShot(0, self, self.keep)

    def _on_kept(self, fresh: list[OpenForm], gone: list[str], _nothing: object) -> None:
        for uid in gone:
            self._kept.pop(uid, None)
        self._kept.update({form.uid: form for form in fresh})
        self._go_on()

    def _on_trouble(self, error: BaseException) -> None:
        # The next look tries again; whoever saves meanwhile is told in words what prevents it.
        _log.warning("drafts not kept: %s", type(error).__name__)
        self._again = False

    def _go_on(self) -> None:
        again, self._again = self._again, False
        if again:
            self.keep()

    def go_on_writing(self) -> None:
        """Open again all that was left, as when a locked book is unlocked."""
        while self._left:
            self._on_resume()

    # --- what was left --------------------------------------------------------------------------------------------

    def _look_back(self) -> None:
        store = self._context.store
        with store.read() as session:
            self._left = list(list_drafts(session, store.actor))
        self._offer()

    def _offer(self) -> None:
        bar = self._window.draft_bar
        if not self._left:
            bar.hide()
            return
        words = _("You were writing {what} when the program stopped.").format(what=self._left[0].words)
        more = len(self._left) - 1
        if more:
            words += " " + ngettext("There is {count} more.", "There are {count} more.", more).format(count=more)
        bar.tell(words)

    def _on_resume(self) -> None:
        if not self._left:
            return
        row = self._left.pop(0)
        self._kept[row.uid] = OpenForm(row.uid, row.form, row.words, row.content)
        self._resuming.resume(row)
        self._offer()

    def _on_discard(self) -> None:
        if self._left:
            row = self._left.pop(0)
            self._kept[row.uid] = OpenForm(row.uid, row.form, row.words, row.content)
            self._offer()
            self.keep()


def _form_of(dialog: DraftedDialog) -> OpenForm:
    start = dialog.draft_start()
    kind = type(dialog)
    form = {"dialog": f"{kind.__module__}:{kind.__qualname__}" if start is not None else "", "start": start}
    content = json.dumps({"fields": contents_of(dialog), "labels": dialog.labels()})
    return OpenForm(dialog.draft_uid, json.dumps(form), dialog.draft_words(), content)


def _write(store: Store, fresh: list[OpenForm], gone: list[str], _progress: Progress | None = None) -> None:
    """Write and drop drafts in one transaction; nothing of it goes into the journal."""
    drafts = [DraftFields(form.uid, store.actor, form.form, form.words, form.content) for form in fresh]
    with store.write("Keep drafts") as session:
        keep_drafts(session, drafts, gone)
