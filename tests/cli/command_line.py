"""What a command printed and how it ended, and two texts for it to read."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass

FRENCH = (
    "Attaque près de Gao\n\nDes hommes armés ont attaqué un poste de l'armée près de Gao dimanche. "
    "L'attaque a tué trois soldats, selon le gouverneur de la région de Gao.\n"
)
ENGLISH = (
    "Troops leave Niger\n\nThe last French soldiers left Niger on 22 December 2023, the army said. "
    "Mali, Burkina Faso and Niger announced that they are leaving ECOWAS.\n"
)


@dataclass
class Result:
    code: int
    out: str
    err: str

    @property
    def lines(self) -> list[dict[str, object]]:
        return [json.loads(line) for line in self.out.splitlines()]


Run = Callable[..., Result]
