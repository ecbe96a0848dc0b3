"""Which states a membership is about: named in the sentence, counted ("les trois pays") or meant from before."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from geodata.facts.making import Hit
from geodata.facts.organisations import OrganisationMention
from geodata.facts.sentences import Sentence
from geodata.facts.text import StateMention, TextView
from geodata.mentions.words import place_words
from geodata.vocabulary.grammar import any_of, anywhere, at_end
from geodata.vocabulary.names import Organisation

_LIST_GAP = 22
_BESIDE, _OF_TRIGGER = 2, 8
_NEAR, _NEAR_TOLD = 3, 5
_SUBJECT = ("leave", "join")
_OBJECT = ("suspend", "readmit", "sanction", "lift_sanctions")
_BROKEN = re.compile(r"[.;:\d]")
_ACTS = re.compile(
    r"(?:,[^,.;:]{3,90},)?\s(?:has|had|will|would|is|was|said|says|a|avait|aura|va|est|n'a|ne|s'est|entend|dit)(?!\w)"
)
_DATED = re.compile(r",?\s(?:(?:on|in|en|le|depuis|since|early in|late in)\s)(?:\w+\s){0,3}?\d{1,4}(?!\w)")
_CONJUNCT = re.compile(r"(?:[,;:]\s?|(?<!\w)" + any_of("happening_joints") + r"\s)(?:the\s|le\s|la\s|l'|les\s)?$")


@dataclass(frozen=True, slots=True)
class Members:
    """States, sorted, and notes on how they were found."""

    states: tuple[str, ...]
    notes: tuple[str, ...] = ()


def _joined(view: TextView, one: StateMention, other: StateMention) -> str:
    """Return how two states are joined in an enumeration: by "and", by a comma, or "" where they are not."""
    between = view.folded[one.end : other.start]
    if len(between) > _LIST_GAP or " - " in between or _BROKEN.search(between):
        return ""
    return "and" if " et " in between or " and " in between or "&" in between else "comma"


def _runs(view: TextView, states: Sequence[StateMention]) -> list[list[StateMention]]:
    """Return the enumerations of states; a comma after "and" begins another one ("after A and B, C")."""
    runs: list[list[StateMention]] = []
    link = ""
    for state in states:
        how = _joined(view, runs[-1][-1], state) if runs else ""
        if how and not (link == "and" and how == "comma"):
            runs[-1].append(state)
            link = how
        else:
            runs.append([state])
            link = ""
    return runs


def named_states(view: TextView, sentence: Sentence) -> list[StateMention]:
    """Return the states named as parties: not those behind "with", "by", "against" nor, among others, "after"."""
    found: list[StateMention] = []
    for state in view.states(sentence):
        before = view.folded[max(sentence.start, state.start - 24) : state.start]
        if state.how != "demonym" and not at_end("before_bystander").search(before):
            found.append(state)
    found = sorted([*_opening_capital(view, sentence), *found], key=lambda one: one.start)
    found = found or _apposed_capitals(view, sentence)
    acting: list[StateMention] = []
    runs = _runs(view, found)
    for run in runs:
        before = view.folded[max(sentence.start, run[0].start - 24) : run[0].start]
        beside = run is not runs[-1] and at_end("before_beside").search(before)
        acting += [] if beside else run
    return acting or found


def _founders(view: TextView, sentence: Sentence) -> list[StateMention]:
    """Return the states by which something was founded: "set up by Kenya, Uganda and Tanzania"."""
    for run in _runs(view, [state for state in view.states(sentence) if state.how != "demonym"]):
        if at_end("before_doer").search(view.folded, max(sentence.start, run[0].start - 12), run[0].start):
            return run
    return []


def _beside(view: TextView, state: StateMention) -> bool:
    """Tell whether a state is named as one more: "with Chad and Mauritania"."""
    return at_end("before_fellow").search(view.folded, max(0, state.start - 12), state.start) is not None


def targets(view: TextView, sentence: Sentence) -> list[StateMention]:
    """Return the states that sanctions strike: "against Mali", "contre le Niger"."""
    found = []
    for state in view.states(sentence):
        before = view.folded[max(sentence.start, state.start - 24) : state.start]
        if state.how != "demonym" and at_end("before_target").search(before):
            found.append(state)
    return found


def _apposed_capitals(view: TextView, sentence: Sentence) -> list[StateMention]:
    """Return the governments of "Nouakchott, sortie en 2000": a capital with a participle behind a comma."""
    found = []
    for placement in view.places(sentence):
        mention = placement.mention
        country = place_words().capitals.get(mention.key)
        if country and anywhere("apposed_participles").match(view.folded, mention.end + 2):
            found.append(StateMention(mention.start, mention.end, country, "capital"))
    return found


def _opening_capital(view: TextView, sentence: Sentence) -> list[StateMention]:
    """Return the government of "Kinshasa, furious at the force, has threatened": a capital that opens and acts."""
    placement = next((p for p in view.places(sentence) if p.mention.start == sentence.start), None)
    country = place_words().capitals.get(placement.mention.key) if placement and placement.mention.literal else None
    if placement is None or country is None or not _ACTS.match(view.folded, placement.mention.end):
        return []
    return [StateMention(placement.mention.start, placement.mention.end, country, "capital")]


def _of_action(view: TextView, states: list[StateMention], hit: Hit) -> list[StateMention]:
    """Return the subject's states for leaving and joining: those before the trigger, or else those after it."""
    if hit.rule.action not in _SUBJECT:
        return states
    states = [state for state in states if not _genitive(view, state, hit)] or states
    runs = _runs(view, [state for state in states if state.start < hit.start])
    if not runs:
        return states
    return [*runs[-1], *_followers(view, states, hit), *_elliptic(view, states, hit)]


