"""Random papers for the tests: nested lists, links, tables of any size, letters of many languages, hostile text.

A strategy is made once and kept: Hypothesis looks through each new one before it draws, which took most of the time.
"""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from functools import cache

from hypothesis import strategies as st

from reports.document import (
    Block,
    Cell,
    Chart,
    ChartKind,
    Column,
    Document,
    Facts,
    Heading,
    Kind,
    ListBlock,
    ListItem,
    PageBreak,
    Paragraph,
    Runs,
    Series,
    Span,
    Table,
    Tone,
)
from tests.reports.pdf.expected import DROPPED, LOST

RIGHT = "שלוםתמחמدعساگےڑ٣"
ACCENTS = "\u0301\u0323\u0327\u05b0\u064e"
LETTERS = RIGHT + ACCENTS + "abcdefghij XYZ 0123 ,.-/&<>()'\"\\%{}£€½–’ŵŷŴŁżćęαΩλЖящ→✓☐\xa0\n\t\u2028"
UNDRAWN = "🎉漢संܫމ"
"""What no carried font has: emoji, Chinese, Hindi, and letters read from the right."""
HOSTILE = (
    "Mrs संजय कुमार and 李小龍 🎉",
    "ܫܠܡܐ שלום 12 މާލެ",
    "a <tag> b </p> &amp; <!-- ",
    "=HYPERLINK(1) ${x} %s {0} \\n",
    ") Tj ET EMC (",
    "x" * 150,
    "https://example.org/" + "very-long/" * 20,
    "שרה כהן (Sarah) 12-15, £3 [שלום]: ",
    "قالت سارة: St Mary’s 10:30 (٣) 50%. ",
    "שלום" * 40,
    "Ọlá Adébáyọ̀ ọ̀ṣọ́ שָׁלוֹם مُحَمَّد",
    "<jo@school.uk>",
    "Llanfair\u200dpwllgwyngyll\u202egogerychwyrndrobwll",
)


@cache
def words(largest: int = 60) -> st.SearchStrategy[str]:
    """Return a strategy for texts that are not blank."""
    random = st.text(st.sampled_from(LETTERS + DROPPED + LOST + UNDRAWN), max_size=largest).map(lambda text: f"w{text}")
    return random | st.sampled_from(HOSTILE)


@cache
def _words_or_none(largest: int) -> st.SearchStrategy[str]:
    return st.just("") | words(largest)


@cache
def _links(anchors: tuple[str, ...]) -> st.SearchStrategy[str | None]:
    targets = (
        "https://example.org/a?b=1&c=2",
        "mailto:office@example.org",
        "javascript:alert(1)",
        "file:///etc/passwd",
        *(f"#{anchor}" for anchor in anchors),
    )
    return st.none() | st.sampled_from(targets)


@cache
@st.composite
def spans(draw: st.DrawFn, anchors: tuple[str, ...]) -> Runs:
    """Return words in several styles with links among them, sometimes long enough for many lines."""
    found = []
    for _ in range(draw(st.integers(1, 5))):
        text = draw(words()) * draw(st.sampled_from((1, 1, 1, 12)))
        link = draw(_links(anchors))
        note = draw(st.sampled_from(((), (), (), "drawn")))
        if note:
            note = (Span(draw(words()) * draw(st.sampled_from((1, 1, 40)))), Span(draw(words(9)), link=link))
        found.append(Span(text, draw(st.booleans()), draw(st.booleans()), link, tuple(note)))
    return tuple(found)


@cache
@st.composite
def lists(draw: st.DrawFn, anchors: tuple[str, ...], depth: int = 0) -> ListBlock:
    """Return a list with lists inside it."""
    items = []
    for _ in range(draw(st.integers(1, 4))):
        inner = draw(_lists_or_none(anchors, depth + 1)) if depth < 3 else None
        items.append(ListItem(draw(spans(anchors)), inner))
    return ListBlock(tuple(items), draw(st.booleans()))


@cache
def _lists_or_none(anchors: tuple[str, ...], depth: int) -> st.SearchStrategy[ListBlock | None]:
    return st.none() | lists(anchors, depth)


