"""What a server is to be told of the site: `_headers` for static hosts, snippets for others."""

from pathlib import Path

from pelican import signals

from plugins.kernel.contract import Contract
from plugins.kernel.faults import Fault
from plugins.kernel.made_files import made
from plugins.kernel.pelican_types import Generator
from plugins.kernel.story import Content

from .policy import refused
from .rules import FOLDER_OF_SNIPPETS, rules
from .servers import caddy, headers_file, nginx
from .settings import POLICY_HOSTS, SETTINGS

CONTRACT = Contract(
    after=("stories", "responsive_images", "social_cards", "assets"), settings=SETTINGS
)


def warn(content: Content) -> None:
    """Tell the desk what readers of *content* would not be shown."""
    if not hasattr(content, "faults") or not content.source_path:
        return  # a photo or another file that is copied as it is
    found = dict(refused(content._content or "", POLICY_HOSTS.of(content.settings)))
    typed = Path(content.source_path).read_text("utf-8-sig", "replace") if found else ""
    for source, reason in found.items():
        line = typed.count("\n", 0, max(typed.find(source), 0)) + 1
        content.faults.append(Fault(content.shown_path, line, reason, warning=True))


def write_rules(generators: list[Generator]) -> None:
    """Publish the files that servers read."""
    context, settings = generators[0].context, generators[0].settings
    told, copies = rules(settings), settings["PRECOMPRESS"]
    files = {
        "_headers": headers_file(told),
        f"{FOLDER_OF_SNIPPETS}/nginx.conf": nginx(told, copies),
        f"{FOLDER_OF_SNIPPETS}/Caddyfile": caddy(told, copies),
    }
    output_path, published = generators[0].output_path, context["staticfiles"]
    published += [made(output_path, name, text.encode()) for name, text in files.items()]
    names = {file.save_as for file in published} if copies else set()
    for name in sorted(names):
        if name.rpartition(".")[0] in names and name.endswith(tuple(copies)):
            said = "stands where a compressed copy goes. Give the file another name."
            raise SystemExit(f"{name} {said}")


def register() -> None:
    """Connect to Pelican."""
    signals.content_object_init.connect(warn)
    signals.all_generators_finalized.connect(write_rules)
