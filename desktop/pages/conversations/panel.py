"""One conversation: with whom, what was said, what is awaited, and how it went on."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget

from desktop.dialogs.logged import Log
from desktop.dialogs.quick_log import ask_quick_log
from desktop.dialogs.stop_waiting import ask_stop_waiting
from desktop.marks.tab import add_marks
from desktop.pages.conversations.parts import TABS
from desktop.parts.dialog import PartDialog
from desktop.parts.of_conversations import ROUTES_INSTEAD
from desktop.parts.spec import Owner
from desktop.parts.tabs import PartsTabs
from desktop.theme import XL, L, M
from desktop.widgets.buttons import Button, button
from desktop.widgets.cards import AlertStrip, Card, SectionHeader
from desktop.widgets.flow import FlowLayout
from desktop.widgets.items import Item, ItemsView
from desktop.widgets.labels import PlainLabel, TitleLabel
from desktop.widgets.scrolling import scrolling
from desktop.widgets.talk_words import link_line, waiting_words, way_words
from models.actions.conversations import archive_conversation
from models.queries.commitments import CommitmentFilter, list_commitment_groups
from models.queries.conversations import ConversationDetail, LinkedConversation, find_conversation
from models.vocabulary import Direction, ReplyState
from reports.formatting import clock, long_date
from resources.i18n import _

if TYPE_CHECKING:
    from desktop.context import Context
    from models.queries.commitments import CommitmentRow


class ConversationPanel(QWidget):
    """The preview beside the list."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self.detail: ConversationDetail | None = None
        theme = context.theme
        self.title, self.about = TitleLabel("", "h1"), PlainLabel("", "muted")
        self.parties = _flowing()
        self.alert = AlertStrip(theme)
        self.said = PlainLabel("")
        self.said.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        self.chain = ItemsView(theme, _("How it went on"), pencil=False)
        self.promises = ItemsView(theme, _("Promised in this conversation"), pencil=False)
        self.chain_card, self.promise_card = Card(), Card()
        self._build()
        self.alert.pressed.connect(self.chase)
        self.chain.opened.connect(self._on_linked)
        self.promises.opened.connect(self._on_promise)
        self.show_detail(None)

    def _build(self) -> None:
        theme = self._context.theme
        self.reply = button(_("Log the re&ply…"), self.log_reply, theme=theme, icon="arrow-bend-down-left")
        self.again = button(_("Log another tr&y…"), self.chase, theme=theme, icon="arrow-clockwise")
        self.stop = button(_("Stop &waiting…"), self.stop_waiting, theme=theme, icon="hand-palm")
        self.change = button(_("&Change…"), self.edit, theme=theme, icon="pencil-simple")
        self.away = button(_("P&ut away"), self.put_away, theme=theme, icon="archive")
        self.around = button(_("Try an&other way in…"), self.try_another_way, theme=theme, icon="path")
        self.doing = _flowing(self.reply, self.again, self.around, self.stop, self.change, self.away)
        said = Card()
        said.body.addWidget(SectionHeader(_("What was said"), "h3"))
        said.body.addWidget(self.said)
        for card, words, view in (
            (self.chain_card, _("How it went on"), self.chain),
            (self.promise_card, _("Promised in this conversation"), self.promises),
        ):
            card.body.addWidget(SectionHeader(words, "h3"))
            card.body.addWidget(view)
        column = QVBoxLayout(self)
        column.setContentsMargins(XL, L, XL, L)
        column.setSpacing(M)
        for part in (self.title, self.about, self.parties, self.doing, self.alert):
            column.addWidget(part)
        first = QWidget()
        inside = QVBoxLayout(first)
        inside.setContentsMargins(0, M, 0, L)
        inside.setSpacing(M)
        for part in (said, self.chain_card, self.promise_card):
            inside.addWidget(part)
        inside.addStretch(1)
        self.tabs = PartsTabs(self._context, "conversation_tabs")
        self.tabs.addTab(scrolling(first), _("What was said"))
        for words, parts, name in TABS:
            self.tabs.add_parts(_(words), parts, name)
        add_marks(self._context, self.tabs, self.tabs.parts_tabs, "conversation", self)
        column.addWidget(self.tabs, 1)
        self.tabs.keep_room()

    @property
    def id(self) -> int | None:
        """Return the number of the conversation in view."""
        return self.detail.row.id if self.detail is not None else None

    def show_conversation(self, conversation_id: int) -> None:
        """Read one conversation and show it. Raises WrongUse when there is none."""
        with self._context.store.read() as session:
            detail = find_conversation(session, conversation_id)
            first = _first_of(detail)
            whole = detail if first == conversation_id else find_conversation(session, first)
            wanted = CommitmentFilter(conversation_id=conversation_id)
            groups = list_commitment_groups(session, self._context.today(), wanted, limit=20)
            promises = tuple(row for page in groups.values() for row in page.rows)
        self.show_detail(detail, whole, promises)

    def show_detail(
        self,
        detail: ConversationDetail | None,
        whole: ConversationDetail | None = None,
        promises: tuple[CommitmentRow, ...] = (),
    ) -> None:
        """Show what was read; `whole` is the conversation that the matter began with."""
        self.detail = detail
        self.setVisible(detail is not None)
        if detail is None or whole is None:
            return
        row = detail.row
        self.title.set_text(
            row.subject or _("{way}: {who}").format(way=way_words(row.channel, row.direction), who=row.who)
        )
        when = long_date(row.happened_on) + (f", {clock(row.happened_at)}" if row.happened_at else "")
        parts = [way_words(row.channel, row.direction), when, row.our_person]
        self.about.setText(" · ".join(part for part in parts if part))
        self._show_parties(detail)
        self.said.setText(detail.note or _("Nothing was noted."))
        self._show_waiting(whole)
        self._show_chain(detail, whole)
        self._show_promises(promises)
        self.tabs.show_parts(Owner("conversation", row.id, row.subject or row.who))

    def _show_parties(self, detail: ConversationDetail) -> None:
        flow = self.parties.layout()
        while flow is not None and (item := flow.takeAt(0)) is not None:
            old = item.widget()
            if old is not None:
                old.hide()
                old.deleteLater()
        named: dict[tuple[str, int], str] = {}
        for party in detail.row.parties:
            if party.person_id is not None:
                named[("person", party.person_id)] = party.person_name or ""
            if party.organisation_id is not None:
                named[("organisation", party.organisation_id)] = party.organisation_name or ""
        theme = self._context.theme
        for (kind, number), name in named.items():
            icon = "user" if kind == "person" else "buildings"
            made = button(name.replace("&", "&&"), self._on_party, kind="link", theme=theme, icon=icon)
            made.setProperty("party", [kind, number])
            if flow is not None:
                flow.addWidget(made)

    def _show_waiting(self, whole: ConversationDetail) -> None:
        """Say what is awaited of the matter, whichever of its conversations is in view."""
        waiting = waiting_words(whole, self._context.today())
        locked = self._context.store.read_only
        if waiting is not None:
            title, words, tone = waiting
            self.alert.tell(title, words, tone, "" if locked else _("Log another try"))
        else:
            self.alert.hide()
        state, ours = whole.row.reply_state, whole.row.direction is Direction.OUT
        settled = (ReplyState.NONE_NEEDED, ReplyState.GAVE_UP, ReplyState.ROUTE_ROUND)
        self.reply.setVisible(ours and state in (ReplyState.AWAITING, *settled))
        self.again.setVisible(ours and state in settled)
        # The way is kept with the conversation that the matter began with.
        first = self.detail is not None and whole.row.id == self.detail.row.id
        self.around.setVisible(first and ours and state in (ReplyState.AWAITING, ReplyState.GAVE_UP))
        self.stop.setVisible(state is ReplyState.AWAITING)
        self.doing.setVisible(not locked)

    def _show_chain(self, detail: ConversationDetail, whole: ConversationDetail) -> None:
        row = whole.row
        first = LinkedConversation(row.id, row.happened_on, row.channel, row.direction, row.subject)
        links = [(first, ""), *((one, _("Asked again")) for one in whole.chased_by)]
        if whole.answered_by is not None:
            links.append((whole.answered_by, _("The reply")))
        links.sort(key=lambda link: (link[0].happened_on, link[0].id))
        items = []
        for one, what in links:
            here = _("In view") if one.id == detail.row.id else ""
            items.append(Item(one.id, link_line(one), " · ".join(p for p in (what, one.subject) if p), aside=here,
                              record=one))  # fmt: skip
        if whole.reply_note:
            around = whole.row.reply_state is ReplyState.ROUTE_ROUND
            words = _("You tried another way") if around else _("You stopped waiting")
            items.append(Item("note", words, whole.reply_note))
        self.chain.show_items(items)
        self.chain_card.setVisible(len(items) > 1)

    def _show_promises(self, promises: tuple[CommitmentRow, ...]) -> None:
        from desktop.widgets.promise_words import due_pill, owner_words

        today = self._context.today()
        items = []
        for row in promises:
            pill, tone = due_pill(row, today)
            items.append(Item(row.id, row.text, owner_words(row), aside=pill, tone=tone, record=row))
        self.promises.show_items(items)
        self.promise_card.setVisible(bool(items))

    # --- what can be done -----------------------------------------------------------------------------------------

    def log_reply(self) -> None:
        """Log the answer to this matter."""
        if self.detail is not None:
            ask_quick_log(self._context, Log("reply", _first_of(self.detail)))

    def chase(self) -> None:
        """Log that we asked again."""
        if self.detail is not None:
            ask_quick_log(self._context, Log("chase", _first_of(self.detail)))

    def stop_waiting(self) -> None:
        """Ask why we stop waiting."""
        if self.detail is not None:
            ask_stop_waiting(self._context, _first_of(self.detail), self.detail.row.who)

    def try_another_way(self) -> None:
        """Ask which other way in is tried; the waiting ends with it."""
        if self.detail is not None:
            owner = Owner("conversation", self.detail.row.id, self.detail.row.subject or self.detail.row.who)
            PartDialog(self._context, ROUTES_INSTEAD, owner, parent=self.window()).open()

    def edit(self) -> None:
        """Change this conversation."""
        if self.detail is not None:
            ask_quick_log(self._context, Log("edit", self.detail.row.id))

    def put_away(self) -> None:
        """Take this conversation out of the lists; Undo brings it back."""
        if self.detail is not None:
            with self._context.store.write(_("Put away conversation with {who}").format(who=self.detail.row.who)) as s:
                archive_conversation(s, self.detail.row.id)

    def _on_party(self) -> None:
        sender = self.sender()
        party = sender.property("party") if isinstance(sender, Button) else None
        if isinstance(party, list):
            self._context.open(str(party[0]), int(party[1]))

    def _on_linked(self, record: object) -> None:
        if isinstance(record, LinkedConversation):
            self._context.open("conversation", record.id)

    def _on_promise(self, record: object) -> None:
        number = getattr(record, "id", None)
        if isinstance(number, int):
            self._context.open("commitment", number)


def _first_of(detail: ConversationDetail) -> int:
    """Return the conversation that the matter began with: the one chased, or the one answered."""
    if detail.chases is not None:
        return detail.chases.id
    return detail.answers[0].id if detail.answers else detail.row.id


def _flowing(*parts: QWidget) -> QWidget:
    box = QWidget()
    policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
    policy.setHeightForWidth(True)
    box.setSizePolicy(policy)
    flow = FlowLayout(box)
    for part in parts:
        flow.addWidget(part)
    return box
