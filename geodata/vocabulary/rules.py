"""Rules and cues: incidents.yaml, withdrawals.yaml, memberships.yaml, statuses.yaml, contexts.yaml."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cache
from typing import Literal

from geodata.errors import VocabularyError
from geodata.vocabulary.loading import Entry, entries, load
from geodata.vocabulary.patterns import Compiled, PatternSet, compile_pattern

EVENT_TYPES = (
    "battle", "violence_against_civilians", "explosion_remote_violence", "abduction", "arrest", "coup", "mutiny",
    "protest", "riot",
)  # fmt: skip
BY_TARGET = "by_target"
ACTIONS = ("found", "join", "member", "leave", "suspend", "readmit", "dissolve", "sanction", "lift_sanctions")
# A membership rule that repeats what the sentence before said of another state.
SAME = "same"
FORMS = (
    "done", "going", "future", "bare", "forced", "presupposed", "told", "stay", "agreed", "in_force", "general",
)  # fmt: skip
EFFECTS = (
    "none",
    "denied",
    "threatened",
    "planned",
    "demanded",
    "announced",
    "effective",
    "alleged",
    "background",
    "aggregate",
)
LAYERS = ("incident", "withdrawal", "membership")
LANGUAGES = ("fr", "en")
NEEDS = ("", "conflict", "violence", "politics", "force", "state", "presence", "leaving")


@dataclass(frozen=True, slots=True)
class Examples:
    """Sentences that a rule must and must not match."""

    must_match: tuple[str, ...]
    must_not: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule of a layer.

    Parameters
    ----------
    id : str
    layer : {"incident", "withdrawal", "membership"}
    form : str
        How withdrawals and memberships are put; empty for incidents.
    needs : str
        Kind of text that it needs (contexts.yaml), or `force`/`state` for withdrawals.
    reach : int
        How many characters may lie between a membership's trigger and its organisation.
    weight : int
        Which of several incidents of a sentence gives the type.
    event_type, acled, sub : str
        For incidents; `by_target` where the victims decide.
    action : str
        For memberships.
    before_place : bool
        A place name must follow the trigger.
    refers : str
        `before` where a membership's organisation is one that the text named shortly before; `topic` where it may
        also be the one whose members the text has told of most.
    status : str
        `planned` for incidents of which the words tell only that they were meant to be.
    follows : bool
        The sentence goes on about the happening told before it, and takes its type.
    kinds : tuple of str
        Kinds of organisation for which it counts.
    """

    id: str
    layer: Literal["incident", "withdrawal", "membership"]
    form: str = ""
    needs: str = ""
    weight: int = 5
    reach: int = 110
    event_type: str | None = None
    acled: str | None = None
    sub: str | None = None
    action: str = ""
    kinds: tuple[str, ...] = ()
    members_needed: bool = False
    before_place: bool = False
    refers: str = ""
    aggregate: bool = False
    follows: bool = False
    status: str = ""
    examples: Examples = field(default=Examples((), ()), compare=False)


@dataclass(frozen=True, slots=True)
class Cue:
    """Words around a trigger that decide what it amounts to (statuses.yaml explains the fields)."""

    id: str
    effect: str
    before: bool
    reach: int
    crosses: bool
    layers: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Trigger:
    """What a matched pattern stands for: a rule, a veto on a rule, or a cue."""

    rule: Rule | None = None
    cue: Cue | None = None
    veto: bool = False


@dataclass(frozen=True, slots=True)
class Context:
    """Words that tell what a text is about: pattern set with points, and the points needed."""

    threshold: int
    patterns: PatternSet[int]


@cache
def word_lists() -> dict[str, tuple[str, ...]]:
    """Return the lists of words.yaml that patterns may name."""
    table = Entry("words.yaml", "lists", load("words.yaml"))
    return {name: table.texts(name) for name in list(load("words.yaml"))}


@cache
def compiled(text: str) -> Compiled:
    """Compile a pattern that may name word lists, once."""
    return compile_pattern(text, word_lists())


def _patterns(entry: Entry, language: str, trigger: Trigger, rule: Rule | None) -> list[tuple[str, Trigger]]:
    found = [(text, trigger) for text in entry.texts(language)]
    if rule is not None:
        found += [(text, Trigger(rule=rule, veto=True)) for text in entry.texts(f"unless_{language}")]
    for text, _ in found:
        try:
            compiled(text)
        except VocabularyError as error:
            raise entry.error(language, str(error)) from error
    return found


