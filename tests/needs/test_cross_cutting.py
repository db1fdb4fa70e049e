"""The needs for what stands on any record: themes, sensitive marks, notes with their source, press, references."""

from __future__ import annotations

import json
from datetime import date, timedelta

import pytest

from models.actions.custom_fields import CustomFieldFields, add_custom_field, set_custom_value
from models.actions.groups import GroupFields, add_group, add_to_group
from models.actions.notes import NoteFields, add_note
from models.actions.references import ReferenceFields, add_reference, link_reference
from models.actions.saved_searches import SavedSearchFields, add_saved_search
from models.actions.tags import TagFields, add_tag, put_away_tag, tag_record
from models.entities import Activity, Place
from models.errors import WrongUse
from models.queries.groups import grouped
from models.queries.notes import NoteFilter, list_area_needs, list_capacity, list_notes
from models.queries.organisations import OrganisationFilter, list_organisations
from models.queries.references import ReferenceFilter, has_other_references, list_press_mentions, list_references
from models.queries.saved_searches import found_by
from models.queries.tags import list_tagged, list_tags_of, printable_tags, tagged, theme_coverage
from models.search import search
from models.store import Store
from models.vocabulary import (
    Confidence,
    FieldKind,
    NoteKind,
    OrganisationKind,
    ReferenceKind,
    TagKind,
    Visibility,
)
from tests.models.people_and_places import TODAY, Numbers, make_area, make_organisation, make_person

PUBLIC, PARTNERS, INTERNAL, CONFIDENTIAL = Visibility


@pytest.fixture
def area(store: Store) -> Numbers:
    with store.write("Fill") as session:
        return make_area(session)


def names(store: Store, wanted: OrganisationFilter) -> list[str]:
    with store.read() as session:
        return [row.name for row in list_organisations(session, wanted, today=TODAY).rows]


@pytest.mark.need("N046")
def test_groups_in_the_community_are_found_by_what_they_offer(store: Store, area: Numbers) -> None:
    with store.write("Community groups") as session:
        allotment = make_organisation(session, "Mill Road Allotments", OrganisationKind.COMMUNITY_GROUP)
        band = make_organisation(session, "Silver Band", OrganisationKind.COMMUNITY_GROUP)
        offers = add_tag(session, TagFields("What they offer"))
        garden = add_tag(session, TagFields("Gardening", parent_id=offers))
        music = add_tag(session, TagFields("Music", parent_id=offers))
        tag_record(session, garden, "organisation", allotment)
        tag_record(session, music, "organisation", band)
        tag_record(session, music, "organisation", area.oakley)
        hall = add_custom_field(session, CustomFieldFields("organisation", "Lends its hall", FieldKind.YES_NO))
        set_custom_value(session, hall, band, True)
        rules = {
            "all": [
                {"field": "kind", "is": "is", "value": "community_group"},
                {"field": "tag", "is": "is", "value": "Music"},
            ]
        }
        kept = add_saved_search(session, SavedSearchFields("Music nearby", "organisation", json.dumps(rules)), TODAY)
        fair = add_group(session, GroupFields("Helpers of the fair"))
        add_to_group(session, fair, [("organisation", allotment)])
    kinds = (OrganisationKind.COMMUNITY_GROUP,)
    with store.read() as session:
        offering = tagged(session, "organisation", [offers])
        musical = found_by(session, kept, TODAY)
    assert names(store, OrganisationFilter(kinds=kinds)) == ["Mill Road Allotments", "Silver Band"]
    assert names(store, OrganisationFilter(kinds=kinds, among=offering)) == ["Mill Road Allotments", "Silver Band"]
    assert names(store, OrganisationFilter(among=musical)) == ["Silver Band"]
    assert names(store, OrganisationFilter(among=grouped("organisation", fair))) == ["Mill Road Allotments"]
    # A college with music is no community group, and a group without a tag offers nothing we know of.
    assert "Oakley College" not in names(store, OrganisationFilter(among=musical))
    assert names(store, OrganisationFilter(kinds=kinds, words="silver", among=grouped("organisation", fair))) == []


