"""Lists of councillors of every kind as people with seats: tables, candidates, Popolo, and who is missing from one."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from models.errors import BadImport
from models.exchange import xml_trees
from models.exchange.contact_tables.choices import TableChoices
from models.exchange.councillors import tables
from models.exchange.councillors.reading import HeldSeat, absent_from, read_councillors
from models.exchange.councillors.rows import Ward
from models.exchange.incoming import IncomingPerson, Postal
from models.exchange.json_files import read_json
from models.vocabulary import ContactPointKind

SHARED = Path(__file__).parents[4] / "shared" / "data" / "dev"
TODAY = date(2026, 11, 23)
real = pytest.mark.skipif(not SHARED.is_dir(), reason="the real files stand beside the project, not in it")


@pytest.fixture
def read(tmp_path):
    def read(content: str | dict[str, object], **options):
        path = tmp_path / "councillors"
        path.write_text(content if isinstance(content, str) else json.dumps(content), "utf-8")
        return read_councillors(path, TODAY, **options)

    return read


def moderngov(*councillors: str) -> str:
    body = "".join(f"<councillor>{one}</councillor>" for one in councillors)
    return (
        "<councillorsbyward><wards><ward><wardtitle>Elm Park</wardtitle><councillors><councillorcount> 1"
        f"</councillorcount>{body}</councillors></ward><ward><wardtitle>Oakfield</wardtitle></ward></wards>"
        "</councillorsbyward>"
    )


def term(starts: str, ends: str) -> str:
    return f"<termofoffice><startdate>{starts}</startdate><enddate>{ends}</enddate></termofoffice>"


def only(found) -> IncomingPerson:
    (one,) = found.contacts
    return one


def test_a_councillor_of_moderngov_with_terms_offices_and_council(read):
    one = only(
        read(
            moderngov(
                "<councillorid>118</councillorid><fullusername>Councillor Ann Bell (Leader)</fullusername>"
                "<politicalpartytitle>Labour Party</politicalpartytitle>"
                "<keyposts>Chair of Licensing;Councillor</keyposts>"
                "<photosmallurl>https://democracy.elm.gov.uk/a.jpg</photosmallurl><workaddress><line1>Town Hall</line1>"
                "<postcode>LS1 1UR</postcode><phone>07700 900123</phone><email>ann@elm.gov.uk</email></workaddress>"
                f"<termsofoffice>{term('04/05/2023', '06/05/2027')}{term('02/05/2019', 'unspecified')}</termsofoffice>"
            ),
            council="Elm Council",
        )
    )
    assert (one.key, one.place.name) == ("councillor:democracy.elm.gov.uk:118", "Elm Council")
    first, second, *others = one.offices
    assert (first.starts_on, first.ends_on, first.term_ends_on) == (date(2019, 5, 2), date(2023, 5, 4), None)
    assert (second.starts_on, second.ends_on, second.term_ends_on) == (date(2023, 5, 4), None, date(2027, 5, 6))
    assert (first.role, first.ward, first.party) == ("Councillor", "Elm Park", "Labour")
    assert [office.role for office in others] == ["Leader of the council", "Chair of Licensing"]
    assert [(way.kind, way.value) for way in one.ways] == [
        (ContactPointKind.EMAIL, "ann@elm.gov.uk"),
        (ContactPointKind.MOBILE, "07700 900123"),
    ]
    assert one.postal == Postal(("Town Hall",), postcode="LS1 1UR")


def test_a_term_that_should_be_over_is_told_and_not_ended(read):
    one = only(read(moderngov(f"<fullusername>Cllr Ann Bell</fullusername><t>{term('', '')}</t>")))
    assert one.remarks == ()
    terms = f"<termsofoffice>{term('02/05/2019', '04/05/2023')}</termsofoffice>"
    one = only(read(moderngov(f"<fullusername>Cllr Ann Bell</fullusername>{terms}")))
    assert (one.offices[0].term_ends_on, one.offices[0].ends_on) == (date(2023, 5, 4), None)
    assert "still names them" in one.remarks[0]


def test_a_term_that_ends_before_it_begins_loses_its_dates(read):
    terms = f"<termsofoffice>{term('04/05/2023', '02/05/2019')}</termsofoffice>"
    one = only(read(moderngov(f"<fullusername>Cllr Ann Bell</fullusername>{terms}")))
    assert (one.offices[0].starts_on, one.offices[0].term_ends_on) == (None, None)
    assert "ends before it begins" in one.remarks[0]


def test_which_wards_are_complete_and_that_the_council_is_not_named(read):
    found = read(moderngov("<fullusername>Cllr Ann Bell</fullusername>"))
    assert found.wards_complete == (Ward("", "Elm Park"), Ward("", "Oakfield"))
    assert "does not name its council" in found.remarks[0]
    short = read(moderngov(), council="Elm Council")
    assert (short.wards_complete, short.remarks) == ((Ward("Elm Council", "Oakfield"),), ())


@pytest.mark.parametrize(
    "table",
    [
        "Name,Party,Ward,Telephone,Email\nCouncillor Ann Bell,The Labour Party,Elm Park,0113 496 0000,a@elm.gov.uk",
        "Councillors of Elm\n\nDivision;Surname;Forename;Political group;Phone;E-mail\n"
        "Elm Park;Bell;Ann;LABOUR;0113 496 0000;a@elm.gov.uk",
        "Member\tElectoral Ward\tGroup\tTel\tEmail address\n"
        "Cllr Ann Bell\tElm Park\tlabour\t0113 496 0000\ta@elm.gov.uk",
    ],
)
def test_a_table_is_read_by_its_headings(read, table):
    found = read(table, council="Elm Council")
    one = only(found)
    assert (one.title, one.given_name, one.family_name, one.place.name) == ("Cllr", "Ann", "Bell", "Elm Council")
    (office,) = one.offices
    assert (office.role, office.ward, office.party) == ("Councillor", "Elm Park", "Labour")
    assert [way.value for way in one.ways] == ["a@elm.gov.uk", "0113 496 0000"]
    assert found.wards_complete == (Ward("Elm Council", "Elm Park"),)
    assert one.cells


def test_terms_and_pages_of_a_table(read):
    one = only(
        read(
            "Name,Ward,Date elected,Term ends,Page,Council\n"
            "Ann Bell,Elm Park,2023-05-04,06/05/2027,https://democracy.elm.gov.uk/mgUserInfo.aspx?UID=118,Elm Council"
        )
    )
    assert (one.offices[0].starts_on, one.offices[0].term_ends_on) == (date(2023, 5, 4), date(2027, 5, 6))
    assert (one.key, one.place.name) == ("councillor:democracy.elm.gov.uk:118", "Elm Council")


def test_vacant_seats_and_rows_without_a_name_are_refused(read):
    vacant, blank, odd = read("Name,Ward\nVacancy,Elm Park\n,Elm Park\nCouncillor,Elm Park").contacts
    assert (vacant.refusal, blank.refusal) == ("The seat is vacant.", "The name is blank.")
    assert "not the name of a person" in odd.refusal


def test_a_nickname_is_kept_and_two_people_in_a_cell_are_doubtful(read):
    bob, two = read("Name,Ward\nRobert [Bob] Frost,Elm\nAnn & Bo Lee,Elm").contacts
    assert (bob.known_as, bob.doubts) == ("Bob", ())
    assert two.doubts


def test_of_candidates_only_the_elected_come_in(read):
    head = "person_id,person_name,election_id,party_name,post_label,organisation_name,elected\n"
    found = read(
        head + "1,Ann Bell,local.elm.2026-05-07,Green Party,Elm Park,Elm Council,True\n"
        "2,Bo Lee,local.elm.2026-05-07,Green Party,Elm Park,Elm Council,False\n"
        "3,Cy May,local.elm.2026-05-07,Green Party,Elm Park,Elm Council,\n"
        "4,Di Roe,parl.2026-05-07,Green Party,Elm,,t\n5,Ed Sole,mayor.elm.2026,Green Party,Elm,,t"
    )
    ann, bo, cy, di, ed = found.contacts
    assert (ann.refusal, ann.offices[0].role, ann.place.name) == ("", "Councillor", "Elm Council")
    assert "no councillor" in bo.refusal
    assert bo.refusal == cy.refusal
    assert (di.offices[0].role, di.offices[0].ward, di.place.name) == (
        "Member of Parliament",
        "Elm",
        "House of Commons",
    )
    assert di.title == ""
    assert "not to a council" in ed.refusal
    assert found.wards_complete == ()
    assert "list of candidates" in found.remarks[0]


POPOLO: dict[str, object] = {
    "persons": [
        {"id": "p1", "name": "Ann Bell", "email": "private@home.example", "links": [{"url": "https://elm.example/a"}]},
        {
            "id": "p2",
            "name": "Bo Lee",
            "memberships": [{"organization_id": "o", "role": "member", "end_date": "2025-05"}],
        },
        {"id": "p3", "name": "Cy May"},
    ],
    "organizations": [
        {"id": "o", "name": "Elm Council", "classification": "legislature", "posts": [{"id": "s", "area_id": "w"}]},
        {"id": "g", "name": "The Green Party", "classification": "party"},
    ],
    "areas": [{"id": "w", "name": "Elm Park"}],
    "events": [{"id": "t", "start_date": "2023-05-04", "end_date": "2027-05-06"}],
    "memberships": [
        {
            "person_id": "p1",
            "organization_id": "o",
            "role": "councillor",
            "post_id": "s",
            "on_behalf_of_id": "g",
            "legislative_period_id": "t",
            "contact_details": [
                {"type": "email", "value": "a@elm.gov.uk"},
                {"type": "address", "value": "9 Elm Lane"},
                {"type": "voice", "value": "0113 496 0000"},
            ],
        },
        {"person_id": "p1", "organization_id": "o", "role": "deputy mayor"},
        {"person_id": "p1", "organization_id": "g", "role": "member"},
        {"person_id": "p3", "organization_id": "g", "role": "member"},
    ],
}


def test_popolo_with_posts_areas_periods_and_parties(read):
    found = read(POPOLO)
    ann, bo = found.contacts
    seat, office = ann.offices
    assert (seat.role, seat.ward, seat.party) == ("Councillor", "Elm Park", "Green")
    assert (seat.starts_on, seat.term_ends_on, seat.ends_on) == (date(2023, 5, 4), date(2027, 5, 6), None)
    assert (office.role, ann.place.name, found.council) == ("Deputy mayor", "Elm Council", "Elm Council")
    assert [way.value for way in ann.ways] == ["a@elm.gov.uk", "0113 496 0000", "https://elm.example/a"]
    assert "Elm Lane" not in str(found)
    assert (bo.offices[0].ends_on, bo.offices[0].term_ends_on) == (date(2025, 6, 1), None)
    assert "nearest was taken" in bo.remarks[0]
    assert "1 person has no seat" in found.remarks[0]


def test_who_is_missing_from_wards_that_are_complete(read):
    found = read("Name,Ward,Email\nCllr Ann Bell,Elm Park,\nCllr Bo Lee,Oakfield,", council="Elm Council")
    held = [
        HeldSeat(1, "Ann Bell", "ELM COUNCIL", "Elm  Park"),
        HeldSeat(2, "Cy May", "Elm Council", "Elm Park"),
        HeldSeat(3, "Di Roe", "Elm Council", "Unknown Ward"),
        HeldSeat(4, "Ed Sole", "Oak Council", "Elm Park"),
    ]
    assert [seat.number for seat in absent_from(found, held)] == [2]


def test_whoever_changed_their_name_is_known_by_their_key(read):
    page = "https://democracy.elm.gov.uk/mgUserInfo.aspx?UID=118"
    found = read(f"Name,Ward,Page\nCllr Ann Bell-Lee,Elm Park,{page}", council="Elm Council")
    seat = HeldSeat(1, "Ann Bell", "Elm Council", "Elm Park", "councillor:democracy.elm.gov.uk:118")
    assert absent_from(found, [seat]) == ()


def test_a_seat_that_the_file_itself_ends_is_missing(read):
    found = read(POPOLO)
    held = [HeldSeat(1, "Ann Bell", "Elm Council", "Elm Park"), HeldSeat(2, "Bo Lee", "Elm Council", "Elm Park")]
    assert [seat.number for seat in absent_from(found, held)] == [2]


@pytest.mark.parametrize(
    "content",
    ["", "{", "[1]", '{"persons": 3}', "[" * 100_000, "Name,Colour\nAnn,red", "<html></html>", "\0\0\0"],
)
def test_what_is_no_list_is_refused_in_a_sentence(tmp_path, content):
    path = tmp_path / "odd.list"
    path.write_text(content)
    with pytest.raises(BadImport, match=r"odd\.list"):
        read_councillors(path, TODAY)


def test_tables_and_trees_have_bounds(read, monkeypatch):
    for bound in ("MOST_ROWS", "MOST_LETTERS"):
        with monkeypatch.context() as patch:
            patch.setattr(tables, bound, 1)
            with pytest.raises(BadImport, match="more rows than there are councillors"):
                read("Name,Ward\nAnn Bell,Elm\nBo Lee,Elm")
    monkeypatch.setattr(xml_trees, "MOST_PARTS", 3)
    with pytest.raises(BadImport, match="more parts"):
        read(moderngov("<fullusername>Cllr Ann Bell</fullusername>"))


_json = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=12) | st.just("p1"),
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.dictionaries(
            st.sampled_from(["id", "name", "role", "person_id", "organization_id", "start_date", "area"]), inner
        )
    ),
    max_leaves=20,
)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=80)
@given(st.dictionaries(st.sampled_from(["persons", "organizations", "memberships", "posts", "areas", "events"]), _json))
def test_any_json_gives_people_or_a_sentence(tmp_path, content):
    path = tmp_path / "any.json"
    path.write_text(json.dumps(content))
    try:
        found = read_councillors(path, TODAY)
    except BadImport:
        return
    assert all(one.refusal or one.family_name for one in found.contacts)
    str(found).encode()


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=60)
@given(
    st.lists(st.text(st.characters(codec="utf-8", min_codepoint=32, exclude_characters='"'), max_size=40), max_size=9)
)
def test_any_row_gives_a_councillor_or_a_reason(tmp_path, cells):
    path = tmp_path / "any.csv"
    row = ",".join(f'"{cell}"' for cell in cells)
    path.write_text(f"Name,Ward,Party,Date elected,Term ends,Page,Email\n{row}", "utf-8")
    for one in read_councillors(path, TODAY).contacts:
        assert one.refusal or (one.family_name and one.offices)


def test_json_is_read_within_bounds(tmp_path):
    path = tmp_path / "a.json"
    path.write_text('{"a": ' + "9" * 50_000 + ', "b": NaN, "c": "\\ud800x"}')
    found = read_json(path)
    assert isinstance(found, dict)
    assert found["b"] is None
    path.write_bytes(b" " * (11 * 1024 * 1024))
    with pytest.raises(BadImport, match="larger than 10 MB"):
        read_json(path)


@real
@pytest.mark.parametrize(
    ("name", "people", "taken", "wards"),
    [
        ("councillors/trafford_councillors_2025-09-02.csv", 62, 62, 21),
        ("councillors/democracyclub_candidates_2015_first400.csv", 400, 1, 0),
        ("councillors/moderngov_CouncillorsByWard_harlow.gov.uk.xml", 33, 33, 11),
        ("councillors/moderngov_CouncillorsByWard_kirklees.gov.uk.xml", 69, 69, 23),
        ("councillors/moderngov_CouncillorsByWard_spelthorne.gov.uk.xml", 39, 39, 13),
        ("openformats/popolo_local_councillors_QLD.json", 577, 577, 77),
    ],
)
def test_every_real_list_comes_in_whole(name, people, taken, wards):
    found = read_councillors(SHARED / name, TODAY)
    assert len(found.contacts) == people
    good = [one for one in found.contacts if not one.refusal]
    assert (len(good), len(found.wards_complete)) == (taken, wards)
    assert not any(one.doubts for one in good)
    assert all(one.given_name and one.family_name and one.offices for one in good)
    assert "ZZ99" not in str(found)


@real
def test_mayors_of_the_real_popolo_hold_two_offices():
    found = read_councillors(SHARED / "openformats/popolo_local_councillors_QLD.json", TODAY)
    assert sum(len(one.offices) == 2 and one.offices[1].role == "Mayor" for one in found.contacts) == 77
    assert found.council == ""


@real
@pytest.mark.parametrize("name", ["leeds_wards.csv", "uk_local_authorities_current.csv"])
def test_a_list_of_places_is_no_list_of_councillors(name):
    with pytest.raises(BadImport, match="no table of councillors"):
        read_councillors(SHARED / "councillors" / name, TODAY)


COUNCIL = {"id": "c", "name": "Elm City Council", "classification": "council"}
COMMITTEE = {"id": "p", "name": "Planning Committee", "classification": "committee", "parent_id": "c"}


def test_popolo_a_committee_is_an_office_at_its_council_and_no_seat(read):
    found = read(
        {
            "persons": [{"id": "1", "given_name": "Ann", "family_name": "Bell"}],
            "organizations": [COUNCIL, COMMITTEE],
            "memberships": [
                {"person_id": "1", "organization_id": "c", "role": "Councillor"},
                {"person_id": "1", "organization_id": "p", "role": "Chair"},
                {"person_id": "1", "organization_id": "p"},
            ],
        }
    )
    one = only(found)
    assert (one.given_name, one.family_name, one.place.name) == ("Ann", "Bell", "Elm City Council")
    assert [office.role for office in one.offices] == [
        "Councillor",
        "Chair, Planning Committee",
        "Member, Planning Committee",
    ]


@pytest.mark.parametrize("around", ["{}", '{{"result": {}}}', '{{"results": {}}}'])
def test_popolo_people_in_a_list_by_themselves(read, around):
    people = [{"id": "1", "name": "Ann Bell", "memberships": [{"role": "Councillor", "organization": COUNCIL}]}]
    assert only(read(around.format(json.dumps(people)))).place.name == "Elm City Council"
    with pytest.raises(BadImport, match="persons"):
        read(around.format('[{"name": "Ann Bell"}]'))


def test_a_table_is_read_as_somebody_says(tmp_path):
    path = tmp_path / "councillors.csv"
    path.write_text("Name;Ward\nZoë Lee;Elm, north\n", "utf-8")
    guessed = read_councillors(path, TODAY)
    assert (guessed.recognised.delimiter, guessed.contacts[0].name) == (";", "Cllr Zoë Lee")
    said = read_councillors(path, TODAY, choices=TableChoices(encoding="windows-1252"))
    assert (said.recognised.encoding, said.contacts[0].name) == ("windows-1252", "Cllr ZoÃ« Lee")
    with pytest.raises(BadImport, match="no table of councillors"):
        read_councillors(path, TODAY, choices=TableChoices(delimiter="|"))


def test_a_sum_below_a_list_is_nobody(read):
    found = read("Councillor,Ward,Party\nAnn Bell,Elm,Labour\nTotal: 2,,\n", council="Elm City Council")
    assert [bool(one.refusal) for one in found.contacts] == [False, True]


def test_xml_of_another_kind_is_told_from_a_page(read):
    with pytest.raises(BadImport, match=r"it begins with “committees”.*GetCouncillorsByWard"):
        read("<committees><committee><committeetitle>North Area</committeetitle></committee></committees>")
    with pytest.raises(BadImport, match="the service is switched off there"):
        read("<html><body><p>Sign in</p></body></html>")


def test_columns_of_a_table_that_are_left_out_are_named(read):
    found = read("Committee,Councillor,Ward,Party\nNorth Area,Cllr Pat Jordan,Elm,Green\n", council="Leeds")
    assert "Columns left out: Committee" in found.remarks
