"""Which states a membership is about: named in the sentence, counted ("les trois pays") or meant from before."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from geodata.facts.making import Hit
from geodata.facts.organisations import OrganisationMention
from geodata.facts.sentences import Sentence
from geodata.facts.text import StateMention, TextView
from geodata.vocabulary.grammar import anywhere, at_end
from geodata.vocabulary.names import Organisation

_LIST_GAP = 22
_OBJECT = ("suspend", "readmit", "sanction", "lift_sanctions")


@dataclass(frozen=True, slots=True)
class Members:
    """States, sorted, and notes on how they were found."""

    states: tuple[str, ...]
    notes: tuple[str, ...] = ()


def _named(view: TextView, sentence: Sentence) -> list[StateMention]:
    """Return the states named as parties: not those behind "with", "by", "against" or in brackets with them."""
    found: list[StateMention] = []
    for state in view.states(sentence):
        before = view.folded[max(sentence.start, state.start - 24) : state.start]
        if state.how != "demonym" and not at_end("before_bystander").search(before):
            found.append(state)
    return found


def _of_action(view: TextView, states: list[StateMention], hit: Hit) -> list[StateMention]:
    """Return the subject's states for leaving and joining: those before the trigger, or else those after it."""
    if hit.rule.action not in ("leave", "join"):
        return states
    before = [state for state in states if state.start < hit.start]
    return _last_list(view, before) or states


def _last_list(view: TextView, states: list[StateMention]) -> list[StateMention]:
    """Return the last states that stand in one enumeration."""
    run = states[-1:]
    for state in reversed(states[:-1]):
        between = view.text[state.end : run[0].start]
        if len(between) > _LIST_GAP or " - " in between or "." in between:
            break
        run.insert(0, state)
    return run


@dataclass(slots=True)
class Roster:
    """Who was meant so far in one text."""

    by_organisation: dict[str, tuple[str, ...]] = field(default_factory=dict)
    last: tuple[str, ...] = ()
    sanctions_by: Organisation | None = None

    def remember(self, mention: OrganisationMention, members: Members, hit: Hit) -> None:
        """Keep the states of a fact for sentences that only say "they" or "the three"."""
        if members.states:
            self.by_organisation[mention.organisation.name] = members.states
            self.last = members.states
        if hit.rule.action in ("sanction", "lift_sanctions"):
            self.sanctions_by = mention.organisation

    def sanctioning(self, view: TextView, found: Sequence[Hit]) -> list[OrganisationMention]:
        """Return the organisation whose sanctions the text spoke of, for "the sanctions" of a later sentence."""
        spoken = [
            hit
            for hit in found
            if hit.rule.action in ("sanction", "lift_sanctions")
            and anywhere("sanction_participles").search(view.folded, hit.start, hit.end)
        ]
        if not spoken or self.sanctions_by is None:
            return []
        return [OrganisationMention(spoken[0].start, spoken[0].start, self.sanctions_by, named=False)]

    def members(self, view: TextView, sentence: Sentence, hit: Hit, mention: OrganisationMention) -> Members:
        """Return the states that a trigger is about."""
        named = _of_action(view, _named(view, sentence), hit)
        counted = [states for _, _, states in view.counted_states(sentence)]
        states = {state.country for state in named}
        if hit.rule.action == "member":
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

    def _meant(self, view: TextView, sentence: Sentence, hit: Hit, mention: OrganisationMention) -> Members:
        organisation = mention.organisation
        allied = [
            o.organisation.founders for o in view.organisations[sentence.index]
            if o.organisation.founders and o.organisation != organisation and o.named
        ]  # fmt: skip
        if allied and hit.rule.action in ("leave", "join"):
            return Members(allied[0], ("an alliance stands for its states",))
        if hit.rule.action in _OBJECT:
            known = self.by_organisation.get(organisation.name) or tuple(view.focus[:1])
            return Members(known, ("the state is taken from the rest of the text",) if known else ())
        known = self.by_organisation.get(organisation.name) or organisation.founders
        if hit.rule.action in ("leave", "join", "member"):
            listed = view.listed_states[0][1] if view.listed_states else ()
            known = known or self.last or listed
        return Members(known, ("the states are taken from the rest of the text",) if known else ())
