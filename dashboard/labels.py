"""Words for the codes of the data: types, statuses, kinds, precisions. Marked here, translated when shown."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from dashboard.words import Words
from geodata.model import Precision
from geodata.vocabulary import organisations


def N_(message: str) -> str:  # noqa: N802 - gettext's own name for "translate later"
    """Mark a message for the catalogues; it is translated when shown."""
    return message


EVENT_TYPES: dict[str, str] = {
    "Battles": N_("Battles"),
    "Explosions/Remote violence": N_("Explosions, remote violence"),
    "Violence against civilians": N_("Violence against civilians"),
    "Protests": N_("Protests"),
    "Riots": N_("Riots"),
    "Strategic developments": N_("Strategic developments"),
}

SUB_TYPES: dict[str, str] = {
    "Armed clash": N_("Armed clash"),
    "Government regains territory": N_("Government regains territory"),
    "Non-state actor overtakes territory": N_("Non-state actor overtakes territory"),
    "Air/drone strike": N_("Air or drone strike"),
    "Suicide bomb": N_("Suicide bomb"),
    "Shelling/artillery/missile attack": N_("Shelling or missile attack"),
    "Remote explosive/landmine/IED": N_("Mine or explosive device"),
    "Grenade": N_("Grenade"),
    "Chemical weapon": N_("Chemical weapon"),
    "Attack": N_("Attack"),
    "Abduction/forced disappearance": N_("Abduction"),
    "Sexual violence": N_("Sexual violence"),
    "Peaceful protest": N_("Peaceful protest"),
    "Protest with intervention": N_("Protest with intervention"),
    "Excessive force against protesters": N_("Excessive force against protesters"),
    "Violent demonstration": N_("Violent demonstration"),
    "Mob violence": N_("Mob violence"),
    "Agreement": N_("Agreement"),
    "Arrests": N_("Arrests"),
    "Change to group/activity": N_("Change to group or activity"),
    "Disrupted weapons use": N_("Weapons use prevented"),
    "Headquarters or base established": N_("Base established"),
    "Looting/property destruction": N_("Looting, destruction"),
    "Non-violent transfer of territory": N_("Handover of territory"),
    "Other": N_("Other"),
}

COARSE_TYPES: dict[str, str] = {"coup": N_("Coup"), "mutiny": N_("Mutiny"), "attempted_coup": N_("Attempted coup")}

STATUSES: dict[str, str] = {
    "occurred": N_("occurred"),
    "announced": N_("announced, not in force"),
    "planned": N_("planned"),
    "effective": N_("in force"),
    "threatened": N_("threatened"),
    "denied": N_("denied"),
    "demanded": N_("demanded"),
    "claimed": N_("claimed"),
    "suspended": N_("suspended"),
    "rumoured": N_("rumoured"),
    "ended": N_("ended"),
}
WITHDRAWAL_STATUSES: dict[str, str] = {
    **STATUSES,
    "announced": N_("announced"),
    "effective": N_("carried out"),
}

ACTIONS: dict[str, str] = {
    "found": N_("founded"),
    "join": N_("joins"),
    "member": N_("member"),
    "leave": N_("leaves"),
    "suspend": N_("suspended"),
    "readmit": N_("readmitted"),
    "dissolve": N_("dissolved"),
    "sanction": N_("under sanctions"),
    "lift_sanctions": N_("sanctions lifted"),
}

STATES: dict[str, str] = {
    "member": N_("member"),
    "leaving": N_("exit announced, not in force"),
    "left": N_("left"),
    "suspended": N_("suspended"),
    "conflict": N_("sources disagree"),
}

PRECISIONS: dict[Precision, str] = {
    Precision.UNLOCATED: N_("place not located"),
    Precision.SETTLEMENT: N_("place named"),
    Precision.NEAR: N_("near this place"),
    Precision.ADMIN2: N_("place known to the district only"),
    Precision.ADMIN1: N_("place known to the region only"),
    Precision.AREA: N_("place known to the area only"),
    Precision.COUNTRY: N_("place known to the country only"),
}

ROLES: dict[str, str] = {
    "site": N_("where it happened"),
    "host": N_("country that the force leaves"),
    "member": N_("state of the membership"),
    "named": N_("named, without a part in the fact"),
    "carried": N_("taken over from the title, the dateline or a sentence before"),
}

UNIT_KINDS: dict[str, str] = {
    "admin1": N_("region"),
    "admin2": N_("district"),
    "admin3": N_("commune"),
    "area": N_("area"),
}

METHODS: dict[str, str] = {
    "unique": N_("the only place of that name"),
    "kind": N_("the words around the name say what kind of place it is"),
    "chain": N_("the text names the unit that holds it"),
    "holds": N_("the text names places that it holds"),
    "near": N_("it is near other places of the text"),
    "region": N_("the text speaks of that region"),
    "focus": N_("the text speaks of that country or region"),
    "prominence": N_("the best known place of that name"),
    "people": N_("the largest place of that name"),
    "prior": N_("the likeliest place of that name"),
    "company": N_("near the places that the text names around it"),
    "none": N_("not decided"),
}

# What the rules note beside a fact. A placeholder stands for the words of the text or a status.
NOTES: tuple[str, ...] = (
    N_("place carried from the title"),
    N_("place carried from a sentence before"),
    N_("relative date left open: the text has no date of publication"),
    N_("no such date: {text}"),
    N_("host country taken from the rest of the text"),
    N_("a number of states stands for those the text lists"),
    N_("the state is named by an adjective"),
    N_("an alliance stands for its states"),
    N_("the state is taken from the rest of the text"),
    N_("the states are taken from the rest of the text"),
    N_("the text says later that it took effect on another day, so this is its announcement"),
    N_("who was struck is taken from another sentence"),
    N_("who was struck is not said"),
    N_("{status} because of the words {cue}"),
    N_("no gazetteer has a place of this name"),
    N_("{count} places bear this name and the text does not tell which"),
    N_("no gazetteer has a place of this name; the text is about the surroundings of {name}"),
    N_("The armed groups are given as {names}."),
)

# Organisations whose short name differs between the languages; others are written alike in both.
ORGANISATIONS: dict[str, str] = {
    "ECOWAS": N_("ECOWAS"),
    "ICC": N_("ICC"),
    "African Union": N_("African Union"),
    "European Union": N_("European Union"),
    "United Nations": N_("United Nations"),
    "NATO": N_("NATO"),
    "East African Community": N_("East African Community"),
    "Arab League": N_("Arab League"),
    "Operation Barkhane": N_("Operation Barkhane"),
    "Operation Serval": N_("Operation Serval"),
    "Operation Sabre": N_("Operation Sabre"),
    "Task Force Takuba": N_("Task Force Takuba"),
    "G5 Sahel Joint Force": N_("G5 Sahel Joint Force"),
    "Multinational Joint Task Force": N_("Multinational Joint Task Force"),
    "Lake Chad Basin Commission": N_("Lake Chad Basin Commission"),
}

# What people say of an event.
REVIEWS: dict[str, str] = {
    "confirm": N_("confirmed by a person"),
    "reject": N_("rejected by a person"),
    "move": N_("moved by a person"),
    "redate": N_("re-dated by a person"),
    "note": N_("note by a person"),
}

LANGUAGE_NAMES = {"fr": N_("French"), "en": N_("English")}
OTHER_LANGUAGE = N_("another language")

# Layers as what is counted; their titles stand in the table of symbols.
LAYER_NAMES = {
    "incident": N_("incidents"),
    "withdrawal": N_("withdrawals"),
    "membership": N_("memberships"),
}

# Names of errors and checks, as they are kept beside a document.
TROUBLES: dict[str, str] = {
    "EmptyDocument": N_("nothing to read in it"),
    "NotText": N_("no text"),
    "TooLarge": N_("too large"),
    "FrontMatterError": N_("its head does not parse"),
    "DocumentError": N_("not read"),
    "GuessedEncoding": N_("encoding guessed"),
    "UnsupportedLanguage": N_("in another language"),
    "FactLeftOut": N_("report rejected"),
}


def said(table: dict[str, str], code: str | None, words: Words) -> str:
    """Return the words for a code; a code that the table lacks is shown with spaces for its underscores."""
    if not code:
        return ""
    return words.text(table[code]) if code in table else code.replace("_", " ")


def organisation(name: str, words: Words) -> str:
    """Return the name of an organisation as the language has it; most are written alike in both."""
    if name in ORGANISATIONS:
        return words.text(ORGANISATIONS[name])
    return _french_names().get(name, name) if words.language == "fr" else name


@cache
def _french_names() -> dict[str, str]:
    """Return the first French name of each organisation that goes by its English name in full."""
    return {one.name: one.names[0] for one in organisations() if one.name in one.names}


def retold(note: str, words: Words, known: Sequence[str] = NOTES) -> str:
    """Return a note of the rules in the interface's language; one that is not `known` stays as it is."""
    for message in known:
        found = _pattern(message).fullmatch(note)
        if found:
            values = {
                key: said(STATUSES, text, words) if key == "status" else text for key, text in found.groupdict().items()
            }
            return words.text(message, **values)
    return note


@cache
def _pattern(message: str) -> re.Pattern[str]:
    return re.compile(re.sub(r"\\\{(\w+)\\\}", r"(?P<\1>.+)", re.escape(message)), re.DOTALL)
