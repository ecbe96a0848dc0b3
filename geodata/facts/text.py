"""One document as the fact rules see it: sentences, words, places, states, organisations, what it is about."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, cached_property, lru_cache
from typing import Any, Protocol

from geodata.facts.dates import Clock, DateMention, find_dates
from geodata.facts.datewords import date_words
from geodata.facts.numberwords import number_words
from geodata.facts.organisations import OrganisationFinder, OrganisationMention
from geodata.facts.sentences import Sentence, split_sentences
from geodata.folding import fold
from geodata.model import DateSpan, Document, Place, Placement
from geodata.vocabulary.grammar import at_end, word_list
from geodata.vocabulary.patterns import Match, PatternSet, Words
from geodata.vocabulary.rules import Trigger, contexts, cue_patterns, trigger_patterns, word_lists

# A date without a year goes on from one of a past year in so many sentences before it.
_NARRATION = 3
_SHORTEST_DEMONYM = 3
_STATES_COUNTED = range(2, 6)
_LIST_GAP = re.compile(
    r"\s*(?:,|;)?\s*(?:et|and|&)?\s*(?:(?:au|aux|en|le|la|les|l'|du|de|des|the|of|from)\s?)?(?:la\s|le\s|l')?\s*"
)


class Nations(Protocol):
    """What the fact rules need of a gazetteer."""

    def __hash__(self) -> int:
        """Return the hash by which what was asked of it is remembered."""

    def demonym(self, key: str) -> str | None:
        """Return the state that an adjective belongs to."""

    def holders(self, place_id: str) -> frozenset[str]:
        """Return the ids of all units above a place."""

    def country(self, alpha2: str) -> Place:
        """Return the place of a country."""


@dataclass(frozen=True, slots=True)
class StateMention:
    """A state that a sentence names.

    Parameters
    ----------
    how : {"name", "capital", "demonym"}
        By its name, by its capital that stands for its government, or by an adjective.
    """

    start: int
    end: int
    country: str
    how: str


class _Adjectives(dict[str, str | None]):
    """The state that each word is the adjective of, asked of the gazetteer once."""

    _MOST = 50_000  # words remembered; a language has about as many

    def __init__(self, nations: Nations) -> None:
        super().__init__()
        self._nations = nations

    def __missing__(self, word: str) -> str | None:
        if len(self) >= self._MOST:
            self.clear()
        self[word] = found = self._nations.demonym(word) if len(word) >= _SHORTEST_DEMONYM else None
        return found


@lru_cache(maxsize=4)
def _adjectives(nations: Nations) -> _Adjectives:
    return _Adjectives(nations)


@cache
def _counts() -> dict[str, int]:
    """Return the words by which a text counts states, with what they mean: "les deux pays", "the trio"."""
    words = number_words()
    return words.groups | {word: value for word, value in words.units.items() if value in _STATES_COUNTED}


@cache
def _plural_states() -> re.Pattern[str]:
    nouns = "|".join(sorted({fold(noun) for noun in word_lists()["state_nouns"]}))
    return re.compile(
        r"(?<!\w)(?:les|des|ces|aux|leurs|the|all|these|those|of|par|trio de|both|in)?\s?(?<!\w)"
        rf"(?P<n>{'|'.join(_counts())})(?:(?<=trio)|(?<=duo)|\s(?:autres\s|other\s)?(?:[\w-]+\s){{0,2}}?(?:{nouns}))(?!\w)"
    )


class TextView:
    """A document, folded and cut into sentences; what is costly is made when first asked for.

    Parameters
    ----------
    document : Document
    placements : sequence of Placement
    nations : Nations
        The gazetteer.
    """

    def __init__(self, document: Document, placements: Sequence[Placement], nations: Nations) -> None:
        self.document, self.nations = document, nations
        self.text = document.text
        self.folded = fold(document.text)
        self.language = document.language if document.language in ("fr", "en") else None
        self.sentences = split_sentences(self.text)
        self.placements = sorted(placements, key=lambda p: p.mention.start)
        self._starts = [p.mention.start for p in self.placements]
        self._tokens = [sentence.tokens(self.folded) for sentence in self.sentences]
        self._cues: dict[int, list[Match[Trigger]]] = {}
        self._dates: list[list[DateMention]] = []
        self._anchor: tuple[DateSpan | None, int] | None = None
        self._explicit = False
        self._known_days: dict[tuple[int, int], int] = {}
        self._states: dict[int, list[StateMention]] = {}
        self._points: dict[int, int] = {}
        self._adjectives = _adjectives(nations)
        self.memo: dict[str, dict[int, Any]] = {}

    def tokens(self, sentence: Sentence) -> Words:
        """Return the words of a sentence."""
        return self._tokens[sentence.index]

    def triggers(self, sentence: Sentence) -> list[Match[Trigger]]:
        """Return what the rules' patterns match in a sentence."""
        return trigger_patterns(self.language).find(self.folded, self.tokens(sentence), sentence.end)

    def cues(self, sentence: Sentence) -> list[Match[Trigger]]:
        """Return the status words of a sentence."""
        if sentence.index not in self._cues:
            found = cue_patterns(self.language).find(self.folded, self.tokens(sentence), sentence.end)
            self._cues[sentence.index] = found
        return self._cues[sentence.index]

    def about(self, context: str) -> bool:
        """Tell whether the text is about armed conflict, or about politics (contexts.yaml)."""
        needed = contexts()[context]
        points = self._points.get(id(needed.patterns))
        if points is None:
            points = self._points[id(needed.patterns)] = self._count(needed.patterns)
        return points >= needed.threshold

    def tells_of(self, context: str, sentence: Sentence) -> bool:
        """Tell whether a single sentence is about a matter, whatever the rest of the text speaks of."""
        needed = contexts()[context]
        found = needed.patterns.find(self.folded, self.tokens(sentence), sentence.end)
        seen = {self.folded[match.start : match.end]: match.means for match in found}
        return sum(seen.values()) >= needed.threshold

    def _count(self, patterns: PatternSet[int]) -> int:
        """Return the points of a context's words, each different word counted once."""
        seen: dict[str, int] = {}
        for sentence in self.sentences:
            for match in patterns.find(self.folded, self.tokens(sentence), sentence.end):
                seen.setdefault(self.folded[match.start : match.end], match.means)
        return sum(seen.values())

    def places(self, sentence: Sentence) -> list[Placement]:
        """Return the placements in a sentence, in order."""
        low, high = bisect_left(self._starts, sentence.start), bisect_left(self._starts, sentence.end)
        return self.placements[low:high]

    def dates(self, sentence: Sentence) -> list[DateMention]:
        """Return the dates in a sentence; those of the sentences before are read first, since some count from them."""
        while len(self._dates) <= sentence.index:
            self._read_dates(self.sentences[len(self._dates)])
        return self._dates[sentence.index]

    def _read_dates(self, sentence: Sentence) -> None:
        anchor, at = self._anchor or (None, -_NARRATION)
        published = self.document.published
        past = anchor is not None and (published is None or anchor.start.year < published.start.year)
        near = sentence.index - at < _NARRATION
        this_year = date_words().this_year.search(self.folded, sentence.start, sentence.end) is not None
        same = at >= 0 and self.sentences[at].paragraph == sentence.paragraph
        narrates = past and self._explicit and near and same and not this_year
        clock = Clock(published, anchor, narrates, {} if this_year else self._known_days, near)
        found = find_dates(self.text, self.folded, self.tokens(sentence), sentence.start, sentence.end, clock)
        self._dates.append(found)
        usable = [date for date in found if date.point and not date.future]
        if self._anchor:
            spoken = at_end("speech_verbs", "before_speech_date")
            usable = [d for d in usable if not spoken.search(self.folded, max(sentence.start, d.start - 60), d.start)]
        if usable:
            self._anchor = (usable[-1].point or usable[-1].span, sentence.index)
            fine = usable[-1].point is not None and usable[-1].point.precision in ("day", "month", "interval")
            stated = fine and not usable[-1].relative and not usable[-1].since
            self._explicit = stated or (clock.narrates and self._explicit)
        for date in usable:
            if date.point and date.point.precision == "day":
                self._known_days.setdefault((date.point.start.month, date.point.start.day), date.point.start.year)

    @cached_property
    def organisations(self) -> list[list[OrganisationMention]]:
        """Return the organisations by sentence."""
        finder = OrganisationFinder(self.text, self.folded)
        return [finder.find(self.tokens(sentence), sentence.end) for sentence in self.sentences]

    def states(self, sentence: Sentence) -> list[StateMention]:
        """Return the states that a sentence names, adjectives included, in order."""
        if sentence.index not in self._states:
            found = [_state(placement) for placement in self.places(sentence)]
            named = [state for state in found if state]
            named += self._demonyms(sentence, [(p.mention.start, p.mention.end) for p in self.places(sentence)])
            inside = [(o.start, o.end) for o in self.organisations[sentence.index] if o.named]
            named = [s for s in named if not any(start <= s.start and s.end <= end for start, end in inside)]
            self._states[sentence.index] = sorted(named, key=lambda state: state.start)
        return self._states[sentence.index]

    def _demonyms(self, sentence: Sentence, taken: list[tuple[int, int]]) -> list[StateMention]:
        tokens, found, free_from = self.tokens(sentence), [], 0
        first_of_two = word_list("first_of_two")
        for at, word in enumerate(tokens.forms):
            country, last = self._adjectives[word], at
            if word in first_of_two and at + 1 < len(tokens):
                two = self._adjectives[f"{word} {tokens.forms[at + 1]}"]
                country, last = (two, at + 1) if two else (country, at)
            if country is None or tokens[at].start < free_from:
                continue
            token = tokens[at]
            if not any(start <= token.start < end for start, end in taken):
                found.append(StateMention(token.start, tokens[last].end, country, "demonym"))
                free_from = tokens[last].end
        return found

    @cached_property
    def listed_states(self) -> list[tuple[int, tuple[str, ...]]]:
        """Return the enumerations of states ("Mali, Burkina Faso et Niger"): position and states."""
        found: list[tuple[int, tuple[str, ...]]] = []
        run: list[Placement] = []
        for placement in self.placements:
            if placement.place is None or placement.place.kind != "country":
                continue
            between = self.folded[run[-1].mention.end : placement.mention.start] if run else ""
            if run and not (len(between) < 20 and _LIST_GAP.fullmatch(between)):
                _keep_list(run, found)
                run = []
            run.append(placement)
        _keep_list(run, found)
        return found

    def counted_states(self, sentence: Sentence) -> list[tuple[int, int, tuple[str, ...]]]:
        """Return phrases such as "les trois pays" with the states listed elsewhere that they mean."""
        found = []
        for match in _plural_states().finditer(self.folded, sentence.start, sentence.end):
            size = _counts()[match["n"]]
            fitting = [(at, states) for at, states in self.listed_states if len(states) == size]
            often = Counter(states for _, states in fitting)
            ranked = max(fitting, key=lambda row: self._rank_of_list(row, often, match.start()), default=None)
            meant = ranked[1] if ranked else self._founders(size)
            if meant:
                found.append((match.start(), match.end(), meant))
        return found

    def _rank_of_list(self, row: tuple[int, tuple[str, ...]], often: Counter[tuple[str, ...]], at: int) -> Any:
        """Return how well an enumeration fits "the three countries": of its paragraph, often, of the text's matter."""
        start, states = row
        near = start <= at and self._paragraph(start) == self._paragraph(at)
        matter = sum(self.focus.index(state) for state in states if state in self.focus)
        return near, often[states], states == self._founders(len(states)), -matter, start <= at, start

    def _paragraph(self, at: int) -> int:
        index = bisect_right([sentence.start for sentence in self.sentences], at) - 1
        return self.sentences[max(0, index)].paragraph

    def _founders(self, size: int) -> tuple[str, ...]:
        """Return the states that an organisation of the text stands for, if they are as many."""
        named = (o.organisation.founders for row in self.organisations for o in row)
        return next((founders for founders in named if len(founders) == size), ())

    @cached_property
    def focus(self) -> list[str]:
        """Return the countries of the text, the most often named first."""
        counts: Counter[str] = Counter()
        for placement in self.placements:
            if placement.place and placement.place.country and placement.mention.literal:
                counts[placement.place.country] += 1
        return [country for country, _ in sorted(counts.items(), key=lambda item: (-item[1], item[0]))]


def _state(placement: Placement) -> StateMention | None:
    place, mention = placement.place, placement.mention
    if place is None or place.country is None:
        return None
    if place.kind == "country":
        return StateMention(mention.start, mention.end, place.country, "name")
    if not mention.literal:
        return StateMention(mention.start, mention.end, place.country, "capital")
    return None


def _keep_list(run: list[Placement], found: list[tuple[int, tuple[str, ...]]]) -> None:
    states = tuple(sorted({p.place.country for p in run if p.place and p.place.country}))
    if len(states) >= 2:
        found.append((run[0].mention.start, states))
