"""The description of an archive for programs: a data package (Frictionless) with a schema for every table."""

from __future__ import annotations

import json
from collections.abc import Iterable

from models.errors import BadImport
from models.exchange.archive.cells import NOTHING
from models.exchange.archive.packing import Written
from models.exchange.archive.shape import DESCRIPTOR, FORMAT, Field, FieldType, Head, Table
from models.exchange.archive.tables import trouble_in
from resources.i18n import _

MOST_BYTES = 16 * 1024 * 1024
"""Of the description; that of a book has under one."""
_OURS = "liaison_desk"
"""The member of the description that says what only this program asks."""

Json = dict[str, object]


def describe(tables: Iterable[Table], head: Head, written: dict[str, Written]) -> bytes:
    """Return the description of an archive whose tables are written."""
    package: Json = {
        "$schema": "https://datapackage.org/profiles/2.0/datapackage.json",
        "name": "liaison-desk-archive",
        "title": "A record book of Liaison Desk",
        "description": (
            "Everything in the book, a CSV file for each table. In text columns an apostrophe at the beginning of a "
            f"cell is no part of the text, and {NOTHING} alone means nothing at all. README.txt says more."
        ),
        _OURS: {"format": FORMAT, "schema_version": head.schema_version},
        "resources": [_resource(table, head.rows[table.name], written[table.path]) for table in tables],
    }
    return json.dumps(package, ensure_ascii=False, indent=1).encode() + b"\n"


def _resource(table: Table, rows: int, written: Written) -> Json:
    return {
        "name": table.name,
        "path": table.path,
        "title": table.title,
        "description": table.description,
        "type": "table",
        "profile": "tabular-data-resource",
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "bytes": written.size,
        "hash": f"sha256:{written.sha256}",
        "rows": rows,
        "dialect": {"delimiter": ",", "lineTerminator": "\r\n", "quoteChar": '"', "doubleQuote": True, "header": True},
        "schema": _schema(table),
    }


def _schema(table: Table) -> Json:
    keys = [
        {"fields": [field.name], "reference": {"resource": field.points_to[0], "fields": [field.points_to[1]]}}
        for field in table.fields
        if field.points_to
    ]
    return {
        "fields": [_field(field) for field in table.fields],
        "missingValues": [""],
        "primaryKey": [table.key],
        **({"foreignKeys": keys} if keys else {}),
    }


def _field(field: Field) -> Json:
    constraints: Json = {}
    if not field.nullable:
        constraints["required"] = True
    if field.unique:
        constraints["unique"] = True
    if field.options:
        constraints["enum"] = list(field.options)
    told: Json = {"name": field.name, "type": field.type.value, "description": field.description}
    if field.type is FieldType.TEXT:
        # An empty text is a text: only this says that there is none.
        told["missingValues"] = [NOTHING]
    if constraints:
        told["constraints"] = constraints
    return told


def read_head(data: bytes) -> Head:
    """Return what a description says of its archive. Raises BadImport for one that is none of ours."""
    try:
        package = json.loads(data)
        ours = package[_OURS]
        form, version = int(ours["format"]), int(ours["schema_version"])
        rows = {str(one["name"]): int(one["rows"]) for one in package["resources"]}
    except (ValueError, KeyError, TypeError, RecursionError, AttributeError, OverflowError):
        raise trouble_in(DESCRIPTOR, _("this is no description of an archive of ours")) from None
    if form != FORMAT:
        raise BadImport(
            _("The archive has a form that this program does not know. Install a newer Liaison Desk to read it.")
        )
    return Head(version, rows)
