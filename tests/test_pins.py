"""What is relied on in Pelican, Jinja and Markdown: an upgrade that changes it fails here."""

import inspect
import random

import pytest
from blinker import Signal
from jinja2 import DictLoader, Environment
from markdown import Markdown
from markdown.treeprocessors import InlineProcessor
from markupsafe import Markup
from pelican import Pelican, generators, paginator, readers, signals, urlwrappers, utils, writers
from pelican.contents import Article, Content
from pelican.log import console
from pelican.settings import read_settings

from plugins.markup.converter import converter, extensions
from plugins.press.print.templates import speed_up
from plugins.press.read.kept_attributes import names as names_by_part

from .bench import archive
from .conftest import photo


def parameters(function):
    return list(inspect.signature(function).parameters)


@pytest.mark.parametrize(
    ("function", "names"),
    [
        (
            writers.Writer.write_file,
            "self name template context relative_urls paginated template_name override_output url kwargs",
        ),
        (
            readers.Readers.read_file,
            "self base_path path content_class fmt context preread_signal preread_sender context_signal context_sender",
        ),
        (generators.Generator.get_files, "self paths exclude extensions"),
        (generators.CachingGenerator.get_cached_data, "self filename default"),
        (generators.CachingGenerator.cache_data, "self filename data"),
        (generators.ArticlesGenerator.generate_tags, "self write"),
        (generators.ArticlesGenerator.generate_categories, "self write"),
        (generators.ArticlesGenerator.generate_authors, "self write"),
        (
            generators.Generator.__init__,
            "self context settings path theme output_path readers_cache_name kwargs",
        ),
        (paginator.Paginator.__init__, "self name url object_list settings per_page"),
        (paginator.Paginator.page, "self number"),
        (Content.get_relative_source_path, "self source_path"),
        (Content.refresh_metadata_intersite_links, "self"),
        (utils.sanitised_join, "base_directory parts"),
    ],
    ids=lambda value: getattr(value, "__qualname__", ""),
)
def test_what_the_press_calls_or_stands_in_for_takes_the_same(function, names):
    assert parameters(function) == names.split()


def test_receivers_are_called_in_the_order_of_their_connection():
    called = []
    acts = [lambda sender, number=number: called.append(number) for number in range(50)]
    signal = type(signals.finalized)("any")
    for act in acts:
        signal.connect(act)
    signal.send("anyone")

    assert isinstance(signals.finalized, Signal)
    assert called == list(range(50))


@pytest.mark.parametrize("name", ["get_content", "get_summary"])
def test_pelican_keeps_texts_in_a_dict_on_the_class(name):
    assert isinstance(vars(Content)[name].cache, dict)


def test_a_section_topic_or_author_is_no_more_than_the_press_keeps():
    topic = urlwrappers.Tag("Transport", {})
    topic.slug = "transport"

    assert vars(topic).keys() == {"settings", "_name", "_slug", "_slug_from_name"}
    assert topic._slug_from_name is False


def test_no_attribute_in_memory_is_a_name_of_pelicans_class():
    properties = {"url", "save_as"}  # which give back override_url and override_save_as

    assert names_by_part().summary & (vars(Article).keys() | vars(Content).keys()) == properties


def test_an_override_is_the_address():
    told = {"title": "Flood", "slug": "flood", "category": urlwrappers.Category("World", {})}
    page = Article("Text.", told, settings=read_settings())
    page.override_url, page.override_save_as = "elsewhere/", "elsewhere/index.html"

    assert (page.url, page.save_as) == ("elsewhere/", "elsewhere/index.html")


@pytest.fixture
def plain(tmp_path):
    """Return a function that runs Pelican without our plugins on one photo; it returns the output.

    Our reader is there still, where it was imported: Pelican takes every subclass of its own.
    """
    (tmp_path / "content/images").mkdir(parents=True)
    (tmp_path / "content/images/one.jpg").write_bytes(photo())
    alone = {"PATH": str(tmp_path / "content"), "OUTPUT_PATH": str(tmp_path / "output")}
    alone |= {"PLUGINS": [], "TIMEZONE": "UTC", "SECTIONS": [], "STORY_FIELDS": {}}
    alone["AUTHOR_PATHS"] = []

    def run(**options):
        Pelican(read_settings(override={**alone, **options})).run()
        return tmp_path / "output"

    return run


@pytest.mark.parametrize("quiet", [False, True])
def test_pelicans_last_line_comes_after_all_is_done_and_can_be_silenced(plain, capsys, quiet):
    def finalized(_):
        print("All is done.")
        console.quiet = quiet

    with signals.finalized.connected_to(finalized):
        plain()
    console.quiet = False

    _, _, after = capsys.readouterr().out.partition("All is done.")
    assert ("Done: Processed" in after) is not quiet


