from __future__ import annotations

import contextlib
import datetime as dt
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from geodata.documents import find_documents, open_document, open_text, read_document, read_text
from geodata.errors import DocumentError, EmptyDocument, NotText, SetupError, TooLarge
from geodata.model import DateSpan

FRENCH = "Marché rouvert à Gao\n\nLes commerçants de la ville de Gao ont rouvert le marché, selon la mairie.\n"
ENGLISH = "Market reopens in Gao\n\nThe traders of the town of Gao have reopened the market, the mayor said.\n"
ARABIC = "أعادت مدينة غاو فتح السوق بحسب السكان، وقال العمدة إن التجار عادوا إلى أعمالهم."


def write(folder: Path, name: str, data: str | bytes) -> Path:
    path = folder / name
    path.write_bytes(data if isinstance(data, bytes) else data.encode("utf-8"))
    return path


def test_both_languages_are_read_alike(tmp_path: Path) -> None:
    french = read_document(write(tmp_path, "fr.txt", FRENCH))
    english = read_document(write(tmp_path, "en.txt", ENGLISH))
    assert (french.language, english.language) == ("fr", "en")
    assert (french.title, english.title) == ("Marché rouvert à Gao", "Market reopens in Gao")
    assert french.text == FRENCH


def test_the_id_depends_on_the_text_alone(tmp_path: Path) -> None:
    plain = read_document(write(tmp_path, "a.txt", FRENCH))
    windows = read_document(write(tmp_path, "b.txt", FRENCH.replace("\n", "\r\n").encode("cp1252")))
    dated = read_document(write(tmp_path, "c.md", f"---\npublished: 2024-05-06\n---\n{FRENCH}"))
    other = read_document(write(tmp_path, "d.txt", ENGLISH))
    assert plain.id == windows.id == dated.id != other.id


def test_offsets_lead_into_the_file_with_its_newlines_untranslated(tmp_path: Path) -> None:
    path = write(tmp_path, "a.txt", f"date 2024-05-06 {FRENCH}".replace("\n", "\r\n"))
    opened = open_document(path)
    start = opened.document.text.index("Les commerçants")
    first, last = opened.document.offsets.original_span(start, start + 15)
    with path.open(encoding="utf-8", newline="") as file:
        assert file.read()[first:last] == "Les commerçants"


def test_the_texts_own_date_comes_before_the_given_one() -> None:
    given_date = DateSpan.day(dt.date(2020, 1, 2))
    assert read_text(FRENCH, "a.txt", published=given_date).published == given_date
    dated = read_text(f"date 2024-05-06 {FRENCH}", "a.txt", published=given_date)
    assert dated.published == DateSpan.day(dt.date(2024, 5, 6))


def test_a_given_title_comes_after_front_matter_and_before_the_first_line() -> None:
    assert read_text(FRENCH, "a.txt", title="Donné").title == "Donné"
    assert read_text(f"---\ntitle: Du fichier\n---\n{FRENCH}", "a.txt", title="Donné").title == "Du fichier"


def test_a_title_stays_in_the_text() -> None:
    document = read_text(f"# Gao\n\n{FRENCH}", "a.md")
    assert document.title == "Gao"
    assert document.text.startswith("# Gao")


@pytest.mark.parametrize("data", ["", "  \n\t\r\n", "\ufeff", "---\ntitle: Gao\n---\n", "***", "\u200b\u200b"])
def test_an_empty_file_is_refused(tmp_path: Path, data: str) -> None:
    with pytest.raises(EmptyDocument, match=r"a\.md is empty"):
        open_document(write(tmp_path, "a.md", data))


def test_a_binary_file_named_txt_is_refused(tmp_path: Path) -> None:
    with pytest.raises(NotText, match=r"photo\.txt is not text"):
        open_document(write(tmp_path, "photo.txt", b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 20))


@pytest.mark.parametrize("encoding", ["cp1252", "utf-16"])
def test_windows_1252_and_utf16_are_read(tmp_path: Path, encoding: str) -> None:
    opened = open_document(write(tmp_path, "a.txt", FRENCH.encode(encoding)))
    assert opened.document.text == FRENCH
    assert [problem.what for problem in opened.problems] == (["GuessedEncoding"] if encoding == "cp1252" else [])


