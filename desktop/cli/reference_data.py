"""`import postcodes` and `import groups`: reference data, which is replaced and not journalled.

What they give as `data`, the same with and without --dry-run, one for each file:

    [{"file": "codepo_gb.zip", "kind": "postcodes", "encoding": "", "dry_run": false, "found": 28112, "added": 28112,
      "changed": 0, "unchanged": 0, "doubtful": 0, "rejected": [{"line": 7, "reason": "…"}]}]

`import groups` reads the files of trusts, federations and their members into the register, and tells as `offers` what
the register has otherwise than the records: `{"what": "join", "organisation": "…", "group": "…", "from": "2019-09-01",
"until": null, "key": "…", "record": "organisation:12", "unsure": false}`. With --take all of them are written into the
records as one step, but for those that are unsure: of these --left says which have left their group.
"""

from __future__ import annotations

import argparse
from collections.abc import Mapping
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

from desktop.cli.leaving import decide_leavers
from desktop.cli.opening import open_book
from desktop.cli.output import Result, counted
from desktop.cli.progress import progress
from desktop.cli.records import today

if TYPE_CHECKING:
    from models.actions.postcodes import PostcodeImport
    from models.actions.register import RegisterImport
    from models.imports.reference.kinds import Outcome


def import_postcodes(asked: argparse.Namespace) -> Result:
    """Read a directory of postcodes, or the parts of it that are wanted, into the book."""
    coming = take_reference(asked, "postcodes", "Reading the postcodes", {"areas": asked.areas})
    done: PostcodeImport = coming.detail
    rejected = [{"line": line, "reason": reason} for line, reason in done.rejected]
    data = {
        "file": Path(asked.file).name,
        "kind": "postcodes",
        "encoding": coming.recognised.encoding,
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
    coming = take_reference(asked, "groups", "Reading the file", {"take": asked.take})
    done: RegisterImport = coming.detail.register
    offers, taken = coming.detail.offers, coming.detail.taken
    open_ones = [
        offer for offer in offers if offer.is_unsure and ("organisation", offer.organisation_id) not in asked.left
    ]
    told = [
        {
            "key": offer.key,
            "what": offer.kind,
            "organisation": offer.organisation,
            "group": offer.group,
            "from": offer.joined_on,
            "until": offer.left_on,
            "record": f"organisation:{offer.organisation_id}",
            "unsure": offer.is_unsure,
        }
        for offer in offers
    ]
    data = {
        "file": Path(asked.file).name,
        "kind": "groups",
        "encoding": coming.recognised.encoding,
        "dry_run": asked.dry_run,
        "found": done.found,
        "added": done.added,
        "changed": done.changed,
        "unchanged": done.unchanged,
        "doubtful": len(open_ones),
        "rejected": [asdict(item) for item in done.rejected],
        "offers": told,
        "taken": asdict(taken) if taken is not None and not asked.dry_run else {},
    }
    lines = [f"{offer.organisation}: {offer.kind.value} {offer.group}" for offer in offers]
    words = [f"{counted(done.found, 'row', 'rows')} of {done.kind.value} found: {done.added:,} added."]
    words += [
        f"{offer.organisation} may have left {offer.group}: if so, add --left organisation:{offer.organisation_id}."
        for offer in open_ones
    ]
    if offers and not data["taken"]:
        words.append(f"{counted(len(offers), 'difference', 'differences')} from your records: --take brings them in.")
    return Result(
        data=[data],
        lines=lines,
        words=words,
        warnings=[item.text for item in done.warnings],
        exit_code=1 if done.rejected_count else 0,
    )


def take_reference(asked: argparse.Namespace, key: str, title: str, mapping: Mapping[str, Any]) -> Outcome:
    """Take a file of reference data in, or with --dry-run say what would become of it."""
    from models.imports.kinds import Asked
    from models.imports.preview import no_step
    from models.imports.reference.kinds import REFERENCE
    from models.imports.reference.taking_in import ReferenceImport

    with open_book(asked) as store:
        wanted = Asked(today(), mapping=mapping, step=progress(asked, title) or no_step)
        coming = ReferenceImport(store, REFERENCE[key], Path(asked.file), wanted)
        decide_leavers(coming, asked.left)
        return coming.look() if asked.dry_run else coming.take_in_now()
