"""Who supplies what to whom in a study: one line per pair of parts, what was cut, and what reaches nothing."""

from dataclasses import dataclass
from typing import Any

from ..core.graph import taken
from ..core.own import AS_STATED
from .composition import EDIT


@dataclass(frozen=True)
class Wiring:
    """The joins of a study; print it to read it."""

    study: Any
    name: str | None = None

    @property
    def pairs(self) -> dict[tuple[str, str], tuple[str, ...]]:
        """The names that go from one part to another, by pair of parts."""
        made = self.study.composition
        graph = made.graph
        inside = set(graph.walk(self.name)) if self.name else set(graph.names)
        found: dict[tuple[str, str], dict[str, None]] = {}
        for one in graph.nodes:
            for name in taken(one):
                giver = graph.suppliers[name].part if name in graph.suppliers else made.by.get(name, "")
                used = any(graph.suppliers.get(n) is one and n in inside for n in graph.suppliers)
                if giver and giver != one.part and name in inside and used and not name.endswith(AS_STATED):
                    found.setdefault((giver, one.part), {})[name] = None
        return {pair: tuple(names) for pair, names in found.items()}

    @property
    def cuts(self) -> tuple[str, ...]:
        """What was computed or stated and is supplied by the user instead."""
        made = self.study.composition
        own = {one.name for one in self.study.own}
        said = {name: "own function" if name in own else EDIT for name in made.cuts}
        return tuple(f"{name} <- {said[name]} (was: {was})" for name, was in made.cuts.items())

    @property
    def unheard(self) -> tuple[str, ...]:
        """What is stated and asked for by nobody."""
        made = self.study.composition
        limits = {name for one in made.flags for name in one.asks}
        heard = made.graph.askers.keys() | limits
        return tuple(name for name in made.said if name in made.by and name not in heard)

    @property
    def apart(self) -> tuple[str, ...]:
        """Parts that feel nothing of another that comes before them."""
        parts = [part.title() for part in self.study.parts if part.role != "common"]
        joined = {pair for pair in self.pairs if pair[0] in parts and pair[1] in parts}
        felt = {receiver for _, receiver in joined} | {giver for giver, _ in joined}
        lonely = [part for part in parts if part not in felt and len(parts) > 1]
        lines = [f"{part} is joined to no other part" for part in lonely]
        roles = {part.role: part.title() for part in self.study.parts}
        pack, vehicle = roles.get("pack"), roles.get("vehicle")
        if pack and vehicle and "pack_mass" not in self.pairs.get((pack, vehicle), ()):
            lines.append(f"{vehicle} does not feel the mass of the pack")
        return tuple(lines)

    def __str__(self) -> str:
        lines = [f"{giver} -> {taker}: {', '.join(names)}" for (giver, taker), names in self.pairs.items()]
        lines += list(self.cuts)
        if self.name is None:
            if self.unheard:
                lines.append(f"stated, and asked for by nobody: {', '.join(self.unheard)}")
            left = self.study.composition.left_out()
            if left:
                lines.append(f"not answered, as nobody states what they need: {', '.join(left)}")
            lines += list(self.apart)
        return "\n".join(lines) or "one part alone: nothing goes from one to another"
