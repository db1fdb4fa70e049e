"""The parts of an email: its words, the files that came with it, and what only adorns it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from email.message import EmailMessage, Message

from models.cleaning import clean
from models.exchange.file_text import html_text
from models.exchange.mail_drafts import MailFile
from models.exchange.mail_headings import STUMBLES, heading, in_any_characters
from resources.i18n import _

MOST_TEXT = 200_000
MOST_PARTS = 400

_SIGNATURES = frozenset({"application/pkcs7-signature", "application/x-pkcs7-signature", "application/pgp-signature"})
_LOCKED = frozenset({"application/pkcs7-mime", "application/x-pkcs7-mime", "application/pgp-encrypted"})
_OTHER_FORMS = frozenset({"text/plain", "text/html", "text/enriched", "text/calendar", "text/x-amp-html"})
_FOR_PROGRAMS = frozenset({"message/delivery-status", "message/disposition-notification", "text/rfc822-headers"})
_PROGRAM = re.compile(
    r"\.(?:exe|com|bat|cmd|scr|pif|msi|msix|jse?|vb[es]?|ws[fh]?|hta|jar|ps1|lnk|reg|dll|cpl|msc|app|dmg|pkg|iso|img|sh|"
    r"scf|chm|appref-ms|application|gadget)$",
    re.IGNORECASE,
)
"""Endings of files that are programs, or hide one."""
_PROGRAM_BEGINS = (b"MZ", b"\x7fELF")
_BLANK_LINES = re.compile(r"\n{3,}")
_PAGE_TITLE = re.compile(r"<title\b.*?</title\s*>", re.IGNORECASE | re.DOTALL)


@dataclass(slots=True)
class Contents:
    """What an email holds."""

    text: str = ""
    files: list[MailFile] = field(default_factory=list)
    adornments: int = 0
    """Pictures that stand in the text, and what only programs read."""
    notes: list[str] = field(default_factory=list)
    """What could not be read or was left out, in words."""


def contents_of(message: EmailMessage) -> Contents:
    """Return the words and the files of an email."""
    found = Contents()
    body = _body(message)
    words = [_words(body)]
    count = 0
    for part, is_related in _parts(message):
        count += 1
        if count > MOST_PARTS:
            found.notes.append(_("It has more than {most} parts; the others were left out.").format(most=MOST_PARTS))
            break
        if part is body:
            continue
        if _is_more_text(part, body, is_related=is_related):
            words.append(_words(part))
        elif _is_other_form(part):
            continue
        elif _is_adornment(part, is_related=is_related):
            found.adornments += 1
        else:
            _add_file(part, found)
    found.text = _BLANK_LINES.sub("\n\n", "\n\n".join(some for some in words if some)).strip()
    if len(found.text) > MOST_TEXT:
        told = _("Its text is very long; the first {most} characters were kept.")
        found.notes.append(told.format(most=f"{MOST_TEXT:,}"))
        found.text = found.text[:MOST_TEXT]
    return found


def _body(message: EmailMessage) -> EmailMessage | None:
    try:
        found = message.get_body(preferencelist=("plain", "html"))
    except STUMBLES:
        return None
    return found if isinstance(found, EmailMessage) else None


def _parts(message: EmailMessage) -> Iterator[tuple[EmailMessage, bool]]:
    """Give the parts that hold something, and whether each belongs to a text; an email that came along is one part."""
    waiting: list[tuple[Message, bool]] = [(message, False)]
    while waiting:
        part, is_related = waiting.pop(0)
        if part.get_content_maintype() == "multipart":
            inside = part.get_payload()
            some = [one for one in inside if isinstance(one, Message)] if isinstance(inside, list) else []
            is_related = part.get_content_subtype() in ("related", "alternative")
            waiting[:0] = [(one, is_related) for one in some]
        elif isinstance(part, EmailMessage):
            yield part, is_related


def _is_plain(part: EmailMessage) -> bool:
    return part.get_content_disposition() != "attachment" and part.get_filename() is None


def _is_more_text(part: EmailMessage, body: EmailMessage | None, *, is_related: bool) -> bool:
    """Say whether a part goes on with the text after a file: Apple's program writes emails so."""
    is_same = body is not None and body.get_content_type() == part.get_content_type()
    return is_same and not is_related and part.get_content_type() == "text/plain" and _is_plain(part)


def _is_other_form(part: EmailMessage) -> bool:
    """Say whether a part is the same words in another form, or what no person reads."""
    return (_is_plain(part) and part.get_content_type() in _OTHER_FORMS) or part.get_content_type() in _FOR_PROGRAMS


def _is_adornment(part: EmailMessage, *, is_related: bool) -> bool:
    """Say whether a part is a signature, or a picture that a text shows; one that was merely sent along is a file."""
    if part.get_content_type() in _SIGNATURES:
        return True
    if part.get_content_maintype() != "image":
        return False
    return is_related or (part.get("Content-ID") is not None and part.get_content_disposition() != "attachment")


def _add_file(part: EmailMessage, found: Contents) -> None:
    try:
        file = _file(part, len(found.files) + 1)
    except STUMBLES:
        found.notes.append(_("A file that came with it cannot be read and was left out."))
        return
    if _PROGRAM.search(file.name) or file.data.startswith(_PROGRAM_BEGINS):
        words = _("“{name}” is a program, and was left out.")
        found.notes.append(words.format(name=file.name[:80]))
        return
    if part.get_content_type() in _LOCKED:
        found.notes.append(_("It is encrypted, so its words cannot be read here."))
    elif file.name.casefold() == "winmail.dat":
        found.notes.append(_("“winmail.dat” can only be opened by Outlook. Ask the sender for the files themselves."))
    found.files.append(file)


def _file(part: EmailMessage, number: int) -> MailFile:
    kind = part.get_content_type()
    if kind == "message/rfc822":
        inside = part.get_payload()
        whole = inside[0] if isinstance(inside, list) else inside
        data = whole.as_bytes() if isinstance(whole, Message) else b""
        called = heading(whole, "Subject") if isinstance(whole, Message) else ""
        name = f"{' '.join(called.split())[:80] or _('Email')}.eml"
    else:
        decoded = part.get_payload(decode=True) or b""
        if not isinstance(decoded, bytes):
            raise TypeError(kind)
        data = decoded
        name = part.get_filename() or _("File {n}").format(n=number)
    name = " ".join(re.sub(r"[/\\:]+", " ", clean(name)).split()).strip(" .") or _("File {n}").format(n=number)
    return MailFile(name, data, kind)


def _words(part: EmailMessage | None) -> str:
    """Return what a part says, as plain text."""
    if part is None:
        return ""
    raw = part.get_payload(decode=True)
    if not isinstance(raw, bytes):
        return ""
    content = in_any_characters(raw, _named_characters(part))
    if part.get_content_type() == "text/html":
        content = html_text(_PAGE_TITLE.sub("", content))
    content = content.replace("\r\n", "\n").replace("\r", "\n").replace("\xa0", " ")
    lines = [line.rstrip() for line in clean(content[: MOST_TEXT * 4]).split("\n")]
    return _BLANK_LINES.sub("\n\n", "\n".join(lines)).strip()


def _named_characters(part: EmailMessage) -> str:
    try:
        return part.get_content_charset("") or ""
    except STUMBLES:
        return ""
