"""All that the sample book gives in open formats keeps to what their specifications say, and the check can fail."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from models.exports.formats import Format
from models.exports.making import Wanted, make_export
from models.store import Store
from tests.models.exchange.published_rules import OPEN_REFERRAL, POPOLO, SCHEMA_ORG, faults

TODAY = date(2026, 11, 23)
RULES = {Format.POPOLO: POPOLO, Format.OPEN_REFERRAL: OPEN_REFERRAL, Format.EVENTS_JSONLD: SCHEMA_ORG}


@pytest.fixture(scope="module")
def sample(sample_file: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    place = tmp_path_factory.mktemp("open") / "sample.liaison"
    shutil.copy(sample_file, place)
    store = Store.open(place)
    yield store
    store.close()


def made(store: Store, form: Format) -> Any:
    with store.read() as session:
        return json.loads(make_export(session, Wanted(form), TODAY).data)


@pytest.mark.parametrize("form", RULES)
def test_what_leaves_keeps_to_the_published_rules(sample: Store, form: Format) -> None:
    whole = made(sample, form)
    assert any(len(part) > 2 for part in whole.values() if isinstance(part, list)), "there is something to check"
    assert list(faults(RULES[form], "file", whole)) == []


def test_popolo_names_nothing_twice_and_points_to_what_is_there(sample: Store) -> None:
    whole = made(sample, Format.POPOLO)
    ids = [one["id"] for several in whole.values() for one in several]
    assert len(ids) == len(set(ids))
    for one in (one for several in whole.values() for one in several):
        assert {value for fact, value in one.items() if fact.endswith("_id")} <= set(ids)
    for one in whole["memberships"]:
        assert one.get("start_date", "") <= one.get("end_date", "9999")


def test_open_referral_counts_its_services_and_names_none_twice(sample: Store) -> None:
    whole = made(sample, Format.OPEN_REFERRAL)
    assert whole["total_items"] == whole["size"] == len(whole["contents"])
    assert len({one["id"] for one in whole["contents"]}) == len(whole["contents"])


def test_events_end_after_they_begin(sample: Store) -> None:
    for one in made(sample, Format.EVENTS_JSONLD)["@graph"]:
        assert one["startDate"] <= one.get("endDate", "9999")


@pytest.mark.parametrize(
    ("form", "part", "spoil", "fault"),
    [
        (Format.POPOLO, "persons", {"nickname": "Al"}, "file.persons[0].nickname is unknown"),
        (Format.POPOLO, "memberships", {"start_date": "1 May 2024"}, "file.memberships[0].start_date is '1 May 2024'"),
        (Format.POPOLO, "organizations", {"name": " "}, "file.organizations[0].name is ' '"),
        (Format.OPEN_REFERRAL, "contents", {"id": "7"}, "file.contents[0].id is '7'"),
        (Format.OPEN_REFERRAL, "contents", {"organization": {}}, "file.contents[0].organization lacks name"),
        (Format.OPEN_REFERRAL, "contents", {"status": "on"}, "file.contents[0].status is 'on'"),
        (Format.EVENTS_JSONLD, "@graph", {"startDate": "2026-11-23T09:00"}, "startDate is '2026-11-23T09:00'"),
    ],
)
def test_what_is_wrong_is_found(sample: Store, form: Format, part: str, spoil: dict[str, Any], fault: str) -> None:
    whole = made(sample, form)
    whole[part][0] |= spoil
    assert any(fault in one for one in faults(RULES[form], "file", whole))
    del whole[part][0]
    assert list(faults(RULES[form], "file", whole)) == []
