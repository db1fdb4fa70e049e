"""Keeping articles, links and mentions in the press, and the records they belong to."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.actions import writing
from models.entities import Reference, ReferenceLink
from models.errors import WrongUse
from models.queries.records import check_carrier
from models.validation import get_record, required
from models.vocabulary import ReferenceKind, Visibility
from resources.i18n import _

_WEB = re.compile(r"https?://[^\s/]+\.[^\s]+", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class ReferenceFields:
    """What a form of a reference holds."""

    kind: ReferenceKind
    title: str
    url: str = ""
    author: str = ""
    published_in: str = ""
    """The newspaper, journal or website."""
    published_on: date | None = None
    note: str = ""
    source: str = ""
    verified_on: date | None = None
    visibility: Visibility = Visibility.INTERNAL
    version: int | None = None


def add_reference(session: Session, fields: ReferenceFields) -> int:
    """Keep a reference and return its number."""
    _check(fields)
    return writing.create(session, Reference, fields)


def edit_reference(session: Session, reference_id: int, fields: ReferenceFields) -> int:
    """Change a reference."""
    _check(fields)
    return writing.edit(session, Reference, reference_id, fields, _("reference"))


def link_reference(session: Session, reference_id: int, kind: str, record_id: int) -> int:
    """Say that a reference belongs to a record and return the number of the link; once is enough."""
    get_record(session, Reference, reference_id, _("reference"))
    table = check_carrier(session, kind, record_id).table
    link = _link(session, reference_id, table, record_id)
    if link is None:
        link = ReferenceLink(reference_id=reference_id, record_kind=table, record_id=record_id)
        session.add(link)
        session.flush()
    return link.id


def unlink_reference(session: Session, reference_id: int, kind: str, record_id: int) -> None:
    """Take a reference off a record; the reference itself is kept."""
    link = _link(session, reference_id, check_carrier(session, kind, record_id).table, record_id)
    if link is not None:
        session.delete(link)
        session.flush()


def _link(session: Session, reference_id: int, table: str, record_id: int) -> ReferenceLink | None:
    question = select(ReferenceLink).where(
        ReferenceLink.reference_id == reference_id,
        ReferenceLink.record_kind == table,
        ReferenceLink.record_id == record_id,
    )
    return session.scalars(question).one_or_none()


def _check(fields: ReferenceFields) -> None:
    required(fields.title, _("a title"))
    url = fields.url.strip()
    if url and not _WEB.fullmatch(url):
        raise WrongUse(
            _("“{url}” is not a web address. Enter one that begins with https:// or http://.").format(url=url)
        )
    if fields.kind is ReferenceKind.LINK and not url:
        raise WrongUse(_("Enter the address of the web link."))
    if fields.kind is ReferenceKind.PRESS and not (fields.published_in.strip() and fields.published_on):
        raise WrongUse(_("Enter where and on which day this appeared, so that the mention can be found again."))
