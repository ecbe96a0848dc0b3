"""What a filter names that is not there: left out, with a word and the nearest names, as places of the address are."""

from __future__ import annotations

from dataclasses import replace

from dashboard import state
from dashboard.data import Library
from dashboard.labels import N_
from geodata.columns.known import UnknownName, unknown_names
from geodata.folding import words as words_of
from geodata.model import ViewSpec

_UNKNOWN = {
    "actors": N_("No document names an actor {name}; the filter was left out."),
    "publishers": N_("No document is of a source {name}; the filter was left out."),
}
_UNKNOWN_BUT_NEAR = {
    "actors": N_("No document names an actor {name}; the filter was left out. There is: {nearest}."),
    "publishers": N_("No document is of a source {name}; the filter was left out. There is: {nearest}."),
}
_NO_MISSION = N_("No document speaks of a withdrawal by {name}; all missions are shown.")
_NO_MISSION_BUT_NEAR = N_("No document speaks of a withdrawal by {name}; all missions are shown. There is: {nearest}.")
_WORDLESS = N_("“{text}” holds no word that could be looked for; nothing is filtered by it.")


def drop_unknown_names(library: Library) -> None:
    """Leave out actors and sources of the view that no document has, and say so."""
    spec = state.spec()
    if not spec.actors and not spec.publishers:
        return
    columns = library.view(state.DEFAULT).columns
    unknown = unknown_names(columns, spec) if columns is not None else ()
    if not unknown:
        return
    for one in unknown:
        state.note(_problem(_UNKNOWN[one.field], _UNKNOWN_BUT_NEAR[one.field], one.name, one.nearest))
    kept = without(spec, unknown)
    state.replace_quietly(actors=kept.actors, publishers=kept.publishers)


def without(spec: ViewSpec, unknown: tuple[UnknownName, ...]) -> ViewSpec:
    """Return a view that does not ask for names that there are not."""
    for one in unknown:
        spec = replace(spec, **{one.field: getattr(spec, one.field) - {one.name}})
    return spec


def say_unknown_mission(name: str, nearest: tuple[str, ...]) -> None:
    """Say that no document speaks of a mission of the address."""
    problem = _problem(_NO_MISSION, _NO_MISSION_BUT_NEAR, name, nearest)
    if problem not in state.problems():
        state.note(problem)


def search_for(text: str) -> None:
    """Filter by words of the excerpts; a text without any word filters nothing, and is said to."""
    wordless = bool(text.strip()) and not words_of(text)
    state.change(text="" if wordless else text.strip())
    if wordless:
        state.note(state.Problem(_WORDLESS, (("text", text.strip()),)))


def _problem(alone: str, with_near: str, name: str, nearest: tuple[str, ...]) -> state.Problem:
    named = ("name", name)
    return (
        state.Problem(with_near, (named, ("nearest", ", ".join(nearest))))
        if nearest
        else state.Problem(alone, (named,))
    )
