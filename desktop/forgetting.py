"""Erasing again, before a book is shown, whoever was erased and came back with a backup or a copy of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from models.erased_list import has_list
from resources.i18n import _

if TYPE_CHECKING:
    from desktop.jobs import Progress
    from models.store import Store


def has_come_back(store: Store) -> bool:
    """Say whether a book holds somebody who was erased and is ours to erase again.

    Where nobody ever was, that is one look at a folder.
    """
    if store.read_only or not has_list(store.location):
        return False
    from models.actions.erasing.again import came_back, may_forget

    return may_forget(store) and bool(came_back(store))


def title() -> str:
    """Return what the work is called while it is done."""
    return _("Erasing again who was erased before this copy was put back")


def forget(store: Store, _progress: Progress) -> str:
    """Erase them again and return what to say; runs on the worker."""
    from models.actions.erasing.again import forget_again, told_again

    return told_again(forget_again(store))
