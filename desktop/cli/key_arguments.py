"""What may be typed after the commands about the passphrase of a book."""

from __future__ import annotations

from desktop.cli.parser import Adder, Parser


def add_key_commands(add: Adder) -> None:
    """Add rekey, recover and recovery-sheet."""
    rekey = add("rekey", "Give a book another passphrase, a first one, or none any more.")
    rekey.add_argument("--no-passphrase", action="store_true", help="take the passphrase away, on purpose")
    recover = add(
        "recover", "Open a book with its recovery code and give it a new passphrase. A damaged book: see salvage."
    )
    recover.add_argument("--code-file", metavar="FILE", help="read the recovery code from a file; - reads one line")
    for one in (rekey, recover):
        one.add_argument("--new-passphrase-file", metavar="FILE", help="read the new one from the first line of a file")
        one.add_argument("--backups", metavar="DIR", help="where the copy of the book as it was goes")
        _add_sheet(one, "--sheet", "write the recovery sheet of the new passphrase as PDF")
    sheet = add("recovery-sheet", "Write the recovery sheet of a book as PDF.")
    sheet.add_argument("file", metavar="FILE")
    sheet.add_argument("--force", action="store_true", help="replace the file if it is there")


def _add_sheet(parser: Parser, option: str, words: str) -> None:
    parser.add_argument(option, metavar="FILE", help=words)
    parser.add_argument("--force", action="store_true", help="replace the file of the sheet if it is there")
