"""A file of the register taken in at once, on the worker: as the first run and its own dialog do, without a look."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from desktop.jobs import Progress
    from models.actions.register import RegisterImport
    from models.store import Store


def take_register_in(store: Store, path: Path, today: date, progress: Progress) -> RegisterImport:
    """Take a file in and keep it among what was brought in. Raises Stopped when asked to stop."""
    from models.imports.kinds import Asked
    from models.imports.reference.kinds import REFERENCE
    from models.imports.reference.taking_in import ReferenceImport

    asked = Asked(today, cancelled=lambda: progress.cancelled, step=progress.report)
    done: RegisterImport = ReferenceImport(store, REFERENCE["gias"], path, asked).take_in_now().detail
    return done
