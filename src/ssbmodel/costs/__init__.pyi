from .money import Money as Money
from .parts import AtRate as AtRate, Constant as Constant, Learning as Learning, Stated as Stated
