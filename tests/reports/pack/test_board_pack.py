"""The board pack of a meeting: what is in it and where, what came late, and not a word of Part II."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pikepdf
import pypdfium2
import pytest
from sqlalchemy.orm import Session

from models.actions.agendas import AgendaItemFields, add_agenda_item
from models.actions.attachments import add_attachment, of_file
from models.actions.meetings import MeetingFields, create_meeting, edit_meeting, fields_of
from models.actions.packs import note_issue
from models.actions.papers import PaperFields, add_paper
from models.errors import WrongUse
from models.queries.bodies import find_our_board
from models.queries.history import list_history
from models.queries.meetings import list_agenda
from models.sample import fill_example
from models.store import Store
from models.vocabulary import AgendaItemKind, Visibility
from reports.pack.choices import Asked, due_supplements, gather
from reports.pack.making import PackFile, files_wanted, make_files
from tests.models.people_and_places import moment
from tests.reports.pdf.foreign import A3, A4, tagged, untagged
from tests.tools.verapdf import judge

TODAY = date(2026, 11, 22)
ITEMS = (
    ("Apologies", AgendaItemKind.APOLOGIES),
    ("Minutes of the last meeting", AgendaItemKind.MINUTES),
    ("Matters arising", AgendaItemKind.MATTERS_ARISING),
    ("Budget", AgendaItemKind.DECISION),
    ("ZANZIBAR settlement", AgendaItemKind.CONFIDENTIAL),
    ("Premises", AgendaItemKind.DISCUSSION),
)
SECRET = re.compile(r"zanzibar|wurlitzer", re.I)


@pytest.fixture(scope="module")
def made_store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    store = Store.create(tmp_path_factory.mktemp("packs") / "sample.liaison", is_example=True)
    with store.write("Fill") as session:
        fill_example(session, TODAY)
    yield store
    store.close()


@pytest.fixture
def store(made_store: Store) -> Iterator[Store]:
    """The sample, as it was before the test."""
    with made_store.read() as session:
        before = len(list_steps(session))
    yield made_store
    with made_store.read() as session:
        after = len(list_steps(session))
    for _step in range(after - before):
        made_store.undo()


def list_steps(session: Session) -> list[object]:
    return [row for row in list_history(session, limit=500).rows if row.kind.value == "do"]


@pytest.fixture
def meeting(store: Store) -> int:
    """A meeting of our board with six items, one of them in Part II, and papers for four."""
    with store.write("Plan a meeting") as session:
        board = find_our_board(session)
        number = create_meeting(
            session,
            MeetingFields("Winter meeting", moment(2026, 12, 10, 18), board, paper_due_on=date(2026, 12, 3)),
        )
        items = [add_agenda_item(session, number, AgendaItemFields(title, kind)) for title, kind in ITEMS]
        secret = Visibility.CONFIDENTIAL
        put(session, number, "Budget monitoring", tagged("Budget monitoring"), items[3])
        put(session, number, "WURLITZER offer", tagged("The wurlitzer offer"), items[4])
        put(session, number, "Plans", untagged((A4, A3)), items[5])
        put(session, number, "Names in the wurlitzer matter", untagged(words="wurlitzer"), items[5], level=secret)
        hidden = add_attachment(session, of_file("a.pdf", tagged("Wurlitzer costs")), TODAY, visibility=secret)
        add_paper(session, number, PaperFields("Wurlitzer costs", items[5], hidden, date(2026, 11, 20)))
        add_paper(session, number, PaperFields("Fire safety", items[5], received_on=date(2026, 11, 20)))
        put(session, number, "For everybody", tagged("For everybody"), None)
    return number


def put(
    session: Session,
    meeting: int,
    title: str,
    data: bytes,
    item: int | None,
    *,
    came: date = date(2026, 11, 20),
    level: Visibility = Visibility.INTERNAL,
) -> int:
    """Put a file on the agenda."""
    number = add_attachment(session, of_file(f"{title}.pdf", data), TODAY, visibility=level)
    return add_paper(session, meeting, PaperFields(title, item, number, came, level))


def make(store: Store, meeting: int, keys: tuple[str, ...] | None = None, **more: bool) -> tuple[PackFile, ...]:
    with store.read() as session:
        asked = Asked(meeting, TODAY)
        wanted = files_wanted(session, asked, supplements=more.pop("supplements", False))
        return make_files(session, wanted, keys, **more)


def issue(store: Store, meeting: int, files: tuple[PackFile, ...]) -> None:
    with store.write("Issue") as session:
        for file in files:
            note_issue(session, meeting, file.issue())


def texts(data: bytes) -> list[str]:
    document = pypdfium2.PdfDocument(data)
    found = [page.get_textpage().get_text_bounded() for page in document]
    document.close()
    return found


def everything(data: bytes) -> str:
    """Return all that a file holds, unpacked: words, titles, tags, names of files, data of its own about itself."""
    with pikepdf.open(io.BytesIO(data)) as pdf:
        parts = texts(data)
        for found in pdf.objects:
            if isinstance(found, pikepdf.Stream):
                parts.append(found.stream_dict.unparse().decode("latin-1"))
                if found.get("/Subtype") != "/Image":
                    parts.append(found.read_bytes().decode("latin-1"))
            elif isinstance(found, pikepdf.Dictionary):
                parts += [str(value) for value in found.values() if isinstance(value, pikepdf.String)]
        return "\n".join(parts)


def titles(data: bytes) -> list[tuple[int, str]]:
    """Return the bookmarks with their depth."""
    found: list[tuple[int, str]] = []

    def walk(items: list[pikepdf.OutlineItem], depth: int) -> None:
        for item in items:
            found.append((depth, item.title))
            walk(item.children, depth + 1)

    with pikepdf.open(io.BytesIO(data)) as pdf, pdf.open_outline() as outline:
        walk(outline.root, 0)
    return found


def test_the_pack_has_the_papers_under_their_items_in_the_order_of_the_agenda(store: Store, meeting: int) -> None:
    public, _part_two = make(store, meeting)
    listed = [title for depth, title in titles(public.data) if depth in (1, 2)]
    wanted = ["Agenda", "2. Minutes of the last meeting", "3. Matters arising", "Matters arising", "Action log"]
    wanted += ["4. Budget", "Paper 1: Budget monitoring", "6. Premises", "Paper 3: Plans", "For the whole meeting"]
    places = [listed.index(title) for title in wanted]
    assert places == sorted(places)
    contents = texts(public.data)[1]
    assert contents.index("6. Premises") < contents.index("For the whole meeting")
    assert re.search(r"1\. Apologies\s+No paper", contents)
    assert re.search(r"Paper 6: Fire safety\s+To follow", contents)
    assert public.name == "Board pack 2026-12-10 Elm Lane Board of Governors.pdf"
    assert "Draft of 22 November 2026" in texts(public.data)[0]
    for number, words in enumerate(texts(public.data), 1):
        assert f"Page {number} of {public.last_page}" in words


def test_no_word_of_part_two_is_in_the_public_file(store: Store, meeting: int) -> None:
    public, part_two = make(store, meeting)
    assert not SECRET.search(everything(public.data))
    assert "1 item is in Part II (confidential) and not in this copy." in texts(public.data)[0]
    words = everything(part_two.data)
    for title in ("ZANZIBAR settlement", "WURLITZER offer", "Names in the wurlitzer matter", "Wurlitzer costs"):
        assert title in words
    assert "Budget monitoring" not in words
    assert "Part II" in part_two.name
    for number, page in enumerate(texts(part_two.data), 1):
        assert f"Part II page {number} of {part_two.last_page}" in page
    document = pypdfium2.PdfDocument(part_two.data)
    assert document.get_page_label(2) == "Part II page 3"
    document.close()


@pytest.mark.parametrize("audience", [Visibility.PUBLIC, Visibility.PARTNERS])
def test_copies_for_others_leave_out_what_they_may_not_see_and_say_so(
    store: Store, meeting: int, audience: Visibility
) -> None:
    with store.read() as session, pytest.raises(WrongUse):
        gather(session, Asked(meeting, TODAY, audience))
    with store.write("Publish") as session:
        edit_meeting(session, meeting, replace(fields_of(session, meeting), visibility=Visibility.PUBLIC))
    with store.read() as session:
        asked = Asked(meeting, TODAY, audience)
        (public, *_others) = make_files(session, files_wanted(session, asked, supplements=False))
    words = everything(public.data)
    assert not SECRET.search(words)
    assert "Budget monitoring" not in words
    assert "not listed because" in texts(public.data)[0]


def test_late_papers_are_a_supplement_whose_pages_go_on_and_the_pack_stays_as_it_was(
    store: Store, meeting: int
) -> None:
    with store.read() as session, pytest.raises(WrongUse, match="has not gone out yet"):
        files_wanted(session, Asked(meeting, TODAY), supplements=True)
    pack = make(store, meeting, issued=True)
    issue(store, meeting, pack)
    assert "Issued on 22 November 2026" in texts(pack[0].data)[0]
    with store.read() as session, pytest.raises(WrongUse, match="nothing to add"):
        files_wanted(session, Asked(meeting, TODAY), supplements=True)
    with store.write("Late") as session:
        budget, secret = (row.id for row in list_agenda(session, meeting) if row.number in (4, 5))
        put(session, meeting, "Late figures", tagged("Late figures"), budget, came=date(2026, 12, 4))
        put(session, meeting, "Late wurlitzer", tagged("Late wurlitzer"), secret, came=date(2026, 12, 4))
    public, part_two = make(store, meeting, supplements=True, issued=True)
    assert (public.first_page, part_two.first_page) == (pack[0].last_page + 1, pack[1].last_page + 1)
    assert "Supplement 1" in public.title
    for number, words in enumerate(texts(public.data), public.first_page):
        assert f"Page {number} of {public.last_page}" in words
    document = pypdfium2.PdfDocument(public.data)
    assert document.get_page_label(0) == str(public.first_page)
    document.close()
    contents = texts(public.data)[1]
    assert re.search(r"4\. Budget.*Paper 8: Late figures", contents, re.S)
    assert "Apologies" not in contents
    assert not SECRET.search(everything(public.data))
    issue(store, meeting, (public, part_two))
    with store.read() as session:
        assert due_supplements(session, Asked(meeting, TODAY)) == ()
    with pytest.raises(WrongUse, match="went out already"):
        make(store, meeting, issued=True)
    again, *_rest = make(store, meeting, issued=True, anew=True)
    assert again.first_page == 1
    assert re.search(r"Paper 8: Late figures\s+Supplement 1", texts(again.data)[1])


def test_several_supplements_at_once_follow_each_other(store: Store, meeting: int) -> None:
    issue(store, meeting, make(store, meeting, issued=True))
    with store.write("Late") as session:
        for day in (4, 5):
            put(session, meeting, f"Late {day}", tagged(), None, came=date(2026, 12, day))
    one, two = make(store, meeting, supplements=True)
    assert (one.asked.supplement, two.asked.supplement) == (1, 2)
    assert two.first_page == one.last_page + 1


def test_papers_are_chosen_and_ordered_by_name(store: Store, meeting: int) -> None:
    public, *_rest = make(store, meeting, ("3", "1", "agenda"))
    listed = [title for depth, title in titles(public.data) if depth in (1, 2)]
    assert [title for title in listed if title.startswith(("Paper", "Agenda"))] == [
        "Paper 3: Plans",
        "Paper 1: Budget monitoring",
        "Agenda",
    ]
    contents = texts(public.data)[1]
    places = [contents.index(words) for words in ("6. Premises", "Paper 3", "4. Budget", "Paper 1", "For the whole")]
    assert places == sorted(places)
    with pytest.raises(WrongUse, match="no paper “9”"):
        make(store, meeting, ("9",))
    with pytest.raises(WrongUse, match="no paper “2”"):
        make(store, meeting, ("2",))


def test_whoever_makes_it_is_told_which_papers_not_everybody_can_read(store: Store, meeting: int) -> None:
    public, part_two = make(store, meeting)
    assert public.told == (
        "“Plans.pdf” has no tags, so a screen reader may not read it well. Ask its author for a tagged PDF.",
    )
    assert "Names in the wurlitzer matter.pdf" in part_two.told[0]
    assert "Paper 3: Plans" in texts(public.data)[0]


def test_a_file_that_is_no_pdf_is_named(store: Store, meeting: int) -> None:
    with store.write("Add") as session:
        number = add_attachment(session, of_file("Rota.xlsx", b"PK\x03\x04"), TODAY)
        add_paper(session, meeting, PaperFields("Rota", None, number, date(2026, 11, 20)))
    with pytest.raises(WrongUse, match=r"“Rota\.xlsx” is not a PDF file"):
        make(store, meeting)


def test_the_same_choices_give_the_same_bytes(store: Store, meeting: int) -> None:
    assert [file.sha256 for file in make(store, meeting)] == [file.sha256 for file in make(store, meeting)]


def test_a_meeting_without_anything_has_a_pack_all_the_same(store: Store) -> None:
    with store.write("Plan") as session:
        number = create_meeting(session, MeetingFields("Walk", moment(2026, 12, 1, 9)))
    (public,) = make(store, number)
    assert [title for _depth, title in titles(public.data)][:2] == ["Board pack: Walk", "Agenda"]


def test_verapdf_finds_nothing_in_packs_whose_papers_keep_the_standard(
    store: Store, meeting: int, tmp_path: Path
) -> None:
    if lacking := judge.missing():
        pytest.skip(f"{lacking} not installed")
    places = [tmp_path / "ours.pdf", tmp_path / "with others.pdf"]
    ours, *_rest = make(store, meeting, ("agenda", "minutes", "matters-arising", "action-log", "board-paper"))
    others, *_rest = make(store, meeting, ("agenda", "1", "7"))
    for place, file in zip(places, (ours, others), strict=True):
        place.write_bytes(file.data)
    assert judge.judge(places, "ua1", tmp_path) == []
    assert judge.judge(places[:1], "2a", tmp_path) == []
    assert replace(ours.asked, part_two=True).readers is Visibility.CONFIDENTIAL
