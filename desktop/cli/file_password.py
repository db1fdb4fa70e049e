"""The password of a file that a command writes, for mailing: not the passphrase of the book."""

from __future__ import annotations

import argparse

from desktop.cli.opening import first_line
from models.encryption import is_too_short
from models.errors import WrongUse

ANOTHER_WAY = "Tell whoever gets the file its password by another way than the file: by telephone, or face to face."
HELP = "the file opens only with the password on the first line of this one (PDF, Excel, Word)"


def add_file_password(parser: argparse.ArgumentParser) -> None:
    """Add the option to a command that writes files."""
    parser.add_argument("--password-file", metavar="FILE", help=HELP)


def file_password(asked: argparse.Namespace, form: str) -> str:
    """Return the password for a file of a form, "" where none is wanted.

    Raises WrongUse where the form can have none, or the password is too short.
    """
    if not asked.password_file:
        return ""
    from reports.protecting import check_password

    password = first_line(asked.password_file)
    check_password(form, password)
    if is_too_short(password):
        raise WrongUse("The password of the file is too short. Use at least 12 characters, or four words.")
    return password


def another_way(password: str) -> list[str]:
    """Return what whoever sends a protected file must know."""
    return [ANOTHER_WAY] if password else []
