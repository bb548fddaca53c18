"""Why a page is printed, in the words of an editor: ``make html WHY=1``."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from plugins.kernel.contract import Shown
from plugins.kernel.faults import shown_path

from ..pelican_types import Content
from ..read.changes import Change, Changes

Parts = Mapping[str, Mapping[str, str]]
"""Digests by the names of parts, for each kind of part that all pages depend on."""

FEW = 3
"""Reasons on a line; of the others it says how many there are."""

ADDRESSES = 5
"""Pages with the same reasons whose addresses are listed."""

UNKEPT = "something that it shows cannot be kept in the cache"
"""Why a page is printed that shows a file on which a plugin left what cannot be kept."""

FIELDS = {
    "title": "headline",
    "kicker": "kicker",
    "deck": "deck",
    "authors": "byline",
    "dateline": "dateline",
    "audience": "audience",
    "forms": "forms",
    "_content": "text",
    "photos": "photos",
    "image": "photos",
    "lead_figure": "photos",
    "_summary": "summary",
    "category": "section",
    "tags": "topics",
    "series": "series",
    "genre": "kind",
    "date": "date",
    "modified": "date of the update",
    "corrections": "corrections",
    "embargo": "embargo",
    "hold": "status",
    "_status": "status",
    "placement": "placement",
    "lang": "language",
    "slug": "address",
    "override_url": "address",
    "aliases": "old addresses",
    "waiting": "links",
    "linked_files": "linked files",
    "parts": "text",
    "id": "id",
    "role": "role",
    "email": "e-mail address",
    "links": "links",
}
"""The words for attributes, in the order in which they are listed."""

_FOLLOWING = frozenset(
    """author body_line dir expiring faults field_lines image_src in_default_lang kind
    leads linked locale_date locale_modified metadata override_save_as photo_paths plans press_card
    press_key relative_source_path shown_path sketch social_card template timezone
    translations""".split()
)
"""Attributes that change only with others, or that nobody sees."""

_ON_NO_CARD = frozenset({"text", "old addresses", "id"})

_LISTED_BY = frozenset(
    {*("date", "section", "topics", "byline", "series", "placement", "language", "status")}
)
"""Fields by which a story comes onto a list, or leaves it."""


def shared_reasons(before: Parts, now: Parts) -> list[str]:
    """Return what differs in the parts that all pages depend on."""
    return [
        words(name, old.get(name), new.get(name))
        for kind, words in _WORDS.items()
        for old, new in [(before.get(kind, {}), now.get(kind, {}))]
        for name in sorted(old.keys() | new.keys())
        if old.get(name) != new.get(name)
    ]


def _of_setting(name: str, old: str | None, new: str | None) -> str:
    return f"{name} changed"


def _of_file(name: str, old: str | None, new: str | None) -> str:
    return f"{shown_path(name)} {_became(old, new)}"


def _of_shown_file(name: str, old: str | None, new: str | None) -> str:
    return f"{name} {_became(old, new)}"


def _of_value(name: str, old: str | None, new: str | None) -> str:
    return f'"{name}", which any page may show, changed'


def _of_library(name: str, old: str | None, new: str | None) -> str:
    versions = "" if name == "Python" else f" ({old or 'none'}, now {new or 'none'})"
    return f"the library {name} changed{versions}"


_WORDS: Mapping[str, Callable[[str, str | None, str | None], str]] = {
    "settings": _of_setting,
    "files": _of_file,
    "shown files": _of_shown_file,
    "values": _of_value,
    "libraries": _of_library,
}


def _became(old: str | None, new: str | None) -> str:
    return "is new" if old is None else "is gone" if new is None else "changed"


def change_reasons(path: str, change: Change, *, card: bool = False) -> list[str]:
    """Return what the *change* of the content file at *path* is in words; of its *card*, if so."""
    if change.kind != "changed":
        return [f"{path} is {change.kind}"]
    names = [each for each in fields_in_words(change.fields) if not card or each not in _ON_NO_CARD]
    changed = [f"{each} changed" for each in change.files]
    if names:
        return [f"the {listed(names)} of {path} changed", *changed]
    return changed or [f"{path} changed"]


def fields_in_words(names: Iterable[str]) -> list[str]:
    """Return the words for the attributes *names*; a field of the newsroom's own keeps its name."""
    known = {*names}
    words = [word for name, word in FIELDS.items() if name in known]
    return [*dict.fromkeys([*words, *sorted(known - FIELDS.keys() - _FOLLOWING)])]


def listed(words: Sequence[str]) -> str:
    """Return *words* as a list in a sentence."""
    return " and ".join(filter(None, [", ".join(words[:-1]), words[-1]]))


class Planned(NamedTuple):
    """A page that must be printed: its *name*, and what it shows, as far as that is known.

    *unknown* says why it is not known. *was_there* says that the last build left it, and
    *is_same* that it would come out the same.
    """

    name: str
    shown: Shown | None
    unknown: str
    was_there: bool
    is_same: bool


