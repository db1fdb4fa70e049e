"""The command line reads the whole record: further lists, one record, merging, all for a day and for an audience."""

from __future__ import annotations

from pathlib import Path

import pytest

from desktop.cli.arguments import KINDS
from tests.desktop.cli.running import ask, run

AS_AT = ("--as-at", "2026-11-22")
FURTHER = KINDS[6:]


@pytest.mark.parametrize("kind", FURTHER)
def test_every_further_list_has_true_rows_and_fewer_for_the_public(kind: str, example: Path) -> None:
    rows = ask(example, "list", kind, *AS_AT)
    assert rows, kind
    assert all({"id", "kind", "name"} <= set(row) for row in rows)
    public = ask(example, "list", kind, *AS_AT, "--audience", "public")
    assert {row["id"] for row in public} <= {row["id"] for row in rows}
    assert len(ask(example, "list", kind, *AS_AT, "--limit", 1)) == 1
    assert "Name" in run("--book", example, "list", kind, *AS_AT).text or kind not in ("partnerships", "gaps")


@pytest.mark.parametrize("kind", KINDS[:6])
def test_the_plain_lists_show_an_audience_no_more_than_it_may_read(kind: str, example: Path) -> None:
    ours = {row["id"] for row in ask(example, "list", kind, *AS_AT)}
    internal = {row["id"] for row in ask(example, "list", kind, *AS_AT, "--audience", "internal")}
    public = ask(example, "list", kind, *AS_AT, "--audience", "public")
    assert {row["id"] for row in public} < ours
    assert {row["id"] for row in public} <= internal <= ours
    assert not any({"email", "phone", "roles", "last_contact"} & set(row) for row in public)


def test_commitments_by_partner_count_both_ways(example: Path) -> None:
    rows = ask(example, "list", "commitments", "--by-partner", *AS_AT)
    assert any(row["theirs_kept"] + row["theirs_late"] for row in rows)
    assert any(row["ours_kept"] + row["ours_late"] for row in rows)
    assert run("--book", example, "list", "events", "--by-partner").code == 2


def test_terms_ending_look_ahead_as_far_as_asked(example: Path) -> None:
    near = ask(example, "list", "terms-ending", *AS_AT, "--until", "2026-12-31")
    far = ask(example, "list", "terms-ending", *AS_AT, "--until", "2029-12-31")
    assert len(near) < len(far)
    assert all(row["term_ends_on"] <= "2026-12-31" for row in near)


def test_show_gives_a_record_with_what_points_to_it(example: Path) -> None:
    school = ask(example, "list", "organisations", "--limit", 1)[0]
    sheet = ask(example, "show", f"organisation:{school['id']}")
    assert (sheet["id"], sheet["kind"], sheet["name"]) == (school["id"], "organisation", school["name"])
    assert sheet["fields"]["name"] == school["name"]
    assert all(entry["count"] >= len(entry["rows"]) > 0 for entry in sheet["related"].values())
    assert school["name"] in run("--book", example, "show", f"organisation:{school['id']}").text


@pytest.mark.parametrize(
    ("asked", "words"),
    [
        (("organisation:99999",), "There is no organisation number 99999"),
        (("cloud:1",), "no records of the kind"),
        (("organisation:1", "--as-at", "2020-01-01"), "not yet recorded on that day"),
    ],
)
def test_show_says_what_is_not_there(asked: tuple[str, ...], words: str, example: Path) -> None:
    done = run("--book", example, "--json", "show", *asked)
    assert done.code == 2
    assert words in done.answer["errors"][0]


def test_what_an_audience_may_not_read_is_not_there_for_it(example: Path) -> None:
    everything = {row["id"] for row in ask(example, "list", "conversations")}
    public = {row["id"] for row in ask(example, "list", "conversations", "--audience", "public")}
    hidden = min(everything - public)
    assert run("--book", example, "show", f"conversation:{hidden}").code == 0
    done = run("--book", example, "--json", "show", f"conversation:{hidden}", "--audience", "public")
    assert done.code == 2
    assert f"There is no conversation number {hidden}" in done.answer["errors"][0]


def test_merge_and_unmerge(neighbours: Path) -> None:
    for name in ("Ann Lee", "Anne Lee"):
        assert run("--book", neighbours, "--json", "log", "--with", name).code != 0
    one, other, third = (row["id"] for row in ask(neighbours, "list", "organisations"))
    done = run("--book", neighbours, "--json", "merge", f"organisation:{one}", f"organisation:{other}")
    assert (done.code, "predecessor and successor" in done.answer["errors"][0]) == (2, True)
    assert run("--book", neighbours, "merge", f"organisation:{one}", "person:1").code == 2
    assert len(ask(neighbours, "list", "organisations")) == 3
    assert ask(neighbours, "unmerge") == []
    assert run("--book", neighbours, "unmerge", "7").code == 2
    assert third


def test_people_merged_by_command_are_two_again(example: Path) -> None:
    first, second = (row["id"] for row in ask(example, "list", "people", "--limit", 2))
    before = ask(example, "show", f"person:{second}")
    plan = ask(example, "merge", f"person:{first}", f"person:{second}", "--dry-run")
    assert plan["merge"] is None
    assert ask(example, "show", f"person:{second}") == before
    done = ask(example, "merge", f"person:{first}", f"person:{second}")
    assert done["rows"] == plan["rows"]
    assert run("--book", example, "show", f"person:{second}").code == 2
    assert [row["id"] for row in ask(example, "unmerge")] == [done["merge"]]
    ask(example, "unmerge", done["merge"])
    assert ask(example, "show", f"person:{second}") == before
    assert ask(example, "check") == {"problems": []}


def test_history_for_a_day_and_for_an_audience(neighbours: Path) -> None:
    assert ask(neighbours, "history", "--as-at", "2020-01-01") == []
    everything = ask(neighbours, "history")
    public = ask(neighbours, "history", "--audience", "public")
    assert everything
    told = {record["record"] for change in public for record in change["records"]}
    assert told <= {record["record"] for change in everything for record in change["records"]}


def test_search_finds_nothing_above_the_audience(example: Path) -> None:
    everything = ask(example, "search", "school", "--limit", 2000)
    public = ask(example, "search", "school", "--limit", 2000, "--audience", "public")
    assert len(public) < len(everything)
