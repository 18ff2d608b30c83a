"""HTML from elsewhere, in our own elements."""

import time

import pytest

from forum.markup.addresses import OUTSIDE_REL
from forum.markup.render import PLAIN, render_html
from tests.markup.texts import ENOUGH, KNOWN, SITE, UNKNOWN, tree


def html(source: str) -> str:
    return render_html(source, SITE).html


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("<p>a <b>b</b> <i>c</i></p>", '<p dir="auto">a <b>b</b> <i>c</i></p>'),
        ("<h1>a</h1><h2>b</h2>", '<h3 dir="auto">a</h3><h4 dir="auto">b</h4>'),
        ("<h4>a</h4>", '<h3 dir="auto">a</h3>'),
        ("<p>a<p>b", '<p dir="auto">a</p><p dir="auto">b</p>'),
        ("<ul><li>a<li>b</ul>", '<ul dir="auto"><li>a</li><li>b</li></ul>'),
        ("a<br/>b<hr>", "a<br>b<hr>"),
        ("<p>a<ul><li>b</ul>", '<p dir="auto">a</p><ul dir="auto"><li>b</li></ul>'),
        ("<b>a<p>b</b>c", '<b>a<p dir="auto">b</p></b>c'),
        ("<strike>a</strike><tt>b</tt>", "<s>a</s><code>b</code>"),
        ("<section><header>a</header></section>", '<div dir="auto"><div>a</div></div>'),
        ('<p id="x" class="y" style="color:red" onclick="z()">a</p>', '<p dir="auto">a</p>'),
        ("<font color=red>a</font><blink>b</blink>", "ab"),
        ("</p></b>a</div>", "a"),
        ('<ol start="3"><li value="7">a', '<ol dir="auto" start="3"><li value="7">a</li></ol>'),
        ("a &lt;b&gt; &amp; c", "a &lt;b&gt; &amp; c"),
        ("a < b & c", "a &lt; b &amp; c"),
        ("<dl><dt>a<dd>b<dt>c</dl>", '<dl dir="auto"><dt>a</dt><dd>b</dd><dt>c</dt></dl>'),
    ],
)
def test_elements_are_written_anew(source, expected):
    assert html(source) == expected


@pytest.mark.parametrize(
    "source",
    [
        "<script>alert(1)</script>",
        "<style>p{}</style>",
        "<svg><p>x</p></svg>",
        "<noscript><p>x</p></noscript>",
        "<iframe>x</iframe>",
        "<textarea>x</textarea>",
        "<template><template>x</template>y</template>",
        "<select><option>x</select>",
        "<!-- x -->",
        "<![CDATA[x]]>",
        "<!DOCTYPE html>",
        "<?php x ?>",
        "<input value=x>",
        "<svg>x",
    ],
)
def test_what_runs_or_draws_is_left_out_with_all_it_holds(source):
    assert html(f"a{source}").removesuffix("]]&gt;") == "a"


def test_tables_keep_their_cells_and_alignment():
    source = (
        '<table><thead><tr><th align="right">a<th style="text-align:center;">b'
        "<tbody><tr><td>c<td>d<tr><td>e</table>"
    )
    found = tree(html(source))

    assert [cell.text for cell in found.iter("td")] == ["c", "d", "e"]
    assert [cell.get("class") for cell in found.iter("th")] == ["align-right", "align-center"]


def test_code_keeps_its_lines_and_is_coloured():
    source = (
        '<pre class="lang-py prettyprint"><code>\ndef f():\n    return &lt;1&gt;<br>x</code></pre>'
    )
    found = render_html(source, PLAIN)

    assert found.text == "def f():\n    return <1>\nx"
    assert 'data-language="Python"' in found.html and "hl-keyword" in found.html
    assert found.has_code


def test_links_are_held_to_the_same_rules():
    found = tree(
        html(
            '<a href="https://a.example" target=_blank>a</a><a href="javascript:alert(1)">b</a>'
            '<a name="top">c</a><a href=" /t/x/1 " title="t">d</a><a href="x"><a href="y">e</a>'
        )
    )

    assert [link.attrib for link in found.iter("a")] == [
        {"href": "https://a.example", "rel": OUTSIDE_REL},
        {"href": "/t/x/1", "title": "t"},
        {"href": "x"},
        {"href": "y"},
    ]
    assert "".join(found.itertext()) == "abcde"


def test_pictures_are_held_to_the_same_rules():
    found = render_html(
        f'<img src="/uploads/{KNOWN}" alt="own"><img src="/uploads/{UNKNOWN}" alt="gone">'
        '<a href="/x"><img src="https://a.example/p.png" alt="linked"></a>'
        '<img src="https://a.example/p.png" alt="far"><img src="javascript:x" alt="bad"><img>',
        SITE,
    )

    parsed = tree(found.html)
    assert [picture.get("alt") for picture in parsed.iter("img")] == ["own"]
    assert "".join(parsed.itertext()) == "gonelinkedfarbad"
    assert found.uploads == (KNOWN,)
    assert found.links == ("https://a.example/p.png",)


def test_a_covered_quote_becomes_a_fold():
    assert html('<blockquote class="spoiler"><p>a</p></blockquote>b') == (
        '<details class="spoiler" dir="auto"><summary>Spoiler</summary><p>a</p></details>b'
    )


def test_names_in_texts_from_elsewhere_are_not_our_members():
    assert (
        render_html("<p>@ana <a class=mention href=/members/Ana>@ana</a></p>", SITE).mentions == ()
    )


@pytest.mark.parametrize(
    "source",
    [
        "<b>" * 10_000,
        "<b a=1><b a=2><i><u>" * 1_500 + "<p>" * 1_500,
        "<div>" * 6_000,
        "<table>" * 4_000,
        "<table><td>" * 2_500,
        "<a href=x>" * 3_000,
        "<li>" * 8_000,
        "<p>x" * 8_000,
        "<!--" * 8_000,
        "<![" * 8_000,
        "<" * 32_000,
        "&" * 32_000,
        "<a " * 10_000,
        "</" * 16_000,
        "<svg>" * 6_000,
        "<a href='" * 3_000,
        "<pre>" * 6_000,
        "<a " * 10_000 + ">",
        "<a b='" * 5_000 + ">",
        "<!--" * 8_000 + ">",
        "<script>" + "</" * 15_000 + ">",
        "<a b=\"'" * 4_000 + ">",
        "<?" * 15_000 + ">",
        "</a" * 10_000 + ">",
        "<!a" * 10_000 + ">",
    ],
    ids=lambda source: source[:12],
)
def test_no_html_takes_long(source):
    started = time.process_time()

    found = render_html(source, PLAIN)

    assert time.process_time() - started < ENOUGH
    assert len(found.html) < 40 * len(source)


def test_html_of_too_many_parts_keeps_its_words():
    found = render_html("<p>word</p>" * 9_000, PLAIN)

    assert found.text.count("word") == 9_000
