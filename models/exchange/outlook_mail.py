"""Emails that Outlook saved in its own form (.msg), turned into the form that every program knows and read as such.

python-oxmsg opens them. A damaged one makes it stumble anywhere; all of that ends in a sentence.
"""

from __future__ import annotations

import email
import email.policy
from dataclasses import replace
from email.message import EmailMessage, Message
from email.utils import format_datetime
from pathlib import Path
from typing import TYPE_CHECKING

from models.cleaning import clean
from models.errors import BadImport
from models.exchange.file_text import html_text
from models.exchange.mail_reading import MOST_BYTES, MOST_PARTS, ReadMail, understand_mail
from resources.i18n import _

if TYPE_CHECKING:
    from oxmsg.message import Message as OutlookMessage

BEGINS = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
"""What the files begin with; so do other files of old Office."""
_RECIPIENT_TYPE, _HEADERS, _COPIED = 0x0C15, 0x007D, 2
_KEPT = ("Message-ID", "In-Reply-To", "References", "Date", "From", "To", "Cc")


def read_outlook_mail(path: Path) -> ReadMail:
    """Return the email of a .msg file. Raises BadImport when it is none, damaged, or too large."""
    if path.stat().st_size > MOST_BYTES:
        raise BadImport(
            _("“{name}” is larger than {most} MB. Save what it carries as files of their own.").format(
                name=path.name, most=MOST_BYTES // 1024**2
            )
        )
    from oxmsg.message import Message as OutlookMessage

    lost: list[int] = []
    try:
        mail = _as_mail(OutlookMessage.load(path.read_bytes()), lost)
    except Exception as error:  # The library raises whatever it meets in a damaged file.
        raise BadImport(
            _("“{name}” is damaged, or is no email that Outlook saved. Save it from Outlook again.").format(
                name=path.name
            )
        ) from error
    found = understand_mail(mail.as_bytes(policy=email.policy.SMTPUTF8))
    if found is None:
        raise BadImport(_("“{name}” holds no email.").format(name=path.name))
    if lost:
        words = _("An email or appointment that came with it was left out. Save it from Outlook by itself.")
        return replace(found, notes=(*found.notes, words))
    return found


def _as_mail(message: OutlookMessage, lost: list[int]) -> EmailMessage:
    """Return a message of Outlook as one of the common form; `lost` gets the numbers of what came with it unread."""
    mail = EmailMessage(policy=email.policy.SMTPUTF8)
    mail["Subject"] = _line(message.subject) or " "
    sent = message.properties.str_prop_value(_HEADERS)
    headings: Message = email.message_from_string(sent or "", policy=email.policy.compat32)
    for name in _KEPT:
        if headings[name] is not None:
            _set(mail, name, str(headings[name]))
    if "From" not in mail and message.sender:
        _set(mail, "From", message.sender)
    if "Date" not in mail and message.sent_date is not None:
        mail["Date"] = format_datetime(message.sent_date)
    if "To" not in mail and "Cc" not in mail:
        for name, some in _recipients(message).items():
            _set(mail, name, ", ".join(some))
    mail.set_content(clean(message.body or html_text(message.html_body or "")))
    for number, attachment in enumerate(message.attachments[:MOST_PARTS], 1):
        data = attachment.file_bytes
        if data is None:
            lost.append(number)
        else:
            name = _line(attachment.file_name or "") or _("File {number}").format(number=number)
            mail.add_attachment(data, maintype="application", subtype="octet-stream", filename=name)
    return mail


def _recipients(message: OutlookMessage) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for one in message.recipients:
        copied = one.properties.int_prop_value(_RECIPIENT_TYPE) == _COPIED
        if "@" in one.email_address:
            name = _line(one.name).replace('"', "")
            found.setdefault("Cc" if copied else "To", []).append(f'"{name}" <{_line(one.email_address)}>')
    return found


def _set(mail: EmailMessage, name: str, words: str) -> None:
    """Give an email a heading; one that cannot be is left out, as the reader leaves it out of any email."""
    try:
        mail[name] = _line(words)
    except (ValueError, IndexError, AttributeError, TypeError):
        return


def _line(words: str) -> str:
    return " ".join(clean(words).split())
