"""What may stand on any record: tags, groups, notes, references, files, fields of one's own, reminders."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from models.actions.attachments import (
    add_attachment,
    attach,
    detach,
    of_file,
    remove_attachment,
    sweep_contents,
)
from models.actions.custom_fields import (
    CustomFieldFields,
    add_custom_field,
    edit_custom_field,
    set_custom_value,
    understand_custom_value,
)
from models.actions.groups import GroupFields, add_group, add_to_group, remove_from_group
from models.actions.notes import NoteFields, add_note
from models.actions.references import ReferenceFields, add_reference, link_reference
from models.actions.reminders import ReminderFields, add_reminder, finish_reminder
from models.actions.tags import TagFields, add_tag, edit_tag, put_away_tag, tag_record, tag_records, untag_record
from models.errors import StaleRecord, WrongUse
from models.queries.attachments import list_attachments, read_attachment
from models.queries.custom_fields import list_custom_values
from models.queries.groups import list_group_members, list_groups
from models.queries.notes import NoteFilter, list_notes
from models.queries.references import ReferenceFilter, list_references
from models.queries.reminders import list_reminders
from models.queries.tags import list_tagged, list_tags, list_tags_of, printable_tags
from models.store import Store
from models.vocabulary import FieldKind, NoteKind, ReferenceKind, TagKind, Visibility
from tests.models.people_and_places import TODAY, Numbers, make_area, make_organisation

CONFIDENTIAL, INTERNAL, PUBLIC = Visibility.CONFIDENTIAL, Visibility.INTERNAL, Visibility.PUBLIC


@pytest.fixture
def area(store: Store) -> Numbers:
    with store.write("Fill") as session:
        return make_area(session)


def test_tags_stand_in_a_tree_and_a_hidden_theme_hides_what_is_below_it(store: Store, area: Numbers) -> None:
    with store.write("Tags") as session:
        wide = add_tag(session, TagFields("Wellbeing", TagKind.THEME, visibility=PUBLIC))
        add_tag(session, TagFields("attendance", TagKind.THEME, wide, PUBLIC))
        add_tag(session, TagFields("Mental health", TagKind.THEME, wide, PUBLIC))
        closed = add_tag(session, TagFields("Causing concern", visibility=CONFIDENTIAL))
        add_tag(session, TagFields("Very much so", parent_id=closed, visibility=PUBLIC))
        with pytest.raises(WrongUse, match="already"):
            add_tag(session, TagFields("MENTAL  health", TagKind.THEME, wide))
        with pytest.raises(WrongUse, match="belong to itself"):
            edit_tag(session, closed, TagFields("Causing concern", parent_id=closed))
    with store.read() as session:
        assert [tag.path for tag in list_tags(session, TagKind.THEME, audience=PUBLIC)] == [
            ("Wellbeing",),
            ("Wellbeing", "attendance"),
            ("Wellbeing", "Mental health"),
        ]
        assert len(list_tags(session)) == 5
        assert len(list_tags(session, audience=INTERNAL)) == 3


def test_a_tag_is_on_a_record_once_and_comes_off_and_undo_takes_it_back(store: Store, area: Numbers) -> None:
    with store.write("Tag") as session:
        tag = add_tag(session, TagFields("Choir"))
        links = tag_records(session, tag, [("organisation", area.oakley), ("people", area.joe)])
        assert tag_record(session, tag, "organisation", area.oakley) == links[0]
        with pytest.raises(WrongUse, match="no organisation number 999"):
            tag_record(session, tag, "organisation", 999)
    with store.read() as session:
        assert [row.name for row in list_tagged(session, tag)] == ["Oakley College", "Mr Joe Marsh"]
    with store.write("Untag") as session:
        untag_record(session, tag, "organisation", area.oakley)
    with store.read() as session:
        assert list_tags_of(session, "organisation", area.oakley) == ()
    store.undo()
    store.undo()
    with store.read() as session:
        assert list_tags(session) == ()
    store.redo()
    with store.read() as session:
        assert [tag.name for tag in list_tags_of(session, "organisation", area.oakley)] == ["Choir"]
    with store.write("Away") as session:
        put_away_tag(session, tag)
    with store.read() as session:
        assert list_tags_of(session, "organisation", area.oakley) == ()


def test_a_confidential_tag_prints_only_when_asked_for_and_allowed(store: Store, area: Numbers) -> None:
    with store.write("Tag") as session:
        tag = add_tag(session, TagFields("Causing concern", visibility=CONFIDENTIAL))
        open_tag = add_tag(session, TagFields("Music", visibility=PUBLIC))
        for number in (tag, open_tag):
            tag_record(session, number, "organisation", area.oakley)
    ref = ("organisation", area.oakley)
    with store.read() as session:
        assert [one.name for one in printable_tags(session, [ref], audience=CONFIDENTIAL)[ref]] == ["Music"]
        both = printable_tags(session, [ref], audience=CONFIDENTIAL, asked_for=[tag])[ref]
        assert [one.name for one in both] == ["Causing concern", "Music"]
        assert [one.name for one in printable_tags(session, [ref], audience=INTERNAL, asked_for=[tag])[ref]] == [
            "Music"
        ]
        assert list_tagged(session, tag, audience=INTERNAL) == ()


def test_a_group_keeps_its_members_and_hides_those_above_the_audience(store: Store, area: Numbers) -> None:
    with store.write("Group") as session:
        secret = make_organisation(session, "Closed School", visibility=CONFIDENTIAL)
        group = add_group(session, GroupFields("Choir schools", visibility=PUBLIC))
        refs = [("organisation", area.oakley), ("organisation", secret), ("person", area.joe)]
        assert add_to_group(session, group, refs) == 3
        assert add_to_group(session, group, refs) == 0
    with store.read() as session:
        assert [row.name for row in list_group_members(session, group, audience=PUBLIC)] == ["Oakley College"]
        assert len(list_group_members(session, group)) == 3
    with store.write("Out") as session:
        assert remove_from_group(session, group, refs[:1]) == 1
        add_group(session, GroupFields("Ours"))
    with store.read() as session:
        assert [row.name for row in list_groups(session, audience=PUBLIC)] == ["Choir schools"]
        assert list_group_members(session, group, audience=PUBLIC) == ()


def test_notes_say_what_their_kind_must_and_hide_with_their_record(store: Store, area: Numbers) -> None:
    def note(on: str, number: int, **more: object) -> NoteFields:
        return NoteFields(on, number, TODAY, "Short of room", **more)  # type: ignore[arg-type]

    with store.write("Notes") as session:
        secret = make_organisation(session, "Closed School", visibility=CONFIDENTIAL)
        for wrong, words in (
            (note("organisation", area.oakley, kind=NoteKind.INTELLIGENCE), "how sure"),
            (note("organisation", area.oakley, kind=NoteKind.COMMUNITY_NEED), "area or a place"),
            (note("organisation", area.oakley, hours=3), "capacity"),
            (note("setting", 1), "Nothing can be put"),
        ):
            with pytest.raises(WrongUse, match=words):
                add_note(session, wrong)
        add_note(session, note("organisation", area.oakley, visibility=PUBLIC))
        add_note(session, note("organisation", secret, visibility=PUBLIC))
        add_note(session, note("organisation", area.oakley, visibility=CONFIDENTIAL))
    with store.read() as session:
        assert [row.record_name for row in list_notes(session, audience=PUBLIC).rows] == ["Oakley College"]
        assert len(list_notes(session).rows) == 3
        first = list_notes(session, limit=2)
        assert len(first.rows) == 2
        assert len(list_notes(session, limit=2, after=first.next_key).rows) == 1
        assert list_notes(session, NoteFilter(record=("organisation", secret)), audience=INTERNAL).rows == ()
    store.undo()
    with store.read() as session:
        assert list_notes(session).rows == ()


def test_references_are_checked_and_shown_with_what_may_be_read(store: Store, area: Numbers) -> None:
    with store.write("References") as session:
        secret = make_organisation(session, "Closed School", visibility=CONFIDENTIAL)
        for wrong in (
            ReferenceFields(ReferenceKind.LINK, "Site", url="javascript:alert(1)"),
            ReferenceFields(ReferenceKind.LINK, "Site"),
            ReferenceFields(ReferenceKind.PRESS, "Choirs sing"),
        ):
            with pytest.raises(WrongUse):
                add_reference(session, wrong)
        one = add_reference(session, ReferenceFields(ReferenceKind.ARTICLE, "On choirs", visibility=PUBLIC))
        both = add_reference(
            session, ReferenceFields(ReferenceKind.LINK, "Choirs", url="https://choirs.example/", visibility=PUBLIC)
        )
        link_reference(session, one, "organisation", secret)
        link_reference(session, both, "organisation", secret)
        link_reference(session, both, "organisation", area.oakley)
        link_reference(session, both, "organisation", area.oakley)
    with store.read() as session:
        rows = list_references(session, audience=PUBLIC)
        assert [(row.title, [name.name for name in row.records]) for row in rows] == [("Choirs", ["Oakley College"])]
        assert list_references(session, ReferenceFilter(record=("organisation", secret)), audience=PUBLIC) == ()
        assert len(list_references(session, ReferenceFilter(words="CHOIRS"))) == 2


def test_a_file_is_kept_once_and_its_bytes_go_only_when_nothing_can_ask_for_them(store: Store, area: Numbers) -> None:
    content = of_file("C:\\letters\\Zoë’s letter.txt", b"The hall is free on Fridays.")
    assert (content.name, content.media_type) == ("Zoë’s letter.txt", "text/plain")
    with store.write("File") as session:
        first = add_attachment(session, content, TODAY, visibility=PUBLIC)
        second = add_attachment(session, content, TODAY)
        attach(session, first, "organisation", area.oakley)
        attach(session, first, "organisation", area.oakley)
    with store.read() as session:
        assert read_attachment(session, first, audience=PUBLIC).data == content.data
        assert [row.id for row in list_attachments(session, ("organisation", area.oakley))] == [first]
        assert [row.id for row in list_attachments(session, audience=PUBLIC)] == [first]
        with pytest.raises(WrongUse):
            read_attachment(session, second, audience=PUBLIC)
    with store.write("Out") as session:
        detach(session, first, "organisation", area.oakley)
        remove_attachment(session, first)
        remove_attachment(session, second)
        assert sweep_contents(session) == 0
    store.undo()
    with store.read() as session:
        assert read_attachment(session, first).data == content.data


def test_fields_of_ones_own_take_values_of_their_kind_only(store: Store, area: Numbers) -> None:
    with store.write("Fields") as session:
        hall = add_custom_field(session, CustomFieldFields("organisation", "Hall for hire", FieldKind.YES_NO))
        size = add_custom_field(session, CustomFieldFields("organisation", "Hall places", FieldKind.NUMBER, number=2))
        day = add_custom_field(session, CustomFieldFields("organisation", "Checked", FieldKind.DATE, number=3))
        bus = CustomFieldFields("organisation", "Bus", FieldKind.CHOICE, ("Own", "Shared"), 4)
        bus_id = add_custom_field(session, bus)
        for field, value in ((hall, True), (size, Decimal("120")), (day, TODAY), (bus_id, "Own")):
            set_custom_value(session, field, area.oakley, value)
        for field, wrong in ((hall, "perhaps"), (size, "120"), (size, Decimal("1e99")), (day, True), (bus_id, "Hired")):
            with pytest.raises(WrongUse):
                set_custom_value(session, field, area.oakley, wrong)
        for label in ("Name of pupil", "Child’s surname", "UPN", "hall for HIRE"):
            with pytest.raises(WrongUse):
                add_custom_field(session, CustomFieldFields("organisation", label, FieldKind.TEXT))
        with pytest.raises(WrongUse, match="“Own”"):
            edit_custom_field(session, bus_id, CustomFieldFields("organisation", "Bus", FieldKind.CHOICE, ("A", "B")))
        with pytest.raises(WrongUse, match="another kind"):
            edit_custom_field(session, size, CustomFieldFields("organisation", "Size", FieldKind.TEXT))
    with store.read() as session:
        values = [row.value for row in list_custom_values(session, "organisation", area.oakley)]
        assert values == [True, Decimal("120.0000"), TODAY, "Own"]
        assert list_custom_values(session, "organisation", area.oakley, audience=PUBLIC) == ()
    with store.write("Empty") as session:
        assert set_custom_value(session, size, area.oakley, None) is None
        with pytest.raises(StaleRecord):
            edit_custom_field(session, hall, CustomFieldFields("organisation", "Hall", FieldKind.YES_NO, version=99))
    with store.read() as session:
        assert list_custom_values(session, "organisation", area.oakley)[1].value is None


@pytest.mark.parametrize(
    ("kind", "text", "value"),
    [
        (FieldKind.NUMBER, "1,200", Decimal(1200)),
        (FieldKind.DATE, "27/11/2025", date(2025, 11, 27)),
        (FieldKind.YES_NO, "Yes", True),
        (FieldKind.TEXT, "  ", None),
    ],
)
def test_a_typed_value_is_understood_by_its_kind(kind: FieldKind, text: str, value: object) -> None:
    assert understand_custom_value(kind, "Field", text, TODAY) == value


@pytest.mark.parametrize(
    ("kind", "text"), [(FieldKind.NUMBER, "many"), (FieldKind.DATE, "soon"), (FieldKind.YES_NO, "x")]
)
def test_a_typed_value_of_another_kind_is_refused(kind: FieldKind, text: str) -> None:
    with pytest.raises(WrongUse, match="Field"):
        understand_custom_value(kind, "Field", text, TODAY)


def test_a_reminder_for_the_holidays_shows_on_the_last_school_day_before(store: Store, area: Numbers) -> None:
    with store.write("Reminders") as session:
        christmas = add_reminder(
            session, ReminderFields(date(2026, 12, 28), "Ring Oakley", "organisation", area.oakley)
        )
        add_reminder(session, ReminderFields(date(2026, 11, 24), "By itself"))
        with pytest.raises(WrongUse):
            add_reminder(session, ReminderFields(date(2026, 11, 24), " "))
        with pytest.raises(WrongUse):
            add_reminder(session, ReminderFields(date(2026, 11, 24), "What?", "organisation"))
    with store.read() as session:
        assert list_reminders(session, TODAY) == ()
        rows = list_reminders(session, TODAY, up_to=date(2026, 12, 18))
        assert [(row.text, row.shows_on, row.record_name) for row in rows] == [
            ("By itself", date(2026, 11, 24), ""),
            ("Ring Oakley", date(2026, 12, 18), "Oakley College"),
        ]
        public = list_reminders(session, date(2026, 12, 18), audience=PUBLIC)
        assert [row.text for row in public] == ["Ring Oakley"]
    with store.write("Done") as session:
        finish_reminder(session, christmas, TODAY)
    with store.read() as session:
        assert [row.text for row in list_reminders(session, date(2027, 1, 4))] == ["By itself"]
