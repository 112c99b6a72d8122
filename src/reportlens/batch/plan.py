"""What has to be done: the files that are there, against those that are done already.

The lists are kept in a temporary SQLite file, so that memory does not grow with the folder.
"""

from __future__ import annotations

import contextlib
import json
import os
import sqlite3
import tempfile
from collections.abc import Callable, Iterator
from hashlib import blake2b
from pathlib import Path
from typing import Any

from reportlens.batch.parts import read_ledgers
from reportlens.batch.store import LocalStore, Store
from reportlens.batch.tasks import Batch, Settings, Task, row_tag
from reportlens.batch.walk import Found, walk
from reportlens.errors import ReadingError
from reportlens.reading import Overrides, content_id
from reportlens.reading.formats import TABLES
from reportlens.reading.load import MAX_BYTES, shown

_SCHEMA = """
pragma journal_mode=off; pragma synchronous=off; pragma cache_size=-4000;
create table found(
    name blob primary key, file blob, row integer, path text, report_id text, size integer,
    problem text, overrides text, copy_of text default '', key text) without rowid;
create table done(name blob, key text, part text);
create index done_by_name on done(name);
"""
_MAX_TASKS = 256
_MAX_BYTES = 6 * 2**20
"""A batch ends at either: large enough for good Parquet files, small enough to lose."""


