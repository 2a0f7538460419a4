"""Knows how Alembic runs: on the connection it is given, inside that connection's transaction."""

from alembic import context

# No target metadata: a migration names everything itself and stays as it was, whatever the tables become.
context.configure(connection=context.config.attributes["connection"])
context.run_migrations()
