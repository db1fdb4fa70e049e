"""Every word on the screen goes through the one door, and none is translated before the language is known."""

from __future__ import annotations

import string
import subprocess
import sys
from pathlib import Path

import pytest

from resources import calendar_words, i18n
from resources.pseudo import pseudo
from tests.languages.sources import ROOT, at_import, sources, unwrapped

DATA = {
    "desktop/dialogs/about.py": "names of parts and of their licences",
    "desktop/dialogs/register_search.py": "words of the national register, compared and not shown",
    "desktop/dialogs/tell_neighbours.py": "words of the national register",
    "desktop/forms/person_words.py": "what the book keeps for a choice",
    "desktop/forms/promise_part.py": "what people type for ourselves",
    "desktop/forms/quick_note.py": "patterns of what people type",
    "desktop/lists/copying.py": "a table for a spreadsheet",
    "desktop/lists/facets.py": "names of the fields of a search",
    "desktop/pages/conversations/list_pane.py": "names of the fields of a search",
    "desktop/pages/conversations/table.py": "names of the fields of a search",
    "desktop/pages/organisations/lines.py": "words of the national register",
    "desktop/pages/organisations/list_pane.py": "names of the fields of a search",
    "desktop/pages/organisations/loading.py": "words of the national register",
    "desktop/pages/organisations/table.py": "names of the fields of a search",
    "desktop/pages/people/list_pane.py": "the name of a role in the book",
    "desktop/problem_report.py": "what those who mend the program read, in their language",
    "desktop/shell/drafts.py": "the label of a change that is never shown",
    "desktop/stylesheet.py": "a style sheet",
}
"""Files whose bare words are no words of ours, with what they are."""
NAMES = frozenset({"Liaison Desk", "Enter", "Esc", "BinaryIO", "HighContrast"})


def test_no_word_is_translated_while_a_module_is_imported() -> None:
    found = [f"{place}:{line}" for place, tree in sources("desktop", "reports", "models") for line in at_import(tree)]
    assert found == []


def test_no_sentence_of_the_window_is_left_in_english() -> None:
    found = [
        str(words)
        for place, tree in sources("desktop")
        if place not in DATA
        for words in unwrapped(place, tree)
        if words.text.strip() not in NAMES and "+" not in words.text and not words.text.startswith("%")
    ]
    assert found == []


def test_the_walk_sees_what_is_wrong() -> None:
    import ast

    tree = ast.parse('WORDS = _("Early")\ndef show(self):\n    self.setText("Not given to anybody")\n    _("Given")\n')
    assert list(at_import(tree)) == [1]
    assert [words.text for words in unwrapped("here.py", tree)] == ["Not given to anybody"]


@pytest.mark.parametrize(
    "message",
    [
        "&Save as PDF…",
        "{count:,} of {all}",
        "PDF (*.pdf)",
        "Press Ctrl+K or F1",
        "100 %",
        "A & B",
        "{0}: {name!r}",
        "OK",
    ],
)
def test_the_invented_language_keeps_what_programs_read(message: str) -> None:
    made = pseudo(message)
    assert made.startswith("[")
    assert made.endswith("]")
    assert len(made) >= len(message) + 2
    fields = [field for _text, field, _spec, _conversion in string.Formatter().parse(message) if field is not None]
    assert [field for _text, field, _spec, _conversion in string.Formatter().parse(made) if field is not None] == fields
    for kept in ("*.pdf", "Ctrl+K", "F1", "&S"):
        assert (kept in made) == (kept in message)
    assert pseudo(made) == made


def test_the_invented_language_is_two_fifths_longer() -> None:
    for message in ("Cancel", "Save a form", "The report cannot be made yet", "Nothing has been changed yet."):
        assert len(pseudo(message)) - 2 >= round(1.4 * len(message))


def test_the_language_is_asked_for_by_name(monkeypatch: pytest.MonkeyPatch) -> None:
    assert i18n._("Cancel") == "Cancel"
    monkeypatch.setenv(i18n.LANGUAGE, i18n.PSEUDO)
    i18n.forget_language()
    try:
        assert i18n._("Cancel") == "[Çááñçéél]"
        assert i18n._("") == ""
        assert i18n.ngettext("one", "several", 2).startswith("[š")
        assert calendar_words.in_english(f"27 {calendar_words.month_name(11)}") == "27 november"
        assert calendar_words.in_english(calendar_words.weekday_name(4)) == "friday"
    finally:
        monkeypatch.delenv(i18n.LANGUAGE)
        i18n.forget_language()
    assert i18n._("Cancel") == "Cancel"


def test_translators_get_a_template_and_their_catalogue_is_used(tmp_path: Path) -> None:
    template = tmp_path / "liaison-desk.pot"
    tool = [sys.executable, "-m", "resources.messages"]
    subprocess.run([*tool, "extract", str(template)], check=True, cwd=ROOT)
    text = template.read_text("utf-8")
    for words in ('msgid "Cancel"', 'msgid "Organisations"', 'msgid "The report cannot be made yet"'):
        assert words in text
    assert 'msgid_plural "{count} choices. First: {first}"' in text
    assert text.count('msgid "Cancel"\n') == 1
    welsh = tmp_path / "cy.po"
    welsh.write_text(
        text.replace('msgid "Cancel"\nmsgstr ""', 'msgid "Cancel"\nmsgstr "Canslo"').replace(
            'msgid "{count} choice: {first}"\nmsgid_plural "{count} choices. First: {first}"\n'
            'msgstr[0] ""\nmsgstr[1] ""',
            'msgid "{count} choice: {first}"\nmsgid_plural "{count} choices. First: {first}"\n'
            'msgstr[0] "{count} dewis: {first}"\nmsgstr[1] "{count} o ddewisiadau: {first}"',
        ),
        "utf-8",
    )
    made = tmp_path / "cy" / "LC_MESSAGES" / "liaison-desk.mo"
    subprocess.run([*tool, "compile", str(welsh), str(made)], check=True, cwd=ROOT)
    import gettext

    catalogue = gettext.translation("liaison-desk", tmp_path, ["cy"])
    assert catalogue.gettext("Cancel") == "Canslo"
    assert catalogue.gettext("Organisations") == "Organisations"
    assert catalogue.ngettext("{count} choice: {first}", "{count} choices. First: {first}", 2).startswith(
        "{count} o ddew"
    )