@pytest.mark.need("N069")
def test_a_school_causing_concern_is_marked_for_few_and_never_printed_unasked(store: Store, area: Numbers) -> None:
    school = ("organisation", area.brookfield)
    with store.write("Mark") as session:
        concern = add_tag(session, TagFields("Causing concern", visibility=CONFIDENTIAL))
        phase = add_tag(session, TagFields("Reading project", visibility=PUBLIC))
        for tag in (concern, phase):
            tag_record(session, tag, *school)
        add_note(session, NoteFields(*school, TODAY, "Inspected again in spring.", visibility=CONFIDENTIAL))
    with store.read() as session:
        assert [tag.name for tag in list_tags_of(session, *school)] == ["Causing concern", "Reading project"]
        assert [row.name for row in list_tagged(session, concern)] == ["Brookfield Primary School"]
        printed = printable_tags(session, [school], audience=CONFIDENTIAL, asked_for=[concern])
        assert [tag.name for tag in printed[school]] == ["Causing concern", "Reading project"]
        # Not printed unasked, not even in a paper for our own eyes.
        assert [tag.name for tag in printable_tags(session, [school], audience=CONFIDENTIAL)[school]] == [
            "Reading project"
        ]
        for audience in (PUBLIC, PARTNERS, INTERNAL):
            assert [tag.name for tag in list_tags_of(session, *school, audience=audience)] == ["Reading project"]
            assert list_tagged(session, concern, audience=audience) == ()
            assert list_notes(session, NoteFilter(record=school), audience=audience).rows == ()
            assert search(session, "inspected again", audience=audience) == ()
            # Nobody learns it from a list that is narrowed by the mark either.
            among = tagged(session, "organisation", [concern], audience=audience)
            assert list_organisations(session, OrganisationFilter(among=among), today=TODAY).rows == ()
    with store.write("No longer") as session:
        put_away_tag(session, concern)
    with store.read() as session:
        assert [tag.name for tag in list_tags_of(session, *school)] == ["Reading project"]
    store.undo()
    with store.read() as session:
        assert len(list_tags_of(session, *school)) == 2


@pytest.mark.need("N086")
def test_intelligence_has_a_day_a_source_how_sure_it_is_and_its_readers(store: Store, area: Numbers) -> None:
    college = ("organisation", area.oakley)
    with store.write("Notes") as session:
        add_note(
            session,
            NoteFields(
                *college,
                TODAY - timedelta(days=30),
                "The principal means to retire in summer.",
                NoteKind.INTELLIGENCE,
                source="Joe Marsh, at the fair",
                confidence=Confidence.LIKELY,
            ),
        )
        add_note(
            session,
            NoteFields(
                *college,
                TODAY,
                "New courses in care from September.",
                NoteKind.INTELLIGENCE,
                source="Prospectus",
                confidence=Confidence.CONFIRMED,
                visibility=PUBLIC,
            ),
        )
        with pytest.raises(WrongUse, match="Say where this was heard and how sure it is"):
            add_note(session, NoteFields(*college, TODAY, "They say so.", NoteKind.INTELLIGENCE))
    with store.read() as session:
        rows = list_notes(session, NoteFilter(kind=NoteKind.INTELLIGENCE, record=college)).rows
        assert [(row.noted_on, row.source, row.confidence) for row in rows] == [
            (TODAY, "Prospectus", Confidence.CONFIRMED),
            (TODAY - timedelta(days=30), "Joe Marsh, at the fair", Confidence.LIKELY),
        ]
        sure = list_notes(session, NoteFilter(confidence=Confidence.CONFIRMED)).rows
        assert [row.text for row in sure] == ["New courses in care from September."]
        assert [hit.kind for hit in search(session, "retire")] == ["note"]
        assert [row.text for row in list_notes(session, audience=PUBLIC).rows] == [
            "New courses in care from September."
        ]
        assert search(session, "retire", audience=PARTNERS) == ()


@pytest.mark.need("N095")
def test_it_is_known_who_has_time_and_how_many_hours_were_given(store: Store, area: Numbers) -> None:
    def note(kind: str, number: int, on: date, hours: int, text: str) -> NoteFields:
        return NoteFields(kind, number, on, text, NoteKind.CAPACITY, hours=hours, visibility=PARTNERS)

    with store.write("Capacity") as session:
        for fields in (
            note("person", area.joe, date(2026, 9, 10), 6, "Can run a workshop for new teachers"),
            note("person", area.joe, date(2026, 10, 8), 4, "Ran the workshop"),
            note("organisation", area.oakley, date(2026, 10, 1), 20, "A trainee for two days a week"),
            note("person", area.head, date(2025, 10, 1), 30, "Last year"),
        ):
            add_note(session, fields)
        with pytest.raises(WrongUse, match="not below zero"):
            add_note(session, note("person", area.joe, TODAY, -1, "Less than nothing"))
        with pytest.raises(WrongUse, match="Hours belong to a note on capacity"):
            add_note(session, NoteFields("person", area.joe, TODAY, "A plain note", hours=3))
    with store.read() as session:
        rows = list_capacity(session, date(2026, 9, 1), date(2027, 8, 31))
        assert [(row.record.name, row.hours, row.notes) for row in rows] == [
            ("Oakley College", 20, 1),
            ("Mr Joe Marsh", 10, 2),
        ]
        # Joe is in the office's own list, so partners see the college only; the head's hours were last year's.
        shared = list_capacity(session, date(2026, 9, 1), date(2027, 8, 31), audience=PARTNERS)
        assert [row.record.name for row in shared] == ["Oakley College"]
        assert list_capacity(session, date(2026, 9, 1), date(2027, 8, 31), audience=PUBLIC) == ()


