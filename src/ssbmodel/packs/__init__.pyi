from .batpac import BatPaC as BatPaC
from .parts import AsBuilt as AsBuilt, Ratios as Ratios
