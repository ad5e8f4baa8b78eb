"""The command ``ssbmodel check``: a file of claims in, a verdict and an exit code out."""

import json
import sys
from pathlib import Path
from typing import Annotated

import typer

from ...ground.errors import ClaimError
from ...ground.texts import decoded
from ...study.claims.checker import Check
from ...study.claims.documents import check_system, lines
from ...study.claims.files import load_claims
from ...study.claims.reading import Proposal, read_claims
from ...study.files.exports import csv_text
from ..wording import plain
from .words import record, told

# 0 consistent and 2 bad input are those of the whole program; scripts read the others.
EXIT = {"consistent": 0, "in tension": 3, "contradictory": 4, "not checkable": 5, "undecided": 6}


def check(
    claims: Annotated[
        list[str], typer.Argument(metavar="CLAIMS", help="TOML files of claims, or ids of systems: S08.")
    ],
    *,
    html: Annotated[Path | None, typer.Option("--html", metavar="FILE", help="Write the verdict as one page.")] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON.")] = False,
    csv: Annotated[bool, typer.Option("--csv", help="Print the claims with their verdicts as CSV.")] = False,
) -> None:
    """Tell whether a set of claims can all be true.

    The exit code is 0 where they are consistent, 3 in tension, 4 contradictory, 5 not checkable, 6 undecided. Of
    several sets one line each is printed; the exit code is the highest.
    """
    if as_json + csv + (len(claims) > 1 and html is not None) > 1:
        raise ClaimError("--csv, --json and --html of several sets do not go together. Keep one form, or one set.")
    if len(claims) > 1:
        raise typer.Exit(_several(claims, as_json, csv))
    found = _checked(claims[0])
    if html is not None:
        from .page import claims_page

        html.write_text(claims_page(found), encoding="utf-8")
    if as_json:
        typer.echo((json.dumps(record(found), indent=2, ensure_ascii=False) + "\n").encode(), nl=False)
    elif csv:
        typer.echo(csv_text(record(found)["claims"]).encode(), nl=False)
    else:
        for line in told(found):
            print(plain(line))
    raise typer.Exit(EXIT[found.verdict])


def _several(claims: list[str], as_json: bool, csv: bool) -> int:
    """Print one line or row for each of several sets, and return the highest exit code."""
    if as_json or csv:
        rows = [record(_checked(name)) for name in claims]
        flat = [{"set": row["title"], **line} for row in rows for line in row["claims"]]
        typer.echo(
            (csv_text(flat) if csv else json.dumps(rows, indent=2, ensure_ascii=False) + "\n").encode(), nl=False
        )
        return max(EXIT[row["verdict"]] for row in rows)
    worst = 0
    for done, name in enumerate(claims, 1):
        found = _checked(name)
        worst = max(worst, EXIT[found.verdict])
        print(plain(f"{found.title}: {found.verdict}"))
        if sys.stderr.isatty():
            print(f"{done} of {len(claims)}", end="\r", file=sys.stderr)
    return worst


def _checked(claims: str) -> Check:
    if claims.startswith("S") and claims[1:].isdecimal():
        return check_system(claims)
    return load_claims(claims).check()


def claims(
    text: Annotated[Path, typer.Argument(metavar="TEXT", help="A text in utf-8; - reads what is piped in.")],
) -> None:
    """Propose the claims of a text, as TOML.

    They are to be completed and checked. Nothing is guessed: what the text does not say stays open, and is asked.
    """
    raw, name = (sys.stdin.buffer.read(), "what is piped in") if str(text) == "-" else (text.read_bytes(), text.name)
    found = read_claims(decoded(raw, name, ClaimError))
    typer.echo("".join(_proposed(proposal) for proposal in found).encode(), nl=False)


def _proposed(proposal: Proposal) -> str:
    """Return a proposal as a TOML table; one whose quantity is open is a comment."""
    said = json.dumps(proposal.says, ensure_ascii=False)
    token = json.dumps(plain(proposal.token), ensure_ascii=False)
    row = [
        f"# ask: {proposal.question}", "[[claim]]",
        f'quantity = "{proposal.chosen or " or ".join(proposal.names)}"', f"says     = {said}",
        f'id       = "text {proposal.start}"', f"source   = {token}",
    ]  # fmt: skip
    return "\n".join(row if proposal.chosen else [row[0], *(f"# {line}" for line in row[1:])]) + "\n\n"


def coherence() -> None:
    """Check the documents against one another."""
    for id, title, verdict, cases in lines():
        print(f"{id} {title}: {verdict}" + f" ({cases})" * bool(cases))


def add_to(app: typer.Typer) -> None:
    """Add the commands to the program."""
    app.command(epilog="Example: ssbmodel check S08")(check)
    app.command(epilog="Example: ssbmodel claims text.txt > claims.toml")(claims)
    app.command(epilog="Example: ssbmodel coherence")(coherence)
