"""What is wrong with an archive ends in one sentence, names the file, the row and the field, and leaves nothing."""

from __future__ import annotations

import hashlib
import json
import os
import struct
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from models.archive.rebuilding import rebuild
from models.errors import AppError, BadImport, BookNewer
from models.exchange.archive.shape import DESCRIPTOR, MANIFEST
from models.store import Store
from tests.models.archive.conftest import NewStore
from tests.models.archive.tampering import Files, packed, table, unpacked, with_rows
from tests.models.archive.test_round_trip import content

ORGANISATIONS, CHANGES = "data/organisation.csv", "data/change.csv"
PARTIES, INDEX = "data/conversation_party.csv", "attachments/index.csv"


@pytest.fixture
def files(small_archive: Path) -> Files:
    return unpacked(small_archive)


def refusal(place: Path, store: Store) -> str:
    """Return the sentence with which an archive is refused, after which the book is as empty as before."""
    before = content(store)
    with pytest.raises(BadImport) as refused:
        rebuild(store, place)
    assert content(store) == before
    sentence = refused.value.sentence
    assert sentence.count("\n") == 0
    return sentence


def change(path: str, row: int, **cells: str) -> Callable[[Files], None]:
    """Return what writes into cells of a row, counted from 1 below the headings."""

    def alter(files: Files) -> None:
        rows = table(files[path])
        rows[row - 1].update(cells)
        files[path] = with_rows(files[path], rows)

    return alter


def more_rows(files: Files) -> None:
    rows = table(files[ORGANISATIONS])
    files[ORGANISATIONS] = with_rows(files[ORGANISATIONS], [*rows, rows[1]])


def one_column_more(files: Files) -> None:
    files[ORGANISATIONS] = with_rows(files[ORGANISATIONS], table(files[ORGANISATIONS]), "password")


def one_column_less(files: Files) -> None:
    files[ORGANISATIONS] = files[ORGANISATIONS].replace(b"id,uid,", b"id,", 1)


def columns_turned(files: Files) -> None:
    files[ORGANISATIONS] = files[ORGANISATIONS].replace(b"id,uid,", b"uid,id,", 1)


def cut_off(files: Files) -> None:
    files[ORGANISATIONS] += b'"never ended'


def ragged(files: Files) -> None:
    files[ORGANISATIONS] += b"3,4,5\r\n"


def not_text(files: Files) -> None:
    files[ORGANISATIONS] = files[ORGANISATIONS].replace(b"School 1", b"School \xff\xfe", 1)


def with_nul(files: Files) -> None:
    files[ORGANISATIONS] = files[ORGANISATIONS].replace(b"School 1", b"School \x00", 1)


def without_a_table(files: Files) -> None:
    del files[ORGANISATIONS]


def a_table_more(files: Files) -> None:
    files["data/evil.csv"] = b"id\r\n1\r\n"


def without_the_file(files: Files) -> None:
    del files[next(name for name in files if name.endswith(".txt") and name.startswith("attachments/"))]


def a_file_more(files: Files) -> None:
    files[f"attachments/{hashlib.sha256(b'more').hexdigest()}.txt"] = b"more"


def another_file(files: Files) -> None:
    files[next(name for name in files if name.endswith(".txt") and name.startswith("attachments/"))] = b"a lie"


def no_description(files: Files) -> None:
    files[DESCRIPTOR] = b"[" * 200_000


def empty_table(files: Files) -> None:
    files[ORGANISATIONS] = b""


