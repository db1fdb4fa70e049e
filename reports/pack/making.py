"""Making the files of a pack: papers built and read, lines of the contents, sentences for whoever makes it."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from io import BytesIO

from sqlalchemy.orm import Session

from models.actions.packs import IssueFields
from models.errors import WrongUse
from models.file_names import file_name
from models.queries.attachments import read_attachment
from models.queries.meeting_rows import AgendaItemRow
from models.queries.packs import next_page
from reports.catalogue import build_report, default_parameters, find_report
from reports.definitions.board.common import body_of, held_on
from reports.document import Document
from reports.pack.choices import Asked, Choice, Gathered, chosen, due_supplements, gather
from reports.pack.first_pages import first_pages, name_of
from reports.pack.part_two import agenda_of_part_two
from reports.parts import find_ourselves
from reports.pdf.appended.source import Source, open_source
from reports.pdf.appended.telling import told_of
from reports.pdf.numbering import Numbering
from reports.pdf.pack import Pack, PackLine, print_pack
from resources.i18n import _
from resources.i18n import marked as m

MOST_BYTES = 200 * 1024 * 1024
"""Bytes of added files in one pack."""


@dataclass(frozen=True, slots=True)
class PackFile:
    """A finished file of a meeting's papers."""

    asked: Asked
    name: str
    """What the file is called."""
    title: str
    data: bytes = field(repr=False)
    first_page: int
    last_page: int
    papers: tuple[int, ...]
    """The papers that people added and that are in it."""
    told: tuple[str, ...]
    """What whoever makes the pack has to know: which papers not everybody can read, and why."""

    @property
    def pages(self) -> int:
        """Return how many pages there are."""
        return self.last_page - self.first_page + 1

    @property
    def sha256(self) -> str:
        """Return the sum by which the file is known again."""
        return hashlib.sha256(self.data).hexdigest()

    def issue(self) -> IssueFields:
        """Return what is noted when the file goes out."""
        return IssueFields(
            self.asked.part_two,
            self.asked.supplement,
            self.asked.as_at,
            self.first_page,
            self.last_page,
            self.name,
            self.sha256,
            " ".join(map(str, self.papers)),
        )


def with_password(files: tuple[PackFile, ...], password: str) -> tuple[PackFile, ...]:
    """Return finished files as ones that open only with a password; as they are where there is none."""
    from reports.protecting import protected

    return tuple(replace(file, data=protected(file.data, "pdf", password)) for file in files)


def files_wanted(session: Session, asked: Asked, *, supplements: bool) -> tuple[Asked, ...]:
    """Return the files that a pack is: the public one and, where there is a Part II, that; or the supplements due.

    Raises WrongUse where there is nothing to make.
    """
    parts = (replace(asked, part_two=False), replace(asked, part_two=True))
    if not supplements:
        has_part_two = bool(gather(session, parts[1]).items or _papers_of(session, parts[1]))
        return parts if has_part_two else parts[:1]
    issued = gather(session, asked).issued
    if not any(row.supplement == 0 for row in issued):
        raise WrongUse(_("The pack has not gone out yet, so a supplement has no page to go on from. Issue it first."))
    found = tuple(replace(part, supplement=number) for part in parts for number in due_supplements(session, part))
    if not found:
        raise WrongUse(_("No paper with a file has come since the pack went out, so there is nothing to add."))
    return found


def make_files(
    session: Session,
    wanted: Sequence[Asked],
    keys: Sequence[str] | None = None,
    *,
    issued: bool = False,
    anew: bool = False,
) -> tuple[PackFile, ...]:
    """Return finished files, the pages of each supplement going on from the one before it.

    `keys` are the papers wanted in the public file, in their order; `issued` says that they go out now, and `anew`
    that they take the place of what went out before. Raises CannotAppend, naming the file, for what cannot be part of
    a pack.
    """
    made: list[PackFile] = []
    for asked in wanted:
        gathered = gather(session, asked)
        before = [one.last_page for one in made if one.asked.part_two is asked.part_two]
        first = before[-1] + 1 if before else next_page(gathered.issued, part_two=asked.part_two)
        if not asked.supplement:
            if issued and not anew and first > 1:
                raise WrongUse(_("This pack went out already. Make a supplement, or say that it is made anew."))
            first = 1
        own_keys = None if asked.part_two else keys
        made.append(_make(session, asked, gathered, chosen(gathered, own_keys), first=first, issued=issued))
    return tuple(made)


