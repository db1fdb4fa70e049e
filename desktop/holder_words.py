"""Who has a book open, in a sentence, for the window and for commands. No Qt."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

from reports.formatting import clock, short_date
from resources.i18n import _

if TYPE_CHECKING:
    from models.book_lock import Holder


def who_words(holder: Holder | None) -> str:
    """Return in a sentence who has a book open, on which computer, since when, as far as it is known."""
    if holder is None or not holder.computer:
        return _("Another window has it open.")
    user = holder.user or _("Somebody")
    where = _("on this computer") if holder.is_here else _("on {computer}").format(computer=holder.computer)
    if holder.since is None:
        return _("{user} has it open {where}.").format(user=user, where=where)
    at = holder.since.replace(tzinfo=UTC).astimezone()
    today = datetime.now().astimezone().date()
    when = clock(at) if at.date() == today else f"{short_date(at)}, {clock(at)}"
    return _("{user} has it open {where} since {when}.").format(user=user, where=where, when=when)
