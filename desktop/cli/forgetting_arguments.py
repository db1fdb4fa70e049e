"""What may be typed after `liaison erase-person`, `restrict-person` and `verify-history`."""

from __future__ import annotations

from desktop.cli.parser import Adder, record, whole
from desktop.cli.whom import WHOM

POSSIBLE = ("likely", "all", "none")


def add_forgetting_commands(add: Adder) -> None:
    """Add the commands."""
    erase = add(
        "erase-person",
        "Erase a person for good: meetings, counts, decisions and dates stay, with a former contact in their place.",
    )
    erase.add_argument("person", metavar=WHOM, help="the person, by their whole name or number")
    erase.add_argument("--reason", required=True, metavar="WORDS", help="why; it is kept, without their name")
    erase.add_argument("--dry-run", action="store_true", help="say what would be done, place by place, and do nothing")
    erase.add_argument(
        "--possible",
        choices=POSSIBLE,
        default="likely",
        help="which of the texts and files that perhaps name them are taken: those about them anyway, all, or none",
    )
    erase.add_argument(
        "--also",
        nargs="+",
        action="extend",
        type=record,
        default=[],
        metavar="KIND:ID",
        help="more of those texts and files, one by one",
    )
    restrict = add(
        "restrict-person",
        "Keep the data of a person and use it no more, or lift that; without a number, list whose data that is.",
    )
    restrict.add_argument(
        "person", nargs="?", metavar=WHOM, help="the person; to lift it, by the number that the list has"
    )
    restrict.add_argument("--reason", default="", metavar="WORDS", help="why their data is not to be used")
    restrict.add_argument("--lift", action="store_true", help="use their data again as before")
    verify = add("verify-history", "Check that the history of every change is whole and was not altered.")
    verify.add_argument("--head", metavar="HEX", help="also look up the head that a paper has among its keywords")
    verify.add_argument("--newest", type=whole, metavar="N", help="only the newest changes (default: all of them)")
