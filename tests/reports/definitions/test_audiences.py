"""One paper for several readers: each copy shows no more than they may read, and says what it leaves out."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from sqlalchemy import update

from models.entities import Commitment, Conversation, Event
from models.errors import WrongUse
from models.sample import fill_example
from models.store import Store
from models.vocabulary import Visibility
from reports.catalogue import build_report, default_parameters, find_report
from reports.document import Document, Facts
from reports.pdf import pdf_bytes
from tests.reports.definitions.test_both_papers import words_of

TODAY = date(2026, 11, 22)
MARK = "Zzyzx"


@pytest.fixture(scope="module")
def marked(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    """The sample with a mark in all that is not public, so that any word of it can be found in a paper."""
    store = Store.create(tmp_path_factory.mktemp("audiences") / "sample.liaison", is_example=True)
    with store.write("Fill") as session:
        fill_example(session, TODAY)
    with store.write("Mark") as session:
        for level in (Visibility.PARTNERS, Visibility.INTERNAL, Visibility.CONFIDENTIAL):
            for entity, column in ((Commitment, "text"), (Conversation, "subject"), (Event, "title")):
                words = f"{MARK} {level.value}"
                session.execute(update(entity).where(entity.visibility == level).values({column: words}))
    yield store
    store.close()


def make(store: Store, name: str, audience: Visibility | None) -> Document:
    with store.read() as session:
        parameters = replace(default_parameters(as_at=TODAY), audience=audience)
        return build_report(session, find_report(name), parameters)


def words(document: Document) -> str:
    return "\n".join(word for block in document.blocks for word in words_of(block))


@pytest.mark.parametrize(
    ("name", "audience", "hidden"),
    [
        ("board-paper", Visibility.PUBLIC, ("partners", "internal", "confidential")),
        ("board-paper", Visibility.PARTNERS, ("internal", "confidential")),
        ("board-paper", None, ("confidential",)),
        ("area-committee", None, ("partners", "internal", "confidential")),
        ("area-committee", Visibility.INTERNAL, ("confidential",)),
    ],
)
def test_no_copy_shows_more_than_its_readers_may_see(
    marked: Store, name: str, audience: Visibility | None, hidden: tuple[str, ...]
) -> None:
    said = words(make(marked, name, audience))
    assert [level for level in hidden if f"{MARK} {level}" in said] == []


def test_a_wider_copy_shows_more_and_leaves_out_less(marked: Store) -> None:
    board, public = make(marked, "board-paper", None), make(marked, "board-paper", Visibility.PUBLIC)
    assert f"{MARK} internal" in words(board)
    assert len(words(public)) < len(words(board))
    assert any("not for publication" in sentence for sentence in public.left_out)
    assert all("not for publication" not in sentence for sentence in board.left_out)


def test_each_copy_says_on_its_face_who_may_have_it(marked: Store) -> None:
    cover = dict(make(marked, "board-paper", Visibility.PUBLIC).cover)
    assert cover["Circulation"] == "May be published."
    own = make(marked, "area-committee", Visibility.INTERNAL).blocks[0]
    public = make(marked, "area-committee", None).blocks[0]
    assert isinstance(own, Facts)
    assert isinstance(public, Facts)
    assert ("Circulation", "Our own copy. Not for publication.") in own.rows
    assert "Circulation" not in dict(public.rows)


def test_the_usual_copy_is_the_one_for_its_own_readers(marked: Store) -> None:
    for name in ("board-paper", "area-committee"):
        own = find_report(name).visibility
        assert pdf_bytes(make(marked, name, None)) == pdf_bytes(make(marked, name, own))


def test_nobody_else_gets_one(marked: Store, tmp_path: Path) -> None:
    with pytest.raises(WrongUse, match="not made for these readers"):
        make(marked, "board-paper", Visibility.CONFIDENTIAL)
