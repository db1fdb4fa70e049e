"""The tabs of a conversation: its matter, who had which part, what a visit gave, another way in, what came of it."""

from __future__ import annotations

from datetime import timedelta

import pytest

from desktop.pages.conversations import SPEC
from desktop.parts.dialog import PartDialog, StepDialog
from desktop.theme import Appearance
from models.actions.conversations import ConversationFields, Party, fields_of, log_conversation
from models.queries.contact_routes import list_routes
from models.queries.conversations import find_conversation
from models.queries.introductions import list_visits
from models.queries.issues import list_issues
from models.queries.organisations import OrganisationFilter, list_organisations
from models.queries.party_parts import list_party_parts
from models.queries.threads import list_thread_talks, list_threads
from models.vocabulary import Channel, Direction, PartyPart, ReplyState, ThreadState
from tests.desktop.accessibility import audit
from tests.desktop.in_view import field_of, in_view
from tests.desktop.pages.desk import TODAY, open_desk

__all__ = ["open_desk"]


@pytest.fixture
def desk(open_desk, sample_file):
    return open_desk(sample_file, SPEC, first="conversations")


def talk(desk, channel=Channel.LETTER, direction=Direction.OUT, *, waits=True):
    """Log a conversation with a college, and show it."""
    with desk.store.write("Log") as session:
        college = list_organisations(session, OrganisationFilter(words="Brookfield"), today=TODAY).rows[0].id
        made = log_conversation(
            session,
            ConversationFields(
                channel,
                direction,
                TODAY - timedelta(20),
                (Party(organisation_id=college),),
                subject="A door to knock on",
                reply_expected_by=TODAY - timedelta(5) if waits else None,
            ),
        )
    desk.window.stack.open_record("conversation", made)
    return made, college, desk.window.stack.current_page().panel


def card_of(panel, kind):
    tab = next(tab for tab in panel.tabs.parts_tabs if kind in tab.cards)
    place = next(at for at in range(panel.tabs.count()) if panel.tabs.widget(at).isAncestorOf(tab))
    panel.tabs.setCurrentIndex(place)
    return tab.cards[kind]


def take(card, number, words):
    next(one for one in card.menu_of(number).actions() if one.text().startswith(words)).trigger()


def read(desk, ask, *args, **more):
    with desk.store.read() as session:
        return ask(session, *args, **more)


def test_conversations_are_put_into_a_matter_read_in_order_and_taken_out(desk) -> None:
    first, college, panel = talk(desk)
    card = card_of(panel, "thread")
    assert card.count() == 0
    card._take_together(card.part.together[0])
    form = in_view(StepDialog)
    form.saved.emit()
    assert form.isVisible()
    assert form.problem.text() == "Choose a matter, or enter what the new one is about."
    field_of(form, "subject").setText("A named person")
    form.saved.emit()
    thread = read(desk, fields_of, first).thread_id
    (row,) = read(desk, list_threads, thread_id=thread)
    assert (row.subject, row.organisation_id, row.opened_on) == ("A named person", college, TODAY - timedelta(20))
    assert card.count() == 2, "the matter itself, and its one conversation"

    second, _college, panel = talk(desk, Channel.CALL, Direction.IN, waits=False)
    card._take_together(card.part.together[0])
    form = in_view(StepDialog)
    field_of(form, "thread_id").set_value(thread)
    form.saved.emit()
    assert [one.id for one in read(desk, list_thread_talks, thread)] == [first, second]
    assert card.count() == 3
    take(card, -first, "Take it out")
    assert [one.id for one in read(desk, list_thread_talks, thread)] == [second]
    take(card, thread, "Lay it aside")
    assert read(desk, list_threads, thread_id=thread)[0].state is ThreadState.PARKED
    for _step in range(3):
        desk.store.undo()
    assert [one.id for one in read(desk, list_thread_talks, thread)] == [first]


def test_a_line_of_the_matter_opens_its_conversation(desk) -> None:
    desk.window.stack.open_record("conversation", 315)
    panel = desk.window.stack.current_page().panel
    card = card_of(panel, "thread")
    other = next(-item.record for item in card.view.items() if item.record < 0 and item.record != -315)
    card._on_opened(-other)
    assert panel.id == other


