"""Steps of histories that nobody wrote by hand, and the hash of what a book holds."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

from hypothesis import strategies as st
from sqlalchemy import insert, select, update

from models.actions.commitments import CommitmentFields, make_commitment
from models.actions.conversations import ConversationFields, Party, archive_conversation, log_conversation
from models.actions.merging import merge
from models.actions.tags import TagFields, add_tag, tag_record
from models.base import Base
from models.entities import Conversation, Organisation, Tag, map_all
from models.store import Store
from models.vocabulary import Channel, Direction, OrganisationKind

TODAY = date(2026, 11, 22)
BOOKKEEPING = {"version", "updated_at", "updated_by"}
NO_RECORDS = {"change", "change_entry", "journal_open", "book_info", "attachment_content"}

UNDO, REDO = -1, -2

Step = Callable[[Store, int], None]


def content_hash(store: Store) -> str:
    """Return a hash of every value of every record, without the versions, which only ever grow."""
    map_all()
    digest = hashlib.sha256()
    with store.read() as session:
        for table in sorted(Base.metadata.tables.values(), key=lambda one: one.name):
            if table.name in NO_RECORDS or table.name.startswith("register_"):
                continue
            columns = [column for column in table.columns if column.name not in BOOKKEEPING]
            for row in session.execute(select(*columns).order_by(table.c.id)):
                digest.update(repr((table.name, tuple(row))).encode())
    return digest.hexdigest()


def ids(store: Store, entity: Any) -> list[int]:
    with store.read() as session:
        return list(session.scalars(select(entity.id).order_by(entity.id)))


def add_organisation(store: Store, seed: int) -> None:
    with store.write("Add an organisation") as session:
        made = Organisation(kind=OrganisationKind.INSTITUTION, town=f"Town {seed % 3}")
        made.rename(f"School {seed}")
        session.add(made)


def add_many(store: Store, seed: int) -> None:
    rows = [
        {"name": f"Bulk {seed} {number}", "name_key": f"bulk {number}", "kind": OrganisationKind.CHARITY}
        for number in range(seed % 5)
    ]
    with store.write("Add several") as session:
        if rows:
            session.execute(insert(Organisation), rows)


def rename_all(store: Store, seed: int) -> None:
    with store.write("Move everybody") as session:
        changed = update(Organisation).where(Organisation.id % 2 == seed % 2)
        session.execute(changed.values(town=f"Town {seed}", version=Organisation.version + 1))


def log_call(store: Store, seed: int) -> None:
    known = ids(store, Organisation)
    with store.write("Log a call") as session:
        if known:
            asked = TODAY + timedelta(days=seed % 9) if seed % 2 else None
            party = Party(None, known[seed % len(known)])
            log_conversation(
                session,
                ConversationFields(Channel.CALL, Direction.OUT, TODAY, (party,), reply_expected_by=asked, note="Zoë"),
            )


def put_away(store: Store, seed: int) -> None:
    known = ids(store, Conversation)
    with store.write("Put a conversation away") as session:
        if known:
            archive_conversation(session, known[seed % len(known)])


def promise(store: Store, seed: int) -> None:
    known = ids(store, Organisation)
    with store.write("Note a promise") as session:
        if known:
            fields = CommitmentFields(
                text=f"Promise {seed}", made_on=TODAY, owner_organisation_id=known[seed % len(known)]
            )
            make_commitment(session, fields)


def tag(store: Store, seed: int) -> None:
    known, tags = ids(store, Organisation), ids(store, Tag)
    with store.write("Tag") as session:
        number = tags[seed % len(tags)] if tags and seed % 2 else add_tag(session, TagFields(name=f"Tag {seed}"))
        if known:
            tag_record(session, number, "organisation", known[seed % len(known)])


def merge_two(store: Store, seed: int) -> None:
    known = ids(store, Organisation)
    with store.write("Merge two") as session:
        if len(known) > 1:
            keep = seed % len(known)
            merge(session, "organisation", known[keep], known[keep - 1], TODAY)


STEPS: tuple[Step, ...] = (add_organisation, add_many, rename_all, log_call, put_away, promise, tag, merge_two)

HISTORIES = st.lists(
    st.one_of(
        st.tuples(st.sampled_from(range(len(STEPS))), st.integers(0, 50)),
        st.tuples(st.just(UNDO), st.integers(1, 4)),
        st.tuples(st.just(REDO), st.integers(1, 4)),
    ),
    min_size=3,
    max_size=14,
)
"""What is done, by its place in `STEPS`, and with which number; or how often something is undone or made again."""
