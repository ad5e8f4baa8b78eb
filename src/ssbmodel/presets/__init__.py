"""What we chose, each with its source."""

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from .traces import cycle as cycle, cycles as cycles, read_cycle as read_cycle

_HOME_OF = dict.fromkeys(("cycle", "cycles", "read_cycle"), "traces")


def __getattr__(name: str) -> Any:
    from importlib import import_module

    if name not in _HOME_OF:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f".{_HOME_OF[name]}", __name__), name)
