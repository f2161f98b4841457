"""Method: how each thing is made, its limits, attributions."""

from dashboard import method

method.show()
