"""Old Word, WPS, RTF and OpenDocument files, through LibreOffice or antiword on this machine."""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
from pathlib import Path

from reportlens.errors import ReadingError
from reportlens.reading.document import Extracted
from reportlens.reading.encoding import decode
from reportlens.reading.formats import docx
from reportlens.reading.formats.plain import lines_of

TIMEOUT = 120
"""Seconds that a program may take for one file."""
_OFFICE_NAMES = ("soffice", "libreoffice")


def office_program() -> str | None:
    """The path of LibreOffice, or None."""
    return next((found for name in _OFFICE_NAMES if (found := shutil.which(name))), None)


def extract(content: bytes, name: str) -> Extracted:
    """The text of an old office file, by the first program that can read it.

    Raises
    ------
    ReadingError
        When the machine has no such program, or the program fails.
    """
    ending = Path(name).suffix.lower() or ".doc"
    office = office_program()
    if office:
        return _by_libreoffice(office, content, name, ending)
    antiword = shutil.which("antiword") if ending in (".doc", ".wps") else None
    if antiword:
        return _by_antiword(antiword, content, name)
    also = " or antiword" if ending == ".doc" else ""
    raise ReadingError(
        f"{name}: reading {ending} files takes LibreOffice{also}, and this machine has neither; "
        "install it (Debian: apt install libreoffice-writer-nogui), or save the file as .docx"
    )


def _by_libreoffice(program: str, content: bytes, name: str, ending: str) -> Extracted:
    with tempfile.TemporaryDirectory(prefix="reportlens-") as folder:
        source = Path(folder) / f"report{ending if ending != '.wps' else '.doc'}"
        source.write_bytes(content)
        # A profile of its own lets several processes convert at once.
        profile = (Path(folder) / "profile").as_uri()
        _run(
            [
                program,
                f"-env:UserInstallation={profile}",
                "--headless",
                "--norestore",
                "--convert-to",
                "docx:MS Word 2007 XML",
                "--outdir",
                folder,
                str(source),
            ],
            name,
            folder,
        )
        made = source.with_suffix(".docx")
        if not made.is_file():
            raise ReadingError(f"{name}: LibreOffice cannot read it; save it as .docx")
        return docx.extract(made.read_bytes(), name)


def _by_antiword(program: str, content: bytes, name: str) -> Extracted:
    with tempfile.TemporaryDirectory(prefix="reportlens-") as folder:
        source = Path(folder) / "report.doc"
        source.write_bytes(content)
        output = _run([program, "-w", "0", "-m", "UTF-8.txt", str(source)], name, folder)
    text = decode(output, name=name, encoding="utf-8").text if output else ""
    return Extracted(text, lines_of(text))


def _run(command: list[str], name: str, folder: str) -> bytes:
    environment = {**os.environ, "HOME": folder}
    try:
        done = subprocess.run(
            command, capture_output=True, timeout=TIMEOUT, check=False, cwd=folder, env=environment
        )
    except subprocess.TimeoutExpired as error:
        raise ReadingError(
            f"{name}: {Path(command[0]).name} needed more than {TIMEOUT} seconds; save it as .docx"
        ) from error
    if done.returncode:
        reason = done.stderr.decode("utf-8", "replace").strip().splitlines()
        raise ReadingError(
            f"{name}: {Path(command[0]).name} cannot read it"
            f"{': ' + reason[-1] if reason else ''}; save it as .docx"
        )
    return done.stdout
