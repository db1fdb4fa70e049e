from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import select
from sqlalchemy.orm import Session

from models.entities import Organisation
from models.geography import GridPoint
from models.periods import Period
from models.queries.areas import list_area_names
from models.queries.funnel import FunnelRow, FunnelStep
from models.queries.interactions import Cell, Heading, InteractionMatrix
from models.queries.keeping import KeepingRate
from models.queries.organisations import OrganisationRow
from models.queries.partnership_network import Network, NetworkEdge, NetworkNode, find_network
from models.queries.promotion_grid import GridCell, list_promotion_cells
from models.queries.ties import Tie, Ties
from models.queries.unanswered import ReplyRate
from models.store import Store
from models.vocabulary import OrganisationKind, PromotionState, RelationshipType
from reports.chart_shapes import Area, Label, Record, Stroke
from reports.document import Chart, Table
from reports.fonts import pieces
from reports.pictures.arranging import arrange
from reports.pictures.bars import keeping_picture, replies_picture
from reports.pictures.catalogue import PICTURES, WALKS, Choices, build_picture
from reports.pictures.funnel import funnel_picture
from reports.pictures.matrices import promotions_picture, together_picture
from reports.pictures.nearby import nearby_picture
from reports.pictures.network import network_picture
from reports.pictures.picture import Picture, picture_document
from reports.pictures.star import star_picture
from reports.style import Ink
from tests.reports.pdf.test_round_trip import assert_same
from tests.reports.pictures.drawn import HOSTILE, measure, outside, overlapping

TODAY = date(2026, 11, 22)
YEAR = Period("last-12-months", "The last 12 months", date(2025, 11, 23), date(2026, 11, 23))
WIDTHS = (300.0, 471.0, 900.0)

NAMES = st.sampled_from(HOSTILE) | st.text(st.sampled_from("Abc de"), min_size=1, max_size=60)


def paper_width(text: str, size: float) -> float:
    """Return the width of a text as it is on a page."""
    return sum(face.width(part) for face, part in pieces(text)) * size


@pytest.fixture
def session(sample: Store) -> Iterator[Session]:
    with sample.read() as opened:
        yield opened


def network_of(names: list[str], ties: list[tuple[int, int]]) -> Network:
    pairs = {frozenset(tie) for tie in ties if tie[0] != tie[1]}
    counts = [sum(1 for pair in pairs if number in pair) for number in range(len(names))]
    kinds = list(OrganisationKind)
    nodes = [
        NetworkNode(number, name, kinds[number % len(kinds)], counts[number], 1) for number, name in enumerate(names)
    ]
    edges = tuple(NetworkEdge(min(pair), max(pair), RelationshipType.MEMBER_OF) for pair in pairs)
    return Network(tuple(sorted(nodes, key=lambda node: node.ties)), edges)


def organisation(number: int, name: str, easting: int, northing: int, phase: str = "Primary") -> OrganisationRow:
    return OrganisationRow(
        number, name, name.lower(), OrganisationKind.INSTITUTION, "", phase, "Open", None, None, None, "", "", easting,
        northing, None, None, None, False,
    )  # fmt: skip


# Whatever the rows, nothing leaves the picture ----------------------------------------------------------------------


@settings(max_examples=60, deadline=None)
@given(st.lists(NAMES, max_size=45), st.sampled_from(WIDTHS), st.randoms(use_true_random=False))
def test_a_star_stays_within_its_picture_and_its_names_apart(names: list[str], width: float, random: Random) -> None:
    types = [None, *RelationshipType]
    kinds = list(OrganisationKind)
    ties = tuple(
        Tie(number, name, random.choice(kinds), random.choice(types), random.random() < 0.5)
        for number, name in enumerate(names, 1)
    )
    picture = star_picture(Ties(99, "Our own school", OrganisationKind.INSTITUTION, ties))
    assert len(picture.table.rows) == len(picture.records) == len(names)
    if names:
        plan = picture.plan(width, measure)
        assert outside(plan, width) == []
        assert overlapping(plan) == []
        assert len(plan.spots) == min(36, len(names))


