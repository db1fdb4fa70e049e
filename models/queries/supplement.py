"""What the law has us tell somebody of their own record besides its words: why we have it, whence, who was given it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum, auto

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from models.entities import Disclosure, Erasure, Person, ReportRun
from models.validation import get_record
from resources.i18n import _


class Protection(Enum):
    """What keeps strangers out of a book."""

    ENCRYPTED = auto()
    PLAIN = auto()
    SERVER = auto()


def find_protection(session: Session) -> Protection:
    """Return what keeps strangers out of this very book."""
    connection = session.connection()
    if connection.dialect.name != "sqlite":
        return Protection.SERVER
    return (
        Protection.ENCRYPTED if connection.exec_driver_sql("PRAGMA cipher_status").scalar() == "1" else Protection.PLAIN
    )


@dataclass(frozen=True, slots=True)
class Supplement:
    """What is told of one person."""

    lawful_basis: str
    source: str
    papers_given: tuple[str, ...]
    """Files about them that somebody was given."""


def count_bases(session: Session) -> dict[str, int]:
    """Return how many people are kept on each basis in law, the most used first; who was erased is nobody any more.

    It names nobody, so it is the same for whoever asks.
    """
    count = func.count().label("n")
    question = (
        select(Person.lawful_basis, count)
        .where(Person.id.not_in(select(Erasure.person_id)))
        .group_by(Person.lawful_basis)
        .order_by(count.desc(), Person.lawful_basis)
    )
    return {row.lawful_basis: row.n for row in session.execute(question)}


def find_supplement(session: Session, person_id: int) -> Supplement:
    """Return what is told of a person. Raises WrongUse when there is no such person."""
    person = get_record(session, Person, person_id, _("person"))
    given = session.scalars(
        select(ReportRun.file_name)
        .join(Disclosure, Disclosure.run_id == ReportRun.id)
        .where(ReportRun.record_kind == "person", ReportRun.record_id == person_id)
        .distinct()
        .order_by(ReportRun.file_name)
    ).all()
    return Supplement(person.lawful_basis, person.data_source or person.source, tuple(given))
