"""What a text has told so far of troops that leave: whose they are, under which flag, and from where."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from geodata.facts.sentences import Sentence
from geodata.facts.text import TextView
from geodata.vocabulary.grammar import at_end
from geodata.vocabulary.names import Organisation

_NEAR, _RIGHT_BEFORE = 4, 2


@dataclass(frozen=True, slots=True)
class Departure:
    """A withdrawal that a sentence told, for those after it that only say "they" or "the camp"."""

    index: int
    paragraph: int
    contributor: str | None
    mission: Organisation | None
    hosts: tuple[str, ...]


def departures(view: TextView) -> list[Departure]:
    """Return what was told so far, in the order of the text; it is added to."""
    found: list[Departure] = view.memo.setdefault("departures", {}).setdefault(0, [])
    return found


def last_departure(view: TextView, sentence: Sentence) -> Departure | None:
    """Return the withdrawal that a sentence goes on about: one of its paragraph or of the few sentences before."""
    for told in reversed(departures(view)):
        if told.index == sentence.index:
            continue
        near = sentence.index - told.index <= _NEAR
        return told if near or told.paragraph == sentence.paragraph else None
    return None


def host_told(view: TextView, sentence: Sentence, contributor: str | None) -> tuple[str, ...]:
    """Return the host of the withdrawal told last in the paragraph, or in the sentence right before."""
    for told in reversed(departures(view)):
        if told.index == sentence.index or contributor in told.hosts or not told.hosts:
            continue
        right_before = sentence.index - told.index <= _RIGHT_BEFORE
        same = right_before or told.paragraph == sentence.paragraph
        return told.hosts if same and not _elsewhere(view, told, sentence) else ()
    return ()


def _elsewhere(view: TextView, told: Departure, sentence: Sentence) -> bool:
    """Tell whether the sentences between speak of what happens in another country: "In Chad, ..."."""
    for between in view.sentences[told.index + 1 : sentence.index]:
        for state in view.states(between):
            before = view.folded[max(between.start, state.start - 24) : state.start]
            if state.how == "name" and state.country not in told.hosts and at_end("before_scene").search(before):
                return True
    return False


def mission_of_text(view: TextView, hosts: Sequence[str]) -> Organisation | None:
    """Return the mission that "the blue helmets" stand in: told last, or the one that the text names in that host."""
    for told in reversed(departures(view)):
        if told.mission and told.mission.kind == "mission" and (not hosts or set(hosts) & set(told.mission.hosts)):
            return told.mission
    named = {
        one.organisation.name: one.organisation
        for row in view.organisations
        for one in row
        if one.organisation.kind == "mission" and one.organisation.hosts
    }
    fitting = [one for one in named.values() if not hosts or set(hosts) & set(one.hosts)]
    return fitting[0] if len(fitting) == 1 else None