def _make(
    session: Session, asked: Asked, gathered: Gathered, papers: Sequence[Choice], *, first: int, issued: bool
) -> PackFile:
    contents = _Contents(session, asked, gathered)
    lines = tuple(contents.lines(papers))
    numbering = Numbering(first)
    if asked.part_two:
        numbering = Numbering(first, m("Part II page {page} of {pages}"), _("Part II page "))
    hard = [title for title, source in contents.sources if source.tree is None]
    cover = first_pages(session, gathered, asked, issued=issued, first=first, hard=hard)
    target = BytesIO()
    printed = print_pack(Pack(cover, lines, numbering), target)
    return PackFile(
        asked,
        _file_name(session, asked, gathered),
        cover.title,
        target.getvalue(),
        printed.first,
        printed.last,
        tuple(contents.paper_ids),
        tuple(sentence for _title, source in contents.sources for sentence in told_of(source)),
    )


class _Contents:
    """The lines of a pack's contents, with the papers built and read on the way."""

    def __init__(self, session: Session, asked: Asked, gathered: Gathered) -> None:
        self._session, self._asked, self._gathered = session, asked, gathered
        self._room = MOST_BYTES
        self.sources: list[tuple[str, Source]] = []
        self.paper_ids: list[int] = []

    def lines(self, papers: Sequence[Choice]) -> Iterator[PackLine]:
        """Yield the items of the agenda in their order, each with its papers below it."""
        own, papers = {choice.key for choice in papers}, self._with_late(papers)
        named = {choice.item.id for choice in papers if choice.item}
        # A supplement lists only what it adds.
        waiting = [] if self._asked.supplement else [item for item in self._gathered.items if item.id not in named]
        current: AgendaItemRow | None = None
        below = False
        for place, choice in enumerate(papers):
            item = choice.item
            if item is not None and item != current:
                while waiting and waiting[0].number < item.number:
                    yield _item(waiting.pop(0), _("No paper"))
                yield _item(item)
                current, below = item, True
            elif item is None and below:
                if not any(later.item for later in papers[place:]):
                    yield from (_item(one, _("No paper")) for one in waiting)
                    waiting = []
                yield PackLine(_("For the whole meeting"), above=True)
                current, below = None, False
            yield self._line(choice, elsewhere=choice.key not in own)
        for one in waiting:
            yield _item(one, _("No paper"))

    def _with_late(self, papers: Sequence[Choice]) -> list[Choice]:
        """Return the papers with those that came late in their places: the pack says where they are."""
        found = list(papers)
        if self._asked.supplement:
            return found
        there = {choice.key for choice in papers}
        for late in self._gathered.choices:
            if late.paper is not None and late.paper.supplement and late.key not in there:
                found.insert(_place_for(late, found), late)
        return found

    def _line(self, choice: Choice, *, elsewhere: bool) -> PackLine:
        paper = choice.paper
        if elsewhere and paper is not None:
            return PackLine(choice.title, without=_("Supplement {number}").format(number=paper.supplement))
        if paper is None:
            return PackLine(choice.title, self._build(choice))
        if paper.attachment_id is None:
            return PackLine(choice.title, without=_("To follow"))
        return PackLine(choice.title, self._read(choice, paper.attachment_id, paper.id))

    def _build(self, choice: Choice) -> Document:
        asked = self._asked
        if asked.part_two and choice.key == "agenda":
            school = find_ourselves(self._session, asked.as_at).school
            return agenda_of_part_two(self._gathered, school, asked.as_at)
        report = find_report(choice.key)
        parameters = default_parameters(as_at=asked.as_at)
        audience = asked.readers if asked.readers in report.audiences else None
        return build_report(self._session, report, replace(parameters, audience=audience, about=choice.about))

    def _read(self, choice: Choice, attachment_id: int, paper_id: int) -> Source:
        found = read_attachment(self._session, attachment_id, audience=self._asked.readers)
        self._room -= len(found.data)
        if self._room < 0:
            raise WrongUse(
                _("The files of this pack are larger than {most} MB together. Leave some out.").format(
                    most=MOST_BYTES // 1024 // 1024
                )
            )
        source = open_source(found.name, found.data)
        self.sources.append((choice.title, source))
        self.paper_ids.append(paper_id)
        return source


def _item(item: AgendaItemRow, without: str = "") -> PackLine:
    return PackLine(f"{item.number}. {item.title}", above=True, without=without)


def _place_for(late: Choice, papers: Sequence[Choice]) -> int:
    """Return where among papers one stands that is not in the file: after the last of its item."""
    same = [place for place, choice in enumerate(papers, 1) if choice.item == late.item]
    if same:
        return same[-1]
    if late.item is None:
        return len(papers)
    before = [
        place for place, choice in enumerate(papers, 1) if choice.item is None or choice.item.number < late.item.number
    ]
    return before[-1] if before else 0


def _papers_of(session: Session, asked: Asked) -> list[Choice]:
    return [choice for choice in gather(session, asked).choices if choice.paper is not None]


def _file_name(session: Session, asked: Asked, gathered: Gathered) -> str:
    """Return a name that sorts by day and that every system takes."""
    row = gathered.detail.row
    words = f"{name_of(session, gathered, asked)} {held_on(row).isoformat()} {body_of(row)}"
    return f"{file_name(words, _('Board pack'))}.pdf"
