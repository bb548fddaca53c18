"""Find the public history of each story."""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import UTC, datetime
from functools import partial
from hashlib import blake2b
from html import escape
from pathlib import Path
from typing import Any, NamedTuple
from zoneinfo import ZoneInfo

from markdown import Markdown

from plugins.kernel.contract import Shown
from plugins.kernel.faults import origin
from plugins.kernel.story import Story
from plugins.markup.front_matter import SUFFIXES
from plugins.markup.parts import SIGN
from plugins.markup.text import plain

from .git_log import Log, Repository, Text, read_blobs, read_log
from .memory import Kept, keep_log, keep_versions, kept_log, kept_versions
from .versions import Draft, History, Version, paragraphs, versions

FOLDER = "history/"
"""The end of the address of a story's history."""

_FILE = re.compile(r"://|\.\w{2,5}$")
"""What follows the bar of a part where that is an address or a file, and no title."""

HeaderOf = Callable[[bytes], tuple[Mapping[str, Any], str] | None]
"""Returns the fields of a story's file and its text; None where its header has a fault."""


class Source(NamedTuple):
    """Where histories come from: git, the kept *folder*, how headers are read, the time zone."""

    repository: Repository
    folder: Path
    header_of: HeaderOf
    zone: ZoneInfo
    code: str


def address_of(url: str) -> str:
    """Return the address of the history of the story at the address *url*."""
    folder = url.removesuffix("index.html").removesuffix(".html")
    return f"{folder.rstrip('/')}/{FOLDER}"


def is_wanted(story: Story, usual: bool) -> bool:
    """Say whether *story* shows its history: as its header says, or else as is *usual*."""
    return story.history == "yes" or (usual and story.history != "no")


def set_versions(stories: Iterable[Story], source: Source, now: datetime) -> None:
    """Set ``public_history`` of each of *stories*, with the versions that were out by *now*."""
    log, kept = _log(source), kept_versions(source.folder)
    wanted = {each.relative_source_path: each for each in stories}
    texts = {path: log.get(source.repository.prefix + path, []) for path in wanted}
    keys = {path: _key(story, texts[path], source.code) for path, story in wanted.items()}
    known = {
        path: kept[path] for path, key in keys.items() if key and kept.get(path, ("",))[0] == key
    }
    missing = [wanted[path] for path in wanted if path not in known]
    found = _found(missing, texts, source)
    result: Kept = known | {path: (keys[path], found[path]) for path in found}
    if result != kept:
        keep_versions(source.folder, result)
    for path, story in wanted.items():
        out = [_in_zone(each, source.zone) for each in result[path][1] if each.moment <= now]
        if out:
            story.public_history = History(address_of(story.url), tuple(out[::-1]))


def _in_zone(version: Version, zone: ZoneInfo) -> Version:
    return version._replace(moment=version.moment.astimezone(zone))


def _log(source: Source) -> Log:
    key = f"{source.repository.commit} {source.code}"
    log = kept_log(source.folder, key)
    if log is None:
        log = read_log(source.repository, SUFFIXES)
        keep_log(source.folder, key, log)
    return log


def _key(story: Story, texts: Iterable[Text], code: str) -> str:
    """Return what the versions of *story* depend on; empty where that is not known."""
    key = getattr(story, "press_key", "")
    said = repr((code, key, list(texts))).encode()
    return blake2b(said, digest_size=16).hexdigest() if key else ""


def _found(
    stories: Iterable[Story], texts: Mapping[str, list[Text]], source: Source
) -> dict[str, tuple[Version, ...]]:
    """Return the versions of each of *stories*, of its *texts* in git, by its path.

    The last one is the text that the site has: after an edit was undone, or while a broken story
    stays as it was last published, later ones are none.
    """
    from plugins.markup.converter import converter  # with Markdown: most builds read no version

    read = partial(_draft, source.header_of, converter())
    now = {
        each.relative_source_path: _bytes_of(each, texts[each.relative_source_path])
        for each in stories
    }
    drafts: dict[str, dict[int, Draft]] = {path: {} for path in now}
    last = dict.fromkeys(now, -1)
    users = _users({path: texts[path] for path in now})
    for blob, data in read_blobs(source.repository.folder, users) if users else ():
        for path, place in users[blob]:
            drafts[path][place] = read(data, texts[path][place].moment, bool(now[path]))
            if data == now[path]:
                last[path] = max(place, last[path])
    return {
        path: versions(
            [drafts[path][place] for place in range(last[path] + 1 or len(drafts[path]))],
            frozenset(read(data, 0, True).paragraphs) if data else (),
        )
        for path, data in now.items()
    }


def _bytes_of(story: Story, texts: Sequence[Text]) -> bytes:
    """Return what the file of *story* holds, where there are older *texts* to compare with it."""
    return Path(story.source_path).read_bytes() if len(texts) > 1 else b""


def _users(texts: Mapping[str, Sequence[Text]]) -> dict[str, list[tuple[str, int]]]:
    """Return which paths had each text, by its id, and in which place of theirs."""
    users: dict[str, list[tuple[str, int]]] = {}
    for path, history in texts.items():
        for place, text in enumerate(history):
            users.setdefault(text.blob, []).append((path, place))
    return users


def _draft(
    header_of: HeaderOf, markdown: Markdown, data: bytes, seconds: int, is_compared: bool
) -> Draft:
    """Return what the file with *data* said; its paragraphs only if they are compared."""
    committed, header = datetime.fromtimestamp(seconds, UTC), header_of(data)
    if header is None:
        return Draft(committed, None, "", ())
    fields, body = header
    moments = (committed, fields.get("date"), fields.get("embargo"))
    out = max(each for each in moments if each)
    words: tuple[str, ...] = ()
    if is_compared:
        all_words = (plain(fields.get("deck", "")), *paragraphs(_html(markdown, body)))
        words = tuple(filter(None, all_words))
    is_draft = fields.get("status") == "draft"
    return Draft(committed, None if is_draft else out, plain(fields["title"]), words)


def _html(markdown: Markdown, body: str) -> str:
    try:
        return _with_words_of_parts(body) if SIGN in body else markdown.reset().convert(body)
    except Exception:  # of any kind: the build said so when the text was new
        return ""


def _with_words_of_parts(body: str) -> str:
    """Return *body* as HTML, with the title and the text of each part of a story in its place."""
    from plugins.markup.part_blocks import with_parts_made
    from plugins.markup.part_scan import scanned

    scan = scanned(body)

    def words(number: int, inside: str) -> str:
        part = scan.parts[number]
        title = part.option("title") or ("" if _FILE.search(part.head) else part.head)
        return f"<p>{escape(title)}</p>\n{inside}"

    from plugins.markup.converter import converter_of_parts

    return with_parts_made(converter_of_parts().convert(scan.text), words)


def content_folder(path: str) -> Path:
    """Return the newsroom's own content folder, which is in git, for the folder that is built."""
    return Path(origin(path)).resolve()


def shown_link(story: Story) -> Shown:
    """Return what the page of *story* shows of its history: the link to it."""
    return Shown(words=[story.public_history.address if story.public_history else ""])


def shown(history: History) -> Shown:
    """Return what the page of a *history* shows."""
    return Shown(words=[history.address, *(repr(_words(each)) for each in history.versions)])


def _words(version: Version) -> tuple[object, ...]:
    return (version.moment.isoformat(), *version[1:])
