"""What README and docs/ say is so: their examples are built, and what they name exists."""

import ast
import logging
import re
import subprocess
from importlib import import_module
from pathlib import Path
from urllib.parse import unquote

import pytest
from jinja2 import StrictUndefined
from pelican.settings import read_settings

from plugins import plan
from plugins.copy_desk.derived import setting_faults
from plugins.image_captions.credits import reads_as_credit
from plugins.kernel.contract import contracts, declared_settings
from plugins.photos.sidecars import parsed_sidecar
from plugins.stories.fields import FIELDS
from plugins.structured_data.settings import POLICIES_KNOWN

from .conftest import DEMO, ROOT, grainy, story
from .servers import COMMANDS, NGINX, SERVERS

PAGES = {
    path.relative_to(ROOT).as_posix(): path.read_text("utf-8")
    for path in (ROOT / "README.md", ROOT / "CONTRIBUTING.md", *sorted(ROOT.glob("docs/*.md")))
}
SETTINGS = PAGES["docs/settings.md"]

FENCED = re.compile(r"^( *)```(\w*)\n(.*?)^\1```$", re.M | re.S)


def blocks(name: str, kind: str) -> list[str]:
    """Return the fenced blocks of a *kind* on the page *name*, as they would be typed."""
    found = FENCED.findall(PAGES[name])
    return [re.sub(rf"^{blanks}", "", text, flags=re.M) for blanks, of, text in found if of == kind]


def prose(name: str) -> str:
    """Return the page *name* without its blocks of code."""
    return re.sub(r"\n\n(?: {4}.*\n)+", "\n\n", FENCED.sub("", PAGES[name]))


def spans(name: str) -> list[str]:
    """Return the code that stands in the sentences and tables of the page *name*."""
    return re.findall(r"`([^`\n]+)`", prose(name))


# Length and links ----------------------------------------------------------------------------


def test_readme_is_short():
    assert len(PAGES["README.md"].splitlines()) < 200


def test_every_page_is_in_the_list_of_readme():
    assert [
        name for name in PAGES if name != "README.md" and f"({name})" not in PAGES["README.md"]
    ] == []


def anchors(text: str) -> set[str]:
    """Return the anchors of the headings in *text*, as GitHub makes them."""
    headings = re.findall(r"^#+ (.+)$", FENCED.sub("", text), re.M)
    return {re.sub(r"[^\w -]", "", each).lower().replace(" ", "-") for each in headings}


def exists(path: str) -> bool:
    """Say whether the project has *path*; what `make start` moves counts where it was."""
    return any((folder / path).exists() for folder in (ROOT, DEMO))


@pytest.mark.parametrize("name", PAGES)
def test_every_link_within_the_project_leads_somewhere(name):
    folder = Path(name).parent
    broken = []
    for target in re.findall(r"\]\(([^)\s]+)\)", re.sub("`[^`\n]+`", "code", prose(name))):
        if re.match(r"https?:|\{", target):
            continue
        path, _, anchor = unquote(target).partition("#")
        file = (ROOT / folder / path).resolve().relative_to(ROOT).as_posix() if path else name
        if not exists(file) or (anchor and anchor not in anchors(PAGES.get(file, ""))):
            broken.append(target)

    assert broken == []


ROOTS = {path.name for path in ROOT.iterdir()} - {"output", ".stet", ".venv"} | {"content"}


def is_path(span: str) -> bool:
    """Say whether *span* names a file or a folder of the project, in full."""
    first = span.split("/")[0]
    named = "/" in span or Path(span).suffix in {".py", ".md", ".txt", ".toml"} or span in ROOTS
    return named and first in ROOTS and re.fullmatch(r"[\w./-]+", span) is not None


OWN = re.compile(r"(?:house|content)/(?!README)|.*/demo/")
"""What a newsroom has only if it wants to."""


@pytest.mark.parametrize("name", PAGES)
def test_every_file_that_is_named_exists(name):
    named = {span for span in spans(name) if is_path(span) and not OWN.match(span)}

    assert [path for path in sorted(named) if not exists(path)] == []