@pytest.mark.need("N097")
def test_where_the_press_wrote_of_the_work_is_on_record(store: Store, area: Numbers) -> None:
    with store.write("Press") as session:
        seen = add_reference(
            session,
            ReferenceFields(
                ReferenceKind.PRESS,
                "Schools share their choir",
                url="https://news.example/choir",
                published_in="Northfield News",
                published_on=date(2026, 10, 2),
                visibility=PUBLIC,
            ),
        )
        link_reference(session, seen, "organisation", area.brookfield)
        link_reference(session, seen, "organisation", area.oakley)
        add_reference(
            session,
            ReferenceFields(
                ReferenceKind.PRESS, "Before our time", published_in="The Gazette", published_on=date(2020, 1, 1)
            ),
        )
        add_reference(session, ReferenceFields(ReferenceKind.GUIDANCE, "On choirs", published_on=date(2026, 10, 3)))
        with pytest.raises(WrongUse, match="where and on which day"):
            add_reference(session, ReferenceFields(ReferenceKind.PRESS, "Somewhere, some day"))
    with store.read() as session:
        year = (date(2026, 9, 1), date(2027, 8, 31))
        mentions = list_press_mentions(session, *year)
        assert [(row.title, row.published_in) for row in mentions] == [("Schools share their choir", "Northfield News")]
        assert [name.name for name in mentions[0].records] == ["Brookfield Primary School", "Oakley College"]
        assert list_press_mentions(session, date(2020, 1, 1), date(2020, 12, 31), audience=PUBLIC) == ()
        assert [hit.title for hit in search(session, "northfield news")] == ["Schools share their choir"]


@pytest.mark.need("N114")
def test_it_shows_which_themes_partnerships_take_up_and_which_nobody_does(store: Store, area: Numbers) -> None:
    with store.write("Themes") as session:
        wide = add_tag(session, TagFields("Children’s lives", TagKind.THEME, visibility=PUBLIC))
        mind, attendance, needs = (
            add_tag(session, TagFields(name, TagKind.THEME, wide, PUBLIC))
            for name in ("Mental health", "Attendance", "Learners’ needs")
        )
        wellbeing = make_organisation(session, "Wellbeing Network", OrganisationKind.PARTNERSHIP)
        hidden = make_organisation(session, "Quiet Group", OrganisationKind.PARTNERSHIP, visibility=CONFIDENTIAL)
        drop_in = Activity(title="Drop-in", partnership_id=wellbeing, visibility=PUBLIC)
        session.add(drop_in)
        session.flush()
        tag_record(session, mind, "organisation", wellbeing)
        tag_record(session, needs, "activity", drop_in.id)
        tag_record(session, attendance, "organisation", hidden)
        # A school with the theme is no partnership: it covers nothing.
        tag_record(session, attendance, "organisation", area.brookfield)
    with store.read() as session:
        ours = {row.theme.name: row for row in theme_coverage(session)}
        assert ours["Mental health"].partnerships == ("Wellbeing Network",)
        assert (ours["Learners’ needs"].partnerships, ours["Learners’ needs"].activities) == (("Wellbeing Network",), 1)
        assert ours["Attendance"].partnerships == ("Quiet Group",)
        assert ours["Children’s lives"].partnerships == ("Quiet Group", "Wellbeing Network")
        shown = {row.theme.name: row for row in theme_coverage(session, audience=PUBLIC)}
        assert shown["Attendance"].is_gap
        assert [name for name, row in shown.items() if row.is_gap] == ["Attendance"]


