"""The card of tags and themes."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date

from desktop.marks.parts import secret_words
from desktop.parts.spec import FieldSpec, Line, Owner, Part, Session, Step, Values, joined
from desktop.tokens import Tone
from models.actions.merging import merge
from models.actions.tags import TagFields, add_tag, edit_tag, put_away_tag
from models.queries.tags import TagRow, list_tags
from models.vocabulary import TagKind
from models.words import label
from resources.i18n import _
from resources.i18n import marked as m


def _tags(session: Session, owner: Owner, today: date) -> Sequence[TagRow]:
    return list_tags(session)


def _tag_line(row: TagRow) -> Line:
    above = _("in {areas}").format(areas=", ".join(reversed(row.path[:-1]))) if row.depth else ""
    kind = label(row.kind) if row.kind is not TagKind.TAG else ""
    return Line(row.id, row.name, joined(above, kind), secret_words(row.visibility), Tone.INFO)


def _other_tags(session: Session, owner: Owner) -> list[tuple[str, object]]:
    return [(" › ".join(row.path), row.id) for row in list_tags(session)]


def tags(today: Callable[[], date]) -> Part:
    """Return the card of tags; two of them can be made one on a day."""

    def into(session: Session, number: int, values: Values) -> None:
        merge(session, "tag", values["into"], number, today())

    return Part(
        kind="tag",
        title=m("Tags and themes"),
        nothing=m("No tags yet. Make them here, or where you first put one on a record."),
        rows=_tags,
        line=_tag_line,
        add=m("Add a tag…"),
        form=TagFields,
        fields=(
            FieldSpec("name", m("&Name"), 6, m("Enter a name for the tag")),
            FieldSpec("kind", m("&Kind")),
            FieldSpec("parent_id", m("&Within the theme"), 12, options=_other_tags, blank=m("None")),
        ),
        create=add_tag,
        edit=edit_tag,
        remove=put_away_tag,
        remove_words=m("Put away"),
        steps=(
            Step(
                m("Merge with another…"),
                into,
                (
                    FieldSpec(
                        "into", m("&Which stays"), 12, m("Choose the tag that stays"), options=_other_tags,
                        blank=m("Choose a tag"), type=int,
                    ),
                ),
                save=m("Make them one"),
            ),
        ),
        owner="",
    )  # fmt: skip