def _rule(entry: Entry, layer: Literal["incident", "withdrawal", "membership"]) -> Rule:
    means = Entry(entry.file, entry.label, entry.mapping("means"))
    incident = layer == "incident"
    rule = Rule(
        id=entry.text("id"),
        layer=layer,
        form="" if incident else entry.choice("form", FORMS),
        needs=entry.choice("needs", NEEDS, "force" if layer == "withdrawal" else ""),
        weight=entry.number("weight", 5),
        reach=entry.number("reach", 110),
        event_type=means.choice("event_type", (*EVENT_TYPES, BY_TARGET)) if incident else None,
        acled=means.text("acled") if incident else None,
        sub=means.text("sub") if incident else None,
        action=entry.choice("action", (*ACTIONS, SAME)) if layer == "membership" else "",
        kinds=entry.texts("kinds"),
        members_needed=entry.choice("members", ("", "needed"), "") == "needed",
        before_place=entry.flag("before_place"),
        refers=entry.choice("refers", ("", "before", "topic"), ""),
        aggregate=entry.flag("aggregate"),
        follows=entry.flag("follows"),
        status=entry.choice("status", ("", "planned"), ""),
        examples=Examples(entry.texts("must_match"), entry.texts("must_not")),
    )
    means.done()
    return rule


Patterns = dict[str, list[tuple[str, Trigger]]]


@cache
def _load_rules() -> tuple[list[Rule], Patterns]:
    rules: list[Rule] = []
    patterns: Patterns = {language: [] for language in LANGUAGES}
    layers: tuple[Literal["incident", "withdrawal", "membership"], ...] = ("incident", "withdrawal", "membership")
    for layer in layers:
        file = f"{layer}s.yaml"
        for entry in entries(file, "id", load(file)):
            rule = _rule(entry, layer)
            if rule.id in {known.id for known in rules}:
                raise entry.error("id", "stands twice", "Give each rule its own id.")
            for language in LANGUAGES:
                patterns[language] += _patterns(entry, language, Trigger(rule=rule), rule)
            entry.done()
            rules.append(rule)
    return rules, patterns


@cache
def _load_cues() -> Patterns:
    patterns: Patterns = {language: [] for language in LANGUAGES}
    for entry in entries("statuses.yaml", "id", load("statuses.yaml")):
        layers = entry.texts("layers") or LAYERS
        cue = Cue(
            id=entry.text("id"),
            effect=entry.choice("effect", EFFECTS),
            before=entry.choice("side", ("before", "after")) == "before",
            reach=entry.number("reach", 6),
            crosses=entry.flag("crosses"),
            layers=layers,
        )
        for language in LANGUAGES:
            patterns[language] += _patterns(entry, language, Trigger(cue=cue), None)
        entry.done()
    return patterns


@cache
def rules() -> tuple[Rule, ...]:
    """Return all rules of the three layers."""
    return tuple(_load_rules()[0])


def _of(patterns: Patterns, language: str | None) -> PatternSet[Trigger]:
    languages = (language,) if language else LANGUAGES
    return PatternSet([row for spoken in languages for row in patterns[spoken]], compiled)


def all_patterns() -> Patterns:
    """Return the patterns of all rules by language, each with what it stands for, vetoes among them."""
    return _load_rules()[1]


@cache
def trigger_patterns(language: str | None) -> PatternSet[Trigger]:
    """Return the triggers of all layers in a language; None is both together."""
    return _of(_load_rules()[1], language)


@cache
def cue_patterns(language: str | None) -> PatternSet[Trigger]:
    """Return the cues in a language; None is both together."""
    return _of(_load_cues(), language)


@cache
def contexts() -> dict[str, Context]:
    """Return the contexts that rules may need, by name."""
    found: dict[str, Context] = {}
    shared: dict[tuple[tuple[str, int], ...], PatternSet[int]] = {}
    for name, fields in load("contexts.yaml").items():
        entry = Entry("contexts.yaml", name, fields)
        points = [(text, 3) for text in entry.texts("strong")] + [(text, 1) for text in entry.texts("weak")]
        points += [(text, -2) for text in entry.texts("against")]
        same = tuple(points)
        if same not in shared:
            shared[same] = PatternSet(points, compiled)
        found[name] = Context(entry.number("threshold"), shared[same])
        entry.done()
    return found