class Plan:
    """The work of one run.

    Use it as a context manager: `survey` looks at the folder, `load_done` at the results;
    then `stale` says which rows of which parts are void, and `batches` what is to do.
    """

    def __init__(self, settings: Settings) -> None:
        self.settings = settings
        self.others = 0
        """Files in no known format."""
        handle, self._file = tempfile.mkstemp(prefix="reportlens-plan-", suffix=".sqlite")
        os.close(handle)
        self._db = sqlite3.connect(
            self._file,
            isolation_level=None,
            check_same_thread=False,  # joblib asks from threads
        )
        self._db.executescript(_SCHEMA)
        with contextlib.suppress(OSError):  # where open files can go, a killed run leaves none
            Path(self._file).unlink()

    def __enter__(self) -> Plan:
        return self

    def __exit__(self, *_: object) -> None:
        self._db.close()
        Path(self._file).unlink(missing_ok=True)

    def survey(self, store: Store, found: Callable[[int], None] | None = None) -> None:
        """Look at every file of the folder and take the hash of its contents."""
        self._db.execute("begin")
        for count, row in enumerate(self._rows(store), start=1):
            self._db.execute("insert or ignore into found values (?,?,?,?,?,?,?,?,'',null)", row)
            if found and count % 64 == 0:
                found(count)
        # The first path of several files with one contents is the report, the others copies.
        self._db.execute("create index found_by_id on found(report_id, name)")
        self._db.execute(
            """update found set copy_of = first.path from
            (select report_id, path, min(name) as name from found
             where problem = '' and report_id <> '' group by report_id having count(*) > 1) as first
            where found.problem = '' and found.report_id = first.report_id
              and found.name <> first.name"""
        )
        self._db.create_function("task_key", 5, self._key, deterministic=True)
        self._db.execute(
            "update found set key = task_key(path, report_id, problem, overrides, copy_of)"
        )
        self._db.execute("commit")

    def load_done(self, store: Store) -> None:
        """Read from the results what is done; failures are tried again."""
        self._db.execute("begin")
        self._db.execute("delete from done")
        for part, ledger in read_ledgers(store):
            rows = zip(*(ledger[c].to_pylist() for c in ("name", "key", "done")), strict=True)
            self._db.executemany(
                "insert into done values (?,?,?)",
                ((name, key if done else "", part) for name, key, done in rows),
            )
        self._db.execute("commit")

    def stale(self) -> Iterator[tuple[str, set[bytes]]]:
        """Parts with rows that are void, and the names of the files that those rows are of.

        Void are the rows of files that were changed or removed, that failed, or that an
        earlier part has too.
        """
        return self._by_part(
            f"""not exists (select 1 from found
                            where found.name = done.name and found.key = done.key)
                or {_TWIN}"""
        )

    def twins(self) -> Iterator[tuple[str, set[bytes]]]:
        """Parts with rows of files that an earlier part has too, and the names of those."""
        return self._by_part(_TWIN)

    def _by_part(self, condition: str) -> Iterator[tuple[str, set[bytes]]]:
        part, names = "", set[bytes]()
        query = f"select part, name from done where {condition} order by part"
        for this, name in self._db.execute(query):
            if this != part and names:
                yield part, names
                names = set()
            part = this
            names.add(name)
        if names:
            yield part, names

    def counts(self) -> tuple[int, int, int]:
        """How many reports there are, how many are to do, and how many of all are copies."""
        (total, copies) = self._db.execute(
            "select count(*), count(nullif(copy_of, '')) from found"
        ).fetchone()
        (to_do,) = self._db.execute(f"select count(*) from ({_TO_DO})").fetchone()
        return total, to_do, copies

    def batches(self, workers: int) -> Iterator[Batch]:
        """What is to do, in the order of the paths, in batches of even size."""
        to_do = self.counts()[1]
        most = max(1, min(_MAX_TASKS, -(-to_do // (4 * workers))))
        batch = Batch()
        for row in self._db.execute(f"{_TO_DO} order by name"):
            task = _task(row)
            if batch.tasks and (len(batch.tasks) >= most or batch.size + task.size > _MAX_BYTES):
                yield batch
                batch = Batch()
            batch.tasks.append(task)
            batch.size += task.size
        if batch.tasks:
            yield batch

    def _rows(self, store: Store) -> Iterator[tuple[Any, ...]]:
        settings = self.settings
        root = Path(settings.folder)
        if root.is_file():
            found: Iterator[Found] = iter([Found(root.name, root.stat().st_size)])
            root = root.parent
            overrides = None
        else:
            out = Path(store.root) if isinstance(store, LocalStore) else None
            found = walk(root, leave_out=out, tables=settings.text_column is not None)
            overrides = Overrides(root)
        for file in found:
            if file.other:
                self.others += 1
            elif not file.problem and Path(file.name).suffix.lower() in TABLES:
                yield from self._table_rows(root, file)
            else:
                yield self._file_row(root, file, overrides)

    def _file_row(self, root: Path, file: Found, overrides: Overrides | None) -> tuple[Any, ...]:
        path = root / file.name
        report_id, problem = "", file.problem
        if not problem and file.size <= MAX_BYTES:
            try:
                report_id = content_id(path.read_bytes())
            except OSError as error:
                problem = error.strerror or str(error)
        given = overrides.of(path) if overrides and not problem else {}
        name = os.fsencode(file.name)
        return (
            *(name, name, None, shown(file.name or "."), report_id, file.size, problem),
            json.dumps(given, ensure_ascii=True, sort_keys=True, default=str) if given else "",
        )

    def _table_rows(self, root: Path, file: Found) -> Iterator[tuple[Any, ...]]:
        from reportlens.reading.tables import count_rows, row_id

        path = root / file.name
        bare, label = os.fsencode(file.name), shown(file.name)
        try:
            count, column = count_rows(path, self.settings.text_column)
            for row in range(count):
                report_id = row_id(path, row, column)
                size = file.size // max(count, 1)
                path_of_row = f"{label}#{row + 1}"
                yield bare + row_tag(row), bare, row, path_of_row, report_id, size, "", ""
        except (ReadingError, OSError) as error:
            yield bare, bare, None, label, "", file.size, str(error), ""

    def _key(self, path: str, report_id: str, problem: str, overrides: str, copy_of: str) -> str:
        said = "\0".join((self.settings.digest, path, report_id, problem, overrides, copy_of))
        return blake2b(said.encode("utf-8", "surrogateescape"), digest_size=16).hexdigest()


_TWIN = """exists (select 1 from done as twin where twin.name = done.name
               and twin.key = done.key and twin.rowid < done.rowid)"""
_TO_DO = """
select file, row, path, key, report_id, size, copy_of, problem, overrides from found
where not exists (select 1 from done where done.name = found.name and done.key = found.key)
"""


def _task(row: tuple[Any, ...]) -> Task:
    file, number, path, key, report_id, size, copy_of, problem, overrides = row
    return Task(
        file=os.fsdecode(file),
        path=path,
        key=key,
        report_id=report_id,
        size=size,
        row=number,
        copy_of=copy_of,
        problem=problem,
        overrides=json.loads(overrides) if overrides else {},
    )