@pytest.mark.need("N141")
def test_what_the_talk_is_of_can_be_listed_by_theme(store: Store, area: Numbers) -> None:
    with store.write("Themes") as session:
        work = add_tag(session, TagFields("Workforce", TagKind.THEME, visibility=PUBLIC))
        hiring = add_tag(session, TagFields("Recruitment", TagKind.THEME, work, PUBLIC))
        living = add_tag(session, TagFields("Cost of living", TagKind.THEME, visibility=PUBLIC))
        tag_record(session, hiring, "organisation", area.brookfield)
        tag_record(session, living, "organisation", area.oakley)
        tag_record(session, hiring, "person", area.joe)
    with store.read() as session:
        assert [row.name for row in list_tagged(session, work)] == ["Brookfield Primary School", "Mr Joe Marsh"]
        assert [row.name for row in list_tagged(session, living)] == ["Oakley College"]
        # A narrower theme is not the wider one's other children, and people are the office's own.
        assert "Oakley College" not in [row.name for row in list_tagged(session, hiring)]
        assert [row.name for row in list_tagged(session, work, audience=PUBLIC)] == ["Brookfield Primary School"]


@pytest.mark.need("N143")
def test_articles_and_links_are_kept_with_their_day_and_what_they_are_about(store: Store, area: Numbers) -> None:
    with store.write("Library") as session:
        article = add_reference(
            session,
            ReferenceFields(
                ReferenceKind.ARTICLE,
                "How clusters last",
                author="A. Writer",
                published_on=date(2026, 5, 1),
                visibility=PUBLIC,
            ),
        )
        link = add_reference(
            session,
            ReferenceFields(ReferenceKind.LINK, "Toolkit", url="https://toolkit.example/start", visibility=PUBLIC),
        )
        link_reference(session, article, "organisation", area.committee)
        link_reference(session, link, "person", area.joe)
        with pytest.raises(WrongUse, match="not a web address"):
            add_reference(session, ReferenceFields(ReferenceKind.LINK, "Toolkit", url="file:///etc/passwd"))
    with store.read() as session:
        assert [row.title for row in list_references(session)] == ["How clusters last", "Toolkit"]
        about = list_references(session, ReferenceFilter(record=("organisation", area.committee)))
        assert [(row.title, row.published_on) for row in about] == [("How clusters last", date(2026, 5, 1))]
        assert [row.title for row in list_references(session, ReferenceFilter(words="WRITER"))] == ["How clusters last"]
        # The link is on somebody of the office's own list only.
        assert [row.title for row in list_references(session, audience=PUBLIC)] == ["How clusters last"]
        assert has_other_references(session, "person", area.joe)
    with store.write("On both") as session:
        link_reference(session, article, "person", area.joe)
    with store.read() as session:
        on_both = list_references(session, ReferenceFilter(record=("person", area.joe)))
        assert {row.id for row in on_both} == {article, link}
        assert len(list_references(session)) == 2, "each is kept once"
        assert not has_other_references(session, "person", area.joe)
    store.undo()
    store.undo()
    with store.read() as session:
        assert list_references(session) == ()


@pytest.mark.need("N123")
def test_what_a_community_needs_is_read_place_by_place(store: Store, area: Numbers) -> None:
    with store.write("Needs") as session:
        hall = Place(area_id=area.ward, visibility=PUBLIC)
        hall.rename("Ross Street Hall")
        session.add(hall)
        session.flush()
        for kind, number, text, visibility in (
            ("area", area.ward, "No bus after six.", PARTNERS),
            ("place", hall.id, "The hall has no ramp.", PARTNERS),
            ("area", area.ward, "Families go without meals.", CONFIDENTIAL),
        ):
            add_note(session, NoteFields(kind, number, TODAY, text, NoteKind.COMMUNITY_NEED, visibility=visibility))
        make_person(session, "Ms", "Una", "Known")
        with pytest.raises(WrongUse, match="an area or a place"):
            add_note(session, NoteFields("organisation", area.oakley, TODAY, "More room", NoteKind.COMMUNITY_NEED))
        add_note(session, NoteFields("area", area.ward, TODAY, "A plain note on the ward."))
    with store.read() as session:
        needs = list_area_needs(session)
        assert [(row.area, sorted(note.text for note in row.notes)) for row in needs] == [
            ("Queen's Edge", ["Families go without meals.", "No bus after six.", "The hall has no ramp."])
        ]
        # The ward is in the office's own list: partners are not told its needs until it is opened to them.
        assert list_area_needs(session, audience=PARTNERS) == ()
        internal = list_area_needs(session, audience=INTERNAL)
        assert sorted(note.text for note in internal[0].notes) == ["No bus after six.", "The hall has no ramp."]
