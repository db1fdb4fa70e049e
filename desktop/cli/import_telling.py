"""How imports are told by the command line: what a file would do, what was brought in, what was taken out again.

What `liaison import contacts FILE... --json` gives as `data`, the same with and without --dry-run, one for each file:

    [{"file": "parents.csv", "kind": "contacts", "what": "Contacts, 24 rows", "encoding": "windows-1252",
      "delimiter": ",", "sheet": "", "head_row": 3, "dates": "", "dry_run": true, "batch": null,
      "columns": [{"column": "A", "heading": "Name", "holds": "name"}],
      "found": 24, "added": 20, "changed": 1, "unchanged": 2, "doubtful": 0,
      "rejected": [{"line": 7, "reason": "There is no name in this row."}],
      "remarks": [],
      "lines": [{"line": 4, "name": "Ann Lee", "what": "new", "kind": "person", "record": null,
                 "changes": [{"title": "Email", "before": null, "after": "a.lee@school.example"}],
                 "reasons": [], "notes": [],
                 "may_be": [{"id": 9, "name": "Anne Lee", "why": "nearly the same name"}]}]}]

`what` of a line is new, changed, same, doubtful or refused.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any

from desktop.cli.output import Result, counted, nothing_found, table

if TYPE_CHECKING:
    from models.imports.batches import BatchLine, BatchRow
    from models.imports.outcomes import Outcome
    from models.imports.preview import ImportPreview, PreviewLine
    from models.imports.taking_back import TakenBack

_SHOWN = 40
"""Lines told in words for each file; `--json` gives all."""


def tell_files(coming: Sequence[tuple[ImportPreview, int | None]], *, dry_run: bool) -> Result:
    """Return what files did, each with the number of its batch, or what they would do."""
    previews = [preview for preview, _batch in coming]
    return Result(
        data=[_plain(preview, batch, dry_run=dry_run) for preview, batch in coming],
        lines=[line for preview in previews for line in _told(preview)],
        words=[*(_summary(preview, dry_run=dry_run) for preview in previews), *_how_to_decide(previews)],
        warnings=[remark for preview in previews for remark in (*preview.recognised.remarks, *preview.remarks)],
        exit_code=1 if any(preview.not_taken for preview in previews) else 0,
    )


def _plain(preview: ImportPreview, batch: int | None, *, dry_run: bool) -> dict[str, Any]:
    from models.imports.preview import Fate, counts

    seen = preview.recognised
    refused = [line for line in preview.lines if line.fate is Fate.REFUSED]
    return {
        "file": preview.file,
        "kind": preview.kind,
        "what": seen.words,
        "encoding": seen.encoding,
        "delimiter": seen.delimiter,
        "sheet": seen.sheet,
        "head_row": seen.head_row,
        "dates": seen.dates,
        "dry_run": dry_run,
        "batch": batch,
        "columns": [{"column": one.letters, "heading": one.heading, "holds": one.holds} for one in seen.columns],
        **counts(preview),
        "rejected": [{"line": line.number, "reason": " ".join(line.reasons)} for line in refused],
        "remarks": [*seen.remarks, *preview.remarks],
        "lines": [_plain_line(line) for line in preview.lines],
    }


def _plain_line(line: PreviewLine) -> dict[str, Any]:
    return {
        "line": line.number,
        "name": line.name,
        "what": line.fate,
        "kind": line.record_kind,
        "record": None if line.record_id is None else f"{line.record_kind}:{line.record_id}",
        "changes": [{"title": one.title, "before": one.before, "after": one.after} for one in line.changes],
        "reasons": list(line.reasons),
        "notes": list(line.notes),
        "may_be": [{"id": one.id, "name": one.name, "why": one.words} for one in line.candidates],
    }


def _told(preview: ImportPreview) -> list[str]:
    """Return a file's lines in words: what becomes of each, what is new in it, and why it is not taken."""
    from models.imports.preview import Fate

    telling = [line for line in preview.lines if line.fate is not Fate.SAME]
    lines = [f"{preview.file}: {preview.recognised.words}"]
    for line in telling[:_SHOWN]:
        lines.append(f"Row {line.number}, {line.name}: {line.fate}")
        for one in line.changes:
            before, after = one.words
            lines.append(f"  {one.title}: {f'{before} -> ' if before else ''}{after}")
        lines += [f"  {words}" for words in (*line.reasons, *line.notes)]
        lines += [f"  Perhaps {one.name} ({line.record_kind}:{one.id}): {one.words}" for one in line.candidates]
    if len(telling) > _SHOWN:
        lines.append(f"… and {len(telling) - _SHOWN:,} more rows: --json lists them all.")
    return lines