@settings(max_examples=40, deadline=None)
@given(st.data(), st.lists(NAMES, max_size=30), st.sampled_from(WIDTHS))
def test_a_network_stays_within_its_picture_and_its_names_apart(
    data: st.DataObject, names: list[str], width: float
) -> None:
    numbers = st.integers(0, max(0, len(names) - 1))
    ties = data.draw(st.lists(st.tuples(numbers, numbers), max_size=60)) if names else []
    picture = network_picture(network_of(names, ties))
    assert picture.is_empty == (not names)
    if names:
        plan = picture.plan(width, measure)
        assert outside(plan, width) == []
        assert overlapping(plan) == []
        assert len(plan.spots) == len(names), "each is drawn and can be pointed at, the isolated ones too"
        assert {spot.record for spot in plan.spots} == {Record("organisation", number) for number in range(len(names))}


@settings(max_examples=40, deadline=None)
@given(
    st.lists(st.tuples(NAMES, st.integers(-4000, 4000), st.integers(-4000, 4000)), max_size=40),
    st.sampled_from(WIDTHS),
    st.sampled_from(WALKS),
)
def test_who_is_near_stays_within_the_picture(places: list[tuple[str, int, int]], width: float, minutes: int) -> None:
    at = GridPoint(570_000, 294_000)
    rows = [
        organisation(number, name, 570_000 + east, 294_000 + north) for number, (name, east, north) in enumerate(places)
    ]
    rings = (minutes // 3, minutes * 2 // 3, minutes)
    picture = nearby_picture("Our own school", at, rows, rings)
    metres = [row[3] for row in picture.table.rows]
    assert metres == sorted(metres, key=float), "the nearest first"
    plan = picture.plan(width, measure)
    assert outside(plan, width) == []
    assert overlapping(plan) == []


@settings(max_examples=40, deadline=None)
@given(st.lists(NAMES, min_size=2, max_size=30), st.sampled_from(WIDTHS), st.randoms(use_true_random=False))
def test_a_grid_stays_within_its_picture_and_says_what_it_leaves_out(
    names: list[str], width: float, random: Random
) -> None:
    heads = tuple(Heading(str(number), name, number) for number, name in enumerate(names))
    cells = tuple(
        tuple(None if row is column else Cell(random.randrange(3), TODAY) for column in heads) for row in heads
    )
    picture = together_picture(InteractionMatrix(heads, heads, cells))
    plan = picture.plan(width, measure)
    assert outside(plan, width) == []
    drawn = len(plan.spots)
    left_out = any("no room" in shape.text for shape in plan.shapes if isinstance(shape, Label))
    assert left_out == (drawn < len(names) * (len(names) - 1))


@given(st.lists(st.integers(0, 500), min_size=5, max_size=5), st.sampled_from(WIDTHS))
def test_a_funnel_stays_within_its_picture(numbers: list[int], width: float) -> None:
    reached = sorted(numbers, reverse=True)
    rows = [
        FunnelRow(step, number, number // 2, number // 3, number or None, float(number))
        for step, number in zip(FunnelStep, reached, strict=True)
    ]
    picture = funnel_picture(rows)
    assert picture.is_empty == (reached[0] == 0)
    if not picture.is_empty:
        plan = picture.plan(width, measure)
        assert outside(plan, width) == []
        bars = [shape.points for shape in plan.shapes if isinstance(shape, Stroke)]
        wide = [points[1][0] - points[0][0] for points in bars]
        assert wide == sorted(wide, reverse=True), "it narrows"


# The sample, as everybody sees it first -------------------------------------------------------------------------


@pytest.mark.parametrize("spec", PICTURES, ids=lambda spec: spec.key)
@pytest.mark.parametrize("width", WIDTHS)
def test_the_sample_fits_and_no_words_lie_on_others(session: Session, spec: object, width: float) -> None:
    picture = build_picture(session, spec.key, Choices(YEAR, TODAY))  # type: ignore[attr-defined]
    plan = picture.plan(width, paper_width)
    assert outside(plan, width, paper_width) == []
    assert overlapping(plan, paper_width) == []
    assert plan.spots
    assert picture.alt
    assert len(picture.records) in (0, len(picture.table.rows))
    for spot in plan.spots:
        assert spot.words
        assert spot.row is None or spot.row < len(picture.table.rows)


@pytest.mark.parametrize("spec", PICTURES, ids=lambda spec: spec.key)
def test_the_sample_prints_as_an_accessible_page(session: Session, spec: object) -> None:
    picture = build_picture(session, spec.key, Choices(YEAR, TODAY))  # type: ignore[attr-defined]
    assert_same(picture_document(picture, as_at=TODAY))


@pytest.mark.parametrize("spec", PICTURES, ids=lambda spec: spec.key)
def test_an_empty_book_is_told_in_words(tmp_path: Path, spec: object) -> None:
    store = Store.create(tmp_path / "empty.liaison")
    with store.read() as opened:
        picture = build_picture(opened, spec.key, Choices(YEAR, TODAY))  # type: ignore[attr-defined]
    store.close()
    assert picture.is_empty
    assert picture.table.empty.endswith((".", ";"))
    assert picture.alt
    assert [type(block) for block in picture.blocks()] == [Table]
    assert_same(picture_document(picture, as_at=TODAY))


def test_the_sample_shows_who_is_linked_with_nobody(session: Session) -> None:
    picture = build_picture(session, "network", Choices(YEAR, TODAY))
    alone = [row[0] for row in picture.table.rows if row[2] == 0]
    assert "Kingsmead Regional College" in alone
    plan = picture.plan(471, paper_width)
    drawn = {spot.words for spot in plan.spots}
    assert "Kingsmead Regional College: linked with nobody" in drawn
    assert all(any(str(name) in words for words in drawn) for name in alone)
    assert "Kingsmead Regional College" in picture.alt


def test_the_empty_cells_are_shown_and_named(session: Session) -> None:
    picture = build_picture(session, "together", Choices(YEAR, TODAY))
    silent = [row for row in picture.table.rows if row[1] == 0]
    assert silent
    plan = picture.plan(900, paper_width)
    words = [spot.words for spot in plan.spots if spot.words.startswith(str(silent[0][0]))]
    assert words
    assert all(word.endswith("no contact") for word in words)
    assert sum(1 for shape in plan.shapes if isinstance(shape, Label) and shape.text == "0") > 100


# Large books ----------------------------------------------------------------------------------------------------


def test_only_the_most_linked_of_a_large_area_are_drawn_and_the_rest_is_counted() -> None:
    random = Random(7)
    names = [f"School {number}" for number in range(3000)]
    ties = [(random.randrange(2000), random.randrange(0, 60)) for _ in range(4000)]
    network = network_of(names, ties)
    picture = network_picture(network)
    plan = picture.plan(900, measure)
    tied = sum(1 for node in network.nodes if node.ties)
    alone = len(network.isolated)
    assert f"The 90 with most links are drawn. {tied - 90:,} more with fewer links are left out." in picture.note
    assert f"{alone - 60:,} more are linked with nobody and not drawn." in picture.note
    assert len(picture.table.rows) == 2000
    assert len(plan.spots) == 90 + 60
    assert overlapping(plan) == []


def best_of(work: Callable[[], object], times: int = 4) -> float:
    found = []
    for _ in range(times):
        begun = time.process_time()
        work()
        found.append(time.process_time() - begun)
    return min(found)


def test_two_hundred_nodes_find_their_places_quickly_and_the_same_each_time() -> None:
    random = Random(3)
    ties = [(random.randrange(200), random.randrange(200)) for _ in range(400)]
    ties = [tie for tie in ties if tie[0] != tie[1]]
    places = arrange(200, ties)
    assert places == arrange(200, ties)
    assert all(0 <= x <= 1 and 0 <= y <= 1 for x, y in places)
    assert len({(round(x, 3), round(y, 3)) for x, y in places}) > 195
    # Five times the nodes take at most about five times the time: only those nearby push each other.
    few = best_of(lambda: arrange(200, ties))
    many = best_of(lambda: arrange(1000, [(one * 5, other * 5) for one, other in ties]), 2)
    assert many < 12 * few
    assert few < 0.3


def test_linked_nodes_stand_nearer_than_others() -> None:
    random = Random(5)
    ties = [(number, number // 6) for number in range(6, 60)] + [(number, number + 1) for number in range(5)]
    places = arrange(60, ties)
    linked = [_far(places[one], places[other]) for one, other in ties]
    others = [_far(places[random.randrange(60)], places[random.randrange(60)]) for _ in range(400)]
    assert sum(linked) / len(linked) < 0.6 * sum(others) / len(others)


def _far(one: tuple[float, float], other: tuple[float, float]) -> float:
    return ((one[0] - other[0]) ** 2 + (one[1] - other[1]) ** 2) ** 0.5


# What tells things apart ----------------------------------------------------------------------------------------


def test_a_star_tells_once_of_each_other_with_all_that_links_it() -> None:
    feeder, neighbour = RelationshipType.FEEDER, RelationshipType.NEIGHBOUR
    ties = (
        Tie(2, "Greenway", OrganisationKind.INSTITUTION, feeder, True, date(2017, 9, 1)),
        Tie(2, "Greenway", OrganisationKind.INSTITUTION, neighbour, False),
        Tie(3, "Cluster", OrganisationKind.CLUSTER, RelationshipType.MEMBER_OF, True),
    )
    picture = star_picture(Ties(1, "Elm Lane", OrganisationKind.INSTITUTION, ties))
    plan = picture.plan(471, measure)
    assert [spot.words for spot in plan.spots] == [
        "Greenway: Takes its pupils on; Neighbour",
        "Cluster: Has it as a member",
    ]
    assert [spot.row for spot in plan.spots] == [0, 2]
    assert picture.alt.startswith("Star: Elm Lane is linked with 2 others.")
    shapes = {len(shape.points) for shape in plan.shapes if isinstance(shape, Area)}
    assert {28, 4} <= shapes, "schools are round, groups square"


def test_no_picture_tells_things_apart_by_colour_alone(session: Session) -> None:
    """In the grids each shade has its number or letter; in charts each series its own hatch."""
    for key in ("together", "promotions"):
        plan = build_picture(session, key, Choices(YEAR, TODAY)).plan(900, paper_width)
        strong = [shape for shape in plan.shapes if isinstance(shape, Label) and shape.colour is Ink.ON_ACCENT]
        assert strong
        assert all(label.text.strip() for label in strong)


def test_rates_name_the_most_and_leave_the_rest_to_the_table() -> None:
    rows = [KeepingRate(number, f"School {number:02}", number + 1, number, 0, 0, 1, 0, 0) for number in range(30)]
    picture = keeping_picture(rows)
    assert isinstance(picture.block, Chart)
    assert len(picture.block.categories) == 20
    assert picture.block.categories[0] == "School 29, 97%"
    assert len(picture.table.rows) == 30
    assert picture.note == "The 20 with most are drawn; the table has 10 more."
    assert [series.name for series in picture.block.series] == ["Kept on its day", "Late"]
    replies = replies_picture([ReplyRate(1, "Elm Lane", 4, 1), ReplyRate(2, "Greenway", 2, 2)])
    assert "In all 50% of 6 were answered." in replies.alt
    assert replies.record_of(1) == Record("organisation", 2)


def test_a_grid_of_our_contacts_leaves_us_out(session: Session) -> None:
    for key in ("kinds", "by-month"):
        picture = build_picture(session, key, Choices(YEAR, TODAY))
        assert "Elm Lane Primary School" not in [row[0] for row in picture.table.rows]
    with_us = build_picture(session, "together", Choices(YEAR, TODAY))
    assert "Elm Lane Primary School" in [row[0] for row in with_us.table.rows]


def test_a_picture_without_a_record_has_none() -> None:
    picture = funnel_picture([FunnelRow(step, 1, 1, 0, 1, 1.0) for step in FunnelStep])
    assert isinstance(picture, Picture)
    assert picture.record_of(0) is None
    assert picture.record_of(None) is None


def test_of_very_many_events_the_latest_are_drawn_and_the_rest_is_told() -> None:
    cells = [
        GridCell(
            number, number // 3, f"Event {number // 3}", TODAY, 1, "Us", number % 70, f"School {number % 70:02}",
            PromotionState.DISPLAYED, "", None, "", None, None, "", None, "",
        )
        for number in range(9000)
    ]  # fmt: skip
    picture = promotions_picture(cells)
    assert picture.note == (
        "The latest 40 events are drawn; the table has 1,960 earlier ones. "
        "30 organisations asked less often are left out."
    )
    plan = picture.plan(900, measure)
    rows = {spot.row for spot in plan.spots}
    assert rows == set(range(1960, 2000))
    assert picture.record_of(1999) == Record("event", 2999)
    assert {spot.record for spot in plan.spots if spot.row == 1999} == {Record("event", 2999)}


# Narrowed to a ward -----------------------------------------------------------------------------------------------


def wards_and_who_is_in_them(session: Session) -> dict[int, set[int]]:
    found: dict[int, set[int]] = {number: set() for number, _name in list_area_names(session, as_at=TODAY)}
    for number, ward in session.execute(select(Organisation.id, Organisation.ward_id)):
        if ward in found:
            found[ward].add(number)
    return found


def organisations_in(picture: Picture) -> set[int]:
    return {record.id for record in picture.records if record is not None and record.kind == "organisation"}


@pytest.mark.parametrize("key", ["nearby", "replies", "keeping"])
def test_a_picture_of_organisations_keeps_to_the_ward(session: Session, key: str) -> None:
    everywhere = organisations_in(build_picture(session, key, Choices(YEAR, TODAY)))
    narrowed = 0
    for ward, inside in wards_and_who_is_in_them(session).items():
        picture = build_picture(session, key, Choices(YEAR, TODAY, ward_id=ward))
        assert organisations_in(picture) == everywhere & inside
        narrowed += bool(everywhere & inside)
        if picture.is_empty:
            assert picture.table.empty == "Nothing for this ward. Choose another one, or the whole area."
    assert narrowed > 1


def test_the_network_of_a_ward_is_who_lies_there_and_whom_they_are_linked_with(session: Session) -> None:
    whole = find_network(session, as_at=TODAY)
    for ward, inside in wards_and_who_is_in_them(session).items():
        part = find_network(session, as_at=TODAY, ward_id=ward)
        assert all({edge.from_id, edge.to_id} & inside for edge in part.edges)
        touching = {
            frozenset((edge.from_id, edge.to_id)) for edge in whole.edges if {edge.from_id, edge.to_id} & inside
        }
        assert {frozenset((edge.from_id, edge.to_id)) for edge in part.edges} == touching
        there = {node.id for node in whole.nodes} & inside
        assert {node.id for node in part.nodes} == there | {number for pair in touching for number in pair}
        for node in part.nodes:
            assert node.ties == sum(node.id in pair for pair in touching)
            assert not node.is_isolated or node.id in inside


@pytest.mark.parametrize("key", ["funnel", "months", "promotions"])
def test_what_is_counted_is_counted_in_its_ward_only(session: Session, key: str) -> None:
    def count(choices: Choices) -> int:
        rows = build_picture(session, key, choices).table.rows
        if key == "funnel":
            reached = rows[0][1] if rows else 0
            assert isinstance(reached, int)
            return reached
        if key == "promotions":
            days = (YEAR.first_day, YEAR.last_day)
            return len(list_promotion_cells(session, *days, ward_id=choices.ward_id)) if rows else 0
        return sum(cell for row in rows for cell in row if isinstance(cell, int))

    whole = count(Choices(YEAR, TODAY))
    by_ward = [count(Choices(YEAR, TODAY, ward_id=ward)) for ward in wards_and_who_is_in_them(session)]
    assert any(by_ward)
    assert all(number < whole for number in by_ward)
    assert not any(build_picture(session, key, Choices(YEAR, TODAY, ward_id=999_999)).table.rows)
