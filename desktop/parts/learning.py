"""What partners learn from each other: peer reviews, case studies, good practice, the authority's support."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from desktop.forms.dated import day_words
from desktop.parts.money import years
from desktop.parts.rating import RATE_ALL, scores
from desktop.parts.spec import FieldSpec, Line, Owner, Part, Session, Step, Values, as_today, joined
from desktop.tokens import Tone
from models.actions.case_studies import (
    CaseStudyFields,
    archive_case_study,
    create_case_study,
    edit_case_study,
    publish_case_study,
    set_permission,
    withdraw_case_study,
)
from models.actions.good_practice import (
    AdoptionFields,
    GoodPracticeFields,
    adopt_practice,
    archive_good_practice,
    create_good_practice,
    edit_good_practice,
)
from models.actions.peer_reviews import (
    PeerReviewFields,
    archive_peer_review,
    create_peer_review,
    edit_peer_review,
    respond_to_peer_review,
)
from models.actions.support_ratings import (
    SupportRatingFields,
    edit_support_rating,
    rate_support,
    remove_support_rating,
)
from models.queries.case_studies import CaseStudyRow, list_case_studies
from models.queries.good_practice import GoodPracticeRow, list_good_practice
from models.queries.peer_reviews import PeerReviewRow, list_peer_reviews
from models.queries.support_ratings import SupportRatingRow, list_support_ratings
from models.vocabulary import Permission
from models.words import label
from resources.i18n import _
from resources.i18n import marked as m


def _reviews(session: Session, owner: Owner, today: date) -> Sequence[PeerReviewRow]:
    return list_peer_reviews(session, as_at=today, organisation_id=owner.id)


def _reviews_within(session: Session, owner: Owner, today: date) -> Sequence[PeerReviewRow]:
    return list_peer_reviews(session, as_at=today, partnership_id=owner.id)


def _review_line(row: PeerReviewRow) -> Line:
    words = _("{reviewer} reviewed {reviewed}").format(reviewer=row.reviewer, reviewed=row.reviewed)
    said = joined(
        day_words(row.reviewed_on),
        row.focus,
        row.judgement,
        _("moderated by {name}").format(name=row.moderator) if row.moderator else "",
        row.response,
    )
    return Line(row.id, words, said, _("Each reviewed the other") if row.is_reciprocal else "", Tone.SOON)


def _respond(session: Session, number: int, values: Values) -> None:
    respond_to_peer_review(session, number, values["response"])


def _studies(session: Session, owner: Owner, today: date) -> Sequence[CaseStudyRow]:
    return list_case_studies(session, as_at=today, partnership_id=owner.id)


def _study_line(row: CaseStudyRow) -> Line:
    said = joined(
        row.outcome or row.what_was_done,
        ", ".join(name for _number, name in row.partners),
        _("published {where}").format(where=row.published_where) if row.is_published else "",
    )
    if row.must_be_taken_down:
        return Line(row.id, row.title, said, _("Take it down"), Tone.LATE)
    tone = Tone.GOOD if row.may_be_published else Tone.SOON
    return Line(row.id, row.title, said, _("Published") if row.is_published else label(row.permission), tone)


def _partners(session: Session, number: int) -> Values:
    found = next(row for row in list_case_studies(session, as_at=date.max) if row.id == number)
    return {"partner_ids": tuple(one for one, _name in found.partners)}


def _no_partners(owner: Owner) -> Values:
    return {"partner_ids": ()}


def _permission(session: Session, number: int, values: Values) -> None:
    set_permission(session, number, values["permission"], values["permission_on"])


def _publish(session: Session, number: int, values: Values) -> None:
    publish_case_study(session, number, values["where"], values["published_on"])


def _withdraw(session: Session, number: int, values: Values) -> None:
    withdraw_case_study(session, number)


def _may_publish(row: CaseStudyRow) -> bool:
    return row.may_be_published and not row.is_published


def _is_published(row: CaseStudyRow) -> bool:
    return row.is_published


def _practice(session: Session, owner: Owner, today: date) -> Sequence[GoodPracticeRow]:
    return list_good_practice(session, as_at=today, origin_id=owner.id)


def _practice_line(row: GoodPracticeRow) -> Line:
    taken = ", ".join(one.organisation for one in row.adopters)
    said = joined(row.text, day_words(row.noted_on), _("taken up by {names}").format(names=taken) if taken else "")
    return Line(row.id, row.title, said, _("Passed on") if row.is_passed_on else "", Tone.GOOD)


def _adopt(session: Session, number: int, values: Values) -> None:
    adopt_practice(session, AdoptionFields(number, values["organisation_id"], values["adopted_on"], values["note"]))


def _ratings(session: Session, owner: Owner, today: date) -> Sequence[SupportRatingRow]:
    return tuple(reversed(list_support_ratings(session, rater_id=owner.id)))


def _rating_line(row: SupportRatingRow) -> Line:
    year = f"{row.year_begins}–{(row.year_begins + 1) % 100:02d}"
    said = joined(row.authority, year, row.comment)
    return Line(row.id, label(row.strand), said, _("{score} of 5").format(score=row.score))


_REVIEW_FIELDS = (
    FieldSpec("reviewer_id", m("&Who reviewed"), 6, m("Choose who reviewed"), kinds=("organisation",)),
    FieldSpec("reviewed_id", m("W&hom"), 6, m("Choose whom"), kinds=("organisation",)),
    FieldSpec("reviewed_on", m("Whe&n"), 4, m("Enter when"), start=as_today),
    FieldSpec("focus", m("What was &looked at"), 8, m("Enter what was looked at")),
    FieldSpec("judgement", m("&Judgement"), 12, lines=2),
    FieldSpec("evidence", m("What shows it"), 12, lines=2),
    FieldSpec("moderator_id", m("&Moderated by"), 6, kinds=("person",)),
)
_RESPOND = (
    Step(
        m("Note their answer…"),
        _respond,
        (FieldSpec("response", m("&Their answer to it"), 12, m("Enter their answer to it"), lines=3, type=str),),
    ),
)

PEER_REVIEWS = Part(
    kind="peer_review",
    title=m("Peer reviews"),
    nothing=m("None yet. Another school looks at your work, and somebody from outside moderates."),
    rows=_reviews,
    line=_review_line,
    add=m("Note a peer review…"),
    form=PeerReviewFields,
    fields=_REVIEW_FIELDS,
    create=create_peer_review,
    edit=edit_peer_review,
    remove=archive_peer_review,
    remove_words=m("Put away"),
    steps=_RESPOND,
    owner="reviewed_id",
)

PEER_REVIEWS_WITHIN = replace(
    PEER_REVIEWS, title=m("Peer reviews among members"), rows=_reviews_within, owner="partnership_id"
)

CASE_STUDIES = Part(
    kind="case_study",
    title=m("Case studies"),
    nothing=m("None yet. One story told well, with permission, says more than a page of figures."),
    rows=_studies,
    line=_study_line,
    add=m("Write a case study…"),
    form=CaseStudyFields,
    fields=(
        FieldSpec("title", m("&Title"), 12, m("Enter the title")),
        FieldSpec("aim", m("What it was &for"), 12, lines=2),
        FieldSpec("what_was_done", m("&What was done"), 12, lines=3),
        FieldSpec("outcome", m("What &changed"), 12, lines=2),
        FieldSpec("quote", m("&Quotation"), 8, lines=2),
        FieldSpec("quoted_person_id", m("&Of whom"), 4, kinds=("person",)),
        FieldSpec("partner_ids", m("&Partners in it"), 12, kinds=("organisation",)),
        FieldSpec("activity_id", m("About which act&ivity"), 12, kinds=("activity",), short_list=True, blank=m("None")),
    ),
    create=create_case_study,
    edit=edit_case_study,
    remove=archive_case_study,
    remove_words=m("Put away"),
    read=_partners,
    fixed=_no_partners,
    steps=(
        Step(
            m("Say whether it may be told…"),
            _permission,
            (
                FieldSpec("permission", m("&Permission"), 6, type=Permission),
                FieldSpec("permission_on", m("&When"), 6, type=date, start=as_today),
            ),
        ),
        Step(
            m("It is published…"),
            _publish,
            (
                FieldSpec("where", m("&Where"), 8, m("Enter where, like: the school’s website"), type=str),
                FieldSpec("published_on", m("W&hen"), 4, m("Enter when"), type=date, start=as_today),
            ),
            when=_may_publish,
        ),
        Step(m("It is no longer published"), _withdraw, when=_is_published),
    ),
    owner="partnership_id",
    touches=("case_study_partner",),
)

GOOD_PRACTICE = Part(
    kind="good_practice",
    title=m("Good practice"),
    nothing=m("None noted. What works here may work next door."),
    rows=_practice,
    line=_practice_line,
    add=m("Note good practice…"),
    form=GoodPracticeFields,
    fields=(
        FieldSpec("title", m("&What it is"), 8, m("Enter what it is")),
        FieldSpec("noted_on", m("Whe&n"), 4, m("Enter when"), start=as_today),
        FieldSpec("text", m("&How it works"), 12, m("Enter how it works"), lines=3),
    ),
    create=create_good_practice,
    edit=edit_good_practice,
    remove=archive_good_practice,
    remove_words=m("Put away"),
    steps=(
        Step(
            m("Somebody took it up…"),
            _adopt,
            (
                FieldSpec("organisation_id", m("&Who"), 6, m("Choose who"), kinds=("organisation",), type=int),
                FieldSpec("adopted_on", m("W&hen"), 6, m("Enter when"), type=date, start=as_today),
                FieldSpec("note", m("&Note"), 12, type=str),
            ),
        ),
    ),
    owner="origin_id",
    touches=("practice_adoption",),
)

SUPPORT_RATINGS = Part(
    kind="support_rating",
    title=m("How the local authority supports them"),
    nothing=m("Not rated yet. Six strands, once a year, show where help is lacking."),
    rows=_ratings,
    line=_rating_line,
    add=m("Rate a strand…"),
    form=SupportRatingFields,
    fields=(
        FieldSpec("authority_id", m("&Which authority"), 8, m("Choose the authority"), kinds=("organisation",)),
        FieldSpec("year_begins", m("Academic &year"), 4, options=years),
        FieldSpec("strand", m("&Strand"), 6),
        FieldSpec("score", m("S&core"), 3, options=scores),
        FieldSpec("rated_on", m("W&hen"), 3, m("Enter when"), start=as_today),
        FieldSpec("comment", m("Why"), 12, lines=2),
    ),
    create=rate_support,
    edit=edit_support_rating,
    remove=remove_support_rating,
    owner="rater_id",
    together=(RATE_ALL,),
)
