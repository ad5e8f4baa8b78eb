"""A verdict in words and numbers: neutral, about the numbers, never about who said them."""

import math
import re
from collections.abc import Iterator, Mapping
from typing import Any

from ...ground.units import Q
from ...study.claims.checker import CONSISTENT, CONTRADICTORY, NOT_CHECKABLE, TENSION, UNDECIDED, Check, Judgement
from ...study.claims.engine.rows import Group, Tier
from ...study.claims.ranges import BreakEven, Span
from ...study.claims.vocabulary import quantity
from ..wording import humanised, number

DIGITS = 4
MOST_TOLD = 12  # lines of one kind in a terminal; page and JSON have them all
# House unit -> (unit people say, from this size on), the first that fits.
_SAID = {
    "Wh": (("TWh", 1e12), ("GWh", 1e9), ("kWh", 1e3)), "W": (("MW", 1e6), ("kW", 1e3)),
    "h": (("h", 2.0), ("min", 0.0)), "m": (("m", 0.1), ("micron", 0.0)), "ohm m2": (("ohm cm2", 0.0),),
    "kg/Wh": (("g/Wh", 0.0),), "A h/m2": (("mAh/cm2", 0.0),),
    "L": (("L", 0.5), ("mL", 0.0)), "kg": (("kg", 0.5), ("g", 0.0)),
    "S/m": (("mS/cm", 0.0),),
}  # fmt: skip
_TIERS = {
    Tier.DEFINITION: "definition", Tier.CLAIM: "claim", Tier.LIMIT: "limit", Tier.JOIN: "join",
    Tier.ASSUMPTION: "assumption", Tier.ENVELOPE: "envelope",
}  # fmt: skip
MEANING = {
    CONSISTENT: "One set of values meets all claims, limits, joins, assumptions and reference ranges at once.",
    TENSION: "The claims fit by arithmetic, but not together with the joins, assumptions and reference ranges named.",
    CONTRADICTORY: "The claims exclude one another by arithmetic or thermodynamic limits alone, in every reading.",
    NOT_CHECKABLE: "Nothing bounds any of the claims from a second side; the questions say what is missing.",
    UNDECIDED: "The numbers come within the stated tolerance of one another; neither side could be proved.",
}


def tier(group: Group) -> str:
    """Return what kind of row a group is, in a word."""
    return _TIERS[group.tier]


def unit_said(name: str, value: float, money: str = "money") -> tuple[str, float]:
    """Return the unit in which people say a size of a quantity, and its factor.

    >>> unit_said("rated_energy", 150_000.0)
    ('kWh', 0.001)
    """
    unit = quantity(name).unit
    for better, least in _SAID.get(unit, ()):
        if abs(value) >= least * (1 - 1e-9):
            return better, float(Q(1.0, unit).m_as(Q(1.0, better).units))
    return unit.replace("money", money or "money"), 1.0


def span_words(span: Span, money: str = "money") -> str:
    """Return a range as a reader says it.

    >>> span_words(Span("rated_energy", 150_000.0, None))
    'at least 150 kWh'
    """
    base = span.quantity.partition("__")[0]
    ends = [end for end in (span.low, span.high) if end is not None]
    if not ends:
        return "anything"
    unit, scale = unit_said(base, max(map(abs, ends)), money)
    dated = quantity(base).plain
    low, high = (None if end is None else _number(end * scale, dated) for end in (span.low, span.high))
    if low is None:
        words = f"{'below' if span.high_open else 'at most'} {high}"
    elif high is None:
        words = f"{'above' if span.low_open else 'at least'} {low}"
    else:
        words = low if low == high else f"{low} to {high}"
    return f"{words} {unit}".strip()


def _number(value: float, dated: bool) -> str:
    """Return four digits without trailing zeros; a year as it is written."""
    if dated:
        return f"{value:.6g}"
    text = number(float(f"{value:.{DIGITS}g}"), DIGITS)
    return text.rstrip("0").rstrip(".") if "." in text else text


def money_of(judgement: Judgement) -> str:
    """Return the money that a judged set speaks in, or nothing."""
    found = sorted({name for claim in judgement.claims for name in claim.money})
    return found[0] if len(found) == 1 else ""


def called(name: str, judgement: Judgement | None = None) -> str:
    """Return a variable as a reader calls it: its quantity, and whose it is where the set speaks of several.

    >>> called("car | pack_mass"), called("end_cost__usd")
    ('Pack mass', 'End cost (usd)')
    """
    context, _, quantity_name = name.rpartition(" | ")
    base, _, suffix = quantity_name.partition("__")
    several = judgement is not None and len({claim.context for claim in judgement.claims}) > 1
    where = ", ".join(filter(None, (context if several else "", suffix.replace("_", " "))))
    return humanised(base) + (f" ({where})" if where else "")


def headline(judgement: Judgement) -> str:
    """Return a verdict in one sentence, with what it rests on."""
    if judgement.verdict in {TENSION, CONTRADICTORY}:
        named = [group for group in judgement.subset if group.tier not in {Tier.CLAIM, Tier.DEFINITION}]
        under = f" under {', '.join(group.id for group in named)}" if named else ""
        return f"{judgement.verdict.capitalize()}{under}: {_missed(judgement)}{_beyond(judgement)}"
    return MEANING[judgement.verdict]


def _beyond(judgement: Judgement) -> str:
    """Return that a conflict goes beyond what has been seen, and up to when."""
    dates = [group.as_of for group in judgement.subset if group.tier == Tier.ENVELOPE]
    return f" Beyond anything in the data as of {max(dates)}." if dates else ""


