"""The cases that a naive reader gets wrong, from sentence to state on a day: exits, missions, contingents."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

import pytest

from geodata.events import membership_states, withdrawal_states
from geodata.model import DateSpan, Fact, Withdrawal

Reader = Callable[..., list[Fact]]
SAHEL = ("BF", "ML", "NE")


def states(facts: list[Fact], organisation: str, day: str) -> dict[str, str]:
    return {row.country: row.state for row in membership_states(facts, organisation, dt.date.fromisoformat(day))}


def status(facts: list[Fact], contributor: str, host: str, day: str) -> str:
    rows = withdrawal_states(facts, dt.date.fromisoformat(day))
    return next((row.status for row in rows if (row.contributor, row.host) == (contributor, host)), "")


ECOWAS = [
    "Mali, Burkina Faso and Niger announced on 28 January 2024 that they were leaving ECOWAS at once. "
    "Their withdrawal took effect on 29 January 2025.",
    "Le 28 janvier 2024, le Mali, le Burkina Faso et le Niger ont annoncé leur retrait immédiat de la CEDEAO. "
    "Leur retrait est devenu effectif le 29 janvier 2025.",
]


@pytest.mark.parametrize("text", ECOWAS)
def test_an_immediate_exit_from_ecowas_is_in_force_a_year_later(text: str, read: Reader) -> None:
    facts = read(text, published="2025-02-03")
    assert states(facts, "ECOWAS", "2024-06-01") == dict.fromkeys(SAHEL, "leaving")
    assert states(facts, "ECOWAS", "2025-01-28") == dict.fromkeys(SAHEL, "leaving")
    assert states(facts, "ECOWAS", "2025-01-29") == dict.fromkeys(SAHEL, "left")


ICC = [
    "Burkina Faso, Mali and Niger announced on 22 September 2025 their withdrawal from the International Criminal "
    "Court with immediate effect. A withdrawal from the court takes effect one year after notification.",
    "Le Burkina Faso, le Mali et le Niger ont annoncé le 22 septembre 2025 leur retrait, avec effet immédiat, de la "
    "Cour pénale internationale. Un retrait de la Cour ne prend effet qu'un an après sa notification.",
]


@pytest.mark.parametrize("text", ICC)
def test_an_exit_from_the_court_is_not_in_force_for_being_called_immediate(text: str, read: Reader) -> None:
    facts = read(text, published="2025-09-24")
    assert states(facts, "ICC", "2026-08-01") == dict.fromkeys(SAHEL, "leaving")


def test_the_charter_founds_the_alliance_on_its_saturday(read: Reader) -> None:
    text = "Le Mali, le Burkina Faso et le Niger ont signé samedi la Charte du Liptako-Gourma."
    facts = read(text, published="2023-09-17")
    assert states(facts, "AES", "2023-09-15") == {}
    assert states(facts, "AES", "2023-09-16") == dict.fromkeys(SAHEL, "member")


def test_the_g5_loses_its_members_one_after_the_other(read: Reader) -> None:
    text = (
        "Mali announced on 15 May 2022 that it was leaving the G5 Sahel. "
        "Burkina Faso and Niger announced on 2 December 2023 their withdrawal from the G5 Sahel."
    )
    facts = read(text, published="2023-12-05")
    assert states(facts, "G5 Sahel", "2022-06-01") == {"ML": "leaving"}
    assert states(facts, "G5 Sahel", "2023-12-03") == dict.fromkeys(SAHEL, "leaving")


FRANCE = (
    "La France a annoncé le 17 février 2022 le retrait de ses soldats du Mali. "
    "Les derniers soldats français ont quitté le Mali le 15 août 2022. "
    "Le Burkina Faso a dénoncé le 18 janvier 2023 l'accord de défense avec la France. "
    "Les soldats français ont quitté le Burkina Faso le 18 février 2023. "
    "Les derniers soldats français ont quitté le Niger le 22 décembre 2023."
)


@pytest.mark.parametrize(
    ("host", "day", "expected"),
    [
        ("ML", "2022-02-16", ""), ("ML", "2022-03-01", "announced"), ("ML", "2022-08-15", "effective"),
        ("BF", "2023-01-20", "demanded"), ("BF", "2023-02-18", "effective"),
        ("NE", "2023-12-21", ""), ("NE", "2023-12-22", "effective"),
    ],
)  # fmt: skip
def test_french_troops_leave_each_country_on_its_day(host: str, day: str, expected: str, read: Reader) -> None:
    assert status(read(FRANCE, published="2024-01-10"), "FR", host, day) == expected


def test_contingents_of_a_mission_have_each_their_history(read: Reader) -> None:
    text = (
        "The Minusma has peacekeepers in Mali. Egypt suspended its participation on 15 August 2022. "
        "The United Kingdom announced on 14 November 2022 the withdrawal of its soldiers from Mali. "
        "Germany announced on 22 November 2022 the withdrawal of its soldiers from Mali. "
        "The last German soldiers left Mali on 12 December 2023."
    )
    facts = read(text, published="2024-01-10")
    assert status(facts, "GB", "ML", "2023-01-01") == "announced"
    assert status(facts, "DE", "ML", "2023-01-01") == "announced"
    assert status(facts, "DE", "ML", "2023-12-12") == "effective"
    egypt = [fact for fact in facts if isinstance(fact, Withdrawal) and fact.contributor == "EG"]
    assert [(fact.status, fact.status_detail) for fact in egypt] == [("effective", "suspended")]


def test_a_deadline_without_a_year_lies_ahead(read: Reader) -> None:
    text = "Danish soldiers are leaving Mali. The last Danish soldiers will leave Mali by 20 February."
    (fact,) = [f for f in read(text, published="2024-12-26") if f.status == "planned"]
    assert fact.date is not None
    assert fact.date.start == dt.date(2025, 2, 20)


@pytest.mark.parametrize(
    "text",
    [
        "The aid group pulled its staff out of Mali.", "Le Mali a expulsé trois diplomates français.",
        "Malian soldiers fled over the border of Niger.", "Un convoi militaire en transit a quitté Gao.",
        "The bank suspended its aid to Mali.",
    ],
)  # fmt: skip
def test_what_is_no_withdrawal_of_troops_has_no_history(text: str, read: Reader) -> None:
    assert withdrawal_states(read(text, published="2024-01-10"), None) == []


@pytest.mark.parametrize(
    "text",
    [
        "The African Union has suspended Niger since 22 August 2023.",
        "L'Union africaine a suspendu le Niger depuis le 22 août 2023.",
    ],
)
def test_what_lasts_since_a_day_began_on_that_day(text: str, read: Reader) -> None:
    (state,) = membership_states(read(text, published="2025-02-03"), "African Union", None)
    assert (state.state, state.since) == ("suspended", DateSpan.parse("2023-08-22"))


def test_the_day_on_which_a_body_was_set_up_does_not_date_its_end(read: Reader) -> None:
    facts = read("Le G5 Sahel, mis sur pied en 2014, est dissous.", published="2025-02-03")
    assert [fact.date for fact in facts] == [None]
