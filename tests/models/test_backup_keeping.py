"""Copies of a book: which of them stay as they age, and those made before larger work."""

from __future__ import annotations

from datetime import datetime, timedelta
from pathlib import Path

import pytest

from models.backup_keeping import copies_of, keep_before, keep_copy, kept_of, thin_out
from models.backup_reasons import BEFORE_IMPORT
from models.entities import Organisation, OrganisationKind
from models.errors import NoRoom
from models.store import Store

NOW = datetime(2026, 11, 22, 18, 0)  # noqa: DTZ001 -- local time, as on the user's clock


def at(words: str) -> datetime:
    return datetime.fromisoformat(words)


def add(store: Store, name: str) -> None:
    with store.write(f"Add {name}") as session:
        organisation = Organisation(kind=OrganisationKind.INSTITUTION)
        organisation.rename(name)
        session.add(organisation)


@pytest.mark.requirement("R7")
def test_two_years_of_copies_every_two_hours_leave_twelve_days_ten_weeks_and_nine_months() -> None:
    kept: set[datetime] = set()
    time = NOW - timedelta(days=730)
    while time <= NOW:
        if 8 <= time.hour <= 18:
            kept = kept_of({*kept, time})
        time += timedelta(hours=2)
    assert sorted(kept, reverse=True) == [
        *(at(f"2026-11-22T{hour}:00") for hour in (18, 16, 14, 12, 10)),
        *(at(f"2026-11-{day:02}T18:00") for day in range(21, 10, -1)),
        # The last copies of the weeks before, which end on Sundays.
        *(at(f"2026-{day}T18:00") for day in ("11-08", "11-01", "10-31", "10-25", "10-18", "10-11", "10-04")),
        *(at(f"2026-{day}T18:00") for day in ("09-30", "09-27", "09-20", "08-31", "07-31", "06-30", "05-31")),
        *(at(f"2026-{day}T18:00") for day in ("04-30", "03-31")),
    ]


@pytest.mark.parametrize(
    ("times", "gone"),
    [
        ([], []),
        (["2020-01-01T08:00"], []),
        # Five of one day stay whatever happens; then only its newest does.
        ([f"2026-11-22T{hour:02}:00" for hour in range(8, 15)], ["2026-11-22T08:00", "2026-11-22T09:00"]),
        # Somebody who makes a copy a year keeps them all.
        ([f"{year}-06-01T08:00" for year in range(2018, 2027)], []),
        # The thirteenth day goes unless it is the last of its week or month; one day a week here.
        ([f"2026-11-{day:02}T08:00" for day in range(1, 17)], ["2026-11-02T08:00", "2026-11-03T08:00",
                                                               "2026-11-04T08:00"]),
    ],
)  # fmt: skip
def test_which_copies_go(times: list[str], gone: list[str]) -> None:
    all_of_them = {at(time) for time in times}
    assert sorted(all_of_them - kept_of(all_of_them)) == [at(time) for time in gone]


@pytest.fixture
def store(tmp_path: Path):
    store = Store.create(tmp_path / "school.liaison", "four plain words here")
    yield store
    store.close()


def test_copies_are_told_by_their_names(tmp_path: Path) -> None:
    for name in (
        "school 2026-11-22 085200",
        "school before import 2026-11-22 085300",
        "school 2026-11-22 085200 (2)",
        "school notes",
        "school 2026-99-99 085200",
        "schools 2026-11-22 085200",
    ):
        (tmp_path / f"{name}.liaison").touch()
    found = copies_of(tmp_path, "x/school.liaison")
    assert [(copy.made.minute, copy.why) for copy in found] == [(53, "before import"), (52, None), (52, None)]
    assert copies_of(tmp_path / "nowhere", "school.liaison") == []


def test_only_copies_of_this_book_are_thrown_away(store: Store, tmp_path: Path) -> None:
    folder = tmp_path / "copies"
    folder.mkdir()
    for hour in range(8, 18):
        keep_copy(store, folder, NOW.replace(hour=hour))
    assert [copy.made.hour for copy in copies_of(folder, store.location)] == [17, 16, 15, 14, 13]
    (tmp_path / "other").mkdir()
    other = Store.create(tmp_path / "other" / "school.liaison")
    kept = keep_copy(other, folder, NOW.replace(hour=7)).copy
    aside = folder / "school before restore 2026-01-01 080000.liaison"
    aside.write_bytes(kept.read_bytes())
    other.close()
    assert thin_out(store, folder) == []
    assert kept.exists()
    assert aside.exists()


@pytest.mark.requirement("R7")
def test_a_copy_is_made_before_larger_work_unless_the_newest_holds_it_all(store: Store, tmp_path: Path) -> None:
    folder = tmp_path / "copies"
    add(store, "Elm")
    first = keep_before(store, folder, NOW, BEFORE_IMPORT)
    assert first is not None
    assert first.name == "school before import 2026-11-22 180000.liaison"
    assert keep_before(store, folder, NOW, BEFORE_IMPORT) == first
    add(store, "Oak")
    assert keep_before(store, folder, NOW + timedelta(minutes=1), BEFORE_IMPORT) != first
    assert len(copies_of(folder, store.location)) == 2


@pytest.mark.requirement("R7")
def test_a_second_folder_gets_a_copy_too_and_one_that_is_gone_is_told(store: Store, tmp_path: Path) -> None:
    stick = tmp_path / "stick"
    stick.mkdir()
    (tmp_path / "copies").mkdir()
    kept = keep_copy(store, tmp_path / "copies", NOW, second=stick)
    assert kept.second is not None
    assert kept.second.parent == stick
    stick_gone = keep_copy(store, tmp_path / "copies", NOW, second=tmp_path / "no stick")
    assert stick_gone.copy.exists()
    assert "no folder" in stick_gone.trouble


@pytest.mark.requirement("R5")
def test_larger_work_is_not_begun_without_room(store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    made: list[str] = []
    store.keeper = made.append
    monkeypatch.setattr("models.room.room_left", lambda _folder: 49_000_000)
    with pytest.raises(NoRoom, match="49 MB are free and 5"):
        store.prepare_for(BEFORE_IMPORT)
    with pytest.raises(NoRoom):
        keep_copy(store, tmp_path / "copies", NOW)
    assert made == []
    monkeypatch.setattr("models.room.room_left", lambda _folder: 99_000_000)
    store.prepare_for(BEFORE_IMPORT)
    assert made == [BEFORE_IMPORT]
