"""Papers that were made into files: the list of them, who was given each, and whether a file is one of them."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import ColumnElement, Select, func, or_, select
from sqlalchemy.orm import Session

from models.entities import Disclosure, Organisation, Person, ReportRun
from models.errors import WrongUse
from models.queries.audience import EVERYONE_OF_OURS, name_for, readable
from models.queries.paging import Page, cut
from models.queries.records import Ref, find_names
from models.text import asked_words, sort_key
from models.vocabulary import Channel, Visibility
from models.words import party_name
from resources.i18n import _


@dataclass(frozen=True, slots=True)
class DisclosureRow:
    """Somebody who was given a paper."""

    id: int
    run_id: int
    person_id: int | None
    organisation_id: int | None
    name: str
    """Who it was; nothing where an audience may not read the name."""
    words: str
    """The name that was typed, where it is no record."""
    given_on: date
    channel: Channel | None
    version: int


@dataclass(frozen=True, slots=True)
class RunRow:
    """A paper that was made into a file, with the choices it was made with."""

    id: int
    report: str
    form: str
    file_name: str
    size: int
    sha256: str
    audience: Visibility
    as_at: date
    first_day: date | None
    last_day: date | None
    recipient: str
    about: Ref | None
    about_name: str
    area_id: int | None
    area_name: str
    metres: int | None
    left_out: int
    made_at: datetime
    """In UTC."""
    made_by: str
    given: tuple[DisclosureRow, ...] = ()


@dataclass(frozen=True, slots=True)
class RunFilter:
    """What narrows the list: words of the paper's title, of the file's name or of who got it; a form."""

    words: str = ""
    titles: Mapping[str, str] | None = None
    """What each paper is called on screen, by its name: the book knows only the name."""
    form: str = ""


EVERY_RUN = RunFilter()

_COLUMNS = (
    ReportRun.id,
    ReportRun.report,
    ReportRun.form,
    ReportRun.file_name,
    ReportRun.size,
    ReportRun.sha256,
    ReportRun.audience,
    ReportRun.as_at,
    ReportRun.first_day,
    ReportRun.last_day,
    ReportRun.recipient,
    ReportRun.record_kind,
    ReportRun.record_id,
    ReportRun.area_id,
    ReportRun.metres,
    ReportRun.left_out,
    ReportRun.created_at,
    ReportRun.created_by,
)


def list_runs(
    session: Session,
    wanted: RunFilter = EVERY_RUN,
    *,
    before_id: int | None = None,
    offset: int = 0,
    limit: int | None = None,
    audience: Visibility = EVERYONE_OF_OURS,
) -> Page[RunRow]:
    """Return the papers made, the newest first, each with whom it was given to."""
    question = _runs(audience).where(*_conditions(wanted)).order_by(ReportRun.id.desc())
    if before_id is not None:
        question = question.where(ReportRun.id < before_id)
    elif offset:
        question = question.offset(offset)
    if limit is not None:
        question = question.limit(limit + 1)
    page = cut(session.execute(question).all(), limit, lambda row: (row.id,))
    return Page(_rows(session, page.rows, audience), page.next_key)


def count_runs(session: Session, wanted: RunFilter = EVERY_RUN, *, audience: Visibility = EVERYONE_OF_OURS) -> int:
    """Return how many papers were made."""
    if audience is not EVERYONE_OF_OURS:
        return len(list_runs(session, wanted, audience=audience).rows)
    there = (ReportRun.archived_at.is_(None), readable(ReportRun, audience), *_conditions(wanted))
    return session.execute(select(func.count()).select_from(ReportRun).where(*there)).scalar_one()


def find_run(session: Session, run_id: int, *, audience: Visibility = EVERYONE_OF_OURS) -> RunRow:
    """Return one paper that was made. Raises WrongUse when there is none of that number for this audience."""
    found = _ask(session, _runs(audience).where(ReportRun.id == run_id), audience)
    if not found:
        raise WrongUse(_("There is no paper made number {number}. Choose another.").format(number=run_id))
    return found[0]


def runs_of_file(session: Session, sha256: str, *, audience: Visibility = EVERYONE_OF_OURS) -> tuple[RunRow, ...]:
    """Return the papers that are the very file of this SHA-256, the first made first."""
    question = _runs(audience).where(ReportRun.sha256 == sha256).order_by(ReportRun.id)
    return _ask(session, question, audience)


def runs_named(session: Session, file_name: str, *, audience: Visibility = EVERYONE_OF_OURS) -> tuple[RunRow, ...]:
    """Return the papers whose file had this name, the newest first: a file of theirs may have been changed since."""
    if not file_name:
        return ()
    question = _runs(audience).where(ReportRun.file_name == file_name).order_by(ReportRun.id.desc())
    return _ask(session, question, audience)


def _runs(audience: Visibility) -> Select[Any]:
    columns: Sequence[Any] = _COLUMNS
    return select(*columns).where(ReportRun.archived_at.is_(None), readable(ReportRun, audience))


def _conditions(wanted: RunFilter) -> Iterator[ColumnElement[bool]]:
    """Yield a condition for each word, which the title, the file's name or a recipient has."""
    if wanted.form:
        yield ReportRun.form == wanted.form
    for word in asked_words(sort_key(wanted.words)):
        titled = [name for name, title in (wanted.titles or {}).items() if word in f"{name} {sort_key(title)}"]
        given = (
            select(Disclosure.run_id)
            .outerjoin(Person, Person.id == Disclosure.person_id)
            .outerjoin(Organisation, Organisation.id == Disclosure.organisation_id)
            .where(
                or_(
                    Person.name_key.contains(word, autoescape=True),
                    Organisation.name_key.contains(word, autoescape=True),
                    func.lower(Disclosure.name).contains(word, autoescape=True),
                )
            )
        )
        yield or_(
            ReportRun.report.in_(titled),
            func.lower(ReportRun.file_name).contains(word, autoescape=True),
            func.lower(ReportRun.recipient).contains(word, autoescape=True),
            ReportRun.id.in_(given),
        )


