"""The places of a book that are no records: files, unsaved forms, lines of imports, what a merge kept."""

from __future__ import annotations

import hashlib

from sqlalchemy import delete, exists, insert, select, update

from models.actions.attachments import rests_on
from models.actions.erasing.rows import Rows
from models.actions.erasing.search import Search
from models.actions.erasing.told import Deed
from models.entities import (
    Attachment,
    AttachmentContent,
    AttachmentLink,
    Draft,
    ImportBatch,
    ImportLine,
    ImportOutcome,
    MergeRecord,
    Setting,
)
from models.masking import Masker
from models.queries.records import Ref, table_of
from resources.i18n import _

_PARTNERS = "exchange"
"""How the keys of lines begin that came from a partner (imports/partners): a kind and a uid, nothing of anybody."""


def names_them(masker: Masker, *texts: str) -> bool:
    """Say whether one of some texts surely names the person."""
    return any(masker.is_named(text) for text in texts if text)


# --- files ------------------------------------------------------------------------------------------------------


def forget_files(rows: Rows, found: Search, chosen: frozenset[Ref]) -> None:
    """Take out the files that only they had, and those that were chosen; what rests on a file keeps a word of it."""
    theirs = [number for kind, number in found.tied if kind == "attachment"]
    for number in sorted({*theirs, *(number for kind, number in chosen if kind == "attachment")}):
        attachment = rows.session.get(Attachment, number, populate_existing=True)
        if attachment is None:
            continue
        linked = exists().where(AttachmentLink.attachment_id == number)
        still_used = rows.session.scalar(select(linked)) or rests_on(rows.session, number)
        if still_used and ("attachment", number) not in chosen:
            continue
        old = attachment.sha256
        rows.session.expunge(attachment)
        if still_used:
            _exchange(rows, number)
        else:
            rows.remove(table_of("attachment"), [number], Deed.FILE)
        unused = ~exists().where(Attachment.sha256 == old)
        rows.session.execute(delete(AttachmentContent).where(AttachmentContent.sha256 == old, unused))


def _exchange(rows: Rows, number: int) -> None:
    """Put a few words in the place of a file."""
    words = _("This file was taken out because it named {name}, who was erased.").format(name=rows.masker.becomes)
    data = f"{words}\n".encode()
    sha256 = hashlib.sha256(data).hexdigest()
    if not rows.session.scalar(select(exists().where(AttachmentContent.sha256 == sha256))):
        rows.session.execute(insert(AttachmentContent), [{"sha256": sha256, "data": data}])
    values = {"name": _("Taken out.txt"), "media_type": "text/plain", "size": len(data), "sha256": sha256, "text": ""}
    rows.change(("attachment", number), {**values, "source": ""}, Deed.FILE)


# --- what merges keep -----------------------------------------------------------------------------------------------


def forget_merges(rows: Rows, person_id: int) -> None:
    """Remove what merges kept of the person, and of records that name them."""
    gone = []
    for merge in rows.session.execute(
        select(MergeRecord.id, MergeRecord.record_kind, MergeRecord.record_id, MergeRecord.gone_id,
               MergeRecord.gone_name, MergeRecord.snapshot)
    ):  # fmt: skip
        theirs = merge.record_kind == "person" and person_id in (merge.record_id, merge.gone_id)
        if theirs or names_them(rows.masker, merge.gone_name, merge.snapshot):
            gone.append(merge.id)
    rows.remove(table_of("merge_record"), gone, Deed.MERGE)


# --- unsaved forms ----------------------------------------------------------------------------------------------


def forget_drafts(rows: Rows) -> None:
    """Throw away the unsaved forms that name the person."""
    drafts = rows.session.execute(select(Draft.id, Draft.form, Draft.words, Draft.content)).all()
    gone = [draft.id for draft in drafts if names_them(rows.masker, draft.form, draft.words, draft.content)]
    if gone:
        rows.session.execute(delete(Draft).where(Draft.id.in_(gone)))
        rows.done[Deed.DRAFT, ""] += len(gone)


# --- imports and settings ---------------------------------------------------------------------------------------


def forget_imports(rows: Rows, person_id: int, becomes: str) -> None:
    """Empty the lines of files that brought the person or name them, and what tells such a line again."""
    masker, session = rows.masker, rows.session
    columns = (ImportLine.id, ImportLine.record_kind, ImportLine.record_id, ImportLine.name, ImportLine.key,
               ImportLine.base, ImportLine.words, ImportLine.cells)  # fmt: skip
    emptied = {"fingerprint": "", "base": "", "cells": "", "words": ""}
    for line in session.execute(select(*columns).execution_options(yield_per=500)).all():
        theirs = line.record_kind == "person" and line.record_id == person_id
        if theirs or names_them(masker, line.name, line.key, line.base, line.words, line.cells):
            name = becomes if theirs else masker.mask(line.name)
            # By the lasting name that a partner gave the person they are known when they come again, and refused.
            key = line.key if theirs and line.key.startswith(f"{_PARTNERS}:person:") else ""
            session.execute(update(ImportLine).where(ImportLine.id == line.id).values(name=name, key=key, **emptied))
            rows.done[Deed.IMPORT, ""] += 1
    for entity, column in ((ImportBatch, ImportBatch.file_name), (ImportBatch, ImportBatch.words),
                           (ImportOutcome, ImportOutcome.words)):  # fmt: skip
        for number, text in session.execute(select(entity.id, column)).all():
            if names_them(masker, text):
                session.execute(update(entity).where(entity.id == number).values({column.key: masker.mask(text)}))
    for number, value in session.execute(select(Setting.id, Setting.value)).all():
        if names_them(masker, value):
            masked = masker.mask_json(value) if value[:1] in '[{"' else masker.mask(value)
            rows.change(("setting", number), {"value": masked}, Deed.MASKED)
