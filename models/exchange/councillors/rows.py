"""A councillor as a list of a council gives them; what is private stays out."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

from models.roles import COUNCILLOR

_PARTIES = {
    "Conservative": ("conservative", "conservatives", "con", "conservative party", "conservative and unionist party"),
    "Labour": ("labour", "lab", "labour party", "welsh labour", "scottish labour", "welsh labour party"),
    "Labour and Co-operative": (
        "labour and co-operative",
        "labour and co-operative party",
        "labour & co-operative",
        "labour/co-operative",
        "labour co-operative",
    ),
    "Liberal Democrat": (
        "liberal democrat",
        "liberal democrats",
        "ld",
        "lib dem",
        "lib dems",
        "liberal democrat party",
    ),
    "Green": ("green", "greens", "grn", "green party", "green party of england and wales"),
    "Independent": ("independent", "independents", "ind", "independent councillor"),
    "Plaid Cymru": ("plaid cymru", "plaid cymru - the party of wales"),
    "Reform UK": ("reform uk", "reform"),
    "UKIP": ("ukip", "uk independence party", "uk independence party (ukip)", "united kingdom independence party"),
}
"""Names of parties as councils write them (48 answers of councils, 2023 to 2025), by one name each."""

_BY_WORDS = {words: name for name, known in _PARTIES.items() for words in known}
PARTY_WORDS = frozenset(_BY_WORDS)
"""What parties are called, in small letters."""


@dataclass(frozen=True, slots=True)
class Term:
    """When a councillor was elected, and until when; None where the list does not say."""

    starts_on: date | None
    ends_on: date | None


@dataclass(slots=True)
class CouncillorRow:
    """One councillor of a list."""

    number: int
    """Where in the file it stands: the line, or the how manieth where a file has no lines."""
    given: str
    """The name as the list has it."""
    title: str = ""
    first_name: str = ""
    last_name: str = ""
    honours: str = ""
    """Letters after the name."""
    is_vacancy: bool = False
    is_certain: bool = True
    """False where a person should look at how the name was understood."""
    ward: str = ""
    council: str = ""
    party: str = ""
    """One name for each party that is known, else as given."""
    posts: tuple[str, ...] = ()
    """What they are besides: "Leader of the Council"."""
    email: str = ""
    phones: tuple[str, ...] = ()
    address: tuple[str, ...] = ()
    """Of their place of work. Home addresses are never read."""
    page: str = ""
    terms: tuple[Term, ...] = ()
    key: str = ""
    """What the list itself knows them by."""
    site: str = ""
    """The host of the council's website, without which a number means nothing elsewhere."""
    role: str = COUNCILLOR
    """What they were elected to be."""
    cells: tuple[str, ...] = ()
    """The row as it stands in a table."""
    refusal: str = ""
    """Why the row is no councillor, in words; "" where it is one."""
    notes: list[str] = field(default_factory=list)
    """What was left out or looked odd, in words."""


@dataclass(frozen=True, slots=True)
class Ward:
    """A ward whose councillors a list gives completely."""

    council: str
    """"" where the list does not name its council."""
    name: str
    """"" for a council whose list names no wards: then it is the whole council."""


@dataclass(slots=True)
class CouncilList:
    """A file of councillors as it was read."""

    words: str
    """What it is, in a few words."""
    rows: list[CouncillorRow]
    wards: list[Ward] = field(default_factory=list)
    """Those of which nobody is missing, so that whoever is not named there no longer stands for them."""
    remarks: list[str] = field(default_factory=list)
    is_of_serving: bool = True
    """Whether only those are named who serve now, whatever the dates beside them say."""
    headings: tuple[str, ...] = ()
    encoding: str = ""
    delimiter: str = ""
    sheet: str = ""
    sheets: tuple[str, ...] = ()


def wards_of(rows: Iterable[CouncillorRow]) -> list[Ward]:
    """Return the wards that rows name; a council stands for itself only where none of its rows names a ward."""
    wards = dict.fromkeys(Ward(row.council, row.ward) for row in rows)
    in_wards = {ward.council for ward in wards if ward.name}
    return [ward for ward in wards if ward.name or ward.council not in in_wards]


def party_of(given: str) -> str:
    """Return the one name of a party, or what was given.

    >>> party_of("The Labour Party")
    'Labour'
    """
    words = " ".join(given.split())
    plain = words.casefold().removeprefix("the ")
    return _BY_WORDS.get(plain, words)
