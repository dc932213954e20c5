"""The desk over HTTP: a REST API under /api/v1 and the page that is served beside it.

    app = make_app("desk.db", Settings())        an ASGI application; `dateline serve` runs it

It needs the extra `serve`, so nothing but its own command and tests imports it.
"""
