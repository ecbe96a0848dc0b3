"""What each number of a sentence counts: the dead, others, or nothing of the kind."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from geodata.facts.numbers import Number, find_numbers
from geodata.facts.numberwords import NumberWords, number_words
from geodata.facts.ranges import perhaps, ranged, varies
from geodata.facts.speakers import speaks
from geodata.facts.uncounted import is_no_count, reaches
from geodata.vocabulary.patterns import Words

Spans = Sequence[tuple[int, int]]

_RIGHT, _LEFT, _LEFT_BARE, ASIDE = 14, 10, 4, 10
HARD_STOPS = ";:()"
YEARS = range(1900, 2100)
_PLAIN_SUBJECT, _PHRASE = 6, 9


class CountedSentence:
    """Numbers of one sentence and the words around them.

    Parameters
    ----------
    text, folded : str
        The document.
    tokens : Words
        The words of the sentence, which ends at `end`.
    skip : sequence of (int, int)
        Spans that are dates, so no counts.
    """

    def __init__(self, text: str, folded: str, tokens: Words, end: int, skip: Spans) -> None:
        self.text, self.tokens, self.words = text, tokens[:], number_words()
        found = [one for one in find_numbers(folded, tokens, end) if text[one.start : one.end] != "UN"]
        told = [n for n in found if not any(start <= n.start and n.end <= stop for start, stop in skip)]
        self.numbers = [replace(n, bound="") if reaches(self, n) else n for n in told if not is_no_count(self, n)]
        self.first_words = {number.first: at for at, number in enumerate(self.numbers)}
        starts = {token.start: at for at, token in enumerate(tokens)}
        ends = {token.end: at for at, token in enumerate(tokens)}
        phrases = self.words.phrases.find(folded, tokens, end)
        self.deadly = {starts[p.start] for p in phrases if p.means == "dead"}
        self.deadly |= {ends[p.end] for p in phrases if p.means == "dead" and p.end in ends}
        self.toll_from = min((starts[p.start] for p in phrases if p.means == "toll"), default=len(tokens))

    def between(self, at: int) -> str:
        """Return what stands between a word and the one before it."""
        return self.text[self.tokens[at - 1].end : self.tokens[at].start] if 0 < at < len(self.tokens) else ""

    def word(self, at: int) -> str:
        """Return a word, or nothing beyond the ends."""
        return self.tokens[at].word if 0 <= at < len(self.tokens) else ""

    def _aside_end(self, at: int) -> int:
        """Return the index of the verb after ", including 31 women,"; 0 if the sentence does not go on so."""
        later = range(at + 1, min(at + ASIDE, len(self.tokens)))
        end = next((index for index in later if "," in self.between(index)), 0)
        goes_on = self.word(end) in self.words.resuming or self.word(end) in self.words.dead_after
        return end if goes_on or end in self.deadly else 0

    def kind_after(self, number: Number) -> str:
        """Tell what the words after a number make of it: dead, other, next (like the next number), people, unit."""
        people, resume = False, 0
        for at in range(number.last + 1, min(number.last + 1 + _RIGHT + ASIDE, len(self.tokens))):
            word, gap, far = self.word(at), self.between(at), at - number.last
            if at < resume:
                continue
            if (
                "," in gap
                and at != resume
                and (far > 1 or word in self.words.subset)
                and word not in self.words.passives
            ):
                aside = far == 1 and number.value not in YEARS
                resume = self._aside_end(at) if people or aside else 0
                if not resume:
                    return "next" if people and self._goes_on(at) else "people" if people else ""
                people = True
                continue
            if self.breaks(at, gap, far, resume > 0):
                break
            if far == 1 and word in self.words.units_not_people:
                return "unit"
            kind = self._meaning(word, at, far, people)
            if kind:
                return kind
            people = people or word in self.words.people or word in self.words.other or (word == "more" and far == 1)
        return "people" if people else ""

    def breaks(self, at: int, gap: str, far: int, aside: bool) -> bool:
        """Tell whether the words after a number no longer speak of it."""
        word = self.word(at)
        if any(char in HARD_STOPS for char in gap):
            return True
        if word in self.words.nobody and self.word(at + 1) not in self.words.fewer:
            return True
        active = word in self.words.other and word.endswith(("ing", "ant"))
        return active or (far > _RIGHT and not aside)

    def _goes_on(self, at: int) -> bool:
        """Tell whether an enumeration goes on: "seven soldiers, several civilians and 80 ..."."""
        return at in self.first_words or self.word(at) in self.words.enumerating

    def _meaning(self, word: str, at: int, far: int, people: bool) -> str:
        words = self.words
        if word in words.other and self._counts_as_other(at, far):
            return "other"
        if at in self.deadly and (people or far <= _PLAIN_SUBJECT):
            return "dead"
        if word in words.dead_after and (people or far == 1 or (far == 2 and word in words.dead_nouns)):
            return "dead" if self._suffered(word, at, far) else "people"
        feared = word in words.dead_nouns and self.word(at - 1) in words.dead_feared
        told = feared or (word in words.dead_after and self._passive(at))
        if told and far <= _PLAIN_SUBJECT and not self._wound(at, far):
            return "dead"
        if far == 1 and self._part_of_number(at):
            return "next"
        if at in self.first_words:
            ranged = self._ranges_to(at, far) or (far == 2 and self.word(at - 1) in words.and_words)
            if not ranged and self.numbers[self.first_words[at]].article:
                return ""
            return "next" if ranged or (people and self._listed(at)) else "people" if people else "stop"
        return ""

    def _ranges_to(self, at: int, far: int) -> bool:
        """Tell whether the number at a word ends a range that began `far` words before: "five or six"."""
        other = self.numbers[self.first_words[at]]
        before = next((one for one in self.numbers if one.last == at - far), None)
        return before is not None and ranged(self, before, other)

    def _passive(self, at: int) -> bool:
        before = self.word(at - 1)
        return before in self.words.passives or _inside_passive(self.words, self.word(at - 2), before)

    def _wound(self, at: int, far: int) -> bool:
        """Tell whether a number, a doer or a stop stands between a number and "were killed"."""
        inner, words = range(at - far + 1, at), self.words
        doers = (self.word(i) in words.before_others or self.word(i) in words.units_not_people for i in inner)
        return any(i in self.first_words for i in inner) or any(doers)

    def _listed(self, at: int) -> bool:
        """Tell whether a number goes on with an enumeration: "12 soldiers and at least 30 civilians"."""
        return any(
            self.word(i - 1) in self.words.joints or "," in self.between(i) for i in range(max(1, at - 3), at + 1)
        )

    def _part_of_number(self, at: int) -> bool:
        """Tell whether "12 des 25", "12 of the 25" follows: the second number is no count of its own."""
        of, the = self.word(at), self.word(at + 1)
        of_it = (of,) in self.words.of_a_whole and at + 1 in self.first_words
        return of_it or ((of, the) in self.words.of_a_whole and at + 2 in self.first_words)

    def _counts_as_other(self, at: int, far: int) -> bool:
        """Tell whether "wounded", "arrested" is said of those counted, and not only tells who they were before."""
        words, before = self.words, self.word(at - 1)
        if self._dies_next(at):
            return False
        if far == 1:
            return self.word(at) not in words.people
        acting = before in words.acting_too or (before in words.actives and self.word(at - 2) in words.acting_too)
        acts = acting and (at + 1 in self.first_words or self.word(at + 1) in words.objects)
        if acts or (before in words.joints and self._killed_before(at - far)):
            return False
        later: list[str] = []
        for index in range(at + 1, at + ASIDE + 4):
            if index in self.first_words and (not later or later[-1] not in words.no_new_count):
                break
            if self.breaks(index, "", 1, aside=True):
                break
            later.append(self.word(index) if index not in self.deadly else "dead")
        dies = not words.dead_after.isdisjoint(later) and not words.passives.isdisjoint(later)
        # "Three of its soldiers wounded" has its noun two words later than "three soldiers wounded".
        near = 5 if self.word(at - far + 1) == "of" else 3
        return not dies and (far <= near or before in words.auxiliaries)

    def _dies_next(self, at: int) -> bool:
        """Tell whether those of a word are told right after it to have died: "two wounded later died"."""
        for index in range(at + 1, at + 4):
            if "," in self.between(index) or self.word(index) in self.words.no_verb or index in self.first_words:
                return False
            if self.word(index) in self.words.dead_after:
                return True
        return False

    def _killed_before(self, at: int) -> bool:
        """Tell whether "killed at least" stands right before the words that end at `at`."""
        return any(self.word(at - step) in self.words.dead_transitive for step in range(1, 5))

    def _suffered(self, word: str, at: int, far: int) -> bool:
        """Tell whether those counted were killed; "20 gunmen killed three guards" counts no dead gunmen."""
        words = self.words
        if word not in words.dead_transitive or any(self.word(at - step) in words.passives for step in (1, 2, 3)):
            return True
        if self.word(at - 1) in words.actives or far > 4:
            return False
        struck = self.word(at + 1) in words.objects or at + 1 in self.first_words
        return "," in self.between(at + 1) or not struck

    def kind_before(self, number: Number, bare: bool) -> str:
        """Tell what the words before a number make of it: dead, other or ''."""
        words = self.words
        if self.word(number.first - 1) in words.before_others and self.word(number.first - 2) not in words.together:
            return ""
        reach = _LEFT_BARE if bare else _LEFT
        for at in range(number.first - 1, max(-1, number.first - 1 - reach), -1):
            gap = self.between(at + 1)
            if any(char in ";:" for char in gap) or (bare and "," in gap):
                return ""
            word = self.word(at)
            if word in words.other:
                return "other"
            if word in words.new_clause or (word == "as" and at == number.told[0] - 1):
                return ""
            if number.article and word in words.claims and word not in words.dead_before:
                return ""
            if word in words.joints and self._begins_anew(at, number):
                return ""
            if word in words.dead_nouns and any(other.last == at - 1 for other in self.numbers):
                return ""
            if word in words.dead_before or at in self.deadly:
                return "dead"
            if word in words.by and number.first - at <= 3 and self.word(at + 1) not in words.mistakes:
                return ""
        return ""

    def _begins_anew(self, at: int, number: Number) -> bool:
        """Tell whether "and" begins another happening: "killed 120 people and drove 20,000 from their homes"."""
        counted = any(other.last < at and not other.article for other in self.numbers)
        return counted and at + 1 < number.first and self.word(at + 1) not in self.words.going_on

    def is_bare(self, number: Number) -> bool:
        """Tell whether nothing is counted after the number: "tué plus de 8 000 en 2022"."""
        return self._ends_at(number.last + 1) and number.value not in YEARS and not number.article

    def _ends_at(self, at: int) -> bool:
        """Tell whether at a word nothing is counted any more: it is past the end, or "in", "according"."""
        return not self.word(at) or self.word(at) in self.words.after_bare

    def has_person(self, number: Number) -> bool:
        """Tell whether a person stands right after a number."""
        steps = (1,) if number.article and self.word(number.first) in self.words.un_une else (1, 2)
        return any(self.word(number.last + step) in self.words.people for step in steps)

    def kinds(self) -> list[str]:
        """Tell for each number what it counts."""
        kinds = [self.kind_after(number) for number in self.numbers]
        silent = self._speakers(kinds)
        for at in range(len(kinds) - 1, -1, -1):
            if kinds[at] == "next":
                kinds[at] = kinds[at + 1] if at + 1 < len(kinds) and kinds[at + 1] in ("dead", "other") else "people"
                if kinds[at] == "other" and self.word(self.numbers[at].told[0] - 1) in self.words.dead_before:
                    kinds[at] = "dead"
        for at, number in enumerate(self.numbers):
            if at in silent or (number.article and not self.has_person(number)):
                kinds[at] = ""
            elif kinds[at] in ("people", "stop", ""):
                bare = not self.has_person(number)
                if not bare or self.is_bare(number) or self.word(number.first - 1) in self.words.dead_before:
                    kinds[at] = self.kind_before(number, bare) or kinds[at]
            shared = at and kinds[at] in ("stop", "") and kinds[at - 1] == "dead"
            if shared and (self._elliptic(at) or perhaps(self, self.numbers[at - 1], number)):
                kinds[at] = "dead"
            if kinds[at] in ("stop", "", "people") and self.is_toll(number):
                kinds[at] = "dead"
        return kinds

    def _speakers(self, kinds: Sequence[str]) -> set[int]:
        """Return which numbers count those who say so: "an officer and two residents said"."""
        found: set[int] = set()
        for at in range(len(kinds) - 1, -1, -1):
            number, goes_on = self.numbers[at], kinds[at] == "next"
            if (goes_on and at + 1 in found) or ((number.article or goes_on) and speaks(self, number, kinds[at])):
                found.add(at)
        return found

    def _elliptic(self, at: int) -> bool:
        """Tell whether a bare figure shares the noun of the one before: "Mali lost three men and Niger two"."""
        number, before = self.numbers[at], self.numbers[at - 1]
        between = [self.word(index) for index in range(before.last + 1, number.first)]
        ends = number.last + 1 >= len(self.tokens) and self.words.other.isdisjoint(between)
        shares = len(between) <= _PLAIN_SUBJECT and not self.words.and_words.isdisjoint(between)
        return ends and not number.article and (shares or self.competes(before, number))

    def competes(self, one: Number, other: Number) -> bool:
        """Tell whether two figures are claims of two sources: "X spoke of 110 dead; Y had buried 43"."""
        claims, contrasts = self.words.claims, self.words.contrasts
        inner = range(one.last + 1, other.first)
        if not any(any(c in ",;" for c in self.between(i)) or self.word(i) in contrasts for i in inner):
            return False
        first = any(self.word(i) in claims for i in range(max(0, one.first - 8), one.first))
        told = sum(self.word(i) in claims for i in inner)
        return told > 0 if first else told > 1 and not self.has_person(other)

    def at_first(self, number: Number) -> bool:
        """Tell whether a figure is called the earlier one."""
        return any(self.word(i) in self.words.at_first for i in range(max(0, number.first - 5), number.first))

    def is_toll(self, number: Number) -> bool:
        """Tell whether it is the bare figure of a toll: "the toll now stands at 43"."""
        words, near = self.words, range(1, 4 if number.bound else 2)
        linked = any(self.word(number.first - step) in words.toll_links for step in near)
        if number.first < self.toll_from or number.article or not linked:
            return False
        following = self.word(number.last + 1) if number.last + 1 < len(self.tokens) else ""
        alone = not following or any(char in ',;:.()"»' for char in self.between(number.last + 1))
        if alone or (self._ends_at(number.last + 1) and not self.has_person(number)):
            return number.value not in YEARS
        no_people = following in words.units_not_people or following in words.other
        return not no_people and self.word(number.first - 1) in words.to

    def superseded(self, at: int) -> bool:
        """Tell whether the next number corrects this one: "passe de 71 à 89 morts", "25 tués, puis 38"."""
        if at + 1 >= len(self.numbers):
            return False
        one, other = self.numbers[at], self.numbers[at + 1]
        between = [token.word for token in self.tokens[one.last + 1 : other.told[0]]]
        risen = self.word(one.first - 1) in self.words.from_ and 0 < len(between) <= 3 and between[-1] in self.words.to
        if risen:
            return not varies(self, one, between)
        if not self.words.revised.isdisjoint(between) and self.is_toll(other):
            return True
        if one.first >= self.toll_from and not self.words.now.isdisjoint(between) and self._of_dead(other):
            return True
        if (
            one.first >= self.toll_from
            and self.is_toll(other)
            and not ranged(self, one, other)
            and other.bound != "most"
        ):
            return True
        return bool(between) and between[-1] in self.words.then

    def _of_dead(self, number: Number) -> bool:
        """Tell whether the dead stand right behind a figure: "il est désormais de 11 morts"."""
        return self.is_toll(number) or any(self.word(number.last + step) in self.words.dead_nouns for step in (1, 2))

    def correcting(self, at: int) -> bool:
        """Tell whether this number corrects a toll before it."""
        return at > 0 and self.superseded(at - 1)

    def quote(self, number: Number, since: Number | None = None) -> str:
        """Return a number with the words that bound it and those after it; `since` is where its range begins."""
        first, bounded = number.told
        if since:
            first = since.told[0] - (self.word(since.told[0] - 1) in self.words.range_openers)
        last = max(bounded, self._phrase_end(number))
        return self.text[self.tokens[first].start : self.tokens[last].end]

    def _phrase_end(self, number: Number) -> int:
        """Return the index of the last word of "five Red Crescent volunteers were killed"."""
        last = number.last
        for at in range(number.last + 1, min(number.last + _PHRASE, len(self.tokens))):
            if at in self.first_words or any(char in HARD_STOPS + ',."«»“”' for char in self.between(at)):
                break
            word = self.word(at)
            if word in self.words.dead_after or at in self.deadly:
                return at
            if word in self.words.people or at == number.last + 1:
                last = at
        return last


def _inside_passive(words: NumberWords, one: str, two: str) -> bool:
    """Tell whether an adverb stands between the auxiliary and the participle: "were all killed"."""
    return one in words.passives and (two.endswith(("ly", "ment")) or two in words.inside_passives)
