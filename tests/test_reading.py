"""Every file they have: formats into text, places kept, and clear words for what cannot be read."""

from __future__ import annotations

import importlib.util
import os
import sys
from pathlib import Path

import pytest
import reading_files as make
from reading_files import LINES, TEXT, message, read_text

import reportlens as rl
from reportlens.reading import Source, load_document
from reportlens.reading.encoding import decode, detect


class TestEncodings:
    @pytest.mark.parametrize(
        "encoding",
        ["utf-8", "utf-8-sig", "gb18030", "gbk", "gb2312", "utf-16", "utf-16-le", "utf-16-be"],
    )
    def test_a_text_file_is_read_in_any_encoding_of_simplified_chinese(
        self, tmp_path: Path, encoding: str
    ) -> None:
        assert read_text(tmp_path, "a.txt", TEXT.encode(encoding)) == TEXT

    def test_big5(self, tmp_path: Path) -> None:
        text = "縣政府工作報告\n各位代表：過去一年，全縣經濟穩步發展。\n"
        assert read_text(tmp_path, "a.txt", text.encode("big5")) == text

    @pytest.mark.parametrize(
        ("text", "encoding"),
        [
            ("总结", "gbk"),
            ("联通", "gbk"),
            ("報告", "big5"),
            ("成绩", "utf-16-le"),
            ("GDP增长", "gbk"),
        ],
    )
    def test_a_few_characters_are_enough(self, text: str, encoding: str) -> None:
        assert detect(text.encode(encoding))[0] in (
            encoding,
            {"gbk": "gb18030", "big5": "cp950"}.get(encoding),
        )

    def test_line_ends_are_what_open_gives(self) -> None:
        assert decode("一\r\n二\r三".encode()).text == "一\n二\n三"

    def test_a_damaged_file_is_read_with_a_warning(self, tmp_path: Path) -> None:
        path = tmp_path / "a.txt"
        path.write_bytes((TEXT * 5).encode("gbk")[:-3] + b"\xff\xff\n")
        document = load_document(path)
        assert document.text.startswith(LINES[0])
        assert document.warnings

    def test_at_least_995_of_1000_generated_files(self) -> None:
        pytest.importorskip("opencc")
        path = Path(__file__).resolve().parents[1] / "benchmarks" / "encodings.py"
        spec = importlib.util.spec_from_file_location("encodings_benchmark", path)
        assert spec is not None
        assert spec.loader is not None
        benchmark = importlib.util.module_from_spec(spec)
        sys.modules[spec.name] = benchmark
        spec.loader.exec_module(benchmark)
        share, wrong, lengths, _ = benchmark.measure(
            list(benchmark.generated(1000)), benchmark.by_reportlens
        )
        assert share >= 0.995, (wrong, lengths)


UNREADABLE: list[tuple[str, bytes, str]] = [
    ("empty.txt", b"", "empty"),
    ("one.txt", "一".encode(), "too short"),
    ("blank.txt", b" \n\n\t ", "too short"),
    ("binary.txt", bytes(range(256)) * 20, "binary"),
    ("zeros.txt", b"\0" * 5000, "binary"),
    ("pdf.txt", b"%PDF-1.7 " + bytes(range(200)) * 9, "PDF"),
    ("zip.txt", make.docx(make.paragraph("一")), "right ending"),
    ("not.docx", "不是文档，只是文字而已。".encode(), "broken archive"),
    ("zip.docx", make.zipped({"a.txt": "文字"}), "not a Word document"),
    ("notes.xyz", b"text", "no reader for .xyz"),
    ("script.html", b"<html><body><script>x()</script></body></html>", "web page"),
]


