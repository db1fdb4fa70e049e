"""Rating a local authority's support of partnerships: six strands, once a year, from 1 to 5."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.actions import writing
from models.entities import Organisation, SupportRating
from models.errors import WrongUse
from models.queries.belonging import AUTHORITY_KINDS
from models.validation import get_record
from models.vocabulary import SupportStrand
from models.words import label
from resources.i18n import _

LOWEST, HIGHEST = 1, 5


@dataclass(frozen=True, slots=True)
class SupportRatingFields:
    """What a form of one strand's rating holds; `year_begins` is the year in which the academic year begins."""

    rater_id: int
    authority_id: int
    year_begins: int
    strand: SupportStrand
    score: int
    rated_on: date
    comment: str = ""
    version: int | None = None


def rate_support(session: Session, fields: SupportRatingFields) -> int:
    """Note how a partnership or a member rates one strand in a year and return the number of the rating."""
    _check(session, fields, None)
    return writing.create(session, SupportRating, fields)


def rate_support_year(
    session: Session,
    rater_id: int,
    authority_id: int,
    year_begins: int,
    rated_on: date,
    scores: Mapping[SupportStrand, tuple[int, str]],
) -> tuple[int, ...]:
    """Note the ratings of several strands of a year at once, each a score and a comment; return their numbers."""
    return tuple(
        rate_support(
            session, SupportRatingFields(rater_id, authority_id, year_begins, strand, score, rated_on, comment)
        )
        for strand, (score, comment) in scores.items()
    )


def edit_support_rating(session: Session, rating_id: int, fields: SupportRatingFields) -> int:
    """Change a rating. Raises StaleRecord when the form is older than the record."""
    _check(session, fields, rating_id)
    return writing.edit(session, SupportRating, rating_id, fields, _("support rating"))


def remove_support_rating(session: Session, rating_id: int) -> None:
    """Take out a rating that was entered by mistake; undo brings it back."""
    writing.remove(session, SupportRating, rating_id, _("support rating"))


def _check(session: Session, fields: SupportRatingFields, own_id: int | None) -> None:
    if not LOWEST <= fields.score <= HIGHEST:
        raise WrongUse(_("Enter a score from 1 (no support) to 5 (all the support needed)."))
    if not 1900 <= fields.year_begins <= 2200:
        raise WrongUse(_("Enter the year in which the academic year begins, like 2026."))
    authority = get_record(session, Organisation, fields.authority_id, _("local authority"))
    if authority.kind not in AUTHORITY_KINDS:
        raise WrongUse(_("{name} is not a local authority. Choose a council.").format(name=authority.name))
    rater = get_record(session, Organisation, fields.rater_id, _("organisation"))
    if rater.id == authority.id:
        raise WrongUse(_("A local authority does not rate its own support. Choose who rates it."))
    there = select(SupportRating.id).where(
        SupportRating.rater_id == fields.rater_id,
        SupportRating.authority_id == fields.authority_id,
        SupportRating.year_begins == fields.year_begins,
        SupportRating.strand == fields.strand,
        SupportRating.id != (own_id or 0),
    )
    if session.scalar(there) is not None:
        raise WrongUse(
            _("{rater} rated “{strand}” for {year} to {next} already. Change that rating.").format(
                rater=rater.name, strand=label(fields.strand), year=fields.year_begins, next=fields.year_begins + 1
            )
        )
