"""The parties of a withdrawal: whose troops, how many, under which flag, and which country they leave."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from geodata.facts.contributors import (
    ABROAD,
    SUBJECT_WITHIN,
    by_adjective,
    by_people,
    carried_contributor,
    carried_mission,
    contributors,
    noun_list,
    of_many,
)
from geodata.facts.departures import last_departure, mission_of_text
from geodata.facts.hosts import Hosts, find_hosts, listed
from geodata.facts.making import Hit
from geodata.facts.sentences import Sentence
from geodata.facts.text import StateMention, TextView
from geodata.facts.tolls import troops
from geodata.vocabulary.grammar import anywhere, at_end
from geodata.vocabulary.names import Organisation

HOST_CARRIED = "host country taken from the rest of the text"
MISSION_CARRIED = "the mission is the one that the rest of the text speaks of"
CONTRIBUTOR_CARRIED = "whose troops they are is taken from the rest of the text"
_VERB_BEFORE_STATE = 160
_STATE_ALONE = 70
_OBJECT_WITHIN = 60
_BY_THE_WAY = 2
_PLACE_WITHIN, _ORDERED_WITHIN = 8, 18
_TOPIC = re.compile(r"\s?:\s")


@dataclass(frozen=True, slots=True)
class Parties:
    """Who leaves which country."""

    contributor: str | None
    force: str | None
    troops: int | None
    hosts: Hosts
    organisation: Organisation | None
    notes: tuple[str, ...]


def _nouns(view: TextView, sentence: Sentence, hit: Hit) -> list[tuple[int, int]]:
    """Return the words for troops, those inside the trigger first, then the nearest."""
    lists = (noun_list("troops"), noun_list("carriers"))
    spots = [m.span() for one in lists for m in one.finditer(view.folded, sentence.start, sentence.end)]
    return sorted(spots, key=lambda s: (not (hit.start <= s[0] < hit.end), abs(s[0] - hit.start)))


def _role(view: TextView, sentence: Sentence, state: StateMention, previous: str) -> str:
    """Tell what the words before a state make it: host, owner ("troops of X"), other or subject."""
    before = view.folded[max(sentence.start, state.start - 40) : state.start]
    if at_end("before_host", "compass").search(before) or (not before.strip() and _TOPIC.match(view.folded, state.end)):
        return "host"
    if listed(before[-8:]) and previous:
        return previous
    if at_end("before_other").search(before):
        return "other"
    return "owner" if at_end("before_owner").search(before) else "subject"


def _roles(view: TextView, sentence: Sentence) -> list[tuple[StateMention, str]]:
    rows: list[tuple[StateMention, str]] = []
    for state in view.states(sentence):
        if state.how == "demonym":
            continue
        last = rows[-1] if rows else None
        between = view.folded[last[0].end : state.start] if last else "x" * 30
        joined = bool(last and len(between) < 14 and listed(between))
        rows.append((state, last[1] if last and joined else _role(view, sentence, state, "")))
    return rows


def _organisation(view: TextView, sentence: Sentence, hit: Hit) -> Organisation | None:
    """Return the mission under whose flag the troops stand, the nearest to the trigger."""
    named = [o for o in view.organisations[sentence.index] if o.organisation.troops or o.organisation.kind == "mission"]
    nearest = min(named, key=lambda o: abs(o.start - hit.start), default=None)
    return nearest.organisation if nearest else None


def _subject(rows: Sequence[tuple[StateMention, str]], hit: Hit) -> StateMention | None:
    """Return the state that does it: named without "from", before the trigger if any is."""
    doing = [state for state, role in rows if role == "subject"]
    reach = _STATE_ALONE if hit.rule.needs == "state" else _VERB_BEFORE_STATE
    before = [state for state in doing if state.start < hit.end and hit.start - state.start < reach]
    return before[-1] if before else None


def _is_host(
    view: TextView, sentence: Sentence, status: str, hit: Hit, subject: StateMention | None, named: Sequence[str]
) -> bool:
    """Tell whether the subject of the sentence is the host that sends troops away."""
    if subject is None or (status == "demanded" and own_order(view, sentence, hit)):
        return False
    return subject.country in named or ((status == "demanded" or hit.rule.form == "told") and not named)


def _asked(
    view: TextView, sentence: Sentence, hit: Hit, rows: Sequence[tuple[StateMention, str]]
) -> tuple[str, str] | None:
    """Return host and contributor of "X asked Y to withdraw its troops"."""
    if not anywhere("demand_verbs").search(view.folded, sentence.start, hit.start):
        return None
    before = [(state, role) for state, role in rows if state.start < hit.start]
    if len(before) < 2 or before[-2][1] != "subject":
        return None
    asking, asked = before[-2][0], before[-1][0]
    between = view.folded[asking.end : asked.start]
    spoken = anywhere("demand_verbs").search(between) and at_end("before_asked").search(between)
    return (asking.country, asked.country) if spoken and asking.country != asked.country else None


def _insurgents(view: TextView, sentence: Sentence, hit: Hit) -> bool:
    return anywhere("insurgents").search(view.folded, sentence.start, hit.end) is not None


def _place_follows(view: TextView, sentence: Sentence, hit: Hit) -> bool:
    """Tell whether the name of a town or region stands right behind the trigger."""
    following = (p for p in view.places(sentence) if 0 <= p.mention.start - hit.end <= _PLACE_WITHIN)
    return any(p.place is not None and p.place.kind != "country" for p in following)


def own_order(view: TextView, sentence: Sentence, hit: Hit) -> bool:
    """Tell whether who orders a withdrawal owns the troops: "Malawi told its generals to bring the contingent home"."""
    order = anywhere("order_verbs").search(view.folded, sentence.start, hit.end)
    if order is None:
        return False
    told = anywhere("own_troops").search(view.folded, order.end(), order.end() + _ORDERED_WITHIN)
    if told or anywhere("to_own_troops").search(view.folded, order.end(), hit.end):
        return True
    bodies = [o for o in view.organisations[sentence.index] if o.end <= order.start()]
    states = [state.end for state, role in _roles(view, sentence) if role == "subject" and state.end <= order.start()]
    body = bodies[-1] if bodies else None
    return body is not None and body.organisation.kind in ("bloc", "alliance") and body.end > max(states, default=0)


def _of_troops(view: TextView, sentence: Sentence, hit: Hit) -> bool:
    """Tell whether a trigger can speak of foreign troops: by its own words, or by what the text is about."""
    abroad, going_on = hit.rule.needs in ABROAD, hit.rule.needs == "leaving"
    subject = max(sentence.start, hit.start - SUBJECT_WITHIN) if going_on else hit.start
    if noun_list("not_a_force").search(view.folded, subject, hit.end):
        return False
    if abroad and (not view.about("presence") or _insurgents(view, sentence, hit)):
        return False
    if going_on and not last_departure(view, sentence):
        return False
    by_the_way = hit.rule.form == "bare" and hit.rule.weight <= _BY_THE_WAY
    if _pronoun_alone(view, sentence, hit) or (by_the_way and _leaves_organisation(view, sentence, hit)):
        return False
    return not hit.rule.before_place or _place_follows(view, sentence, hit)


def _pronoun_alone(view: TextView, sentence: Sentence, hit: Hit) -> bool:
    """Tell whether "they" of a trigger can be anybody: no troops stand in it or in the sentence before."""
    pronoun = anywhere("force_pronouns").search(view.folded, hit.start, hit.end)
    if pronoun is None or pronoun[0] == "them" or noun_list("troops").search(view.folded, hit.start, hit.end):
        return False
    start = view.sentences[sentence.index - 1].start if sentence.index else sentence.start
    if not noun_list("troops").search(view.folded, sentence.start, hit.start) and any(
        role == "subject" and state.end <= hit.start for state, role in _roles(view, sentence)
    ):
        return True
    return not (noun_list("troops").search(view.folded, start, hit.start) or last_departure(view, sentence))


def parties(view: TextView, sentence: Sentence, hit: Hit, status: str = "") -> Parties | None:
    """Return who leaves what, or None where no foreign force leaves a country.

    A state's own army that leaves a town, aid workers and diplomats are no withdrawal.

    Parameters
    ----------
    status : str
        Who demands that troops leave is their host, who announces it may be their own state.
    """
    if not _of_troops(view, sentence, hit):
        return None
    abroad = hit.rule.needs in ABROAD
    nouns, rows = _nouns(view, sentence, hit), _roles(view, sentence)
    mission, subject = _organisation(view, sentence, hit), _subject(rows, hit)
    named = [state.country for state, role in rows if role == "host"]
    told = _is_host(view, sentence, status, hit, subject, named)
    contributor = _contributor(view, sentence, hit, nouns, rows, None if told else subject)
    if hit.rule.needs == "state" and not _state_leaves(view, sentence, hit, rows, subject, contributor):
        return None
    asked = _asked(view, sentence, hit, rows)
    if asked:
        contributor, hosts = asked[1], Hosts((asked[0],))
    else:
        carried = (
            carried_contributor(view, sentence, ()) if abroad and contributor is None and mission is None else None
        )
        hosts = find_hosts(view, sentence, rows, hit, contributor or carried, mission)
        told = told and subject is not None and subject.country != contributor
        if told and subject and not hosts.mentions and (contributor is None or hosts.carried):
            hosts = Hosts((subject.country,))
    notes: tuple[str, ...] = (HOST_CARRIED,) if hosts.carried and hosts.countries else ()
    if contributor and not _owns_them(view, sentence, hit, contributor, hosts, mission):
        return None
    if contributor is None and mission is None and (abroad or told or hit.rule.form == "told" or not hosts.mentions):
        if not _goes_on(view, sentence, hit, subject):
            return None
        contributor = carried_contributor(view, sentence, hosts.countries)
        mission = carried_mission(view, sentence, contributor, hosts)
        notes += (CONTRIBUTOR_CARRIED,) if contributor else (MISSION_CARRIED,) if mission else ()
    if contributor is None and mission is None and not _foreigners(view, sentence, hit, hosts):
        return None
    if hit.rule.needs == "force" and not (nouns or mission or (view.about("presence") and contributors(view))):
        return None
    if contributor in hosts.countries or (not hosts.countries and mission is None):
        return None
    skip = [(date.start, date.end) for date in view.dates(sentence)]
    counted = nouns + [m.span() for m in noun_list("strength").finditer(view.folded, sentence.start, sentence.end)]
    strength = troops(view.folded, view.tokens(sentence), sentence.end, counted, skip)
    organisation = mission if mission and mission.kind in ("mission", "bloc", "alliance") else None
    return Parties(contributor, _force(view, nouns), strength, hosts, organisation, notes)


def _contributor(
    view: TextView, sentence: Sentence, hit: Hit, nouns: Sequence[tuple[int, int]],
    rows: Sequence[tuple[StateMention, str]], subject: StateMention | None,
) -> str | None:  # fmt: skip
    """Return whose troops they are: "French troops", "the Americans", a mission's one flag, or the subject's."""
    states = [state for state in view.states(sentence) if state.start < hit.end + 60]
    if sentence.index and anywhere("force_pronouns").search(view.folded, hit.start, hit.end):
        earlier = view.sentences[sentence.index - 1]
        nouns, states = [*nouns, *_nouns(view, earlier, hit)], states + view.states(earlier)
    adjective = by_adjective(view, nouns[:4], states) or by_people(view, states, hit)
    if adjective:
        own = subject is None and adjective.country in [s.country for s, role in rows if role == "host"]
        return None if own else adjective.country
    mission = _organisation(view, sentence, hit)
    if mission and mission.flag:
        return mission.flag
    if subject:
        guest = hit.rule.needs not in ABROAD or subject.country not in _hosts_of_text(view)
        return subject.country if guest else None
    return next((s.country for s, role in rows if role == "other"), None) if hit.rule.form == "told" else None


def _foreigners(view: TextView, sentence: Sentence, hit: Hit, hosts: Hosts) -> bool:
    """Tell whether troops of which no state and no mission is known are foreign ones."""
    if hit.rule.needs in ABROAD:
        return _guests(view, sentence, hosts.countries)
    return bool(hosts.mentions) or _foreign(view, sentence)


def _goes_on(view: TextView, sentence: Sentence, hit: Hit, subject: StateMention | None) -> bool:
    """Tell whether a sentence that does not say whose soldiers went can mean those of which the text speaks."""
    by_the_way = hit.rule.form == "bare" and hit.rule.weight <= _BY_THE_WAY
    if subject and by_the_way:
        return False
    return (
        hit.rule.needs != "force"
        or hit.rule.form == "told"
        or view.about("leaving")
        or last_departure(view, sentence) is not None
    )


def _owns_them(
    view: TextView, sentence: Sentence, hit: Hit, contributor: str, hosts: Hosts, mission: Organisation | None
) -> bool:
    """Tell whether a state has troops abroad to withdraw: its own or a mission's are spoken of, and not at home."""
    if hosts.carried and _at_home(view, sentence, hit, contributor):
        return False
    named = noun_list("troops").search(view.folded, hit.start, hit.end) is not None
    if mission or named or hit.rule.form in ("told", "forced", "presupposed") or hit.rule.weight > _BY_THE_WAY:
        return True
    spoken = {country for _, country in contributors(view)}
    abroad = contributor in spoken or last_departure(view, sentence) is not None
    return abroad or mission_of_text(view, hosts.countries) is not None


