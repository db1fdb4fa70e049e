"""`import postcodes` and `import groups`: reference data, which is replaced and not journalled.

What they give as `data`, the same with and without --dry-run, one for each file:

    [{"file": "codepo_gb.zip", "kind": "postcodes", "encoding": "", "dry_run": false, "found": 28112, "added": 28112,
      "changed": 0, "unchanged": 0, "doubtful": 0, "rejected": [{"line": 7, "reason": "…"}]}]

`import groups` reads the files of trusts, federations and their members into the register, and tells as `offers` what
the register has otherwise than the records: `{"what": "join", "organisation": "…", "group": "…", "from": "2019-09-01",
"until": null, "key": "…"}`. With --take all of them are written into the records as one step.
"""

from __future__ import annotations

import argparse
from dataclasses import asdict
from pathlib import Path
from typing import Any

from desktop.cli.opening import open_book
from desktop.cli.output import Result, counted
from desktop.cli.progress import progress
from desktop.cli.records import today


def import_postcodes(asked: argparse.Namespace) -> Result:
    """Read a directory of postcodes, or the parts of it that are wanted, into the book."""
    from models.actions.postcodes import import_postcodes as take
    from models.exchange.postcodes.areas import parse_areas
    from models.exchange.postcodes.reading import read_postcodes

    wanted = parse_areas(asked.areas)
    path = Path(asked.file)
    with open_book(asked) as store:
        file = read_postcodes(path, wanted, progress(asked, "Reading the postcodes"))
        if asked.dry_run:
            with store.read() as session:
                done = take(session, file, dry_run=True)
        else:
            with store.write(f"Import postcodes from {path.name}") as session:
                done = take(session, file)
    rejected = [{"line": line, "reason": reason} for line, reason in done.rejected]
    data = {
        "file": path.name,
        "kind": "postcodes",
        "encoding": "",
        "dry_run": asked.dry_run,
        **done.counts,
        "doubtful": 0,
        "rejected": rejected,
        "elsewhere": done.elsewhere,
        "date": done.source_on,
    }
    words = f"{counted(done.found, 'postcode', 'postcodes')} found, {done.added:,} new, {done.changed:,} changed."
    errors = [f"Line {one['line']}: {one['reason']}" for one in rejected]
    return Result(data=[data], words=[words], errors=errors, exit_code=1 if done.rejected_count else 0)


def import_groups(asked: argparse.Namespace) -> Result:
    """Read trusts, federations or their members into the register, and say what that means for our records."""
    from models.actions.register import import_register
    from models.actions.register_groups import take_group_offers
    from models.exchange.gias import read_gias
    from models.queries.register_groups import list_group_offers

    path = Path(asked.file)
    taken: dict[str, Any] = {}
    with open_book(asked) as store:
        file = read_gias(path, progress=progress(asked, "Reading the file"))
        if asked.dry_run:
            with store.read() as session:
                done = import_register(session, file, dry_run=True)
        else:
            with store.write(f"Import {path.name} into the register") as session:
                done = import_register(session, file)
        with store.read() as session:
            offers = list_group_offers(session)
        if asked.take and offers and not asked.dry_run:
            with store.write("Trusts and memberships from the register") as session:
                taken = asdict(take_group_offers(session, [offer.key for offer in offers], today()))
    told = [
        {
            "key": offer.key,
            "what": offer.kind,
            "organisation": offer.organisation,
            "group": offer.group,
            "from": offer.joined_on,
            "until": offer.left_on,
        }
        for offer in offers
    ]
    data = {
        "file": path.name,
        "kind": "groups",
        "encoding": file.source.encoding if hasattr(file, "source") else "",
        "dry_run": asked.dry_run,
        "found": done.found,
        "added": done.added,
        "changed": done.changed,
        "unchanged": done.unchanged,
        "doubtful": 0,
        "rejected": [asdict(item) for item in done.rejected],
        "offers": told,
        "taken": taken,
    }
    lines = [f"{offer.organisation}: {offer.kind.value} {offer.group}" for offer in offers]
    words = [f"{counted(done.found, 'row', 'rows')} of {done.kind.value} found: {done.added:,} added."]
    if offers and not taken:
        words.append(f"{counted(len(offers), 'difference', 'differences')} from your records: --take brings them in.")
    return Result(
        data=[data],
        lines=lines,
        words=words,
        warnings=[item.text for item in done.warnings],
        exit_code=1 if done.rejected_count else 0,
    )
