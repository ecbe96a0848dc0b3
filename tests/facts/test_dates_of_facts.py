"""Dates: explicit, partial and relative, in both languages, never finer than the words."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geodata.facts.dates import Clock, DateMention, find_dates
from geodata.facts.sentences import Sentence
from geodata.folding import fold
from geodata.model import DateSpan

PUBLISHED = DateSpan.parse("2024-05-15")  # a Wednesday


def dates(text: str, clock: Clock | None = None) -> list[DateMention]:
    folded, sentence = fold(text), Sentence(0, 0, len(text), 0)
    return find_dates(text, folded, sentence.tokens(folded), 0, len(text), clock or Clock(PUBLISHED))


ONE = [
    ("Ils ont parlé lundi soir.", "2024-05-13"), ("mercredi, l'armée a dit", "2024-05-15"),
    ("mercredi dernier", "2024-05-08"), ("jeudi prochain", "2024-05-16"), ("They met on Sunday morning.", "2024-05-12"),
    ("last Friday", "2024-05-10"), ("next Monday", "2024-05-20"), ("hier", "2024-05-14"), ("yesterday", "2024-05-14"),
    ("avant-hier", "2024-05-13"), ("ce matin", "2024-05-15"), ("earlier in the day", "2024-05-15"),
    ("le 3 mars 2022", "2022-03-03"), ("le 1er avril 2021", "2021-04-01"), ("On 7 June 2020 it rained", "2020-06-07"),
    ("on March 9, 2019", "2019-03-09"), ("Le 20 avril, la junte", "2024-04-20"), ("Le 20 juin, la junte", "2023-06-20"),
    ("en février", "2024-02"), ("in October", "2023-10"), ("fin janvier", "2024-01"), ("à la mi-mars", "2024-03"),
    ("in late April", "2024-04"), ("en novembre 2021", "2021-11"), ("mars dernier", "2024-03"),
    ("en juin de l'année dernière", "2023-06"), ("in May last year", "2023-05"), ("l'an dernier", "2023"),
    ("last year", "2023"), ("cette année", "2024"), ("earlier this year", "2024"), ("en 2019", "2019"),
    ("early 2023", "2023-01-01/2023-04-30"), ("fin 2022", "2022-09-01/2022-12-31"), ("le mois dernier", "2024-04"),
    ("plus tôt ce mois-ci", "2024-05"), ("next month", "2024-06"), ("la semaine dernière", "2024-05-06/2024-05-12"),
    ("this week", "2024-05-13/2024-05-19"), ("il y a trois jours", "2024-05-12"), ("il y a deux ans", "2022"),
    ("six months ago", "2023-11"), ("depuis 2012", "2012-01-01/2024-05-15"), ("since March", "2024-03-01/2024-05-15"),
    ("entre 2015 et 2018", "2015-01-01/2018-12-31"), ("between 2020 and 2021", "2020-01-01/2021-12-31"),
    ("du 3 au 6 avril 2023", "2023-04-03/2023-04-06"), ("2021-09-05", "2021-09-05"), ("05/09/2021", "2021-09-05"),
    ("d'ici fin août", "2024-08"), ("by December", "2024-12"), ("mardi 14 mai", "2024-05-14"),
    ("dans la nuit de lundi à mardi", "2024-05-13/2024-05-14"),
    ("en sept. 2022", "2022-09"), ("le 3 sept 2022", "2022-09-03"), ("depuis sept 2023", "2023-09-01/2024-05-15"),
    ("Dès la fin de sept. les combats ont repris", "2023-09"), ("la mort de sept soldats lundi", "2024-05-13"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "iso"), ONE)
def test_a_date_is_the_interval_that_its_words_name(text: str, iso: str) -> None:
    assert [date.span.isoformat() if date.span else None for date in dates(text)] == [iso]


@pytest.mark.parametrize("text", ["lundi", "hier", "last month", "le 3 avril", "il y a deux ans", "cette année"])
def test_a_relative_date_stays_open_without_a_day_of_publication(text: str) -> None:
    (date,) = dates(text, Clock(None))
    assert date.span is None
    assert date.relative


@pytest.mark.parametrize("text", ["le 31 février 2023", "on 30 February 2024", "2023-02-30"])
def test_a_day_that_does_not_exist_gives_no_span(text: str) -> None:
    assert not [date for date in dates(text) if date.span and date.span.precision == "day"]


@pytest.mark.parametrize("text", ["They may march on.", "La planète Mars brille.", "2000 soldats arrivent", "a dec",
    "la mort de sept soldats", "le décès de sept gendarmes et de deux civils", "Il y en a plus de sept.",
    "une famille de sept civils", "près de sept cents soldats", "fin de sept ans de siège", "de sept à neuf blessés",
])  # fmt: skip
def test_words_that_only_look_like_dates_are_none(text: str) -> None:
    assert dates(text) == []


def test_a_chronicle_goes_on_from_the_date_before() -> None:
    clock = Clock(PUBLISHED, DateSpan.parse("2019-12-10"), narrates=True)
    assert [d.span.isoformat() for d in dates("Le 24 décembre, puis le 9 janvier", clock) if d.span] == [
        "2019-12-24", "2020-01-09",
    ]  # fmt: skip
    assert [d.span.isoformat() for d in dates("Six jours plus tard", clock) if d.span] == ["2019-12-16"]
    assert [d.span.isoformat() for d in dates("le même jour", clock) if d.span] == ["2019-12-10"]
    assert [d.span.isoformat() for d in dates("en mars de la même année", clock) if d.span] == ["2019-03"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Le camp avait été vidé dès le mois d'octobre.", "2019-10"),
        ("The base had been emptied as early as October.", "2019-10"),
        ("Ils avaient fui dès le 20 décembre.", "2018-12-20"),
        ("Le camp a été vidé dès octobre.", "2020-10"),
    ],
)
def test_what_had_happened_as_early_as_a_month_lies_before_what_was_told(text: str, expected: str) -> None:
    clock = Clock(DateSpan.parse("2021-03-01"), DateSpan.parse("2019-12-10"), narrates=True)
    assert [date.span.isoformat() for date in dates(text, clock) if date.span] == [expected]


@given(st.dates(dt.date(1960, 1, 1), dt.date(2049, 12, 31)))
def test_an_explicit_day_is_read_back_in_both_languages(day: dt.date) -> None:
    french = ["janvier", "février", "mars", "avril", "mai", "juin", "juillet", "août", "septembre", "octobre",
              "novembre", "décembre"][day.month - 1]  # fmt: skip
    for text in (f"Le {day.day} {french} {day.year}", f"On {day:%B} {day.day}, {day.year}", day.isoformat()):
        assert [date.span for date in dates(text)] == [DateSpan.day(day)]


@given(st.text(max_size=120), st.dates(dt.date(1970, 1, 1), dt.date(2049, 12, 31)))
def test_any_text_gives_dates_inside_it(text: str, day: dt.date) -> None:
    for date in dates(text, Clock(DateSpan.day(day), DateSpan.day(day), narrates=True)):
        assert text[date.start : date.end] == date.text


WEDNESDAY = Clock(DateSpan.parse("2025-03-12"))
TOLD = [
    ("L'attaque de mercredi a fait dix morts.", "2025-03-12"),
    ("L'attaque de mercredi dernier a fait dix morts.", "2025-03-05"),
    ("Dans la nuit de lundi à mardi, des tirs ont retenti.", "2025-03-10/2025-03-11"),
    ("Dans la nuit du 8 au 9 mars, des tirs ont retenti.", "2025-03-08/2025-03-09"),
    ("Il y a une semaine, dix soldats sont morts.", "2025-03-03/2025-03-09"),
    ("Il y a dix jours, dix soldats sont morts.", "2025-03-02"),
    ("Avant-hier, dix soldats sont morts.", "2025-03-10"),
    ("Fin février, dix soldats sont morts.", "2025-02"),
    ("Le mois dernier, dix soldats sont morts.", "2025-02"),
    ("Au cours du week-end, dix soldats sont morts.", "2025-03-08/2025-03-09"),
    ("Le week-end dernier, dix soldats sont morts.", "2025-03-08/2025-03-09"),
    ("En début d'année, dix soldats sont morts.", "2025"),
    ("Le 31 décembre, dix soldats sont morts.", "2024-12-31"),
    ("Entre le 3 et le 7 mars, dix soldats sont morts.", "2025-03-03/2025-03-07"),
    ("Du 3 au 7 mars, dix soldats sont morts.", "2025-03-03/2025-03-07"),
    ("Au troisième trimestre 2024, dix soldats sont morts.", "2024-07-01/2024-09-30"),
    ("À l'été 2023, dix soldats sont morts.", "2023-06-01/2023-08-31"),
    ("Ces dernières 24 heures, dix soldats sont morts.", "2025-03-11/2025-03-12"),
    ("Au cours des trois derniers jours, dix soldats sont morts.", "2025-03-09/2025-03-12"),
    ("Depuis janvier, dix soldats sont morts.", "2025-01-01/2025-03-12"),
    ("Dans les années 1990, dix soldats sont morts.", "1990-01-01/1999-12-31"),
    ("En 2012 déjà, dix soldats sont morts.", "2012"),
    ("Mardi 4 mars, dix soldats sont morts.", "2025-03-04"),
    ("Le 4/3/2025, dix soldats sont morts.", "2025-03-04"),
    ("Le 04.03.2025, dix soldats sont morts.", "2025-03-04"),
    ("Le 1er mars au soir, dix soldats sont morts.", "2025-03-01"),
    ("Début mars, dix soldats sont morts.", "2025-03"),
    ("Jeudi dernier, dix soldats sont morts.", "2025-03-06"),
    ("Ce jeudi, dix soldats sont morts.", "2025-03-06"),
    ("Six mois plus tôt, dix soldats sont morts.", "2024-09"),
    (
        "Le 28 janvier 2022, le pays est suspendu ; le colonel avait pris le pouvoir quatre jours plus tôt.",
        "2022-01-28;2022-01-24",
    ),
    ("Le 8 septembre 2021, la Guinée est suspendue, trois jours après le putsch du colonel.", "2021-09-08;2021-09-05"),
    ("La suspension a été décidée mardi, au lendemain du coup d'État.", "2025-03-11;2025-03-10"),
    ("La réunion a eu lieu le 4 mars, à la veille de l'attaque.", "2025-03-04;2025-03-05"),
    ("Le 4 mars, une attaque ; deux jours plus tard, une autre.", "2025-03-04;2025-03-06"),
    ("Wednesday's attack killed ten.", "2025-03-12"),
    ("Last Wednesday's attack killed ten.", "2025-03-05"),
    ("On the night of Monday to Tuesday, shots rang out.", "2025-03-10/2025-03-11"),
    ("On the night of 8-9 March, shots rang out.", "2025-03-08/2025-03-09"),
    ("A week ago ten soldiers died.", "2025-03-03/2025-03-09"),
    ("Ten days ago ten soldiers died.", "2025-03-02"),
    ("In late February ten soldiers died.", "2025-02"),
    ("Last month ten soldiers died.", "2025-02"),
    ("Over the weekend ten soldiers died.", "2025-03-08/2025-03-09"),
    ("On December 31 ten soldiers died.", "2024-12-31"),
    ("Between 3 and 7 March ten soldiers died.", "2025-03-03/2025-03-07"),
    ("From March 3 to March 7 ten soldiers died.", "2025-03-03/2025-03-07"),
    ("In the third quarter of 2024 ten soldiers died.", "2024-07-01/2024-09-30"),
    ("In the summer of 2023 ten soldiers died.", "2023-06-01/2023-08-31"),
    ("In the past 24 hours ten soldiers died.", "2025-03-11/2025-03-12"),
    ("In the last three days ten soldiers died.", "2025-03-09/2025-03-12"),
    ("Since January ten soldiers died.", "2025-01-01/2025-03-12"),
    ("In the 1990s ten soldiers died.", "1990-01-01/1999-12-31"),
    ("On Tuesday, March 4, ten soldiers died.", "2025-03-04"),
    ("On 4th of March ten soldiers died.", "2025-03-04"),
    ("The day before yesterday ten soldiers died.", "2025-03-10"),
    ("Early this month ten soldiers died.", "2025-03"),
    ("Earlier this week ten soldiers died.", "2025-03-10/2025-03-16"),
    ("Last Thursday ten soldiers died.", "2025-03-06"),
    ("On 28 January 2022 it was suspended; the colonel had seized power four days earlier.", "2022-01-28;2022-01-24"),
    ("On September 8, 2021 Guinea was suspended, three days after the putsch.", "2021-09-08;2021-09-05"),
    ("It was suspended on Tuesday, a day after the coup.", "2025-03-11;2025-03-10"),
    ("They met on 4 March, the day before the attack.", "2025-03-04;2025-03-05"),
    ("In mid-2023 ten soldiers died.", "2023-05-01/2023-08-31"),
    ("In May last year ten soldiers died.", "2024-05"),
    ("In the early hours of Sunday ten soldiers died.", "2025-03-09"),
    ("Sunday night ten soldiers died.", "2025-03-09"),
    ("Two weeks ago ten soldiers died.", "2025-02-24/2025-03-02"),
    ("At the end of last year ten soldiers died.", "2024"),
]


@pytest.mark.parametrize(("text", "expected"), TOLD)
def test_each_date_of_a_sentence_is_told(text: str, expected: str) -> None:
    spans = [date.span for date in dates(text, WEDNESDAY)]
    told = [f"{s.start}/{s.end}" if s and s.precision == "week" else s.isoformat() if s else "open" for s in spans]
    assert ";".join(told) == expected


@pytest.mark.parametrize(
    "text",
    [
        "Mardi, ils ont tiré.",
        "Hier, ils ont tiré.",
        "On Tuesday they fired.",
        "Yesterday they fired.",
        "ces trois derniers jours",
        "in the past 24 hours",
    ],
)
def test_without_a_day_of_publication_a_relative_date_stays_open(text: str) -> None:
    assert [date.span for date in dates(text, Clock(None))] == [None]
