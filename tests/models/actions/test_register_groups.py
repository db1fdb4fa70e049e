"""Trusts and federations of our institutions from the register: offered, taken where chosen, and compared again."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from sqlalchemy import select

from models.actions.adoption import adopt
from models.actions.organisations import OrganisationFields, create_organisation
from models.actions.register import import_register
from models.actions.register_groups import take_group_offers
from models.entities import Organisation, OrganisationRelationship, RelationshipType
from models.exchange.gias import read_gias
from models.queries.register_groups import GroupOfferKind, list_group_offers
from models.vocabulary import OrganisationKind, Visibility

SHARED = Path(__file__).parents[4] / "shared" / "data" / "dev" / "gias"
TODAY = date(2026, 11, 23)
SCHOOLS = "URN,EstablishmentName,LA (code)\n100000,Elm School,925\n100001,Oak School,925\n"
GROUPS = (
    "Group UID,Group ID,Group Name,Group Type,Open date,Group Street,Group Town,Group Postcode\n"
    "2044,TR00261,ELM TRUST,Multi-academy trust,19/07/2010,1 Elm Lane,Leeds,LS6 2AB\n"
    "2059,TR00013,OAK FEDERATION,Federation,,,,\n"
)
LINKS = "URN,Group UID,Group ID,Group Name,Group Type,Joined date\n"
ELM = "100000,2044,TR00261,ELM TRUST,Multi-academy trust,01/12/2010\n"
OAK = "100001,2059,TR00013,OAK FEDERATION,Federation,01/09/2015\n"
LEFT = "URN,Group Name,Group ID,Date Joined Group,Date Left Group\n"


@pytest.fixture
def take_in(store, tmp_path):
    def take_in(**files: str) -> None:
        for name, content in files.items():
            path = tmp_path / f"{name}20261101.csv"
            path.write_text(content)
            with store.write("Import") as session:
                import_register(session, read_gias(path))

    return take_in


@pytest.fixture
def adopted(store, take_in) -> None:
    take_in(edubasealldata=SCHOOLS)
    with store.write("Adopt") as session:
        adopt(session, ["100000", "100001"], TODAY)


def offers(store):
    with store.read() as session:
        return list_group_offers(session)


def take_all(store):
    keys = [offer.key for offer in offers(store)]
    with store.write("Take groups in") as session:
        return take_group_offers(session, keys, TODAY)


def links(store):
    link = OrganisationRelationship
    with store.read() as session:
        return [
            (
                session.get(Organisation, row.from_id).name,
                session.get(Organisation, row.to_id).name,
                row.starts_on,
                row.ends_on,
            )
            for row in session.scalars(select(link).where(link.type == RelationshipType.MEMBER_OF).order_by(link.id))
        ]


def test_groups_of_our_institutions_are_offered_and_nothing_is_written(store, take_in, adopted):
    take_in(allgroupsdata=GROUPS, alllinksdata=LINKS + ELM + OAK + ELM.replace("100000", "100002"))
    assert [(one.kind, one.organisation, one.group, one.group_kind, one.joined_on) for one in offers(store)] == [
        (GroupOfferKind.JOIN, "Elm School", "ELM TRUST", OrganisationKind.TRUST, date(2010, 12, 1)),
        (GroupOfferKind.JOIN, "Oak School", "OAK FEDERATION", OrganisationKind.FEDERATION, date(2015, 9, 1)),
    ]
    assert links(store) == []
    with store.read() as session:
        (only,) = list_group_offers(session, [offers(store)[1].organisation_id])
        assert only.group == "OAK FEDERATION"
        assert session.scalar(select(Organisation.id).where(Organisation.name == "ELM TRUST")) is None


def test_what_is_taken_becomes_organisations_with_members_and_is_offered_no_more(store, take_in, adopted):
    take_in(allgroupsdata=GROUPS, alllinksdata=LINKS + ELM + OAK + ELM.replace("100000", "100001"))
    done = take_all(store)
    assert (len(done.organisations), done.joined, done.changed, done.ended, done.gone) == (2, 3, 0, 0, 0)
    assert sorted(links(store)) == [
        ("Elm School", "ELM TRUST", date(2010, 12, 1), None),
        ("Oak School", "ELM TRUST", date(2010, 12, 1), None),
        ("Oak School", "OAK FEDERATION", date(2015, 9, 1), None),
    ]
    with store.read() as session:
        trust = session.scalars(select(Organisation).where(Organisation.group_uid == "2044")).one()
        assert (trust.kind, trust.postcode, trust.opened_on) == (OrganisationKind.TRUST, "LS6 2AB", date(2010, 7, 19))
        assert (trust.source, trust.verified_on) == ("GIAS extract of 2026-11-01", TODAY)
    assert offers(store) == ()
    store.undo()
    assert links(store) == []
    assert len(offers(store)) == 3


def test_what_is_ours_alone_is_offered_to_nobody_else(store, take_in, adopted):
    take_in(allgroupsdata=GROUPS, alllinksdata=LINKS + ELM + OAK)
    with store.write("Keep to ourselves") as session:
        session.scalars(
            select(Organisation).where(Organisation.name == "Elm School")
        ).one().visibility = Visibility.INTERNAL
    with store.read() as session:
        assert [one.organisation for one in list_group_offers(session, audience=Visibility.PUBLIC)] == ["Oak School"]
    assert len(offers(store)) == 2


def test_only_what_was_chosen_is_taken_and_an_old_offer_is_told(store, take_in, adopted):
    take_in(allgroupsdata=GROUPS, alllinksdata=LINKS + ELM + OAK)
    key = offers(store)[1].key
    with store.write("Take groups in") as session:
        done = take_group_offers(session, [key, key, "join:9:9:"], TODAY)
    assert (len(done.organisations), done.joined, done.gone) == (1, 1, 1)
    assert [one.group for one in offers(store)] == ["ELM TRUST"]


def test_a_group_that_we_know_by_name_is_offered_as_such_and_keeps_its_number(store, take_in, adopted):
    with store.write("Add") as session:
        ours = create_organisation(session, OrganisationFields("Elm Trust", OrganisationKind.TRUST))
    take_in(allgroupsdata=GROUPS, alllinksdata=LINKS + ELM)
    (offer,) = offers(store)
    assert (offer.group_id, offer.is_by_name) == (ours, True)
    assert take_all(store).organisations == ()
    with store.read() as session:
        assert session.get(Organisation, ours).group_uid == "2044"
    assert offers(store) == ()


def test_days_are_put_right_and_memberships_ended_by_a_newer_file(store, take_in, adopted):
    take_in(allgroupsdata=GROUPS, alllinksdata=LINKS + ELM.replace("01/12/2010", "") + OAK)
    take_all(store)
    take_in(
        alllinksdata=LINKS + ELM,
        academiesmatmembership=LEFT + "100001,OAK FEDERATION,TR00013,01/09/2015,31/08/2026\n",
    )
    assert [(one.kind, one.organisation) for one in offers(store)] == [
        (GroupOfferKind.DATES, "Elm School"),
        (GroupOfferKind.LEAVE, "Oak School"),
    ]
    done = take_all(store)
    assert (done.organisations, done.joined, done.changed, done.ended) == ((), 0, 1, 1)
    assert sorted(links(store)) == [
        ("Elm School", "ELM TRUST", date(2010, 12, 1), None),
        ("Oak School", "OAK FEDERATION", date(2015, 9, 1), date(2026, 8, 31)),
    ]
    assert offers(store) == ()


def test_a_membership_that_the_register_has_no_more_is_offered_to_be_ended(store, take_in, adopted):
    take_in(allgroupsdata=GROUPS, alllinksdata=LINKS + ELM)
    take_all(store)
    take_in(alllinksdata=LINKS + ELM.replace("2044,TR00261,ELM TRUST", "2059,TR00013,OAK FEDERATION"))
    leave, join = sorted(offers(store), key=lambda one: one.kind, reverse=True)
    assert (leave.kind, leave.group, leave.left_on) == (GroupOfferKind.LEAVE, "ELM TRUST", date(2026, 11, 1))
    assert (leave.group_id is not None, leave.group_code) == (True, "")
    assert (join.kind, join.group) == (GroupOfferKind.JOIN, "OAK FEDERATION")


def test_a_school_that_left_its_trust_and_joined_none_leaves_it_on_the_day_of_the_file(store, take_in, adopted):
    both = ELM + ELM.replace("100000", "100001")
    take_in(allgroupsdata=GROUPS, alllinksdata=LINKS + both)
    take_all(store)
    take_in(alllinksdata=LINKS + ELM)
    (offer,) = offers(store)
    assert (offer.kind, offer.organisation, offer.group, offer.is_unsure) == (
        GroupOfferKind.LEAVE, "Oak School", "ELM TRUST", False,
    )  # fmt: skip
    assert take_all(store).ended == 1
    assert [link[3] for link in links(store)] == [None, date(2026, 11, 1)]
    assert offers(store) == ()


def test_a_file_that_leaves_the_whole_group_out_ends_nothing_by_itself(store, take_in, adopted):
    ash = "100002,2090,,ASH FEDERATION,Federation,01/09/2015\n"
    take_in(edubasealldata=SCHOOLS + "100002,Ash School,925\n")
    take_in(allgroupsdata=GROUPS, alllinksdata=LINKS + ELM + OAK + ash)
    take_all(store)
    take_in(alllinksdata=LINKS + ELM)
    assert offers(store) == (), "nothing is said of federations"
    take_in(alllinksdata=LINKS + ELM + ash)
    (offer,) = offers(store)
    assert (offer.kind, offer.group, offer.is_unsure) == (GroupOfferKind.LEAVE, "OAK FEDERATION", True)


def test_a_school_that_the_register_still_puts_in_the_trust_is_a_question(store, take_in, adopted):
    both = ELM + ELM.replace("100000", "100001")
    take_in(allgroupsdata=GROUPS, alllinksdata=LINKS + both)
    take_all(store)
    take_in(edubasealldata=SCHOOLS.replace("LA (code)", "LA (code),Trusts (name)").replace(",925", ",925,Elm Trust"))
    take_in(alllinksdata=LINKS + ELM)
    assert [(offer.organisation, offer.is_unsure) for offer in offers(store)] == [("Oak School", True)]


def test_a_past_membership_comes_in_with_its_end_and_memberships_alone_name_the_group(store, take_in, adopted):
    take_in(academiesmatmembership=LEFT + "100000,ELM TRUST,TR00261,01/12/2010,31/08/2020\n")
    (offer,) = offers(store)
    assert (offer.group_uid, offer.group_kind, offer.left_on) == ("TR00261", OrganisationKind.TRUST, date(2020, 8, 31))
    take_all(store)
    assert links(store) == [("Elm School", "ELM TRUST", date(2010, 12, 1), date(2020, 8, 31))]
    take_in(allgroupsdata=GROUPS)
    assert offers(store) == ()


@pytest.mark.skipif(not SHARED.is_dir(), reason="the real files stand beside the project, not in it")
def test_the_real_excerpts(store, take_in):
    rows = ["URN,EstablishmentName,LA (code)", *(f"{urn},School {urn},925" for urn in (100000, 100002, 20009))]
    take_in(edubasealldata="\n".join(rows))
    with store.write("Adopt") as session:
        adopt(session, ["100000", "100002", "20009"], TODAY)
        for name in (
            "allgroupsdata_excerpt.csv",
            "alllinksdata_excerpt.csv",
            "webservice_groups.csv",
            "webservice_groupLinks.csv",
        ):
            import_register(session, read_gias(SHARED / name))
    assert [(one.group, one.group_kind.value, one.joined_on) for one in offers(store)] == [
        ("ABBEY ACADEMIES TRUST", "trust", date(2010, 12, 1)),
        ("ACORN EDUCATION TRUST", "trust", date(2011, 8, 1)),
        ("Watford and Three Rivers", "cluster", date(2018, 10, 1)),
    ]
    take_all(store)
    assert offers(store) == ()
