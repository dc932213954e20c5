"""The body of an answer, unpacked within bounds: a kilobyte that unpacks to gigabytes is stopped on the way."""

from __future__ import annotations

import zlib
from collections.abc import Callable, Iterable, Iterator
from typing import Final

from dateline.fetching.answers import REACH, SIZE, TYPE, FetchError

_GZIP: Final = 16 + zlib.MAX_WBITS
_STEP: Final = 65_536
Unpack = Callable[[Iterable[bytes], int], Iterator[bytes]]


def read_body(chunks: Iterable[bytes], packing: str, limit: int) -> bytes:
    """All of a body, unpacked.

    Args:
        chunks: As they come.
        packing: The Content-Encoding; "" for none.
        limit: The most bytes, of what is sent and of what it unpacks to.

    Raises:
        FetchError: it is over the limit, is packed in another way than was asked for, or is broken.
    """
    unpack = _UNPACK.get(packing.strip().lower())
    if unpack is None:
        raise FetchError(TYPE, f"the server packs its answer as “{packing[:40]}”, which was not asked for")
    body = bytearray()
    for part in unpack(_within(chunks, limit), limit):
        body += part
        _check(len(body), limit)
    return bytes(body)


def _within(chunks: Iterable[bytes], limit: int) -> Iterator[bytes]:
    size = 0
    for chunk in chunks:
        size += len(chunk)
        _check(size, limit)
        yield chunk


def _check(size: int, limit: int) -> None:
    if size > limit:
        raise too_large(limit)


def too_large(limit: int) -> FetchError:
    """What is said of an answer over the limit."""
    return FetchError(SIZE, f"it is larger than {limit / 1_000_000:g} MB; save it and add the file")


def _plain(chunks: Iterable[bytes], limit: int) -> Iterator[bytes]:
    yield from chunks


def _gzip(chunks: Iterable[bytes], limit: int) -> Iterator[bytes]:
    return _inflate(chunks, zlib.decompressobj(_GZIP))


def _deflate(chunks: Iterable[bytes], limit: int) -> Iterator[bytes]:
    """Servers send it with and without its header; the first byte tells."""
    rest = iter(chunks)
    first = next((chunk for chunk in rest if chunk), b"")
    bits = zlib.MAX_WBITS if first[:1] and first[0] & 0x0F == 8 else -zlib.MAX_WBITS

    def again() -> Iterator[bytes]:
        yield first
        yield from rest

    return _inflate(again(), zlib.decompressobj(bits))


def _inflate(chunks: Iterable[bytes], packed: zlib._Decompress) -> Iterator[bytes]:
    try:
        for chunk in chunks:
            waiting = chunk
            while waiting:
                yield packed.decompress(waiting, _STEP)
                waiting = packed.unconsumed_tail
        yield packed.flush(_STEP)
    except zlib.error:
        raise FetchError(REACH, "the answer is packed and cannot be unpacked: it is damaged") from None


_UNPACK: Final[dict[str, Unpack]] = {
    "": _plain, "identity": _plain, "gzip": _gzip, "x-gzip": _gzip, "deflate": _deflate
}  # fmt: skip
