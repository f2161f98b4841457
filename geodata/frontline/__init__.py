"""The front line on one day: areas, line and 80 % band computed from claims."""

from geodata.frontline.answer import answer
from geodata.frontline.compare import Comparison, compare
from geodata.frontline.frames import control_frames, control_modes, draw_modes
from geodata.frontline.front import Area, Front, draw_front
from geodata.frontline.ground import Ground, ground_of
from geodata.frontline.segment import FrontLine

__all__ = [
    "Area",
    "Comparison",
    "Front",
    "FrontLine",
    "Ground",
    "answer",
    "compare",
    "control_frames",
    "control_modes",
    "draw_front",
    "draw_modes",
    "ground_of",
]