TROUBLES: list[tuple[Callable[[Files], None], str]] = [
    (change(ORGANISATIONS, 2, id="1"), "“data/organisation.csv”, row 3: “id” 1 is there twice"),
    (more_rows, "“data/organisation.csv”, row 4: “id” 2 is there twice"),
    (change(ORGANISATIONS, 2, id="two"), "row 3: “id” says “two” where a whole number is wanted"),
    (change(ORGANISATIONS, 1, id="9" * 30), "row 2: “id” says “999999999999999999999999999999” where a whole number"),
    (change(ORGANISATIONS, 1, kind="ghost"), "row 2: “kind” says “ghost” where one of"),
    (change(ORGANISATIONS, 1, created_at="yesterday"), "row 2: “created_at” says “yesterday” where a date and time"),
    (change(ORGANISATIONS, 1, verified_on="2026-02-31"), "row 2: “verified_on” says “2026-02-31” where a date"),
    (change(ORGANISATIONS, 1, name="\\N"), "row 2: “name” says “\\N” where something is wanted"),
    (change(ORGANISATIONS, 1, version=""), "row 2: “version” says “” where something is wanted"),
    (change(PARTIES, 1, organisation_id="77"), f"“{PARTIES}”: “organisation_id” of the row with the id 1 is 77"),
    (change("data/tag_link.csv", 1, tag_id="5"), "“tag_id” of the row with the id 1 is 5, and “data/tag.csv” has no"),
    (change(CHANGES, 1, actor="Somebody else"), f"“{CHANGES}”: the history was altered"),
    (change("data/change_entry.csv", 1, record_id="5"), f"“{CHANGES}”: the history was altered"),
    (change("data/book_info.csv", 1, is_example="maybe"), "“data/book_info.csv”, row 2: “is_example” says “maybe”"),
    (change(INDEX, 1, sha256="0" * 64), f"“{INDEX}”, row 2: “sha256” or “size” is not that of"),
    (change(INDEX, 1, size="1"), f"“{INDEX}”, row 2: “sha256” or “size” is not that of"),
    (change(INDEX, 1, file="../../etc/passwd"), f"“{INDEX}”, row 2: “file” names “../../etc/passwd”"),
    (change(INDEX, 1, file=ORGANISATIONS), f"“{INDEX}”, row 2: “file” names “{ORGANISATIONS}”"),
    (one_column_more, "row 1: the column “password” is unknown here"),
    (one_column_less, "row 1: the column “uid” is missing"),
    (columns_turned, "row 1: the columns are not in their order"),
    (cut_off, "a quotation mark is missing or stands where none may"),
    (ragged, "row 4: 3 cells stand under"),
    (not_text, "“data/organisation.csv”, row 1: there are bytes that are not UTF-8 text"),
    (with_nul, "row 2: there is a NUL character"),
    (without_a_table, "“data/organisation.csv”: the file is missing"),
    (a_table_more, "“data/evil.csv”: a book has no such table"),
    (without_the_file, f"“{INDEX}”, row 2: “file” names"),
    (a_file_more, "the file is not in the index of attached files"),
    (another_file, f"“{INDEX}”, row 2: “sha256” or “size” is not that of"),
    (no_description, f"“{DESCRIPTOR}”: this is no description of an archive of ours"),
    (empty_table, "“data/organisation.csv”, row 1: the column “id” is missing"),
]


@pytest.mark.parametrize(("alter", "words"), TROUBLES, ids=[words[:60] for _alter, words in TROUBLES])
def test_a_trouble_is_named_and_leaves_nothing(
    files: Files, new_store: NewStore, tmp_path: Path, alter: Callable[[Files], None], words: str
) -> None:
    alter(files)
    assert words in refusal(packed(files, tmp_path / "a.zip"), new_store("sqlite"))


ON_SERVERS = [TROUBLES[at] for at in (0, 9, 11, 14)]


@pytest.mark.parametrize(("alter", "words"), ON_SERVERS, ids=[words[:60] for _alter, words in ON_SERVERS])
def test_a_server_refuses_in_the_same_words(
    files: Files, new_store: NewStore, tmp_path: Path, alter: Callable[[Files], None], words: str
) -> None:
    alter(files)
    assert words in refusal(packed(files, tmp_path / "a.zip"), new_store("postgresql"))


def test_what_only_the_database_knows_is_named_too(files: Files, store: Store, tmp_path: Path) -> None:
    """Two rows with one name for the wide world, and a whole number that a server cannot keep."""
    first = table(files[ORGANISATIONS])[0]
    change(ORGANISATIONS, 2, uid=first["uid"])(files)
    words = refusal(packed(files, tmp_path / "a.zip"), store)
    assert "“data/organisation.csv”, row 3: “uid” says what no row may say, or what another row says" in words


def test_what_was_altered_without_a_new_list_is_named(files: Files, new_store: NewStore, tmp_path: Path) -> None:
    files[ORGANISATIONS] = files[ORGANISATIONS].replace(b"School 1", b"School 9")
    words = refusal(packed(files, tmp_path / "a.zip", manifest=False), new_store("sqlite"))
    assert words.startswith("“data/organisation.csv” in “a.zip”: it was altered or damaged")
    files.pop(ORGANISATIONS)
    words = refusal(packed(files, tmp_path / "b.zip", manifest=False), new_store("sqlite"))
    assert "“data/organisation.csv”: the file is missing" in words
    files[MANIFEST] = b"\xff" * 100
    assert "data/organisation.csv" in refusal(packed(files, tmp_path / "c.zip", manifest=False), new_store("sqlite"))


@pytest.mark.parametrize(
    "name", ["../evil.csv", "/etc/passwd", "data/../../evil.csv", "C:\\evil.csv", "data/x.exe", "data/a/b.csv"]
)
def test_names_that_lead_elsewhere_are_refused(files: Files, new_store: NewStore, tmp_path: Path, name: str) -> None:
    files[name] = b"id\r\n"
    words = refusal(packed(files, tmp_path / "a.zip"), new_store("sqlite"))
    assert "which is no file of an archive of ours" in words
    assert {place.name for place in tmp_path.iterdir()} <= {"a.zip", "new 0.liaison", "new 0.liaison-journal"}


