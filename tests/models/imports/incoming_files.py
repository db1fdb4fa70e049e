"""Files of contacts for tests of imports: small vCards, and people as any reader gives them."""

from __future__ import annotations

from datetime import date
from email.message import EmailMessage
from pathlib import Path

from models.imports.centre import FileImport
from models.imports.kinds import Asked
from models.imports.known import find_import_kind
from models.imports.preview import Choice, Fate, ImportPreview
from models.store import Store

TODAY = date(2026, 11, 23)


def card(given: str, family: str, *lines: str) -> str:
    """Return a card of somebody, with whatever else it says."""
    return "\r\n".join(
        ("BEGIN:VCARD", "VERSION:3.0", f"N:{family};{given};;;", f"FN:{given} {family}", *lines, "END:VCARD", "")
    )


def vcards(folder: Path, *cards: str, name: str = "people.vcf") -> Path:
    """Write a file of cards and return its place."""
    path = folder / name
    path.write_text("".join(cards), "utf-8", newline="")
    return path


def email(folder: Path, sender: str, to: str, *, key: str = "1@x", answers: str = "", file: str = "") -> Path:
    """Write an email and return its place."""
    mail = EmailMessage()
    mail["From"], mail["To"], mail["Subject"] = sender, to, "Crossing on Elm Lane"
    mail["Date"], mail["Message-ID"] = "Mon, 16 Nov 2026 09:30:00 +0000", f"<{key}>"
    if answers:
        mail["In-Reply-To"] = f"<{answers}>"
    mail.set_content("The crossing will be painted in March.")
    if file:
        mail.add_attachment(b"plan", maintype="text", subtype="plain", filename=file)
    path = folder / f"{key.replace('@', '-')}.eml"
    path.write_bytes(mail.as_bytes())
    return path


def on_its_way(store: Store, path: Path, kind: str = "vcard") -> FileImport:
    """Return a file that was read and compared."""
    return FileImport(store, find_import_kind(kind), path, Asked(TODAY))


def fates(preview: ImportPreview) -> list[tuple[str, str]]:
    """Return what each line is called and what becomes of it."""
    return [(line.name, line.fate.value) for line in preview.lines]


__all__ = ["TODAY", "Choice", "Fate", "card", "email", "fates", "on_its_way", "vcards"]
