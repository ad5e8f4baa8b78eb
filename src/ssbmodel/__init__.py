"""Techno-economics of solid-state EV batteries against liquid-electrolyte ones.

The public names stand in ``__init__.pyi`` and are loaded when first used, so that importing the package costs no more
than importing numpy.
"""

from typing import Any

import lazy_loader

__version__ = "0.1.0"

_load, _names, __all__ = lazy_loader.attach_stub(__name__, __file__)
# These are made at first use by a function of the same name in their module.
_MADE = {"figures": "sheets.reader", "systems": "sheets.systems"}
__all__ += [*_MADE]


def __getattr__(name: str) -> Any:
    if name in _MADE:
        from importlib import import_module

        globals()[name] = getattr(import_module(f".{_MADE[name]}", __name__), name)()
        return globals()[name]
    if name not in __all__:
        raise AttributeError(f"module 'ssbmodel' has no attribute {name!r}.{_near(name)}")
    return _load(name)


def _near(name: str) -> str:
    from .ground.errors import did_you_mean

    return did_you_mean(name, __all__)


def __dir__() -> list[str]:
    return sorted([*globals(), *__all__])
