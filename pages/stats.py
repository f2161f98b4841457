"""Statistics: events and claims by time, type, actor, place and source."""

from dashboard import stats

stats.show()
