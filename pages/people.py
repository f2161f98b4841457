"""People: what each who signed in may do."""

from dashboard import people

people.show()
