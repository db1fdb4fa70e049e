"""What may be typed after `liaison retention`."""

from __future__ import annotations

from desktop.cli.parser import Adder, add_as_at, day, record, whole
from models.vocabulary import RetentionHold


def add_retention_command(add: Adder) -> None:
    """Add the command."""
    words = "List what is due to be looked at by its age, or decide to keep it. Nothing is ever deleted by it."
    retention = add("retention", words)
    retention.add_argument("what", choices=["list", "keep", "hold", "lift", "schedule"], nargs="?", default="list")
    retention.add_argument("about", type=record, nargs="?", metavar="KIND:N", help="person:12, year:2019 or decision:3")
    add_as_at(retention, "the day that counts as today")
    retention.add_argument("--ahead", type=whole, metavar="DAYS", help="for list: what falls due so soon, too")
    retention.add_argument("--until", type=day, metavar="D", help="for keep: when you want to be asked again")
    retention.add_argument("--for", dest="cause", choices=[one.value for one in RetentionHold], help="for hold")
    retention.add_argument("--why", default="", metavar="WORDS", help="for keep and hold")
    schedule = retention.add_argument_group("for schedule: 0 for no time")
    schedule.add_argument("--after-role", type=_count, metavar="MONTHS")
    schedule.add_argument("--without-contact", type=_count, metavar="MONTHS")
    schedule.add_argument("--notes", type=_count, metavar="YEARS")


def _count(text: str) -> int:
    return 0 if text == "0" else whole(text)
