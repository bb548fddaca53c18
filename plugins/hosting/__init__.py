"""Rules for web servers: `_headers` for static hosts, snippets of configuration for others."""

import re
from pathlib import Path

from pelican import signals

from plugins.kernel.contract import Contract
from plugins.kernel.faults import Rule
from plugins.kernel.made_files import made
from plugins.kernel.pelican_types import Generator
from plugins.kernel.settings import setting_fault
from plugins.kernel.story import Content, every

from .members import members_only
from .old_addresses import redirects_file
from .policy import refused
from .rules import FOLDER_OF_SNIPPETS, rules
from .servers import caddy, headers_file, nginx
from .settings import POLICY_HOSTS, REDIRECTS_MAX, SETTINGS

LEFT_OUT = Rule(
    "redirects-left-out", "warning", "More old addresses than static hosts take (REDIRECTS_MAX)."
)

NOT_SHOWN = Rule(
    "not-shown", "warning", "What browsers do not show, by the site's content security policy."
)

CONTRACT = Contract(
    after=(
        "stories",
        "responsive_images",
        "social_cards",
        "assets",
        "redirects",
        "forms",
        "components",
    ),
    settings=SETTINGS,
    rules=(LEFT_OUT, NOT_SHOWN),
)


def warn(content: Content) -> None:
    """Report what browsers would not show of *content*."""
    if not hasattr(content, "faults") or not content.source_path:
        return  # a photo or another file that is copied as it is
    found = dict(refused(content._content or "", POLICY_HOSTS.of(content.settings)))
    typed = Path(content.source_path).read_text("utf-8-sig", "replace") if found else ""
    for source, reason in found.items():
        line = typed.count("\n", 0, _place_of(source, typed)) + 1
        content.faults.append(NOT_SHOWN.at(content.shown_path, line, reason))


def _place_of(source: str, typed: str) -> int:
    """Return where *source* is an attribute or its value in *typed*, or where it first stands."""
    value = rf"(?:src|srcset|poster)\s*=\s*[\"']?[^\"'>\n]*{re.escape(source)}"
    shown = re.search(rf"<[^<>]*\b(?:{re.escape(source)}\s*=|{value})", typed)
    return shown.end() - 1 if shown else max(typed.find(source), 0)


def warn_of_redirects(generator: Generator) -> None:
    """Report how many old addresses are left out of `_redirects`."""
    context, settings = generator.context, generator.settings
    limit = REDIRECTS_MAX.of(settings)
    _, left_out = redirects_file("", context.get("redirects", ()), limit)
    if left_out and limit:
        problem = f"leaves the {left_out} oldest of the old addresses out of _redirects. There"
        remedy = "a page leads readers on. Raise it if your host takes more"
        place = setting_fault(settings, "REDIRECTS_MAX", f"{problem} {remedy}")
        context["faults"].append(LEFT_OUT.at(place.path, place.line, place.text))


def write_rules(generators: list[Generator]) -> None:
    """Publish the files with rules for servers."""
    context, settings = generators[0].context, generators[0].settings
    site_rules = rules(settings, context.get("policy_hosts", {}))
    copies = settings["PRECOMPRESS"]
    redirects = context.get("redirects", ())
    files = {
        "_headers": headers_file(site_rules),
        f"{FOLDER_OF_SNIPPETS}/nginx.conf": nginx(site_rules, copies, redirects),
        f"{FOLDER_OF_SNIPPETS}/Caddyfile": caddy(site_rules, copies, redirects),
    }
    lines, _ = redirects_file(site_rules.site, redirects, REDIRECTS_MAX.of(settings))
    if lines:
        files["_redirects"] = lines
    if paths := members_only(every(context["site"], hidden=True), site_rules.site):
        files[f"{FOLDER_OF_SNIPPETS}/members.txt"] = "".join(f"{path}\n" for path in paths)
    output_path, published = generators[0].output_path, context["staticfiles"]
    published += [made(output_path, name, text.encode()) for name, text in files.items()]
    names = {file.save_as for file in published} if copies else set()
    for name in sorted(names):
        if name.rpartition(".")[0] in names and name.endswith(tuple(copies)):
            problem = "has the name of a compressed copy of another file. Rename it."
            raise SystemExit(f"{name} {problem}")


def register() -> None:
    """Connect to Pelican."""
    signals.content_object_init.connect(warn)
    signals.page_generator_finalized.connect(warn_of_redirects)
    signals.all_generators_finalized.connect(write_rules)
