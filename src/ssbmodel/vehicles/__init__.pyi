from .parts import Climate as Climate, Stated as Stated
