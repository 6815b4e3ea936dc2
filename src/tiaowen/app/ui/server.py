"""The server: the page on a FastAPI application of our own, so that nothing of Gradio's launcher runs.

The launcher looks for a free port, speaks English, and asks itself over HTTP whether it is up, through whatever
proxy the environment names.
"""

from __future__ import annotations

import errno
import socket
import threading
import webbrowser
from collections.abc import Callable
from contextlib import suppress

import gradio as gr
import uvicorn
from fastapi import FastAPI
from starlette.routing import Mount

from tiaowen.app.api import mount_api
from tiaowen.app.logs import show_questions
from tiaowen.app.render.page import words
from tiaowen.app.render.page.frame import METADATA
from tiaowen.app.ui.page import build_page
from tiaowen.app.ui.theme import build_theme
from tiaowen.app.ui.views import STATIC
from tiaowen.assistant import Assistant
from tiaowen.errors import TiaowenError


class Server(uvicorn.Server):
    """A server that prepares what answers need while the page can be read already.

    When it ends it ends the streams of open pages before it waits for their connections to close. ``problem`` is
    what kept it from being prepared.
    """

    def __init__(self, config: uvicorn.Config, prepare: Callable[[], None] | None = None) -> None:
        super().__init__(config)
        self.problem: Exception | None = None
        self._prepare = prepare

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        """Take requests, and prepare in a thread what they will need."""
        await super().startup(sockets)
        if self._prepare is not None:
            threading.Thread(target=self._run, args=(self._prepare,), name="prepare", daemon=True).start()

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        """Close everything, without a trace for every page that is still open."""
        app = self.config.app
        for route in app.routes if isinstance(app, FastAPI) else ():
            if isinstance(route, Mount) and isinstance(route.app, gr.routes.App):
                route.app.stop_event.set()
        await super().shutdown(sockets)

    def _run(self, prepare: Callable[[], None]) -> None:
        try:
            prepare()
        except Exception as error:  # noqa: BLE001 - raised again where the server was started
            self.problem = error
            self.should_exit = True


def build_app(assistant: Assistant) -> FastAPI:
    """Return the web application: the interface at ``/api``, the page at ``/`` without what of Gradio's is not ours.

    That is its footer, history, uploads and fonts.
    """
    # FastAPI's own documentation pages load their scripts from another host.
    app = FastAPI(title=words.TITLE, docs_url=None, redoc_url=None, openapi_url=None)
    mount_api(app, assistant)
    gr.mount_gradio_app(
        app,
        build_page(assistant, tools=assistant.settings.mcp),
        path="/",
        footer_links=[],
        run_history=False,
        show_error=False,
        max_file_size="1kb",
        ssr_mode=False,
        enable_monitoring=False,
        pwa=False,
        mcp_server=assistant.settings.mcp,
        favicon_path=str(STATIC / "icon.svg"),
        theme=build_theme(),
        css_paths=[STATIC / "page.css", STATIC / "forms.css"],
        head=f"{METADATA}<script>{(STATIC / 'page.js').read_text(encoding='utf-8')}</script>",
    )
    return app


def to_config(assistant: Assistant) -> uvicorn.Config:
    """Return how the server is run: no requests in its log, and addresses taken from the trusted proxies alone."""
    proxies = assistant.settings.proxies
    return uvicorn.Config(
        build_app(assistant),
        log_level="warning",
        access_log=False,
        server_header=False,
        proxy_headers=bool(proxies),
        forwarded_allow_ips=proxies or None,
        timeout_graceful_shutdown=5,
    )


def listen(host: str, port: int) -> socket.socket:
    """Return a socket that listens on ``host`` and ``port`` (0: any that is free).

    Raises :class:`~tiaowen.errors.TiaowenError` where the port is taken or the address is not this machine's.
    """
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    listener = socket.socket(family, socket.SOCK_STREAM)
    try:
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listener.bind((host, port))
        listener.listen(128)
    except (OSError, OverflowError) as error:
        listener.close()
        taken = isinstance(error, OSError) and error.errno == errno.EADDRINUSE
        message = words.port_taken(host, port) if taken else words.cannot_listen(host, port, str(error))
        raise TiaowenError(message) from error
    return listener


def serve(  # noqa: PLR0913 - what a person may say of it
    assistant: Assistant,
    *,
    host: str,
    port: int,
    open_browser: bool,
    announce: Callable[[str], None] | None = None,
    prepare: Callable[[], None] | None = None,
) -> None:
    """Serve the page until interrupted; ``announce`` is told its address once it can be opened.

    ``prepare`` is what answers need, such as the index: it is done once the page can be read, and where it cannot be
    done the server ends. Raises what ``prepare`` raised, and :class:`~tiaowen.errors.TiaowenError` where the port is
    taken.
    """
    with listen(host, port) as listener:
        url = url_of(listener)
        server = Server(to_config(assistant), prepare)
        if assistant.settings.log_questions:
            show_questions()
        if announce:
            announce(url)
        if open_browser:
            webbrowser.open(url)
        with suppress(KeyboardInterrupt):  # uvicorn hands it on once it has shut down
            server.run(sockets=[listener])
        if server.problem is not None:
            raise server.problem


def url_of(listener: socket.socket) -> str:
    """Return the address under which a browser on this machine reaches ``listener``."""
    host, port = listener.getsockname()[:2]
    here = {"0.0.0.0": "127.0.0.1", "::": "[::1]"}.get(host, f"[{host}]" if ":" in host else host)
    return f"http://{here}:{port}/"
