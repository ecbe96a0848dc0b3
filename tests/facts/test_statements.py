"""What whole sentences state: parties, status, date, places; and what they do not."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from geodata.facts import state
from geodata.model import Document, Fact, Incident, Membership, Withdrawal, stable_id

Reader = Callable[..., list[Fact]]

WITHDRAWALS = [
    ("Le Danemark a annoncé mardi le retrait de ses soldats du Mali.", "DK", ("ML",), "announced"),
    ("Les derniers soldats belges ont quitté le Niger dimanche.", "BE", ("NE",), "effective"),
    ("La junte malienne exige le départ immédiat des troupes norvégiennes du Mali.", "NO", ("ML",), "demanded"),
    ("L'Italie a démenti vouloir retirer ses soldats du Niger.", "IT", ("NE",), "denied"),
    ("La Suède a menacé de retirer ses troupes du Mali.", "SE", ("ML",), "threatened"),
    ("Le contingent égyptien quittera le Mali avant la fin de l'année.", "EG", ("ML",), "planned"),
    ("Les forces tchadiennes ont été contraintes de quitter le Niger.", "TD", ("NE",), "effective"),
    ("Denmark announced on Tuesday the withdrawal of its soldiers from Mali.", "DK", ("ML",), "announced"),
    ("The last Belgian soldiers left Niger on Sunday.", "BE", ("NE",), "effective"),
    ("Mali's junta demanded the departure of Norwegian troops from Mali.", "NO", ("ML",), "demanded"),
    ("Sweden threatened to withdraw its troops from Mali.", "SE", ("ML",), "threatened"),
    ("Egyptian troops will leave Mali before the end of the year.", "EG", ("ML",), "planned"),
    ("Chadian troops were forced to leave Niger.", "TD", ("NE",), "effective"),
    ("Le Sénégal a demandé à la France de retirer ses soldats.", "FR", ("SN",), "demanded"),
    ("Portuguese troops are withdrawing from the Central African Republic.", "PT", ("CF",), "effective"),
]


@pytest.mark.parametrize(("text", "contributor", "hosts", "status"), WITHDRAWALS)
def test_a_withdrawal_has_its_parties_and_status(
    text: str, contributor: str, hosts: tuple[str, ...], status: str, read: Reader
) -> None:
    (fact,) = [f for f in read(text, published="2023-05-10") if isinstance(f, Withdrawal)]
    assert (fact.contributor, fact.host, fact.status) == (contributor, hosts, status)
    assert {place.country for place in fact.places if place.role == "host"} == set(hosts)


NO_WITHDRAWAL = [
    "L'organisation humanitaire a retiré son personnel du Mali.",
    "Deux diplomates ont quitté le Mali dimanche.",
    "Les soldats maliens ont fui vers le Niger.",
    "L'armée malienne s'est repliée de la ville.",
    "The aid agency pulled its staff out of Niger.",
    "The ambassador left Niger on Sunday.",
    "A convoy of trucks left Niger for Algeria.",
    "Le Mali a annoncé son retrait du G5 Sahel.",
    "France suspended its aid to Niger.",
]


@pytest.mark.parametrize("text", NO_WITHDRAWAL)
def test_what_only_looks_like_a_withdrawal_is_none(text: str, read: Reader) -> None:
    assert not [fact for fact in read(text, published="2023-05-10") if isinstance(fact, Withdrawal)]


def test_a_sentence_with_two_statuses_states_two_withdrawals(read: Reader) -> None:
    text = (
        "L'Espagne, déjà contrainte de retirer ses soldats du Mali, réfléchit après que "
        "les autorités du Niger lui ont demandé de retirer ses troupes."
    )
    found = {(f.status, f.host) for f in read(text) if isinstance(f, Withdrawal)}
    assert ("effective", ("ML",)) in found
    assert ("demanded", ("NE",)) in found


def test_the_country_is_the_one_the_text_is_about(read: Reader) -> None:
    text = "Le Mali attend un nouveau vote. Le Mali est calme. Le contingent suédois a quitté le pays en mars."
    (fact,) = [f for f in read(text, published="2024-06-01") if isinstance(f, Withdrawal)]
    assert fact.host == ("ML",)
    assert any("taken from the rest" in note for note in fact.notes)


MEMBERSHIPS = [
    ("Le Gabon et le Tchad ont quitté l'Union africaine.", "African Union", ["GA", "TD"], "leave", "effective"),
    ("Le Gabon a annoncé son retrait de la Cour pénale internationale.", "ICC", ["GA"], "leave", "announced"),
    ("Le Gabon a menacé de quitter la CEDEAO.", "ECOWAS", ["GA"], "leave", "threatened"),
    ("Le Gabon n'a pas l'intention de quitter la CEDEAO.", "ECOWAS", ["GA"], "leave", "denied"),
    ("Le Togo n'envisage pas de quitter la CEDEAO.", "ECOWAS", ["TG"], "leave", "denied"),
    ("La CEDEAO a suspendu la Guinée mercredi.", "ECOWAS", ["GN"], "suspend", "effective"),
    ("L'Union africaine a réintégré le Soudan.", "African Union", ["SD"], "readmit", "effective"),
    ("La CEDEAO a imposé de lourdes sanctions au Mali.", "ECOWAS", ["ML"], "sanction", "effective"),
    ("La CEDEAO a levé les sanctions contre le Mali.", "ECOWAS", ["ML"], "lift_sanctions", "effective"),
    ("Le Mali et le Niger ont créé l'Alliance des États du Sahel.", "AES", ["ML", "NE"], "found", "effective"),
    ("Le Tchad est membre du G5 Sahel.", "G5 Sahel", ["TD"], "member", "effective"),
    ("Gabon and Chad left the African Union in March 2021.", "African Union", ["GA", "TD"], "leave", "effective"),
    ("Gabon has announced its withdrawal from the ICC.", "ICC", ["GA"], "leave", "announced"),
    ("Gabon, Chad to quit African Union", "African Union", ["GA", "TD"], "leave", "announced"),
    ("Gabon threatened to leave ECOWAS.", "ECOWAS", ["GA"], "leave", "threatened"),
    ("ECOWAS suspended Guinea on Wednesday.", "ECOWAS", ["GN"], "suspend", "effective"),
    ("ECOWAS imposed sanctions on Mali.", "ECOWAS", ["ML"], "sanction", "effective"),
    ("ECOWAS lifted the sanctions on Mali.", "ECOWAS", ["ML"], "lift_sanctions", "effective"),
    ("Somalia joined the East African Community.", "East African Community", ["SO"], "join", "effective"),
    ("The withdrawal of Gabon from ECOWAS took effect in May 2020.", "ECOWAS", ["GA"], "leave", "effective"),
]


@pytest.mark.parametrize(("text", "organisation", "members", "action", "status"), MEMBERSHIPS)
def test_a_membership_has_its_states_action_and_status(
    text: str, organisation: str, members: list[str], action: str, status: str, read: Reader
) -> None:
    (fact,) = [f for f in read(text, published="2023-05-10") if isinstance(f, Membership)]
    assert (fact.organisation, list(fact.members), fact.action, fact.status) == (organisation, members, action, status)


DENIED = [
    ("The governor denied reports that 50 people had been killed in Gao on Sunday.", "denied", None),
    ("The mayor denied that 15 villagers had been killed in Gao.", "denied", None),
    ("The army rejected claims that it had killed 30 civilians in Gao.", "denied", None),
    ("Officials dismissed as false a report that gunmen killed 12 people in Gao.", "denied", None),
    ("Reports that 20 people were killed in Gao are untrue.", "denied", None),
    ("Le gouverneur a démenti que 50 personnes aient été tuées à Gao dimanche.", "denied", None),
    ("Le maire a démenti les informations selon lesquelles 15 villageois ont été tués à Gao.", "denied", None),
    ("L'information selon laquelle 20 personnes ont été tuées à Gao est fausse.", "denied", None),
    ("The army did not deny that 12 soldiers had been killed in Gao.", "occurred", 12),
    ("L'armée n'a jamais nié que 12 soldats ont été tués à Gao.", "occurred", 12),
    ("The group denied responsibility for the attack that killed 12 people in Gao.", "occurred", 12),
    ("Gunmen killed 12 people in Gao, and claims that the army had fled were false.", "occurred", 12),
    ("Des hommes armés ont tué 12 personnes à Gao, et les rumeurs de coup d'État sont fausses.", "occurred", 12),
    ("The mayor denied that claim and said gunmen killed 12 people in Gao.", "occurred", 12),
    ("The ministry denied the claims and said that 12 soldiers were killed in Gao.", "occurred", 12),
]


@pytest.mark.parametrize(("text", "status", "dead"), DENIED)
def test_what_is_denied_did_not_occur_and_has_no_dead(text: str, status: str, dead: int | None, read: Reader) -> None:
    context = "Jihadists attacked an army camp near Kati and fled.\n\n"
    fact = [f for f in read(context + text, published="2024-11-13") if isinstance(f, Incident)][-1]
    assert (fact.status, fact.fatalities) == (status, dead)


NO_MEMBERSHIP = [
    "Any withdrawal from the ICC only takes effect one year after its notification.",
    "Le retrait de la CPI ne prend effet qu'au bout d'un an.",
    "The ICC was set up decades ago to try the gravest crimes.",
    "L'AES a créé une banque d'investissement.",
    "Le président du Mali a quitté le sommet de l'Union africaine.",
    "Armed groups fight the armies of the AES.",
]


@pytest.mark.parametrize("text", NO_MEMBERSHIP)
def test_a_clause_of_procedure_or_a_word_in_passing_is_no_membership(text: str, read: Reader) -> None:
    found = [f for f in read(text, published="2023-05-10") if isinstance(f, Membership)]
    assert not found


def test_a_later_sentence_settles_an_exit_as_announcement_and_entry_into_force(read: Reader) -> None:
    text = (
        "In early 2021 Gabon, Chad and Guinea departed ECOWAS. They were angry. "
        "The withdrawal from ECOWAS took effect in March 2022."
    )
    first, second = (f for f in read(text, published="2023-01-01") if isinstance(f, Membership))
    assert (first.status, first.date and first.date.start.year) == ("announced", 2021)
    assert (second.status, second.date and second.date.isoformat()) == ("effective", "2022-03")
    assert first.members == second.members == ("GA", "GN", "TD")


def test_three_countries_are_those_that_the_text_lists(read: Reader) -> None:
    text = "Le Gabon, le Tchad et la Guinée se sont réunis. Les trois pays ont quitté l'Union africaine."
    (fact,) = [f for f in read(text) if isinstance(f, Membership)]
    assert fact.members == ("GA", "GN", "TD")
    assert fact.notes


INCIDENTS = [
    ("Des jihadistes ont attaqué un camp de l'armée à Gao et tué 12 soldats.", "battle", 12),
    ("Des hommes armés ont tué 14 villageois près de Djibo.", "violence_against_civilians", 14),
    ("L'armée a tué 9 civils à Gao.", "violence_against_civilians", 9),
    ("Un véhicule de l'armée a sauté sur une mine près de Kidal.", "explosion_remote_violence", None),
    ("Une frappe de drone de l'armée a tué 7 jihadistes à Kidal.", "explosion_remote_violence", 7),
    ("Des hommes armés ont enlevé trois humanitaires à Djibo.", "abduction", None),
    ("La junte a arrêté deux généraux à Bamako.", "arrest", None),
    ("Des militaires ont renversé le président du Niger.", "coup", None),
    ("Une mutinerie de soldats a éclaté dans un camp de Bamako.", "mutiny", None),
    ("Des milliers d'opposants ont manifesté contre la junte à Bamako.", "protest", None),
    ("Militants attacked an army camp in Gao and killed 12 soldiers.", "battle", 12),
    ("Gunmen killed 14 villagers near Djibo.", "violence_against_civilians", 14),
    ("Army soldiers executed nine herders in Djibo.", "violence_against_civilians", 9),
    ("A roadside bomb struck an army convoy near Kidal.", "explosion_remote_violence", None),
    ("Gunmen kidnapped three aid workers in Djibo.", "abduction", None),
    ("The junta arrested two generals in Bamako.", "arrest", None),
    ("Soldiers overthrew the president of Niger.", "coup", None),
    ("Rebels captured the city of Goma from the army.", "battle", None),
]


@pytest.mark.parametrize(("text", "event_type", "deaths"), INCIDENTS)
def test_an_incident_has_its_type_and_toll(text: str, event_type: str, deaths: int | None, read: Reader) -> None:
    (fact,) = [f for f in read(text, published="2023-05-10") if isinstance(f, Incident)]
    assert (fact.event_type, fact.fatalities, fact.status) == (event_type, deaths, "occurred")
    assert [place.name for place in fact.places]


NOTHING = [
    "La lutte contre le terrorisme reste la priorité de l'armée.",
    "Le sommet veut prévenir de nouvelles attaques jihadistes.",
    "Toute attaque contre l'un sera considérée comme une attaque contre tous.",
    "The army wants to prevent further attacks by militants.",
    "An attack on one will be treated as an attack on all.",
    "Si les rebelles attaquent, l'armée pourrait quitter la ville.",
    "L'attaquant a marqué deux buts et son équipe prend la tête du championnat.",
    "The striker's attack broke the defence and the team won the final.",
    "L'explosion des ventes profite aux actionnaires.",
    "A heart attack killed the singer on the eve of the festival.",
    "Deux personnes sont mortes dans un accident de la route.",
]


@pytest.mark.parametrize("text", NOTHING)
def test_nothing_happened_nothing_is_stated(text: str, read: Reader) -> None:
    assert read(text, published="2023-05-10") == []


def test_two_coups_of_one_sentence_are_two_facts_with_their_years(read: Reader) -> None:
    text = "Au Mali, la junte est née de coups d'État menés en 2020 et 2021."
    years = [f.date.isoformat() for f in read(text, published="2023-05-10") if isinstance(f, Incident) and f.date]
    assert years == ["2020", "2021"]


def test_a_sentence_without_a_place_carries_the_one_before_and_says_so(read: Reader) -> None:
    text = "Des jihadistes ont attaqué Gao mardi. Douze soldats ont été tués."
    last = read(text, published="2023-05-10")[-1]
    assert [(place.name, place.role) for place in last.places] == [("Gao", "carried")]
    assert any("carried" in note for note in last.notes)


def test_aggregates_are_marked(read: Reader) -> None:
    text = "Depuis 2012, des attaques jihadistes ont tué plus de 8 000 personnes au Mali."
    (fact,) = read(text, published="2023-05-10")
    assert fact.aggregate
    assert fact.date is not None
    assert fact.date.precision == "interval"


@pytest.mark.parametrize(
    "text",
    [
        "Dozens of soldiers, including two captains, were killed in Mali on 3 March 2024.",
        "As many as 40 soldiers were killed in Mali on 3 March 2024.",
        "Plusieurs dizaines de soldats, dont deux capitaines, ont été tués au Mali le 3 mars 2024.",
    ],
)
def test_many_dead_of_one_day_are_no_sum_over_a_period(text: str, read: Reader) -> None:
    (fact,) = read(text)
    assert not fact.aggregate


TOLD_BY = [
    ("Thirty soldiers were killed near Gao on 3 March 2025 when jihadists struck, residents said.",
     ["soldiers", "jihadists"]),
    ("Residents told reporters that gunmen killed 12 soldiers near Gao on Monday.", ["gunmen", "soldiers"]),
    ("According to two residents, gunmen killed 12 soldiers near Gao on Monday.", ["gunmen", "soldiers"]),
    ("Selon des habitants, des jihadistes ont tué 12 villageois près de Gao lundi.", ["jihadistes", "villageois"]),
    ("Des jihadistes ont tué 12 villageois près de Gao lundi, a indiqué un gendarme.", ["jihadistes", "villageois"]),
    ("Twelve villagers reported killed by jihadists near Gao on Monday.", ["villagers", "jihadists"]),
    ("L'armée a annoncé avoir tué 25 terroristes près de Gao lundi.", ["armée", "terroristes"]),
]  # fmt: skip


@pytest.mark.parametrize(("text", "actors"), TOLD_BY)
def test_who_only_tells_of_it_took_no_part(text: str, actors: list[str], read: Reader) -> None:
    (fact,) = read(text, published="2025-03-10")
    assert [actor.text for actor in fact.actors] == actors


SUMS = [
    "In two years 300 soldiers were killed around Gao.",
    "En deux ans, 300 soldats ont été tués autour de Gao.",
    "In 40 attacks 86 soldiers were killed around Djibo.",
    "En 40 attaques, 86 soldats ont été tués autour de Djibo.",
    "Last month 60 soldiers were killed in several attacks around Djibo.",
    "Le mois dernier, 60 soldats ont été tués dans plusieurs attaques autour de Djibo.",
    "45 soldiers were killed in separate attacks around Gao last week.",
    "45 soldats ont été tués dans des attaques distinctes autour de Gao la semaine dernière.",
    "Between January and June 2024 the army killed 250 jihadists in Mali.",
    "Entre janvier et juin 2024, l'armée a tué 250 jihadistes au Mali.",
    "The army killed 250 jihadists in Mali between May and August 2024.",
    "L'armée a tué 250 jihadistes au Mali entre novembre et mars 2024.",
    "In the first quarter of 2024, 80 soldiers were killed in Mali.",
    "Au premier trimestre 2024, 80 soldats ont été tués au Mali.",
    "Quelque 200 soldats ont été tués près de Gao depuis le début de l'année.",
    "Every year jihadists kill about 150 soldiers in Mali.",
    "Jihadists have killed over 3,000 soldiers in Niger over the last decade.",
]
SINGLE = [
    "Gunmen killed 12 soldiers near Gao on Sunday, the deadliest attack since 2021.",
    "Douze soldats ont été tués près de Gao dimanche, l'attaque la plus meurtrière depuis 2021.",
    "Twelve soldiers were killed near Gao on Sunday, the heaviest loss since the junta took power.",
    "Nine soldiers were killed near Gao on Sunday in the third such attack since January.",
    "Neuf soldats ont été tués près de Gao dimanche, la troisième attaque du genre depuis janvier.",
    "In June 2021, gunmen killed 160 soldiers at Djibo.",
    "En juin 2021, des jihadistes ont tué 160 soldats à Djibo.",
    "Between 3 and 8 March 2025 the army killed 25 jihadists near Gao.",
    "Entre le 3 et le 8 mars 2025, l'armée a tué 25 jihadistes près de Gao.",
]


@pytest.mark.parametrize("text", SUMS)
def test_the_dead_of_a_period_or_of_several_attacks_are_a_sum(text: str, read: Reader) -> None:
    assert [fact.aggregate for fact in read(text, published="2025-03-10")] == [True]


@pytest.mark.parametrize("text", SINGLE)
def test_a_happening_that_is_compared_with_others_is_no_sum(text: str, read: Reader) -> None:
    assert [fact.aggregate for fact in read(text, published="2025-03-10")] == [False]


@pytest.mark.parametrize(
    ("text", "span"),
    [
        ("Between January and June 2024 the army killed 250 jihadists in Mali.", "2024-01-01/2024-06-30"),
        ("L'armée a tué 250 jihadistes au Mali entre novembre et mars 2024.", "2023-11-01/2024-03-31"),
        ("De janvier à juin 2024, l'armée a tué 250 jihadistes au Mali.", "2024-01-01/2024-06-30"),
    ],
)
def test_a_month_before_one_with_its_year_is_of_that_year_or_the_one_before(text: str, span: str, read: Reader) -> None:
    (fact,) = read(text, published="2025-03-10")
    assert fact.date is not None
    assert fact.date.isoformat() == span


@settings(max_examples=60, deadline=None)
@given(st.lists(st.sampled_from(
    ["attaque", "Mali", "12", "tués", "soldats", "ont", "quitté", "le", "la", "CEDEAO", "retrait", "de", "lundi", "«",
     "».", "\n", "coup d'État", "2020", "et", ",", "France", "ses", "troupes", "a annoncé", "sanctions", "Gao", "été"]
), max_size=60))  # fmt: skip
def test_any_words_are_read_alike_twice_and_quote_the_text(nations: object, words: list[str]) -> None:
    text = " ".join(words)
    document = Document(stable_id(text), text, "test", language="fr")
    placements = nations.place_names(text)  # type: ignore[attr-defined]  # the table of conftest.py
    once = state(document, placements, nations)  # type: ignore[arg-type]  # the same
    assert once == state(document, list(reversed(placements)), nations)  # type: ignore[arg-type]  # the same
    assert len({fact.id for fact in once}) == len(once)
    for fact in once:
        assert text[fact.start : fact.end] == fact.excerpt


@pytest.mark.parametrize("text", [
    "", " ", "....", "\u202bهجوم على القرية\u202c", "attaque " * 2_000, "Mali, " * 1_000 + "ont quitté la CEDEAO",
    "12 " * 2_000, "a\n" * 1_000, "Accept cookies? | Menu | Login", "9" * 5_000,
])  # fmt: skip
def test_odd_texts_are_read_without_crash(text: str, read: Reader) -> None:
    assert all(fact.excerpt.strip() for fact in read(text, published="2023-05-10"))


@pytest.mark.parametrize(
    ("name", "organisation"),
    [
        ("d’Afrique de l’Ouest", "ECOWAS"),
        ("de l’Afrique de l’Ouest", "ECOWAS"),
        ("d’Afrique centrale", "Economic Community of Central African States"),
    ],
)
def test_two_communities_of_nearly_one_name_are_told_apart(read: Reader, name: str, organisation: str) -> None:
    text = f"La Communauté économique des États {name} a suspendu le Mali le 3 mai 2021."
    (fact,) = read(text, published="2021-05-04", language="fr")
    assert isinstance(fact, Membership)
    assert fact.organisation == organisation
