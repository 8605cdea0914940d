"""Characters that may stand in texts, and those nobody sees."""

import pytest

from shop_api.values import text


@pytest.mark.parametrize(
    "kept", ["Әйгерім", "O'Neil-Сәтпаев", "a\tb\r\nc", "👩\u200d👩\u200d👧", "שלום\u200f", "", "e\u0301"]
)
def test_what_people_write_is_orderly(kept):
    assert text.is_orderly(kept)
    assert not text.is_blank(kept)


@pytest.mark.parametrize("mark", ["\x00", "\x01", "\x0b", "\x1b", "\x7f", "\x85", "\u202e", "\u2066"])
def test_controls_that_break_what_stands_around_are_found(mark):
    assert not text.is_orderly(f"Aigerim{mark}S.")


@pytest.mark.parametrize("blank", ["\u200b", "\u2060\ufeff", "\u3164", "\u2800\u2800", "\u200b \u00a0\u200d", "\u115f"])
def test_a_text_that_shows_nothing_is_blank(blank):
    assert text.is_blank(blank)
    assert text.seen(blank) == 0


def test_only_what_is_seen_is_counted():
    assert text.seen("a\u200b b\u00a0\u3164c") == 3
    assert not text.is_blank("   ")  # the contract's lengths say what is wrong with it
