"""Results opened again: tables as DataFrames, and SQL over the parts."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any, Self, get_args

from reportlens.batch.parts import live_parts
from reportlens.batch.schema import SCHEMA_VERSION, fingerprint, table_schemas
from reportlens.batch.store import LocalStore, Store, open_store
from reportlens.errors import StoreError

if TYPE_CHECKING:
    import duckdb
    import pandas as pd

MANIFEST = "manifest.json"


def open_results(path: str | Path) -> Results:
    """Open the result folder that ``reportlens score`` wrote.

    Parameters
    ----------
    path : str or Path
        The folder, or an fsspec address.

    Returns
    -------
    Results
        A context manager; holds nothing in memory but the names of the parts.

    Raises
    ------
    StoreError
        When there are no results, or results with other columns than this version's.
    """
    store = open_store(path)
    check_manifest(store)
    return Results(store)


class Results:
    """The tables of a folder of reports.

    Attributes
    ----------
    tables : tuple of str
        `reports`, `errors` and the tables of a report; see the page on tables.
    """

    def __init__(self, store: Store) -> None:
        self.store = store
        self.tables: tuple[str, ...] = tuple(table_schemas())
        self._connection: duckdb.DuckDBPyConnection | None = None

    @property
    def connection(self) -> duckdb.DuckDBPyConnection:
        """A DuckDB connection with a view for each table, made when first asked for."""
        if self._connection is None:
            self._connection = self._connect()
        return self._connection

    def frame(self, table: str) -> pd.DataFrame:
        """A whole table as a pandas DataFrame, in the order of reports and of their text."""
        import pandas as pd

        from reportlens.report import Kind
        from reportlens.tables import CATEGORIES

        if table not in self.tables:
            raise KeyError(f"no table {table!r}; there are: {', '.join(self.tables)}")
        schema = table_schemas()[table]
        key = "path" if "path" in schema.names else "report_id"
        order = [key, *(f'"{name}"' for name in ("start", "end") if name in schema.names)]
        if table == "terms":
            order += ['"count" desc', "term"]
        frame = self.sql(f"select * from {table} order by {', '.join(order)}")
        closed: dict[str, tuple[str, ...]] = dict(CATEGORIES)
        if table == "quantities":
            closed["kind"] = get_args(Kind)
        for name, values in closed.items():
            if name in frame:
                frame[name] = pd.Categorical(frame[name], categories=list(values))
        return frame

    def sql(self, query: str, parameters: list[Any] | None = None) -> pd.DataFrame:
        """The result of a query over the tables, as a pandas DataFrame.

        Parameters
        ----------
        query : str
            In DuckDB's SQL; every table is a view of its name. ``end`` is a word of SQL:
            write the column as ``"end"``.
        parameters : list, optional
            Values for the question marks in the query.
        """
        return self.connection.execute(query, parameters).df()

    def _connect(self) -> duckdb.DuckDBPyConnection:
        import duckdb

        connection = duckdb.connect()
        connection.execute("set memory_limit = '400MB'; set threads = 2")
        connection.execute("set preserve_insertion_order = false")
        parts = live_parts(self.store)
        for table in self.tables:
            self._view(connection, table, parts)
        return connection

    def _view(self, connection: duckdb.DuckDBPyConnection, table: str, parts: list[str]) -> None:
        there = set(self.store.names(f"parts/{table}"))
        files = [f"parts/{table}/{p}.parquet" for p in parts if f"{p}.parquet" in there]
        if not files:
            connection.register(table, table_schemas()[table].empty_table())
        elif isinstance(self.store, LocalStore):
            paths = ", ".join(_quoted(str(self.store.path(file))) for file in files)
            connection.execute(f"create view {table} as select * from read_parquet([{paths}])")
        else:
            import pyarrow.dataset as ds

            store: Any = self.store
            dataset = ds.dataset([store.path(file) for file in files], filesystem=store.system)
            connection.register(table, dataset)

    def close(self) -> None:
        """Close the connection."""
        if self._connection is not None:
            self._connection.close()
            self._connection = None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def __repr__(self) -> str:
        (count,) = self.connection.execute("select count(*) from reports").fetchone() or (0,)
        return f"<Results {self.store.root!r}: {count} reports>"


def write_manifest(store: Store, **facts: Any) -> None:
    """Note in the folder which layout its results have, and what they were made from."""
    from reportlens import __version__

    content = {
        "reportlens": __version__,
        "schema_version": SCHEMA_VERSION,
        "columns": fingerprint(),
        **facts,
    }
    store.write(MANIFEST, json.dumps(content, ensure_ascii=True, indent=2).encode())


def check_manifest(store: Store, *, for_writing: bool = False) -> dict[str, Any] | None:
    """The manifest of a result folder; None when a new folder is to be written.

    Raises
    ------
    StoreError
        When its results do not fit this version, or, for reading, when there are none.
    """
    try:
        manifest = json.loads(store.read(MANIFEST))
    except FileNotFoundError:
        if for_writing:
            return None
        raise StoreError(
            f"{store.root}: no results there; make them with: reportlens score FOLDER -o OUT"
        ) from None
    except (OSError, ValueError) as error:
        raise StoreError(f"{store.root}: its {MANIFEST} cannot be read ({error})") from error
    if manifest.get("columns") != fingerprint():
        made_by = manifest.get("reportlens", "unknown")
        raise StoreError(
            f"{store.root}: results of reportlens {made_by} with other columns than this "
            "version's; score into a new folder, or do all again with: reportlens score --force"
        )
    return dict(manifest)


def _quoted(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"
