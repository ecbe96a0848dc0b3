"""Withdrawals and memberships told by camps, mandates, pronouns and what the sentences before said."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from geodata.model import Fact, Membership, Withdrawal

Reader = Callable[..., list[Fact]]
ABROAD = "Des soldats danois tiennent une base militaire à Gao, au Mali. Le Mali suit. "
ABROAD_EN = "Danish soldiers run a military base in Gao, Mali. Mali is watching. "

PRESENCE = [
    (ABROAD, "L'emprise a été rendue lundi aux autorités.", "effective"),
    (ABROAD, "Les derniers Danois ont plié bagage.", "effective"),
    (ABROAD, "Le camp doit être remis en mars.", "planned"),
    (ABROAD, "Le gouvernement du Mali a dénoncé l'accord de défense.", "demanded"),
    (ABROAD, "Nos soldats resteront, promet un ministre danois.", "denied"),
    (ABROAD_EN, "The camp was handed back on Monday.", "effective"),
    (ABROAD_EN, "The last Danes packed up.", "effective"),
    (ABROAD_EN, "The base will be closed in March.", "planned"),
    (ABROAD_EN, "Mali has scrapped the defence pact.", "demanded"),
    (ABROAD_EN, "The pullout was completed in May.", "effective"),
]


@pytest.mark.parametrize(("before", "text", "status"), PRESENCE)
def test_in_a_text_about_troops_abroad_camps_and_pacts_tell_of_them(
    before: str, text: str, status: str, read: Reader
) -> None:
    facts = [f for f in read(before + text, published="2024-05-20") if f.start >= len(before)]
    (fact,) = [f for f in facts if isinstance(f, Withdrawal)]
    assert (fact.contributor, fact.host, fact.status) == ("DK", ("ML",), status)


def test_the_same_words_tell_nothing_where_no_troops_are_abroad(read: Reader) -> None:
    for text in (
        "Le Mali joue. Le camp a été rendu lundi aux scouts.",
        "Mali plays. The camp was handed back on Monday.",
    ):
        assert not [f for f in read(text) if isinstance(f, Withdrawal)]


def test_hosts_that_have_each_their_date_are_withdrawals_of_their_own(read: Reader) -> None:
    text = "La force danoise, expulsée du Tchad en 2019, puis du Gabon et du Niger en 2021, est partie."
    found = {(f.host, f.date.isoformat() if f.date else None) for f in read(text) if isinstance(f, Withdrawal)}
    assert found == {(("TD",), "2019"), (("GA", "NE"), "2021")}


def test_who_announces_that_others_leave_is_their_host(read: Reader) -> None:
    text = "Le Gabon est calme. Le Gabon est loin. Le Mali a annoncé le retrait du contingent danois."
    (fact,) = [f for f in read(text) if isinstance(f, Withdrawal)]
    assert (fact.contributor, fact.host) == ("DK", ("ML",))


CARRIED = [
    ("Le Soudan en est suspendu depuis 2021.", "suspend", ["SD"]),
    ("La Guinée a été réintégrée en mars.", "readmit", ["GN"]),
    ("Le Maroc y a été admis en 2017.", "join", ["MA"]),
    ("Le Gabon l'a quittée en mars.", "leave", ["GA"]),
]


@pytest.mark.parametrize(("text", "action", "members"), CARRIED)
def test_a_sentence_can_mean_the_organisation_before(text: str, action: str, members: list[str], read: Reader) -> None:
    before = "L'Union africaine a tenu un sommet. "
    (fact,) = [f for f in read(before + text, published="2024-05-20") if isinstance(f, Membership)]
    assert (fact.organisation, fact.action, list(fact.members)) == ("African Union", action, members)
    assert any("sentence before" in note for note in fact.notes)


def test_the_same_again_repeats_the_action_for_another_state(read: Reader) -> None:
    text = "L'Union africaine a suspendu le Soudan en 2021. Le Mali l'était depuis 2020."
    _, fact = (f for f in read(text, published="2024-05-20") if isinstance(f, Membership))
    assert (fact.organisation, fact.action, fact.members) == ("African Union", "suspend", ("ML",))


def test_two_statements_of_a_sentence_keep_their_own_states(read: Reader) -> None:
    text = "L'Union africaine délibère. La Guinée a été réintégrée en mars, et le Maroc admis comme membre."
    found = {(f.action, f.members) for f in read(text, published="2024-05-20") if isinstance(f, Membership)}
    assert found == {("readmit", ("GN",)), ("join", ("MA",))}


def test_a_refusal_to_lift_leaves_the_sanction_and_the_suspension(read: Reader) -> None:
    text = (
        "La CEDEAO a refusé de lever les sanctions contre le Mali. "
        "L'Union africaine refuse de lever la suspension du Gabon."
    )
    found = [(f.action, f.status, f.members) for f in read(text) if isinstance(f, Membership)]
    assert found == [("sanction", "effective", ("ML",)), ("suspend", "effective", ("GA",))]


def test_an_exit_with_two_dates_is_announced_and_in_force(read: Reader) -> None:
    text = "Le retrait du Gabon de la CEDEAO, annoncé le 3 mars 2023, est effectif depuis le 4 avril 2024."
    found = {(f.status, f.date.isoformat() if f.date else "") for f in read(text) if isinstance(f, Membership)}
    assert found == {("announced", "2023-03-03"), ("effective", "2024-04-04")}


def test_an_exit_in_force_settles_nothing_for_another_state(read: Reader) -> None:
    text = "Le Gabon a quitté la CEDEAO en 2000. Le retrait du Mali de la CEDEAO est effectif depuis mars 2021."
    first, _ = (f for f in read(text, published="2023-01-01") if isinstance(f, Membership))
    assert (first.members, first.status) == (("GA",), "effective")


def test_a_nickname_means_an_organisation_only_where_the_text_names_it(read: Reader) -> None:
    title = "Gabon to quit UN top court"
    (fact,) = [f for f in read(f"{title}\nThe ICC is in the Netherlands.") if isinstance(f, Membership)]
    assert (fact.organisation, fact.members) == ("ICC", ("GA",))
    assert not [f for f in read(f"{title}\nJudges met.") if isinstance(f, Membership) and f.organisation == "ICC"]


def test_who_leaves_a_country_leaves_no_organisation(read: Reader) -> None:
    assert not [f for f in read("ECOWAS observers left Sierra Leone on Monday.") if isinstance(f, Membership)]
