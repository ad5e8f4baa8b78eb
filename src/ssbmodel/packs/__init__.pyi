from .batpac import BatPaC as BatPaC
from .parts import Ratios as Ratios
