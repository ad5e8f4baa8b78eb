"""The program ``ssbmodel``: runs a command, and turns what goes wrong into a line of text and an exit code.

Exit codes: 0 done, 1 ``verify`` found something wrong, 2 the input was not understood, 130 interrupted, 141 whoever
read the output went away.
"""

import codecs
import io
import os
import sys
from collections.abc import Sequence
from typing import Any, NoReturn

import typer

from ..ground.errors import SsbError
from .commands import app
from .forecast import commands as _forecast  # noqa: F401 - adds its commands to the program
from .uncertainty import commands as _uncertain  # noqa: F401 (adds its commands)
from .wording import plain

BAD_INPUT, INTERRUPTED, UNREAD = 2, 130, 141
# The base class of all that typer says about a command line; where it lives changes with typer's version.
_Refusal: type[Exception] = typer.BadParameter.__mro__[2]
# What a terminal without these characters shows in their place; a lost minus would be another number.
_SPELLINGS = {
    "−": "-", "–": "-", "—": "-", "°": "deg", "\u00a0": " ", "²": "2", "³": "3", "·": " ", "×": "x", "Ω": "ohm",
    "µ": "u", "μ": "u", "…": "...", "→": "->", "≤": "<=", "≥": ">=", "‘": "'", "’": "'", "“": '"', "”": '"',
}  # fmt: skip


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
    except OSError as error:  # a full disk or a closed pipe may show here only
        code = _refused_by_the_system(error)
    sys.exit(code)


def _code(arguments: list[str]) -> int:
    """Run one command and return its exit code."""
    try:
        with typer.main.get_command(app).make_context("ssbmodel", arguments) as context:
            context.command.invoke(context)
    except typer.Exit as leave:
        return leave.exit_code
    except (SsbError, _Refusal, OSError) as error:
        return _refused(error)
    except (KeyboardInterrupt, typer.Abort):
        return _say("interrupted.", INTERRUPTED)
    except SystemExit:  # a table's way to say that nobody reads on
        return UNREAD
    return 0


def _refused(error: Exception) -> int:
    if isinstance(error, SsbError):
        return _say(str(error))
    return _refused_by_the_system(error) if isinstance(error, OSError) else _say(_told(error))


def _say(text: str, code: int = BAD_INPUT) -> int:
    """Tell the user what is wrong; the first line names the program, as it may stand among those of others."""
    for number, line in enumerate(text.splitlines()):
        print(" " * 9 if number else "ssbmodel:", plain(line), file=sys.stderr)
    return code


def _told(refusal: Any) -> str:
    """Return what is wrong with the command line, what may have been meant, and where to read on."""
    near = sorted(getattr(refusal, "possibilities", None) or ())
    text = (refusal.message if near else refusal.format_message()).strip()
    text += "" if text.endswith(("?", ".")) else "."
    text += f" Did you mean {' or '.join(near)}?" if near else ""
    text += ' Write quotes around a value with a space: "80 kWh".' if "extra argument" in text else ""
    context = getattr(refusal, "ctx", None)
    return f"{text}\nSee {context.command_path} --help." if context else text


def _refused_by_the_system(error: OSError) -> int:
    """Tell why something could not be read or written; say nothing where only the reader of the output is gone."""
    _drop_output()
    if isinstance(error, BrokenPipeError):
        return UNREAD
    named = f"{os.fsdecode(error.filename)}: " if isinstance(error.filename, (str, bytes)) else ""
    return _say(f"{named}{error.strerror or error}.")


def _drop_output() -> None:
    """Send what still waits to be printed nowhere: on leaving, python would try again and show a traceback."""
    try:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    except (OSError, ValueError):  # no file stands behind it
        sys.stdout = _nowhere()


def _accept_any_terminal() -> None:
    """Let output go nowhere where there is none, and spell out what a terminal cannot show."""
    codecs.register_error("ssbmodel-spell", _spelt)
    for name in ("stdout", "stderr"):
        stream: Any = getattr(sys, name)
        if stream is None:
            setattr(sys, name, _nowhere())
        elif hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="ssbmodel-spell")


def _nowhere() -> io.TextIOWrapper:
    return io.TextIOWrapper(io.BytesIO(), encoding="utf-8")


def _spelt(error: UnicodeError) -> tuple[str, int]:
    if not isinstance(error, UnicodeEncodeError):
        raise error
    lost = error.object[error.start : error.end]
    return "".join(_SPELLINGS.get(mark, "?") for mark in lost), error.end
