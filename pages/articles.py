"""Articles: the list, and each one with its findings marked."""

from dashboard import articles

articles.show()