def test_a_text_above_the_limit_is_refused_with_the_way_to_raise_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = write(tmp_path, "a.txt", FRENCH.encode() * 200_000)
    with pytest.raises(TooLarge, match=r"a\.txt has 20\.\d MB; at most 5 MB are read\. .*LIPTAKO_MAX_MB"):
        open_document(path)
    with pytest.raises(TooLarge, match=r"20\.\d MB"):
        open_text(path.read_text(encoding="utf-8"), "pasted text")
    monkeypatch.setenv("LIPTAKO_MAX_MB", "0.00001")
    with pytest.raises(TooLarge):
        open_text(FRENCH, "pasted text")


@pytest.mark.parametrize("value", ["many", "0", "-1", "nan"])
def test_a_limit_that_is_no_number_is_named(monkeypatch: pytest.MonkeyPatch, value: str) -> None:
    monkeypatch.setenv("LIPTAKO_MAX_MB", value)
    with pytest.raises(SetupError, match="LIPTAKO_MAX_MB"):
        open_text(FRENCH, "pasted text")


def test_a_text_in_arabic_is_read_and_its_language_reported(tmp_path: Path) -> None:
    opened = open_document(write(tmp_path, "ar.txt", ARABIC))
    assert opened.document.text == ARABIC
    assert opened.document.language is None
    assert [problem.what for problem in opened.problems] == ["UnsupportedLanguage"]


def test_front_matter_that_does_not_parse_loses_no_text(tmp_path: Path) -> None:
    opened = open_document(write(tmp_path, "a.md", f"---\ntitle: Gao : [marché\ndate: 2024-05-06\n---\n{FRENCH}"))
    assert opened.document.text == FRENCH
    assert opened.document.published == DateSpan.day(dt.date(2024, 5, 6))
    assert [problem.what for problem in opened.problems] == ["FrontMatterError"]


def test_a_language_stated_in_the_front_matter_is_believed() -> None:
    assert read_text(f"---\nlanguage: English\n---\n{FRENCH}", "a.md").language == "en"
    assert read_text(f"---\nlanguage: ar\n---\n{FRENCH}", "a.md").language is None


def test_a_missing_file_and_another_format_are_named(tmp_path: Path) -> None:
    with pytest.raises(DocumentError, match=r"cannot read .*none\.txt: No such file"):
        open_document(tmp_path / "none.txt")
    with pytest.raises(DocumentError, match=r"'\.pdf' files are not read"):
        open_document(write(tmp_path, "a.pdf", FRENCH))


def test_a_file_name_that_is_no_utf8_is_shown_all_the_same(tmp_path: Path) -> None:
    path = tmp_path / "b\udce9nin.txt"
    path.write_text(FRENCH, encoding="utf-8")
    assert read_document(path).source.endswith("b\ufffdnin.txt")


def test_folders_are_searched_in_order_and_hidden_files_left_out(tmp_path: Path) -> None:
    (tmp_path / "sub").mkdir()
    (tmp_path / ".git").mkdir()
    wanted = [write(tmp_path, name, FRENCH) for name in ("a.txt", "b.MD", "sub/c.markdown")]
    for name in ("x.pdf", ".hidden.txt", ".git/d.txt"):
        write(tmp_path, name, FRENCH)
    assert list(find_documents([tmp_path])) == wanted
    assert list(find_documents([tmp_path / "x.pdf"])) == [tmp_path / "x.pdf"]


def test_a_missing_folder_is_named(tmp_path: Path) -> None:
    with pytest.raises(DocumentError, match=r"there is no file or folder .*missing"):
        list(find_documents([tmp_path / "missing"]))


@given(st.text(max_size=300) | st.binary(max_size=300))
@settings(deadline=None)  # the first call loads the language model
def test_anything_is_read_or_refused(raw: str | bytes) -> None:
    with contextlib.suppress(DocumentError):
        opened = open_text(raw, "pasted text")
        start, end = opened.document.offsets.original_span(0, len(opened.document.text))
        assert 0 <= start < end <= len(opened.original)
