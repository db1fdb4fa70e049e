from __future__ import annotations

import csv
from datetime import date
from pathlib import Path

import pytest
from sqlalchemy import func, select

from models.actions.adoption import adopt
from models.actions.register import RegisterImport, import_register
from models.actions.register_changes import accept_register_value, decline_register_value, follow_successor
from models.entities import (
    Affiliation,
    Area,
    ContactPoint,
    InstitutionProfile,
    Organisation,
    OrganisationRelationship,
    Person,
    RegisterInstitution,
)
from models.errors import Stopped, WrongUse
from models.exchange.gias import read_gias
from models.queries.register import RegisterFilter, count_register, find_in_register, locate
from models.queries.register_changes import list_register_closures, list_register_differences
from models.store import Store

TODAY = date(2026, 11, 22)
HEADINGS = [
    "URN",
    "LA (code)",
    "LA (name)",
    "EstablishmentName",
    "EstablishmentStatus (name)",
    "PhaseOfEducation (name)",
    "NumberOfPupils",
    "AdministrativeWard (name)",
    "AdministrativeWard (code)",
    "Postcode",
    "Easting",
    "Northing",
    "TelephoneNum",
    "HeadTitle (name)",
    "HeadFirstName",
    "HeadLastName",
    "LastChangedDate",
    "CloseDate",
]
ELM = (
    "900001,383,Leeds,Elm Lane Primary,Open,Primary,210,Headingley,E05001,LS6 2AB,428000,436000"
    ",01132961001,Mrs,Paula,Head,01-09-2023,"
)
OAK = (
    "900002,383,Leeds,Oak Hill School,Open,Primary,400,Headingley,E05001,LS6 2AC,428300,436400,"
    "01132961002,Ms,Claire Beswick and,Karen Loney,01-09-2023,"
)
ASH = (
    "900003,384,Wakefield,Ash Road School,Closed,Primary,,Northgate,E05002,WF1 1AA,433000,42000"
    "0,,,,,01-09-2020,31-08-2020"
)


def extract(folder: Path, *rows: str) -> Path:
    path = folder / "edubasealldata20230901.csv"
    with path.open("w", newline="", encoding="cp1252") as file:
        csv.writer(file).writerow(HEADINGS)
        file.write("".join(f"{row}\r\n" for row in rows))
    return path


def take(store: Store, path: Path) -> RegisterImport:
    with store.write("Import register") as session:
        return import_register(session, read_gias(path))


def test_a_register_is_read_compared_and_replaced(store: Store, tmp_path: Path) -> None:
    first = take(store, extract(tmp_path, ELM, OAK, ASH, "x,383,Leeds,No number,Open,,,,,,,,,,,,,"))
    assert (first.found, first.added, first.changed, first.unchanged) == (4, 3, 0, 0)
    assert [item.line for item in first.rejected] == [5]
    again = take(store, extract(tmp_path, ELM, OAK, ASH))
    assert (again.added, again.changed, again.unchanged, again.removed) == (0, 0, 3, 0)
    newer = take(store, extract(tmp_path, ELM.replace("210", "214"), OAK.replace("Open", "Closed")))
    assert (newer.changed, newer.closed, newer.removed) == (2, 1, 0)
    fewer = take(store, extract(tmp_path, ELM))
    assert fewer.removed == 1
    with store.read() as session:
        assert count_register(session) == 2
        assert set(session.scalars(select(RegisterInstitution.name))) == {"Elm Lane Primary", "Ash Road School"}
    assert store.undo_label() is None


def test_a_dry_run_and_a_stopped_import_leave_no_trace(store: Store, tmp_path: Path) -> None:
    path = extract(tmp_path, ELM, OAK)
    with store.write("Try") as session:
        assert import_register(session, read_gias(path), dry_run=True).added == 2
    with pytest.raises(Stopped), store.write("Import") as session:
        import_register(session, read_gias(path, cancelled=lambda: True))
    with store.read() as session:
        assert count_register(session) == 0