def _summary(preview: ImportPreview, *, dry_run: bool) -> str:
    from models.imports.preview import Fate

    new, changed, same, doubtful, refused = (preview.count(fate) for fate in Fate)
    would = "would be " if dry_run else ""
    return (
        f"{preview.file}: {counted(len(preview.lines), 'row', 'rows')} found, {new:,} {would}added, {changed:,} "
        f"{would}changed, {same:,} the same, {doubtful:,} doubtful, {refused:,} rejected."
    )


def _how_to_decide(previews: Sequence[ImportPreview]) -> Iterator[str]:
    """Yield how doubtful rows are decided, where there are any that a person can decide here."""
    from models.imports.preview import Fate

    for preview in previews:
        if preview.count(Fate.DOUBTFUL) and preview.kind == "councillors":
            yield f"If {preview.file} does not name its council, add --council NAME."
        elif preview.count(Fate.DOUBTFUL) and preview.recognised.dates and preview.recognised.columns:
            said = '{"dates": "month first"}'
            yield f"If the dates of {preview.file} have the month first, add --map FILE with {said} in it."
    doubtful = [line for preview in previews for line in preview.lines if line.fate is Fate.DOUBTFUL and line.number]
    if doubtful:
        example = next((f"{line.record_kind}:{one.id}" for line in doubtful for one in line.candidates), "new")
        row = next((line.number for line in doubtful if line.candidates), doubtful[0].number)
        yield f"Decide doubtful rows with --choose, for example --choose {row}={example}, or {row}=leave."


def tell_batches(batches: Sequence[BatchRow]) -> Result:
    """Return what was brought in, a row for each file."""
    rows = [_plain_batch(one) for one in batches]
    told = [{**row, "at": f"{row['at']:%Y-%m-%d %H:%M}", "taken_back": "taken back" * one.is_taken_back}
            for row, one in zip(rows, batches, strict=True)]  # fmt: skip
    columns = [("id", "No."), ("at", "When"), ("kind", "Kind"), ("file", "File"), ("added", "New")]
    columns += [("changed", "Changed"), ("doubtful", "Doubtful"), ("rejected", "Rejected"), ("taken_back", "")]
    return Result(data=rows, lines=table(told, columns) if rows else nothing_found(rows))


def _plain_batch(one: BatchRow) -> dict[str, Any]:
    return {
        "id": one.id,
        "at": one.at,
        "by": one.actor,
        "kind": one.kind,
        "file": one.file_name,
        "found": one.found,
        "added": one.added,
        "changed": one.changed,
        "unchanged": one.unchanged,
        "doubtful": one.doubtful,
        "rejected": one.rejected,
        "taken_back": one.is_taken_back,
    }


def tell_batch(batch: BatchRow, found: Sequence[BatchLine], outcomes: Sequence[Outcome]) -> Result:
    """Return what became of the lines of one import and, where it was taken back, of each of its records."""
    from models.imports.outcomes import BUCKETS

    left = [one for one in outcomes if one.words]
    data = _plain_batch(batch) | {
        "lines": [
            {
                "line": one.number,
                "name": one.name,
                "what": one.fate,
                "record": None if one.record_id is None else f"{one.record_kind}:{one.record_id}",
                "reason": one.words,
            }
            for one in found
        ],
        "outcomes": {
            bucket: [
                {"record": f"{one.kind}:{one.id}", "name": one.name, "reason": one.words}
                for one in outcomes
                if one.bucket == bucket
            ]
            for bucket in BUCKETS
        },
    }
    told = [f"Row {one.number}, {one.name}: {one.fate}{f'. {one.words}' if one.words else ''}" for one in found]
    back = f"{counted(len(outcomes) - len(left), 'record', 'records')} taken back, {len(left):,} left."
    return Result(
        data=data,
        lines=[*told, *(f"{one.name} stayed: {one.words}." for one in left)],
        words=[f"{batch.file_name}: {counted(batch.found, 'row', 'rows')}.", *([back] if outcomes else [])],
    )


def tell_taken_back(number: int, done: TakenBack) -> Result:
    """Return what was taken out again, and what stayed with the reason."""
    left = [("kept", done.kept), ("could_not", done.could_not)]
    data = {
        "import": number,
        "taken_back": [f"{kind}:{number}" for kind, number in done.taken],
        **{
            name: [{"record": f"{one.kind}:{one.id}", "name": one.name, "reason": one.words} for one in some]
            for name, some in left
        },
    }
    lines = [f"{one.name} stays: {one.words}." for _name, some in left for one in some]
    words = (
        [f"{done.words} taken back."]
        if done.words
        else [
            f"{counted(len(done.taken), 'record', 'records')} taken back, {len(done.kept):,} kept, "
            f"{len(done.could_not):,} could not be taken back."
        ]
    )
    return Result(data=data, lines=lines, words=words, exit_code=1 if lines else 0)
