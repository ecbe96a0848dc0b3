"""`explain`: why something is on the map."""

from __future__ import annotations

from typing import Annotated, Any

import typer

from geodata.cli.console import say
from geodata.errors import NotFound

Id = Annotated[
    str, typer.Argument(help="Id of a fact, event or document, or six characters and more of it.", show_default=False)
]


def explain(any_id: Id) -> None:
    """Tell why something is on the map.

    From the dot to the place, the rule and the sentence.
    """
    from geodata.cli.explanation import explain_document, explain_event, explain_fact
    from geodata.store import Store

    with Store.open() as store:
        for find, tell in (
            (store.fact, explain_fact),
            (store.event, explain_event),
            (store.document, explain_document),
        ):
            try:
                found: Any = find(any_id)
            except NotFound:
                continue
            for line in tell(store, found):
                say(line)
            return
    raise NotFound(f"no fact, event or document has an id that starts with {any_id!r}.", "`liptako status` lists them.")