def _at_home(view: TextView, sentence: Sentence, hit: Hit, contributor: str) -> bool:
    """Tell whether an army leaves a place in its own country: "the Sudanese army abandoned its base at El Geneina"."""
    for placement in view.places(sentence):
        place, mention = placement.place, placement.mention
        near = hit.start <= mention.start <= hit.end + _OBJECT_WITHIN and mention.literal
        if near and place and place.kind != "country" and place.country == contributor:
            before = view.folded[max(sentence.start, mention.start - 24) : mention.start]
            return at_end("before_destination").search(before) is None
    return False


def _guests(view: TextView, sentence: Sentence, hosts: Sequence[str]) -> bool:
    """Tell whether foreign troops stand in these countries, as the sentence or the text's missions say."""
    missions = {host for row in view.organisations for one in row for host in one.organisation.hosts}
    return _foreign(view, sentence) or bool(missions & set(hosts))


def _hosts_of_text(view: TextView) -> tuple[str, ...]:
    """Return the country that the text is about, unless its troops are the ones abroad."""
    focus = view.focus[:1]
    return tuple(country for country in focus if country not in {state for _, state in contributors(view)})


def _state_leaves(
    view: TextView, sentence: Sentence, hit: Hit, rows: Sequence[tuple[StateMention, str]],
    subject: StateMention | None, contributor: str | None,
) -> bool:  # fmt: skip
    """Tell whether a state that is named alone takes its troops out of another one."""
    if subject is None or subject.country != contributor or _leaves_organisation(view, sentence, hit):
        return False
    named = any(role == "host" and state.country != contributor for state, role in rows)
    if not named and contributor not in {country for _, country in contributors(view)}:
        return False
    return view.about("conflict") and (hit.rule.form == "done" or (named and view.about("presence")))


def _leaves_organisation(view: TextView, sentence: Sentence, hit: Hit) -> bool:
    named = view.organisations[sentence.index]
    return any(o.organisation.states and 0 <= o.start - hit.end <= _OBJECT_WITHIN for o in named)


def _foreign(view: TextView, sentence: Sentence) -> bool:
    named = anywhere("foreign_force").search(view.folded, sentence.start, sentence.end) is not None
    return named or of_many(view, sentence)


def _force(view: TextView, nouns: Sequence[tuple[int, int]]) -> str | None:
    """Return the words for the force that stand in the trigger, or the nearest."""
    return view.text[nouns[0][0] : nouns[0][1]] if nouns else None
