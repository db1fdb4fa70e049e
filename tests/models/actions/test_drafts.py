"""What is being typed is kept in the book and nowhere else: not in the journal, not in undo, not once dropped."""

from __future__ import annotations

from sqlalchemy import func, select

from models.actions.drafts import DraftFields, drop_all_drafts, drop_drafts, keep_drafts
from models.entities import Change, ChangeEntry
from models.queries.drafts import list_drafts


def draft(uid: str, content: str = '{"note": "They rang"}', actor: str = "joan") -> DraftFields:
    return DraftFields(uid, actor, "quick_log", "a conversation with Brookfield", content)


def keep(store, *fields, dropped=()):
    with store.write("Keep drafts") as session:
        keep_drafts(session, fields, dropped)


def kept(store, actor="joan"):
    with store.read() as session:
        return [(row.uid, row.content) for row in list_drafts(session, actor)]


def test_a_draft_is_written_over_and_dropped(store):
    keep(store, draft("a"), draft("b"))
    keep(store, draft("a", '{"note": "They rang about the hall"}'))
    assert kept(store) == [("a", '{"note": "They rang about the hall"}'), ("b", '{"note": "They rang"}')]
    keep(store, draft("c"), dropped=["a", "never there"])
    assert [uid for uid, _content in kept(store)] == ["c", "b"]
    with store.write("Drop drafts") as session:
        drop_drafts(session, ["b", "c"])
    assert kept(store) == []


def test_each_sees_their_own(store):
    keep(store, draft("a"), draft("b", actor="sam"))
    assert [uid for uid, _content in kept(store)] == ["a"]
    assert [uid for uid, _content in kept(store, "sam")] == ["b"]
    with store.write("Drop all") as session:
        drop_all_drafts(session)
    assert kept(store) == kept(store, "sam") == []


def test_a_draft_leaves_no_trace_in_journal_undo_or_notices(store):
    told = []
    store.subscribe(told.append)
    keep(store, draft("a"))
    keep(store, draft("a", "{}"))
    keep(store, dropped=["a"])
    with store.read() as session:
        assert session.scalar(select(func.count()).select_from(ChangeEntry)) == 0
        assert session.scalar(select(func.count()).select_from(Change)) == 0
    assert (told, store.undo_label(), store.check()) == ([], None, [])
