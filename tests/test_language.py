from __future__ import annotations

import pytest

from geodata.language import detect_language

FRENCH = "Les soldats ont quitté la ville de Gao dans la nuit, selon des habitants joints par téléphone."
ENGLISH = "The soldiers have left the town of Gao at night, according to people who were reached by phone."


@pytest.mark.parametrize(
    ("text", "language"),
    [
        (FRENCH, "fr"),
        (ENGLISH, "en"),
        ("Attentat à Gao", "fr"),
        ("Putsch au Niger", "fr"),
        ("Army retakes Kidal", "en"),
        ("Coup in Niger", "en"),
        ("Soldiers killed in ambush", "en"),
    ],
)
def test_french_and_english_are_told_apart_down_to_titles(text: str, language: str) -> None:
    assert detect_language(text) == language


@pytest.mark.parametrize(
    "text",
    [
        "",
        "12 345",
        "Bamako",
        "غادر الجنود مدينة غاو ليلا بحسب سكان",
        "El gobierno de Mali anuncia la retirada de sus tropas en el norte del país, donde hubo combates.",
        "O governo do Mali anunciou a retirada das suas tropas do norte do país, segundo fontes oficiais.",
        "Die Bundeswehr zieht aus Mali ab, und die Soldaten sollen bis Jahresende nach Hause kommen.",
        "De regering van Mali heeft aangekondigd dat de troepen uit het noorden worden teruggetrokken.",
        "Военные покинули город Гао ночью",
    ],
)
def test_other_languages_and_bare_names_stay_unknown(text: str) -> None:
    assert detect_language(text) is None


def test_a_quotation_in_the_other_language_does_not_decide() -> None:
    assert detect_language(FRENCH * 3 + " « The army has left », a-t-il dit.") == "fr"
    assert detect_language(ENGLISH * 3 + ' "Les soldats ont quitté la ville", he said.') == "en"
