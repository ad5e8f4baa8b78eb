from .parts import Ratios as Ratios