_VALUES: dict[Kind, st.SearchStrategy[Cell]] = {
    Kind.DATE: st.dates(date(1990, 1, 1), date(2060, 1, 1)),
    Kind.DATETIME: st.datetimes(datetime(1990, 1, 1), datetime(2060, 1, 1)),  # noqa: DTZ001
    Kind.INTEGER: st.integers(-(10**9), 10**9),
    Kind.DECIMAL: st.decimals(-(10**6), 10**6, places=3),
    Kind.PERCENT: st.floats(0, 1),
    Kind.MONEY: st.decimals(-(10**6), 10**6, places=2) | st.just(Decimal(12)),
    Kind.YES_NO: st.booleans(),
}
_TEXT: st.SearchStrategy[Cell] = words(30) | st.just("") | words(20).map(lambda cell: f"{cell} " * 60)
_CELLS = {kind: st.none() | _VALUES.get(kind, _TEXT) for kind in Kind}
_FACTS = st.lists(st.tuples(words(20), words(50) | st.just("") | st.none()), max_size=4)
_COVER = st.lists(st.tuples(words(10), words(40)), max_size=3)
_NAMES = st.lists(words(12), min_size=1, max_size=8)
_COUNT = st.integers(-20, 400) | st.floats(0, 5)


@st.composite
def tables(draw: st.DrawFn, key: str, largest: int = 40) -> Table:
    """Return a table of one to six columns, with empty cells and now and then a cell higher than a page."""
    columns = []
    for _ in range(draw(st.integers(1, 6))):
        kind = draw(st.sampled_from(Kind))
        number = kind in (Kind.INTEGER, Kind.DECIMAL, Kind.MONEY)
        weight = draw(st.sampled_from((0.5, 1.0, 4.0)))
        columns.append(
            Column(draw(words(20)), kind, weight, number and draw(st.booleans()), draw(st.booleans()), unknown="Never")
        )
    cells = [_CELLS[column.kind] for column in columns]
    pool = [tuple(map(draw, cells)) for _ in range(draw(st.integers(0, 6)))]
    rows = tuple(pool[index % len(pool)] for index in range(draw(st.integers(0, largest)))) if pool else ()
    return Table(key, draw(words(30)), tuple(columns), rows, note=draw(_words_or_none(30)))


@cache
def _counts(many: int) -> st.SearchStrategy[list[int | float]]:
    return st.lists(_COUNT, min_size=many, max_size=many)


@st.composite
def charts(draw: st.DrawFn, key: str) -> Chart:
    """Return a chart of any kind."""
    names = draw(_NAMES)
    series = [Series(draw(words(10)), tuple(draw(_counts(len(names))))) for _ in range(draw(st.integers(1, 7)))]
    kind = draw(st.sampled_from(ChartKind))
    return Chart(key, draw(words(30)), tuple(names), tuple(series), draw(words(40)), kind, "Count", "Place")


@st.composite
def papers(draw: st.DrawFn) -> Document:
    """Return a whole paper."""
    kinds = draw(st.lists(st.sampled_from("hhpplltfcb"), max_size=9))
    anchors = tuple(f"part-{index}" for index, kind in enumerate(kinds) if kind in "ht")
    level = 1
    blocks: list[Block] = []
    for index, kind in enumerate(kinds):
        match kind:
            case "h":
                level = draw(st.integers(1, min(6, level + 1)))
                blocks.append(Heading(draw(words(40)), level, f"part-{index}"))
            case "p":
                blocks.append(Paragraph(draw(spans(anchors)), draw(st.sampled_from(Tone))))
            case "l":
                blocks.append(draw(lists(anchors)))
            case "t":
                blocks.append(draw(tables(f"part-{index}")))
            case "f":
                blocks.append(Facts(tuple(draw(_FACTS)), draw(_words_or_none(20))))
            case "c":
                blocks.append(draw(charts(f"part-{index}")))
            case _:
                blocks.append(PageBreak())
    cover = draw(_COVER)
    return Document(
        draw(words(60)),
        tuple(blocks),
        draw(st.dates(date(1990, 1, 1), date(2060, 1, 1))),
        subtitle=draw(_words_or_none(30)),
        author=draw(_words_or_none(30)),
        reference=draw(_words_or_none(200)),
        cover=tuple(cover),
        contents=draw(st.booleans()),
    )
