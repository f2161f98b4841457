"""Map: places, events and front lines by date."""

from dashboard import mapview

mapview.show()
