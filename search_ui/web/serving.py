"""Serves the page and the API with waitress, a production WSGI server."""

from __future__ import annotations

import logging
from ipaddress import ip_address
from typing import Any

import click
from flask import Flask
from waitress.server import BaseWSGIServer, create_server

from indexer.engines.base import Engine
from indexer.errors import UsageError
from indexer.settings import Settings
from search_ui.web.app import create_app
from search_ui.web.queries import MAX_UPLOAD
from search_ui.web.request_lines import LenientChannel
from search_ui.web.request_log import lines_of_json
from search_ui.web.warming import warmed

MAX_HEADER_BYTES = 65_536
_FORWARDED = {f"x-forwarded-{name}" for name in ("for", "proto", "host", "port")}
MAX_BODY_BYTES = 2 * MAX_UPLOAD  # more than that is not even heard; the application refuses more


def serve(engine: Engine, host: str, port: int, threads: int, settings: Settings) -> None:
    """Serves until it is stopped; prints the link once it listens. Port 0 takes a free one."""
    app = create_app(engine, settings)
    server = listening(app, host, port, threads, settings.proxy)
    warmed(app, engine)
    for name, taken in _listens(server):
        click.echo(f"Kashshaf is at http://{name}:{taken}/ (Ctrl-C ends it)")
    loggers = (app.logger, logging.getLogger("waitress")) if settings.log == "json" else ()
    try:
        with lines_of_json(*loggers):
            server.run()
    finally:
        server.close()


def listening(app: Flask, host: str, port: int, threads: int = 4, proxy: str | None = None) -> Any:
    """A waitress server that listens, and answers once it is run. Raises `UsageError`."""
    sockets: dict[int, Any] = {}  # by number, one for each address of the host
    try:
        server = create_server(
            app,
            map=sockets,
            host=host,
            port=port,
            threads=threads,
            ident=None,
            max_request_header_size=MAX_HEADER_BYTES,
            max_request_body_size=MAX_BODY_BYTES,
            **_behind(proxy),
        )
    except OSError as error:
        raise UsageError(
            f"cannot listen on {host} port {port} ({error.strerror}): choose another --port"
        ) from error
    except ValueError as error:  # waitress: the name means nothing
        raise UsageError(f"{host!r} is no address to listen on: choose another --host") from error
    for socket in sockets.values():
        if isinstance(socket, BaseWSGIServer):
            socket.channel_class = LenientChannel
    return server


def _behind(proxy: str | None) -> dict[str, Any]:
    """How waitress takes what a proxy says of a request: who asks, and under which address the
    proxy is reached. From all others these headers go unread. Raises `UsageError`."""
    unread = {"clear_untrusted_proxy_headers": True}
    if not proxy:
        return unread
    if proxy != "*":
        try:
            proxy = str(ip_address(proxy))
        except ValueError as error:
            raise UsageError(
                f"KASHSHAF_PROXY={proxy!r} is no IP address: give that of the proxy, such as "
                "127.0.0.1, or * where nobody but the proxy reaches this server"
            ) from error
    return {**unread, "trusted_proxy": proxy, "trusted_proxy_headers": _FORWARDED}


def _listens(server: Any) -> list[tuple[str, int]]:
    """Where a server listens, as links name it: a host may have several addresses."""
    several = getattr(server, "effective_listen", None)  # a server of several sockets has it
    listens = several or [(server.effective_host, server.effective_port)]
    return [(f"[{host}]" if ":" in host else host, int(port)) for host, port in listens]
