"""Saving a form whose record somebody else changed meanwhile: what only one changed is kept, the rest is asked."""

from __future__ import annotations

from datetime import UTC
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QPlainTextEdit, QWidget

from desktop.dialogs.conflict import BOTH, THEIRS, ConflictDialog, Disputed
from desktop.forms.contents import (
    Contents,
    Value,
    contents_of,
    editors_of,
    is_shadow,
    label_of,
    labels_of,
    put_contents,
    shown_value,
    with_shadow,
)
from models.errors import AppError, StaleRecord
from models.queries.history import list_history
from reports.formatting import clock, short_date
from resources.i18n import _

if TYPE_CHECKING:
    from collections.abc import Callable

    from desktop.context import Context
    from desktop.dialogs.drafted import DraftedDialog
    from desktop.shell.page import Page


class Settling(QObject):
    """Lives as long as the form; asked when saving it was refused because somebody else was first."""

    def __init__(self, context: Context, dialog: DraftedDialog, tell: Callable[[str], None]) -> None:
        """`tell` says a sentence in the form."""
        super().__init__(dialog)
        self._context, self._dialog, self._tell = context, dialog, tell
        self._fresh: DraftedDialog | None = None

    def settle(self, trouble: StaleRecord) -> None:
        """Bring together what both wrote; ask where both changed the same field."""
        try:
            fresh = self._dialog.fresh(self._context)
        except AppError as gone:
            self._tell(gone.sentence)
            return
        if fresh is None:
            self._tell(trouble.sentence)
            return
        self._fresh = fresh
        before, mine, theirs = self._dialog.at_first(), contents_of(self._dialog), contents_of(fresh)
        rows = [self._row(name, before, mine, theirs) for name in disputed_names(before, mine, theirs)]
        if not rows:
            self._save({})
            return
        who = who_changed(self._context, self._dialog.record())
        sheet = ConflictDialog(self._context.theme, rows, who, self._dialog)
        sheet.settled.connect(self._save)
        sheet.rejected.connect(self._let_go)
        sheet.open()

    def _row(self, name: str, before: Contents, mine: Contents, theirs: Contents) -> Disputed:
        is_notes = isinstance(editors_of(self._dialog).get(name), QPlainTextEdit)
        own, other, first = (shown_value(one.get(name)) for one in (mine, theirs, before))
        return Disputed(name, label_of(self._dialog, name), own, other, first, is_notes=is_notes)

    def _save(self, choices: dict[str, str]) -> None:
        fresh = self._fresh
        if fresh is None:
            return
        before, mine, theirs = self._dialog.at_first(), contents_of(self._dialog), contents_of(fresh)
        put_contents(fresh, brought_together(before, mine, theirs, choices))
        try:
            fresh.write()
        except AppError as trouble:
            self._tell(trouble.sentence)
            self._let_go()
            return
        self._let_go()
        self._dialog.accept()
        self._context.say(_("Saved, together with what someone else changed meanwhile."))

    def _let_go(self) -> None:
        if self._fresh is not None:
            self._fresh.deleteLater()
            self._fresh = None


class FormSettling(QObject):
    """For a form on a page that saves itself as a whole: the page is read again, both sides are brought together."""

    def __init__(self, page: Page, form: QWidget, probe: Callable[[], QWidget], save: Callable[[], object]) -> None:
        """`probe` gives another form, not shown, over the record as the page read it last; `save` saves `form`."""
        super().__init__(form)
        self._page, self._form, self._probe, self._save = page, form, probe, save
        self.is_open = False
        """Whether the question stands; until it is answered nothing is saved."""

    def settle(self) -> None:
        """Bring together what both wrote; ask where both changed the same field."""
        before, mine = self._look(), contents_of(self._form)
        self._page.refresh()
        theirs = self._look()
        names = disputed_names(before, mine, theirs)
        sides = (before, mine, theirs)
        if not names:
            self._finish(sides, {})
            return
        # Until it is answered the form shows what was typed.
        self.is_open = True
        put_contents(self._form, mine)
        labels, editors = labels_of(self._form), editors_of(self._form)
        rows = []
        for name in names:
            own, other, first = (shown_value(one.get(name)) for one in (mine, theirs, before))
            is_notes = isinstance(editors.get(name), QPlainTextEdit)
            rows.append(Disputed(name, labels.get(name, name), own, other, first, is_notes=is_notes))
        who = who_changed(self._page.context, self._page.record_in_view())
        sheet = ConflictDialog(self._page.context.theme, rows, who, self._page.window())
        sheet.finished.connect(self._on_closed)
        sheet.settled.connect(partial(self._finish, sides))
        sheet.open()

    def _finish(self, sides: tuple[Contents, Contents, Contents], choices: dict[str, str]) -> None:
        put_contents(self._form, brought_together(*sides, choices))
        self._save()

    def _on_closed(self) -> None:
        self.is_open = False

    def _look(self) -> Contents:
        form = self._probe()
        found = contents_of(form)
        form.deleteLater()
        return found


def disputed_names(before: Contents, mine: Contents, theirs: Contents) -> list[str]:
    """Return the fields that both changed, each to something else."""
    found = []
    for name in mine:
        if is_shadow(name) or name not in theirs:
            continue
        first, own, other = (_unit(name, one) for one in (before, mine, theirs))
        if own not in (first, other) and other != first:
            found.append(name)
    return found


def brought_together(before: Contents, mine: Contents, theirs: Contents, choices: dict[str, str]) -> Contents:
    """Return what is to be saved: what only one changed as that one left it, the rest as chosen, mine if nothing is."""
    result = dict(theirs)
    disputed = set(disputed_names(before, mine, theirs))
    for name in mine:
        if is_shadow(name):
            continue
        choice = choices.get(name, "")
        if name in disputed and choice == BOTH:
            result[name] = f"{shown_value(mine[name])}\n\n{shown_value(theirs[name])}"
        elif (name in disputed and choice != THEIRS) or (
            name not in disputed and _unit(name, mine) != _unit(name, before)
        ):
            result |= {part: mine[part] for part in with_shadow(name) if part in mine}
    return result


def _unit(name: str, contents: Contents) -> tuple[Value | None, ...]:
    """Return what stands in a field, with the record it holds if it holds one."""
    return tuple(contents.get(part) for part in with_shadow(name))


def who_changed(context: Context, record: tuple[str, int] | None) -> str:
    """Return in a sentence who changed a record last, and when; nothing where that is not known."""
    if record is None:
        return ""
    with context.store.read() as session:
        rows = list_history(session, record=record, limit=1).rows
    if not rows:
        return ""
    at = rows[0].at.replace(tzinfo=UTC).astimezone()
    when = clock(at) if at.date() == context.today() else f"{short_date(at)}, {clock(at)}"
    return _("{who} changed it at {when}.").format(who=rows[0].actor, when=when)
