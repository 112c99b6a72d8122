"""Parts: the results of one batch of files, one Parquet file a table, named by contents.

A part counts from the moment its ledger (`files`) is there, which is written last. What a
killed run leaves without a ledger is swept away by the next one. When files of a part were
changed or removed, the part is written anew without their rows as ``new.old``, and that
name tells readers that ``old`` is void until it is gone.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from hashlib import blake2b
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from reportlens.batch.encode import Encoded
from reportlens.batch.schema import FILES, fingerprint, table_schemas
from reportlens.batch.store import Store

LEDGER = "files"
_PLAIN = frozenset({"start", "end", "text", "low", "high", "count", "per_10k", "confidence"})
"""Columns that a dictionary does not make smaller."""


def part_name(keys: Iterable[str]) -> str:
    """The name of the part that holds these files."""
    return blake2b("\n".join(sorted(keys)).encode(), digest_size=8).hexdigest()


def to_parquet(table: pa.Table) -> memoryview:
    """A table as the bytes of a Parquet file."""
    sink = pa.BufferOutputStream()
    schema = table.schema.with_metadata({"reportlens": fingerprint()})
    pq.write_table(
        table.replace_schema_metadata(schema.metadata),
        sink,
        compression="zstd",
        use_dictionary=[name for name in table.column_names if name not in _PLAIN],
        write_statistics=False,
    )
    return memoryview(sink.getvalue())


def write_part(
    store: Store,
    encoded: Sequence[Encoded],
    ledger: list[dict[str, Any]],
) -> tuple[str, int]:
    """Write the tables of a batch, then its ledger; gives the part's name and its bytes."""
    name = part_name(row["key"] for row in ledger)
    size = 0
    for table, schema in table_schemas().items():
        rows: list[Any] = [tables[table] for tables in encoded if table in tables]
        if rows:
            one_a_report = table in ("reports", "errors")
            make = pa.Table.from_pylist if one_a_report else pa.Table.from_batches
            data = to_parquet(make(rows, schema=schema))
            store.write(f"parts/{table}/{name}.parquet", data)
            size += len(data)
        else:  # an earlier try, which did not come to its ledger, may have left one
            store.remove(f"parts/{table}/{name}.parquet")
    commit(store, name, pa.Table.from_pylist(ledger, schema=FILES))
    return name, size


def commit(store: Store, name: str, ledger: pa.Table) -> None:
    """Make a part count."""
    store.write(f"parts/{LEDGER}/{name}.parquet", to_parquet(ledger))


def live_parts(store: Store) -> list[str]:
    """The names of the parts that count, in a fixed order."""
    names = [n.removesuffix(".parquet") for n in store.names(f"parts/{LEDGER}")]
    void = {name.split(".")[1] for name in names if "." in name}
    return [name for name in names if name.split(".")[0] not in void]


def read_ledgers(store: Store) -> Iterator[tuple[str, pa.Table]]:
    """The ledger of every part."""
    for part in live_parts(store):
        yield part, pq.read_table(pa.BufferReader(store.read(f"parts/{LEDGER}/{part}.parquet")))


def prune(store: Store, part: str, stale: set[bytes]) -> None:
    """Take the rows of some files (by their `name`) out of a part."""
    ledger = pq.read_table(pa.BufferReader(store.read(f"parts/{LEDGER}/{part}.parquet")))
    rows = ledger.to_pylist()
    kept = [row for row in rows if row["name"] not in stale]
    if len(kept) == len(rows):
        return
    if kept:
        new = f"{part_name(row['key'] for row in kept)}.{part.split('.')[0]}"
        ids = pa.array(
            {r["report_id"] for r in kept if r["done"] and not r["copy_of"]}, pa.string()
        )
        paths = pa.array({row["path"] for row in kept}, pa.string())
        for table in table_schemas():
            file = f"parts/{table}/{part}.parquet"
            if store.exists(file):
                data = pq.read_table(pa.BufferReader(store.read(file)))
                by_path = table in ("reports", "errors")
                column, wanted = ("path", paths) if by_path else ("report_id", ids)
                data = data.filter(pc.is_in(data[column], wanted))
                if data.num_rows:
                    store.write(f"parts/{table}/{new}.parquet", to_parquet(data))
        commit(store, new, pa.Table.from_pylist(kept, schema=FILES))
    remove_part(store, part)


def remove_part(store: Store, part: str) -> None:
    """Remove a part, its ledger first, so that it never counts while half of it is gone."""
    for table in (LEDGER, *table_schemas()):
        store.remove(f"parts/{table}/{part}.parquet")


def sweep(store: Store, *, everything: bool = False) -> None:
    """Remove the files of parts that do not count; or, to start anew, of all parts."""
    live = set() if everything else {f"{part}.parquet" for part in live_parts(store)}
    for table in (LEDGER, *table_schemas()):
        for name in store.names(f"parts/{table}"):
            if name not in live:
                store.remove(f"parts/{table}/{name}")
