"""Emails saved as files (.eml), read so that one can stand in the records as a conversation with what it carried.

The standard library reads them; its own stumbles over bad headings and character sets are caught heading by heading,
part by part. Pictures that only adorn the text are told apart from what was sent along.
"""

from __future__ import annotations

import email
import email.policy
import email.utils
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from email.message import EmailMessage, Message
from pathlib import Path
from zoneinfo import ZoneInfo

from models.cleaning import clean
from models.errors import BadImport
from models.exchange.file_text import html_text
from models.exchange.mail_drafts import MailAddress, MailFile
from resources.i18n import _

MOST_BYTES = 60 * 1024 * 1024
"""Of an email with all it carries; no post office takes larger ones."""
MOST_TEXT = 200_000
MOST_PARTS = 400

_STUMBLES = (ValueError, LookupError, AttributeError, TypeError, AssertionError, RecursionError)
"""What the standard library raises for headings and parts that are not as the standards have them."""
_SIGNATURES = frozenset({"application/pkcs7-signature", "application/x-pkcs7-signature", "application/pgp-signature"})
_HERE = "Europe/London"
_ID = re.compile(r"<[^<>\s]+>")
_BLANK_LINES = re.compile(r"\n{3,}")


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
    message = email.message_from_bytes(data, policy=email.policy.default)
    headings = {name.casefold() for name in _names(message)}
    if not headings & {"from", "to", "subject", "date", "message-id"}:
        return None
    notes: list[str] = []
    text, files, adornments = _contents(message, notes)
    sent_at = _moment(_heading(message, "Date"))
    if sent_at is None:
        notes.append(_("Its date is missing or cannot be read."))
    senders = _people(message, "From") or _people(message, "Sender")
    return ReadMail(
        subject=" ".join(_heading(message, "Subject").split()),
        sender=senders[0] if senders else None,
        to=_people(message, "To"),
        copied=_people(message, "Cc"),
        sent_at=sent_at,
        text=text,
        files=tuple(files),
        adornments=adornments,
        key=next(iter(_keys(_heading(message, "Message-ID"))), ""),
        answers=_answered(message),
        notes=tuple(notes),
    )


def _names(message: Message) -> Iterator[str]:
    """Give the names of the headings; asking a message for its items would read them all, bad ones too."""
    yield from (name for name, _raw in message.raw_items())


def _heading(message: Message, name: str) -> str:
    """Return a heading as text, as far as it can be read."""
    try:
        return clean(str(message.get(name, "") or ""))
    except _STUMBLES:
        raw = next((value for called, value in message.raw_items() if called.casefold() == name.casefold()), "")
        return clean(str(raw).encode("utf-8", "replace").decode("utf-8"))


def _people(message: Message, name: str) -> tuple[MailAddress, ...]:
    """Return whom a heading names, each address once."""
    try:
        found = message.get_all(name, [])
        named = [one for heading in found for one in getattr(heading, "addresses", ())]
        pairs = [(one.display_name, one.addr_spec) for one in named]
    except _STUMBLES:
        pairs = email.utils.getaddresses([_heading(message, name)])
    people: dict[str, MailAddress] = {}
    for called, address in pairs:
        address = clean(address).strip()
        if "@" in address:
            people.setdefault(address.casefold(), MailAddress(" ".join(clean(called or "").split()), address))
    return tuple(people.values())


def _moment(text: str) -> datetime | None:
    try:
        sent = email.utils.parsedate_to_datetime(text)
    except _STUMBLES:
        return None
    if sent.tzinfo is None:
        sent = sent.replace(tzinfo=UTC)
    try:
        return sent.astimezone(ZoneInfo(_HERE)).replace(tzinfo=None)
    except OverflowError:
        return None


def _keys(text: str) -> tuple[str, ...]:
    return tuple(found.strip("<>") for found in _ID.findall(text))


