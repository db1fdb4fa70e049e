"""What may be typed after `liaison request`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from desktop.cli.parser import Adder, day, whole
from desktop.cli.whom import WHOM
from models.vocabulary import Channel, RequestOutcome, SubjectRight

if TYPE_CHECKING:
    from argparse import ArgumentParser


def add_request_command(add: Adder) -> None:
    """Add the command."""
    request = add("request", "Note what people ask about their data, more time that they were told of, and the answer.")
    request.add_argument("what", choices=["add", "extend", "answer", "reopen"])
    request.add_argument("number", type=whole, nargs="?", metavar="N", help="the request; see: list data-requests")
    request.add_argument("--date", type=day, metavar="D", help="when it came, was told or was answered; default: today")
    _channel(request, "how it came, or how the answer went")
    new = request.add_argument_group("for add")
    new.add_argument("--person", default="", metavar=WHOM, help="whose data, where there is a record")
    new.add_argument("--by", dest="asker", default="", metavar="WORDS", help="who asks, where that is somebody else")
    new.add_argument("--right", choices=[right.value for right in SubjectRight], default=SubjectRight.ACCESS.value)
    new.add_argument("--asked", default="", metavar="WORDS", help="what they ask, in a few words")
    new.add_argument("--identity-asked", type=day, metavar="D")
    new.add_argument("--identity-checked", type=day, metavar="D")
    new.add_argument("--acknowledged", type=day, metavar="D", help="when a complaint was acknowledged")
    answer = request.add_argument_group("for extend and answer")
    answer.add_argument("--outcome", choices=[one.value for one in RequestOutcome])
    answer.add_argument("--sent", default="", metavar="WORDS", help="what they were sent or told")
    answer.add_argument("--why", default="", metavar="WORDS", help="why it takes longer, or what was kept back and why")


def _channel(parser: ArgumentParser, words: str) -> None:
    ways = (Channel.CALL, Channel.EMAIL, Channel.LETTER, Channel.VISIT, Channel.SOCIAL)
    parser.add_argument("--how", choices=[way.value for way in ways], help=words)
