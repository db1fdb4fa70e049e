"""Emails not sent yet, as files that the mail program of the computer opens as a draft to look at and send.

`X-Unsent: 1` says so: Outlook, Apple Mail and Thunderbird open such a file for writing. Nothing is sent from here.
Names, subjects and addresses are data: whatever would end a line of the head is taken out, and an address that could
hold more than one, or no real one, is refused.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP

from models.errors import WrongUse
from resources.i18n import _

_ADDRESS = re.compile(r"[^\s@<>,;:\"()\[\]\\]+@[^\s@<>,;:\"()\[\]\\]+\.[^\s@<>,;:\"()\[\]\\.]+")
_CONTROLS = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029]+")
ENDING = ".eml"


@dataclass(frozen=True, slots=True)
class MailAddress:
    """Somebody's name and address."""

    name: str
    address: str


@dataclass(frozen=True, slots=True)
class MailFile:
    """A file that goes with an email."""

    name: str
    data: bytes = field(repr=False)
    media_type: str = "application/octet-stream"


@dataclass(frozen=True, slots=True)
class MailDraft:
    """An email as it is to be looked at and sent; those in `hidden` are not seen by each other."""

    subject: str
    body: str
    to: tuple[MailAddress, ...] = ()
    hidden: tuple[MailAddress, ...] = ()
    sender: MailAddress | None = None
    files: tuple[MailFile, ...] = ()


def write_draft(draft: MailDraft) -> bytes:
    """Return the file of a draft. Raises WrongUse, naming whose, for an address that is none."""
    message = EmailMessage(policy=SMTP)
    message["X-Unsent"] = "1"
    if draft.sender is not None and draft.sender.address:
        message["From"] = _address(draft.sender)
    for head, people in (("To", draft.to), ("Bcc", draft.hidden)):
        if people:
            message[head] = [_address(one) for one in people]
    message["Subject"] = one_line(draft.subject)
    message.set_content(_whole(draft.body).replace("\x00", ""), cte="quoted-printable")
    for file in draft.files:
        main, _slash, sub = file.media_type.partition("/")
        message.add_attachment(file.data, maintype=main, subtype=sub or "octet-stream", filename=one_line(file.name))
    return message.as_bytes()


def is_address(text: str) -> bool:
    """Say whether a text is one email address that can be written to."""
    return _ADDRESS.fullmatch(text.strip()) is not None and text.strip().isascii()


def one_line(text: str) -> str:
    """Return a text as it may stand in the head of an email: on one line, without control characters."""
    return " ".join(_CONTROLS.sub(" ", _whole(text)).split())


def _whole(text: str) -> str:
    """Return a text without halves of characters, which no file can hold."""
    return text.encode("utf-8", "replace").decode("utf-8")


def _address(one: MailAddress) -> Address:
    plain = one.address.strip()
    if not is_address(plain):
        raise WrongUse(
            _("“{address}” of {name} is not an email address. Correct it in their contact details.").format(
                address=one_line(plain)[:80], name=one_line(one.name) or _("somebody")
            )
        )
    return Address(display_name=one_line(one.name), addr_spec=plain)
