"""Emails saved as files: who, when, what and what came with it, whatever is odd about them."""

from __future__ import annotations

from datetime import datetime
from email.message import EmailMessage
from email.policy import SMTP
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.errors import BadImport
from models.exchange.mail_drafts import MailAddress, MailDraft, MailFile, write_draft
from models.exchange.mail_reading import MOST_TEXT, read_mail, understand_mail

SHARED = Path(__file__).parents[4] / "shared" / "data" / "dev" / "email"
HEAD = b"From: Ann Bell <ann@elm.example>\r\nTo: office@oak.example\r\nDate: Mon, 12 Oct 2026 17:30:00 +0000\r\n"


def message(**headings: str) -> EmailMessage:
    made = EmailMessage(policy=SMTP)
    for name, value in headings.items():
        made[name.replace("_", "-")] = value
    made.set_content("Yes, we will come.\n")
    return made


def test_who_when_what_and_which_email_it_answers():
    found = understand_mail(
        message(
            From="“Ann” Bell <ann@elm.example>",
            To="Office <office@oak.example>, Sam <SAM@oak.example>, office@oak.example",
            Cc="clerk@oak.example",
            Date="Mon, 12 Oct 2026 17:30:00 +0000",
            Subject="Re: Summer fair – 3 July",
            Message_ID="<b@elm.example>",
            In_Reply_To="<a@oak.example>",
            References="<z@oak.example> <a@oak.example>",
        ).as_bytes()
    )
    assert found is not None
    assert found.sender == MailAddress("“Ann” Bell", "ann@elm.example")
    assert [one.address for one in found.to] == ["office@oak.example", "SAM@oak.example"]
    assert found.copied == (MailAddress("", "clerk@oak.example"),)
    # In October the clocks of England are still an hour on.
    assert found.sent_at == datetime.fromisoformat("2026-10-12T18:30:00")
    assert (found.subject, found.text) == ("Re: Summer fair – 3 July", "Yes, we will come.")
    assert (found.key, found.answers) == ("b@elm.example", ("a@oak.example", "z@oak.example"))
    assert (found.files, found.notes) == ((), ())


def test_files_come_along_and_pictures_in_the_text_do_not():
    made = message(From="ann@elm.example", Date="Mon, 12 Oct 2026 17:30:00 +0000")
    made.add_alternative('<p>Yes, <b>we</b> will come.</p><img src="cid:x"><script>no()</script>', subtype="html")
    made.get_payload()[1].add_related(b"png", "image", "png", cid="<x>", disposition="inline")
    made.add_attachment(b"%PDF-1.7", maintype="application", subtype="pdf", filename="../Poster: fair.pdf")
    made.add_attachment(b"sig", maintype="application", subtype="pkcs7-signature", filename="smime.p7s")
    made.add_attachment(message(From="z@elm.example", Subject="Inside"))
    found = understand_mail(made.as_bytes())
    assert found.text == "Yes, we will come."
    assert [(one.name, one.media_type) for one in found.files] == [
        ("Poster fair.pdf", "application/pdf"),
        ("Inside.eml", "message/rfc822"),
    ]
    assert found.files[0].data == b"%PDF-1.7"
    assert understand_mail(found.files[1].data).subject == "Inside"
    assert found.adornments == 2


@pytest.mark.parametrize(
    ("rest", "text"),
    [
        (b"\r\nPlain words\r\n", "Plain words"),
        (b"Content-Type: text/plain; charset=no-such\r\n\r\nS\xeeon\r\n", "Sîon"),
        (b"Content-Type: text/plain; charset=windows-1252\r\n\r\n\x93Yes\x94\r\n", "“Yes”"),
        (b"Content-Type: text/html\r\n\r\n<p>One</p><p>Two &amp; three</p>", "One\nTwo & three"),
        (b"Content-Type: multipart/mixed; boundary=\r\n\r\nlost", ""),
        (b"Content-Type: multipart/mixed; boundary=x\r\n\r\n--x\r\n\r\nNo end", "No end"),
        (b"Content-Transfer-Encoding: base64\r\n\r\n!!!not base64", None),
        (b'Subject: =?no-such?Q?a?=\r\nCc: <<>>, "\r\n\r\nWords', "Words"),
    ],
)
def test_odd_emails_are_read_as_far_as_they_go(rest, text):
    found = understand_mail(HEAD + rest)
    assert found.sender.address == "ann@elm.example"
    if text is not None:
        assert found.text == text


def test_a_date_that_is_none_is_told_and_a_long_text_cut():
    found = understand_mail(b"From: a@elm.example\r\nDate: some day\r\n\r\n" + b"word " * MOST_TEXT)
    assert found.sent_at is None
    assert len(found.text) <= MOST_TEXT
    assert len(found.notes) == 2


def test_a_draft_of_ours_comes_back():
    draft = MailDraft("Papers – 14 March", "Dear Zoë,\n\nPapers attached.", (MailAddress("Zoë", "zoe@oak.example"),))
    draft = MailDraft(draft.subject, draft.body, draft.to, files=(MailFile("Agenda.pdf", b"%PDF", "application/pdf"),))
    found = understand_mail(write_draft(draft))
    assert (found.subject, found.text, found.to, found.files) == (draft.subject, draft.body, draft.to, draft.files)


