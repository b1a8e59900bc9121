"""The port that the site is at, held from before anything is prepared."""

import errno
import socket

from scr_site.launch.serve_options import CannotServe, Options


def listening(options: Options) -> socket.socket:
    """A socket that holds the port from now on, before anything is prepared. Raises CannotServe."""
    try:
        addresses = socket.getaddrinfo(
            options.host, options.port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE
        )
        family, kind, protocol, _, target = addresses[0]
        listener = socket.socket(family, kind, protocol)
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listener.bind(target)
        # Until a socket listens, another one can be bound to the same port.
        listener.listen(2048)
    except (OSError, UnicodeError) as error:
        raise CannotServe(_no_port(options, error)) from None
    return listener


def _no_port(options: Options, error: OSError | UnicodeError) -> str:
    another = (
        f"choose another, for example: bin/serve --port {8001 if options.port != 8001 else 8002}"
    )
    number = getattr(error, "errno", None)
    if number == errno.EADDRINUSE:
        return f"Port {options.port} on {options.host} is taken by another program: {another}"
    if number == errno.EACCES:
        return f"Only the administrator may use port {options.port}: {another}"
    return (
        f"{options.host!r} is not an address of this machine: choose another, "
        "for example: bin/serve --host 127.0.0.1"
    )


def with_port(options: Options, listener: socket.socket) -> Options:
    return Options(options.host, listener.getsockname()[1], options.fresh)
