from __future__ import annotations

import errno
import os
from pathlib import Path
from typing import BinaryIO

import pytest

from models import files
from models.errors import AppError
from models.files import beside_words, free_place, take_away, write_atomically, write_or_beside, write_whole
from tests.models.held_files import hold


def test_a_new_file_appears_whole(tmp_path: Path) -> None:
    write_atomically(tmp_path / "paper.pdf", lambda file: file.write(b"new") and None)
    assert (tmp_path / "paper.pdf").read_bytes() == b"new"
    assert [file.name for file in tmp_path.iterdir()] == ["paper.pdf"]


def test_a_failure_leaves_the_old_file_and_nothing_else(tmp_path: Path) -> None:
    target = tmp_path / "paper.pdf"
    target.write_bytes(b"old")
    seen: list[str] = []

    def fail(file: BinaryIO) -> None:
        file.write(b"half")
        seen.extend(entry.name for entry in tmp_path.iterdir())
        raise ValueError("stop")

    with pytest.raises(ValueError, match="stop"):
        write_atomically(target, fail)
    assert target.read_bytes() == b"old"
    assert [file.name for file in tmp_path.iterdir()] == ["paper.pdf"]
    (temporary,) = [name for name in seen if name != "paper.pdf"]
    assert temporary.startswith(".~paper.pdf.")
    assert temporary.endswith(".tmp")


def test_a_missing_folder_and_a_folder_in_the_way_are_told_in_words(tmp_path: Path) -> None:
    with pytest.raises(AppError, match="There is no folder"):
        write_atomically(tmp_path / "none" / "paper.pdf", lambda file: None)
    (tmp_path / "paper.pdf").mkdir()
    with pytest.raises(AppError, match="is a folder"):
        write_atomically(tmp_path / "paper.pdf", lambda file: None)
    assert [file.name for file in tmp_path.iterdir()] == ["paper.pdf"]


def test_a_full_disk_is_told_in_words_and_leaves_the_old_file(tmp_path: Path) -> None:
    target = tmp_path / "paper.pdf"
    target.write_bytes(b"old")

    def fill(file: BinaryIO) -> None:
        file.write(b"half")
        raise OSError(errno.ENOSPC, "No space left on device")

    with pytest.raises(AppError, match=r"disk is full, so paper\.pdf"):
        write_atomically(target, fill)
    assert target.read_bytes() == b"old"
    assert [file.name for file in tmp_path.iterdir()] == ["paper.pdf"]


def test_a_folder_that_cannot_be_written_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(self: Path, mode: str) -> BinaryIO:
        raise OSError(errno.EROFS, "Read-only file system")

    monkeypatch.setattr(Path, "open", refuse)
    with pytest.raises(AppError, match="You may not write in the folder"):
        write_atomically(tmp_path / "paper.pdf", lambda file: None)


def test_a_disk_that_may_only_be_read_refuses_to_remove_even_what_is_not_there(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(self: Path, *, missing_ok: bool = False) -> None:
        raise OSError(errno.EROFS, "Read-only file system")

    there = tmp_path / "paper.pdf"
    there.touch()
    monkeypatch.setattr(Path, "unlink", refuse)
    take_away(tmp_path / "other.pdf")
    with pytest.raises(OSError, match="Read-only"):
        take_away(there)


def test_a_name_as_long_as_folders_allow(tmp_path: Path) -> None:
    target = tmp_path / ("n" * 251 + ".pdf")
    write_atomically(target, lambda file: file.write(b"new") and None)
    assert target.read_bytes() == b"new"


def test_a_file_held_by_another_program_is_waited_for(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    target = tmp_path / "paper.pdf"
    replace = Path.replace
    refusals = iter([True, True, False])

    def held(self: Path, other: Path) -> Path:
        if next(refusals):
            raise PermissionError("held")
        return replace(self, other)

    monkeypatch.setattr(Path, "replace", held)
    write_atomically(target, lambda file: file.write(b"new") and None)
    assert target.read_bytes() == b"new"


def test_a_file_that_stays_held_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def held(self: Path, other: Path) -> Path:
        raise PermissionError("held")

    monkeypatch.setattr(Path, "replace", held)
    monkeypatch.setattr(files, "PATIENCE", 0.1)
    with pytest.raises(AppError, match=r"paper\.pdf is open in another program"):
        write_atomically(tmp_path / "paper.pdf", lambda file: None)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.requirement("R32")
def test_a_file_that_stays_held_leaves_the_new_one_beside_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    target = tmp_path / "paper.pdf"
    target.write_bytes(b"old")
    hold(target, monkeypatch)
    place = write_or_beside(target, lambda place: write_whole(place, b"new"))
    assert (place.name, place.read_bytes(), target.read_bytes()) == ("paper (2).pdf", b"new", b"old")
    words = beside_words(target, place)
    assert "paper.pdf is open in another program" in words
    assert "paper (2).pdf" in words
    assert beside_words(target, target) == ""
    assert sorted(one.name for one in tmp_path.iterdir()) == ["paper (2).pdf", "paper.pdf"]


def test_the_file_is_synchronised_before_it_takes_its_place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    steps: list[str] = []
    real_sync, real_replace = os.fsync, Path.replace

    def sync(descriptor: int) -> None:
        steps.append("sync")
        real_sync(descriptor)

    def replace(self: Path, other: Path) -> Path:
        steps.append("replace")
        return real_replace(self, other)

    monkeypatch.setattr(os, "fsync", sync)
    monkeypatch.setattr(Path, "replace", replace)
    write_atomically(tmp_path / "paper.pdf", lambda file: None)
    assert steps[:2] == ["sync", "replace"]


def test_a_name_that_is_taken_gets_a_number_behind_it(tmp_path: Path) -> None:
    wanted = tmp_path / "Board pack.v2.pdf"
    assert free_place(wanted) == wanted
    wanted.touch()
    (tmp_path / "Board pack.v2 (2).pdf").touch()
    assert free_place(wanted) == tmp_path / "Board pack.v2 (3).pdf"
