"""The finer status of withdrawals and memberships, and what a sentence with two dates tells."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from geodata.model import Fact, Membership, Withdrawal

Reader = Callable[..., list[Fact]]
ABROAD = "Des soldats danois tiennent une base militaire à Gao, au Mali. "
ABROAD_EN = "Danish soldiers run a military base in Gao, Mali. "


def withdrawals(facts: list[Fact], after: int = 0) -> list[Withdrawal]:
    return [fact for fact in facts if isinstance(fact, Withdrawal) and fact.start >= after]


@pytest.mark.parametrize(
    ("text", "detail"),
    [
        (ABROAD + "Le Danemark a suspendu sa participation en août.", "suspended"),
        (ABROAD_EN + "Denmark suspended its participation in August.", "suspended"),
        (ABROAD + "Les soldats danois ont remis la base aux autorités.", "handed_over"),
        (ABROAD_EN + "The Danish soldiers handed the base over to the army.", "handed_over"),
        (ABROAD + "Les soldats danois ont fermé leur base.", "closed"),
        (ABROAD_EN + "The last Danish soldiers left Mali on Monday.", "completed"),
        (ABROAD + "Les soldats danois ont achevé leur retrait du Mali.", "completed"),
        (ABROAD + "Les soldats danois ont commencé leur retrait du Mali.", "begun"),
        (ABROAD_EN + "Danish soldiers left Mali and were replaced by Swedes.", "replaced"),
        (ABROAD + "Les soldats danois ont quitté le Mali, où des Suédois les remplacent.", "replaced"),
        (ABROAD + "Le Mali a rompu son accord de défense avec le Danemark.", "agreement_ended"),
        (ABROAD_EN + "Danish soldiers left Mali on Monday.", None),
    ],
)
def test_a_withdrawal_says_how_it_went(text: str, detail: str | None, read: Reader) -> None:
    before = ABROAD if text.startswith(ABROAD) else ABROAD_EN
    (fact,) = withdrawals(read(text, published="2024-09-20"), len(before))
    assert fact.status_detail == detail


@pytest.mark.parametrize(
    ("text", "status", "detail"),
    [
        ("Le Gabon a annoncé son retrait immédiat de l'Union africaine.", "announced", "immediate"),
        ("Gabon announced its immediate withdrawal from the African Union.", "announced", "immediate"),
        ("Le Gabon a notifié son retrait de l'Union africaine.", "announced", "notified"),
        ("Gabon notified the African Union of its withdrawal.", "announced", "notified"),
        ("Sudan announced that it was suspending its membership of the African Union.", "announced", "own_suspension"),
        ("The African Union eased the sanctions on Gabon.", "effective", "partly_lifted"),
    ],
)
def test_a_membership_says_how_it_went(text: str, status: str, detail: str, read: Reader) -> None:
    (fact,) = [fact for fact in read(text) if isinstance(fact, Membership)]
    assert (fact.status, fact.status_detail) == (status, detail)


def test_an_exit_that_the_sentence_takes_back_is_one_fact_that_says_so(read: Reader) -> None:
    text = "Gabon quit the African Union. South Africa and Gambia gave notice in 2016 but changed their minds."
    facts = [fact for fact in read(text) if isinstance(fact, Membership) and fact.start > 5]
    assert [(fact.status, fact.members, fact.status_detail) for fact in facts] == [
        ("announced", ("GM", "ZA"), "revoked")
    ]


def test_two_bases_with_a_date_each_are_two_withdrawals(read: Reader) -> None:
    text = ABROAD + "Les soldats danois ont remis la base de Gao le 3 mai 2024, puis celle de Kidal le 9 juin 2024."
    found = withdrawals(read(text, published="2024-09-20"), len(ABROAD))
    assert sorted(fact.date.isoformat() for fact in found if fact.date) == ["2024-05-03", "2024-06-09"]
    assert len({fact.id for fact in found}) == 2


def test_two_bases_with_one_date_are_one_withdrawal(read: Reader) -> None:
    text = ABROAD + "Les soldats danois ont remis les bases de Gao et de Kidal le 3 mai 2024."
    assert len(withdrawals(read(text, published="2024-09-20"), len(ABROAD))) == 1
