"""Stored rich text becomes public HTML."""

import pytest

from cms.blocks.answers import Assets, linked_page_ids, public_html

ASSETS = Assets(page_paths={7: "/products/lamp"})


@pytest.mark.parametrize(
    ("stored", "public"),
    [
        ("<p>a <b>b</b></p>", "<p>a <b>b</b></p>"),
        ('<a linktype="page" id="7">x</a>', '<a href="/products/lamp">x</a>'),
        ('<a id="7" linktype="page">x</a>', '<a href="/products/lamp">x</a>'),
        ('<a linktype="page" id="8">x</a>', "<a>x</a>"),
        ('<a linktype="page" id="x">x</a>', "<a>x</a>"),
        ('<a linktype="page">x</a>', "<a>x</a>"),
        ('<a linktype="document" id="7">x</a>', "<a>x</a>"),
        ('<a linktype="snippet" id="7">x</a>', "<a>x</a>"),
        ('<a href="https://example.org/">x</a>', '<a href="https://example.org/">x</a>'),
        ('<a href="javascript:alert(1)">x</a>', "<a>x</a>"),
        ('<a href="data:text/html,x">x</a>', "<a>x</a>"),
        ('<p onclick="x" style="y">a</p>', "<p>a</p>"),
        ("<script>x</script>", "x"),
        ('<img src="/x.png">', ""),
        ('<embed embedtype="image" id="7" alt="x"/>', ""),
        ("<!-- secret -->", ""),
    ],
)
def test_only_harmless_html_and_public_links_remain(stored: str, public: str) -> None:
    assert public_html(stored, ASSETS) == public


def test_links_are_found_in_any_order_of_attributes() -> None:
    html = '<a linktype="page" id="7">x</a><a id="8" linktype="page">y</a><a id="9" linktype="document">z</a>'

    assert linked_page_ids(html) == {7, 8}