def _ask(session: Session, question: Select[Any], audience: Visibility) -> tuple[RunRow, ...]:
    return _rows(session, session.execute(question).all(), audience)


def _rows(session: Session, found: Sequence[Any], audience: Visibility) -> tuple[RunRow, ...]:
    """Return the papers with what they were about and who got them, those only that an audience may know of."""
    refs: set[Ref] = {(row.record_kind, row.record_id) for row in found if row.record_id is not None}
    refs |= {("area", row.area_id) for row in found if row.area_id is not None}
    names = find_names(session, refs, audience=audience) if refs else {}
    given = list_disclosures(session, [row.id for row in found], audience=audience)
    rows = []
    for row in found:
        about: Ref | None = (row.record_kind, row.record_id) if row.record_id is not None else None
        named = names.get(about) if about is not None else None
        if about is not None and named is None and audience is not EVERYONE_OF_OURS:
            # These readers may not know of it, so not of the paper about it either.
            continue
        ward = names.get(("area", row.area_id))
        rows.append(
            RunRow(
                row.id, row.report, row.form, row.file_name, row.size, row.sha256, row.audience, row.as_at,
                row.first_day, row.last_day, row.recipient, about, named.name if named else "", row.area_id,
                ward.name if ward else "", row.metres, row.left_out, row.created_at, row.created_by,
                given.get(row.id, ()),
            )
        )  # fmt: skip
    return tuple(rows)


def list_disclosures(
    session: Session, run_ids: Collection[int], *, audience: Visibility = EVERYONE_OF_OURS
) -> dict[int, tuple[DisclosureRow, ...]]:
    """Return who was given each of some papers, in the order it was noted; one statement."""
    if not run_ids:
        return {}
    question = (
        select(
            Disclosure.id, Disclosure.run_id, Disclosure.person_id, Disclosure.organisation_id,
            name_for(Person, Person.display_name.expression, audience).label("person"),
            name_for(Organisation, Organisation.name.expression, audience).label("organisation"),
            Disclosure.name, Disclosure.given_on, Disclosure.channel, Disclosure.version,
        )
        .join(ReportRun, ReportRun.id == Disclosure.run_id)
        .outerjoin(Person, Person.id == Disclosure.person_id)
        .outerjoin(Organisation, Organisation.id == Disclosure.organisation_id)
        .where(Disclosure.run_id.in_(list(run_ids)), readable(ReportRun, audience))
        .order_by(Disclosure.run_id, Disclosure.id)
    )  # fmt: skip
    found: dict[int, tuple[DisclosureRow, ...]] = {}
    for row in session.execute(question):
        name = party_name(row.person or None, row.organisation or None) if row.person or row.organisation else row.name
        made = DisclosureRow(
            row.id, row.run_id, row.person_id, row.organisation_id, name, row.name, row.given_on, row.channel,
            row.version,
        )  # fmt: skip
        found[row.run_id] = (*found.get(row.run_id, ()), made)
    return found
