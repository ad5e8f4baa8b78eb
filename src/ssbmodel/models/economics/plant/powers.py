"""Powers of what a plant handles over its base: each logarithm and each root of it is worked out once."""

from typing import Any

_LEAST = 1e-300  # stands for nothing under a logarithm: every power of it that a step has is nothing
_ROOT, _CLOSE = 20, 1e-9


class Powers:
    """Powers of named ratios.

    Exponents of plants are mostly multiples of 0.05: these are whole powers of one root, a product or two where an
    exponential costs ten.
    """

    def __init__(self, ratios: dict[str, Any], xp: Any) -> None:
        self.ratios, self._xp = ratios, xp
        self._powers: dict[tuple[str, float], Any] = {}
        self._roots: dict[tuple[str, int], Any] = {}

    def of(self, name: str, exponent: float) -> Any:
        """Return a ratio to an exponent above nothing."""
        key = name, exponent
        if key not in self._powers:
            self._powers[key] = self._raised(name, exponent)
        return self._powers[key]

    def _raised(self, name: str, exponent: float) -> Any:
        ratio, steps = self.ratios[name], round(_ROOT * exponent)
        if not hasattr(ratio, "dtype"):
            return ratio**exponent
        if abs(_ROOT * exponent - steps) > _CLOSE or not 0 < steps < _ROOT:
            return self._xp.exp(exponent * self._xp.log(ratio + _LEAST))
        if steps <= _ROOT // 2:
            return self._rooted(name, steps)
        return ratio / self._rooted(name, _ROOT - steps)

    def _rooted(self, name: str, count: int) -> Any:
        """Return the root of a ratio, multiplied by itself."""
        key = name, count
        if key not in self._roots:
            if count == 1:
                found = self._xp.exp(self._xp.log(self.ratios[name] + _LEAST) / _ROOT)
            else:
                found = self._rooted(name, count // 2) * self._rooted(name, count - count // 2)
            self._roots[key] = found
        return self._roots[key]
