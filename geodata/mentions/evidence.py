"""Weigh whether a name of the gazetteer stands for a place where it stands.

One table of weights, each with its reason; a hit is taken from `ACCEPT` on.
"""

from __future__ import annotations

import re

from geodata.mentions.kinds import kind_after, kind_before
from geodata.mentions.persons import follows_person, follows_title, is_given_name
from geodata.mentions.scan import Hit
from geodata.mentions.strength import LIKELY, POSSIBLE, SURE
from geodata.mentions.tokens import Tokens
from geodata.mentions.words import PlaceWords

_ORDINAL = re.compile(r"\d+(?:er|re|e|eme|st|nd|rd|th)")
ACCEPT = 0.5
_SHORT = 4  # letters from which on a name of the user's own is believed a little more readily
_TITLED = {"settlement", "admin1", "admin2", "admin3"}  # "President Niger" is no person, "colonel Gao" may be one
BASE = {3: 1.0, 2: 0.6, 1: 0.3, 0: 0.0}  # countries and capitals stand alone, hamlets never do
WEIGHTS = {
    "ambiguous": -0.55,  # also a common word or surname: context has to speak for the place
    "direction": -0.9,  # "the North", "l'Est": a region only where the text says region
    "kind": 0.85,  # "village of", "province de": the text says that it is a place
    "locative": 0.45,  # "à", "in", "near": what follows is nearly always a place or a time
    "weak_locative": 0.1,  # "de", "from", "et": often, not nearly always
    "chain": 0.6,  # "Boni, Mali": the unit that holds it stands behind it
    "focus": 0.25,  # added in a second look: a country that the text speaks of holds a place of that name
    "company": 0.2,  # a hamlet close to places that the text has for sure, or in a province that it names
    "listed": 0.15,  # its neighbour in a list is a place
    "told": 0.2,  # "X, près de Gao", "X, dans la commune de": what stands behind says where it lies
    "heading": 0.35,  # "Balé : ..." at the head of a line
    "own": 0.05,  # from a country file or table that the user added: its villages are looked for
    "road": 0.6,  # "l'axe A-B": both ends of a road are places
    "again": 0.35,  # the same name was taken elsewhere in the text on strong grounds
    "initial": -0.15,  # the capital may be due to the sentence
    "headline": -0.4,  # the capital is due to the headline
    "run": -0.6,  # stands in a run of capitals: more likely part of another name
    "hyphen": -1.2,  # joined by a hyphen to a capitalised word that is no place: part of a longer name
    "title": -1.0,  # "président X"
    "given_name": -1.6,  # "Ibrahim X"
    "known_person": -0.9,  # X is somebody's surname elsewhere in the text
    "small": -0.5,  # the text writes the word with a small letter elsewhere
    "club": -0.8,  # "Moussa Diarra (Lens)": in brackets behind a person stands a club or a party
    "ordinal": -1.5,  # "43e X": a unit of an army
    "letters": -0.8,  # "NGO" in capitals among words in small letters is an abbreviation, not a hamlet
    "speech": -0.5,  # "X said": people speak
}


def weigh(tokens: Tokens, hit: Hit, vocabulary: PlaceWords, people: frozenset[str], named: frozenset[int]) -> float:
    """Return the weight of all that speaks for and against a hit being a place, the rest of the text aside.

    Parameters
    ----------
    people : frozenset of str
        Surnames of the text.
    named : frozenset of int
        Tokens at which likely places begin or end.
    """
    found = hit.strength
    score = BASE[found.tier] + _for_place(tokens, hit, vocabulary)
    if found.ambiguous:
        score += WEIGHTS["direction" if hit.key in vocabulary.directions else "ambiguous"]
    if follows_person(tokens, hit.first, vocabulary) or is_given_name(tokens, hit.first, hit.last, vocabulary):
        score += WEIGHTS["given_name"]
    if found.tier == SURE and all(one.place.kind in _TITLED for one in found.bearers[:3]):
        score += WEIGHTS["title"] * follows_title(tokens, hit.first, vocabulary)
    if found.tier < SURE or found.ambiguous:
        score += _against(tokens, hit, vocabulary, people, named)
    return score


