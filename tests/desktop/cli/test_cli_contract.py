"""What scripts may rely on: the commands, the keys of the JSON object, the exit codes."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from tests.desktop.cli.running import DATA, NEIGHBOURS, PASSPHRASE, ask, run, write_register

KINDS = ("organisations", "people", "conversations", "meetings", "commitments", "events")


@pytest.mark.usefixtures("really_made")
def test_new_says_what_it_made(tmp_path: Path) -> None:
    place = tmp_path / "a.liaison"
    done = run("--json", "new", place, "--no-passphrase")
    assert done.data == {"book": str(place), "encrypted": False, "counts": dict.fromkeys(KINDS, 0)}
    assert "anyone with the file can read it" in done.err
    assert done.answer["command"] == "new"


def test_new_with_a_passphrase_is_locked_with_it(tmp_path: Path) -> None:
    secret = tmp_path / "secret.txt"
    secret.write_bytes(b"\xef\xbb\xbf" + PASSPHRASE.encode() + b"\r\nanother line\r\n")
    place = tmp_path / "a.liaison"
    assert run("--json", "--passphrase-file", secret, "new", place).data["encrypted"] is True
    assert not place.read_bytes().startswith(b"SQLite")
    assert ask(place, "info", "--passphrase-file", secret)["encrypted"] is True
    done = run("--json", "--book", place, "--passphrase-file", "-", "info", stdin=PASSPHRASE.encode() + b"\n")
    assert done.data["counts"]["organisations"] == 0


def test_info_tells_counts_schema_lock_and_register(neighbours: Path) -> None:
    found = ask(neighbours, "info")
    assert found["counts"]["organisations"] == 3
    assert set(found["counts"]) == set(KINDS)
    assert (found["schema_version"], found["encrypted"], found["register"]) == (2, False, 5)
    assert found["register_date"] == "2026-11-01"
    assert "organisations: 3" in run("--book", neighbours, "info").text


def test_check_undo_redo_history(neighbours: Path) -> None:
    assert ask(neighbours, "check") == {"problems": []}
    label = ask(neighbours, "undo")["label"]
    assert label == "Add 3 institutions from the register"
    assert ask(neighbours, "list", "organisations") == []
    assert ask(neighbours, "redo")["label"] == label
    newest, *older = ask(neighbours, "history")
    assert (newest["kind"], newest["label"], older[-1]["kind"]) == ("redo", label, "do")
    assert newest["at"].endswith("Z")
    one = ask(neighbours, "history", "--record", "organisation:1")
    assert {record["record"] for change in one for record in change["records"]} == {"organisation:1"}
    assert len(ask(neighbours, "history", "--limit", 1)) == 1


def test_undo_with_nothing_to_undo_is_told(book: Path) -> None:
    done = run("--book", book, "--json", "undo")
    assert (done.code, done.answer["errors"]) == (1, ["There is no change to take back."])


def test_import_counts_every_record_of_the_file(book: Path, tmp_path: Path) -> None:
    file = write_register(tmp_path / "one.csv", [*NEIGHBOURS, {"URN": "", "EstablishmentName": "No number"}])
    tried = run("--book", book, "--json", "import", "gias", file, "--dry-run")
    assert (tried.code, tried.answer["data"]["added"], ask(book, "info")["register"]) == (1, 5, 0)
    done = run("--book", book, "--json", "import", "gias", file)
    found = done.answer["data"]
    assert (found["found"], found["added"], found["changed"], found["unchanged"]) == (6, 5, 0, 0)
    assert (found["file"], found["encoding"], found["doubtful"]) == ("one.csv", "utf-8", 0)
    assert [row["line"] for row in found["rejected"]] == [7]
    assert found["rejected"][0]["reason"] in done.answer["errors"]
    assert done.code == 1
    closed = [{**row, "EstablishmentStatus (name)": "Closed"} if row["URN"] == "900002" else row for row in NEIGHBOURS]
    newer = ask(book, "import", "gias", write_register(tmp_path / "two.csv", closed))
    assert (newer["found"], newer["added"], newer["changed"], newer["unchanged"], newer["closed"]) == (5, 0, 1, 4, 1)
    assert newer["rejected"] == []


@pytest.mark.parametrize(
    ("typed", "urns"),
    [
        (("--urn", "900003"), ["900003"]),
        (("--authority", "wendle"), ["900005", "900001", "900002"]),
        (("--authority", "Wendle", "--status", "all"), ["900005", "900001", "900002", "900004"]),
        (("--ward", "Southgate"), ["900005"]),
        (("--near", "900001", "--within", "600"), ["900001", "900002"]),
        (("--near", "zz1 1aa", "--within", "50000", "--ward", "Southgate"), ["900005"]),
        (("--near", "900001", "--within", "499"), ["900001"]),
    ],
)
def test_adopt_by_number_authority_ward_and_distance(
    book: Path, tmp_path: Path, typed: tuple[str, ...], urns: list[str]
) -> None:
    ask(book, "import", "gias", write_register(tmp_path / "a.csv", NEIGHBOURS))
    done = ask(book, "adopt", *typed)
    assert sorted(row["urn"] for row in done["adopted"]) == sorted(urns)
    again = ask(book, "adopt", *typed)
    assert (again["adopted"], len(again["already"])) == ([], len(urns))
    assert len(ask(book, "list", "organisations")) == len(urns)


def test_adopt_names_numbers_that_the_register_has_not(neighbours: Path) -> None:
    done = run("--book", neighbours, "--json", "adopt", "--urn", "900003", "123456")
    assert (done.code, done.answer["data"]["missing"]) == (1, ["123456"])
    assert done.answer["data"]["adopted"][0]["urn"] == "900003"


def test_list_near_gives_distances_in_order(neighbours: Path) -> None:
    rows = ask(neighbours, "list", "organisations", "--near", "900001", "--within", "3000")
    assert [(row["urn"], row["distance_m"]) for row in rows] == [("900001", 0), ("900002", 500), ("900005", 2000)]
    assert {"id", "kind", "name", "urn", "easting", "northing", "ward", "distance_m"} <= set(rows[0])
    assert (rows[2]["ward"], rows[2]["easting"]) == ("Southgate", 432000)


def test_log_then_waiting_then_search(neighbours: Path) -> None:
    typed = ("--how", "letter", "--direction", "out", "--date", "2026-11-02", "--reply-by", "16 November 2026")
    done = ask(neighbours, "log", "--with", "oak hill", *typed, "--note", "Asked about the crossing patrol")
    assert (done["kind"], done["name"], done["date"], done["reply_by"]) == (
        "conversation",
        "Oak Hill Academy",
        "2026-11-02",
        "2026-11-16",
    )
    waiting = ask(neighbours, "list", "conversations", "--unanswered")
    assert [(row["id"], row["how"], row["direction"]) for row in waiting] == [(done["id"], "letter", "out")]
    assert ask(neighbours, "list", "conversations", "--overdue", "--as-at", "2026-11-15") == []
    assert len(ask(neighbours, "list", "conversations", "--overdue", "--as-at", "2026-11-17")) == 1
    (hit,) = ask(neighbours, "search", "crossing", "patrol")
    assert (hit["kind"], hit["id"]) == ("conversation", done["id"])
    assert {"id", "kind", "name"} <= set(hit)
    since = ask(neighbours, "list", "organisations", "--not-contacted-since", "2026-09-01")
    assert sorted(row["urn"] for row in since) == ["900001", "900005"]


@pytest.mark.parametrize("how", ["call", "email", "letter", "visit", "social"])
def test_every_way_of_talking_is_kept(neighbours: Path, how: str) -> None:
    ask(neighbours, "log", "--with", "Ash Grove", "--how", how)
    (row,) = ask(neighbours, "list", "conversations")
    assert (row["how"], row["direction"], row["date"]) == (how, "in", date.today().isoformat())  # noqa: DTZ011


@pytest.mark.parametrize("kind", KINDS)
def test_every_list_has_number_kind_and_name(example: Path, kind: str) -> None:
    rows = ask(example, "list", kind)
    assert len(rows) == ask(example, "info")["counts"][kind] > 10
    assert all({"id", "kind", "name"} <= set(row) and row["name"] for row in rows)
    assert {row["kind"] for row in rows} == {kind.removesuffix("s") if kind != "people" else "person"}
    assert ask(example, "list", kind, "--limit", 3) == rows[:3]
    cut = run("--book", example, "list", kind, "--limit", 3)
    assert cut.text.count("\n") == 4
    assert cut.err == "Only the first 3 are listed. For more: --limit N.\n"
    assert run("--book", example, "list", kind, "--limit", len(rows)).err == ""


@pytest.mark.parametrize(
    "words", [("list", "vacancies"), ("list", "people", "--audience", "internal"), ("search", "school")], ids=" ".join
)
def test_a_list_that_is_cut_says_that_there_are_more(example: Path, words: tuple[str, ...]) -> None:
    rows = ask(example, *words, "--limit", 500)
    assert 1 < len(rows) < 500
    one = run("--book", example, *words, "--limit", 1)
    assert one.err == "Only the first is listed. For more: --limit N.\n"
    assert len(ask(example, *words, "--limit", 1)) == 1
    assert run("--book", example, *words, "--limit", len(rows)).err == ""


def test_lists_of_the_example_answer_their_questions(example: Path) -> None:
    late = ask(example, "list", "commitments", "--overdue")
    today = date.today().isoformat()  # noqa: DTZ011
    assert late
    assert all(row["due"] < today for row in late)
    assert ask(example, "list", "conversations", "--unanswered")
    assert 0 < len(ask(example, "list", "organisations", "--unanswered")) < 62
    urn = next(row["urn"] for row in ask(example, "list", "organisations") if row["urn"] and row["easting"])
    near = ask(example, "list", "organisations", "--near", urn, "--within", 1000)
    assert [row["distance_m"] for row in near] == sorted(row["distance_m"] for row in near)
    assert ask(example, "list", "events", "--near", urn, "--within", 2000)


def test_report_list_names_every_paper(tmp_path: Path) -> None:
    rows = run("--json", "report", "list").data
    assert all(set(row) == {"name", "title", "audience"} for row in rows)
    assert {"board-paper", "area-committee", "minutes", "unanswered-register"} <= {row["name"] for row in rows}


def test_a_choice_that_a_report_does_not_have_is_refused(example: Path, tmp_path: Path) -> None:
    made = ("report", "unanswered-register", "--as-at", "2026-11-22", "--output", tmp_path / "a.pdf")
    assert ask(example, *made, "--about", "Brookfield Sixth Form College")["title"].endswith("Form College")
    for more, words in (
        (("--ward", "Hill"), "no use for --ward"),
        (("--about", "meeting:1"), "not about one meeting"),
        (("--about", "Nobody Of Any Name"), "is called"),
        (("--about", "organisation:999999"), "no such organisation"),
    ):
        refused = run("--json", "--book", example, *made, *more, "--force")
        assert refused.code == 2
        assert words in refused.answer["errors"][0]


@pytest.mark.parametrize("name", ["board-paper", "area-committee"])
@pytest.mark.parametrize(("form", "start"), [("pdf", b"%PDF-"), ("xlsx", b"PK\x03\x04")])
def test_a_report_is_made_and_made_the_same(example: Path, tmp_path: Path, name: str, form: str, start: bytes) -> None:
    typed = ("report", name, "--format", form, "--from", "2025-09-01", "--as-at", "2026-11-22")
    target = tmp_path / f"a.{form}"
    data = ask(example, *typed, "--output", target)
    assert (data["report"], data["file"], data["format"]) == (name, str(target), form)
    assert (data["from"], data["to"], data["as_at"]) == ("2025-09-01", "2026-11-22", "2026-11-22")
    piped = run("--book", example, *typed, "--output", "-")
    assert piped.out.startswith(start)
    assert piped.out == target.read_bytes()
    refused = run("--book", example, "--json", *typed, "--output", target)
    assert (refused.code, target.read_bytes()) == (6, piped.out)
    assert run("--book", example, *typed, "--output", target, "--force").code == 0
    assert [file.name for file in tmp_path.iterdir() if "tmp" in file.name] == []


def test_a_report_for_somebody_names_them(example: Path, tmp_path: Path) -> None:
    typed = ("report", "area-committee", "--as-at", "2026-11-22", "--format", "xlsx", "--output")
    ask(example, *typed, tmp_path / "a.xlsx", "--for", "The Mayor of Wendle")
    ask(example, *typed, tmp_path / "b.xlsx")
    assert (tmp_path / "a.xlsx").read_bytes() != (tmp_path / "b.xlsx").read_bytes()


def test_backup_and_restore_with_the_passphrase(tmp_path: Path) -> None:
    secret, place = tmp_path / "secret", tmp_path / "a.liaison"
    secret.write_text(PASSPHRASE)
    typed = ("--passphrase-file", secret)
    assert run("new", place, *typed).code == 0
    assert ask(place, "import", "gias", write_register(tmp_path / "a.csv", NEIGHBOURS), *typed)["added"] == 5
    ask(place, "adopt", "--urn", "900001", *typed)
    (tmp_path / "copies").mkdir()
    copy = ask(place, "backup", "--to", tmp_path / "copies", *typed)["file"]
    assert not Path(copy).read_bytes().startswith(b"SQLite")
    ask(place, "undo", *typed)
    done = ask(place, "restore", copy, *typed)
    assert [row["urn"] for row in ask(place, "list", "organisations", *typed)] == ["900001"]
    assert ask(done["set_aside"], "list", "organisations", *typed) == []
    assert ask(place, "check", *typed) == {"problems": []}


def test_quiet_leaves_errors_only(book: Path) -> None:
    assert run("--book", book, "--quiet", "check").err == ""
    assert run("--book", book, "--quiet", "undo").err == "There is no change to take back.\n"


def test_options_may_stand_before_or_after_the_command(book: Path) -> None:
    assert run("info", "--json", "--book", book).data == ask(book, "info")


WRONG = [
    (["frobnicate"], ""),
    (["--json-please"], ""),
    (["info", "--frobnicate"], "info"),
    (["list"], "list"),
    (["list", "schools"], "list"),
    (["list", "people", "--near", "900001", "--within", "5"], "list"),
    (["list", "organisations", "--near", "900001"], "list"),
    (["list", "organisations", "--within", "50"], "list"),
    (["list", "organisations", "--near", "nowhere", "--within", "50"], "list"),
    (["list", "organisations", "--near", "900001", "--within", "-5"], "list"),
    (["list", "meetings", "--overdue"], "list"),
    (["list", "people", "--limit", "0"], "list"),
    (["list", "people", "--limit", "many"], "list"),
    (["list", "organisations", "--not-contacted-since", "31 February 2026"], "list"),
    (["log"], "log"),
    (["log", "--with", "Nobody At All"], "log"),
    (["log", "--with", ""], "log"),
    (["log", "--with", "person:99"], "log"),
    (["log", "--with", "Elm Lane", "--how", "telepathy"], "log"),
    (["log", "--with", "Elm Lane", "--date", "tomorrow"], "log"),
    (["log", "--with", "Elm Lane", "--reply-by", "2026-12-01"], "log"),
    (
        ["log", "--with", "Elm Lane", "--direction", "out", "--date", "2026-11-02", "--reply-by", "2026-11-01"],
        "log",
    ),
    (["adopt"], "adopt"),
    (["adopt", "--near", "900001"], "adopt"),
    (["adopt", "--ward", "No such ward"], "adopt"),
    (["history", "--record", "12"], "history"),
    (["history", "--record", "organisations:1"], "history"),
    (["import", "pdf", "a.pdf"], "import"),
    (["search"], "search"),
    (["report", "no-such-report", "--format", "pdf", "--output", "a.pdf"], "report"),
    (["report", "board-paper"], "report"),
    (["report", "board-paper", "--output", "a"], "report"),
    (["report", "board-paper", "--format", "odt", "--output", "a"], "report"),
    (["report", "board-paper", "--format", "pdf", "--output", "-"], "report"),
    (
        ["report", "board-paper", "--format", "pdf", "--output", "a", "--from", "2026-01-02", "--to", "2026-01-01"],
        "report",
    ),
]


@pytest.mark.parametrize(("typed", "command"), WRONG, ids=[" ".join(words) for words, _command in WRONG])
def test_wrong_use_is_told_in_the_same_envelope(neighbours: Path, typed: list[str], command: str) -> None:
    before = neighbours.read_bytes()
    done = run("--book", neighbours, "--json", *typed)
    assert done.code == 2, done.err
    answer = done.answer
    assert (answer["command"], answer["data"]) == (command, None)
    (sentence,) = answer["errors"]
    assert sentence[0].isupper() or sentence[0] in "“-"
    assert not {"invalid", "please", "Traceback"} & set(sentence.split())
    assert sentence in done.err
    assert neighbours.read_bytes() == before


@pytest.mark.parametrize("typed", ["2026-11-02", "2 November 2026", "2 Nov 2026", "02/11/2026"])
def test_dates_are_read_as_they_are_written(neighbours: Path, typed: str) -> None:
    assert ask(neighbours, "log", "--with", "Ash Grove", "--date", typed)["date"] == "2026-11-02"


def test_json_without_a_command_opens_no_window() -> None:
    done = run("--json")
    assert (done.code, done.answer["command"]) == (2, "")


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("all_open_sats_and_mats_2016-11-22.csv", None),
        ("allgroupsdata_excerpt.csv", None),
        ("alllinksdata_excerpt.csv", None),
        ("edubase_leeds_2023-07.csv", "establishments"),
        ("edubase_schools_july2017_6023rows.csv.gz", "establishments"),
        ("edubasealldata_2017style_19rows.csv", "establishments"),
        ("edubasealldata_2024style_2rows.csv", "establishments"),
        ("establishment_types_20250422.csv", None),
        ("governancemaintaineddata_constructed.csv", None),
        ("links_edubasealldata20250422.csv.gz", "links"),
        ("webservice_ecf_tech.csv", None),
        ("webservice_groupLinks.csv", None),
        ("webservice_groups.csv", None),
        ("webservice_links.csv", None),
    ],
)
def test_every_shape_of_register_file_is_taken(book: Path, name: str, kind: str | None) -> None:
    file = DATA / "dev" / "gias" / name
    if not file.exists():
        pytest.skip("the shared register files are not here")
    done = run("--book", book, "--json", "import", "gias", file)
    found = done.answer["data"]
    assert done.code == (1 if found["rejected"] else 0)
    assert found["found"] == found["added"] + found["changed"] + found["unchanged"] + len(found["rejected"])
    assert found["added"] > 0
    assert kind in (None, found["kind"])
    again = run("--book", book, "--json", "import", "gias", file).answer["data"]
    assert (again["added"], again["changed"], again["unchanged"]) == (0, 0, found["added"])
