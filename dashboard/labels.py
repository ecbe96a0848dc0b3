"""Words for the codes of the data: types, statuses, kinds, precisions. Marked here, translated when shown."""

from __future__ import annotations

from dashboard.words import Words
from geodata.model import Precision


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

METHODS: dict[str, str] = {
    "unique": N_("the only place of that name"),
    "kind": N_("the words around the name say what kind of place it is"),
    "chain": N_("the text names the unit that holds it"),
    "focus": N_("the text speaks of that country or region"),
    "prominence": N_("the best known place of that name"),
}

LANGUAGE_NAMES = {"fr": N_("French"), "en": N_("English")}


def said(table: dict[str, str], code: str | None, words: Words) -> str:
    """Return the words for a code; a code that the table lacks is shown with spaces for its underscores."""
    if not code:
        return ""
    return words.text(table[code]) if code in table else code.replace("_", " ")
