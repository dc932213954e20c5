"""Parquet: one row a claim with the same nested fields as the JSON; `document.extra` is a JSON string."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, BinaryIO

from dateline.errors import InputError
from dateline.output.items import Options, Writer
from dateline.output.json_text import json_line
from dateline.records import Claim, Coded
from dateline.schema import claim_shape

ROWS_IN_A_GROUP = 5_000
MISSING = "Parquet needs pyarrow; install it with: pip install 'dateline[parquet]'"


def make_writer(stream: BinaryIO, options: Options) -> Writer[Coded]:
    """A writer of Parquet.

    Raises:
        InputError: pyarrow is not installed.
    """
    try:
        import pyarrow.parquet  # noqa: F401
    except ImportError as error:
        raise InputError("E-EXTRA", MISSING) from error
    return ParquetWriter(stream)


class ParquetWriter:
    """Gathers rows into groups, so that memory stays bounded; `close` writes the last one and the footer."""

    def __init__(self, stream: BinaryIO) -> None:
        self._stream = stream
        self._schema = arrow_schema()
        self._rows: list[dict[str, Any]] = []
        self._file: Any = None

    def write(self, item: Coded) -> None:
        """Take the document's rows; they reach the file with their group."""
        self._rows += [row(claim) for claim in item]
        if len(self._rows) >= ROWS_IN_A_GROUP:
            self._write_group()

    def close(self) -> None:
        """Write the last group and the footer, without which the file cannot be read."""
        self._write_group()
        self._file.close()

    def _write_group(self) -> None:
        import pyarrow.parquet

        if self._file is None:
            self._file = pyarrow.parquet.ParquetWriter(self._stream, self._schema)
        if self._rows:
            self._file.write_table(pyarrow.Table.from_pylist(self._rows, schema=self._schema))
        self._rows = []


def row(claim: Claim) -> dict[str, Any]:
    """The claim's JSON form with what Parquet cannot hold replaced."""
    printed = claim.to_dict()
    if extra := printed["document"].get("extra"):
        printed["document"]["extra"] = json_line(extra).decode("utf-8")
    for quantity in printed["quantities"]:
        quantity |= {name: _float(quantity[name]) for name in ("value", "low", "high")}
    return {name: _encodable(value) for name, value in printed.items()}


def _float(value: float | None) -> float | None:
    """Arrow refuses whole numbers that a float cannot hold exactly, which a long run of digits in a text can be."""
    try:
        return None if value is None else float(value)
    except OverflowError:
        return None


def _encodable(value: Any) -> Any:
    if isinstance(value, str):
        return value if value.isascii() else value.encode("utf-8", "replace").decode("utf-8")
    if isinstance(value, dict):
        return {name: _encodable(each) for name, each in value.items()}
    return [_encodable(each) for each in value] if isinstance(value, list) else value


def arrow_schema() -> Any:
    """The Arrow schema of a claim, from its JSON Schema."""
    import pyarrow

    shape = claim_shape()
    fields = {name: _arrow_type(each, shape["$defs"]) for name, each in shape["properties"].items()}
    return pyarrow.schema(list(fields.items()))


def _arrow_type(schema: Mapping[str, Any], definitions: Mapping[str, Any]) -> Any:
    import pyarrow

    if "anyOf" in schema:
        return _arrow_type(schema["anyOf"][0], definitions)
    if "$ref" in schema:
        return _arrow_type(definitions[schema["$ref"].rsplit("/", 1)[1]], definitions)
    name = schema["type"] if isinstance(schema["type"], str) else schema["type"][0]
    if name == "array":
        return pyarrow.list_(_arrow_type(schema["items"], definitions))
    if "properties" in schema:
        return pyarrow.struct([(key, _arrow_type(each, definitions)) for key, each in schema["properties"].items()])
    plain = {"integer": pyarrow.int64(), "number": pyarrow.float64(), "boolean": pyarrow.bool_()}
    return plain.get(name, pyarrow.string())
