"""Where things lie on this computer: the user's own book, the sample, the log. No Qt, so the command line may ask."""

from __future__ import annotations

from pathlib import Path

PROGRAM = "Liaison Desk"
SUFFIX = ".liaison"


def data_folder() -> Path:
    """Return the folder of everything the program keeps for this user."""
    from platformdirs import user_data_path

    return user_data_path(PROGRAM, appauthor=False)


def default_book() -> Path:
    """Return the book that opens when none is named."""
    return data_folder() / f"records{SUFFIX}"


def new_book() -> Path:
    """Return where the next new book goes: the usual place, or beside it under a name that is not taken."""
    place, number = default_book(), 1
    while place.exists():
        number += 1
        place = data_folder() / f"records {number}{SUFFIX}"
    return place


def sample_book() -> Path:
    """Return where the example records are kept, apart from real ones."""
    return data_folder() / f"example{SUFFIX}"


def book_to_open(named: str | None, last: str) -> str:
    """Return the book named on the command line, else the last one, else the user's own; nothing when none is there."""
    if named:
        return named
    if last and ("://" in last or Path(last).exists()):
        return last
    own = default_book()
    return str(own) if own.exists() else ""


def settings_file() -> Path:
    """Return where Qt keeps the settings of the window, for commands that must know of them without Qt."""
    import os
    import sys

    from platformdirs import user_config_path

    if sys.platform == "win32":
        folder = user_config_path(roaming=True, appauthor=False)
    else:
        folder = Path(os.environ.get("XDG_CONFIG_HOME") or Path.home() / ".config")
    return folder / PROGRAM / f"{PROGRAM}.ini"


def known_books() -> Path:
    """Return the file of what is remembered of locked books, to tell a wrong passphrase from a damaged file."""
    return data_folder() / "known-books.json"


def backup_folder() -> Path:
    """Return where copies go when no other folder is named."""
    return data_folder() / "backups"


def drafts_folder() -> Path:
    """Return where emails lie that were written and are not sent yet."""
    from platformdirs import user_cache_path

    return user_cache_path(PROGRAM, appauthor=False) / "emails"


def books_folder() -> Path:
    """Return the folder that file dialogs start in."""
    from platformdirs import user_documents_path

    return user_documents_path()


def log_folder() -> Path:
    """Return the folder of the log and of the reports of errors."""
    from platformdirs import user_log_path

    return user_log_path(PROGRAM, appauthor=False)
