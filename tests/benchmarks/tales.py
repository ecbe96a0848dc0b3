"""Short made-up sentences for generated stores, in French and English."""

from __future__ import annotations

from dataclasses import dataclass

from geodata.model import DateSpan, Place, Precision


@dataclass(frozen=True)
class Kind:
    """A kind of happening and how it is told: `{trigger}`, `{who}`, `{whom}` and `{where}` are filled in."""

    key: str
    layer: str
    weight: int
    deadly: float
    trigger_fr: str
    trigger_en: str
    acled: str | None = None
    sub_type: str | None = None
    status: str = "occurred"
    party: str | None = None
    action: str | None = None


@dataclass(frozen=True)
class Tale:
    """One sentence to be told."""

    kind: Kind
    place: Place | None
    precision: Precision
    radius: float | None
    span: DateSpan | None
    toll: int | None
    status: str
    actors: tuple[tuple[str, str], ...]
    aggregate: bool


KINDS = (
    Kind("battle", "incident", 34, 0.6, "a accroché", "clashed with", "Battles", "Armed clash"),
    Kind("violence_against_civilians", "incident", 30, 0.7, "a attaqué", "attacked", "Violence against civilians",
         "Attack"),
    Kind("explosion_remote_violence", "incident", 15, 0.5, "a visé avec un engin explosif", "hit with a mine",
         "Explosions/Remote violence", "Remote explosive/landmine/IED"),
    Kind("protest", "incident", 9, 0.01, "a manifesté contre", "marched against", "Protests", "Peaceful protest"),
    Kind("riot", "incident", 4, 0.1, "s’est soulevé contre", "rioted against", "Riots", "Mob violence"),
    Kind("strategic_development", "incident", 7, 0.0, "a arrêté", "arrested", "Strategic developments", "Arrests"),
    Kind("coup", "incident", 1, 0.1, "a renversé", "overthrew", "Strategic developments", "Other"),
)  # fmt: skip
LEAVING = tuple(
    Kind(f"withdrawal.{party}.{status}", "withdrawal", 1, 0.0, "retire ses troupes", "withdraws its troops",
         status=status, party=party)
    for party in ("FR", "DE", "US", "TD", "SE")
    for status in ("announced", "effective", "demanded", "planned")
)  # fmt: skip
MEMBERS = tuple(
    Kind(f"membership.{party}.{action}", "membership", 1, 0.0, "siège", "sits", status="effective", party=party,
         action=action)
    for party in ("AES", "ECOWAS", "African Union", "ICC")
    for action in ("member", "leave", "suspend")
)  # fmt: skip
ACTORS = (
    ("Malian army", "state_forces"), ("Burkinabe army", "state_forces"), ("Nigerien army", "state_forces"),
    ("JNIM", "armed_group"), ("Islamic State in the Sahel", "armed_group"), ("Boko Haram", "armed_group"),
    ("ISWAP", "armed_group"), ("FLA", "armed_group"), ("Dozo hunters", "militia"), ("VDP", "militia"),
    ("Africa Corps", "foreign_forces"), ("MINUSMA", "international"), ("police", "state_forces"),
    ("gendarmerie", "state_forces"), ("unidentified gunmen", "armed_group"), ("students", "civilians"),
    ("traders", "civilians"), ("villagers", "civilians"),
)  # fmt: skip
PUBLISHERS = tuple(
    (f"{name} {number}", language)
    for language, names in {"fr": ("Agence", "Journal", "Radio"), "en": ("Wire", "Monitor", "Daily")}.items()
    for name in names
    for number in range(1, 21)
)


def tell(tale: Tale, language: str, token: str) -> tuple[str, str, str]:
    """Return a sentence, the words of its trigger and of its place, both as they stand in it.

    `token` tells sentences without a date apart, which would be one event if all their words were the same.
    """
    french = language == "fr"
    trigger = tale.kind.trigger_fr if french else tale.kind.trigger_en
    where = "" if tale.place is None else (tale.place.name_fr if french else tale.place.name_en) or tale.place.name
    near = {Precision.NEAR: " près de " if french else " near "}.get(tale.precision, " à " if french else " in ")
    place = f"{near}{where}" if where else ""
    when = (
        f"{'le' if french else 'on'} {tale.span.isoformat()}"
        if tale.span
        else f"{'récemment, dépêche' if french else 'lately, dispatch'} {token}"
    )
    if not tale.actors:
        who = tale.kind.party or ""
        return f"{who} {trigger}{place}, {when}.", trigger, where
    who, whom = tale.actors[0][0], tale.actors[1][0]
    toll = "" if tale.toll is None else f", {tale.toll} {'morts' if french else 'dead'}"
    return f"{who} {trigger} {whom}{place} {when}{toll}.", trigger, where
