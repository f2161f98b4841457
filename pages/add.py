"""Add: articles pasted or dropped, looked at, then added to a corpus."""

from dashboard import adding

adding.show()