def test_a_folder_that_points_elsewhere_is_refused(files: Files, new_store: NewStore, tmp_path: Path) -> None:
    folder = tmp_path / "archive"
    for name, data in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(data)
    (folder / ".DS_Store").write_bytes(b"left by the file manager")
    rebuild(new_store("sqlite"), folder)
    (folder / ORGANISATIONS).rename(tmp_path / "elsewhere.csv")
    (folder / ORGANISATIONS).symlink_to(tmp_path / "elsewhere.csv")
    assert f"“archive” holds “{ORGANISATIONS}”" in refusal(folder, new_store("sqlite"))
    (folder / ORGANISATIONS).unlink()
    if hasattr(os, "mkfifo"):
        os.mkfifo(folder / ORGANISATIONS)
        assert f"“archive” holds “{ORGANISATIONS}”" in refusal(folder, new_store("sqlite"))


def test_an_archive_packed_again_with_its_folder_is_read(files: Files, new_store: NewStore, tmp_path: Path) -> None:
    inside = {f"my archive/{name}": data for name, data in files.items()}
    inside["__MACOSX/my archive/._README.txt"] = b"shadow"
    place = packed(inside, tmp_path / "a.zip", manifest=False)
    assert rebuild(new_store("sqlite"), place).attachments == 1


def test_bombs_are_refused_before_they_are_unpacked(files: Files, new_store: NewStore, tmp_path: Path) -> None:
    place = tmp_path / "bomb.zip"
    with zipfile.ZipFile(place, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files.items():
            if name != ORGANISATIONS:
                archive.writestr(name, data)
        with archive.open(ORGANISATIONS, "w") as target:
            target.write(files[ORGANISATIONS])
            for _time in range(120):
                target.write(b"0" * 1_000_000)
    assert "holds far more than any archive of ours" in refusal(place, new_store("sqlite"))


def test_a_line_without_end_is_refused_within_bounds(files: Files, new_store: NewStore, tmp_path: Path) -> None:
    """Within what a zip may unpack to, one line would still fill the memory."""
    files[ORGANISATIONS] += os.urandom(20_000).hex().encode() * 1000
    words = refusal(packed(files, tmp_path / "a.zip"), new_store("sqlite"))
    assert "row 4: a line is far too long" in words


def test_what_is_no_archive_is_told_apart(new_store: NewStore, tmp_path: Path) -> None:
    store = new_store("sqlite")
    for name, data in {
        "empty.zip": b"",
        "words.zip": b"These are words",
        "cut.zip": b"PK\x03\x04" + b"\0" * 100,
        "list.zip": b"PK\x03\x04" + b"PK\x05\x06" + struct.pack("<HHHHIIH", 0, 0, 1, 1, 1 << 30, 0, 0),
    }.items():
        (tmp_path / name).write_bytes(data)
        assert f"“{name}”" in refusal(tmp_path / name, store)
    with zipfile.ZipFile(tmp_path / "other.zip", "w") as archive:
        archive.writestr("photo.jpg", b"dog")
    assert "which is no file of an archive of ours" in refusal(tmp_path / "other.zip", store)
    (tmp_path / "folder").mkdir()
    assert "it has no datapackage.json" in refusal(tmp_path / "folder", store)
    assert "There is no “gone.zip”" in refusal(tmp_path / "gone.zip", store)


def test_a_damaged_zip_is_told(small_archive: Path, new_store: NewStore, tmp_path: Path) -> None:
    data = bytearray(small_archive.read_bytes())
    for at in range(len(data) // 4, len(data) // 2, 97):
        data[at] ^= 0xFF
    (tmp_path / "a.zip").write_bytes(data)
    assert refusal(tmp_path / "a.zip", new_store("sqlite")).startswith("“")
    (tmp_path / "b.zip").write_bytes(small_archive.read_bytes()[: len(data) // 2])
    assert "only a part of one" in refusal(tmp_path / "b.zip", new_store("sqlite"))


@pytest.mark.parametrize(("version", "kind"), [(3, BookNewer), (99, BookNewer), (1, BadImport)])
def test_archives_of_other_versions_are_refused_kindly(
    files: Files, new_store: NewStore, tmp_path: Path, version: int, kind: type[AppError]
) -> None:
    package = json.loads(files[DESCRIPTOR])
    package["liaison_desk"]["schema_version"] = version
    files[DESCRIPTOR] = json.dumps(package).encode()
    with pytest.raises(kind, match="version"):
        rebuild(new_store("sqlite"), packed(files, tmp_path / "a.zip"))
    package["liaison_desk"] = {"format": 2, "schema_version": 2}
    files[DESCRIPTOR] = json.dumps(package).encode()
    with pytest.raises(BadImport, match="a form that this program does not know"):
        rebuild(new_store("sqlite"), packed(files, tmp_path / "b.zip"))
