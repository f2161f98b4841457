"""Review: what is in doubt, decided by a person; and the history of it."""

from dashboard import review

review.show()
