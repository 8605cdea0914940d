import pytest

from frontend_contracts.wire.locales import pick_locale


@pytest.mark.parametrize(
    ("header", "locale"),
    [
        (None, "ru"),
        ("", "ru"),
        ("kk", "kk"),
        ("kk-KZ,ru;q=0.8", "kk"),
        ("KK_kz", "kk"),
        ("en-US,en;q=0.9,ru;q=0.95", "en"),
        ("de,en;q=0.5", "en"),
        ("de", "ru"),
        ("en;q=0,*", "ru"),
        ("*;q=0.4,kk;q=0.5", "kk"),
        ("*,kk;q=0.5", "ru"),
        ("ru;q=0,kk;q=0.1", "kk"),
        ("ru;q=x,en", "en"),
        ("en;q=2", "ru"),
        ("en;q=nan", "ru"),
        (";;;,,,;q=", "ru"),
        ("en;q=0.5," * 10_000, "en"),
    ],
)
def test_best_of_the_three_languages_is_picked(header, locale):
    assert pick_locale(header) == locale


def test_default_can_be_chosen():
    assert pick_locale("de", default="kk") == "kk"
