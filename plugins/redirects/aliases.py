"""Old addresses, as editors type them."""

from collections.abc import Callable, Iterable, Iterator

from plugins.kernel.faults import Fault, Rule
from plugins.kernel.story import Content
from plugins.markup.addresses import address_of, address_of_file, file_of

UNUSABLE = Rule(
    "alias-unusable", "fault", "An old address that cannot be one of this site.", fixed=True
)
LOOP = Rule("alias-loop", "fault", "An old address that would lead to itself.", fixed=True)

IsReserved = Callable[[str], bool]
"""Says of a file below output/ whether its place belongs to the site's own pages."""


def page_of(alias: str) -> str | None:
    """Return the file below output/ that answers the old address *alias*; None if none can."""
    return file_of(address_of(alias) or "?") or None


def old_addresses(content: Content) -> Iterator[str]:
    """Yield the old addresses in the header of *content*, each once, in one spelling."""
    own = address_of_file(content.save_as)
    found = dict.fromkeys(map(address_of, content.aliases))
    return (each for each in found if each and each != own)


def faults(content: Content) -> Iterator[Fault]:
    """Yield the faults of the old addresses in the header of *content*."""
    own = address_of_file(content.save_as)
    for typed in content.aliases:
        address = address_of(typed)
        if address is None:
            problem = f'the old address "{typed}" cannot be an address of this site.'
            remedy = 'Write it as "/2014/old-name/" or "/?p=123"'
            yield UNUSABLE.at(content.shown_path, line_of(content), f"{problem} {remedy}")
        elif address == own:
            problem = f'the old address "{typed}" is the address itself: it would lead in a circle.'
            remedy = 'Remove it from "aliases"'
            yield LOOP.at(content.shown_path, line_of(content), f"{problem} {remedy}")


def line_of(content: Content) -> int:
    """Return the line of the old addresses in the header of *content*."""
    return content.field_lines.get("aliases", 1)


def set_redirects(contents: Iterable[Content]) -> Iterator[Fault]:
    """Set ``redirects`` of each of *contents*, and yield the faults of their old addresses."""
    for content in contents:
        content.redirects = []
        if content.aliases:
            content.redirects = [*filter(None, map(file_of, old_addresses(content)))]
            yield from faults(content)


def query_faults(contents: Iterable[Content], is_reserved: IsReserved) -> Iterator[Fault]:
    """Yield the faults of old addresses with a query, which no page of the site shows."""
    holders: dict[str, Content] = {}
    for content in contents:
        for address in old_addresses(content):
            if "?" not in address:
                continue
            holder = holders.setdefault(address, content)
            if is_reserved(address.partition("?")[0].lstrip("/")):
                problem = f"the old address {address} belongs to the site's own pages. Delete it"
                yield UNUSABLE.at(content.shown_path, line_of(content), problem)
            elif holder is not content:
                problem = f"the old address {address} is also that of {holder.shown_path}."
                remedy = 'Remove it from the "aliases" of one of them'
                yield UNUSABLE.at(content.shown_path, line_of(content), f"{problem} {remedy}")
