"""Status: how the app is, for whoever runs it."""

from dashboard import status

status.show()