def _genitive(view: TextView, state: StateMention, hit: Hit) -> bool:
    """Tell whether a state only belongs to a noun: "the recognition of Bangladesh", unless the trigger is the noun."""
    of_trigger = 0 <= state.start - hit.end <= _OF_TRIGGER or hit.start <= state.start < hit.end
    return (
        not of_trigger
        and at_end("before_genitive").search(view.folded, max(0, state.start - 8), state.start) is not None
    )


def _followers(view: TextView, states: Sequence[StateMention], hit: Hit) -> list[StateMention]:
    """Return the states behind the trigger that do the same: "and Bamako followed on Tuesday"."""
    after = [state for state in states if state.start >= hit.end]
    return [s for s in after if anywhere("followers").match(view.folded, s.end + 1)]


def _elliptic(view: TextView, states: Sequence[StateMention], hit: Hit) -> list[StateMention]:
    """Return the states behind the trigger that only a date follows: "came in in 2007, South Sudan in 2016"."""
    found = []
    for state in states:
        date = _DATED.match(view.folded, state.end)
        if (
            state.start >= hit.end
            and date
            and _CONJUNCT.search(view.folded, max(hit.end, state.start - 12), state.start)
        ):
            found.append(state)
    return found


def _own(
    view: TextView, states: list[StateMention], hit: Hit, mention: OrganisationMention, others: Sequence[Hit]
) -> list[StateMention]:
    """Return the states of one of several statements of a sentence: those between the other triggers, if any."""
    low = max((one.end for one in others if one.end <= hit.start), default=-1)
    high = min((one.start for one in others if one.start >= hit.end), default=len(view.text))
    inside = [state for state in states if low <= state.start < high and not _genitive(view, state, hit)]
    if hit.rule.action in _OBJECT:
        passive = anywhere("passive_links").search(view.folded, max(0, hit.start - 24), hit.end)
        before = _runs(view, [state for state in inside if state.start < hit.start])
        after = [state for state in inside if state.start >= hit.end]
        beside = before and hit.start - before[-1][-1].end <= _BESIDE
        if before and (passive or beside or not mention.named or not after):
            return before[-1]
        return after or inside or _nearest_run(view, states, hit)
    return inside or _nearest_run(view, states, hit)


