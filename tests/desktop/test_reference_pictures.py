"""Every page looks as its picture in the repository does, and the comparison sees what a person would."""

from __future__ import annotations

import os
from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path
from typing import NamedTuple

import pytest
from PySide6.QtCore import QPoint, QTimer
from PySide6.QtGui import QColor, QCursor, QFont, QFontDatabase, QImage, QPainter
from PySide6.QtWidgets import QApplication

import resources
from desktop import context
from desktop.application import Program
from desktop.example_book import make_example
from desktop.jobs import Jobs
from desktop.main_window import MainWindow
from desktop.pages import PAGES
from desktop.pages.home import page as home
from desktop.settings import LAST_PAGE
from desktop.theme import Appearance
from desktop.tokens import DARK, LIGHT, Tone
from tests.desktop import reference_pictures as pictures
from tests.desktop.started import whole_program

__all__ = ["whole_program"]

TODAY = date(2026, 11, 22)
LOOKS = ((Appearance.LIGHT, 100), (Appearance.DARK, 100), (Appearance.LIGHT, 200))
FAMILY = "Noto Sans"


class Scene(NamedTuple):
    """What is to be seen: a page, and a record of it where it has records."""

    page: str
    kind: str = ""
    number: int = 0


SCENES = {
    "home": Scene("home"),
    "organisations": Scene("organisations", "organisation", 17),
    "people": Scene("people", "person", 24),
    "conversations": Scene("conversations", "conversation", 424),
    "meetings": Scene("meetings", "meeting", 34),
    "commitments": Scene("commitments", "commitment", 1),
    "events": Scene("events", "event", 5),
    "partnerships": Scene("partnerships", "partnership", 29),
    "reports": Scene("reports"),
    "papers_made": Scene("papers_made"),
    "imports": Scene("imports"),
    "pictures": Scene("pictures"),
    "settings": Scene("settings"),
    "help": Scene("help"),
}


class FrozenDate(date):
    """The day of the sample book."""

    @classmethod
    def today(cls) -> date:
        return TODAY


@pytest.fixture(scope="module")
def example(tmp_path_factory: pytest.TempPathFactory) -> Path:
    place = tmp_path_factory.mktemp("pictures") / "example.liaison"
    make_example(place, TODAY)
    return place


@pytest.fixture
def one_font(qapp: QApplication) -> Iterator[None]:
    """The letters the program carries for its papers, drawn the same on every computer."""
    before = QFont(qapp.font())
    loaded = [
        QFontDatabase.addApplicationFont(str(resources.path("fonts", f"NotoSans-{weight}.ttf")))
        for weight in ("Regular", "Bold", "Italic", "BoldItalic")
    ]
    font = QFont(FAMILY, 10)
    font.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
    font.setStyleStrategy(QFont.StyleStrategy.NoSubpixelAntialias)
    qapp.setFont(font)
    yield
    qapp.setFont(before)
    for number in loaded:
        QFontDatabase.removeApplicationFont(number)


@pytest.fixture
def program(one_font, whole_program, monkeypatch) -> Program:
    """The whole program on the day of the sample book."""
    monkeypatch.setattr(context, "date", FrozenDate)
    monkeypatch.setattr(home, "local_now", lambda: datetime(2026, 11, 22, 9, 30))  # noqa: DTZ001
    whole_program.window.resize(pictures.SIZE)
    return whole_program


def take(qtbot, window: MainWindow, jobs: Jobs) -> QImage:
    """Return the picture of a window in which nothing moves any more."""
    QCursor.setPos(window.mapToGlobal(QPoint(window.width() + 50, window.height() + 50)))

    def to_come() -> bool:
        timers = (*window.findChildren(QTimer), *window.context.wishes.findChildren(QTimer))
        return any(one.isSingleShot() and one.isActive() for one in timers)

    seen: list[QImage] = []

    def rests() -> bool:
        if jobs.is_busy or to_come():
            return False
        seen.append(window.grab().toImage())
        return len(seen) > 2 and seen[-1] == seen[-2] == seen[-3]

    qtbot.waitUntil(rests, timeout=30_000)
    return seen[-1]


def trouble_with(seen: QImage, name: str, folder: Path) -> str:
    """Return what is to be said of a picture that is not as its reference, or nothing; keep what was seen."""
    place = pictures.FOLDER / f"{name}.png"
    if os.environ.get(pictures.MAKING):
        pictures.keep(seen, place)
        return ""
    reference = QImage(str(place))
    if reference.isNull():
        return f"{name}: there is no picture {place}"
    difference = pictures.differ(seen, reference)
    if not difference:
        return ""
    stem = place.stem
    seen_at, marked_at = folder / f"{stem}_seen.png", folder / f"{stem}_difference.png"
    seen.save(str(seen_at))
    pictures.show_difference(reference, difference).save(str(marked_at))
    where = ", ".join(f"{x},{y}" for x, y in difference.places[:5])
    return (
        f"{name}: {difference.pixels} pixels differ, most of them round {where}\n"
        f"  seen        {seen_at}\n  wanted      {place}\n  difference  {marked_at}\n"
        f"  If it is to look so now: python -m tests.desktop.reference_pictures make {stem.rsplit('_', 2)[0]}"
    )


