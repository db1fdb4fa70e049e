"""Emails that Outlook saved: read as any other email, and refused in a sentence where they are damaged."""

from __future__ import annotations

import contextlib
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from models.errors import BadImport
from models.exchange.outlook_mail import read_outlook_mail
from tests.models.exchange.outlook_files import outlook_mail

MAIL = outlook_mail(
    "Crossing on Elm Lane",
    "The crossing will be painted in March.\r\nPriya – Ward Councillor",
    ("Priya Nair", "p.nair@north.example"),
    [("Office", "office@elm.example"), ("Zoë", "zoe@elm.example")],
    {"plän.txt": b"plan", "two.bin": bytes(3000)},
)


def test_an_email_of_outlook_is_read_like_any_other(tmp_path: Path) -> None:
    path = tmp_path / "mail.msg"
    path.write_bytes(MAIL)
    mail = read_outlook_mail(path)
    assert mail.subject == "Crossing on Elm Lane"
    assert mail.sender is not None
    assert (mail.sender.name, mail.sender.address) == ("Priya Nair", "p.nair@north.example")
    assert [one.address for one in mail.to] == ["office@elm.example", "zoe@elm.example"]
    assert mail.text.splitlines() == ["The crossing will be painted in March.", "Priya – Ward Councillor"]
    assert [(file.name, len(file.data)) for file in mail.files] == [("plän.txt", 4), ("two.bin", 3000)]


@given(at=st.integers(8, len(MAIL) - 1), value=st.integers(0, 255), cut=st.integers(8, len(MAIL)))
@settings(max_examples=80, deadline=None)
def test_a_damaged_one_is_read_in_part_or_refused_in_a_sentence(
    tmp_path_factory: pytest.TempPathFactory, at: int, value: int, cut: int
) -> None:
    path = tmp_path_factory.mktemp("mail") / "mail.msg"
    for data in (MAIL[:at] + bytes([value]) + MAIL[at + 1 :], MAIL[:cut]):
        path.write_bytes(data)
        with contextlib.suppress(BadImport):
            read_outlook_mail(path)
