"""Which set letters and labels begin with: the chosen lines of a list, or whoever is asked to the event in view."""

from __future__ import annotations

from typing import TYPE_CHECKING

from models.queries.mailing_sets import MailingSet, SetKind

if TYPE_CHECKING:
    from desktop.context import Context
    from desktop.main_window import MainWindow


def open_post(context: Context, window: MainWindow) -> None:
    """Open the dialog for what is chosen in the window."""
    from desktop.dialogs.post.dialog import PostDialog

    PostDialog(context, begin_with(window), window).open()


def begin_with(window: MainWindow) -> MailingSet | None:
    """Return the set that what is chosen in the window means; None where it means none."""
    page = window.stack.current_page()
    if page is None:
        return None
    kind, numbers = page.chosen_records()
    if kind in ("organisation", "person") and numbers:
        return MailingSet(SetKind.CHOSEN, refs=tuple((kind, number) for number in numbers))
    record = page.record_in_view()
    if record is not None and record[0] == "event":
        return MailingSet(SetKind.EVENT, record[1])
    if record is not None and record[0] in ("organisation", "person"):
        return MailingSet(SetKind.CHOSEN, refs=(record,))
    return None
