"""What may be typed after `liaison person-data`."""

from __future__ import annotations

from desktop.cli.file_password import add_file_password
from desktop.cli.parser import Adder, day
from desktop.cli.whom import WHOM


def add_person_data_command(add: Adder) -> None:
    """Add the command."""
    words = "Find everything that is held about a person; once somebody has looked through it, make the answer."
    data = add("person-data", words)
    data.add_argument("person", metavar=WHOM)
    data.add_argument("--review", metavar="FILE.json", help="write what was found, to be looked through")
    data.add_argument("--reviewed", metavar="FILE.json", help="the file that somebody looked through")
    data.add_argument(
        "--output",
        metavar="FILE.pdf",
        help="where the answer goes; a workbook and, without a password, JSON go beside it",
    )
    add_file_password(data)
    data.add_argument("--received", type=day, metavar="D", help="when they asked; default: as noted, else today")
    data.add_argument("--identity-checked", type=day, metavar="D", help="when it was plain who they are")
    data.add_argument("--force", action="store_true", help="replace files that are there")
