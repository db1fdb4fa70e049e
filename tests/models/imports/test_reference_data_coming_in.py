"""Reference data through the centre: seen first, taken in once, listed, and taken out as far as that makes sense."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from sqlalchemy import func, select

from models.actions.adoption import adopt
from models.entities import OrganisationRelationship, RegisterGroup, RegisterInstitution, RegisterPostcode
from models.errors import StaleRecord, WrongUse
from models.imports.batches import list_batch_lines, list_batches
from models.imports.centre import rehearse_taking_back, take_back
from models.imports.kinds import Asked
from models.imports.opening import FILE_KINDS, open_import, usual_answers
from models.imports.preview import Choice, Fate, counts
from models.imports.recognising import is_sure, recognise
from models.store import Store

TODAY = date(2026, 11, 23)
SCHOOLS = "URN,LA (code),LA (name),EstablishmentName,EstablishmentStatus (name),Postcode\n"
SCHOOLS += (
    "100000,383,Leeds,Oak School,Open,LS6 2AB\n100001,383,Leeds,Elm School,Open,LS6 3AB\n,383,Leeds,Nobody,Open,\n"
)
GROUPS = "URN,Group UID,Group Name,Group Type,Joined date\n100000,5143,Elm Trust,Multi-academy trust,01/09/2019\n"
DIRECTORY = "pcds,oseast1m,osnrth1m\nLS6 2AB,427000,435500\nLS6 3AB,427100,435600\nCB1 1AA,546000,258000\nLS99 9ZZ,,\n"


def write(folder: Path, name: str, text: str) -> Path:
    place = folder / name
    place.write_text(text, "utf-8")
    return place


def coming(store: Store, key: str, path: Path, **mapping: object):
    return open_import(store, key, path, Asked(TODAY, mapping=mapping))


def count(store: Store, entity: type) -> int:
    with store.read() as session:
        return session.scalar(select(func.count()).select_from(entity)) or 0


@pytest.fixture
def schools(store: Store, tmp_path: Path) -> Store:
    coming(store, "gias", write(tmp_path, "schools20261101.csv", SCHOOLS)).take_in()
    with store.write("Adopt") as session:
        adopt(session, ["100000"], TODAY)
    return store


def test_each_file_is_recognised_as_its_kind(tmp_path: Path) -> None:
    for key, text in (("gias", SCHOOLS), ("groups", GROUPS), ("postcodes", DIRECTORY)):
        found = recognise(write(tmp_path, "a.csv", text))
        assert (found[0].key, is_sure(found)) == (key, True)


def test_the_register_is_seen_before_it_is_taken_in(store: Store, tmp_path: Path) -> None:
    file = coming(store, "gias", write(tmp_path, "schools20261101.csv", SCHOOLS))
    preview = file.preview
    assert counts(preview) == {"found": 3, "added": 2, "changed": 0, "unchanged": 0, "doubtful": 0}
    assert [(line.number, line.fate, line.reasons) for line in preview.lines] == [
        (4, Fate.REFUSED, ("“URN” is blank",))
    ]
    assert "1 November 2026" in preview.recognised.words
    assert count(store, RegisterInstitution) == 0
    done = file.take_in()
    assert count(store, RegisterInstitution) == 2
    with store.read() as session:
        (batch,) = list_batches(session)
        (line,) = list_batch_lines(session, batch.id)
    assert (batch.id, batch.found, batch.added, batch.rejected) == (done.batch_id, 3, 2, 1)
    assert line.words == "“URN” is blank"
    assert store.undo_label() is None


def test_the_same_file_again_is_nothing_new(schools: Store, tmp_path: Path) -> None:
    again = coming(schools, "gias", tmp_path / "schools20261101.csv")
    assert not again.preview.is_anything
    assert again.take_in().batch_id is None
    with schools.read() as session:
        assert len(list_batches(session)) == 1


def test_the_register_is_not_taken_back_and_says_what_to_do(schools: Store) -> None:
    with schools.read() as session:
        (batch,) = list_batches(session)
    for way in (rehearse_taking_back, take_back):
        with pytest.raises(WrongUse, match="Bring in the earlier file"):
            way(schools, batch.id)
    assert count(schools, RegisterInstitution) == 2


def test_groups_stay_in_the_register_unless_one_says_otherwise(schools: Store, tmp_path: Path) -> None:
    file = coming(schools, "groups", write(tmp_path, "memberships.csv", GROUPS))
    (line,) = file.preview.lines
    assert (line.name, line.fate, line.changes[0].after) == (
        "Oak School", Fate.SAME, "joins Elm Trust, since 1 September 2019",
    )  # fmt: skip
    file.take_in()
    assert count(schools, OrganisationRelationship) == 0
    with schools.read() as session:
        assert list_batches(session)[0].change_id is None


def test_memberships_are_written_into_our_records_and_can_be_taken_back(schools: Store, tmp_path: Path) -> None:
    file = coming(schools, "groups", write(tmp_path, "memberships.csv", GROUPS), take=True)
    assert [line.fate for line in file.preview.lines] == [Fate.CHANGED]
    assert (count(schools, OrganisationRelationship), count(schools, RegisterGroup)) == (0, 0)
    done = file.take_in()
    assert count(schools, OrganisationRelationship) == 1
    assert schools.undo_label() == "Import memberships.csv into the register"
    back = take_back(schools, done.batch_id or 0)
    assert (len(back.taken), back.kept, back.could_not) == (2, (), ())
    assert count(schools, OrganisationRelationship) == 0
    assert not coming(schools, "groups", tmp_path / "memberships.csv").preview.numbers.is_anything


def test_memberships_are_not_written_over_what_changed_meanwhile(schools: Store, tmp_path: Path) -> None:
    file = coming(schools, "groups", write(tmp_path, "memberships.csv", GROUPS), take=True)
    assert file.preview.taken
    with schools.write("Adopt") as session:
        adopt(session, ["100001"], TODAY)
    with pytest.raises(StaleRecord):
        file.take_in()
    assert count(schools, OrganisationRelationship) == 0
    file.decide({})
    assert file.take_in().batch_id is not None


def test_a_school_that_perhaps_left_its_trust_is_asked_about_and_taken_by_itself(
    schools: Store, tmp_path: Path
) -> None:
    with schools.write("Adopt") as session:
        adopt(session, ["100001"], TODAY)
    both = GROUPS + "100001,5144,Ash Trust,Multi-academy trust,01/09/2020\n"
    coming(schools, "groups", write(tmp_path, "groupLinks1.csv", both), take=True).take_in()
    later = write(tmp_path, "groupLinks2.csv", GROUPS.replace("01/09/2019", "01/09/2018"))
    file = coming(schools, "groups", later)
    (line,) = [one for one in file.preview.lines if one.fate is Fate.DOUBTFUL]
    assert (line.name, [one.name for one in line.candidates], line.can_be_new) == (
        "Elm School", ["It left Ash Trust"], False,
    )  # fmt: skip
    file.decide({line.fingerprint: line.candidates[0].id})
    assert [one.name for one in file.preview.taken] == ["Elm School"]
    again = open_import(schools, "groups", later, Asked(TODAY), file.decisions)
    assert [one.name for one in again.preview.taken] == ["Elm School"], "a decision holds when the file is read again"
    done = again.take_in()
    with schools.read() as session:
        ended = select(OrganisationRelationship.ends_on).order_by(OrganisationRelationship.id)
        assert session.scalars(ended).all() == [TODAY, None], "Elm School's, then that of Oak School, which stays"
    assert done.batch_id is not None
    take_back(schools, done.batch_id)
    assert count(schools, OrganisationRelationship) == 2
    file.decide_all(Choice.LEAVE_OUT)
    file.decide({line.fingerprint: Choice.LEAVE_OUT})
    assert file.preview.taken == ()
    assert not any(one.fate is Fate.DOUBTFUL for one in file.preview.lines)


def test_postcodes_of_our_own_areas_are_asked_for_and_go_out_again(schools: Store, tmp_path: Path) -> None:
    usual = usual_answers(schools, FILE_KINDS["postcodes"])
    assert usual == {"areas": "LS"}
    file = coming(schools, "postcodes", write(tmp_path, "directory_2026-05.csv", DIRECTORY), **usual)
    preview = file.preview
    assert [(line.name, line.fate) for line in preview.lines] == [("LS", Fate.NEW), ("Line 5", Fate.REFUSED)]
    assert preview.lines[0].notes == ("2 postcodes: 2 new, 0 changed",)
    assert preview.remarks == ("1 row lies in areas that were not asked for.",)
    batch = file.take_in().batch_id or 0
    assert count(schools, RegisterPostcode) == 2
    assert rehearse_taking_back(schools, batch).words == "2 postcodes of LS"
    assert count(schools, RegisterPostcode) == 2
    assert take_back(schools, batch).words == "2 postcodes of LS"
    assert count(schools, RegisterPostcode) == 0
    with schools.read() as session:
        assert list_batches(session)[0].is_taken_back
    with pytest.raises(WrongUse, match="already"):
        take_back(schools, batch)


def test_areas_that_are_none_are_refused_in_a_sentence(store: Store, tmp_path: Path) -> None:
    path = write(tmp_path, "directory.csv", DIRECTORY)
    with pytest.raises(WrongUse, match="no part of the country"):
        coming(store, "postcodes", path, areas="Leeds")
