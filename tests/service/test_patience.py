"""Slow and broken clients, over a real socket."""

from __future__ import annotations

import contextlib
import json
import socket
import time
from http.client import HTTPConnection
from pathlib import Path

import pytest
from listening import listening, rest_of, talk
from served import fill

POST = b"POST /api/v1/judgements HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
GET = b"GET /api/v1/health HTTP/1.1\r\nHost: localhost\r\n"


@pytest.fixture
def store(tmp_path: Path) -> str:
    return fill(tmp_path / "desk.db")


def problem(answer: bytes) -> tuple[int, str]:
    """The status and the code of a refusal in the one shape."""
    head, _, body = answer.partition(b"\r\n\r\n")
    assert b"content-type: application/problem+json" in head.lower()
    assert b"connection: close" in head.lower()
    assert b"x-content-type-options: nosniff" in head.lower()
    details = json.loads(body)
    assert int(head.split()[1]) == details["status"]
    return details["status"], details["code"]


def test_head_that_does_not_come_is_not_waited_for(store: str) -> None:
    with listening(store, headers=0.2) as port:
        began = time.monotonic()
        assert problem(talk(port)) == (408, "E-SLOW")
        assert problem(talk(port, b"GET /api/v1/health HTTP/1.1\r\nHost: lo")) == (408, "E-SLOW")
        assert time.monotonic() - began < 3


def test_head_that_dribbles_is_not_waited_for(store: str) -> None:
    with listening(store, headers=0.3) as port, socket.create_connection(("127.0.0.1", port), 5) as client:
        client.sendall(b"GET / HTTP/1.1\r\n")
        answer = b""
        for number in range(40):
            try:
                client.sendall(f"X-{number}: x\r\n".encode())
            except OSError:
                break
            time.sleep(0.05)
        assert number < 39
        answer = client.recv(65_536)
    assert problem(answer) == (408, "E-SLOW")


def test_body_that_does_not_come_is_not_waited_for(store: str) -> None:
    with listening(store, seconds=0.2) as port:
        assert problem(talk(port, POST + b'Content-Length: 50\r\n\r\n{"action":')) == (408, "E-SLOW")
        assert problem(talk(port, POST + b"Transfer-Encoding: chunked\r\n\r\n2\r\n{}\r\n")) == (408, "E-SLOW")


def test_body_over_the_limit_is_answered_though_it_is_still_coming(store: str) -> None:
    with listening(store, body=10_000) as port:
        body = b"x" * 20_000
        sent = POST + f"Content-Length: {len(body)}\r\n\r\n".encode() + body
        assert problem(talk(port, sent)) == (413, "E-TOO-LARGE")
        told = POST + b"Content-Length: 999999999999\r\nExpect: 100-continue\r\n\r\n"
        assert problem(talk(port, told)) == (413, "E-TOO-LARGE")


@pytest.mark.parametrize(
    "sent", [b"nonsense\r\n\r\n", b"GET / HTTP/1.1\r\nno colon\r\n\r\n", b"\x16\x03\x01\x02\x00\x01\r\n\r\n"]
)
def test_what_is_no_http_is_refused_in_the_one_shape(store: str, sent: bytes) -> None:
    with listening(store) as port:
        assert problem(talk(port, sent)) == (400, "E-HTTP")


def test_head_without_end_is_refused(store: str) -> None:
    with listening(store) as port:
        status, code = problem(talk(port, GET + b"X: " + b"y" * 200_000))
    assert (status, code) == (400, "E-HTTP")


def test_too_many_connections_are_refused(store: str) -> None:
    with listening(store, most=2) as port:
        kept = [socket.create_connection(("127.0.0.1", port), 5) for _ in range(2)]
        time.sleep(0.1)
        assert problem(talk(port)) == (503, "E-BUSY")
        for each in kept:
            each.close()


def test_connection_that_is_kept_answers_again_and_again(store: str) -> None:
    with listening(store, headers=0.5) as port, contextlib.closing(HTTPConnection("127.0.0.1", port)) as client:
        client.connect()
        at = client.sock.getsockname()
        for _ in range(4):
            client.request("GET", "/api/v1/health")
            answer = client.getresponse()
            assert (answer.status, answer.read()) == (200, b'{"status":"ok"}')
            assert client.sock.getsockname() == at
            time.sleep(0.2)


def test_answer_that_nobody_reads_is_given_up(store: str) -> None:
    ask = b"GET /api/v1/openapi.json HTTP/1.1\r\nHost: localhost\r\n"
    with listening(store, reading=0.2, room=4_096) as port, socket.socket() as client:
        whole = talk(port, ask + b"Connection: close\r\n\r\n", seconds=60)
        client.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4_096)
        client.settimeout(5)
        client.connect(("127.0.0.1", port))
        client.sendall(ask + b"\r\n")
        time.sleep(1)
        assert 0 < len(rest_of(client)) < len(whole) - 1_000
