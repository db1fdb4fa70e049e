from __future__ import annotations

from datetime import time

import pytest

from models.times import understand_time

UNDERSTOOD = {
    "4pm": time(16),
    "4 PM": time(16),
    "4:30pm": time(16, 30),
    "6.30 p.m.": time(18, 30),
    "12am": time(0),
    "12 noon": time(12),
    "noon": time(12),
    "12.15pm": time(12, 15),
    "16": time(16),
    "16:05": time(16, 5),
    "0930": time(9, 30),
    "9:30": time(9, 30),
    "midnight": time(0),
}


@pytest.mark.parametrize(("words", "meant"), UNDERSTOOD.items())
def test_times_are_understood_as_people_type_them(words, meant):
    assert understand_time(words) == meant


@pytest.mark.parametrize(
    "words", ["", "4", "12", "25:00", "13pm", "0am", "9:75", "soon", "4pm and more", "1 noon", "٤pm"]
)
def test_what_is_not_surely_a_time_is_refused(words):
    assert understand_time(words) is None
