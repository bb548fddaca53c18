"""What a story, a page and an author's file are, and how to ask the site for its stories.

Each attribute has its type, the plugin that sets it, and its meaning. Rely on no other attributes.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property
from operator import attrgetter
from typing import Annotated, Any, Literal, NamedTuple, Protocol, get_type_hints

Part = Literal["summary", "details", "body", "build"]
"""How much of a story must be loaded before an attribute can be read.

The ``summary`` of every story is in memory, ``details`` and ``body`` are loaded when they are asked
for. What belongs to the ``build`` is set in each build, and never kept."""

MUST = object()
"""Stands for the value without a plugin that cannot be left out."""


@dataclass(frozen=True)
class By:
    """Who sets an attribute, and how the press treats it.

    *alone*: only pages that show the story depend on it; other stories relate to it as before.
    *hidden*: no page shows it. *shared*: it matters only with a public address. *stored*: Pelican's
    name for it, if it is a property. *without*: its value if its plugin is left out.
    """

    plugin: str
    part: Part = "details"
    alone: bool = False
    hidden: bool = False
    shared: bool = False
    stored: str = ""
    without: object = MUST


@dataclass(frozen=True)
class Correction:
    """One dated correction, clarification, update or editor's note, its *kind*, in a *text*."""

    date: datetime
    text: str
    kind: str = "correction"


@dataclass(frozen=True)
class Placement:
    """A *place* on the front page, ``lead`` or ``top``, and the moment when it ends, if it does."""

    place: str
    until: datetime | None = None


class Name(Protocol):
    """A section, a topic, an author or a series, as stories name it: Pelican's URLWrapper."""

    name: str
    slug: str
    url: str
    save_as: str
    listed: bool
    """Whether it has a page of its own, which links may lead to (set by ``stories``)."""


class Byline(Name, Protocol):
    """An author as stories name it."""

    profile: "Author | None"
    """The author's file, where there is one (set by ``author_boxes``)."""


Link = tuple[str, str]
"""What a link leads to, and what the reporter typed."""


class Links(NamedTuple):
    """What a text links to within this site: *files* are stories, *published* other files, by path.

    *addresses* begin at the top of the site or of the text, *mentions* stand among the words.
    *anchors* are places in the text. Links to *named* stories show their headlines.
    """

    files: tuple[Link, ...] = ()
    addresses: tuple[Link, ...] = ()
    published: tuple[str, ...] = ()
    anchors: tuple[str, ...] = ()
    named: tuple[str, ...] = ()
    mentions: tuple[Link, ...] = ()


