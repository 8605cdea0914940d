"""Rich text becomes the same clean HTML and text at any time."""

import pytest

from cms.policies import rendering


@pytest.mark.parametrize(
    ("body", "html", "paragraphs"),
    [
        ('<p data-block-key="x1">A &amp; b</p>', "<p>A &amp; b</p>", ["A & b"]),
        ("<p></p><p>A</p>", "<p>A</p>", ["A"]),
        ("<p><b>A</b> <i>b</i><br/>c</p>", "<p><strong>A</strong> <em>b</em><br>c</p>", ["A b\nc"]),
        ("<ul><li>A</li><li>B</li></ul>", "<ul><li>A</li><li>B</li></ul>", ["• A", "• B"]),
        ("<ol><li>A</li><li>B</li></ol>", "<ol><li>A</li><li>B</li></ol>", ["1. A", "2. B"]),
        (
            '<p><a href="https://a.kz/?b=1&amp;c" class="x">A</a></p>',
            '<p><a href="https://a.kz/?b=1&amp;c">A</a></p>',
            ["A"],
        ),
        ('<p><a href="javascript:alert(1)">A</a></p>', "<p>A</p>", ["A"]),
        ('<p><a linktype="page" id="3">A</a></p>', "<p>A</p>", ["A"]),
        ("<p onclick='x()'>A<script>b</script></p>", "<p>Ab</p>", ["Ab"]),
        ("<h3>A</h3><p>B</p>", "<h3>A</h3><p>B</p>", ["A", "B"]),
        (
            "<ul><li>A<ol><li>B</li></ol></li><li>C</li></ul>",
            "<ul><li>A<ol><li>B</li></ol></li><li>C</li></ul>",
            ["• A", "1. B", "• C"],
        ),
    ],
)
def test_bodies(body, html, paragraphs):
    assert rendering.html_of(body) == html
    assert rendering.paragraphs_of(body) == paragraphs
