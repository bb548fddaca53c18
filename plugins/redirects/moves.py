"""Where the pages are now that were once at an address: moved, or gone."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from plugins.markup.addresses import Remembered

from .published import Published
from .sketches import numbers, similarity

NEARLY_THE_SAME = 0.5
"""From which similarity on a new file is one that vanished, under another name."""

STILL_THE_SAME = 0.75
"""From which similarity on a sketch is kept as it is: small edits change no file."""


@dataclass
class Addresses:
    """All addresses of the site: those that are *taken*, and the *old* ones, each with its owner.

    *owners* are what the site publishes, by the names in the record. *held* are files that are
    there and not published.
    """

    owners: dict[str, Published] = field(default_factory=dict)
    taken: dict[str, str] = field(default_factory=dict)
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


def addresses(
    pages: Iterable[Published],
    aliases: Iterable[tuple[str, str]],
    record: Mapping[str, str],
    memory: Mapping[str, Remembered],
    held: frozenset[str],
) -> Addresses:
    """Return all addresses of the site that publishes *pages*.

    What is there now comes before the *aliases* in headers, and these before the *record*; both
    lead each address to an owner. Files that are *held* have not moved.
    """
    found = Addresses(held=held)
    for page in pages:
        found.owners[page.owner] = page
        found.taken[page.address] = page.owner
    current = dict(found.taken)
    found.old = {address: owner for address, owner in aliases if address not in current}
    earlier = [
        item for item in record.items() if item[0] not in current and item[0] not in found.old
    ]
    if earlier:
        lost = {owner for _, owner in earlier if owner not in found.owners and owner not in held}
        known = {*record.values()}
        new = [each for each in found.owners.values() if each.content and each.owner not in known]
        moved = moves(lost, found.owners.values(), new, memory) if lost else {}
        found.old.update((address, moved.get(owner, owner)) for address, owner in earlier)
    return found


def moves(
    lost: Iterable[str],
    pages: Iterable[Published],
    new: Iterable[Published],
    memory: Mapping[str, Remembered],
) -> dict[str, str]:
    """Return the file that each of the *lost* ones became, as far as known.

    It is the one of all *pages* with the same id, or else the one of those *new* with nearly the
    same text; no two became the same file by their texts.
    """
    by_id = {_id_of(page): page.owner for page in pages if page.content}
    waiting = {page.owner: page for page in new}
    found = {}
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


def _id_of(page: Published) -> str:
    """Return what feeds know *page* by: its field "Id", else its path without the ending."""
    return id_of(page) or page.owner.rpartition(".")[0]


def id_of(page: Published) -> str:
    """Return the field "Id" of *page*; empty where it has none."""
    return str(vars(page.content).get("id") or "") if page.content else ""


def _similar(
    texts: Mapping[str, str], new: Mapping[str, Published]
) -> Iterator[tuple[float, str, str]]:
    """Yield how similar each of the lost *texts* is to those of *new* that share most with it."""
    holders: dict[bytes, list[str]] = defaultdict(list)
    sketches = {owner: page.content.sketch for owner, page in new.items() if page.content}
    for owner, sketch in sketches.items():
        for number in numbers(sketch):
            holders[number].append(owner)
    for owner, sketch in texts.items():
        shared = Counter(each for number in numbers(sketch) for each in holders.get(number, ()))
        for other, _ in shared.most_common(3):
            yield similarity(sketch, sketches[other]), owner, other


def memory_of(found: Addresses, before: Mapping[str, Remembered]) -> dict[str, Remembered]:
    """Return what to remember of each owner of *found*, given what was remembered *before*."""
    memory = {
        page.owner: _remembered(page, before.get(page.owner, Remembered()))
        for page in found.owners.values()
        if page.content
    }
    for owner in found.gone:
        memory[owner] = before.get(owner, Remembered())._replace(gone=True)
    return memory


def _remembered(page: Published, before: Remembered) -> Remembered:
    sketch = page.content.sketch if page.content else ""
    if sketch == before.sketch or similarity(sketch, before.sketch) >= STILL_THE_SAME:
        sketch = before.sketch
    return Remembered(sketch, id_of(page), page.hidden)
