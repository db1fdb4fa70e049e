"""The answer to who asks what is held about them speaks to them, in their words and without ours."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from datetime import date
from pathlib import Path

import pytest

from models.actions.affiliations import AffiliationFields, add_affiliation
from models.actions.notes import NoteFields, add_note
from models.actions.organisations import OrganisationFields, create_organisation
from models.actions.people import PersonFields, create_person
from models.queries.held import find_held
from models.store import Store
from models.vocabulary import OrganisationKind
from reports.document import Facts, Table
from reports.held_answer import Pack, RequestDays, make_pack

DAY = date(2026, 11, 22)


@pytest.fixture
def pack(tmp_path: Path) -> Iterator[Pack]:
    with closing(Store.create(tmp_path / "book.liaison")) as store:
        with store.write("Begin") as session:
            person = create_person(
                session, PersonFields("Nair", "Priya", lawful_basis="public_task", note="Likes owls.")
            )
            school = create_organisation(session, OrganisationFields("Hill School", OrganisationKind.INSTITUTION))
            add_affiliation(session, AffiliationFields(person, school, "Clerk", starts_on=DAY))
            add_note(session, NoteFields("organisation", school, DAY, "Priya Nair rang!"))
        with store.read() as session:
            held = find_held(session, person)
        yield make_pack(store, held, held.rows, RequestDays(DAY, None, date(2026, 12, 22)), DAY)


def test_it_speaks_to_them(pack: Pack) -> None:
    tables = [block for block in pack.document.blocks if isinstance(block, Table)]
    assert [table.title for table in tables] == ["Your own record", "About you", "Names you"]
    own, role, note = ([str(row[-1]) for row in table.rows] for table in tables)
    assert "Lawful basis: Public task." in own[0]
    assert "Note: Likes owls." in own[0]
    assert "owls.." not in own[0]
    assert "precision" not in str(role)
    assert "Priya Nair rang! " in f"{note[0]} "


def test_nothing_stands_empty(pack: Pack) -> None:
    (head, *_rest) = [block for block in pack.document.blocks if isinstance(block, Facts)]
    assert "Identity confirmed on" not in dict(head.rows), "it was not asked for"
    tables = {block.title: block for block in pack.document.blocks if isinstance(block, Table)}
    assert "Why it is here" not in [column.title for column in tables["Your own record"].columns]
    assert "Why it is here" in [column.title for column in tables["Names you"].columns]
