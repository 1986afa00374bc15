"""Alembic's entry: runs over the connection handed in by `store.schema`, inside its transaction.

Without ``transactional_ddl`` Alembic would leave half a migration behind when one fails on SQLite.
"""

from alembic import context

from models.tables import metadata

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=metadata,
    render_as_batch=True,
    transactional_ddl=True,
)
with context.begin_transaction():
    context.run_migrations()
