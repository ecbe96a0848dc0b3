"""The dead of a sentence: digits, words, sums, bounds, ranges, and what is none of them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geodata.facts.adding import Toll
from geodata.facts.numbers import find_numbers
from geodata.facts.sentences import split_sentences
from geodata.facts.tolls import dead, troops
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
    ("Neuf cadavres gisaient encore mardi sur la piste, d'après des convoyeurs.", 9),
    ("L'hôpital de Diffa a reçu 11 corps et 24 blessés.", 11),
    ("Le raid aérien s'est soldé par la mort de sept orpailleurs.", 7),
    ("Sept bergers périssent dans l'attaque d'un campement près d'Ayorou.", 7),
    ("Douze tués et trente blessés : c'est le bilan donné par le gouverneur.", 12),
    ("Une femme et ses deux enfants ont été brûlés vifs dans leur case.", 3),
    ("Il y aurait une vingtaine de victimes, selon un élu ; la mairie n'en compte que 14.", 20),
    ("Un gendarme et un supplétif ont succombé à leurs blessures.", 2),
    ("Le gouvernement reconnaît 17 morts dans ses rangs.", 17),
    ("Trois des cinq casques bleus touchés par l'explosion sont décédés.", 3),
    ("On a retrouvé les corps de quatre bouviers égorgés.", 4),
    ("L'adjoint au maire a été assassiné à son domicile.", 1),
    ("Six jihadistes abattus, deux capturés et des armes saisies, dit l'état-major.", 6),
    ("Les combats, qui durent depuis cinq jours, ont tué 120 personnes et jeté 20 000 habitants sur les routes.", 120),
    ("Quinze ans après la mort de huit coopérants, le procès s'ouvre.", 8),
    ("Cinq kamikazes se sont fait exploser, tuant 18 fidèles.", 18),
    ("La frappe a fait deux morts, une fillette et sa grand-mère.", 2),
    ("Nine corpses were still lying on the track on Tuesday, drivers said.", 9),
    ("The hospital in Diffa received 11 bodies and 24 wounded.", 11),
    ("The air raid ended in the deaths of seven gold miners.", 7),
    ("Seven herders die in attack on camp near Ayorou", 7),
    ("Twelve killed, thirty injured: that is the governor's toll.", 12),
    ("A woman and her two children were burned alive in their hut.", 3),
    ("There were some 20 victims, a councillor said; the town hall counts only 14.", 20),
    ("The government acknowledged 17 deaths in its ranks.", 17),
    ("Three of the five peacekeepers hit by the blast have died.", 3),
    ("The bodies of four herders with their throats cut were found.", 4),
    ("The deputy mayor was murdered at home.", 1),
    ("Six jihadists shot dead, two captured and weapons seized, the army said.", 6),
    ("Five days of fighting have killed 120 people and driven 20,000 from their homes.", 120),
    ("Troops killed 25 terrorists and rescued 40 hostages in the forest.", 25),
    ("Bandits abducted 40 pupils and killed their teacher.", 1),
    ("Five bombers blew themselves up, killing 18 worshippers.", 18),
    ("The strike left two dead, a girl and her grandmother.", 2),
    ("Of the 25 attackers, 19 were killed and six fled.", 19),
    ("Gunmen on 30 motorcycles killed at least 12 villagers and burned 50 houses.", 12),
    ("Suspected herders have killed two farmers, a woman and her baby.", 4),
    ("At least 50 killed as jihadists overrun base", 50),
    ("Au moins 50 tués dans l'attaque d'une base", 50),
    ("Un mort et deux blessés dans l'explosion d'une grenade à Bujumbura", 1),
    ("No fewer than eight persons lost their lives while several others sustained injuries.", 8),
    ("Eleven policemen were among those killed.", 11),
    ("Onze policiers figurent parmi les morts.", 11),
    ("Hundreds were killed in the massacre, survivors said.", 100),
    ("Quatre ans plus tôt, trois humanitaires avaient été tués au même endroit.", 3),
    ("Le convoi de 60 véhicules a perdu 14 soldats en route.", 14),
    ("Two soldiers and their interpreter were killed.", 3),
    ("Nineteen people, most of them women, perished when the boat was shelled.", 19),
    ("Une trentaine de gendarmes n'en sont jamais revenus, selon un collègue.", 30),
    ("Le véhicule de tête a explosé : huit soldats ont perdu la vie, douze autres sont soignés à Sévaré.", 8),
    ("Les assaillants ont fait 14 victimes parmi les civils et incendié le marché.", 14),
    ("Un kamikaze a tué neuf réfugiés dans la file d'attente.", 9),
    ("Un lieutenant de 31 ans a été tué par l'explosion d'une mine.", 1),
    ("Le chef du village a été abattu devant chez lui.", 1),
    ("L'attaque n'a fait aucune victime, assure le préfet.", 0),
    ("Bilan de l'assaut : vingt-deux blessés, pas de mort.", 0),
    ("Le bilan est passé de 18 à 26 morts dans la nuit.", 26),
    ("Selon l'ONU, 41 personnes ont trouvé la mort, contre 35 annoncées la veille.", 41),
    ("L'armée a perdu onze hommes et six véhicules.", 11),
    ("Deux femmes enceintes figurent parmi les 17 villageois massacrés.", 17),
    ("L'armée affirme avoir neutralisé 60 terroristes et déplore la perte de quatre soldats.", 64),
    ("Des dizaines de corps ont été retrouvés dans la brousse.", 10),
    ("Plus de 200 maisons ont brûlé et cinq habitants ont péri.", 5),
    ("On parle de douze morts, peut-être quinze.", 12),
    ("Trois otages ont été exécutés par leurs ravisseurs.", 3),
    ("Au moins 32 personnes, dont 19 enfants, sont mortes sous les bombes.", 32),
    ("Le camp a enterré ses 13 morts samedi.", 13),
    ("Cinq membres d'une même famille ont été décapités à Tin-Akoff.", 5),
    ("Les rebelles disent avoir tué 25 soldats et en avoir capturé 14.", 25),
    ("Aucun soldat n'a été tué dans l'attaque, selon l'état-major.", 0),
    ("Un policier et deux passants ont été tués, quatre personnes blessées.", 3),
    ("Quatre personnes blessées et un mort, tel est le bilan de la grenade.", 1),
    ("L'engin a coûté la vie à un chauffeur et à son apprenti.", 2),
    ("Une dizaine de civils, tous des forains, ont été fauchés par des rafales.", 10),
    ("Le député parle de 40 tués ; l'armée n'en reconnaît que 12.", 40),
    ("Les jihadistes ont tué 6 militaires, blessé 11 autres et emporté 4 pick-up.", 6),
    ("Près de 1 500 personnes ont fui après la mort de huit pêcheurs.", 8),
    ("Thirty gendarmes never made it back to base.", 30),
    ("The lead vehicle blew up: eight soldiers lost their lives and twelve are being treated.", 8),
    ("The raid claimed 14 civilian lives and left the market in ashes.", 14),
    ("A suicide bomber killed nine refugees in a queue.", 9),
    ("A 31-year-old lieutenant was killed when a mine went off.", 1),
    ("The village chief was shot dead outside his home.", 1),
    ("No one was killed in the attack, the prefect said.", 0),
    ("The assault left 22 wounded but no deaths.", 0),
    ("The death toll rose from 18 to 26 overnight.", 26),
    ("The UN said 41 people had died, up from 35 reported on Monday.", 41),
    ("The army lost eleven men and six vehicles.", 11),
    ("Losing nine men in a week, the unit pulled back.", 9),
    ("Bandits slaughtered over 60 persons in the farming community.", 60),
    ("Two pregnant women were among 17 villagers massacred.", 17),
    ("The army said it neutralised 60 terrorists and mourned four of its own.", 64),
    ("Dozens of bodies were found in the bush.", 12),
    ("More than 200 homes burned and five residents perished.", 5),
    ("Officials put the dead at around 45.", 45),
    ("Three hostages were executed by their captors.", 3),
    ("At least 32 people, 19 of them children, died under the bombs.", 32),
    ("The community buried its 13 dead on Saturday.", 13),
    ("Five members of one family were beheaded.", 5),
    ("The rebels say they killed 25 soldiers and captured 14.", 25),
    ("A policeman and two bystanders were killed and four people hurt.", 3),
    ("Four wounded, one dead: that was the toll of the grenade.", 1),
    ("The device killed a driver and his assistant.", 2),
    ("Gunmen killed a priest, his cook and two guards.", 4),
    ("Troops gunned down a dozen bandits; two soldiers fell.", 14),
    ("Six soldiers were killed, eleven wounded and four pickups taken, the army said.", 6),
    ("Some 1,500 people fled after eight fishermen were killed.", 8),
    ("Rescuers who had counted 43 bodies revised the figure to 75.", 75),
    ("The number of people killed has climbed to 37, up from 32.", 37),
    ("Twenty-one of the 30 passengers died on the spot.", 21),
    ("Thirteen souls were lost in the attack on Mangu.", 13),
    ("JNIM said it had killed 10 soldiers; the army admitted to four.", 10),
    ("Seventy soldiers and over 100 attackers were killed.", 170),
    ("Vingt-neuf soldats sont tombés au champ d'honneur à Tabatol.", 29),
    ("L'explosion a fait un mort et provoqué la fuite de centaines d'habitants.", 1),
]

UNCOUNTED = [
    "Seventeen people had been arrested.",
    "Onze hommes manquent à l'appel après l'embuscade.",
    "Only one of the eleven crew survived.",
    "Ils étaient sept ; aucun n'a survécu.",
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
    dozens = toll("Several hundred villagers were killed.")
    assert dozens is not None
    assert (dozens.low, dozens.best, dozens.high) == (100, 100, None)
    ranged = toll("Between 30 and 35 people died.")
    assert ranged is not None
    assert (ranged.low, ranged.best, ranged.high) == (30, 30, 35)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Between 30 and 35 people died in the raid.", "Between 30 and 35 people died"),
        ("Entre 30 et 35 bouviers ont été tués.", "Entre 30 et 35 bouviers ont été tués"),
        ("Five or six herders were killed.", "Five or six herders were killed"),
        ("De 20 à 25 bouviers ont été tués et trois gardes.", "De 20 à 25 bouviers ont été tués; trois gardes"),
    ],
)
def test_a_range_is_quoted_whole(text: str, words: str) -> None:
    found = toll(text)
    assert found is not None
    assert found.text == words


AT_LEAST = [
    ("No fewer than 15 traders were killed.", 15),
    ("Pas moins de 15 commerçants ont été tués.", 15),
    ("At least a dozen herders were killed.", 12),
    ("Over a hundred herders were killed.", 100),
    ("At least two dozen herders were killed.", 24),
    ("More than 3 dozen herders were killed.", 36),
    ("Plus d'une vingtaine de bouviers ont été tués.", 20),
    ("Plus d'une centaine de bouviers ont été tués.", 100),
    ("Pas moins d'une trentaine de bouviers ont été tués.", 30),
    ("Une dizaine de bouviers au moins ont été tués.", 10),
    ("Au moins deux douzaines de bouviers ont été tués.", 24),
    ("Twelve herders at least were killed.", 12),
    ("40 or more herders were killed.", 40),
]
AT_MOST = [
    ("Up to 30 herders were killed.", 30),
    ("Fewer than a dozen herders were killed.", 12),
    ("Jusqu'à 30 bouviers ont été tués.", 30),
    ("Moins d'une dizaine de bouviers ont été tués.", 10),
    ("Dix bouviers tout au plus ont été tués.", 10),
]


@pytest.mark.parametrize(("text", "floor"), AT_LEAST)
def test_words_of_a_floor_leave_the_toll_open_upwards_and_are_quoted_whole(text: str, floor: int) -> None:
    assert toll(text) == Toll(floor, floor, None, text.rstrip("."))


@pytest.mark.parametrize(("text", "ceiling"), AT_MOST)
def test_words_of_a_ceiling_leave_the_least_unknown_and_are_quoted_whole(text: str, ceiling: int) -> None:
    assert toll(text) == Toll(None, ceiling, ceiling, text.rstrip("."))


def test_a_bound_before_another_number_is_not_that_of_the_one_before() -> None:
    assert toll("Nine herders and at least 4 guards were killed.") == Toll(
        13, 13, None, "Nine herders; at least 4 guards were killed"
    )
    found = toll("They killed 12 herders, at least 4 guards fled.")
    assert found is not None
    assert (found.low, found.high) == (12, 12)


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
