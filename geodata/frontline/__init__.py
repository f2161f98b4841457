"""The front line on one day: areas, line and 80 % band computed from claims."""

from geodata.frontline.answer import answer
from geodata.frontline.front import Area, Band, Front, FrontLine, draw_front
from geodata.frontline.ground import Ground, ground_of

__all__ = ["Area", "Band", "Front", "FrontLine", "Ground", "answer", "draw_front", "ground_of"]
