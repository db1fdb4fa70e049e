"""What going back to a backup would bring and lose, before it is done."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QWidget

from desktop.theme import L, S
from desktop.widgets.dialog import Dialog
from desktop.widgets.labels import PlainLabel
from models.backup_keeping import copies_of
from reports.formatting import clock, long_date
from resources.i18n import _, ngettext

if TYPE_CHECKING:
    from models.backup_preview import RestorePreview


def made_words(copy: Path, book: str) -> str:
    """Return when a copy was made, by its name, or else by the time of its file."""
    named = next((one.made for one in copies_of(copy.parent, book) if one.path == copy), None)
    made = named or datetime.fromtimestamp(copy.stat().st_mtime)  # noqa: DTZ006
    return f"{long_date(made)}, {clock(made)}"


class RestoreDialog(Dialog):
    """Shows when a copy was made, what it holds beside what the book holds now, and what was done since."""

    def __init__(self, made: str, seen: RestorePreview, window: QWidget | None) -> None:
        super().__init__(_("Go back to this backup?"), window, width_ems=34)
        self.setObjectName("restore_dialog")
        self.body.addWidget(PlainLabel(_("The backup was made on {when}.").format(when=made), "strong"))
        self.body.addWidget(PlainLabel(_last_change(seen), "muted"))
        self.body.addLayout(_counts(seen))
        if seen.forgotten:
            self.body.addWidget(PlainLabel(forgotten_words(seen.forgotten)))
        if seen.ours:
            kept = _("Your present book is kept beside it, with the time in its name: you can go back to it too.")
            self.body.addWidget(PlainLabel(kept, "muted"))
        # The list comes last: with large text it is what has to be scrolled to.
        for words in since_words(seen):
            self.body.addWidget(PlainLabel(words))
        self.body.addStretch(1)
        self.add_cancel(_("Cancel"))
        self.add_button(_("Go back to this backup"), main=True)


def _last_change(seen: RestorePreview) -> str:
    if seen.newest_change is None:
        return _("Nothing was changed in it yet.")
    at = seen.newest_change.replace(tzinfo=UTC).astimezone()
    return _("Its last change is of {day}, {time}.").format(day=long_date(at), time=clock(at))


def _counts(seen: RestorePreview) -> QGridLayout:
    names = {
        "organisations": _("Organisations"),
        "people": _("People"),
        "conversations": _("Conversations"),
        "meetings": _("Meetings"),
        "commitments": _("Commitments"),
        "events": _("Events"),
    }
    grid = QGridLayout()
    grid.setHorizontalSpacing(L)
    grid.setVerticalSpacing(S)
    heads = (_("In the backup"), _("Now")) if seen.ours else (_("In the backup"),)
    right = Qt.AlignmentFlag.AlignRight
    for column, words in enumerate(heads, 1):
        grid.addWidget(PlainLabel(words, "small", wrap=False), 0, column, right)
    for line, (kind, name) in enumerate(names.items(), 1):
        grid.addWidget(PlainLabel(name, wrap=False), line, 0)
        numbers = [seen.theirs[kind], *([seen.ours[kind]] if seen.ours else [])]
        for column, (number, head) in enumerate(zip(numbers, heads, strict=True), 1):
            label = PlainLabel(f"{number:,}", "strong" if len(set(numbers)) > 1 else "", wrap=False)
            label.setAccessibleName(f"{name}, {head}: {number:,}")
            grid.addWidget(label, line, column, right)
    grid.setColumnStretch(3, 1)
    return grid


def forgotten_words(number: int) -> str:
    """Return in a sentence that people whom the backup still holds stay erased."""
    words = ngettext(
        "{n} person who was erased since is still in the backup. They are erased again before the book opens.",
        "{n} people who were erased since are still in the backup. They are erased again before the book opens.",
        number,
    )
    return words.format(n=f"{number:,}")


def since_words(seen: RestorePreview) -> list[str]:
    """Return in sentences what was done since the backup was made and would not be in the book any more.

    What is said of changes stands first, their own words, a line for each, after it.
    """
    if not seen.ours:
        return []
    if seen.lost is None:
        return [
            _("The backup is of another book, or of a history that went another way. Look twice before you go back.")
        ]
    if not seen.lost:
        return [_("Nothing was changed since.")]
    words = ngettext(
        "{n} change was made since. It will not be in the book any more:",
        "{n} changes were made since. They will not be in the book any more, these the newest:",
        seen.lost,
    )
    return [words.format(n=f"{seen.lost:,}"), "\n".join(f"· {label}" for label in seen.last_lost)]
