"""The options that say a view, the same for every command that publishes one."""

from __future__ import annotations

import datetime as dt
import inspect
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import wraps
from typing import TYPE_CHECKING, Annotated, Any

import typer

from geodata.errors import ViewError

if TYPE_CHECKING:
    from geodata.model import ViewSpec

LAYERS = ("incident", "withdrawal", "membership")
LANGUAGES = ("en", "fr", "both")
CORRECTIONS = ("with", "without", "only")
MEASURES = ("none", "events", "deaths", "per_100k")
OPTIONS: dict[str, Any] = {
    "address": Annotated[
        str | None,
        typer.Option("--view", help="Address of the view, copied from the browser; flags change parts of it."),
    ],
    "layer": Annotated[
        list[str] | None, typer.Option(help="incident, withdrawal or membership; all by default. Repeatable.")
    ],
    "period": Annotated[str | None, typer.Option(help="2025, 2025-Q1, 2025-03, or two of these: 2024..2025-06.")],
    "start": Annotated[str | None, typer.Option("--from", help="First day, YYYY-MM-DD.")],
    "end": Annotated[str | None, typer.Option("--to", help="Last day, YYYY-MM-DD.")],
    "as_of": Annotated[str | None, typer.Option(help="Day on which memberships and withdrawals are told.")],
    "organisation": Annotated[str | None, typer.Option(help="Whose members are shaded; AES by default.")],
    "event_type": Annotated[list[str] | None, typer.Option("--type", help="ACLED event type. Repeatable.")],
    "text": Annotated[str | None, typer.Option(help="Words that an excerpt or place name must hold.")],
    "region": Annotated[str | None, typer.Option(help="Country, region, area or town by name, such as Gao.")],
    "scope": Annotated[str | None, typer.Option(help="The same by its id, such as ML or ML-7.")],
    "actor": Annotated[list[str] | None, typer.Option(help="Actor that an event must name, such as JNIM. Repeatable.")],
    "status": Annotated[
        list[str] | None, typer.Option(help="occurred, announced, effective, demanded, denied ... Repeatable.")
    ],
    "precision": Annotated[
        list[int] | None,
        typer.Option(help="1 place, 2 near, 3 district, 4 region, 5 area, 6 country, 0 none. Repeatable."),
    ],
    "source": Annotated[list[str] | None, typer.Option(help="Publisher that must have told the event. Repeatable.")],
    "told_in": Annotated[
        list[str] | None, typer.Option(help="Language of a document that tells it: en or fr. Repeatable.")
    ],
    "least_sources": Annotated[int | None, typer.Option(min=1, help="How many publishers must have told the event.")],
    "corrections": Annotated[
        str | None, typer.Option(help="with: as people corrected it; without: as read; only: what people looked at.")
    ],
    "compare": Annotated[str | None, typer.Option(help="Second period that regions are compared with, as --period.")],
    "measure": Annotated[str | None, typer.Option(help="Shade regions by events, deaths or per_100k.")],
    "heat": Annotated[bool | None, typer.Option("--heat/--no-heat", help="Show where events are dense.")],
    "language": Annotated[str | None, typer.Option(help="en or fr; pictures also in both.")],
}


@dataclass(frozen=True, slots=True)
class Asked:
    """What a command line asks to see.

    Parameters
    ----------
    spec : ViewSpec
        Its scope is not yet set where a region is given by name.
    region : str or None
        Name that the gazetteer has to find.
    language : {"en", "fr", "both"}
    """

    spec: ViewSpec
    region: str | None
    language: str


def takes_view(command: Callable[..., None]) -> Callable[..., None]:
    """Give a command the options that say a view; it gets what they say as `asked`."""

    @wraps(command)
    def run(**given: Any) -> None:
        shared = {name: given.pop(name) for name in OPTIONS}
        command(asked=read_options(**shared), **given)

    parameters = inspect.signature(command, eval_str=True).parameters.values()
    own = [row.replace(kind=inspect.Parameter.KEYWORD_ONLY) for row in parameters if row.name != "asked"]
    shared = [
        inspect.Parameter(name, inspect.Parameter.KEYWORD_ONLY, default=None, annotation=kind)
        for name, kind in OPTIONS.items()
    ]
    first = [row for row in own if row.default is inspect.Parameter.empty]
    rest = [row for row in own if row.default is not inspect.Parameter.empty]
    run.__signature__ = inspect.Signature([*first, *shared, *rest])  # type: ignore[attr-defined]  # read by inspect
    run.__annotations__ = {row.name: row.annotation for row in (*own, *shared)}
    return run


