"""Runs the migrations on the connection that the library gives."""

from alembic import context

from geodata.library.tables import metadata

context.configure(connection=context.config.attributes["connection"], target_metadata=metadata, render_as_batch=True)
context.run_migrations()
