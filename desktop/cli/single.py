"""Commands about one record: show, merge, unmerge."""

from __future__ import annotations

import argparse

from desktop.cli.lists import audience_of
from desktop.cli.opening import open_book
from desktop.cli.output import Result, plain, table
from desktop.cli.records import today
from models.errors import WrongUse


def run_show(asked: argparse.Namespace) -> Result:
    """Show one record with everything that points to it."""
    from models.queries.record_sheet import find_record_sheet

    kind, number = asked.record
    with open_book(asked) as store, store.read() as session:
        sheet = find_record_sheet(session, kind, number, as_at=asked.as_at, audience=audience_of(asked))
    fields = {
        one.name: {"id": one.value, "kind": one.refers_to[0], "name": one.called} if one.refers_to else one.value
        for one in sheet.fields
    }
    related = {
        one.kind: {
            "count": one.count,
            "rows": [{"id": number, "name": name, "date": on} for number, name, on in one.rows],
        }
        for one in sheet.related
    }
    data = {"id": sheet.id, "kind": sheet.kind, "name": sheet.name, "fields": fields, "related": related}
    lines = [f"{sheet.word.capitalize()} {sheet.id}: {sheet.name}", ""]
    shown = [
        {"what": one.name.removesuffix("_id").replace("_", " "), "value": one.called or plain(one.value)}
        for one in sheet.fields
    ]
    lines += table(shown, [("what", "Field"), ("value", "Says")])
    for one in sheet.related:
        lines += ["", f"{one.words.capitalize()} ({one.count})"]
        lines += [f"  {one.kind}:{number}  {name}" + (f"  {on}" if on else "") for number, name, on in one.rows]
    return Result(data=data, lines=lines)


def run_merge(asked: argparse.Namespace) -> Result:
    """Make one record of two that are the same."""
    from models.actions.merging import merge
    from models.queries.merging import preview_merge

    (kind, kept), (other, gone) = asked.kept, asked.gone
    if kind != other:
        raise WrongUse(f"Records of two kinds cannot be merged: {kind} and {other}. Give two of one kind.")
    with open_book(asked) as store:
        with store.read() as session:
            preview = preview_merge(session, kind, kept, gone)
        number = None
        if not asked.dry_run:
            with store.write(f"Merge {preview.gone_name} into {preview.kept_name}") as session:
                number = merge(session, kind, kept, gone, today())
    rows = [
        {"record": f"{row.kind}:{row.id}", "name": row.name, "what": "goes" if row.goes else "moves"}
        for row in preview.rows
    ]
    data = {
        "merge": number,
        "kept": {"id": kept, "kind": kind, "name": preview.kept_name},
        "gone": {"id": gone, "kind": kind, "name": preview.gone_name},
        "rows": rows,
        "taken": dict(preview.taken),
    }
    done = "Nothing was changed." if number is None else f"Merged. To take it apart: liaison unmerge {number}"
    return Result(data=data, lines=table(rows, [("record", "Record"), ("what", ""), ("name", "Name")]), words=[done])


def run_unmerge(asked: argparse.Namespace) -> Result:
    """Make two records of one again, or list what was merged."""
    from models.actions.merging import unmerge
    from models.queries.merging import list_merges

    with open_book(asked) as store:
        with store.read() as session:
            merges = {row.id: row for row in list_merges(session)}
        if asked.number is None:
            rows = [
                {
                    "id": row.id,
                    "kind": row.kind,
                    "name": row.kept_name,
                    "gone": row.gone_name,
                    "kept_id": row.kept_id,
                    "gone_id": row.gone_id,
                    "date": row.merged_on,
                }
                for row in merges.values()
            ]
            columns = [("id", "No."), ("date", "Date"), ("kind", "Kind"), ("gone", "Went into"), ("name", "")]
            return Result(data=rows, lines=table(rows, columns))
        found = merges.get(asked.number)
        words = f"Un-merge {found.gone_name} and {found.kept_name}" if found else "Un-merge"
        with store.write(words) as session:
            done = unmerge(session, asked.number)
    told = [f"{words.replace('Un-merge', 'Un-merged')}."]
    return Result(data={"merge": asked.number}, words=told, warnings=list(done.kept_as_they_are))
