"""The host of a withdrawal: the country that troops leave, named, meant by a town or carried from the text."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from geodata.facts.departures import departures, host_told
from geodata.facts.making import Hit
from geodata.facts.sentences import Sentence
from geodata.facts.text import StateMention, TextView
from geodata.vocabulary.grammar import any_of, anywhere, at_end
from geodata.vocabulary.names import Organisation

LISTED = re.compile(r"^\s?,?\s?(?:,|" + any_of("list_joints") + r")?\s?" + any_of("before_next_in_list") + r"?\s?$")
_SEPARATED = re.compile(r",|(?<!\w)" + any_of("list_joints") + r"(?!\w)")
_LIST_GAP = 16
_HOST_VERB_WITHIN = 60

Rows = Sequence[tuple[StateMention, str]]


@dataclass(frozen=True, slots=True)
class Hosts:
    """Countries that troops leave.

    Parameters
    ----------
    countries : tuple of str
        Alpha-2, sorted.
    mentions : tuple of StateMention
        Where the sentence names them; empty where it does not.
    carried : bool
        They are taken from the rest of the text.
    """

    countries: tuple[str, ...]
    mentions: tuple[StateMention, ...] = ()
    carried: bool = False


def listed(between: str) -> bool:
    """Tell whether the words between two names join them in one enumeration."""
    return bool(LISTED.search(between) and _SEPARATED.search(between))


def _territory(view: TextView, sentence: Sentence) -> str | None:
    """Return the state of "le territoire malien", "sol nigérien"."""
    for state in view.states(sentence):
        before = view.folded[max(sentence.start, state.start - 14) : state.start]
        if state.how == "demonym" and at_end("territory").search(before):
            return state.country
    return None


def _regime(view: TextView, sentence: Sentence, hit: Hit) -> str | None:
    """Return the state whose rulers the sentence speaks of before the trigger: they send foreign troops away."""
    for state in view.states(sentence):
        around = view.folded[max(sentence.start, state.start - 16) : state.end + 16]
        if state.how == "demonym" and state.end <= hit.start + 12 and anywhere("rulers").search(around):
            return state.country
    return None


def _receiver(view: TextView, sentence: Sentence, hit: Hit, contributor: str | None) -> str | None:
    """Return the state whose army or government takes a camp over: "handed to Ivorian forces"."""
    for state in view.states(sentence):
        around = view.folded[max(sentence.start, state.start - 16) : state.end + 16]
        if state.how == "demonym" and state.country != contributor and anywhere("receivers").search(around):
            return state.country if hit.rule.needs in ("presence", "leaving") else None
    return None


def _site(view: TextView, sentence: Sentence, hit: Hit, contributor: str | None) -> str | None:
    """Return the country of the town or region in the sentence that troops leave, the nearest to the trigger."""
    near: list[tuple[int, str]] = []
    for placement in view.places(sentence):
        place, mention = placement.place, placement.mention
        if place is None or place.kind == "country" or not place.country or place.country == contributor:
            continue
        before = view.folded[max(sentence.start, mention.start - 24) : mention.start]
        if mention.literal and not at_end("before_destination").search(before):
            near.append((abs(mention.start - hit.start), place.country))
    return min(near)[1] if near else None


def _sender(view: TextView, rows: Rows, hit: Hit, contributor: str | None) -> str | None:
    """Return the state that announces or demands that another one's troops leave: it is the host."""
    for state, role in rows:
        after = view.folded[state.end : min(hit.end, state.end + _HOST_VERB_WITHIN)]
        if (
            role == "subject" and state.start < hit.end and contributor and state.country != contributor
            and anywhere("host_verbs").search(after)
        ):  # fmt: skip
            return state.country
    return None


def _of_text(view: TextView, contributor: str | None, second: bool) -> tuple[str, ...]:
    """Return the country that the text is about, if troops of another one leave it."""
    focus = view.focus
    if not focus:
        return ()
    if focus[0] != contributor:
        return (focus[0],)
    return (focus[1],) if second and len(focus) > 1 and departures(view) else ()


def _named_before(view: TextView, sentence: Sentence, contributor: str | None) -> set[str]:
    """Return the countries that the paragraph has named so far, other than those to which somebody went."""
    return {
        state.country
        for earlier in view.sentences
        if earlier.paragraph == sentence.paragraph and earlier.start < sentence.start
        for state in view.states(earlier)
        if state.how != "demonym" and state.country != contributor and not _destination(view, earlier, state.start)
    }


