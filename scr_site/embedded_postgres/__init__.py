"""A PostgreSQL server of the site’s own."""

from scr_site.embedded_postgres.server import Server, address, remove

__all__ = ["Server", "address", "remove"]
