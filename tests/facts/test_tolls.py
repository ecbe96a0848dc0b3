"""The dead of a sentence: digits, words, sums, bounds, ranges, and what is none of them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geodata.facts.numbers import find_numbers
from geodata.facts.sentences import split_sentences
from geodata.facts.tolls import Toll, dead, troops
from geodata.folding import fold


def toll(text: str) -> Toll | None:
    folded, sentence = fold(text), split_sentences(text)[0]
    return dead(text, folded, sentence.tokens(folded), sentence.end)


COUNTED = [
    ("Five gendarmes and 31 assailants were killed in the valley.", 36),
    ("Le bilan de l'assaut passe à 54 morts.", 54),
    ("Les autorités donnent un bilan de 19 morts et de 7 blessés.", 19),
    ("Trente-huit gendarmes tchadiens ont été tués.", 38),
    ("Cette semaine de combats a fait une vingtaine de morts, dont la moitié de civils.", 20),
    ("La crise a déplacé plus de 1,5 million de personnes et tué plus de 3 000 en 2021, selon l'ONU.", 3000),
    ("Le massacre présumé par la milice d'environ 120 personnes reste impuni.", 120),
    ("Entre 40 et 60 bergers ont été tués.", 40),
    ("Raiders struck at noon, killing at least 9 guards and 2 drivers and wounding 14 others.", 11),
    ("Des dizaines de bergers tués dans la brousse.", 10),
    ("Soixante-dix-huit personnes sont mortes.", 78),
    ("Le bilan est passé de 12 à 17 morts.", 17),
    ("He saw the murder of three men at the well.", 3),
    ("Quatre soldats ont été tués et neuf blessés, dont deux grièvement.", 4),
    ("At least 2,300 people have been killed since January.", 2300),
    ("Neuf suspects retrouvés morts au poste.", 9),
    ("Eight raiders died and a soldier was wounded.", 8),
    ("On compte trente et un morts.", 31),
    ("L'embuscade a coûté la vie à treize gendarmes.", 13),
    ("Un capitaine est blessé ; un officier et sept soldats ont péri.", 8),
    ("Vingt villageois, dont douze femmes, ont été tués.", 20),
    ("Une mine a tué cinq soldats nigériens.", 5),
    ("Au moins 44 soldats tués dans l'assaut d'une base.", 44),
    ("Six members of the guard were killed there, seven at most.", 6),
    ("On annonce 15 gendarmes tués, puis 21.", 21),
    ("The battle killed 60 fighters, 30 on each side.", 60),
    ("Gunmen killed 14 soldiers and a civilian near the ford.", 15),
    ("L'armée dit avoir tué 77 « terroristes ».", 77),
    ("Une frappe a tué par erreur neuf adolescents.", 9),
    ("Un engin explosif a tué au moins trois militaires.", 3),
    ("More than 25 people, mostly traders, were killed.", 25),
    ("Le bilan s'élève à 23 morts et 4 disparus.", 23),
    ("Deux cent dix personnes ont été massacrées.", 210),
    ("Raiders on 40 motorbikes killed six guards.", 6),
    ("Three officers, several drivers and 12 “bandits” were killed.", 15),
    ("Huit des 30 personnes arrêtées la veille ont été retrouvées mortes.", 8),
]

UNCOUNTED = [
    "Seventeen people had been arrested.",
    "More than 45,000 people fled the valley.",
    "Four tolls for one massacre circulate.",
    "Il a été tué lors d'un assaut mené par 50 hommes.",
    "Twenty gunmen attacked the village.",
    "L'année 2021 a été sanglante.",
    "Trois véhicules ont été brûlés.",
    "Ils ont enlevé douze élèves.",
    "Nobody knows how many died.",
]


@pytest.mark.parametrize(("text", "best"), COUNTED)
def test_the_dead_are_added_up(text: str, best: int) -> None:
    found = toll(text)
    assert found is not None
    assert found.best == best
    assert found.text


@pytest.mark.parametrize("text", UNCOUNTED)
def test_an_unknown_toll_stays_unknown(text: str) -> None:
    assert toll(text) is None


def test_bounds_are_kept() -> None:
    assert toll("At least 12 soldiers were killed.") == Toll(12, 12, None, "At least 12 soldiers were killed")
    about = toll("Une centaine de civils ont été tués.")
    assert about is not None
    assert (about.low, about.best, about.high) == (None, 100, None)
    ranged = toll("Between 30 and 35 people died.")
    assert ranged is not None
    assert (ranged.low, ranged.best, ranged.high) == (30, 30, 35)


@pytest.mark.parametrize(
    ("text", "value"),
    [("12 500 soldats", 12500), ("2,400 troops", 2400), ("quatre-vingt-onze", 91), ("two hundred and five", 205),
     ("cent vingt", 120), ("mille deux cents", 1200), ("seventy-one", 71), ("une quinzaine", 15)],
)  # fmt: skip
def test_numbers_are_read_in_digits_and_words(text: str, value: int) -> None:
    folded = fold(text)
    numbers = find_numbers(folded, split_sentences(text)[0].tokens(folded), len(text))
    assert [number.value for number in numbers] == [value]


@pytest.mark.parametrize("text", ["2,5 millions de personnes", "99999999999999999999 soldats", "3.5 kilos"])
def test_what_is_no_whole_number_within_reason_is_left_out(text: str) -> None:
    folded = fold(text)
    numbers = find_numbers(folded, split_sentences(text)[0].tokens(folded), len(text))
    assert not [number for number in numbers if number.value > 1_000_000 or number.value == 2]


def test_the_strength_stands_before_the_soldiers() -> None:
    text = "Les 450 militaires italiens partiront en 2024."
    folded = fold(text)
    tokens = split_sentences(text)[0].tokens(folded)
    assert troops(folded, tokens, len(text), [(8, 18)], [(40, 44)]) == 450


@given(st.integers(1, 999_999))
def test_a_number_in_digits_is_the_number_of_dead(count: int) -> None:
    found = toll(f"On a compté {count} soldats tués.")
    assert found is not None
    assert found.best == count


@given(st.text(alphabet="ab 0123456789,.«»-'éun deux mille cent tués", max_size=80))
def test_any_text_is_read_without_error(text: str) -> None:
    folded = fold(text)
    for sentence in split_sentences(text):
        toll_read = dead(text, folded, sentence.tokens(folded), sentence.end)
        assert toll_read is None or toll_read.best is None or toll_read.best >= 0
