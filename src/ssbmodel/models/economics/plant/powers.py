"""Powers of what a plant handles over its base: each ratio's logarithm is taken once."""

from typing import Any

_LEAST = 1e-300  # stands for nothing under a logarithm: every power of it that a step has is nothing
_PARTS, _CLOSE = 20, 2.0**-30


class Powers:
    """Powers of named ratios.

    Exponents of plants are mostly multiples of 0.05: these are the ratio times whole powers of one root, a product or
    two where an exponential costs ten. The root of each ratio is kept, its powers until another ratio is asked for:
    what is kept longer falls out of the cache.
    """

    def __init__(self, ratios: dict[str, Any], xp: Any) -> None:
        self._ratios, self.xp = ratios, xp
        self._roots: dict[str, Any] = {}
        self._name, self._known = "", dict[int, Any]()

    def of(self, name: str, exponent: float) -> Any:
        """Return a ratio to an exponent above nothing."""
        ratio, parts = self._ratios[name], round(_PARTS * exponent)
        if not hasattr(ratio, "dtype"):
            return ratio**exponent
        if abs(_PARTS * exponent - parts) > _CLOSE or not 0 < parts < _PARTS:
            return self.xp.exp(exponent * self.xp.log(ratio + _LEAST))
        if name != self._name:
            self._name, self._known = name, {1: self._root(name)}
        return ratio * self._whole(_PARTS - parts) if 2 * parts > _PARTS else 1 / self._whole(parts)

    def _root(self, name: str) -> Any:
        """Return the ratio to the exponent -0.05."""
        if name not in self._roots:
            self._roots[name] = self.xp.exp(-1 / _PARTS * self.xp.log(self._ratios[name] + _LEAST))
        return self._roots[name]

    def _whole(self, count: int) -> Any:
        """Return the root at hand, multiplied by itself."""
        if count not in self._known:
            half = count // 2
            self._known[count] = self._whole(half) * self._whole(count - half)
        return self._known[count]