def test_what_the_docs_name_in_a_module_is_in_it():
    """`NAME` of `plugins/x.py`, and `plugins/x.py` (`NAME`), name something of that module."""
    text = prose("docs/architecture.md")
    pairs = [
        (path, names)
        for path, names in re.findall(r"`(plugins/\S+\.py)` \(((?:`\w+`,? ?)+)\)", text)
    ]
    pairs += [
        (path, f"`{one}`")
        for one, path in re.findall(r"`(\w+)` (?:of|in) `(plugins/\S+\.py)`", text)
    ]
    known = {path: ast.parse((ROOT / path).read_text("utf-8")) for path, _ in pairs}

    assert len(pairs) > 8
    for path, names in pairs:
        found = {node.id for node in ast.walk(known[path]) if isinstance(node, ast.Name)}
        found |= {
            node.name
            for node in ast.walk(known[path])
            if isinstance(node, ast.FunctionDef | ast.ClassDef)
        }
        assert set(re.findall(r"`(\w+)`", names)) <= found, path


def test_every_command_that_is_named_is_in_the_makefile():
    makefile = (ROOT / "Makefile").read_text("utf-8")
    targets = set(re.findall(r"^([a-z]+):", makefile, re.M))
    named = re.findall(r"^([A-Z]+) +\?=|\$\(([A-Z]+)\)|export ([A-Z]+)", makefile, re.M)
    variables = {name for names in named for name in names}
    commands = [
        each
        for name in PAGES
        for each in re.findall(
            r"(?:`|^ {4})make ([a-z]+)((?: [A-Z]+=(?:\"[^\"]*\"|\S+))*)", PAGES[name], re.M
        )
    ]

    assert {target for target, _ in commands} == targets  # each is named somewhere
    for target, given in commands:
        assert set(re.findall(r"([A-Z]+)=", given)) <= variables, target


# Settings ------------------------------------------------------------------------------------

for plugin in plan.PLUGINS:
    import_module(plugin)
DECLARED = declared_settings(contracts({"PLUGINS": plan.PLUGINS}))
ROW = re.compile(r"^\| `([A-Z_]+)` \| (none|`(.*?)`) \| (.*?) \|(?: `(.*)` \|)?$", re.M)
ROWS = {
    name: (default, meaning, example)
    for name, _, default, meaning, example in ROW.findall(SETTINGS)
}
NAMES = {"logging": logging, "StrictUndefined": StrictUndefined}


def value(text: str) -> object:
    """Return the value that *text* has in a settings file."""
    return eval(text, dict(NAMES))


def executed(text: str) -> dict[str, object]:
    """Return the settings of a file that takes over Stet's and goes on with *text*."""
    given: dict[str, object] = {}
    text = text.removeprefix("from plugins.plan import *\n")
    exec(f"from plugins.plan import *\nSITENAME = 'The Harbour Post'\n{text}", given)
    return {name: value for name, value in given.items() if name.isupper()}


def test_every_setting_has_its_row_with_its_default():
    documented = {name: default and value(default) for name, (default, _, _) in ROWS.items()}
    (plugins,) = (
        each for each in blocks("docs/settings.md", "python") if each.startswith("PLUGINS =")
    )
    documented["PLUGINS"] = executed(plugins)["PLUGINS"]
    documented["THEME"] = str(ROOT / str(documented["THEME"]))
    defaults = dict.fromkeys(DECLARED, "") | {name: getattr(plan, name) for name in plan.__all__}

    assert documented == defaults


def test_every_setting_of_a_plugin_has_an_example():
    fixed = {row[0] for row in ROW.findall(SETTINGS[SETTINGS.index("## Leave these") :])}

    assert [name for name in DECLARED if name not in fixed and not ROWS[name][2]] == []


def test_no_page_names_a_setting_that_does_not_exist():
    known = {*plan.__all__, *DECLARED}
    assert [
        span
        for span in spans("docs/settings.md")
        if re.fullmatch(r"[A-Z]+(?:_[A-Z]+)+", span) and span not in known
    ] == []


@pytest.fixture(scope="module")
def defaults():
    return read_settings(str(DEMO / "pelicanconf.py"))


@pytest.mark.parametrize("name", sorted(name for name, row in ROWS.items() if row[2]))
def test_the_example_of_a_setting_is_right(defaults, name):
    assert [*setting_faults(DECLARED.values(), defaults | {name: value(ROWS[name][2])})] == []


EXAMPLES = [(name, text) for name in PAGES for text in blocks(name, "python") if "def " not in text]


@pytest.mark.parametrize(("name", "text"), EXAMPLES, ids=lambda each: each[:20].partition(" =")[0])
def test_the_settings_on_a_page_are_right(defaults, name, text):
    given = executed(text)

    assert given.keys() <= {*plan.__all__, *DECLARED}
    assert [*setting_faults(DECLARED.values(), defaults | given)] == []


