"""What may be typed after `liaison restore` and `liaison salvage`."""

from __future__ import annotations

from desktop.cli.parser import Adder


def add_recovery_commands(add: Adder) -> None:
    """Add the commands that bring a book back."""
    restore = add("restore", "Put a backup in the place of the book; the present one is kept aside.")
    restore.add_argument("file", metavar="FILE")
    restore.add_argument("--dry-run", action="store_true", help="say what the backup holds and change nothing")
    salvage = add(
        "salvage",
        "Make a new book of what can be read of a damaged one, left as it is. A forgotten passphrase: see recover.",
    )
    salvage.add_argument("file", metavar="FILE", help="the damaged book")
    salvage.add_argument("--to", metavar="NEW", required=True, help="where the new book goes")
    salvage.add_argument(
        "--salt-from", metavar="BACKUP", help="a backup of the book, where its own beginning is destroyed"
    )
