"""What may be typed after `liaison labels`, `liaison letters` and `liaison template`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from desktop.cli.file_password import add_file_password
from desktop.cli.parser import Adder, day, whole
from desktop.cli.sets import add_set
from reports.labels.sheets import SHEETS

if TYPE_CHECKING:
    from argparse import ArgumentParser

_CODES = [sheet.code for sheet in SHEETS]


def add_post_commands(add: Adder) -> None:
    """Add the commands."""
    labels = add("labels", "Make sheets of address labels, or the addresses as a list.")
    _add_set(labels)
    labels.add_argument("--sheet", choices=_CODES, default=_CODES[0], help=f"Avery's number (default: {_CODES[0]})")
    labels.add_argument("--start", type=whole, default=1, metavar="N", help="the first free label of a part-used sheet")
    labels.add_argument("--every", action="store_true", help="a label for each, also where several are at one address")
    labels.add_argument("--format", choices=["pdf", "xlsx", "html", "docx"], help="pdf: labels; others: the addresses")
    _add_output(labels)
    letters = add("letters", "Make letters to several from a Word template, as Word or PDF.")
    _add_set(letters)
    letters.add_argument("--template", default="", metavar="NAME", help="default: the usual letter")
    letters.add_argument("--about", default="", metavar="WORDS", help="the subject")
    letters.add_argument("--text", default="", metavar="TEXT|-", help="what stands for {{text}}; - reads it from stdin")
    letters.add_argument("--reference", default="", metavar="WORDS", help="our reference")
    letters.add_argument("--date", type=day, metavar="D", help="the day of the letters (default: today)")
    letters.add_argument("--reply-by", type=day, metavar="D")
    letters.add_argument("--one-an-address", action="store_true", help="one letter to each address")
    letters.add_argument("--format", choices=["docx", "pdf"])
    letters.add_argument("--each", metavar="DIR", help="one file each in a folder, instead of one file for all")
    letters.add_argument("--log", action="store_true", help="note each letter as a conversation, in one step")
    letters.add_argument("--dry-run", action="store_true", help="say who gets one and who does not, and make nothing")
    _add_output(letters)
    template = add("template", "Keep the Word templates of letters.")
    template.add_argument("what", choices=["list", "fields", "add", "replace", "export", "remove"])
    template.add_argument("name", nargs="?", default="", metavar="NAME", help="of the template; none: the usual letter")
    template.add_argument("--file", metavar="FILE", help="the Word file to take, or to write")
    template.add_argument("--force", action="store_true", help="replace the file if it is there")


def _add_set(parser: ArgumentParser) -> None:
    """Add the ways of saying who gets one."""
    add_set(parser, "who gets one (choose one way)", required=True)
    parser.add_argument(
        "--to",
        default="best",
        metavar="best|office|ROLE",
        help="at organisations: the best contact (default), the office, or whoever has a role",
    )


def _add_output(parser: ArgumentParser) -> None:
    parser.add_argument("--output", metavar="FILE|-")
    parser.add_argument("--force", action="store_true", help="replace the file if it is there")
    add_file_password(parser)
