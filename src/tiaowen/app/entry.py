"""What every command shares: errors as sentences, and the assistant with its index open."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

import typer

from tiaowen.errors import TiaowenError

if TYPE_CHECKING:
    from tiaowen.assistant import Assistant


@contextmanager
def errors_in_words() -> Iterator[None]:
    """Turn an error meant for people into its sentence and exit status 1."""
    try:
        yield
    except TiaowenError as error:
        typer.echo(str(error), err=True)
        raise typer.Exit(1) from error
    except BrokenPipeError:  # whoever read the output has had enough; Typer ends quietly
        raise
    except OSError as error:
        from tiaowen.app.render import terminal

        typer.echo(terminal.file_problem(error), err=True)
        raise typer.Exit(1) from error


def open_assistant(*, rebuild: bool = False) -> Assistant:
    """Return the assistant with its index open, a bar on the terminal while it is built."""
    from tiaowen.assistant import Assistant

    assistant = Assistant.from_settings()
    open_index(assistant, rebuild=rebuild)
    return assistant


def open_index(assistant: Assistant, *, rebuild: bool = False) -> None:
    """Open the index of ``assistant``, a bar on the terminal while it is built."""
    from rich.console import Console
    from rich.progress import Progress

    from tiaowen.app.render import terminal

    console = Console(stderr=True)
    with Progress(console=console, transient=True) as bar:
        task = bar.add_task(terminal.INDEXING, total=None, visible=False)
        assistant.open(
            progress=lambda done, total: bar.update(task, completed=done, total=total, visible=True),
            notice=console.out,  # as it is: a path may look like markup
            rebuild=rebuild,
        )
