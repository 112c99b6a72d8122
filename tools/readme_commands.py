#!/usr/bin/env python3
"""Print the n-th shell command block of README.md, as a reader would paste it."""

from __future__ import annotations

import re
import sys
from pathlib import Path

README = Path(__file__).resolve().parent.parent / "README.md"


def command(number: int) -> str:
    """The text of the n-th ```bash block, counted from 1."""
    blocks = re.findall(r"^```bash\n(.*?)^```", README.read_text("utf-8"), re.MULTILINE | re.DOTALL)
    return str(blocks[number - 1])


if __name__ == "__main__":
    print(command(int(sys.argv[1])))
