"""The options that say a view, the same for every command that publishes one."""

from __future__ import annotations

import datetime as dt
import inspect
from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import wraps
from typing import TYPE_CHECKING, Annotated, Any

import typer

from geodata.errors import ViewError

if TYPE_CHECKING:
    from geodata.model import ViewSpec

LAYERS = ("incident", "withdrawal", "membership")
LANGUAGES = ("en", "fr", "both")
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


def read_options(
    *,
    address: str | None,
    layer: list[str] | None,
    period: str | None,
    start: str | None,
    end: str | None,
    as_of: str | None,
    organisation: str | None,
    event_type: list[str] | None,
    text: str | None,
    region: str | None,
    scope: str | None,
    language: str | None,
) -> Asked:
    """Return the view that the options say; those left out are as in the address, or as by default.

    Raises
    ------
    ViewError
        If one makes no sense, or two contradict each other.
    """
    from geodata.addresses import read_address
    from geodata.model import ViewSpec

    if period and (start or end):
        raise ViewError("--period says first and last day already.", "Leave out --from and --to, or --period.")
    if region and scope:
        raise ViewError("--region and --scope name the place twice.", "Leave out one of them.")
    spec = read_address(address) if address else ViewSpec()
    spoken = language or spec.language
    if spoken not in LANGUAGES:
        raise ViewError(f"there is no language {spoken!r}.", f"Choose from {', '.join(LANGUAGES)}.")
    first, last = _days(period, start, end)
    changes: dict[str, Any] = {
        "layers": _layers(layer) if layer else None,
        "start": first,
        "end": last,
        "as_of": _day("--as-of", as_of),
        "organisation": organisation,
        "event_types": frozenset(event_type) if event_type else None,
        "text": text,
        "scope": scope,
        "language": "en" if spoken == "both" else spoken,
    }
    told = {field: value for field, value in changes.items() if value is not None}
    return Asked(replace(spec, **told), region, spoken)


def _days(period: str | None, start: str | None, end: str | None) -> tuple[dt.date | None, dt.date | None]:
    if period:
        from geodata.publication.periods import read_period

        return read_period(period)
    return _day("--from", start), _day("--to", end)


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