class Content(Protocol):
    """What stories, pages and authors' files have in common."""

    # Where it comes from
    kind: Annotated[Literal["story", "page", "author"], By("stories", "summary")]
    """What kind of file it was read from."""
    source_path: Annotated[str, By("pelican", "build")]
    """The path of its file."""
    relative_source_path: Annotated[str, By("pelican", "summary")]
    """The path of its file below the content folder, with slashes."""
    shown_path: Annotated[str, By("stories", "summary")]
    """The path of its file as messages name it."""
    field_lines: Annotated[Mapping[str, int], By("stories", "body", hidden=True)]
    """The line of each field of its header."""
    body_line: Annotated[int, By("stories", "summary", alone=True, hidden=True)]
    """The line on which its text begins."""
    faults: Annotated[list[Any], By("stories", "summary", hidden=True)]
    """The faults found in it so far; any plugin may add some while it is read."""
    waivers: Annotated[tuple[Any, ...], By("stories", "summary", hidden=True)]
    """The rules that it waives; the copy desk adds those that are waived for a paragraph."""
    advice: Annotated[Sequence[tuple[int, str, str]], By("copy_desk", "summary", hidden=True)]
    """What only the copy desk lists: line, text and rule of each piece of advice."""
    _context: Annotated[dict[str, Any], By("pelican", "build")]
    """What plugins and templates share in this build."""
    settings: Annotated[Mapping[str, object], By("pelican", "build")]
    """All settings of the site."""
    metadata: Annotated[dict[str, Any], By("stories", "body")]
    """Its fields as Pelican keeps them; read the attributes instead."""

    # Where it goes
    url: Annotated[str, By("pelican", "summary")]
    """Its address below that of the site, without a slash in front."""
    save_as: Annotated[str, By("pelican", "summary")]
    """Its file below the output folder."""
    override_url: Annotated[str, By("press", "summary")]
    """The address, once it is known: ``url`` gives it back."""
    override_save_as: Annotated[str, By("press", "summary")]
    """The file, once it is known: ``save_as`` gives it back."""
    slug: Annotated[str, By("stories", "summary")]
    """The last part of its address."""
    status: Annotated[str, By("stories", "summary", stored="_status")]
    """``published``, ``hidden`` (at its address, linked from nowhere) or ``draft``."""
    hold: Annotated[str, By("embargo", "summary")]
    """Why it is held back, for a preview; empty for what is out."""
    held: Annotated[Any, By("embargo", "build")]
    """The same as a ``Hold`` with its end, or None."""
    template: Annotated[str, By("pelican", "summary")]
    """The template of its page, without the ending."""

    # What it says
    title: Annotated[str, By("stories", "summary", alone=True)]
    """The headline, as HTML once ``typography`` ran; the name, of an author."""
    content: Annotated[str, By("pelican", "body")]
    """Its text as HTML, with links resolved."""
    _content: Annotated[str, By("stories", "body")]
    """Its text as HTML, before links are resolved."""
    summary: Annotated[str, By("pelican", "body")]
    """A few words for cards, feeds and search engines: its own, its deck or its first paragraph."""
    _summary: Annotated[str, By("stories", "body")]
    """The same, as Pelican keeps it."""
    lang: Annotated[str, By("stories", "summary")]
    """Its language, as a BCP 47 tag in lower case."""
    dir: Annotated[Literal["ltr", "rtl"], By("stories")]
    """The direction of its script."""
    date: Annotated[datetime, By("stories", "summary")]
    """When it was published, in the site's time zone; a page may have none."""
    modified: Annotated[datetime, By("stories", "summary", alone=True)]
    """When it was last updated; only where the file says so."""
    aliases: Annotated[list[str], By("stories", "summary")]
    """Its old addresses, as typed."""
    redirects: Annotated[Sequence[str], By("redirects", "build", without=())]
    """The files below the output folder that lead from its old addresses to it."""
    sketch: Annotated[str, By("redirects", "summary", alone=True, hidden=True, without="")]
    """Nearly the same for nearly the same text, so that a renamed file is recognised."""
    linked: Annotated[Links, By("stories", "summary")]
    """The links of its text into this site."""
    waiting: Annotated[tuple[str, ...], By("stories", "summary")]
    """Links shown as plain text until what they lead to is out; headlines that links show."""
    original: Annotated["Content", By("stories", "build")]
    """Itself, or what it is a translation of."""
    translations: Annotated[list["Content"], By("stories", "summary")]
    """The same in other languages."""
    is_version: Annotated[bool, By("stories", "build")]
    """Whether its address ends with its language, because the same slug exists in another."""

    # What else its header says: what its kind of file does not have is empty
    deck: Annotated[str, By("stories")]
    """The standfirst: the sentence under the headline."""
    kicker: Annotated[str, By("stories")]
    """The line above the headline."""
    dateline: Annotated[str, By("stories")]
    """The place it was written; never a date."""
    genre: Annotated[str, By("stories")]
    """Its ``Kind``: news, opinion, analysis or review; of an author, person or desk."""
    category: Annotated[Name, By("stories", "summary")]
    """Its section."""
    tags: Annotated[list[Name], By("stories", "summary")]
    """Its topics."""
    authors: Annotated[list[Byline], By("stories", "summary")]
    """Its byline."""
    series: Annotated[Any, By("series", "summary", without=None)]
    """Its series, a ``Name``, or None; while it is read, the series' name as typed."""
    placement: Annotated[tuple[Placement, ...], By("stories", "summary")]
    """Its places on the front page, in order: it has the first that has not ended."""
    embargo: Annotated[datetime | None, By("stories", "summary")]
    """The moment before which it is held back."""
    corrections: Annotated[list[Correction], By("stories", "summary")]
    """Its corrections, newest first."""
    history: Annotated[Literal["yes", "no", ""], By("stories", "summary")]
    """Whether its page links to what changed in it; empty where its header does not say."""
    audience: Annotated[Literal["all", "members"], By("stories", "summary")]
    """Who may read its text: where it is ``members``, nothing but its page holds any of it."""
    forms: Annotated[tuple[str, ...], By("stories")]
    """Which of the newsroom's forms may stand on its page: newsletter, support, tips."""
    id: Annotated[str, By("stories", "summary")]
    """What feed readers know it by, where its header says so."""
    role: Annotated[str, By("stories")]
    """What the author does, such as "City editor"."""
    email: Annotated[str, By("stories")]
    """Where readers may write to."""
    links: Annotated[list[tuple[str, str]], By("stories")]
    """Addresses elsewhere, each with its label."""

    # What it shows
    photos: Annotated[tuple[Any, ...], By("image_captions")]
    """Its photos, each once (``plugins.photos``' Photo: the kernel does not import the library)."""
    image: Annotated[Any, By("image_captions")]
    """Its photo on cards: one of its photos, or None."""
    image_src: Annotated[str, By("stories")]
    """Its photo on cards as the header names it, or the portrait of an author."""
    linked_files: Annotated[tuple[tuple[str, str, int], ...], By("stories")]
    """The documents, sound and films that its text names: path, media type, size in bytes."""
    parts: Annotated[tuple[tuple[str, str], ...], By("stories", "summary")]
    """The parts of its text by name, each again with every host that a click in it asks."""
    depends_on: Annotated[tuple[tuple[str, ...], ...], By("stories", "summary", hidden=True)]
    """Names of files and hosts by which its text is read (``links``), files that its parts show."""
    lead_figure: Annotated[str, By("image_captions", "body")]
    """The figure above its text, as HTML, where the text does not show its photo."""
    photo_paths: Annotated[tuple[str, ...], By("image_captions", "summary")]
    """The photos that its page links to as they are, by their paths below the content folder."""
    credits: Annotated[tuple[tuple[str, str], ...], By("image_captions", "summary", hidden=True)]
    """The credits of its photos, each after the path of its photo."""
    plans: Annotated[tuple[tuple[str, Any], ...], By("responsive_images", "summary", without=())]
    """The photos that it shows in several sizes, by path, each with its plan."""
    leads: Annotated[str, By("responsive_images", "summary", without="")]
    """The path of the photo that stands for it on cards and elsewhere on the web."""
    expiring: Annotated[tuple[tuple[str, Any], ...], By("responsive_images", "summary", without=())]
    """Photos whose licence ends, by path, each with its last day."""

    # What the press knows of it
    press_key: Annotated[str, By("press", "summary", alone=True, hidden=True)]
    """A fingerprint of all that it was made of; empty where that is not known."""
    press_card: Annotated[str, By("press", "summary", alone=True)]
    """A fingerprint of all that a card of it may show."""
    reading_key: Annotated[str, By("press", "build", alone=True)]
    """What it is kept under: it changes with the file, its photos, settings, code and libraries."""

    def get_relative_source_path(self) -> str:
        """Return the path of its file below the content folder."""


