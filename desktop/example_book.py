"""The book of example records, written the first time somebody wants to see it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from resources.i18n import _

if TYPE_CHECKING:
    from desktop.jobs import Progress


def make_example(place: Path, today: date, check: Callable[[], object] = lambda: None) -> None:
    """Write the example records into a new book without a passphrase, for everything in it is invented.

    `check` is called before they are kept, and leaves by an exception when they are not wanted any more.
    """
    from models.sample import fill_example
    from models.store import Store, discard

    place.parent.mkdir(parents=True, exist_ok=True)
    unfinished = place.with_suffix(".making")
    unfinished.unlink(missing_ok=True)
    store = Store.create(unfinished, is_example=True)
    try:
        with store.write(_("Add example records")) as session:
            fill_example(session, today)
            check()
    except BaseException:
        store.close()
        discard(unfinished)
        raise
    else:
        store.close()
    unfinished.replace(place)
    discard(unfinished)


def make_example_job(place: Path, today: date, progress: Progress) -> None:
    """Write them on the worker, until the user stops it."""
    make_example(place, today, progress.check)
