"""Serves the page and the API with waitress, a production WSGI server."""

from __future__ import annotations

import click
from waitress.server import create_server

from indexer.engines.base import Engine
from indexer.errors import UsageError
from search_ui.app import create_app

MAX_HEADER_BYTES = 65_536


def serve(engine: Engine, host: str, port: int, threads: int) -> None:
    """Serves until it is stopped; prints the link once it listens. Port 0 takes a free one."""
    app = create_app(engine)
    try:
        server = create_server(
            app,
            host=host,
            port=port,
            threads=threads,
            ident=None,
            max_request_header_size=MAX_HEADER_BYTES,
            max_request_body_size=1,
            clear_untrusted_proxy_headers=True,
        )
    except OSError as error:
        raise UsageError(
            f"cannot listen on {host} port {port} ({error.strerror}): choose another --port"
        ) from error
    taken = getattr(server, "effective_port", port)  # a server of several sockets has none
    click.echo(f"Kashshaf is at http://{host}:{taken}/ (Ctrl-C ends it)")
    try:
        server.run()
    finally:
        server.close()