def open_page(qtbot, program: Program, example: Path, page: str) -> MainWindow:
    """Start the program with the sample book on a page."""
    program.settings.set(LAST_PAGE, page)
    program.start(str(example))
    window = program.window
    window.resize(pictures.SIZE)
    qtbot.waitUntil(lambda: program.store is not None and window.stack.current_key == page, timeout=30_000)
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    return window


@pytest.mark.parametrize("name", SCENES)
def test_every_page_looks_as_in_its_pictures(qtbot, program: Program, example: Path, tmp_path: Path, name: str) -> None:
    scene = SCENES[name]
    window = open_page(qtbot, program, example, scene.page)
    # How far a list is scrolled to its record depends on how high it is by then.
    take(qtbot, window, program.jobs)
    troubles = []
    for look, zoom in LOOKS:
        program.theme.set_appearance(look)
        program.theme.set_zoom(zoom)
        if scene.kind:
            assert window.stack.open_record(scene.kind, scene.number)
        picture = take(qtbot, window, program.jobs)
        troubles.append(trouble_with(picture, f"{name}_{look.value}_{zoom}", tmp_path))
    assert not any(troubles), "\n".join(filter(None, troubles))


def test_every_picture_is_of_a_page() -> None:
    kept = {place.stem for place in pictures.FOLDER.glob("*.png")}
    assert kept == {f"{name}_{look.value}_{zoom}" for name in SCENES for look, zoom in LOOKS}
    assert {scene.page for scene in SCENES.values()} == {spec.key for spec in PAGES}


def test_what_a_person_would_see_is_told(qtbot, program: Program, example: Path, tmp_path: Path) -> None:
    window = open_page(qtbot, program, example, "home")
    program.theme.set_appearance(Appearance.LIGHT)
    before, page = take(qtbot, window, program.jobs), window.stack.current_page()
    pictures.keep(before, tmp_path / "kept.png")
    kept = QImage(str(tmp_path / "kept.png"))
    assert not pictures.differ(before, kept), "the fewer colours of the file are not told"

    def differs() -> bool:
        return bool(pictures.differ(take(qtbot, window, program.jobs), kept))

    words = page.late.words.text()
    page.late.words.setText("")
    assert differs(), "a label that is missing"
    page.late.words.setText(words.replace("late", "lame"))
    assert differs(), "two letters that are others"
    page.late.words.setText(words)
    assert not differs(), "as it was"
    page.soon.number.set_ink(Tone.LATE)
    assert differs(), "another ink"
    page.soon.number.set_ink(Tone.PLAIN)
    assert not differs(), "as it was"
    page.soon.move(page.soon.pos() + QPoint(0, 3))
    assert differs(), "a card that has moved"
    page.soon.move(page.soon.pos() - QPoint(0, 3))
    assert not differs(), "as it was"
    window.banner.setStyleSheet(f"background: {LIGHT.soon_bg}")
    assert differs(), "the ground of another tone"


def test_softer_letters_and_a_pixel_further_are_let_pass(qtbot, program: Program, example: Path) -> None:
    seen = take(qtbot, open_page(qtbot, program, example, "help"), program.jobs)
    soft, moved = QImage(seen), QImage(seen)
    painter = QPainter(soft)
    painter.setOpacity(0.15)
    painter.drawImage(1, 0, seen)
    painter.end()
    painter = QPainter(moved)
    painter.drawImage(1, 0, seen)
    painter.end()
    assert soft != seen
    assert moved != seen
    assert not pictures.differ(soft, seen)
    assert not pictures.differ(moved, seen)
    painter = QPainter(moved)
    painter.drawImage(3, 0, seen)
    painter.end()
    assert pictures.differ(moved, seen)


def test_surface_and_window_are_told_from_each_other_in_light_and_dark() -> None:
    for tokens in (LIGHT, DARK):
        surface, ground = (QImage(pictures.SIZE, QImage.Format.Format_RGB32) for _colour in range(2))
        surface.fill(QColor(tokens.surface))
        ground.fill(QColor(tokens.window))
        assert pictures.differ(surface, ground)
        assert not pictures.differ(surface, surface)


def test_what_differs_is_kept_to_look_at(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pictures, "FOLDER", tmp_path / "kept")
    white = QImage(pictures.SIZE, QImage.Format.Format_RGB32)
    white.fill(QColor("white"))
    assert "there is no picture" in trouble_with(white, "home_light_100", tmp_path)
    pictures.keep(white, tmp_path / "kept" / "home_light_100.png")
    assert trouble_with(white, "home_light_100", tmp_path) == ""
    marked = QImage(white)
    painter = QPainter(marked)
    painter.fillRect(600, 300, 40, 20, QColor("navy"))
    painter.end()
    words = trouble_with(marked, "home_light_100", tmp_path)
    assert "800 pixels differ" in words
    for kind in ("seen", "difference"):
        place = tmp_path / f"home_light_100_{kind}.png"
        assert str(place) in words
        assert not QImage(str(place)).isNull()
    assert "make home" in words
