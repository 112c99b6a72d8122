"""Where results are kept: a local folder, or any place that fsspec knows.

Every write is whole or not there: a local file gets a temporary name, reaches the disk and
is renamed; an object store shows an object only when all of it has arrived.
"""

from __future__ import annotations

import contextlib
import os
import shutil
import uuid
from collections.abc import Iterator
from pathlib import Path
from typing import Any, BinaryIO, Protocol

from reportlens.errors import StoreError


class Store(Protocol):
    """Named blobs under one root."""

    root: str

    def write(self, name: str, data: bytes | memoryview) -> None: ...
    def write_file(self, name: str, file: Path) -> None: ...
    def read(self, name: str) -> bytes: ...
    def names(self, folder: str) -> list[str]: ...
    def remove(self, name: str) -> None: ...
    def exists(self, name: str) -> bool: ...


def open_store(root: str | Path) -> Store:
    """The store at a path or an fsspec address such as ``s3://bucket/results``."""
    root = str(root)
    if "://" in root and not root.startswith("file://"):
        return FsspecStore(root)
    return LocalStore(root.removeprefix("file://"))


class LocalStore:
    """A folder of this machine."""

    def __init__(self, root: str) -> None:
        self.root = str(Path(root).absolute())

    def path(self, name: str) -> Path:
        """The file of a blob."""
        return Path(self.root) / name

    def write(self, name: str, data: bytes | memoryview) -> None:
        with self._whole(name) as file:
            file.write(data)

    def write_file(self, name: str, file: Path) -> None:
        with file.open("rb") as source, self._whole(name) as target:
            shutil.copyfileobj(source, target, 2**20)

    @contextlib.contextmanager
    def _whole(self, name: str) -> Iterator[BinaryIO]:
        """A file to write, which gets its name when all of it has reached the disk."""
        path = self.path(name)
        path.parent.mkdir(parents=True, exist_ok=True)
        temporary = path.with_name(f".{path.name}.{uuid.uuid4().hex[:8]}.tmp")
        try:
            with temporary.open("wb") as file:
                yield file
                file.flush()
                os.fsync(file.fileno())
            temporary.replace(path)
        except BaseException:
            with contextlib.suppress(OSError):
                temporary.unlink(missing_ok=True)
            raise

    def read(self, name: str) -> bytes:
        return self.path(name).read_bytes()

    def names(self, folder: str) -> list[str]:
        try:
            with os.scandir(self.path(folder)) as entries:
                return sorted(e.name for e in entries if e.is_file() and e.name[0] != ".")
        except FileNotFoundError:
            return []

    def remove(self, name: str) -> None:
        self.path(name).unlink(missing_ok=True)

    def exists(self, name: str) -> bool:
        return self.path(name).exists()

    def clear_temporary(self) -> None:
        """Remove what writes that were killed left behind."""
        for leftover in Path(self.root).glob("**/.*.tmp"):
            with contextlib.suppress(OSError):
                leftover.unlink()


class FsspecStore:
    """A place in an object store or on another machine, reached through fsspec."""

    def __init__(self, root: str) -> None:
        try:
            import fsspec
        except ImportError as error:
            raise StoreError(
                f"{root}: writing there needs fsspec; pip install 'reportlens[dask]'"
            ) from error
        self.root = root.rstrip("/")
        try:
            self.system, self._base = fsspec.core.url_to_fs(self.root)
        except (ImportError, ValueError) as error:
            raise StoreError(f"{root}: {error}") from error

    def path(self, name: str) -> str:
        """The address of a blob in its file system."""
        return f"{self._base.rstrip('/')}/{name}"

    def write(self, name: str, data: bytes | memoryview) -> None:
        path = self.path(name)
        self.system.makedirs(path.rsplit("/", 1)[0], exist_ok=True)
        self.system.pipe_file(path, bytes(data))

    def write_file(self, name: str, file: Path) -> None:
        self.system.put_file(str(file), self.path(name))

    def read(self, name: str) -> bytes:
        data: bytes = self.system.cat_file(self.path(name))
        return data

    def names(self, folder: str) -> list[str]:
        try:
            self.system.invalidate_cache()
            found: list[Any] = self.system.ls(self.path(folder), detail=False)
        except FileNotFoundError:
            return []
        return sorted(str(name).rsplit("/", 1)[-1] for name in found)

    def remove(self, name: str) -> None:
        with contextlib.suppress(FileNotFoundError):
            self.system.rm_file(self.path(name))

    def exists(self, name: str) -> bool:
        return bool(self.system.exists(self.path(name)))


@contextlib.contextmanager
def locked(store: Store) -> Iterator[None]:
    """Hold a result folder for one run; on a place without locks, do nothing."""
    if not isinstance(store, LocalStore) or os.name == "nt":
        yield
        return
    import fcntl

    with store.path(".lock").open("a") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise StoreError(
                f"{store.root}: another run is writing there; wait for it, or use another folder"
            ) from None
        except OSError:
            pass  # some network file systems have no locks
        yield


def check_writable(store: Store) -> None:
    """Fail early, with the reason, when nothing can be written to a store."""
    probe = f".probe-{uuid.uuid4().hex[:8]}"
    try:
        store.write(probe, b"reportlens")
        store.remove(probe)
    except OSError as error:
        reason = error.strerror or str(error)
        raise StoreError(
            f"{store.root}: cannot be written ({reason}); choose another folder with -o"
        ) from error
