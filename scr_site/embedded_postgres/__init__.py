"""A PostgreSQL server that the site starts for itself."""

from scr_site.embedded_postgres.server import Server, address, remove

__all__ = ["Server", "address", "remove"]