def _for_place(tokens: Tokens, hit: Hit, vocabulary: PlaceWords) -> float:
    score, before = 0.0, tokens.words[hit.first - 1] if hit.first else ""
    if kind_before(tokens, hit.first, vocabulary) or kind_after(tokens, hit.last, vocabulary):
        score += WEIGHTS["kind"]
    if vocabulary.locative.before(tokens.words, hit.first) and tokens.adjacent(hit.first):
        score += WEIGHTS["locative"]
    elif before in vocabulary.weak_locative and tokens.adjacent(hit.first):
        score += WEIGHTS["weak_locative"]
    if hit.strength.own and len(hit.key) >= _SHORT:
        score += WEIGHTS["own"]
    if hit.last + 1 < tokens.size:
        score += _behind(tokens, hit, vocabulary)
    return score


def _behind(tokens: Tokens, hit: Hit, vocabulary: PlaceWords) -> float:
    """Return the weight of what stands right behind the name."""
    after = hit.last + 1
    gap = tokens.gap(after)
    if ":" in gap and gap.strip() == ":" and tokens.initial(hit.first):
        return WEIGHTS["heading"]
    if gap.strip() != "," or hit.strength.tier > POSSIBLE:
        return 0.0
    if vocabulary.near.after(tokens.words, after):
        return WEIGHTS["told"]
    unit = next(
        (at for at in range(after, min(after + 3, tokens.size)) if tokens.words[at] in vocabulary.kinds_before), 0
    )
    within = unit and all(word in vocabulary.holding for word in tokens.words[after:unit])
    return WEIGHTS["told"] if within else 0.0


def _against(tokens: Tokens, hit: Hit, vocabulary: PlaceWords, people: frozenset[str], named: frozenset[int]) -> float:
    score, tier = 0.0, hit.strength.tier
    if follows_title(tokens, hit.first, vocabulary):
        score += WEIGHTS["title"]
    if hit.key in people:
        score += WEIGHTS["known_person"]
    if "(" in tokens.gap(hit.first) and hit.first and tokens.words[hit.first - 1] in people:
        score += WEIGHTS["club"]
    if tokens.in_capitals(hit.first):
        score += WEIGHTS["headline"]
    elif (tier <= POSSIBLE or hit.strength.ambiguous) and tokens.initial(hit.first):
        score += WEIGHTS["initial"]
    score += _run(tokens, hit, vocabulary, named) + _shape(tokens, hit)
    if hit.first == hit.last and hit.key in tokens.small and tier <= LIKELY:
        score += WEIGHTS["small"]
    if (tier <= POSSIBLE or hit.strength.ambiguous) and _speaks(tokens, hit, vocabulary):
        score += WEIGHTS["speech"]
    return score


def _shape(tokens: Tokens, hit: Hit) -> float:
    """Return the weight of how the name is written and of a number right before it."""
    before = tokens.words[hit.first - 1] if hit.first and tokens.adjacent(hit.first) else ""
    if _ORDINAL.fullmatch(before):
        return WEIGHTS["ordinal"]
    written = tokens.original(hit.first, hit.last)
    short = hit.strength.tier <= POSSIBLE and written.isupper() and 1 < len(written) <= 5
    return WEIGHTS["letters"] if short and not tokens.in_capitals(hit.first) else 0.0


def _run(tokens: Tokens, hit: Hit, vocabulary: PlaceWords, named: frozenset[int]) -> float:
    """Return the weight of another capitalised word, no kind word or sentence opener, that touches the name."""
    if tokens.in_capitals(hit.first):
        return 0.0
    for beside, gap, kinds in (
        (hit.first - 1, hit.first, vocabulary.kinds_before),
        (hit.last + 1, hit.last + 1, vocabulary.kinds_after),
    ):
        if not 0 <= beside < tokens.size or beside in named or not tokens.capital[beside] or not tokens.adjacent(gap):
            continue
        if tokens.words[beside] not in vocabulary.function_words and tokens.words[beside] not in kinds:
            return WEIGHTS["hyphen" if "-" in tokens.gap(gap) else "run"]
    return 0.0


def _speaks(tokens: Tokens, hit: Hit, vocabulary: PlaceWords) -> bool:
    after = bool(vocabulary.speech.after(tokens.words, hit.last + 1)) and tokens.adjacent(hit.last + 1)
    return after or bool(vocabulary.speech.before(tokens.words, hit.first))