Neighbour = Annotated["Story | None", By("post_navigation", "build", without=None)]


class Story(Content, Protocol):
    """A news story: a file below content/stories/."""

    social_card: Annotated[Any, By("social_cards", "summary", shared=True, without=None)]
    """The words of its drawn card, where it has no picture to share."""
    next_article: Neighbour
    """The newer story of the site, in its language. (Pelican's plugins call the newer one next.)"""
    prev_article: Neighbour
    """The older story of the site, in its language."""
    next_article_in_category: Neighbour
    """The newer story of its section."""
    prev_article_in_category: Neighbour
    """The older story of its section."""
    next_article_in_series: Neighbour
    """The next part of its series."""
    prev_article_in_series: Neighbour
    """The part of its series before it."""
    public_history: Annotated[Any, By("history", "build", without=None)]
    """A ``History``: the address and the versions that were out; None where it shows none."""
    related_posts: Annotated[Sequence["Story"], By("related_stories", "build", without=())]
    """Stories that its end leads to: of its series, its topics, its section and the site."""


class Page(Content, Protocol):
    """A standing page, such as "About": a file below content/pages/."""


class Author(Content, Protocol):
    """What a newsroom says of a reporter or a desk: a file below content/authors/."""

    name: Annotated[str, By("author_boxes", "build")]
    """The name, without markup."""
    portrait: Annotated[Any, By("author_boxes", "build")]
    """The portrait, a ``Photo``, or None."""


