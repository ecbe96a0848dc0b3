"""The optional second voice: off by default, only adding, and clear where it is asked for and absent."""

from __future__ import annotations

import os

import pytest

from dashboard.cli import main
from geodata.errors import SetupError
from geodata.gazetteer import Gazetteer
from geodata.mentions import recognise_text, second_voice
from geodata.mentions.second_voice import MODELS, SWITCH

FRENCH = (
    "Après Gao, les assaillants sont passés à Ouinerdenou et au Kremlin, dit-on. Le coup d'État a surpris. "
    "M. Kaboritou vit à Dakar avec Ibrahim Zorgamadi."
)
ENGLISH = "Herders from Gao sheltered near Zorgamadi, in Niger. The White House and Kaboritou said nothing."


@pytest.fixture
def _heard(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(SWITCH, "1")


@pytest.fixture
def model(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> str:
    """The language of a model that is installed."""
    monkeypatch.setenv(SWITCH, "1")
    language: str = request.param
    try:
        installed = second_voice.models()
    except SetupError as error:
        pytest.skip(str(error))
    if language not in installed:
        pytest.skip(f"no model of {language} is installed: {', '.join(MODELS[language])}")
    return language


@pytest.mark.parametrize("value", ["", "0", "no", "off", "FALSE"])
def test_it_is_off_unless_switched_on(value: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv(SWITCH, raising=False)
    assert not second_voice.is_on()
    monkeypatch.setenv(SWITCH, value)
    assert not second_voice.is_on()
    assert second_voice.spoken_version() == ""


@pytest.mark.usefixtures("_heard")
def test_asked_for_and_absent_it_says_what_to_install(gazetteer: Gazetteer, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(second_voice, "MODELS", {"fr": ("no_such_model",)})
    with pytest.raises(SetupError, match=r"pip install 'liptako\[ner\]'"):
        recognise_text(FRENCH, gazetteer, "fr")


def test_the_option_switches_it_on(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(SWITCH, "")
    with pytest.raises(SystemExit):
        main(["--ner", "about"])
    assert os.environ[SWITCH] == "1"


@pytest.mark.usefixtures("_heard")
def test_a_language_without_a_model_is_read_without_it(gazetteer: Gazetteer, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(second_voice, "models", lambda: {"fr": "fr_core_news_md"})
    assert "Gao" in [mention.text for mention in recognise_text(ENGLISH, gazetteer, "en")]


@pytest.mark.parametrize(
    ("model", "text", "added"),
    [("fr", FRENCH, "Ouinerdenou"), ("en", ENGLISH, "Zorgamadi")],
    indirect=["model"],
)
def test_it_adds_one_name_that_the_gazetteer_lacks_and_touches_no_other(
    model: str, text: str, added: str, gazetteer: Gazetteer, monkeypatch: pytest.MonkeyPatch
) -> None:
    both = recognise_text(text, gazetteer, model)
    monkeypatch.setenv(SWITCH, "")
    alone = recognise_text(text, gazetteer, model)
    assert [one for one in both if one not in alone] == [one for one in both if one.text == added]
    assert [one.key for one in both if one.text == added] == [""]
    assert [one for one in alone if one not in both] == []
