from .money import Money as Money
from .parts import AtRate as AtRate, Constant as Constant, Stated as Stated