def test_who_had_which_part_is_said(desk) -> None:
    number, _college, panel = talk(desk)
    card = card_of(panel, "conversation_party")
    (row,) = read(desk, list_party_parts, number, TODAY)
    assert row.part is None
    take(card, row.id, "Say which part")
    form = in_view(StepDialog)
    field_of(form, "part").set_value(PartyPart.COPY)
    form.saved.emit()
    assert read(desk, list_party_parts, number, TODAY)[0].part is PartyPart.COPY
    desk.store.undo()
    assert read(desk, list_party_parts, number, TODAY)[0].part is None


def test_another_way_in_ends_the_waiting_and_undo_brings_it_back(desk) -> None:
    number, college, panel = talk(desk)
    assert not panel.around.isHidden()
    panel.around.click()
    form = in_view(PartDialog)
    form.saved.emit()
    assert form.isVisible(), "it is not said what is tried"
    field_of(form, "route").set_text("Through the students’ union")
    form.saved.emit()
    (route,) = read(desk, list_routes, instead_of_id=number)
    assert (route.organisation_id, route.route) == (college, "Through the students’ union")
    assert read(desk, find_conversation, number).row.reply_state is ReplyState.ROUTE_ROUND
    assert panel.around.isHidden()
    assert panel.stop.isHidden()
    assert [item.text for item in panel.chain.items()][-1] == "You tried another way"
    desk.store.undo()
    assert read(desk, find_conversation, number).row.reply_state is ReplyState.AWAITING
    assert not panel.around.isHidden()


def test_no_other_way_is_offered_where_nobody_owes_a_reply(desk) -> None:
    _number, _college, panel = talk(desk, Channel.CALL, Direction.IN, waits=False)
    assert panel.around.isHidden()
    assert card_of(panel, "contact_route").isHidden()


def test_what_a_visit_gave_is_written_once_and_only_of_a_visit(desk) -> None:
    _letter, _college, panel = talk(desk)
    assert card_of(panel, "visit_record").isHidden(), "a letter is no visit"
    number, _college, panel = talk(desk, Channel.VISIT, waits=False)
    card = card_of(panel, "visit_record")
    assert card.isVisible()
    card.add()
    form = in_view(PartDialog)
    form.saved.emit()
    assert form.isVisible()
    field_of(form, "challenge_made").set_text("Why do the dates come so late?")
    form.saved.emit()
    (visit,) = read(desk, list_visits, conversation_id=number)
    assert visit.challenge_made == "Why do the dates come so late?"
    card.view.opened.emit(visit.id)
    form = in_view(PartDialog)
    field_of(form, "response").set_text("They will come with the placement letter.")
    form.saved.emit()
    (visit,) = read(desk, list_visits, conversation_id=number)
    assert visit.response == "They will come with the placement letter."


def test_an_issue_raised_in_it_knows_where_it_came_from(desk) -> None:
    number, college, panel = talk(desk, Channel.CALL, Direction.IN, waits=False)
    card = card_of(panel, "issue_raised")
    card.add()
    form = in_view(PartDialog)
    field_of(form, "title").setText("No bus after four")
    field_of(form, "organisation_id").set_value(college)
    form.saved.emit()
    (issue,) = read(desk, list_issues, conversation_id=number)
    assert (issue.title, issue.organisation_id) == ("No bus after four", college)
    assert read(desk, list_issues, conversation_id=315) == ()


@pytest.mark.parametrize(("look", "zoom"), [(Appearance.LIGHT, 100), (Appearance.DARK, 200)])
def test_everybody_can_use_every_tab(desk, look, zoom) -> None:
    desk.context.theme.set_appearance(look)
    desk.context.theme.set_zoom(zoom)
    desk.window.stack.open_record("conversation", 315)
    panel = desk.window.stack.current_page().panel
    for place in range(panel.tabs.count()):
        panel.tabs.setCurrentIndex(place)
        assert audit(desk.window) == []
