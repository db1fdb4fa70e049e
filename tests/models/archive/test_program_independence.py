"""An archive is read without this program: with a reader of CSV, a reader of JSON, and what its own papers say."""

from __future__ import annotations

import csv
import hashlib
import io
import json
import re
import zipfile
from collections.abc import Iterator
from datetime import date, datetime, time
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

READ = {
    "string": str,
    "integer": int,
    "number": Decimal,
    "boolean": {"true": True, "false": False}.__getitem__,
    "date": date.fromisoformat,
    "datetime": datetime.fromisoformat,
    "time": time.fromisoformat,
}


@pytest.fixture(scope="module")
def archive(sample_archive: Path) -> Iterator[zipfile.ZipFile]:
    with zipfile.ZipFile(sample_archive) as opened:
        yield opened


@pytest.fixture(scope="module")
def resources(archive: zipfile.ZipFile) -> list[dict[str, Any]]:
    package = json.loads(archive.read("datapackage.json"))
    found: list[dict[str, Any]] = package["resources"]
    return found


@pytest.fixture(scope="module")
def tables(archive: zipfile.ZipFile, resources: list[dict[str, Any]]) -> dict[str, list[dict[str, Any]]]:
    """Every table, read by what the description says of it alone."""
    csv.field_size_limit(1 << 24)
    found = {}
    for resource in resources:
        fields = {field["name"]: field for field in resource["schema"]["fields"]}
        missing = resource["schema"]["missingValues"]
        text = archive.read(resource["path"]).decode("utf-8-sig")
        rows = csv.DictReader(io.StringIO(text, newline=""))
        assert rows.fieldnames == list(fields)
        found[resource["name"]] = [
            {
                name: None if cell in fields[name].get("missingValues", missing) else READ[fields[name]["type"]](cell)
                for name, cell in row.items()
            }
            for row in rows
        ]
    csv.field_size_limit(1 << 17)
    return found


def test_every_cell_is_what_the_description_says(
    tables: dict[str, list[dict[str, Any]]], resources: list[dict[str, Any]]
) -> None:
    for resource in resources:
        rows = tables[resource["name"]]
        assert len(rows) == resource["rows"]
        for field in resource["schema"]["fields"]:
            rules = field.get("constraints", {})
            values = [row[field["name"]] for row in rows]
            assert not rules.get("required") or None not in values, (resource["name"], field["name"])
            assert not rules.get("unique") or len(set(values)) == len(values)
            assert "enum" not in rules or {value for value in values if value is not None} <= set(rules["enum"])
            assert len(field["description"]) > 1


def test_every_reference_leads_to_a_row(
    tables: dict[str, list[dict[str, Any]]], resources: list[dict[str, Any]]
) -> None:
    followed = 0
    for resource in resources:
        (key,) = resource["schema"]["primaryKey"]
        keys = [row[key] for row in tables[resource["name"]]]
        assert len(set(keys)) == len(keys)
        for foreign in resource["schema"].get("foreignKeys", []):
            (column,), (target,) = foreign["fields"], foreign["reference"]["fields"]
            there = {row[target] for row in tables[foreign["reference"]["resource"]]}
            named = {row[column] for row in tables[resource["name"]]} - {None}
            assert named <= there, (resource["name"], column)
            followed += len(named)
    assert followed > 500


def test_attached_files_are_there_by_their_hash(
    archive: zipfile.ZipFile, tables: dict[str, list[dict[str, Any]]]
) -> None:
    files = {row["sha256"]: row["file"] for row in tables["attachment_content"]}
    attached = {row["sha256"] for row in tables["attachment"]}
    assert attached == set(files) != set()
    for sha256, file in files.items():
        assert hashlib.sha256(archive.read(file)).hexdigest() == sha256


def test_every_file_has_the_hash_that_is_listed(archive: zipfile.ZipFile, resources: list[dict[str, Any]]) -> None:
    listed = {}
    for line in archive.read("manifest-sha256.txt").decode().splitlines():
        sha256, name = line.split("  ")
        listed[name] = sha256
    assert set(listed) == set(archive.namelist()) - {"manifest-sha256.txt"}
    for name, sha256 in listed.items():
        assert hashlib.sha256(archive.read(name)).hexdigest() == sha256
    for resource in resources:
        assert resource["hash"] == f"sha256:{listed[resource['path']]}"
        assert resource["bytes"] == archive.getinfo(resource["path"]).file_size


def test_no_cell_is_a_formula(archive: zipfile.ZipFile, resources: list[dict[str, Any]]) -> None:
    for resource in resources:
        text = archive.read(resource["path"]).decode("utf-8-sig")
        for row in csv.reader(io.StringIO(text, newline="")):
            assert not [cell for cell in row if re.match(r"[=+@\t\r＝＋－＠]|-(?![\d.]+$)", cell)]


def test_the_readme_tells_of_every_table(archive: zipfile.ZipFile, resources: list[dict[str, Any]]) -> None:
    words = archive.read("README.txt").decode("utf-8-sig")
    for resource in resources:
        assert f"* {resource['path']} ({resource['rows']:,})\r\n    " in words
        assert resource["description"]
    assert "It is not encrypted." in words
    assert not re.search(r"N\d{3}", words)


def test_nothing_tells_when_it_was_made(archive: zipfile.ZipFile) -> None:
    assert {info.date_time for info in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
