"""What left as an address book comes in again: everybody is known, and nothing is new about them."""

from __future__ import annotations

import pytest

from models.entities import ContactPoint, ContactPointKind, Organisation
from models.exports.formats import Format
from models.exports.making import Wanted, make_export
from models.imports.centre import FileImport
from models.imports.kinds import Asked
from models.imports.known import find_import_kind
from models.imports.preview import Fate
from tests.models.people_and_places import TODAY, make_area

KINDS = {
    Format.VCARD: ("vcard", "vcf"),
    Format.CONTACTS_CSV: ("contacts", "csv"),
    Format.OUTLOOK_CSV: ("contacts", "csv"),
}


@pytest.fixture
def area(store):
    with store.write("Make the area") as session:
        at = make_area(session)
        for number, owner in ((at.head, "head"), (at.joe, "joe"), (at.nair, "nair")):
            session.add(
                ContactPoint(person_id=number, kind=ContactPointKind.EMAIL, value=f"{owner}@town.example", label="Work")
            )
        session.add(ContactPoint(person_id=at.head, kind=ContactPointKind.MOBILE, value="+44 7700 900123"))
        session.add(ContactPoint(person_id=at.joe, kind=ContactPointKind.PHONE, value="+44-1223-960277"))
        place = session.get_one(Organisation, at.brookfield)
        place.street, place.town, place.postcode = "1 Brook Lane", "Northfield", "CB1 2AB"
        place.website = "https://brook.example"
    return at


@pytest.mark.parametrize("form", KINDS)
def test_what_left_is_known_again_and_says_nothing_new(store, area, tmp_path, form):
    kind, ending = KINDS[form]
    path = tmp_path / f"ours.{ending}"
    with store.read() as session:
        made = make_export(session, Wanted(form), TODAY)
    path.write_bytes(made.data)
    preview = FileImport(store, find_import_kind(kind), path, Asked(TODAY)).preview
    assert len(preview.lines) == made.count
    assert {line.fate for line in preview.lines} <= {Fate.SAME, Fate.CHANGED}
    # Cards have one place for role and job title, so the words of a role may come back as the local ones.
    assert {change.title for line in preview.lines for change in line.changes} <= {"Job title"}
