"""Archives from the command line: written, tried, taken in, and what is refused."""

from __future__ import annotations

import json
import zipfile
from pathlib import Path

import pytest

from models.store import Store
from tests.desktop.cli.running import PASSPHRASE, ask, run


def test_an_archive_is_written_with_a_warning(example: Path, tmp_path: Path) -> None:
    place = tmp_path / "everything.zip"
    done = run("--book", example, "--json", "export", "archive", "--output", place)
    assert done.data["encrypted"] is False
    assert done.data["count"] == sum(done.data["tables"].values())
    assert done.data["attachments"] == done.data["tables"]["attachment_content"] > 0
    assert "not encrypted" in done.answer["warnings"][0]
    package = json.loads(zipfile.ZipFile(place).read("datapackage.json"))
    assert {one["name"]: one["rows"] for one in package["resources"]} == done.data["tables"]
    again = run("--book", example, "export", "archive", "--output", place)
    assert (again.code, "something at" in again.err) == (6, True)
    assert run("--book", example, "export", "archive", "--output", place, "--force").code == 0
    assert "not encrypted" in run("--book", example, "export", "archive", "--output", tmp_path / "folder").err
    assert (tmp_path / "folder" / "data" / "organisation.csv").is_file()


def test_a_book_is_made_of_an_archive(example: Path, tmp_path: Path) -> None:
    place, secret = tmp_path / "everything.zip", tmp_path / "secret.txt"
    secret.write_text(PASSPHRASE)
    assert run("--book", example, "export", "archive", "--output", place).code == 0
    made = run("--json", "--passphrase-file", secret, "new", tmp_path / "again.liaison", "--from-archive", place)
    assert made.data["counts"] == ask(example, "info")["counts"]
    store = Store.open(tmp_path / "again.liaison", PASSPHRASE)
    assert (store.check(), store.is_example(), store.encrypted) == ([], True, True)
    store.close()


def test_an_archive_comes_into_an_empty_book_alone(example: Path, book: Path, tmp_path: Path) -> None:
    place = tmp_path / "everything.zip"
    count = ask(example, "export", "archive", "--output", place)["count"]
    (tried,) = ask(book, "import", "archive", place, "--dry-run")
    assert (tried["kind"], tried["encoding"], tried["found"], tried["dry_run"]) == ("archive", "utf-8", count, True)
    assert ask(book, "info")["counts"]["people"] == 0
    (taken,) = ask(book, "import", "archive", place)
    assert taken == {**tried, "dry_run": False}
    assert ask(book, "check") == {"problems": []}
    assert ask(book, "undo")["label"]
    again = run("--book", book, "--json", "import", "archive", place)
    assert again.code == 2
    assert "new FILE --from-archive" in again.answer["errors"][0]


@pytest.mark.parametrize("content", [b"", b"no archive", b"PK\x03\x04 nor this"])
def test_what_is_no_archive_leaves_no_book(tmp_path: Path, content: bytes) -> None:
    bad = tmp_path / "bad.zip"
    bad.write_bytes(content)
    done = run("--json", "new", tmp_path / "new.liaison", "--no-passphrase", "--from-archive", bad)
    assert done.code == 3
    assert len(done.answer["errors"]) == 1
    assert [place.name for place in tmp_path.iterdir()] == ["bad.zip"]


def test_a_backup_has_an_archive_beside_it_when_asked(example: Path, tmp_path: Path) -> None:
    folder = tmp_path / "backups"
    folder.mkdir()
    done = run("--book", example, "--json", "backup", "--to", folder, "--archive")
    assert Path(done.data["archive"]) == folder / "example archive.zip"
    assert "not encrypted" in done.answer["warnings"][0]
    assert "archive" not in ask(example, "backup", "--to", folder)


def test_a_book_goes_to_a_server_and_home_again(example: Path, tmp_path: Path, postgres_book_url: str) -> None:
    first, second = tmp_path / "first.zip", tmp_path / "second.zip"
    assert run("--book", example, "export", "archive", "--output", first).code == 0
    assert run("new", postgres_book_url, "--from-archive", first).code == 0
    assert run("--book", postgres_book_url, "export", "archive", "--output", second).code == 0
    assert first.read_bytes() == second.read_bytes()
    home = tmp_path / "home.liaison"
    assert run("new", home, "--no-passphrase", "--from-archive", second).code == 0
    assert ask(home, "check") == {"problems": []}


def test_what_cannot_go_together_is_told(tmp_path: Path) -> None:
    done = run("new", tmp_path / "a.liaison", "--example-data", "--from-archive", tmp_path / "b.zip")
    assert (done.code, "not both" in done.err) == (2, True)
