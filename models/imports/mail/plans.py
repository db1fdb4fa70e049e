"""What is written for an email."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, time

from models.exchange.mail_drafts import MailFile
from models.queries.parties import Party
from models.vocabulary import Direction


@dataclass(frozen=True, slots=True)
class NewParty:
    """Somebody whom the book has not: made out of the name and address of the email."""

    given_name: str
    family_name: str
    address: str
    title: str = ""


@dataclass(frozen=True, slots=True)
class MailPlan:
    """A conversation with what came with it."""

    direction: Direction
    happened_on: date
    happened_at: time | None
    subject: str
    note: str
    parties: tuple[Party, ...]
    new_party: NewParty | None = None
    answers_id: int | None = None
    files: tuple[MailFile, ...] = field(default=(), repr=False)