def _answered(message: Message) -> tuple[str, ...]:
    near = _keys(_heading(message, "In-Reply-To"))
    return tuple(dict.fromkeys((*near, *reversed(_keys(_heading(message, "References"))))))


def _contents(message: EmailMessage, notes: list[str]) -> tuple[str, list[MailFile], int]:
    """Return the words, the files and how many pictures adorn the words."""
    body = _body(message)
    files: list[MailFile] = []
    adornments = count = 0
    for part in _parts(message):
        count += 1
        if count > MOST_PARTS:
            notes.append(_("It has more than {most} parts; the others were left out.").format(most=MOST_PARTS))
            break
        if part is body or _is_other_form(part):
            continue
        if _is_adornment(part):
            adornments += 1
            continue
        try:
            files.append(_file(part, len(files) + 1))
        except _STUMBLES:
            notes.append(_("A file that came with it cannot be read and was left out."))
    return _words(body, notes), files, adornments


def _body(message: EmailMessage) -> EmailMessage | None:
    try:
        found = message.get_body(preferencelist=("plain", "html"))
    except _STUMBLES:
        return None
    return found if isinstance(found, EmailMessage) else None


def _parts(message: EmailMessage) -> Iterator[EmailMessage]:
    """Give the parts that hold something; a whole email that came along is one part."""
    waiting: list[Message] = [message]
    while waiting:
        part = waiting.pop(0)
        if part.get_content_maintype() == "multipart":
            inside = part.get_payload()
            waiting[:0] = [one for one in inside if isinstance(one, Message)] if isinstance(inside, list) else []
        elif isinstance(part, EmailMessage):
            yield part


def _is_other_form(part: EmailMessage) -> bool:
    """Say whether a part is the same words in another form, or a sign that nobody reads."""
    kind = part.get_content_type()
    plain = part.get_content_disposition() != "attachment" and part.get_filename() is None
    return plain and kind in ("text/plain", "text/html", "text/enriched", "text/calendar", "text/x-amp-html")


def _is_adornment(part: EmailMessage) -> bool:
    if part.get_content_type() in _SIGNATURES:
        return True
    return part.get_content_maintype() == "image" and (
        part.get_content_disposition() == "inline" or part.get("Content-ID") is not None
    )


def _file(part: EmailMessage, number: int) -> MailFile:
    kind = part.get_content_type()
    if kind == "message/rfc822":
        inside = part.get_payload()
        whole = inside[0] if isinstance(inside, list) else inside
        data = whole.as_bytes() if isinstance(whole, Message) else b""
        called = _heading(whole, "Subject") if isinstance(whole, Message) else ""
        name = f"{' '.join(called.split())[:80] or _('Email')}.eml"
    else:
        decoded = part.get_payload(decode=True) or b""
        if not isinstance(decoded, bytes):
            raise TypeError(kind)
        data = decoded
        name = part.get_filename() or _("File {n}").format(n=number)
    name = " ".join(re.sub(r"[/\\:]+", " ", clean(name)).split()).strip(" .") or _("File {n}").format(n=number)
    return MailFile(name, data, kind)


def _words(body: EmailMessage | None, notes: list[str]) -> str:
    """Return what an email says, as plain text."""
    if body is None:
        return ""
    try:
        content = body.get_content()
    except _STUMBLES:
        raw = body.get_payload(decode=True)
        content = raw.decode("cp1252", "replace") if isinstance(raw, bytes) else ""
    if not isinstance(content, str):
        return ""
    if body.get_content_type() == "text/html":
        content = html_text(content)
    lines = (line.rstrip() for line in clean(content.replace("\r\n", "\n").replace("\r", "\n")).split("\n"))
    text = _BLANK_LINES.sub("\n\n", "\n".join(lines)).strip()
    if len(text) > MOST_TEXT:
        notes.append(_("Its text is very long; the first {most} characters were kept.").format(most=f"{MOST_TEXT:,}"))
    return text[:MOST_TEXT]
