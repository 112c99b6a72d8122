#!/usr/bin/env python3
"""Check that every quotation in corpus_samples/*.truth.toml stands in its report, in order.

    python tools/check_truth.py

Quotations are compared with white space removed and both sides in NFKC. Each is looked for twice:
in the plain text under tools/samples/, and in the file that a reader gets (for .docx and .pdf,
python-docx and pypdfium2 are needed; without them those files are passed over, and said so). It
also checks that values are among those defined, that every indicator figure is among the
quantities, and that the pledges agree with the indicators. Exits with 1 on a finding.
"""

import html
import re
import sys
import tomllib
import unicodedata
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
FOLDER = ROOT / "corpus_samples"
ALLOWED = {
    "label": "achievement experience problem situation goal plan other",
    "kind": "percent point money count measure multiple duration rank ratio",
    "bound": "exact about at_least more_than at_most less_than nearly masked",
    "change": "level increase decrease",
    "status": "actual target",
    "type": "numeral motto doctrine",
    "outcome": "exceeded met close missed unreported no_report",
}
ENCODINGS = {"2022_青禾县政府工作报告.txt": "gb18030"}


def squeeze(text: str) -> str:
    return re.sub(r"\s+", "", unicodedata.normalize("NFKC", text))


def built(path: Path) -> str | None:
    if path.suffix == ".txt":
        text = path.read_text(ENCODINGS.get(path.name, "utf-8-sig"))
        return re.sub(r"\n\n(?:－ \d+ －|第 \d+ 页)\n", "\n", text)
    if path.suffix == ".html":
        page = re.sub(
            r"(?s)<(script|style|title)\b.*?</\1>", "", path.read_bytes().decode("gb18030")
        )
        return html.unescape(re.sub(r"<[^>]+>", "", page))
    try:
        if path.suffix == ".docx":
            from docx import Document

            return "\n".join(p.text for p in Document(str(path)).paragraphs)
        from pypdfium2 import PdfDocument
    except ImportError:
        print(f"passed over, no reader installed: {path.name}")
        return None
    pages = [page.get_textpage().get_text_bounded() for page in PdfDocument(path)]
    body = [re.sub(r"青禾县人民政府公报　2021年第1期|— \d+ —", "", page) for page in pages]
    return "\n".join(body)


def in_order(where: str, text: str, truth: dict) -> list[str]:
    findings, text = [], squeeze(text)
    for table in ("quantities", "slogans"):
        at = 0
        for row in truth[table]:
            quote, before = squeeze(row["text"]), squeeze(row["before"])
            found = text.find(before + quote, max(0, at - len(before)))
            if found < 0:
                findings.append(
                    f"{where}: {table}: not found in order: {row['before']}[{row['text']}]"
                )
            else:
                at = found + len(before) + (len(quote) if table == "quantities" else 1)
    at = 0
    for row in truth["sections"]:
        start = text.find(squeeze(row["starts"]), at)
        end = text.find(squeeze(row["ends"]), start)
        if min(start, end) < 0:
            findings.append(f"{where}: section not found in order: {row['starts']} … {row['ends']}")
            continue
        gap = start - at
        at = end + len(squeeze(row["ends"]))
        if gap and row is not truth["sections"][0]:
            findings.append(f"{where}: {gap} characters have no section before {row['starts']}")
    return findings


def values(where: str, truth: dict) -> list[str]:
    findings = []
    for table, rows in truth.items():
        for row in rows if isinstance(rows, list) else []:
            for key, value in row.items():
                if key in ALLOWED and value not in ALLOWED[key].split():
                    findings.append(f"{where}: {table}: {key} = {value!r}")
    figures = {
        (abs(q["low"]), q["unit"], q["status"]) for q in truth.get("quantities", []) if "low" in q
    }
    for row in truth.get("indicators", []):
        if (abs(row["low"]), row["unit"], row["status"]) not in figures:
            findings.append(f"{where}: no such quantity: {row}")
    return findings


def pledges(truths: dict[str, dict]) -> list[str]:
    records = {}
    for name in sorted(truths):
        for row in truths[name].get("indicators", []):
            records.setdefault((row["indicator"], row["year"], row["status"]), row)
    rows = {(p["indicator"], p["year"]): p for p in truths["pledges"]["pledges"]}
    targets = {key[:2] for key in records if key[2] == "target"}
    findings = [f"pledges: missing or surplus: {key}" for key in targets ^ rows.keys()]
    for key in targets & rows.keys():
        row, target, actual = rows[key], records[*key, "target"], records.get((*key, "actual"))
        if (row["target_low"], row["target_bound"]) != (target["low"], target["bound"]):
            findings.append(f"pledges: another target: {row}")
        if row.get("actual_low") != (actual and actual["low"]) or (
            actual and actual["unit"] != target["unit"]
        ):
            findings.append(f"pledges: another actual: {row}")
    return findings


def main() -> int:
    truths = {
        p.name.removesuffix(".truth.toml"): tomllib.loads(p.read_text("utf-8"))
        for p in FOLDER.glob("*.truth.toml")
    }
    findings = pledges(truths)
    for name, truth in sorted(truths.items()):
        findings += values(name, truth)
        if name == "pledges":
            continue
        findings += in_order(
            f"{name} (source)",
            (ROOT / "tools" / "samples" / f"{name}.txt").read_text("utf-8"),
            truth,
        )
        (path,) = (p for p in FOLDER.glob(f"{name}.*") if p.suffix != ".toml")
        text = built(path)
        if text is not None:
            findings += in_order(path.name, text, truth)
    print("\n".join(findings) or f"{len(truths)} truth files agree with their reports")
    return bool(findings)


if __name__ == "__main__":
    sys.exit(main())
