"""Where each number on a page comes from: anchors, links and hover texts, and the lists they lead to.

A :class:`Trail` knows the outlooks of a page. It makes a :class:`Cell` of an answer or an assumption, and tells, for
each answer, the equation with every input in it linked onward, down to what a document said.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from html import escape
from typing import Any, NamedTuple

from ..core.assumption import Assumption
from ..ground.door import Door
from ..ground.errors import StudyError
from ..sheets import reader
from ..study.said import Stated
from .answers import Answers, label
from .wording import NOTHING, exactly, number, plain, said, slug, span, unit_of, with_signs

MOST_NAMED = 12  # assumptions that a hover text names
CASES = ("low", "central", "high")


class Cell(NamedTuple):
    """One number of a page: its text, its range below, its unit, where it leads and what it says on hovering."""

    text: str
    href: str = ""
    title: str = ""
    minor: str = ""
    unit: str = ""


class Input(NamedTuple):
    """One argument of an equation: its symbol, its name, and the cells that stand for it."""

    symbol: str
    name: str
    cells: tuple[Cell, ...]


class Equation(NamedTuple):
    """What a model function computes: in words, as an equation, and with the symbol of each argument."""

    words: str
    latex: str
    symbols: Mapping[str, str]


@dataclass(frozen=True)
class Why:
    """One answer of one study with everything it is computed from."""

    anchor: str
    study: Answers
    answer: Cell
    inputs: tuple[Input, ...]
    figures: tuple[Cell, ...]

    @property
    def printed(self) -> tuple[Any, ...]:
        """All that a reader sees of it, the study's name apart."""
        texts = tuple((cell.text, cell.minor, cell.unit) for part in self.inputs for cell in part.cells)
        assumed = tuple(cell.href for part in self.inputs for cell in part.cells if cell.href.startswith("assumption"))
        return (self.answer.text, self.answer.minor, texts, assumed, self.figures)


@dataclass(frozen=True)
class Chosen:
    """One assumption of the page, and which studies make it."""

    anchor: str
    label: str
    said: Stated
    cell: Cell
    told: str
    figures: tuple[Cell, ...]

    @property
    def rule(self) -> str:
        """How the value follows, with signs as printed."""
        return with_signs(plain(self.said.how))

    @property
    def reason(self) -> str:
        """Why it was chosen, with signs as printed."""
        return with_signs(plain(self.assumption.reason))

    @property
    def assumption(self) -> Assumption:
        """What was stated."""
        return self.said.assumption