def _destination(view: TextView, sentence: Sentence, at: int) -> bool:
    return at_end("before_destination").search(view.folded, max(sentence.start, at - 24), at) is not None


def _of_paragraph(view: TextView, sentence: Sentence, contributor: str | None) -> tuple[str, ...]:
    """Return the host told of last in the paragraph, or else the one country that it has named so far.

    "Au Niger, la junte a exigé ... Les derniers soldats sont partis en décembre": they left Niger, whatever country
    the rest of the text speaks of most.
    """
    named = _named_before(view, sentence, contributor)
    return host_told(view, sentence, contributor) or (tuple(named) if len(named) == 1 else ())


def _below_title(view: TextView, sentence: Sentence, contributor: str | None) -> tuple[str, ...]:
    """Return the country that the first sentence below a title names, since a title rarely says all."""
    if not sentence.title or sentence.index + 1 >= len(view.sentences):
        return ()
    first = view.sentences[sentence.index + 1]
    named = [
        state.country for state in view.states(first)
        if state.how != "demonym" and state.country != contributor and not _destination(view, first, state.start)
    ]  # fmt: skip
    return tuple(named[:1])


def _run(view: TextView, sentence: Sentence, states: Sequence[StateMention]) -> list[StateMention]:
    """Return the first of the states and those that stand in one enumeration with it, dates between or not."""
    run = list(states[:1])
    dates = [(date.start, date.end) for date in view.dates(sentence)]
    for state in states[1:]:
        first, second = sorted((run[-1], state), key=lambda one: one.start)
        between = view.folded[first.end : second.start]
        for start, end in reversed([d for d in dates if first.end <= d[0] and d[1] <= second.start]):
            head = re.sub(r"\s(?:en|in|le|on|l'|depuis|des)?\s?$", "", between[: start - first.end])
            between = head + between[end - first.end :]
        if len(between) > _LIST_GAP or not listed(between):
            break
        run.append(state)
    return run


def _other_clause(view: TextView, hit: Hit, state: StateMention) -> bool:
    between = view.text[hit.end : state.start] if state.start > hit.end else ""
    return ";" in between or len(between) > 120 or (", " in between and len(between) > 50)


def find_hosts(
    view: TextView, sentence: Sentence, rows: Rows, hit: Hit, contributor: str | None, mission: Organisation | None
) -> Hosts:
    """Return the countries that troops leave, as the sentence names them or as the text tells.

    Parameters
    ----------
    rows : sequence of (StateMention, str)
        The states of the sentence with their roles.
    """
    named = [state for state, role in rows if role == "host" and state.country != contributor]
    after = [state for state in named if state.start >= hit.start and not _other_clause(view, hit, state)]
    before = [state for state in named if state.start < hit.start]
    chosen = _run(view, sentence, after) if after else _run(view, sentence, before[::-1])
    if chosen:
        mentions = tuple(sorted(chosen, key=lambda state: state.start))
        return Hosts(tuple(sorted({state.country for state in chosen})), mentions)
    site = _site(view, sentence, hit, contributor)
    if site and not (mission and mission.hosts and site not in mission.hosts):
        return Hosts((site,))
    owner = [state.country for state, role in rows if role == "owner" and state.country != contributor]
    if owner and owner[0] in view.focus[:2]:
        return Hosts((owner[0],))
    territory = _territory(view, sentence)
    if territory and territory != contributor:
        return Hosts((territory,))
    if mission and mission.hosts:
        return Hosts(tuple(sorted(mission.hosts)), carried=True)
    regime = _regime(view, sentence, hit) or _receiver(view, sentence, hit, contributor)
    regime = regime or _sender(view, rows, hit, contributor)
    if regime and regime != contributor:
        return Hosts((regime,))
    if mission and not mission.flag and not mission.hosts and mission.kind == "mission":
        return Hosts((), carried=True)
    own = anywhere("the_country").search(view.folded, sentence.start, sentence.end) is not None
    carried = _of_paragraph(view, sentence, contributor) or _below_title(view, sentence, contributor)
    return Hosts(carried or _of_text(view, contributor, own or hit.rule.needs != "force"), carried=True)
