"""Makes the library's own kinds of parts known by name, as files name them."""

from importlib import import_module

DOMAINS = ("cells", "packs", "plants", "costs", "vehicles")


def load_kinds() -> None:
    """Load the modules that hold the library's parts; those of users are known once their class is made."""
    for domain in DOMAINS:
        package = import_module(f"....{domain}", __name__)
        for name in package.__all__:
            getattr(package, name)
