"""Errors that are for the user: sentences that say what, where and what to do."""

from __future__ import annotations


class AppError(Exception):
    """A known trouble in words fit to show; `exit_code` is what the command line ends with."""

    exit_code = 1

    @property
    def sentence(self) -> str:
        """Return the words for the user."""
        return str(self)


class WrongUse(AppError):
    """What was asked for cannot be understood or is not there (exit code 2)."""

    exit_code = 2


class BookNotFound(AppError):
    """There is no such file, or it is not a record book, or its passphrase is wrong (exit code 3)."""

    exit_code = 3


class WrongPassphrase(BookNotFound):
    """The passphrase does not open this book."""


class PassphraseInDoubt(WrongPassphrase):
    """A book does not open, and nobody can tell whether its passphrase is another one or the file is damaged."""


class BookDamaged(BookNotFound):
    """The file was a record book once and cannot be read now."""


class BookGone(BookNotFound):
    """The file of the open book is no longer where it was; nothing more was written."""


class NoRoom(AppError):
    """The disk is full; nothing of the change was written."""


class NoEncryption(AppError):
    """An installation that cannot encrypt opens and makes no book."""


class BookLocked(AppError):
    """The book is open elsewhere or cannot be written to (exit code 4)."""

    exit_code = 4


class BookNewer(AppError):
    """The book was made by a newer version of the program (exit code 5)."""

    exit_code = 5


class BookOlder(AppError):
    """The book was made by an older version and whoever opens it wants to be asked before it is changed (code 5)."""

    exit_code = 5


class WouldOverwrite(AppError):
    """A file of that name is there already (exit code 6)."""

    exit_code = 6


class Stopped(AppError):
    """The user stopped the work; nothing is half-written (exit code 130)."""

    exit_code = 130


class StaleRecord(AppError):
    """Someone else changed the record since it was read."""


class BadImport(AppError):
    """A file is not there or not what was expected; nothing was taken from it (exit code 3)."""

    exit_code = 3


class NoSuchFolder(AppError):
    """A file cannot be written because the folder is not there (exit code 3)."""

    exit_code = 3


class CannotWrite(AppError):
    """A file or folder is closed to this user or held by another program (exit code 4)."""

    exit_code = 4


class HeldElsewhere(CannotWrite):
    """A file that was to be replaced is open in another program; it is as it was."""


class NothingToUndo(AppError):
    """There is no change to take back or to make again."""
