"""Undo and redo over histories that nobody wrote by hand: the book is always what it was at that moment."""

from __future__ import annotations

from hypothesis import HealthCheck, given, settings

from models.actions.adoption import adopt
from models.entities import Organisation, RegisterInstitution
from models.errors import AppError
from models.store import Store
from tests.models.random_histories import HISTORIES, STEPS, TODAY, UNDO, add_organisation, content_hash, ids


@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(history=HISTORIES)
def test_undo_and_redo_lead_back_to_the_very_same_book(store: Store, history: list[tuple[int, int]]) -> None:
    """`past` are the contents before each change that stands, `future` those that redo leads to."""
    now = content_hash(store)
    past: list[str] = []
    future: list[str] = []
    for what, seed in history:
        if what >= 0:
            label = store.undo_label()
            try:
                STEPS[what](store, seed)
            except AppError:
                assert content_hash(store) == now
                continue
            after = content_hash(store)
            if after == now and store.undo_label() == label:
                continue
            past.append(now)
            future.clear()
            now = after
            continue
        for _time in range(seed):
            here, there, step = (past, future, store.undo) if what == UNDO else (future, past, store.redo)
            if not here:
                break
            there.append(now)
            step()
            now = here.pop()
            assert content_hash(store) == now
    while past:
        store.undo()
        assert content_hash(store) == past.pop()
    assert store.check() == []


def test_adopting_from_the_register_taken_back_leaves_the_book_as_it_was(store: Store) -> None:
    with store.write("Read the register") as session:
        session.add_all(
            RegisterInstitution(urn=str(100000 + number), name=f"School {number}", name_key=f"school {number}")
            for number in range(60)
        )
    add_organisation(store, 1)
    before = content_hash(store)
    with store.write("Adopt 60 institutions") as session:
        adopt(session, [str(100000 + number) for number in range(60)], TODAY)
    assert len(ids(store, Organisation)) == 61
    assert store.undo() == "Adopt 60 institutions"
    assert content_hash(store) == before
    assert store.redo() == "Adopt 60 institutions"
    assert len(ids(store, Organisation)) == 61
