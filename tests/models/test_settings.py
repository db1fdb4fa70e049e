"""Settings keep their type, their default and their limits."""

from __future__ import annotations

import pytest

from models import settings
from models.entities import Setting
from models.errors import WrongUse
from models.store import Store


def test_every_setting_has_its_default_and_comes_back_as_it_was_set(store: Store) -> None:
    values = {settings.OUR_ORGANISATION: 7, settings.OUR_PERSON: "Ann Bell", settings.DETOUR_FACTOR: 1.25}
    with store.read() as session:
        for key in settings.ALL:
            assert settings.get_setting(session, key) == key.default
    with store.write("Settings") as session:
        for key, value in values.items():
            settings.set_setting(session, key, value)  # type: ignore[arg-type]
        settings.set_setting(session, settings.CADENCE_DAYS, 60)
        settings.set_setting(session, settings.CADENCE_DAYS, 42)
    with store.read() as session:
        for key, value in values.items():
            assert settings.get_setting(session, key) == value
        assert settings.get_setting(session, settings.CADENCE_DAYS) == 42
    store.undo()
    with store.read() as session:
        assert settings.get_setting(session, settings.OUR_ORGANISATION) is None


def test_a_value_beyond_the_limits_is_refused_with_advice(store: Store) -> None:
    with pytest.raises(WrongUse, match="Enter a whole number from 7 to 730"), store.write("Settings") as session:
        settings.set_setting(session, settings.CADENCE_DAYS, 0)


@pytest.mark.parametrize("kept", ["", "soon", "-4", "1e9", "nan"])
def test_a_value_that_cannot_be_read_counts_as_the_default(store: Store, kept: str) -> None:
    with store.write("Settings") as session:
        session.add_all([Setting(key=key.name, value=kept) for key in (settings.CADENCE_DAYS, settings.DETOUR_FACTOR)])
    with store.read() as session:
        assert settings.get_setting(session, settings.CADENCE_DAYS) == settings.CADENCE_DAYS.default
        assert settings.get_setting(session, settings.DETOUR_FACTOR) == settings.DETOUR_FACTOR.default


def test_no_two_settings_have_one_name() -> None:
    names = [key.name for key in settings.ALL]
    assert len(names) == len(set(names))


def test_what_to_enter_is_said_in_the_users_language(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(settings, "_", lambda message: {settings.NEAR_METRES.advice: "Von {low} bis {high}."}[message])
    assert settings.NEAR_METRES.advise() == "Von 100 bis 50000."
    assert settings.OUR_PERSON.advise() == ""
