"""What the commands of the command line do; one module a command, imported when it runs."""

from __future__ import annotations

from pathlib import Path

from reportlens.errors import ReportLensError


class UsageError(ReportLensError):
    """The command was called with something that it cannot work with: exit code 2."""


def must_exist(path: Path) -> None:
    """Say so at once when a file or folder is not there."""
    if not path.exists():
        raise UsageError(
            f"{path}: no such file or folder; check the spelling, and from which folder the "
            "path starts"
        )


def must_be_writable(path: Path) -> None:
    """Say before the work when its result could not be written."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        if path.is_dir():
            raise UsageError(f"{path}: a folder; name the file to write")
        existed = path.exists()
        with path.open("ab"):
            pass
        if not existed:
            path.unlink()
    except OSError as error:
        raise UsageError(f"{path}: cannot be written ({error.strerror})") from error
