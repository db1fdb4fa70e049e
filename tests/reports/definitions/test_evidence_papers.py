"""Evidence pack and public benefit: figures tie to their tables and to the questions, nothing is claimed too much."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from sqlalchemy import select

from models.actions.reach import ReachFields, record_reach
from models.entities import Activity, Organisation
from models.errors import WrongUse
from models.queries.evidence_pack import find_evidence_pack
from models.queries.public_benefit import find_public_benefit
from models.store import Store
from models.vocabulary import Visibility
from reports.catalogue import build_report, default_parameters, find_report
from reports.document import ListBlock, plain
from reports.formatting import total
from tests.reports.definitions.saying import TODAY, column, facts_of, lead, make, said, table_of

YEAR = {"first_day": date(2025, 9, 1), "last_day": TODAY}
INTERNAL = {"audience": Visibility.INTERNAL}


class _Back(Exception):
    """Takes back what was written."""


def number_of(store: Store, name: str) -> int:
    with store.read() as session:
        return session.scalars(select(Organisation.id).where(Organisation.name == name)).one()


def test_the_evidence_pack_ties_to_its_question_and_says_what_is_missing(sample: Store) -> None:
    paper = make(sample, "evidence-pack", **YEAR, **INTERNAL)
    number = number_of(sample, "Millbrook Learning Partnership")
    with sample.read() as session:
        pack = find_evidence_pack(session, number, *YEAR.values(), audience=Visibility.INTERNAL)
    assert f"{pack.pieces} pieces of evidence show" in lead(paper)
    glance = dict(zip(*(column(table_of(paper, "glance"), title) for title in ("What", "There is")), strict=True))
    assert glance["Members"] == 7
    assert glance["Activities, and those with evidence"] == len(table_of(paper, "chains").rows) == len(pack.chains)
    assert total(column(table_of(paper, "chains"), "Evidence")) == len(table_of(paper, "evidence").rows)
    assert glance["Benefits, and those with evidence"] == len(table_of(paper, "gained").rows)
    assert glance["Promises that fell due, and those kept"] == total(column(table_of(paper, "kept"), "Fell due"))
    assert pack.lacks == ()
    assert "Nothing that an assessor would look for." in said(paper)


def test_what_is_missing_is_said_before_anybody_asks(sample: Store) -> None:
    paper = make(sample, "evidence-pack")
    missing = next(block for block in paper.blocks if isinstance(block, ListBlock))
    assert [plain(item.content) for item in missing.items] == ["An independent peer review"]
    assert "1 thing is missing that an assessor would look for." in lead(paper)


def test_a_copy_for_partners_counts_only_what_it_lists(sample: Store) -> None:
    ours, theirs = make(sample, "evidence-pack", **YEAR, **INTERNAL), make(sample, "evidence-pack", **YEAR)
    assert len(table_of(theirs, "chains").rows) <= len(table_of(ours, "chains").rows)
    assert any("case study is not listed" in words for words in theirs.left_out)
    assert "What is not listed in this copy is not counted here." in lead(theirs)


def test_public_benefit_claims_no_pupil_of_its_own(sample: Store) -> None:
    with pytest.raises(_Back), sample.write("Counts") as session:
        school = session.scalars(select(Organisation).where(Organisation.name == "Hartwell House School")).one()
        other = session.scalars(select(Organisation.id).where(Organisation.name == "Elm Lane Primary School")).one()
        activity = session.scalars(select(Activity.id).where(Activity.organisation_id == school.id)).first()
        for who, pupils in ((other, 40), (school.id, 200), (None, 6)):
            record_reach(session, ReachFields(TODAY, activity_id=activity, organisation_id=who, pupils=pupils))
        session.flush()
        parameters = replace(default_parameters(as_at=TODAY), about=("organisation", school.id))
        paper = build_report(session, find_report("public-benefit"), parameters)
        found = find_public_benefit(session, school.id, parameters.first_day, TODAY, audience=Visibility.PARTNERS)
        facts = facts_of(paper)
        assert facts["Pupils of other schools reached"] == found.others.pupils.number == 40
        assert facts["Pupils of whom no school is recorded, not claimed"] == 6
        assert "200" not in said(paper)
        assert column(table_of(paper, "schools"), "School") == ["Elm Lane Primary School"]
        raise _Back


def test_public_benefit_is_of_an_independent_school_only(sample: Store) -> None:
    paper = make(sample, "public-benefit")
    assert paper.title == "Public benefit: Hartwell House School", "the one that is likeliest"
    assert "No pupil of another school was counted." in lead(paper)
    assert total(column(table_of(paper, "given"), "Hours")) == 5
    with pytest.raises(WrongUse, match="not an independent school"):
        make(sample, "public-benefit", about=("organisation", number_of(sample, "Elm Lane Primary School")))
