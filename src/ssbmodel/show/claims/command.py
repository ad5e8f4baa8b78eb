"""The command ``ssbmodel check``: a file of claims in, a verdict and an exit code out."""

import json
import sys
from pathlib import Path
from typing import Annotated

import typer

from ...ground.errors import ClaimError
from ...study.claims.checker import Check
from ...study.claims.documents import check_system, lines
from ...study.claims.files import load_claims
from ...study.claims.reading import Proposal, read_claims
from ...study.export import csv_text
from ..wording import plain
from .words import record, told

# 0 consistent and 2 bad input are those of the whole program; scripts read the others.
EXIT = {"consistent": 0, "in tension": 3, "contradictory": 4, "not checkable": 5, "undecided": 6}


def check(
    claims: Annotated[str, typer.Argument(metavar="CLAIMS", help="A TOML file of claims, or the id of a system: S08.")],
    *,
    html: Annotated[Path | None, typer.Option("--html", metavar="FILE", help="Write the verdict as one page.")] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON.")] = False,
    csv: Annotated[bool, typer.Option("--csv", help="Print the claims with their verdicts as CSV.")] = False,
) -> None:
    """Tell whether a set of claims can all be true.

    The exit code is 0 where they are consistent, 3 in tension, 4 contradictory, 5 not checkable, 6 undecided.
    """
    if as_json and csv:
        raise ClaimError("--csv and --json are both given. Keep one.")
    found = _checked(claims)
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


def _checked(claims: str) -> Check:
    if claims.startswith("S") and claims[1:].isdecimal():
        return check_system(claims)
    return load_claims(claims).check()


def claims(
    text: Annotated[Path, typer.Argument(metavar="TEXT", help="A text in utf-8; - reads what is piped in.")],
) -> None:
    """Propose the claims that a text makes, as TOML to complete and check.

    Nothing is guessed: what the text does not say stays open, and is asked.
    """
    words = sys.stdin.read() if str(text) == "-" else text.read_text(encoding="utf-8")
    found = read_claims(words)
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


def consistency() -> None:
    """Check the documents' figures against one another: relations R01 to R36."""
    for id, title, verdict, cases in lines():
        print(f"{id} {title}: {verdict}" + f" ({cases})" * bool(cases))


def add_to(app: typer.Typer) -> None:
    """Add the commands to the program."""
    app.command(epilog="Example: ssbmodel check claims.toml --html claims.html")(check)
    app.command(epilog="Example: ssbmodel claims announcement.txt > claims.toml")(claims)
    app.command(epilog="Example: ssbmodel consistency")(consistency)