@dataclass
class Reasons:
    """Collects why pages are printed, from what is known of the last build.

    *shared* are the reasons that concern all pages; *changes* those of content files, None where
    some are not known. *is_new* says whether a content has no page in output/ yet. *path_of*
    returns a path as messages show it.
    """

    shared: Sequence[str]
    changes: Changes | None
    is_new: Callable[[Content], bool]
    path_of: Callable[[str], str]
    found: dict[str, tuple[str, ...]] = field(default_factory=dict)

    def add(self, page: Planned) -> None:
        """Note why *page* is printed."""
        self.found[page.name] = tuple(dict.fromkeys(self._of(page)))

    def _of(self, page: Planned) -> list[str]:
        if not page.was_there:
            return ["it is new"]
        if page.is_same:
            return ["its file in output/ was changed or deleted"]
        if page.unknown or page.shown is None:
            return [page.unknown]
        texts, cards = page.shown.texts, page.shown.cards
        reasons = [each for content in texts for each in self._of_content(content)]
        reasons += [each for content in cards for each in self._of_content(content, card=True)]
        reasons += self.shared
        return reasons or [self._other(len(texts) + len(cards) > 1)]

    def _of_content(self, content: Content, *, card: bool = False) -> list[str]:
        path = getattr(content, "relative_source_path", "")
        if not path:
            return []  # a gap, where a story might be
        change = (self.changes or {}).get(path)
        found: list[str] = []
        if change and (change.card or not card):
            found += change_reasons(self.path_of(path), change, card=card)
        elif self.is_new(content):
            found.append(f"{self.path_of(path)} is new on the site")
        return [*found, *self._around(content)]

    def _around(self, content: Content) -> list[str]:
        """Return what changed of the contents that *content* links to and is signed by."""
        changes = self.changes or {}
        if not changes:
            return []
        linked = (path for path, _ in content.linked.files)
        files = [path for path in linked if path in changes and _is_elsewhere(changes[path])]
        profiles = (getattr(author, "profile", None) for author in content.authors)
        files += [
            path
            for path in (getattr(each, "relative_source_path", "") for each in profiles)
            if path in changes
        ]
        return [
            reason for path in files for reason in change_reasons(self.path_of(path), changes[path])
        ]

    def _other(self, lists: bool) -> str:
        if self.changes is None:
            return "something changed in builds that are no longer known"
        moved = [
            reason
            for path, change in self.changes.items()
            if change.kind != "changed" or _LISTED_BY & {*fields_in_words(change.fields)}
            for reason in change_reasons(self.path_of(path), change)
        ]
        what = "something else that it shows changed"
        if lists:
            what = "it lists other stories than before"
        return f"{what} ({'; '.join(shortened(moved))})" if moved else what


def _is_elsewhere(change: Change) -> bool:
    """Say whether links to the changed file lead elsewhere, or nowhere."""
    return change.kind != "changed" or bool(
        {"address", "date", "status", "embargo"} & {*fields_in_words(change.fields)}
    )


def shortened(reasons: Sequence[str]) -> list[str]:
    """Return the first few *reasons*, and how many more there are."""
    more = len(reasons) - FEW
    return [*reasons[:FEW], *([f"and {more} more"] if more > 0 else [])]


def lines(found: Mapping[str, tuple[str, ...]]) -> list[str]:
    """Return a line for each page in *found* with its reasons; many with the same have one line."""
    pages: dict[tuple[str, ...], list[str]] = defaultdict(list)
    for name, reasons in found.items():
        pages[reasons].append(address_of(name))
    shown = []
    for reasons, addresses in pages.items():
        why = "; ".join(shortened(reasons))
        if len(addresses) == 1:
            shown.append(f"{addresses[0]}: {why}")
        elif len(addresses) <= ADDRESSES:
            shown.append(f"{len(addresses)} pages: {why}: {', '.join(sorted(addresses))}")
        else:
            shown.append(f"{len(addresses)} pages: {why}")
    return shown


def unknown_reason(undeclared: Mapping[str, Sequence[str]]) -> str:
    """Return why a page is printed whose template uses the names *undeclared*, by file."""
    if not undeclared:
        return "no plugin declares what its template shows"
    names = dict.fromkeys(name for names in undeclared.values() for name in names)
    return f"its template uses {_quoted(names)}, which no plugin declares"


def always_lines(undeclared: Mapping[str, Sequence[str]], pages: Mapping[str, int]) -> list[str]:
    """Return a line for each file of templates that use *undeclared* names, and their *pages*."""
    return [
        f"{file} uses {_quoted(names)}, which no plugin declares, "
        f"so its {'page is' if pages[file] == 1 else f'{pages[file]} pages are'} "
        "printed at every build."
        for file, names in sorted(undeclared.items())
    ]


def _quoted(names: Iterable[str]) -> str:
    return listed([name if " " in name else f'"{name}"' for name in names])


def address_of(name: str) -> str:
    """Return the address of the file *name* of output/, below that of the site."""
    return name.removesuffix("index.html") or "/"
