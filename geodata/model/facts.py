"""Facts: a sentence of a document that states an incident, a withdrawal or a membership."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Literal

from geodata.model.dates import DateSpan
from geodata.model.places import Precision

_NUMBER = re.compile(r"\d+")
_SHORT_YEAR = re.compile(r"\b\d{1,2}([./-])\d{1,2}\1\d{2}\b")
Layer = Literal["incident", "withdrawal", "membership"]


@dataclass(frozen=True, slots=True)
class Actor:
    """Who took part; `kind` is a class such as state_forces, armed_group, civilians, government, international.

    Parameters
    ----------
    name : str
        Canonical English name from the vocabulary, or the words of the text where it has none.
    kind : str
    country : str or None
        ISO 3166-1 alpha-2 where the actor belongs to a state.
    text : str
        The words of the text.
    """

    name: str
    kind: str
    country: str | None = None
    text: str = ""


@dataclass(frozen=True, slots=True)
class FactPlace:
    """A place of a fact, as resolved; ``lat`` and ``lon`` are None where it is unlocated.

    Parameters
    ----------
    role : {"site", "host", "member", "named", "carried"}
        ``site``: where it happened. ``host``: country a force leaves. ``member``: state of a membership.
        ``named``: named in the sentence without a part in the fact. ``carried``: taken over from the title, the
        dateline or a sentence before, since the sentence names none.
    start, end : int or None
        Its mention in the document; None for a host or member that the sentence does not name.
    within : tuple of str
        `place_id` of the divisions that hold it, by the gazetteer, so that "in the region" and "in the village" can
        be one happening; its country is left out.
    """

    place_id: str | None
    name: str
    kind: str
    country: str | None
    lat: float | None
    lon: float | None
    precision: Precision
    radius_km: float | None = None
    role: str = "site"
    start: int | None = None
    end: int | None = None
    within: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Fact:
    """What all three layers share: ``document.text[start:end] == excerpt``.

    Parameters
    ----------
    id : str
        Hash of document id, span, layer, rule and what tells two facts of one sentence apart.
    trigger_start, trigger_end : int
        The words that made the rule match, in document offsets.
    status : str
        As in the evaluation contract (occurred, announced, effective ...); `status_detail` for a finer one.
    date : DateSpan or None
        When the status came about; None where the text gives nothing.
    date_text : str
        The words that gave the date.
    rule : str
        Id of the vocabulary rule.
    notes : tuple of str
        Why it is as it is, in plain words (carried place, later sentence that settles the status ...).
    """

    id: str
    document_id: str
    start: int
    end: int
    excerpt: str
    trigger_start: int
    trigger_end: int
    status: str
    status_detail: str | None = None
    date: DateSpan | None = None
    date_text: str = ""
    places: tuple[FactPlace, ...] = ()
    actors: tuple[Actor, ...] = ()
    rule: str = ""
    aggregate: bool = False
    notes: tuple[str, ...] = ()

    @property
    def year_is_concluded(self) -> bool:
        """Whether its date came of words that name no year: "in October", "on Friday".

        The year is then that of the document, or of what the text told before.
        """
        if self.date is None or not self.date_text:
            return False
        years = {str(self.date.start.year), str(self.date.end.year)}
        return not (_SHORT_YEAR.search(self.date_text) or years & set(_NUMBER.findall(self.date_text)))

    @property
    def layer(self) -> Layer:
        """Which of the three layers it belongs to."""
        raise TypeError("a bare Fact has no layer: make an Incident, a Withdrawal or a Membership")


@dataclass(frozen=True, slots=True, kw_only=True)
class Incident(Fact):
    """A security incident. An unknown toll is None, never 0.

    Parameters
    ----------
    event_type : str or None
        Coarse class of the evaluation contract.
    acled_event_type, sub_event_type : str or None
        ACLED's names.
    fatalities, fatalities_low, fatalities_high : int or None
        Dead, all sides added, as said in this sentence; `fatalities_text` quotes it. What a bound says is None where
        the text bounds the figure on one side only ("at least 10" has no high, "up to 30" no low) or says about how
        many ("some 20" has neither).
    """

    event_type: str | None = None
    acled_event_type: str | None = None
    sub_event_type: str | None = None
    fatalities: int | None = None
    fatalities_low: int | None = None
    fatalities_high: int | None = None
    fatalities_text: str = ""

    @property
    def layer(self) -> Layer:
        """Always ``incident``."""
        return "incident"

    @property
    def has_open_toll(self) -> bool:
        """Whether only the least number of dead is told: "at least 10", "dozens"."""
        return self.fatalities_low is not None and self.fatalities_high is None

    @property
    def has_only_ceiling(self) -> bool:
        """Whether only the most number of dead is told: "up to 30", "fewer than ten"."""
        return self.fatalities_low is None and self.fatalities_high is not None

    @property
    def has_rough_toll(self) -> bool:
        """Whether a figure is told that the text itself calls rough: "about 12", "une dizaine"."""
        return self.fatalities is not None and self.fatalities_low is None and self.fatalities_high is None


@dataclass(frozen=True, slots=True, kw_only=True)
class Withdrawal(Fact):
    """Troops that leave, or are to leave, a host country.

    Parameters
    ----------
    contributor : str or None
        Alpha-2 of the state whose troops leave; None if no one state is named.
    force : str or None
        Name of the force or mission as the text has it.
    troops : int or None
    host : tuple of str
        Alpha-2 of the countries they leave.
    organisation : str or None
        MINUSMA, G5 Sahel Joint Force ...
    """

    contributor: str | None = None
    force: str | None = None
    troops: int | None = None
    host: tuple[str, ...] = ()
    organisation: str | None = None

    @property
    def layer(self) -> Layer:
        """Always ``withdrawal``."""
        return "withdrawal"


@dataclass(frozen=True, slots=True, kw_only=True)
class Membership(Fact):
    """What states are, become or cease to be in an organisation.

    Parameters
    ----------
    organisation : str or None
        Canonical name (ECOWAS, AES, ICC, African Union ...).
    members : tuple of str
        Alpha-2, sorted.
    action : str or None
        found, join, member, leave, suspend, readmit, dissolve, sanction, lift_sanctions.
    """

    organisation: str | None = None
    members: tuple[str, ...] = ()
    action: str | None = None

    @property
    def layer(self) -> Layer:
        """Always ``membership``."""
        return "membership"


@dataclass(frozen=True, slots=True)
class Event:
    """One happening as `fact_ids` report it; facts that merge keep their own figures.

    Parameters
    ----------
    id : str
        Hash of the key under which the facts merged, so that it outlives re-ingestion.
    place_ids : tuple of str
        Places at which it is drawn.
    why : str
        In plain words, why these facts count as one happening.
    """

    id: str
    layer: Layer
    fact_ids: tuple[str, ...]
    date: DateSpan | None
    place_ids: tuple[str, ...] = ()
    why: str = ""
    disagreements: tuple[str, ...] = field(default=())