def read_options(**given: Any) -> Asked:
    """Return the view that the options say; those left out are as in the address, or as by default.

    Parameters
    ----------
    **given
        A value or None for each key of `OPTIONS`.

    Raises
    ------
    ViewError
        If one makes no sense, or two contradict each other.
    """
    from geodata.addresses import read_address
    from geodata.model import ViewSpec

    if given["period"] and (given["start"] or given["end"]):
        raise ViewError("--period says first and last day already.", "Leave out --from and --to, or --period.")
    if given["region"] and given["scope"]:
        raise ViewError("--region and --scope name the place twice.", "Leave out one of them.")
    spec = read_address(given["address"]) if given["address"] else ViewSpec()
    spoken = given["language"] or spec.language
    if spoken not in LANGUAGES:
        raise ViewError(f"there is no language {spoken!r}.", f"Choose from {', '.join(LANGUAGES)}.")
    first, last = _days(given["period"], given["start"], given["end"])
    changes: dict[str, Any] = {
        "layers": _layers(given["layer"]) if given["layer"] else None,
        "start": first,
        "end": last,
        "as_of": _day("--as-of", given["as_of"]),
        "organisation": given["organisation"],
        "text": _search(given["text"]),
        "scope": given["scope"],
        "language": "en" if spoken == "both" else spoken,
        "least_sources": given["least_sources"],
        "heat": given["heat"],
        **_sets(given),
        **_words(given),
    }
    told = {field: value for field, value in changes.items() if value is not None}
    return Asked(replace(spec, **told), given["region"], spoken)


def _sets(given: dict[str, Any]) -> dict[str, Any]:
    """Return the fields that are sets of words or numbers."""
    from geodata.addresses import EVENT_TYPES, STATUSES
    from geodata.addresses import LANGUAGES as TOLD_IN
    from geodata.model import Precision

    precisions = [int(value) for value in Precision]
    return {
        "actors": frozenset(given["actor"] or ()) or None,
        "publishers": frozenset(given["source"] or ()) or None,
        "event_types": _some_of("--type", given["event_type"], EVENT_TYPES),
        "statuses": _some_of("--status", given["status"], STATUSES),
        "told_in": _some_of("--told-in", given["told_in"], TOLD_IN),
        "precisions": _some_of("--precision", given["precision"], precisions),
    }


def _words(given: dict[str, Any]) -> dict[str, Any]:
    """Return the fields that are one word of a few, and the period that is compared with."""
    from geodata.publication.periods import read_period

    for name, allowed in (("corrections", CORRECTIONS), ("measure", MEASURES)):
        if given[name] is not None and given[name] not in allowed:
            raise ViewError(f"--{name} cannot be {given[name]!r}.", f"Choose from {', '.join(allowed)}.")
    compared = read_period(given["compare"]) if given["compare"] else None
    return {"reviewed": given["corrections"], "measure": given["measure"], "compare": compared}


def _some_of(option: str, values: list[Any] | None, allowed: Sequence[Any]) -> frozenset[Any] | None:
    unknown = sorted(set(values or ()) - set(allowed))
    if unknown:
        told = ", ".join(map(str, unknown))
        raise ViewError(f"{option} cannot be {told}.", f"Choose from {', '.join(map(str, allowed))}.")
    return frozenset(values) if values else None


def _days(period: str | None, start: str | None, end: str | None) -> tuple[dt.date | None, dt.date | None]:
    if period:
        from geodata.publication.periods import read_period

        return read_period(period)
    return _day("--from", start), _day("--to", end)


def _search(text: str | None) -> str | None:
    from geodata.folding import words

    if text is not None and text.strip() and not words(text):
        raise ViewError(f"--text {text!r} holds no word that could be looked for.", "Write letters or digits.")
    return text


def _layers(names: list[str]) -> frozenset[str]:
    unknown = set(names) - set(LAYERS)
    if unknown:
        raise ViewError(f"there is no layer {', '.join(sorted(unknown))}.", f"Choose from {', '.join(LAYERS)}.")
    return frozenset(names)


def _day(option: str, value: str | None) -> dt.date | None:
    if value is None:
        return None
    try:
        return dt.date.fromisoformat(value)
    except ValueError as error:
        raise ViewError(f"{option} {value!r} is no day.", "Write YYYY-MM-DD.") from error
