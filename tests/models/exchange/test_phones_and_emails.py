"""Numbers and addresses as lists write them: cut apart, put right, warned of, never lost."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.exchange.emails import is_email, understand_emails
from models.exchange.phones import understand_phones


@pytest.mark.parametrize(
    ("cell", "value", "number", "label"),
    [
        ("01632 960102 (eve)", "01632 960102", "+441632960102", "eve"),
        ("0113 281 3302", "0113 281 3302", "+441132813302", ""),
        ("+44 (0)1632 960105", "+44 (0)1632 960105", "+441632960105", ""),
        ("+44 (0)1632 960777 ext. 12", "+44 (0)1632 960777 ext. 12", "+441632960777;ext=12", ""),
        ("01223 460277 x12", "01223 460277 x12", "+441223460277;ext=12", ""),
        ("'+44 1632 960 455", "+44 1632 960 455", "+441632960455", ""),
        ("0044 1223 460277", "0044 1223 460277", "+441223460277", ""),
        ("tel:01223460277", "01223460277", "+441223460277", ""),
        ("(01223) 460277", "(01223) 460277", "+441223460277", ""),
        ("Home: 01223 460277", "01223 460277", "+441223460277", "Home"),
        ("+33 1 42 68 53 00", "+33 1 42 68 53 00", "+33142685300", ""),
        ("01223 460277/8", "01223 460277", "+441223460277", "/8"),
    ],
)
def test_a_number_is_kept_as_given_and_understood_beside(cell: str, value: str, number: str, label: str) -> None:
    (one,) = understand_phones(cell).phones
    assert (one.value, one.number, one.label, one.remark) == (value, number, label, "")


@pytest.mark.parametrize(
    ("cell", "value"),
    [
        ("1632960101", "01632960101"),
        ("7700900102", "07700900102"),
        ("7700900102.0", "07700900102"),
        ("1223460277.0", "01223460277"),
        ("1,223,460,277", "01223460277"),
        ("7,700,900,102.00", "07700900102"),
    ],
)
def test_a_lost_nought_is_put_back_and_told(cell: str, value: str) -> None:
    (one,) = understand_phones(cell).phones
    assert (one.value, one.number) == (value, f"+44{value[1:]}")
    assert "lost its leading 0" in one.remark


@pytest.mark.parametrize("cell", ["1223 460277", "1223-460277"])
def test_a_nought_that_somebody_left_out_is_put_back_too(cell: str) -> None:
    (one,) = understand_phones(cell).phones
    assert (one.value, one.number) == (f"0{cell}", "+441223460277")
    assert "lost its leading 0" in one.remark


def test_marks_of_the_direction_of_writing_are_no_part_of_a_number() -> None:
    (one,) = understand_phones("\u202a+44 1223 460277\u202c").phones
    assert (one.value, one.label) == ("+44 1223 460277", "")
    assert understand_phones("44 1223 460277").phones[0].number == "+441223460277"


@pytest.mark.parametrize("cell", ["0113261003", "460277"])
def test_a_number_that_is_none_is_kept_and_warned_of(cell: str) -> None:
    (one,) = understand_phones(cell).phones
    assert (one.value, one.number) == (cell, "")
    assert "not a whole telephone number" in one.remark


def test_a_rounded_number_is_lost_and_words_are_no_number() -> None:
    assert "rounded" in understand_phones("1.63296E+09").lost
    assert understand_phones("1.63296E+09").phones == ()
    assert understand_phones("phone work").words == "phone work"


@pytest.mark.parametrize(
    "cell",
    ["01223 460277 / 07700 900123", "01223 460277; 07700 900123", "01223 460277 or 07700 900123",
     "01223 460277\n07700 900123", "01223 460277 07700 900123", "01223 460277 - 07700 900123",
     "Tel 01223 460277 Mob: 07700 900123"],
)  # fmt: skip
def test_two_numbers_in_a_cell_are_two(cell: str) -> None:
    found = understand_phones(cell).phones
    assert [(one.value, one.is_mobile) for one in found] == [("01223 460277", False), ("07700 900123", True)]


def test_a_second_number_without_its_code_has_that_of_the_first() -> None:
    first, second = understand_phones("01632 960001 / 960002").phones
    assert (first.remark, second.value, second.number) == ("", "01632 960002", "+441632960002")
    assert "code of the number before it" in second.remark


def test_letters_beside_numbers_say_which_is_which() -> None:
    mobile, home = understand_phones("07700900002 (m) 01632 960000 (h)").phones
    assert (mobile.value, mobile.label, mobile.is_mobile) == ("07700900002", "", True)
    assert (home.value, home.label, home.is_mobile) == ("01632 960000", "Home", False)


@pytest.mark.parametrize(
    ("cell", "addresses"),
    [
        ("pta@barton.example.org; akhan@example.org", ["pta@barton.example.org", "akhan@example.org"]),
        ("a@b.example c@d.example", ["a@b.example", "c@d.example"]),
        ("a@b.example / c@d.example", ["a@b.example", "c@d.example"]),
        ('Bob Bell <bob@b.example>, "Bell, Ann" <ann@b.example>', ["bob@b.example", "ann@b.example"]),
        ("mailto:a@b.example", ["a@b.example"]),
        ("a@b.example.", ["a@b.example"]),
        ("A@B.example;a@b.example", ["A@B.example"]),
        ("\xa0a@b.example", ["a@b.example"]),
    ],
)
def test_addresses_are_cut_out_of_their_cell(cell: str, addresses: list[str]) -> None:
    found = understand_emails(cell)
    assert [one.address for one in found.emails] == addresses
    assert found.remarks == ()


@pytest.mark.parametrize(
    ("cell", "address", "word"),
    [
        ("o’neill@b.example", "o'neill@b.example", "was read as"),
        ("office @ b.example", "office@b.example", "was read as"),
        ("/o=ExchangeLabs/ou=Exchange/cn=Recipients/cn=0123-boneill", "", "Exchange server"),
        ("ask the office", "", "no email address"),
        ("a@b..example", "", "no email address"),
    ],
)
def test_what_was_put_right_or_left_out_is_told(cell: str, address: str, word: str) -> None:
    found = understand_emails(cell)
    assert [one.address for one in found.emails] == ([address] if address else [])
    assert word in found.remarks[0]


@given(st.text(alphabet=st.sampled_from("0123456789+()/;,. x@a<>\n-'") | st.characters(), max_size=60))
def test_no_cell_breaks_either(cell: str) -> None:
    for phone in understand_phones(cell).phones:
        assert any(map(str.isdigit, phone.value))
    assert all(is_email(one.address) for one in understand_emails(cell).emails)
