"""Reading lexicons: a user's files on top of the shipped ones."""

from __future__ import annotations

from pathlib import Path

import pytest

from reportlens.lexicon import Lexicon, load


def _slogans(lexicon: Lexicon) -> set[str]:
    return {entry.canonical for entry in lexicon.entries["slogan"]}  # type: ignore[attr-defined]


def _write(path: Path, canonical: str) -> None:
    path.write_text(f'[[slogan]]\ncanonical = "{canonical}"\ntype = "numeral"\n', "utf-8")


def test_the_same_files_are_read_once(tmp_path: Path) -> None:
    assert load() is load()
    _write(tmp_path / "mine.toml", "三园两带")
    assert load(tmp_path / "mine.toml") is load(str(tmp_path / "mine.toml"))


def test_a_file_that_was_edited_is_read_again(tmp_path: Path) -> None:
    file = tmp_path / "mine.toml"
    _write(file, "三园两带")
    assert "三园两带" in _slogans(load(file))
    _write(file, "三园两带一中心")
    assert "三园两带" not in _slogans(load(file))
    assert "三园两带一中心" in _slogans(load(file))


def test_a_relative_path_means_the_file_in_the_folder_one_works_in(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name, canonical in (("one", "三园两带"), ("two", "五园六带")):
        (tmp_path / name).mkdir()
        _write(tmp_path / name / "mine.toml", canonical)
        monkeypatch.chdir(tmp_path / name)
        assert canonical in _slogans(load("mine.toml"))
