"""Trying a change: the rules hold as when it is written, and nothing of it stays."""

from __future__ import annotations

import pytest

from models.actions.organisations import OrganisationFields, create_organisation
from models.entities import Organisation
from models.errors import BookLocked, WrongUse
from models.store import Store
from models.vocabulary import OrganisationKind


def test_what_is_tried_is_not_kept_told_or_undone(store: Store) -> None:
    told: list[object] = []
    store.subscribe(told.append)
    with store.rehearse() as session:
        number = create_organisation(session, OrganisationFields("Elm", OrganisationKind.OTHER))
        assert session.get(Organisation, number) is not None
    with store.read() as session:
        assert session.query(Organisation).count() == 0
    assert (told, store.undo_label(), store.check()) == ([], None, [])
    with store.write("Add Elm") as session:
        create_organisation(session, OrganisationFields("Elm", OrganisationKind.OTHER))
    assert (len(told), store.undo_label()) == (1, "Add Elm")


def test_what_cannot_be_is_refused_as_when_it_is_written(store: Store) -> None:
    with pytest.raises(WrongUse, match="Enter the name"), store.rehearse() as session:
        create_organisation(session, OrganisationFields(" ", OrganisationKind.OTHER))
    store.read_only = True
    with pytest.raises(BookLocked), store.rehearse():
        pass