class TestErrors:
    @pytest.mark.parametrize(
        ("name", "content", "says"), UNREADABLE, ids=[name for name, _, _ in UNREADABLE]
    )
    def test_each_its_own_message(
        self, tmp_path: Path, name: str, content: bytes, says: str
    ) -> None:
        assert says in message(tmp_path, name, content)

    def test_a_path_that_does_not_exist(self, tmp_path: Path) -> None:
        with pytest.raises(rl.ReadingError, match="no such file"):
            rl.read(tmp_path / "没有.txt")
        with pytest.raises(rl.ReadingError, match="no such folder"):
            rl.read_folder(tmp_path / "没有")

    def test_a_folder_with_nothing_in_it(self, tmp_path: Path) -> None:
        with pytest.raises(rl.ReadingError, match="nothing in it"):
            rl.read_folder(tmp_path)
        with pytest.raises(rl.ReadingError, match="read_folder"):
            rl.read(tmp_path)

    def test_an_old_office_file_without_a_program_names_the_remedy(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setenv("PATH", str(tmp_path))
        ole = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600
        assert "LibreOffice or antiword" in message(tmp_path, "a.doc", ole)
        assert "LibreOffice" in message(tmp_path, "a.wps", ole)


class TestCorpus:
    @pytest.fixture
    def folder(self, tmp_path: Path) -> Path:
        for year in (2019, 2020, 2021):
            text = TEXT.replace("2021", str(year)).replace("2020年工作", f"{year - 1}年工作")
            (tmp_path / f"{year}_青禾县.txt").write_text(text, encoding="utf-8")
        (tmp_path / "坏.txt").write_bytes(b"")
        (tmp_path / "图.png").write_bytes(b"png")
        return tmp_path

    def test_iterating_goes_on_after_a_failure(self, folder: Path) -> None:
        corpus = rl.read_folder(folder)
        assert len(corpus) == 4
        assert [report.year for report in corpus] == [2019, 2020, 2021]
        (error,) = corpus.errors
        assert (error.stage, Path(error.path).name) == ("reading", "坏.txt")
        assert corpus.skipped == (str(folder / "图.png"),)

    def test_filtering_by_metadata(self, folder: Path) -> None:
        later = rl.read_folder(folder).filter(year=range(2020, 2030))
        assert [report.year for report in later] == [2020, 2021]
        assert len(later.filter(lambda metadata: metadata.year == 2021)) == 1
        assert len(later.filter(region="青禾县")) == 2

    def test_metadata_csv_goes_before_what_is_found(self, folder: Path) -> None:
        (folder / "metadata.csv").write_bytes(
            "文件名,年份,地区,批次\n2019_青禾县.txt,2018,白塘县,甲\n".encode("gbk")
        )
        metadata = rl.read_folder(folder)[0].metadata
        assert (metadata.year, metadata.region, metadata.extra["批次"]) == (2018, "白塘县", "甲")

    def test_the_nearest_metadata_csv_counts_also_for_one_file(self, folder: Path) -> None:
        inside = folder / "旧"
        inside.mkdir()
        moved = (folder / "2020_青禾县.txt").rename(inside / "甲.txt")
        (folder / "metadata.csv").write_text("path,year\n旧/甲.txt,1990\n", encoding="utf-8")
        assert rl.read_folder(folder).filter(year=1990).paths == [str(moved)]
        (inside / "metadata.csv").write_text("path,year\n甲,1991\n", encoding="utf-8")
        assert rl.read_folder(folder).filter(year=1991).paths == [str(moved)]
        assert rl.read(moved).year == 1991

    def test_the_id_is_of_the_contents(self, folder: Path) -> None:
        source = Source(folder / "2019_青禾县.txt")
        before = source.report_id()
        assert before == source.load().metadata.report_id
        moved = source.path.rename(folder / "moved.txt")
        assert Source(moved).report_id() == before

    def test_links_that_loop_end(self, folder: Path) -> None:
        (folder / "again").symlink_to(folder, target_is_directory=True)
        assert len(rl.read_folder(folder)) == 4

    def test_a_name_in_gbk_bytes(self, tmp_path: Path) -> None:
        name = os.fsencode(str(tmp_path)) + b"/2020_" + "青海省".encode("gbk") + b".txt"
        Path(os.fsdecode(name)).write_text(TEXT.split("\n", 1)[1], encoding="utf-8")
        metadata = next(iter(rl.read_folder(tmp_path))).metadata
        assert metadata.path.endswith("2020_青海省.txt")
        assert metadata.region == "青海省"


class TestTables:
    BODY = '全县生产总值增长6%。\n城镇新增就业1200人，落实"两个维护"。'

    def rows(self) -> list[dict[str, object]]:
        return [
            {"标题": f"青禾县{year}年政府工作报告", "年份": year, "正文": self.BODY, "批次": "甲"}
            for year in (2019, 2020, 2021)
        ]

    @pytest.mark.parametrize("ending", ["csv", "gbk.csv", "tsv", "xlsx", "jsonl", "parquet"])
    def test_a_corpus_in_one_file(self, tmp_path: Path, ending: str) -> None:
        import pandas as pd

        path = tmp_path / f"corpus.{ending}"
        frame = pd.DataFrame(self.rows())
        if ending == "xlsx":
            frame.to_excel(path, index=False)
        elif ending == "jsonl":
            frame.to_json(path, orient="records", lines=True, force_ascii=False)
        elif ending == "parquet":
            frame.to_parquet(path, row_group_size=2)
        else:
            separator = "\t" if ending == "tsv" else ","
            encoding = "gb18030" if ending.startswith("gbk") else "utf-8"
            frame.to_csv(path, index=False, sep=separator, encoding=encoding)
        corpus = rl.read_folder(path, text_column="正文")
        assert len(corpus) == 3
        reports = list(corpus)
        assert [report.metadata.year for report in reports] == [2019, 2020, 2021]
        assert {report.text for report in reports} == {self.BODY}
        assert reports[1].metadata.extra["批次"] == "甲"
        assert len({report.metadata.report_id for report in reports}) == 3
        assert reports[2].metadata.path.endswith("#3")

    def test_the_text_column_has_a_usual_name_or_is_asked_for(self, tmp_path: Path) -> None:
        path = tmp_path / "corpus.csv"
        path.write_text("甲,乙\n1,2\n", encoding="utf-8")
        with pytest.raises(rl.ReadingError, match="text_column"):
            rl.read_folder(path)
        with pytest.raises(rl.ReadingError, match="no column '丙'"):
            rl.read_folder(path, text_column="丙")


@pytest.mark.parametrize(
    "file",
    sorted((Path(__file__).resolve().parents[1] / "corpus_samples").glob("20*.*[!l]")),
    ids=lambda p: p.name,
)
def test_samples_of_every_format_are_read_whole(file: Path) -> None:
    if file.suffix == ".toml":
        pytest.skip("a truth file")
    document = load_document(file)
    assert 2500 < len(document.text) < 6000
    assert document.metadata.year == int(file.name[:4])
    assert document.metadata.region == "青禾县"
    assert document.place_of(len(document.text) - 1)
