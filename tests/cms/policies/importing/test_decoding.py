"""Encodings are recognised and written back; what is no text is refused with advice."""

import codecs

import pytest

from cms.policies.importing import NotAPolicyText, parse, rebuild

RUSSIAN = (
    "Политика конфиденциальности\n\n1. Общие положения\n\nОператор — ТОО «Шахишифа», БИН 180140023215. Согласие на "
    "обработку персональных данных даётся отдельно.\n\n2. Контакты\n\nПишите на support@infini.com.\n"
)
KAZAKH = (
    "Құпиялылық саясаты\n\n1-бөлім. Жалпы ережелер\n\nОператор — «Шахишифа» ЖШС, БСН 180140023215. Дербес деректерді "
    "өңдеуге келісім бөлек беріледі, оны кез келген уақытта қайтарып алуға болады.\n\n"
    "2-бөлім. Байланыс\n\nБізге жазыңыз.\n"
)
PNG = b"\x89PNG\r\n\x1a\n" + bytes(range(256))


@pytest.mark.parametrize("line_end", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize(
    ("mark", "encoding"),
    [
        (b"", "utf-8"),
        (codecs.BOM_UTF8, "utf-8"),
        (codecs.BOM_UTF16_LE, "utf-16-le"),
        (codecs.BOM_UTF16_BE, "utf-16-be"),
        (b"", "utf-16-le"),
        (b"", "utf-16-be"),
        (b"", "cp1251"),
    ],
)
def test_each_encoding_is_read_and_rebuilt(mark, encoding, line_end):
    data = mark + RUSSIAN.replace("\n", line_end).encode(encoding)

    imported = parse(data)

    assert imported.title == "Политика конфиденциальности"
    assert [block.heading for block in imported.blocks] == ["Общие положения", "Контакты"]
    assert imported.form.encoding == encoding
    assert rebuild(imported) == data


def test_kazakh_in_strk1048_is_read():
    data = KAZAKH.encode("kz1048")

    imported = parse(data)

    assert imported.title == "Құпиялылық саясаты"
    assert imported.language == "kk"
    assert rebuild(imported) == data


@pytest.mark.parametrize(
    ("data", "advice"),
    [
        (b"", "empty"),
        (b" \r\n\t\n", "empty"),
        (codecs.BOM_UTF8, "empty"),
        (b"%PDF-1.7 1. Data 2. Consent", "PDF"),
        (b"PK\x03\x04rest", "Word"),
        (b"{\\rtf1\\ansi 1. Personal data}", "RTF"),
        (PNG, "picture"),
        (b"\x00\x01\x02\x03 1. Personal data\n\n2. Consent\n", "control characters"),
        (b'{"title": "Policy", "1. Personal data": "2. Consent"}', "JSON"),
        (b'[{"title": "Policy"}]', "JSON"),
        (b"<!DOCTYPE html><html><body><p>1. Personal data</p></body></html>", "HTML"),
        (b"<?xml version='1.0'?><policy/>", "HTML or XML"),
        (b"id,name,consent\n1,Aigerim,yes\n2,Bolat,no\n3,Dana,yes\n", "table"),
        (RUSSIAN.encode("koi8-r", errors="replace"), "encoding"),
        (RUSSIAN.encode("cp866", errors="replace"), "encoding"),
        (b"1. Preheat the oven\n\nTo 180 degrees.\n\n2. Mix the flour\n\nWith water.\n", "reads like no policy"),
        (b"1. Consent\n\n" + b"We process personal data. " * 50_000, "1 MB"),
    ],
)
def test_what_is_no_policy_text_is_refused(data, advice):
    with pytest.raises(NotAPolicyText) as refused:
        parse(data)

    assert advice in refused.value.reason


def test_every_truncation_parses_or_is_refused_clearly():
    data = RUSSIAN.encode()

    for length in range(0, len(data), 7):
        assert _rebuilt_or_refused(data[:length]) in (data[:length], "refused with advice")


def _rebuilt_or_refused(data):
    try:
        return rebuild(parse(data))
    except NotAPolicyText as refused:
        return "refused with advice" if refused.reason else "refused without advice"


@pytest.mark.parametrize("run", ["A", "a", "1", ".", " ", "[", "(", "- ", "Aa ", '"A', "проверить ", "1. x\n"])
def test_endless_runs_are_read_in_one_pass(run):
    data = ("Privacy\n\n1. Data\n\nBody.\n\n2. Consent\n\n" + run * 20_000 + "x\n").encode()

    assert rebuild(parse(data)) == data
