"""The HTTP interface: what the page can do, for programs. Wording is in ``render.api``; nothing is decided here."""

from __future__ import annotations

from tiaowen.app.api.description import build_api, mount_api

__all__ = ["build_api", "mount_api"]