def test_adopting_brings_the_institution_its_ward_its_numbers_and_its_head(store: Store, tmp_path: Path) -> None:
    take(store, extract(tmp_path, ELM, OAK, ASH))
    with store.write("Add 2 schools") as session:
        done = adopt(session, ["900001", "900002", "123456"], TODAY)
    assert [row.name for row in done.added] == ["Elm Lane Primary", "Oak Hill School"]
    assert done.unknown == ("123456",)
    assert len(done.questions) == 1
    assert "Beswick" in done.questions[0]
    with store.read() as session:
        assert session.scalars(select(Person.display_name)).all() == ["Mrs Paula Head"]
        assert session.scalars(select(Person.data_source)).all() == ["public register"]
        assert session.scalars(select(Affiliation.role)).all() == ["Head of institution"]
        assert set(session.scalars(select(ContactPoint.value))) == {"01132961001", "01132961002"}
        assert session.scalars(select(Area.name).order_by(Area.id)).all() == ["Leeds", "Headingley"]
        assert session.scalars(select(InstitutionProfile.pupils).order_by(InstitutionProfile.urn)).all() == [210, 400]
        assert session.scalars(select(Organisation.source)).first() == "GIAS extract of 2023-09-01"
    with store.write("Again") as session:
        again = adopt(session, ["900001"], TODAY)
    assert (len(again.added), len(again.already)) == (0, 1)
    assert store.undo() == "Add 2 schools"
    with store.read() as session:
        assert session.scalar(select(func.count()).select_from(Organisation)) == 0
    assert store.check() == []


def test_finding_by_place_ward_and_authority(store: Store, tmp_path: Path) -> None:
    take(store, extract(tmp_path, ELM, OAK, ASH))
    with store.read() as session:
        near = locate(session, "ls62ab")
        rows = find_in_register(session, RegisterFilter(near=near.point, metres=600))
        assert [(row.urn, row.distance_m) for row in rows] == [("900001", 0), ("900002", 500)]
        assert find_in_register(session, RegisterFilter(near=near.point, metres=499))[-1].urn == "900001"
        assert locate(session, "900003").point == (433000, 420000)
        assert "estimates" in locate(session, "LS6 2ZZ").warning
        for wrong in ("LS99 9ZZ", "somewhere", "999999"):
            with pytest.raises(WrongUse):
                locate(session, wrong)
        assert len(find_in_register(session, RegisterFilter(ward="headingley"))) == 2
        assert len(find_in_register(session, RegisterFilter(authority="Wakefield"))) == 0
        assert len(find_in_register(session, RegisterFilter(authority="wakefield", open_only=False))) == 1


def test_a_newer_extract_offers_its_changes_line_by_line(store: Store, tmp_path: Path) -> None:
    take(store, extract(tmp_path, ELM, OAK))
    with store.write("Add") as session:
        number = adopt(session, ["900001"], TODAY).added[0].organisation_id
    newer = ELM.replace("210", "230").replace("Elm Lane Primary", "Elm Lane Academy")
    take(store, extract(tmp_path, newer, OAK))
    with store.read() as session:
        assert session.get_one(Organisation, number).name == "Elm Lane Primary"
        found = {item.field: (item.ours, item.theirs) for item in list_register_differences(session)}
    assert found == {"name": ("Elm Lane Primary", "Elm Lane Academy"), "pupils": (210, 230)}
    with store.write("Take the new name") as session:
        accept_register_value(session, number, "name")
    with store.write("Keep our count") as session:
        decline_register_value(session, number, "pupils")
    with store.read() as session:
        assert session.get_one(Organisation, number).name == "Elm Lane Academy"
        assert list_register_differences(session) == ()
    take(store, extract(tmp_path, newer.replace("230", "231"), OAK))
    with store.read() as session:
        assert [item.theirs for item in list_register_differences(session, number)] == [231]


def test_a_closure_keeps_every_contact_and_offers_the_successor(store: Store, tmp_path: Path) -> None:
    take(store, extract(tmp_path, ELM, OAK))
    links = tmp_path / "links_edubasealldata20230901.csv"
    links.write_text(
        "URN,LinkURN,LinkName,LinkType,LinkEstablishedDate\r\n900001,900002,Oak Hill School,Successor,01-09-2023\r\n"
    )
    take(store, links)
    with store.write("Add") as session:
        number = adopt(session, ["900001"], TODAY).added[0].organisation_id
    take(store, extract(tmp_path, ELM.replace("Open", "Closed") + "31-08-2023", OAK))
    with store.read() as session:
        closure = list_register_closures(session)[0]
        assert (closure.organisation_id, closure.closed_on) == (number, date(2023, 8, 31))
        assert [successor.urn for successor in closure.successors] == ["900002"]
        assert session.scalars(select(Person.display_name)).all() == ["Mrs Paula Head"]
    with store.write("Follow") as session:
        done = follow_successor(session, number, "900002", TODAY)
    with store.read() as session:
        link = session.scalars(select(OrganisationRelationship)).one()
        assert (link.from_id, link.to_id) == (done.added[0].organisation_id, number)
        assert session.scalar(select(func.count()).select_from(ContactPoint)) == 2
