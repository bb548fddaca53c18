"""Where the pages are now that were once at an address: moved, or gone."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from plugins.kernel.story import Content
from plugins.markup.addresses import Remembered

from .published import Owners, is_content
from .sketches import numbers, similarity

NEARLY_THE_SAME = 0.5
"""From which similarity on a new file is one that vanished, under another name."""


@dataclass
class Addresses:
    """All addresses of the site: those that are *taken*, and the *old* ones, each with its owner.

    *owners* are what the site publishes. *held* are files that are there and not published.
    """

    owners: Owners
    taken: Mapping[str, str]
    old: dict[str, str] = field(default_factory=dict)
    held: frozenset[str] = frozenset()

    @property
    def gone(self) -> dict[str, list[str]]:
        """The old addresses of each owner that is no longer published."""
        found: dict[str, list[str]] = defaultdict(list)
        for address, owner in self.old.items():
            if owner not in self.owners:
                found[owner].append(address)
        return found

    @property
    def record(self) -> dict[str, str]:
        """The owner of each address, for the next build."""
        return {**self.old, **self.taken}


def find_old(
    found: Addresses, aliases: Iterable[tuple[str, str]], record: Mapping[str, str]
) -> set[str]:
    """Set the old addresses of *found*, and return the files that own some and are lost.

    What is there now comes before the *aliases* in headers, and these before the *record*; both
    lead each address to an owner. Files that are held are not lost.
    """
    found.old = {address: owner for address, owner in aliases if address not in found.taken}
    for address, owner in record.items():
        if address not in found.taken:
            found.old.setdefault(address, owner)
    return {owner for owner in found.old.values() if _is_lost(owner, found)}


def _is_lost(owner: str, found: Addresses) -> bool:
    return owner not in found.owners and owner not in found.held


def follow(
    found: Addresses, lost: Iterable[str], recorded: set[str], memory: Mapping[str, Remembered]
) -> None:
    """Lead the old addresses of files that are *lost* to what these became, as far as known.

    Files that are not *recorded* are new.
    """
    contents = {owner: each for owner, each in found.owners.items() if is_content(each)}
    new = {owner: each for owner, each in contents.items() if owner not in recorded}
    became = moves(lost, contents, new, memory)
    found.old = {address: became.get(owner, owner) for address, owner in found.old.items()}


def moves(
    lost: Iterable[str],
    contents: Mapping[str, Content],
    new: Mapping[str, Content],
    memory: Mapping[str, Remembered],
) -> dict[str, str]:
    """Return the file that each of the *lost* ones became, as far as known.

    It is the one of all *contents* with the same id, or else the one of those *new* with nearly
    the same text; no two became the same file by their texts.
    """
    by_id = {id_of(each) or owner.rpartition(".")[0]: owner for owner, each in contents.items()}
    waiting, found = dict(new), {}
    for owner in sorted(lost):
        ids = (memory.get(owner, Remembered()).id, owner.rpartition(".")[0])
        if same := next((by_id[each] for each in ids if each in by_id), None):
            found[owner] = same
            waiting.pop(same, None)
    texts = {owner: memory[owner].sketch for owner in sorted(lost) if owner in memory}
    for similar, owner, other in sorted(_similar(texts, waiting), key=lambda each: -each[0]):
        if owner not in found and other in waiting and similar >= NEARLY_THE_SAME:
            found[owner] = other
            del waiting[other]
    return found


def id_of(content: Content) -> str:
    """Return the field "Id" of *content*; empty where it has none."""
    return str(vars(content).get("id") or "")


def _similar(
    texts: Mapping[str, str], new: Mapping[str, Content]
) -> Iterator[tuple[float, str, str]]:
    """Yield how similar each of the lost *texts* is to those of *new* that share most with it."""
    holders: dict[bytes, list[str]] = defaultdict(list)
    for owner, content in new.items():
        for number in numbers(content.sketch):
            holders[number].append(owner)
    for owner, sketch in texts.items():
        shared = Counter(each for number in numbers(sketch) for each in holders.get(number, ()))
        for other, _ in shared.most_common(3):
            yield similarity(sketch, new[other].sketch), owner, other
