"""Emails saved as files (.eml), read so that one can stand in the records as a conversation with what it carried.

The standard library reads them; its own stumbles over bad headings and character sets are caught heading by heading,
part by part. Pictures that only adorn the text are told apart from what was sent along.
"""

from __future__ import annotations

import codecs
import email.policy
from dataclasses import dataclass, field
from datetime import datetime
from email.feedparser import BytesFeedParser
from email.message import EmailMessage
from pathlib import Path

from models.errors import BadImport
from models.exchange.mail_drafts import MailAddress, MailFile
from models.exchange.mail_headings import answered, heading, keys, moment, names_of, people
from models.exchange.mail_parts import MOST_PARTS, MOST_TEXT, contents_of
from resources.i18n import _

__all__ = ["MOST_BYTES", "MOST_PARTS", "MOST_TEXT", "ReadMail", "read_mail", "understand_mail"]

MOST_BYTES = 60 * 1024 * 1024
"""Of an email with all it carries; no post office takes larger ones."""
_PIECE = 64 * 1024
"""Bytes."""


@dataclass(frozen=True, slots=True)
class ReadMail:
    """An email: who wrote to whom, when, what, and what came with it."""

    subject: str
    sender: MailAddress | None
    to: tuple[MailAddress, ...]
    copied: tuple[MailAddress, ...]
    sent_at: datetime | None
    """In the time of England, without a zone; None where the date is missing or cannot be read."""
    text: str
    files: tuple[MailFile, ...] = field(repr=False)
    adornments: int = 0
    """Pictures that stand in the text, and signatures only programs read; they are not kept."""
    key: str = ""
    """The name it has for all time (Message-ID), without its brackets: the same email is known by it."""
    answers: tuple[str, ...] = ()
    """The emails it answers, the nearest first, by their keys."""
    notes: tuple[str, ...] = ()
    """What could not be read, in words."""


def read_mail(path: Path) -> ReadMail:
    """Return the email that a file holds. Raises BadImport when it is none, or too large."""
    if path.stat().st_size > MOST_BYTES:
        raise BadImport(
            _("“{name}” is larger than {most} MB. Save what it carries as files of their own.").format(
                name=path.name, most=MOST_BYTES // 1024**2
            )
        )
    found = understand_mail(path.read_bytes())
    if found is None:
        raise BadImport(
            _("“{name}” is not an email. Save it from your mail program as a file that ends in .eml.").format(
                name=path.name
            )
        )
    return found


def understand_mail(data: bytes) -> ReadMail | None:
    """Return the email that bytes hold; None when they hold none."""
    message = _message(_as_bytes(data))
    headings = {name.casefold() for name in names_of(message)}
    if not headings & {"from", "to", "subject", "date", "message-id"}:
        return None
    found = contents_of(message)
    sent_at = moment(heading(message, "Date"))
    if sent_at is None:
        found.notes.append(_("Its date is missing or cannot be read."))
    senders = people(message, "From") or people(message, "Sender")
    return ReadMail(
        subject=" ".join(heading(message, "Subject").split()),
        sender=senders[0] if senders else None,
        to=people(message, "To"),
        copied=people(message, "Cc"),
        sent_at=sent_at,
        text=found.text,
        files=tuple(found.files),
        adornments=found.adornments,
        key=next(iter(keys(heading(message, "Message-ID"))), ""),
        answers=answered(message),
        notes=tuple(found.notes),
    )


def _message(data: bytes) -> EmailMessage:
    """Return the email as the standard library reads it, piece by piece: given whole it takes five times its size."""
    parser = BytesFeedParser(EmailMessage, policy=email.policy.default)
    for start in range(0, len(data), _PIECE):
        parser.feed(data[start : start + _PIECE])
    return parser.close()


def _as_bytes(data: bytes) -> bytes:
    """Return an email without the mark that an editor put before it, and out of UTF-16, which no email is sent in."""
    for mark, characters in ((codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16")):
        if data.startswith(mark):
            return data.decode(characters, "replace").encode("utf-8", "replace")
    return data.removeprefix(codecs.BOM_UTF8)
