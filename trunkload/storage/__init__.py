"""Database (SQLAlchemy and Alembic) and files."""