class Trail:
    """The way from each number of a page back to its assumptions and figures.

    Parameters
    ----------
    outlooks : answers of studies with different names
    """

    def __init__(self, outlooks: Iterable[Answers]) -> None:
        self.outlooks = {outlook.name: outlook for outlook in outlooks}
        self._keys = _distinct(self.outlooks)
        self._anchors: dict[tuple[str, str], str] = {}
        self._chosen: dict[str, tuple[str, Assumption, list[str]]] = {}
        stated = dict.fromkeys(name for outlook in self.outlooks.values() for name in outlook.names)
        for field in stated:
            self._gather(field)

    def _gather(self, field: str) -> None:
        """Give each distinct assumption on a field its anchor."""
        known: list[Assumption] = []
        for name, outlook in self.outlooks.items():
            if field not in outlook.names:
                continue
            assumption = outlook.said(field).assumption
            if assumption not in known:
                known.append(assumption)
            anchor = f"assumption-{slug(field)}-{known.index(assumption) + 1}"
            self._anchors[name, field] = anchor
            self._chosen.setdefault(anchor, (field, assumption, []))[2].append(name)

    def chosen(self) -> list[Chosen]:
        """Return every assumption of the page once, in the order of the fields."""
        listed = []
        for anchor, (field, _, names) in self._chosen.items():
            stated = self.outlooks[names[0]].said(field)
            cell = self.assumption(self.outlooks[names[0]], field)
            figures = tuple(map(figure_cell, stated.rests_on))
            listed.append(Chosen(anchor, label(field), stated, cell, self._told(names), figures))
        return listed

    def _told(self, names: list[str]) -> str:
        """Return studies in as few words as possible."""
        others = [name for name in self.outlooks if name not in names]
        if len(others) >= len(names):
            return plain(", ".join(names))
        return plain("all but " + ", ".join(others)) if others else "all"

    def assumption(self, outlook: Answers, field: str) -> Cell:
        """Return an assumption's value, linked to its entry; nothing where the study does not state it."""
        try:
            assumption = outlook.said(field)
        except StudyError:
            return nothing(f"{label(field)}: not stated in this study")
        title = f"{label(field)}: {plain(assumption.how)} ({assumption.assumption.derivation})"
        how = said(field, assumption.unit)
        low, central, high = (exactly(value, field) for value in how.values(assumption.ends))
        minor = "" if low == high else f"{low} to {high}"
        return Cell(central, self._anchors[outlook.name, field], title, minor, how.unit)

    def answer(self, outlook: Answers, name: str, row: int = 0) -> Cell:
        """Return one answer in one year, its number linked to how it is computed."""
        if name not in outlook.results:
            return nothing(f"{label(name)}: not answered by this study")
        quantity: Any = outlook.results[name]
        how = said(name, unit_of(quantity))
        low, central, high = how.values(outlook.case(name, case).magnitude[row] for case in CASES)
        minor = span(low, high) if number(low) != number(high) else ""
        return Cell(number(central), self.anchor(outlook, name), self._title(outlook, name), minor, how.unit)

    def anchor(self, outlook: Answers, name: str) -> str:
        """Return the id of the entry that tells how an answer of a study is computed."""
        return f"why-{slug(name)}-{self._keys[outlook.name]}"

    def key(self, outlook: Answers) -> str:
        """Return the part of an id that stands for a study."""
        return self._keys[outlook.name]

    def _title(self, outlook: Answers, name: str) -> str:
        fields, figures = outlook.rests_on(name)
        call = f"{outlook.function(name).__name__}({', '.join(outlook.inputs(name).values())})"
        told = f" Figures: {', '.join(figures)}." if figures else ""
        more = f" and {len(fields) - MOST_NAMED} more" if len(fields) > MOST_NAMED else ""
        return f"{label(name)} = {call}. Assumptions: {', '.join(fields[:MOST_NAMED])}{more}.{told}"

    def why(self, outlook: Answers, name: str) -> Why:
        """Return how one answer is computed, each input linked onward."""
        symbols = equation(outlook.function(name)).symbols
        inputs = outlook.inputs(name).items()
        told = tuple(
            Input(mathematics(symbols.get(p, p)), p, tuple(self._inputs(outlook, source))) for p, source in inputs
        )
        figures = tuple(map(figure_cell, outlook.rests_on(name)[1]))
        row = len(outlook.years) - 1
        answer = self.answer(outlook, name, row)
        return Why(answer.href, outlook, answer, told, figures)

    def _inputs(self, outlook: Answers, source: str) -> Iterator[Cell]:
        """Yield what an argument is taken from: an assumption, another answer, or a difference of years."""
        if source in outlook.names:
            yield self.assumption(outlook, source)
        elif source in outlook.results:
            yield self.answer(outlook, source, len(outlook.years) - 1)
        elif source == "year":
            yield Cell(str(outlook.years[-1]))
        else:
            yield Cell(label(source))


def figure_anchor(name: str) -> str:
    """Return the id of a figure's entry.

    >>> figure_anchor("004/battery-cost-2030")
    'figure-004-battery-cost-2030'
    """
    return f"figure-{slug(name)}"


def figure_cell(name: str) -> Cell:
    """Return a figure's id, linked to its entry."""
    return Cell(name, figure_anchor(name), str(reader.figures()[name]))


def nothing(title: str) -> Cell:
    """Return the cell of what nobody states."""
    return Cell(NOTHING, "", title)