@pytest.mark.parametrize("content", [b"", b"Just words", b"\0\1\2\3" * 99, b"PK\3\4 not an email", b"<html></html>"])
def test_what_is_no_email_is_refused_in_a_sentence(tmp_path, content):
    path = tmp_path / "x.eml"
    path.write_bytes(content)
    with pytest.raises(BadImport, match=r"x\.eml"):
        read_mail(path)


@given(st.binary(max_size=400))
def test_no_bytes_break_the_reading(data):
    found = understand_mail(HEAD + data)
    assert found is not None
    assert "\0" not in found.text + found.subject


@pytest.mark.skipif(not SHARED.is_dir(), reason="the real files stand beside the project, not in it")
@pytest.mark.parametrize("path", sorted(SHARED.glob("*.eml")), ids=lambda path: path.name)
def test_real_emails_have_subject_people_and_words(path):
    found = read_mail(path)
    assert found.subject
    assert found.text
    assert found.sender is not None or found.to
    assert found.sent_at is not None or "draft" in path.name


def _whole(*parts: str, kind: str = "multipart/mixed") -> bytes:
    """Return an email of some parts, each with its headings."""
    body = "".join(f"--b\r\n{part}\r\n" for part in parts)
    return HEAD + f'Content-Type: {kind}; boundary="b"\r\n\r\n{body}--b--\r\n'.encode()


def _file(name: str, kind: str = "application/octet-stream", data: str = "cGxhbg==", more: str = "") -> str:
    shown = f'attachment; filename="{name}"' if not more else f'inline; filename="{name}"\r\n{more}'
    return f"Content-Type: {kind}\r\nContent-Disposition: {shown}\r\nContent-Transfer-Encoding: base64\r\n\r\n{data}"


def test_a_program_is_left_out_whatever_it_calls_itself():
    found = understand_mail(
        _whole(
            "\r\nSee",
            _file("setup.exe"),
            _file("plan\u202efdp.SCR"),
            _file("a.pdf", data="TVqQAAMAAAA="),
            _file("b.pdf"),
        )
    )
    assert [one.name for one in found.files] == ["b.pdf"]
    assert [note.endswith("is a program, and was left out.") for note in found.notes] == [True] * 3


def test_pictures_sent_along_are_files_and_the_text_goes_on_after_them():
    found = understand_mail(
        _whole(
            "Content-Type: text/plain\r\n\r\nBefore.",
            _file("garden.jpg", "image/jpeg", more="X-A: b"),
            "Content-Type: text/plain\r\n\r\nAfter.",
            _file("logo.png", "image/png", more="Content-ID: <1>"),
        )
    )
    assert (found.text, [one.name for one in found.files], found.adornments) == ("Before.\n\nAfter.", ["garden.jpg"], 1)


@pytest.mark.parametrize(
    ("part", "note"),
    [
        (_file("winmail.dat", "application/ms-tnef"), "opened by Outlook"),
        (_file("smime.p7m", "application/pkcs7-mime"), "encrypted"),
    ],
)
def test_what_cannot_be_looked_into_is_kept_and_told(part, note):
    found = understand_mail(_whole("\r\nSee", part))
    assert len(found.files) == 1
    assert note in found.notes[0]


def test_what_a_post_office_tells_programs_is_no_file():
    report = "Content-Type: message/delivery-status\r\n\r\nReporting-MTA: dns; x\r\n\r\nAction: failed"
    found = understand_mail(_whole("\r\nNot delivered", report, "Content-Type: text/rfc822-headers\r\n\r\nSubject: x"))
    assert (found.text, found.files) == ("Not delivered", ())


@pytest.mark.parametrize(
    ("charset", "data"),
    [("utf-8", "café".encode("cp1252")), ("x-unknown", "café".encode()), ("us-ascii", "café".encode("cp1252"))],
)
def test_text_in_other_characters_than_it_says_is_read(charset, data):
    found = understand_mail(HEAD + f"Content-Type: text/plain; charset={charset}\r\n\r\n".encode() + data)
    assert found.text == "café"


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16"])
def test_an_email_that_an_editor_saved_is_read(encoding):
    assert understand_mail((HEAD.decode() + "\r\nHello").encode(encoding)).text == "Hello"


@pytest.mark.parametrize(
    ("written", "name"),
    [
        ("Änne Bär <ann@elm.example>".encode(), "Änne Bär"),
        ("Änne <ann@elm.example>".encode("cp1252"), "Änne"),
        (b"'ann@elm.example' <ann@elm.example>", "ann@elm.example"),
        (b'"Bell, Ann (Elm)" <ann@elm.example>', "Bell, Ann (Elm)"),
        (b"=?utf-8?Q?Ann=0D=0ABcc:_evil@x.example?= <ann@elm.example>", "Ann Bcc: evil@x.example"),
    ],
)
def test_senders_whose_heading_is_not_as_it_should_be(written, name):
    found = understand_mail(b"From: " + written + b"\r\nTo: office@oak.example\r\n\r\nHello")
    assert found.sender == MailAddress(name, "ann@elm.example")


def test_the_title_of_a_page_is_no_part_of_its_words():
    found = understand_mail(HEAD + b"Content-Type: text/html\r\n\r\n<title>Page</title><p>Dear&nbsp;Ann</p>")
    assert found.text == "Dear Ann"
