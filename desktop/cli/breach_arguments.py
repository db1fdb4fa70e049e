"""What may be typed after `liaison breach`."""

from __future__ import annotations

import argparse
from datetime import datetime

from desktop.cli.parser import Adder, day, whole
from models.vocabulary import BreachRisk


def moment(text: str) -> datetime:
    """Read a day with a time of day in ISO form: 2026-11-20T17:00, or 2026-11-20 17:00."""
    try:
        found = datetime.fromisoformat(text)
    except ValueError:
        found = None
    if found is None or found.tzinfo is not None or len(text) < len("2026-11-20T17:00"):
        raise argparse.ArgumentTypeError(f"“{text}” is no day with a time. Enter one like 2026-11-20T17:00")
    return found


def add_breach_command(add: Adder) -> None:
    """Add the command."""
    breach = add("breach", "Note a breach of personal data, and who was told; say until when the 72 hours run.")
    breach.add_argument("what", choices=["add", "told"])
    breach.add_argument("number", type=whole, nargs="?", metavar="N", help="the breach; see: list breaches")
    breach.add_argument("--why", default="", metavar="WORDS", help="why they are told, or are not")
    new = breach.add_argument_group("for add")
    new.add_argument("--what-happened", default="", metavar="WORDS")
    new.add_argument("--noticed", type=moment, metavar="WHEN", help="when we became aware; default: now")
    new.add_argument("--happened", type=moment, metavar="WHEN")
    new.add_argument("--risk", choices=[risk.value for risk in BreachRisk], default=BreachRisk.RISK.value)
    new.add_argument("--people", type=whole, metavar="N", help="about how many it is about")
    new.add_argument("--data", default="", metavar="WORDS", help="what kind of data")
    new.add_argument("--done", default="", metavar="WORDS", help="what was done about it")
    new.add_argument("--by", default="", metavar="WORDS", help="who noticed")
    told = breach.add_argument_group("for told")
    told.add_argument("--commissioner", type=moment, metavar="WHEN")
    told.add_argument("--reference", default="", metavar="WORDS", help="the reference that the Commissioner gave")
    told.add_argument("--people-told", type=day, metavar="D")
