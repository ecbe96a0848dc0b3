"""`--check`, the same for every command that publishes a view; and the manifests that it reads."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from contextlib import ExitStack
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from geodata.cli.console import say
from geodata.cli.viewing import Asked
from geodata.errors import PublishError

if TYPE_CHECKING:
    from geodata.export.manifest import Manifest
    from geodata.publication import Publication

Check = Annotated[
    Path | None,
    typer.Option(help="Instead of writing: tell whether the file of this manifest would come out the same."),
]
# Makes a file again: from what was asked and the former manifest to its view and its bytes.
Maker = Callable[[Asked, "Manifest"], tuple["Publication", bytes]]


def named(out: Path | None) -> Path:
    """Return the path to write to.

    Raises
    ------
    PublishError
        If the command line names none.
    """
    if out is None:
        raise PublishError("nothing says where to write.", "Name a file with --out, or a manifest with --check.")
    return out


def check_both_free(out: Path, *, force: bool) -> None:
    """Refuse before any work is done if a file or its manifest exists."""
    from geodata.export.manifest import manifest_path
    from geodata.writing import check_free

    check_free(out, force=force)
    check_free(manifest_path(out), force=force)


def write_with_manifest(
    out: Path, ready: Publication, data: bytes, language: str, *, made_on: str, force: bool, options: Mapping[str, Any]
) -> None:
    """Write a file, and beside it what it was made of."""
    from geodata.export.describing import describe_bytes
    from geodata.export.manifest import manifest_path
    from geodata.writing import whole_file

    manifest = describe_bytes(ready, out.name, data, language, made_on=made_on, options=options)
    with ExitStack() as both:
        # The file is put in its place first: no manifest tells of a file that there is not.
        for path, content in ((manifest_path(out), manifest.text().encode()), (out, data)):
            both.enter_context(whole_file(path, force=force)).write_bytes(content)


def check_again(path: Path, formats: tuple[str, ...], command: str, make: Maker) -> None:
    """Make the file of a manifest again and say what is different; ends with 1 if anything is.

    Raises
    ------
    PublishError
        If there is no manifest, or another command made its file.
    """
    from geodata.export import read_manifest
    from geodata.export.describing import describe_bytes

    former = read_manifest(path)
    refuse_others(path, former, formats, command)
    ready, data = make(asked_before(former), former)
    options = {key: value for key, value in former.options.items() if key != "language"}
    again = describe_bytes(ready, former.file, data, language_of(former), made_on=former.made_on, options=options)
    say_differences(path, former, former.differences(replace(again, file=former.file)))


def refuse_others(path: Path, former: Manifest, formats: tuple[str, ...], command: str) -> None:
    """Refuse the manifest of a file that another command made.

    Raises
    ------
    PublishError
        With the command that made it.
    """
    if former.format not in formats or former.options.get("command", command) != command:
        maker = former.options.get("command") or ("snapshot" if former.format in {"png", "svg", "pdf"} else "export")
        raise PublishError(f"{former.file} was not made by `{command}`.", f"Type: liptako {maker} --check {path}")


def asked_before(former: Manifest) -> Asked:
    """Return the view of a manifest, in its language."""
    from geodata.addresses import read_address

    spec = read_address(former.view) if former.view else read_address("")
    return Asked(spec, None, language_of(former))


def language_of(former: Manifest) -> str:
    """Return the language of the file of a manifest."""
    from geodata.addresses import read_address

    return str(former.options.get("language") or read_address(former.view).language)


def base_of(former: Manifest) -> str:
    """Return the address of the dashboard that a manifest names; empty where it names none."""
    return former.view.partition("?")[0]


def say_differences(path: Path, former: Manifest, changed: Mapping[str, tuple[Any, Any]]) -> None:
    """Say what would be different; ends with 1 if anything would, or if the file is gone or was changed by hand."""
    from geodata.export.comparing import differences_told, touched

    told = [*touched(path, former), *differences_told(dict(changed))]
    if not told:
        say(f"{former.file}: the same view of the same data gives the same file")
        return
    for line in told:
        say(f"{former.file}: {line}")
    raise typer.Exit(1)
