"""A directory of postcodes in the book: taken in for some areas, used to find places, and offered as points."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from sqlalchemy import func, select

from models.actions.areas import AreaFields, create_area
from models.actions.organisations import OrganisationFields, create_organisation
from models.actions.postcodes import fill_points, import_postcodes, remove_postcodes
from models.entities import Organisation, RegisterPostcode
from models.errors import BadImport, Stopped, WrongUse
from models.exchange.postcodes.areas import parse_areas
from models.exchange.postcodes.reading import read_postcodes
from models.queries.organisations import nearest
from models.queries.postcodes import find_postcode, list_point_suggestions, list_postcode_areas
from models.queries.register import locate
from models.vocabulary import AreaKind, OrganisationKind, Visibility

SHARED = Path(__file__).parents[4] / "shared" / "data" / "dev" / "postcode"
HEAD = "Postcode,Easting,Northing,DistrictCode,WardCode\n"
ROWS = (
    "LS6 2AB,428100,435800,E08000035,E05001427\nLS6 2AD,428200,435900,E08000035,E05001427\n"
    "CB1 0AN,546881,258966,E07000008,E05002702\nnonsense,1,2,,\n"
)


@pytest.fixture
def take(store, tmp_path):
    def take(rows: str = ROWS, areas: str = "LS", name: str = "codepoint_2020-05.csv", head: str = HEAD, **options):
        path = tmp_path / name
        path.write_text(head + rows)
        with store.write("Import postcodes") as session:
            return import_postcodes(session, read_postcodes(path, parse_areas(areas)), **options)

    return take


def add(session, name: str, postcode: str, **fields) -> int:
    return create_organisation(
        session, OrganisationFields(name, OrganisationKind.COMMUNITY_GROUP, postcode=postcode, **fields)
    )


def test_only_the_wanted_areas_come_in_and_a_second_time_nothing_changes(store, take):
    done = take()
    assert done.counts == {"found": 2, "added": 2, "changed": 0, "unchanged": 0, "rejected": 0}
    assert (done.elsewhere, done.source_on) == (2, date(2020, 5, 1))
    assert take().counts == {"found": 2, "added": 0, "changed": 0, "unchanged": 2, "rejected": 0}
    with store.read() as session:
        (area,) = list_postcode_areas(session)
    assert (area.area, area.postcodes, area.source_on) == ("LS", 2, date(2020, 5, 1))


def test_rows_of_no_use_are_counted_and_a_postcode_that_stands_twice_is_one(take):
    done = take(ROWS + "LS6 2AB,428100,435800,E08000035,E05001427\n", "")
    assert done.counts == {"found": 5, "added": 3, "changed": 0, "unchanged": 1, "rejected": 1}
    assert done.rejected == ((5, "“nonsense” is not a postcode"),)


def test_a_newer_directory_counts_and_one_without_codes_takes_none_away(store, take):
    take()
    moved = "LS6 2AB,428500,435500\n"
    older = take(moved, name="codepoint_2014-08.csv", head="Postcode,Easting,Northing\n")
    assert older.counts["unchanged"] == 1
    newer = take(moved, name="nspl_2025-05.csv", head="Postcode,Easting,Northing\n")
    assert newer.counts["changed"] == 1
    with store.read() as session:
        row = session.get(RegisterPostcode, "LS6 2AB")
        assert (row.easting, row.ward_code, row.source_on) == (428500, "E05001427", date(2025, 5, 1))


def test_a_trial_run_a_stop_and_a_wrong_file_leave_no_trace(store, take, tmp_path):
    assert take(dry_run=True).counts["added"] == 2
    with pytest.raises(BadImport):
        take("", head="Name,Party\n")
    path = tmp_path / "long.csv"
    path.write_text(HEAD + ROWS * 3_000)
    with pytest.raises(Stopped), store.write("Import postcodes") as session:
        asked = iter([False] * 1 + [True])
        import_postcodes(session, read_postcodes(path, parse_areas("LS"), cancelled=lambda: next(asked)))
    with store.read() as session:
        assert session.scalar(select(func.count()).select_from(RegisterPostcode)) == 0


def test_listeners_hear_of_it_although_no_journal_covers_it(store, take):
    heard = []
    store.subscribe(heard.append)
    take()
    assert [change.records for change in heard] == [{("register_postcode", 0)}]
    assert store.undo_label() is None


def test_areas_are_taken_out_again(store, take):
    take(areas="LS, CB")
    with store.write("Remove postcodes") as session:
        assert remove_postcodes(session, ["LS", "XX"]) == 2
    with store.read() as session:
        assert [row.area for row in list_postcode_areas(session)] == ["CB"]


def test_a_postcode_that_no_school_has_is_found(store, take):
    with store.read() as session, pytest.raises(WrongUse, match="import a directory of postcodes"):
        locate(session, "LS6 2AB")
    take()
    with store.read() as session:
        place = locate(session, "ls62ab")
        assert (place.point, place.words, place.warning) == ((428100, 435800), "LS6 2AB", "")
        near = locate(session, "LS6 2AE")
        assert near.point == (428150, 435850)
        assert "middle of the 2 beginning LS6 2" in near.warning
        assert find_postcode(session, "LS6 2A") is None
        assert find_postcode(session, "CB1 0AN") is None


def test_the_point_of_an_institution_counts_before_that_of_its_postcode(store, take):
    take()
    with store.write("Add") as session:
        add(session, "Elm Hall", "LS6 2AB", easting=428111, northing=435811)
    with store.read() as session:
        assert locate(session, "LS6 2AB").point == (428111, 435811)


def test_organisations_without_a_point_are_offered_that_of_their_postcode(store, take):
    take()
    with store.write("Add") as session:
        ward = create_area(session, AreaFields("Headingley", AreaKind.WARD, gss_code="E05001427"))
        hall = add(session, "Elm Hall", "LS6 2AB")
        add(session, "Oak Hall", "LS6 2AD", visibility=Visibility.INTERNAL)
        add(session, "Ash Hall", "LS9 9ZZ")
        add(session, "Yew Hall", "LS6 2AB", easting=1000, northing=1000)
    with store.read() as session:
        offered = list_point_suggestions(session)
        public = list_point_suggestions(session, audience=Visibility.PUBLIC)
        assert nearest(session, 428100, 435800, 500, today=date(2026, 11, 23)) == ()
    assert [(one.name, one.easting, one.ward_name) for one in offered] == [
        ("Elm Hall", 428100, "Headingley"),
        ("Oak Hall", 428200, "Headingley"),
    ]
    assert [one.name for one in public] == ["Elm Hall"]
    with store.write("Fill points") as session:
        assert fill_points(session, [hall]) == 1
    with store.read() as session:
        organisation = session.get(Organisation, hall)
        assert (organisation.easting, organisation.northing, organisation.ward_id) == (428100, 435800, ward)
        assert [row.name for row in nearest(session, 428100, 435800, 500, today=date(2026, 11, 23))] == ["Elm Hall"]
        assert [one.name for one in list_point_suggestions(session)] == ["Oak Hall"]
    store.undo()
    with store.read() as session:
        assert session.get(Organisation, hall).easting is None


@pytest.mark.skipif(not SHARED.is_dir(), reason="the real files stand beside the project, not in it")
def test_ten_years_of_a_real_area(store):
    def take(name: str):
        with store.write("Import postcodes") as session:
            return import_postcodes(session, read_postcodes(SHARED / name, parse_areas("CB")))

    first = take("codepoint_open_2014-08_cb.csv.gz")
    assert (first.added, first.rejected_count) == (10_250, 0)
    second = take("ons_nspl_2025-05_latlon_CB.csv.gz")
    assert second.found == second.added + second.changed + second.unchanged + second.rejected_count
    assert (second.added, second.rejected_count) == (19_675 - 10_250 + 0, 4)
    with store.read() as session:
        spot = find_postcode(session, "cb1 0an")
        assert spot is not None
        assert spot.source_on == date(2025, 5, 1)
