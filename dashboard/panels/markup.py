"""Build markup from parts: every string is escaped unless a builder of this module made it."""

from __future__ import annotations

from collections.abc import Iterable

from dashboard.escape import html
from geodata import symbols

_VOID = frozenset({"br", "hr", "input"})


class Markup(str):
    """Markup that this module built; the only kind of string that is not escaped again."""

    __slots__ = ()


def tag(name: str, /, *children: str, **attributes: str | int | bool | None) -> Markup:
    """Return one element.

    Parameters
    ----------
    name : str
        Written by the caller, never taken from data.
    *children : str
        Escaped unless they are Markup.
    **attributes
        ``cls`` is written as class, underscores as hyphens; None and False leave the attribute out, True writes it
        without a value.

    Examples
    --------
    >>> tag("p", "a < b", cls="x")
    '<p class="x">a &lt; b</p>'
    """
    opening = "".join([name, *(_attribute(key, value) for key, value in attributes.items())])
    if name in _VOID:
        return Markup(f"<{opening}>")
    return Markup(f"<{opening}>{join(children)}</{name}>")


def join(parts: Iterable[str], between: str = "") -> Markup:
    """Return the parts one after the other, with `between` between those that are not empty."""
    return Markup(safe(between).join(safe(part) for part in parts if part))


def safe(text: str) -> str:
    """Return markup as it is and escape anything else."""
    return text if isinstance(text, Markup) else html(text)


def action(
    label: str, name: str, value: str, cls: str = "link", hint: str | None = None, **attributes: str | int | bool | None
) -> Markup:
    """Return a button that reports `name` and `value` to the application.

    Parameters
    ----------
    label, name, value, cls : str
    hint : str, optional
        Shown on hover.
    **attributes
        As for `tag`; ``data_units`` are places to show on the map.
    """
    return tag("button", label, type="button", cls=cls, data_action=name, data_value=value, title=hint, **attributes)


def mark(style: str, size: int = 16) -> Markup:
    """Return a symbol of the table as a small drawing."""
    row = symbols.symbol(style)
    half, reach = size / 2, size / 2 - 2
    look = {
        "full": f'fill="{row.colour}"',
        "hollow": f'fill="#fff" stroke="{row.colour}" stroke-width="2"',
        "dotted": f'fill="#fff" stroke="{row.colour}" stroke-width="2" stroke-dasharray="2 2"',
    }[row.fill]
    corners = symbols.outline(row.shape)
    drawn = (
        f'<polygon points="{" ".join(f"{half + x * reach:.1f},{half - y * reach:.1f}" for x, y in corners)}" {look}/>'
        if corners
        else f'<circle cx="{half}" cy="{half}" r="{0.9 * reach:.1f}" {look}/>'
    )
    return Markup(f'<svg class="lk-mark" width="{size}" height="{size}" aria-hidden="true">{drawn}</svg>')


def _attribute(key: str, value: str | int | bool | None) -> str:
    if value is None or value is False:
        return ""
    name = "class" if key == "cls" else key.replace("_", "-")
    return f" {name}" if value is True else f' {name}="{html(value)}"'