def equation(function: Door[..., Any]) -> Equation:
    r"""Return what a model function's documentation says it computes.

    >>> from ssbmodel import pack_cost
    >>> equation(pack_cost).latex
    'C = E \\, c'
    """
    told = function.__doc__ or ""
    latex = re.search(r"\.\. math::\s+(.+(?:\n +\S.*)*)", told)
    symbols = re.findall(r"(\w+) : [^\n]+\n[^\n]*?:math:`([^`]+)`", told)
    words = re.sub(r":\w+:`([^`]+)`", r"\1", told.partition("\n")[0])
    return Equation(words, " ".join(latex[1].split()) if latex else "", dict(symbols))


def _distinct(names: Iterable[str]) -> dict[str, str]:
    """Return a part of an id for each name; names that differ never share one."""
    keys: dict[str, str] = {}
    for name in names:
        key = slug(name)
        while key in keys.values():
            key += "x"
        keys[name] = key
    return keys


_GREEK = {
    "rho": "ρ", "eta": "η", "kappa": "κ", "pi": "π", "omega": "ω", "mu": "μ", "alpha": "α", "beta": "β", "tau": "τ",
    "lambda": "λ", "sigma": "σ", "theta": "θ", "epsilon": "ε", "varepsilon": "ε", "gamma": "γ", "delta": "δ",
    "phi": "φ", "Delta": "Δ", "Sigma": "Σ",
}  # fmt: skip
_UPRIGHT = {"log", "ln", "max", "min", "exp"}
_SIGNS = {"quad": " ", "qquad": " ", "le": "≤", "ge": "≥", "cdot": "·", "times": "×", "sum": "Σ"}
_ROOT = re.compile(r"\\sqrt\{((?:[^{}]|\{[^{}]*\})*)\}")
_FRACTION = re.compile(r"\\frac" + 2 * r"\{((?:[^{}]|\{[^{}]*\})*)\}")
_PIECE = re.compile(r"\\(?:mathrm|text)\{([^{}]*)\}|\\([A-Za-z]+)|([_^])(?:\{([^{}]*)\}|(.))|([A-Za-z]'?)|(.)")


def mathematics(latex: str) -> str:
    r"""Return an equation as HTML, for the few things that the library's equations are made of.

    >>> mathematics(r"m = E / (g \, \eta)")
    '<i>m</i> = <i>E</i> / (<i>g</i> <i>η</i>)'
    >>> mathematics("c = c_0 (1 - r)^n")
    '<i>c</i> = <i>c</i><sub>0</sub> (1 − <i>r</i>)<sup><i>n</i></sup>'
    """
    flat = _ROOT.sub(r"√(\1)", _FRACTION.sub(r"[(\1) / (\2)]", latex))
    return "".join(map(_piece, _PIECE.finditer(re.sub(r"\s*\\[,;]\s*", " ", flat))))


def _piece(found: "re.Match[str]") -> str:
    upright, word, script, braced, single, letter, other = found.groups()
    if upright or word in _UPRIGHT:
        return escape(upright or word)
    if word:
        return _SIGNS.get(word) or f"<i>{_GREEK.get(word, word)}</i>"
    if script:
        tag = "sub" if script == "_" else "sup"
        return f"<{tag}>{mathematics(braced or single)}</{tag}>"
    return f"<i>{letter.replace(chr(39), '′')}</i>" if letter else escape(other.replace("-", "−"))


def typeset(text: str) -> str:
    """Return a plain equation as HTML: single letters slanted, what follows them lowered, exponents raised.

    >>> typeset("m <= c1 (r_cap)^(1/T)")
    '<i>m</i> ≤ <i>c</i><sub>1</sub> (<i>r</i><sub>cap</sub>)<sup>1/<i>T</i></sup>'
    """
    told = escape(text.replace("<=", "≤").replace(" - ", " − "))
    told = re.sub(r"\b([A-Za-z])(?:_([a-z]+)|(\d))?(?![\w])", _slanted, told)
    return re.sub(r"\^\(([^)]*)\)", r"<sup>\1</sup>", told)


def _slanted(found: "re.Match[str]") -> str:
    below = found[2] or found[3]
    return f"<i>{found[1]}</i>" + (f"<sub>{below}</sub>" if below else "")
