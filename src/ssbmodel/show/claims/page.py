"""One page for a checked set of claims, to paste into a note; self-contained, the same bytes for the same set."""

from typing import Any

from ... import __version__
from ...study.claims.checker import Check, Judgement
from ...study.claims.engine.rows import Tier
from ...study.claims.ranges import Span
from ...study.claims.vocabulary import quantity
from ..report import _environment, _inline, _picture
from ..wording import plain
from .chart import _lines, claims_chart
from .words import MEANING, called, chain, headline, hidden, money_of, other_readings, span_words, tier, would_take

MOST_ROWS = 40


def claims_page(check: Check) -> str:
    """Return the page of a checked set as HTML.

    Raises
    ------
    ExtraError
        If jinja2 or matplotlib is not installed.
    """
    from markupsafe import Markup

    judgement = check.judgement
    head = {
        "version": __version__, "schema": check.version, "title": plain(check.title), "verdict": check.verdict,
        "meaning": MEANING[check.verdict], "headline": plain(headline(judgement)), "without": judgement.without,
        "others": [plain(text) for text in other_readings(check)], "picture": Markup(_drawn(check)),
        "readings": {plain(name): verdict for name, verdict in check.readings.items()},
        "questions": [plain(text) for text in judgement.questions],
    }  # fmt: skip
    made = _environment().get_template("check.html.j2").render(head | _tables(check))
    return str(made)


def _drawn(check: Check) -> str:
    """Return the chart as a part of the page, or nothing where there is nothing to draw."""
    if not _lines(check.judgement):
        return ""
    picture = _picture(claims_chart(check).figure, "svg").decode()
    return _inline(picture, "claims", "Claimed against implied ranges")


def _tables(check: Check) -> dict[str, Any]:
    """Return the rows of the page's tables."""
    judgement, certificate = check.judgement, check.judgement.certificate
    rows = [_row(line, judgement) for line in judgement.break_even]
    printed = check.judgements[0].claims
    missing = [plain(f"{claim.label}: {text}") for claim in judgement.claims for text in claim.not_measured]
    return {
        "claims": [_claim(*pair, judgement) for pair in zip(judgement.claims, printed)],
        "subset": rows if certificate else [],
        "flips": [] if certificate else rows,
        "implied": [_implied(name, span, judgement) for name, span in hidden(judgement)[:MOST_ROWS]],
        "chain": chain(judgement),
        "proof": certificate.text().splitlines()[:MOST_ROWS] if certificate else [],
        "proved": "Checked in exact fractions." if certificate and certificate.verify() else "",
        "not_measured": missing,
    }


def _implied(name: str, span: Span, judgement: Judgement) -> dict[str, str]:
    meaning = quantity(span.quantity.partition("__")[0]).meaning
    return {"name": plain(called(name, judgement)), "span": span_words(span, money_of(judgement)), "meaning": meaning}


def _claim(claim: Any, printed: Any, judgement: Judgement) -> dict[str, str]:
    words = [claim.level, claim.kind, claim.evidence.replace("_", " ")]
    if claim.claimant:
        words.append(f"by {claim.claimant}")
    label = claim.label if claim.id else called(claim.quantity)
    named = {"name": label, "says": printed.printed, "circumstances": ", ".join(words), "source": claim.source}
    named |= {"as_of": "" if claim.as_of is None else str(claim.as_of), "verdict": judgement.by_claim[claim.label]}
    if claim.printed != printed.printed:
        named["says"] += f", read as {claim.printed}"
    return {key: plain(text) for key, text in named.items()}


def _row(line: Any, judgement: Judgement) -> dict[str, str]:
    group = line.group
    named = {"id": group.id, "kind": tier(group), "says": group.text, "source": group.source, "as_of": group.as_of}
    named["needed"] = would_take(line, judgement)
    if group.tier == Tier.JOIN:
        named["needed"] = f"{called(line.span.name, judgement).lower()} {named['needed']}"
    return {key: plain(text) for key, text in named.items()}