@pytest.mark.parametrize("linked", [False, True])
def test_photos_may_be_staged_as_links(plain, linked):
    def attend(generator):
        generator.fallback_to_symlinks = linked

    with signals.static_generator_init.connected_to(attend):
        output = plain(STATIC_CREATE_LINKS=True)

    assert (output / "images/one.jpg").is_symlink() is linked


def test_jinja_makes_the_names_that_all_templates_know_in_one_place():
    environment = Environment(loader=DictLoader({"a": "{{ here }}"}))
    environment.make_globals = lambda d: {**environment.globals, "here": "one", **(d or {})}

    assert environment.get_template("a").render() == "one"


TEMPLATE = """\
{% macro quoted(text, around="q") %}<{{ around }}>{{ text }}</{{ around }}>{{ caller() if caller }}{% endmacro %}
{{ plain }} {{ marked }} {{ number }} {{ nothing }} {{ shown }} {{ quoted(plain) }} {{ quoted(marked, around="b") }}
{% call quoted(plain) %}<i>{{ plain }}</i>{% endcall %} {{ plain|upper }} {{ plain|safe }} {{ (plain ~ marked)|trim }}
{% set block %}<u>{{ plain }}</u>{% endset %}{{ block }}{% filter upper %}{{ plain }}{% endfilter %}
{% for each in [plain, marked] %}{{ loop.index }}{{ quoted(each) }}{% endfor %} {{ hidden() }} {{ html }}
{% autoescape false %}{{ plain }}{{ quoted(marked) }}{% endautoescape %}
{% autoescape asked %}{{ plain }}{{ quoted(plain) }}{% endautoescape %}
"""


class Html:
    def __html__(self):
        return "<hr>"


@pytest.mark.parametrize("escapes", [True, False])
@pytest.mark.parametrize("finalize", [None, lambda value: value if value is not None else "none"])
def test_templates_come_out_as_from_jinja_itself(escapes, finalize):
    values = {
        "plain": "<a href='x'>\"R&D\"</a>",
        "marked": Markup("<em>so</em>"),
        "number": 3,
        "shown": None,
        "hidden": lambda: "<s>",
        "html": Html(),
        "asked": escapes,
    }
    stock, ours = (
        Environment(autoescape=escapes, finalize=finalize, loader=DictLoader({"a": TEMPLATE}))
        for _ in range(2)
    )
    speed_up(ours)

    printed = ours.get_template("a").render(values)

    assert printed == stock.get_template("a").render(values)
    assert ("&lt;a" in printed) is escapes
    assert "from plugins.press.print.templates import shown" in ours.compile(TEMPLATE, raw=True)


def test_markdown_asks_for_each_pattern_where_ours_stands_in():
    private = {"_InlineProcessor__applyPattern", "_InlineProcessor__handleInline"}
    inline = converter().treeprocessors["inline"]

    assert private <= vars(InlineProcessor).keys()
    assert inline.needed.count("") == 1  # emphasis, by "*" or "_"


PIECES = (
    "word", "*strong*", "**very**", "_so_", "`code`", "\\*", "[a](b.md)", "![c](d.jpg)", "[^1]",
    "<https://e.org>", "<x@e.org>", "<b>b</b>", "&amp;", "& &copy;", "  \n", "[ref][r]", "[r]",
    "\n\n", "\n[r]: https://e.org 'T'\n", "![i][r]", "> quote", "1. one", "***", "a_b_c", "\\`", "`` ` ``",
    "\nword", "\n\nword", "\n---\n", "\n===", "\n# head", "\n\n- item", "\n\n    code", "\n: means",
    "\n\n[^1]: foot", "\n\n*[HTML]: H", "HTML", "\n\na | b\n--|--\nc | d", "\n\n<div markdown=1>\n", "\n</div>\n",
    "\n- item", "\n  - item", "\n1) one", "\n2. two", "a*b", "**", "***", "\\\n", "\n#hash", "\n## C#", ":",
    "\n<!-- note -->\n", "<!-- note -->", "\n<table>", "\n</table>\n", "日本\n語", "](", "<{filename}/a.md>",
    "\n\né", "\n\n日", "\n```\n", "\n~~~\n", "\n{: .c }", "{.x #y}", "\t", " \n", "\r\n", "\n ", "\x02",
)  # fmt: skip


def check_markdown(texts):
    """Every one of *texts* becomes the same HTML as with Markdown's own code."""
    stock = Markdown(extensions=extensions(), output_format="html")
    ours = converter()
    for text in texts:
        assert ours.reset().convert(text) == stock.reset().convert(text), text


def random_texts(chance, number):
    return [" ".join(chance.choices(PIECES, k=chance.randint(1, 12))) for _ in range(number)]


def test_texts_come_out_as_from_markdown_itself():
    texts = random_texts(random.Random(1), 1000)
    texts += ["\n\n".join(archive.story(number).paragraphs) for number in range(20)]

    check_markdown(texts)


@pytest.mark.proof
def test_any_text_comes_out_as_from_markdown_itself(rounds):
    for _ in rounds:
        check_markdown(random_texts(random.Random(), 500))
