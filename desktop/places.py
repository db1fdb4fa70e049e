"""Where things lie on this computer: the user's own book, the sample, the log. No Qt, so the command line may ask."""

from __future__ import annotations

from pathlib import Path

from platformdirs import user_data_path, user_documents_path, user_log_path

PROGRAM = "Liaison Desk"
SUFFIX = ".liaison"


def default_book() -> Path:
    """Return the book that opens when none is named."""
    return user_data_path(PROGRAM, appauthor=False) / f"records{SUFFIX}"


def sample_book() -> Path:
    """Return where the example records are kept, apart from real ones."""
    return user_data_path(PROGRAM, appauthor=False) / f"example{SUFFIX}"


def backup_folder() -> Path:
    """Return where copies go when no other folder is named."""
    return user_data_path(PROGRAM, appauthor=False) / "backups"


def books_folder() -> Path:
    """Return the folder that file dialogs start in."""
    return user_documents_path()


def log_folder() -> Path:
    """Return the folder of the log and of the reports of errors."""
    return user_log_path(PROGRAM, appauthor=False)