PELICAN = frozenset(
    "author date_format in_default_lang locale_date locale_modified reader timezone".split()
)
"""Attributes that Pelican sets and nothing of ours reads."""


def attributes(kind: type) -> dict[str, By]:
    """Return who sets each attribute of a *kind* of content (`Story`, `Page`, `Author`)."""
    hints = get_type_hints(kind, include_extras=True)
    return {key: by.__metadata__[0] for key, by in hints.items() if hasattr(by, "__metadata__")}


@dataclass
class Site:
    """The published stories and pages, for the functions below; plugins get it as ``site``.

    Stories are newest first, and nothing links to *hidden* ones. *lists* hold those of each
    ``section``, ``topic``, ``author`` and ``series`` by its slug; *pages* has every page.
    """

    originals: list[Story]
    translations: list[Story]
    hidden: list[Story] = field(default_factory=list)
    pages: list[Page] = field(default_factory=list)
    lists: dict[str, dict[str, list[Story]]] = field(default_factory=dict)

    @cached_property
    def places(self) -> dict[int, tuple[Sequence[Story], int]]:
        """Each story's chain (see `chains`) and its index there, by the story's identity."""
        chained = ((chain, *item) for chain in chains(self) for item in enumerate(chain))
        return {id(story): (chain, place) for chain, place, story in chained}


def newest_first(stories: Iterable[Story]) -> list[Story]:
    """Return *stories* from newest to oldest; those of the same moment by their files' paths."""
    by_file = sorted(stories, key=attrgetter("source_path"))
    return sorted(by_file, key=attrgetter("date"), reverse=True)


def newest(site: Site, limit: int | None = None, *, translations: bool = False) -> Sequence[Story]:
    """Return the newest *limit* originals, or all; with *translations*, as many of these follow."""
    stories = site.originals[:limit]
    return [*stories, *site.translations[:limit]] if translations else stories


def every(site: Site, *, hidden: bool = False) -> list[Story]:
    """Return all originals, then all translations, then, if wanted, the *hidden* stories."""
    return [*site.originals, *site.translations, *(site.hidden if hidden else ())]


def with_corrections(site: Site) -> list[Story]:
    """Return the stories that have corrections: originals, then translations."""
    return [story for story in every(site) if story.corrections]


def chains(site: Site) -> list[Sequence[Story]]:
    """Return the originals, then the translations of each language, each newest first."""
    by_language: dict[str, list[Story]] = {}
    for story in site.translations:
        by_language.setdefault(story.lang, []).append(story)
    return [site.originals, *by_language.values()]


def of(site: Site, kind: str, slug: str, limit: int | None = None) -> Sequence[Story]:
    """Return the newest *limit* stories, or all, of the list of this *kind* with this *slug*."""
    return site.lists.get(kind, {}).get(slug, [])[:limit]


def neighbours(site: Site, story: Story) -> tuple[Story | None, Story | None]:
    """Return the newer and the older neighbour of *story* in its chain (see `chains`)."""
    chain, place = site.places[id(story)]
    newer = chain[place - 1] if place else None
    return newer, chain[place + 1] if place + 1 < len(chain) else None
