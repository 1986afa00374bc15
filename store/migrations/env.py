"""Alembic's entry: runs over the connection handed in by `store.schema`, inside its transaction.

Without ``transactional_ddl`` Alembic would leave half a migration behind when one fails on SQLite.
"""

from alembic import context

from models.tables import metadata
from store.crash_points import crash_point

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=metadata,
    render_as_batch=True,
    transactional_ddl=True,
    on_version_apply=lambda **_: crash_point("migrate.step"),
)
with context.begin_transaction():
    context.run_migrations()
