"""The chemistries that the library knows, to which users add theirs."""

from ..presets.stated import catalogues

chemistries = catalogues.CHEMISTRIES
