import pytest
from django.core.exceptions import ImproperlyConfigured

from frontend_contracts.wire import environment

NAME = "WIRE_EXAMPLE"


@pytest.fixture(autouse=True)
def unset(monkeypatch):
    monkeypatch.delenv(NAME, raising=False)
    monkeypatch.delenv(f"{NAME}_FILE", raising=False)


@pytest.fixture
def file(tmp_path, monkeypatch):
    path = tmp_path / "mounted"
    monkeypatch.setenv(f"{NAME}_FILE", str(path))
    return path


def test_value_stands_in_the_environment(monkeypatch):
    monkeypatch.setenv(NAME, "given")

    assert environment.text(NAME, "default") == "given"
    assert environment.required(NAME, "why") == "given"


def test_value_stands_in_a_file(file):
    file.write_text("  two\nlines \n", encoding="utf-8")

    assert environment.text(NAME) == "two\nlines"
    assert environment.required(NAME, "why") == "two\nlines"


def test_variable_and_file_together_are_refused(file, monkeypatch):
    file.write_text("a")
    monkeypatch.setenv(NAME, "b")

    with pytest.raises(ImproperlyConfigured, match=f"Set {NAME} or {NAME}_FILE, not both"):
        environment.text(NAME)


@pytest.mark.parametrize("content", [None, b"\xff\xfe"])
def test_file_that_cannot_be_read_is_named(file, content):
    if content is not None:
        file.write_bytes(content)

    with pytest.raises(ImproperlyConfigured, match=f"{NAME}_FILE names {file}, which cannot be read"):
        environment.text(NAME)


@pytest.mark.parametrize("empty", ["unset", "variable", "file"])
def test_empty_counts_as_unset(empty, monkeypatch, tmp_path):
    if empty == "variable":
        monkeypatch.setenv(NAME, "")
    if empty == "file":
        (tmp_path / "empty").write_text(" \n")
        monkeypatch.setenv(f"{NAME}_FILE", str(tmp_path / "empty"))

    assert environment.text(NAME, "default") == "default"
    with pytest.raises(ImproperlyConfigured, match=f"Set {NAME}, or {NAME}_FILE .*: it opens the door"):
        environment.required(NAME, "it opens the door")


def test_address_has_no_slash_at_its_end(monkeypatch):
    monkeypatch.setenv(NAME, "https://shop.example:444/base/")

    assert environment.address(NAME, "why") == "https://shop.example:444/base"
    assert environment.host_of(environment.address(NAME, "why")) == "shop.example"


@pytest.mark.parametrize("value", ["shop.example", "http://shop.example", "https://", "https://shop.example/?a=b"])
def test_other_addresses_are_refused(monkeypatch, value):
    monkeypatch.setenv(NAME, value)

    with pytest.raises(ImproperlyConfigured, match=f"{NAME} must be an address that starts with https://"):
        environment.address(NAME, "why")


def test_plain_http_passes_where_it_may(monkeypatch):
    monkeypatch.setenv(NAME, "http://shop:8001")

    assert environment.address(NAME, "why", may_be_plain=True) == "http://shop:8001"


def test_a_country_has_two_capital_letters(monkeypatch):
    monkeypatch.setenv(NAME, "KZ")

    assert environment.country(NAME, "why") == "KZ"


@pytest.mark.parametrize("value", ["kz", "KAZ", "K1", "ҚЗ"])
def test_other_countries_are_refused(monkeypatch, value):
    monkeypatch.setenv(NAME, value)

    with pytest.raises(ImproperlyConfigured, match=f"{NAME} must be two capital letters, such as KZ: why"):
        environment.country(NAME, "why")


def test_words_are_trimmed_and_empty_ones_dropped(monkeypatch):
    monkeypatch.setenv(NAME, " a, ,b,")

    assert environment.words(NAME) == ["a", "b"]
    assert environment.words(f"{NAME}_OTHER") == []


def test_number_is_whole(monkeypatch):
    assert environment.number(NAME, 1) == 1
    monkeypatch.setenv(NAME, "25")
    assert environment.number(NAME, 1) == 25


@pytest.mark.parametrize("value", ["-1", "1.5", "one", "٣", "0x10"])
def test_what_is_no_whole_number_is_refused(monkeypatch, value):
    monkeypatch.setenv(NAME, value)

    with pytest.raises(ImproperlyConfigured, match=f"{NAME} must be a whole number"):
        environment.number(NAME, 1)


def test_flag_is_yes_or_no(monkeypatch):
    assert environment.flag(NAME) is False
    for value, expected in (("yes", True), ("no", False), ("", False)):
        monkeypatch.setenv(NAME, value)
        assert environment.flag(NAME) is expected


@pytest.mark.parametrize("value", ["1", "true", "Yes", "on"])
def test_what_only_looks_like_a_yes_is_refused(monkeypatch, value):
    monkeypatch.setenv(NAME, value)

    with pytest.raises(ImproperlyConfigured, match=f"{NAME} must be yes or no"):
        environment.flag(NAME)
