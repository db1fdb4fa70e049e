"""What left the book by a file of ours comes home to the records it left, whatever became of the files since."""

from __future__ import annotations

from pathlib import Path

from models.actions.contact_points import ContactPointFields, add_contact_point
from models.actions.people import PersonFields, create_person, edit_person
from models.exports.formats import Format
from models.exports.making import Wanted, make_export
from models.imports.preview import Fate
from models.store import Store
from models.vocabulary import ContactPointKind
from tests.models.imports.incoming_files import TODAY, on_its_way


def test_our_own_cards_are_known_by_their_lasting_names(store: Store, tmp_path: Path) -> None:
    with store.write("Add") as session:
        for name in ("Joe", "Ann"):
            number = create_person(session, PersonFields("Bell", name))
            point = ContactPointFields(ContactPointKind.EMAIL, f"{name.lower()}@bell.example", person_id=number)
            add_contact_point(session, point)
    path = tmp_path / "out.vcf"
    with store.read() as session:
        path.write_bytes(make_export(session, Wanted(Format.VCARD), TODAY).data)
    assert {line.fate for line in on_its_way(store, path).preview.lines} == {Fate.SAME}
    with store.write("Rename") as session:
        edit_person(session, number, PersonFields("Carr", "Ann"))
    changed = [line for line in on_its_way(store, path).preview.lines if line.fate is not Fate.SAME]
    assert [(line.fate, line.record_id) for line in changed] == [(Fate.CHANGED, number)]