def other_readings(check: Check) -> list[str]:
    """Return what the other readings come to, where they come to something else."""
    others = [judgement for judgement in check.judgements if judgement.verdict != check.verdict]
    return [f"Read {judgement.reading}: {_lower(headline(judgement))}" for judgement in others]


def _lower(text: str) -> str:
    return text[:1].lower() + text[1:]


def _missed(judgement: Judgement) -> str:
    miss, money = judgement.miss, money_of(judgement)
    if miss is None:
        return "the bounds do not meet."
    wanted = [line for line in judgement.break_even if not line.free and line.group.tier != Tier.JOIN]
    ways = " or ".join(
        f"{_lower(called(line.span.name, judgement))} {span_words(line.span, money)}" for line in wanted[:4]
    )
    plain_rows = any(line.plain for product in judgement.certificate.products for line in product.lines)  # type: ignore[union-attr]
    far = f"by {miss:.3g} year{'s' * (miss != 1)}" if plain_rows else f"by a factor of {miss:.4g}"
    touching = miss == (0 if plain_rows else 1)
    apart = "the bounds just exclude each other" if touching else f"the bounds miss each other {far}"
    return f"{apart}; it would take {ways}." if ways else f"{apart}."


def chain(judgement: Judgement) -> list[str]:
    """Return the equations that the proof uses, as text."""
    certificate = judgement.certificate
    if certificate is None:
        return []
    used = (group for group in certificate.groups if group.tier in {Tier.DEFINITION, Tier.JOIN})
    return list(dict.fromkeys(equation_words(group.text) for group in used if "=" in group.text or "<" in group.text))


def equation_words(text: str) -> str:
    """Return an equation as a reader sees it.

    >>> equation_words("end_cost = liquid_unit_cost__then * ratio")
    'end_cost = liquid_unit_cost(then) · ratio'
    """
    return re.sub(r"__(\w+?)(?=\W|$)", lambda found: f"({found[1].replace('_', ' ')})", text).replace("*", "·")


def would_take(line: BreakEven, judgement: Judgement) -> str:
    """Return what a member of the conflict would have to be."""
    return "anything" if line.free else span_words(line.span, money_of(judgement))


def told(check: Check) -> Iterator[str]:
    """Yield the lines that tell a verdict in a terminal."""
    judgement = check.judgement
    yield f"{check.title}: {check.verdict}"
    yield f"  {headline(judgement)}"
    yield from (f"  {line}" for line in other_readings(check))
    for line in judgement.break_even if judgement.subset else ():
        dated = f", as of {line.group.as_of}" if line.group.as_of else ""
        named = f"{tier(line.group)} {line.group.id}: {line.group.text}{dated}"
        yield f"  {named}; would have to be {would_take(line, judgement)}"
        yield from (f"      source: {source}" for source in (line.group.source,) if source)
    yield from (f"  by {text}" for text in chain(judgement))
    if judgement.certificate:
        yield from (f"  proof: {text}" for text in judgement.certificate.text().splitlines()[:MOST_TOLD])
    for name, span in hidden(judgement)[:MOST_TOLD]:
        yield f"  requires {_lower(called(name, judgement))}: {span_words(span, money_of(judgement))}"
    yield from (f"  ask: {question}" for question in judgement.questions)


def hidden(judgement: Judgement) -> list[tuple[str, Span]]:
    """Return the implied ranges of quantities that nobody claimed, the tightest first."""
    claimed = {claim.variable for claim in judgement.claims}
    rows = [(name, span) for name, span in judgement.implied.items() if span.quantity not in claimed]
    return sorted(rows, key=lambda row: _width(row[1]))


def _width(span: Span) -> float:
    if span.low is None or span.high is None or span.low <= 0:
        return math.inf
    return math.log(span.high / span.low)


def record(check: Check) -> dict[str, Any]:
    """Return a verdict as plain data, ready for JSON."""
    judgement = check.judgement
    certificate = judgement.certificate
    return {
        "schema": f"ssbmodel-check-{check.version}",
        "title": check.title,
        "verdict": check.verdict,
        "readings": dict(check.readings),
        "claims": [_claim_row(claim, judgement.by_claim) for claim in judgement.claims],
        "subset": [
            {"id": g.id, "kind": tier(g), "says": g.text, "source": g.source, "as_of": g.as_of}
            for g in judgement.subset
        ],
        "proof": certificate.text().splitlines() if certificate else [],
        "proved": bool(certificate and certificate.verify()),
        "miss": judgement.miss,
        "would_have_to_be": [_range(line.span) | {"id": line.group.id} for line in judgement.break_even],
        "implied": [_range(span) for span in judgement.implied.values()],
        "implied_without": list(judgement.without),
        "questions": list(judgement.questions),
    }


def _claim_row(claim: Any, verdicts: Mapping[str, str]) -> dict[str, Any]:
    names = ("quantity", "level", "basis", "kind", "evidence", "claimant", "source")
    row = {"id": claim.label, "says": claim.printed, "verdict": verdicts[claim.label]}
    row |= {name: getattr(claim, name) for name in names}
    return row | {"as_of": None if claim.as_of is None else str(claim.as_of), "not_measured": list(claim.not_measured)}


def _range(span: Span) -> dict[str, Any]:
    base = span.quantity.partition("__")[0]
    return {"quantity": span.name.removeprefix(" | "), "unit": quantity(base).unit, "low": span.low, "high": span.high}