def _nearest_run(view: TextView, states: list[StateMention], hit: Hit) -> list[StateMention]:
    before = _runs(view, [state for state in states if state.end <= hit.start and not _genitive(view, state, hit)])
    return before[-1] if before else states


@dataclass(slots=True)
class Roster:
    """Who was meant so far in one text."""

    by_organisation: dict[str, tuple[str, ...]] = field(default_factory=dict)
    last: dict[str, tuple[str, ...]] = field(default_factory=dict)
    sanctions_by: Organisation | None = None
    action: str = ""
    status: str = ""
    states: tuple[str, ...] = ()
    spoken: tuple[int, Organisation] | None = None
    told: list[Organisation] = field(default_factory=list)
    actions: list[str] = field(default_factory=list)

    def again(self, words: str) -> str:
        """Return the action that "did the same" repeats; "it is so too" repeats a state, so no readmission."""
        if anywhere("stative").search(words):
            return next((action for action in reversed(self.actions) if action in ("suspend", "member")), self.action)
        return self.action

    def told_before(self, sentence: Sentence) -> bool:
        """Tell whether the sentence right before stated a membership."""
        return self.spoken is not None and sentence.index - self.spoken[0] <= 1

    def remember(
        self, mention: OrganisationMention, members: Members, hit: Hit, sentence: Sentence, status: str
    ) -> None:
        """Keep the states of a fact for sentences that only say "they" or "the three"."""
        if members.states:
            self.by_organisation[mention.organisation.name] = members.states
            self.last[hit.rule.action] = members.states
        if hit.rule.action in ("sanction", "lift_sanctions"):
            self.sanctions_by = mention.organisation
        self.action, self.spoken = hit.rule.action, (sentence.index, mention.organisation)
        self.status, self.states = status, members.states
        self.told.append(mention.organisation)
        self.actions.append(hit.rule.action)

    def recent(
        self, view: TextView, sentence: Sentence, kinds: Sequence[str], topic: bool = False
    ) -> Organisation | None:
        """Return the organisation of states that the sentences right before spoke of."""
        far = max(-1, sentence.index - 1 - (_NEAR_TOLD if self.spoken else _NEAR))
        for index in range(sentence.index - 1, far, -1):
            if self.spoken and self.spoken[0] == index and (not kinds or self.spoken[1].kind in kinds):
                return self.spoken[1]
            named = [o.organisation for o in view.organisations[index] if o.organisation.states]
            named = named if sentence.index - index <= _NEAR else []
            fitting = [one for one in named if not kinds or one.kind in kinds]
            if fitting:
                return fitting[-1]
        return self._topic(view, kinds) if topic else None

    def _topic(self, view: TextView, kinds: Sequence[str]) -> Organisation | None:
        """Return the organisation whose members the text has told of most so far."""
        told = [one for one in self.told if not kinds or one.kind in kinds]
        return max(reversed(told), key=told.count) if told else self._of_title(view, kinds)

    def _of_title(self, view: TextView, kinds: Sequence[str]) -> Organisation | None:
        named = [o.organisation for o in view.organisations[0]] if view.sentences[0].title else []
        fitting = [one for one in named if one.states and (not kinds or one.kind in kinds)]
        return fitting[0] if fitting else None

    def sanctioning(self, view: TextView, sentence: Sentence, found: Sequence[Hit]) -> list[OrganisationMention]:
        """Return the organisation whose sanctions the text spoke of, for "the sanctions" of a later sentence."""
        spoken = [hit for hit in found if hit.rule.action in ("sanction", "lift_sanctions")]
        told = [h for h in spoken if anywhere("sanction_participles").search(view.folded, h.start, h.end)]
        by = self.sanctions_by if told else None
        if spoken and by is None and not anywhere("other_sanctions").search(view.folded, sentence.start, sentence.end):
            lifted = [hit for hit in spoken if hit.rule.action == "lift_sanctions"]
            by, told = (self.recent(view, sentence, ("bloc",)), lifted) if lifted else (None, [])
        return [OrganisationMention(told[0].start, told[0].start, by, named=False)] if by else []

    def members(
        self, view: TextView, sentence: Sentence, hit: Hit, mention: OrganisationMention, others: Sequence[Hit] = ()
    ) -> Members:
        """Return the states that a trigger is about.

        Parameters
        ----------
        others : sequence of Hit
            The triggers of the other statements of the sentence, which have states of their own.
        """
        named = (hit.rule.action in _OBJECT and targets(view, sentence)) or named_states(view, sentence)
        if hit.rule.action == "found":
            named = _founders(view, sentence) or named
        if others:
            named = _own(view, named, hit, mention, others)
        named = _of_action(view, named, hit)
        counted = [states for _, _, states in view.counted_states(sentence)]
        states = {state.country for state in named}
        if hit.rule.action == "member":
            states |= {s.country for s in view.states(sentence) if s.how != "demonym" and _beside(view, s)}
            states |= {state for row in counted for state in row}
        if states:
            return Members(tuple(sorted(states)))
        if counted:
            return Members(counted[0], ("a number of states stands for those the text lists",))
        if hit.rule.action in _OBJECT:
            adjectives = [s.country for s in view.states(sentence) if s.how == "demonym"]
            if adjectives:
                return Members((adjectives[0],), ("the state is named by an adjective",))
        return self._meant(view, sentence, hit, mention)

    def _of_matter(self, view: TextView, hit: Hit) -> tuple[str, ...]:
        """Return the one state that the text is about, for "the exit from ECOWAS took effect"."""
        named = [p.place.country for p in view.placements if p.place and p.place.country and p.mention.literal]
        main = view.focus[:1]
        alone = bool(main) and named.count(main[0]) * 2 > len(named)
        return tuple(main) if alone and hit.rule.form == "in_force" else ()

    def _meant(self, view: TextView, sentence: Sentence, hit: Hit, mention: OrganisationMention) -> Members:
        organisation = mention.organisation
        allied = [
            o.organisation.founders for o in view.organisations[sentence.index]
            if o.organisation.founders and o.organisation != organisation and o.named
        ]  # fmt: skip
        if allied and hit.rule.action in _SUBJECT:
            return Members(allied[0], ("an alliance stands for its states",))
        country = anywhere("the_country").search(view.folded, sentence.start, sentence.end)
        if country and len(self.states) == 1 and organisation.name in self.by_organisation:
            return Members(self.states, ("the country is the one of the sentences before",))
        pronoun = anywhere("state_pronouns").match(view.folded, sentence.start)
        if pronoun and sentence.index and hit.rule.action in (*_SUBJECT, "member"):
            runs = _runs(view, named_states(view, view.sentences[sentence.index - 1]))
            if runs:
                return Members(tuple(sorted({s.country for s in runs[0]})), ("the state is in the sentence before",))
        if (
            hit.rule.action in _OBJECT
            and self.states
            and (
                anywhere("object_pronouns").search(view.folded, sentence.start, hit.end)
                or (pronoun and self.told_before(sentence))
            )
        ):
            return Members(self.states, ("the states are those of the sentence before",))
        if hit.rule.action in _OBJECT:
            known = self.by_organisation.get(organisation.name) or tuple(view.focus[:1])
            return Members(known, ("the state is taken from the rest of the text",) if known else ())
        known = self.by_organisation.get(organisation.name) or organisation.founders
        if hit.rule.action == "member":
            own = self.states if self.told_before(sentence) else organisation.founders
            return Members(own, ("the states are taken from the rest of the text",)) if pronoun and own else Members(())
        if hit.rule.action in _SUBJECT:
            known = known or self._of_matter(view, hit)
            listed = view.listed_states[0][1] if view.listed_states else ()
            known = known or self.last.get(hit.rule.action, ()) or listed
        return Members(known, ("the states are taken from the rest of the text",) if known else ())
