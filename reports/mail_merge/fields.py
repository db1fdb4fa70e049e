"""The fields that a template may have, and what stands for each of them in one letter."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from models.queries.mailing import Addressee
from reports.formatting import long_date
from resources.i18n import _
from resources.i18n import marked as m

FIELDS: Mapping[str, str] = {
    "address": m("Name, role, organisation and address, line by line"),
    "name": m("The name of whom it is to, or “The Head” where nobody is known"),
    "role": m("What they are there"),
    "organisation": m("The organisation"),
    "postcode": m("The postcode"),
    "greeting": m("“Dear Ms Carter”, or “Dear Sir or Madam” where no name is known"),
    "date": m("The day of the letter"),
    "our_reference": m("Our reference"),
    "subject": m("What it is about"),
    "text": m("The words you type for all letters"),
    "reply_by": m("The day by which you ask for a reply"),
    "closing": m("“Yours sincerely” to a name, “Yours faithfully” to none"),
    "signature": m("Your name, your job title and the school"),
    "our_name": m("Your name"),
    "our_job_title": m("Your job title"),
    "our_school": m("The school"),
    "our_address": m("The school’s address, line by line"),
    "our_address_line": m("The school’s address on one line"),
    "our_phone": m("Your phone number"),
    "our_email": m("Your email address"),
}
"""What each is, in untranslated words."""
_OF_EACH = frozenset({"address", "name", "role", "organisation", "postcode", "greeting", "closing"})
"""Those that differ from letter to letter."""

FIELD = re.compile(r"\{\{([^{}]{0,100})\}\}")
_BRACES = re.compile(r"\{\{|\}\}|\{%|%\}|\{#|#\}")


@dataclass(frozen=True, slots=True)
class Sender:
    """Who writes: ourselves, as the settings of the book say."""

    name: str = ""
    job_title: str = ""
    school: str = ""
    lines: tuple[str, ...] = ()
    phone: str = ""
    email: str = ""


@dataclass(frozen=True, slots=True)
class LetterWords:
    """What is said in all letters of a mailing."""

    day: date
    subject: str = ""
    text: str = ""
    our_reference: str = ""
    reply_by: date | None = None


def field_name(written: str) -> str:
    """Return the name of a field as it was written between the braces: case and blanks do not matter.

    >>> field_name(" Our Reference ")
    'our_reference'
    """
    return "_".join(written.replace("_", " ").split()).lower()


def stray_marks(text: str) -> tuple[str, ...]:
    """Return what begins like a field or a program and is none: "{{greeting}" and "{% if %}" with what follows."""
    rest = FIELD.sub("\n", text)
    return tuple(
        " ".join(rest[found.start() : found.start() + 30].partition("\n")[0].split())
        for found in _BRACES.finditer(rest)
    )


def is_of_each(name: str) -> bool:
    """Say whether a field differs from letter to letter."""
    return name in _OF_EACH


def values_for(one: Addressee, words: LetterWords, sender: Sender) -> dict[str, str]:
    """Return what stands for each field in the letter to one of a mailing; "" for what is not known."""
    return {
        "address": "\n".join(one.envelope),
        "name": one.person or one.attention or one.organisation,
        "role": one.role,
        "organisation": one.organisation,
        "postcode": one.postcode,
        "greeting": _("Dear {name}").format(name=one.dear) if one.dear else _("Dear Sir or Madam"),
        "closing": _("Yours sincerely") if one.dear else _("Yours faithfully"),
        **common_values(words, sender),
    }


def common_values(words: LetterWords, sender: Sender) -> dict[str, str]:
    """Return what stands for those fields that are the same in all letters."""
    signed = (sender.name, sender.job_title, sender.school)
    return {
        "date": long_date(words.day),
        "our_reference": words.our_reference.strip(),
        "subject": words.subject.strip(),
        "text": words.text.strip(),
        "reply_by": long_date(words.reply_by) if words.reply_by else "",
        "signature": "\n".join(part for part in signed if part),
        "our_name": sender.name,
        "our_job_title": sender.job_title,
        "our_school": sender.school,
        "our_address": "\n".join(sender.lines),
        "our_address_line": ", ".join(sender.lines),
        "our_phone": sender.phone,
        "our_email": sender.email,
    }
