"""Files for mailing that open only with a password: --password-file on every command that writes PDF or Excel."""

from __future__ import annotations

import json
from io import BytesIO
from pathlib import Path

import msoffcrypto
import pikepdf
import pytest

from tests.desktop.cli.running import ask, run

PASSWORD = "five green bottles hang"
GROUP = "Helpers of the winter fair"
ANOTHER_WAY = "by another way than the file"


@pytest.fixture
def secret(tmp_path: Path) -> Path:
    place = tmp_path / "password.txt"
    place.write_text(PASSWORD + "\n", "utf-8")
    return place


def opens(place: Path) -> bool:
    """Say whether a file opens with the password, having seen that it does not open without."""
    if place.suffix == ".pdf":
        with pytest.raises(pikepdf.PasswordError):
            pikepdf.open(place)
        with pikepdf.open(place, password=PASSWORD) as pdf:
            return len(pdf.pages) > 0
    file, found = msoffcrypto.OfficeFile(BytesIO(place.read_bytes())), BytesIO()
    assert file.is_encrypted()
    file.load_key(password=PASSWORD, verify_password=True)
    file.decrypt(found, verify_integrity=True)
    return found.getvalue().startswith(b"PK")


def test_each_command_that_writes_papers_gives_them_a_password(example: Path, tmp_path: Path, secret: Path) -> None:
    for typed, name in (
        (["report", "contact-directory"], "directory.pdf"),
        (["report", "contact-directory"], "directory.xlsx"),
        (["report", "contact-directory"], "directory.docx"),
        (["labels", "--group", GROUP, "--every"], "labels.pdf"),
        (["labels", "--group", GROUP], "addresses.xlsx"),
        (["letters", "--group", GROUP, "--about", "The fair"], "letters.pdf"),
        (["history", "--limit", "3"], "history.xlsx"),
        (["sheet", "people"], "people.xlsx"),
    ):
        place = tmp_path / name
        ran = run("--json", "--book", example, *typed, "--output", place, "--password-file", secret)
        assert ran.code == 0, (typed, ran.err)
        assert any(ANOTHER_WAY in words for words in ran.answer["warnings"]), typed
        assert opens(place), typed


def test_a_board_pack_has_a_password_and_is_known_again_by_its_sum(example: Path, tmp_path: Path, secret: Path) -> None:
    folder = tmp_path / "out"
    folder.mkdir()
    made = ask(example, "pack", "--meeting", "meeting:36", "--output", folder, "--password-file", secret)
    assert made
    assert all(opens(Path(one["file"])) for one in made)
    assert ask(example, "report", "verify", made[0]["file"])["is_ours"] is True


def test_the_answer_to_a_person_has_no_file_that_anybody_can_read(example: Path, tmp_path: Path, secret: Path) -> None:
    review, answer = tmp_path / "review.json", tmp_path / "answer.pdf"
    ask(example, "person-data", "person:1", "--review", review)
    looked = json.loads(review.read_text("utf-8"))
    for row in looked["rows"]:
        row["send"] = True
    review.write_text(json.dumps(looked | {"looked_through_by": "J. Reed"}), "utf-8")
    typed = ("person-data", "person:1", "--reviewed", review, "--output", answer)
    assert ask(example, *typed, "--password-file", secret)["files"] == ["answer.pdf", "answer.xlsx"]
    assert opens(answer)
    assert opens(answer.with_suffix(".xlsx"))
    assert not answer.with_suffix(".json").exists()
    assert ask(example, *typed, "--force")["files"] == ["answer.pdf", "answer.xlsx", "answer.json"]
    without = run("--book", example, "person-data", "person:1", "--password-file", secret)
    assert (without.code, "Only the answer has a password" in without.err) == (2, True)


def test_stdout_gets_the_protected_file_too(example: Path, secret: Path) -> None:
    ran = run("--book", example, "report", "contact-directory", "--format", "pdf", "--output", "-",
              "--password-file", secret)  # fmt: skip
    with pikepdf.open(BytesIO(ran.out), password=PASSWORD) as pdf:
        assert len(pdf.pages) > 0
    assert ANOTHER_WAY in ran.err


@pytest.mark.parametrize(
    ("typed", "name"),
    [
        (["report", "contact-directory"], "directory.html"),
        (["history"], "history.csv"),
        (["labels", "--group", GROUP], "labels.html"),
        (["export", "vcard"], "people.vcf"),
        (["export", "archive"], "all.zip"),
        (["export", "contacts-csv"], "people.csv"),
        (["export", "calendar"], "dates.ics"),
    ],
)
def test_a_form_that_can_have_none_is_refused_in_a_sentence(
    example: Path, tmp_path: Path, secret: Path, typed: list[str], name: str
) -> None:
    ran = run("--book", example, *typed, "--output", tmp_path / name, "--password-file", secret)
    assert (ran.code, "cannot have a password: anybody can read it" in ran.err) == (2, True), ran.err
    assert not (tmp_path / name).exists()


def test_a_short_password_and_letters_of_their_own_are_refused(example: Path, tmp_path: Path, secret: Path) -> None:
    short = tmp_path / "short.txt"
    short.write_text("secret", "utf-8")
    ran = run(
        "--book", example, "report", "contact-directory", "--output", tmp_path / "a.pdf", "--password-file", short
    )
    assert (ran.code, "too short" in ran.err) == (2, True)
    each = ("letters", "--group", GROUP, "--about", "x", "--each", tmp_path, "--password-file", secret)
    ran = run("--book", example, *each)
    assert (ran.code, "different passwords" in ran.err) == (2, True)
    assert list(tmp_path.glob("*.pdf")) == []
