"""How hypothesis runs here: the same examples each time; ``--hypothesis-profile=search`` looks for new ones."""

from hypothesis import settings

settings.register_profile("house", deadline=None, max_examples=20, derandomize=True, database=None)
settings.register_profile("search", deadline=None, max_examples=500, database=None)
settings.load_profile("house")
