"""The program ``ssbmodel``: runs a command, and turns what goes wrong into a line of text and an exit code.

Exit codes: 0 done, 1 ``verify`` found something wrong, 2 the input was not understood, 130 interrupted, 141 the reader
of the output went away.
"""

import os
import sys
from collections.abc import Sequence
from typing import Any, NoReturn

import typer

from ..ground.errors import SsbError
from .commands import app

BAD_INPUT, INTERRUPTED, NOBODY_READS = 2, 130, 141
# The base class of all that typer says about a command line; typer carries it under a name that changes with its version.
_Refusal: type[Exception] = typer.BadParameter.__mro__[2]
_UNQUOTED = "unexpected extra argument"


def run(arguments: Sequence[str] | None = None) -> NoReturn:
    """Run the program and leave it with its exit code.

    Parameters
    ----------
    arguments : words behind the program's name; those of the process where None
    """
    _accept_any_terminal()
    code = _code(sys.argv[1:] if arguments is None else list(arguments))
    try:
        sys.stdout.flush()
    except OSError as error:  # a full disk is noticed here, or a reader that went away
        code = _refused_by_the_system(error)
    sys.exit(code)


def _code(arguments: list[str]) -> int:
    """Return the exit code of one command."""
    command = typer.main.get_command(app)
    try:
        with command.make_context("ssbmodel", arguments) as context:
            command.invoke(context)
        return 0
    except typer.Exit as leave:
        return leave.exit_code
    except SsbError as error:
        return _say(str(error))
    except _Refusal as refusal:
        return _say(_told(refusal))
    except (KeyboardInterrupt, typer.Abort):
        return INTERRUPTED
    except OSError as error:
        return _refused_by_the_system(error)


def _say(text: str) -> int:
    """Tell the user what is wrong; each line names the program, as it may stand among the lines of others."""
    for line in text.splitlines():
        print(f"ssbmodel: {line}", file=sys.stderr)
    return BAD_INPUT


def _told(refusal: Any) -> str:
    """Return what is wrong with the command line, what may have been meant, and where to read on."""
    near = sorted(getattr(refusal, "possibilities", None) or ())
    text = refusal.message if near else refusal.format_message()
    text = text.strip().rstrip(".") + "." * (text.strip()[-1:] != "?")
    text += f" Did you mean {' or '.join(near)}?" * bool(near)
    if _UNQUOTED in text:
        text += ' A value with a space stands in quotes: "80 kWh".'
    context = getattr(refusal, "ctx", None)
    return f"{text}\nSee {context.command_path} --help." if context else text


def _refused_by_the_system(error: OSError) -> int:
    """Tell why a file could not be read or written; say nothing where only the reader of the output is gone."""
    if isinstance(error, BrokenPipeError):
        _drop_output()
        return NOBODY_READS
    named = f"{error.filename}: " if error.filename else ""
    code = _say(f"{named}{error.strerror or error}.")
    _drop_output()
    return code


def _drop_output() -> None:
    """Send what is still waiting nowhere: python would try again on leaving, and print a traceback."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, sys.stdout.fileno())


def _accept_any_terminal() -> None:
    """Print a replacement for what a terminal cannot show, and nowhere where there is none."""
    for name in ("stdout", "stderr"):
        stream: Any = getattr(sys, name)
        if stream is None:
            setattr(sys, name, open(os.devnull, "w", encoding="utf-8"))
        elif hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="replace")
