"""Keeps readers from waiting for staff: what the public asks for is read over connections of its own."""

from reviews.lib import request_context


class PublicConnections:
    """Both names in DATABASES are of one database; each has its own pool of connections."""

    def db_for_read(self, model, **hints) -> str:
        return request_context.database.get()

    def allow_relation(self, first, second, **hints) -> bool:
        return True

    def allow_migrate(self, name: str, app_label: str, **hints) -> bool | None:
        return None if name == "default" else False
