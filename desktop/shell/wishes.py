"""What can be wished of a page that is to be shown: a saved filter to switch on, a field to go to."""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

from desktop.shell.page import Page


class SavedWish(NamedTuple):
    """The wish to see what a saved filter finds."""

    kind: str
    uid: str


class FieldWish(NamedTuple):
    """The wish to change a setting, by its name; the page of settings knows where it is."""

    name: str


class FilesWish(NamedTuple):
    """The wish to bring in files, as those that were dropped on the window."""

    paths: tuple[Path, ...]
    record: tuple[str, int] | None = None
    """The record in view when they were dropped: an email is written down with it."""


def take_wish(page: Page, wish: object) -> None:
    """Do what is wished of any page with a list; anything else is for the page itself."""
    if isinstance(wish, SavedWish):
        from desktop.lists.kit import ListKit

        for kit in page.findChildren(ListKit):
            if kit.kind == wish.kind:
                kit.show_saved(wish.uid)
    else:
        page.take_wish(wish)