def test_a_site_is_built_with_all_addresses_of_the_examples(build):
    section = SETTINGS[SETTINGS.index("## Addresses") : SETTINGS.index("## Files and folders")]
    settings = {row[0]: value(row[4]) for row in ROW.findall(section)}
    site = build({"a.md": story(series="S", tags="t")}, **settings)

    assert site.status == 0, site.messages
    assert {
        "2020/a/index.html",
        "topics/t/index.html",
        "in-depth/s/index.html",
        "put-right/index.html",
        "find/index.html",
        "all/2020/index.html",
    } <= site.files


def test_all_policies_are_named():
    assert {*POLICIES_KNOWN} <= {*spans("docs/settings.md")}


# Stories -------------------------------------------------------------------------------------


def files_of(name: str) -> dict[str, str]:
    """Return the stories, pages and authors' files on the page *name*, each by its place."""
    found = {}
    for number, text in enumerate(
        each for each in blocks(name, "") if re.match("(?:---\n)?title:", each, re.I)
    ):
        header = text.split("\n\n")[0]
        folder = (
            "authors"
            if "\nRole:" in header
            else "stories"
            if "date:" in header.lower()
            else "pages"
        )
        slug = (
            "council-votes-to-keep-the-night-bus"
            if "El consejo" in text
            else f"{Path(name).stem.lower()}-{number}"
        )
        found[f"{folder}/{slug}.md"] = text
    return found


def test_the_stories_on_the_pages_are_built_without_a_fault_or_a_warning(build):
    files = {place: text for name in PAGES for place, text in files_of(name).items()}
    more = {
        "stories/2026/fares.md": story("Fares"),
        "photos/night-bus.jpg": grainy((700, 500)),
        "photos/ana-ruiz.jpg": grainy((700, 500)),
        "files/report.pdf": b"%PDF",
        "stories/links.md": story(
            "Links", body="[the report]({static}/files/report.pdf) [fares](2026/fares.md)"
        ),
    }
    authors = {place for place in files if place.startswith("authors/")}
    for place in sorted(authors)[1:]:
        del files[place]  # each introduces the same person
    site = build(files | more, SECTIONS=["World", "City"], NAVIGATION_PAGES=[])

    assert len(files) > 6
    assert site.status == 0, site.status
    assert "warning" not in site.messages
    assert "files/report.pdf" in site.files


def test_the_fields_of_each_kind_of_file_are_named_and_no_others():
    writing = PAGES["docs/writing.md"]
    header, author = writing.split("\n## Authors\n")
    rows = re.compile(r"^\| (`[A-Z].*?) \|", re.M)
    named = [
        {one.lower() for cell in rows.findall(text) for one in re.findall(r"`(\w+)`", cell)}
        for text in (header, author)
    ]
    page = re.search(r"They have the fields (.*?):\n", writing, re.S)[1]

    assert named == [set(FIELDS["story"]), set(FIELDS["author"])]
    assert {one.lower() for one in re.findall(r"`(\w+)`", page)} == set(FIELDS["page"])


def test_the_file_beside_a_photo_is_read_without_a_fault():
    (text,) = blocks("docs/photos.md", "yaml")
    sidecar, faults = parsed_sidecar(text.encode(), "night-bus.yml")

    assert faults == ()
    assert (sidecar.caption, sidecar.focus) == ("The last 41 leaves the market square.", (30, 40))


def test_the_credits_that_are_named_read_as_credits():
    named = [span for span in spans("docs/photos.md") if re.fullmatch(r"\(.+\)", span)]

    assert len(named) > 5
    assert [each for each in named if not reads_as_credit(each[1:-1])] == []


# Servers -------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", SERVERS)
def test_the_server_takes_the_lines_that_are_to_be_written(build, tmp_path, name):
    """With the snippet of a real site, and without the certificate that only its owner has."""
    site = build({"a.md": story()}, SITEURL="https://news.example.org")
    (text,) = blocks("docs/publishing.md", name)
    lines = [each for each in text.splitlines() if "ssl_certificate" not in each]
    text = "\n".join(lines).replace("443 ssl", "8080").replace("/var/www/news", str(site.output))
    if name == "nginx":
        around = NGINX.partition("    server {{")[0].format(folder=tmp_path)
        text = f"{around}{text}\n}}\n"
    main = tmp_path / "main.conf"
    main.write_text(f"{text}\n", "utf-8")
    check = {
        "nginx": ["nginx", *COMMANDS["nginx"][1](main), "-t"],
        "caddy": ["caddy", "validate", "--adapter", "caddyfile", "--config", str(main)],
    }
    done = subprocess.run(check[name], capture_output=True, text=True)

    assert done.returncode == 0, done.stderr
