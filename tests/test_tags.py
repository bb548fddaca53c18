"""HTML is taken apart in one place, as a browser takes it apart."""

import pytest

from plugins.markup.tags import markup, tags, tags_with_attributes, without
from plugins.markup.text import plain
from plugins.stories.summaries import summary


@pytest.mark.parametrize(
    ("html", "words"),
    [
        ("<p>One</p><p>two <em>th</em>ree<br>four</p>", "One two three four"),
        ("<details><summary>One</summary>Two</details>", "One Two"),
        ('One <img alt="a > b" src="c.jpg"> two', "One two"),
        ("One<!-- note > <b> --> two", "One two"),
        ("One<script>x < y</script> <style>p > b</STYLE>two", "One two"),
        ("One <TEMPLATE>hidden", "One"),
        ('<p title="<script>">One</p>', "One"),
        ("a < b &amp; 1 <2", "a < b & 1 <2"),
    ],
)
def test_the_words_of_a_text_are_those_that_a_browser_shows(html, words):
    assert plain(html) == words


def test_tags_are_found_outside_comments_and_raw_text():
    html = '<p a=b><!-- <i> --><textarea></p></textarea><B/></p><br c="">'

    assert [tag.name for tag in tags(html)] == ["p", "textarea", "textarea", "b", "p", "br"]
    assert [tag.name for tag in markup(html)][1] == ""
    assert [tag.name for tag in tags_with_attributes(html)] == ["p", "br"]
    assert "".join(html[tag.start : tag.end] for tag in markup(html)) == html.replace("</p>", "", 1)


@pytest.mark.parametrize(
    ("html", "left"),
    [
        ("a<figcaption>b</figcaption >c", "a c"),
        ("a<FIGCAPTION class='x'>b", "a "),
        ("<!-- <figcaption> -->a", "<!-- <figcaption> -->a"),
        ('<i title="<figcaption>">a</i>', '<i title="<figcaption>">a</i>'),
        ("<figcaptions>a</figcaptions>", "<figcaptions>a</figcaptions>"),
    ],
)
def test_an_element_can_be_left_out_whole(html, left):
    assert without(html, frozenset({"figcaption"}), " ") == left


@pytest.mark.parametrize(
    ("html", "first"),
    [
        ("<figure><p>no</p></figure><p>One <b>two</b></p><p>three</p>", "One two"),
        ("<blockquote><blockquote><p>a</p></blockquote><p>b</p></blockquote><p>One</p>", "One"),
        ("<p><img src='a.jpg'> a caption</p><p></p><P class='x'>One", ""),
        ("<p>One<p>two", "One"),
        ("<ul><li><p>One</p></li></ul>", "One"),
    ],
)
def test_a_summary_is_the_first_paragraph_with_words_of_its_own(html, first):
    assert summary("", "", html) == first


@pytest.mark.parametrize("piece", ["<template>", "<!--", "<figcaption ", "<p>", "<picture>"])
def test_the_words_of_a_hostile_text_take_linear_time(piece):
    html = piece * 100_000

    assert plain(html) == ""
    assert without(html, frozenset({"figcaption"})) in {html, ""}
