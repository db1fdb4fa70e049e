"""Who writes in a book: the name that was chosen, else the computer's; never a path."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from desktop import own_name
from models import who
from models.actions.people import PersonFields, create_person
from models.errors import WrongUse
from models.queries.history import list_history
from models.store import Store


@pytest.fixture(autouse=True)
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    kept = tmp_path / "kept" / "name.txt"
    monkeypatch.setattr(own_name, "place", lambda: kept)
    yield kept
    who.choose_name("")


def test_a_name_that_was_chosen_stands_in_the_history(tmp_path: Path, place: Path) -> None:
    assert own_name.keep_name("  Priya \n Nair ") == "Priya Nair"
    assert place.read_text(encoding="utf-8") == "Priya Nair"
    store = Store.create(tmp_path / "book.liaison")
    with store.write("Add") as session:
        create_person(session, PersonFields("Lee", "Ann"))
    with store.read() as session:
        assert {entry.actor for entry in list_history(session).rows} == {"Priya Nair"}
    store.close()


def test_without_one_it_is_the_name_of_the_computer_and_it_can_be_taken_away(tmp_path: Path, place: Path) -> None:
    own_name.begin()
    assert who.current_name() == who.computer_name()
    own_name.keep_name("Ann")
    own_name.begin()
    assert who.current_name() == "Ann"
    own_name.begin("Ben")
    assert who.current_name() == "Ben"
    own_name.keep_name("")
    own_name.begin()
    assert who.current_name() == who.computer_name()


@pytest.mark.parametrize("wrong", ["/home/ann", "C:\\Users\\ann", "x" * 81])
def test_a_path_is_no_name(wrong: str, place: Path) -> None:
    with pytest.raises(WrongUse):
        own_name.keep_name(wrong)
    assert not place.exists()


@pytest.mark.parametrize("content", [b"\xff\xfe\x00", b"/etc/passwd", b"a" * 5_000, b"\0\n \r"])
def test_a_file_that_holds_no_name_is_passed_over(content: bytes, place: Path) -> None:
    place.parent.mkdir()
    place.write_bytes(content)
    assert own_name.kept_name() == ""
    place.unlink()
    place.mkdir()
    assert own_name.kept_name() == ""
