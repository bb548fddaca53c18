"""Run Nu, axe and Lighthouse on a site, and return the faults they find."""

import json
import os
import shutil
import subprocess
from pathlib import Path
from urllib.parse import unquote

from playwright.sync_api import Page

from .browsing import BROWSER, FLAGS
from .tools import needs

PACKAGES = Path(__file__).parent / "npm/node_modules"
NU = PACKAGES / "vnu-jar/build/dist/vnu.jar"
AXE = PACKAGES / "axe-core/axe.min.js"
LIGHTHOUSE = PACKAGES / "lighthouse/cli/index.js"

NEEDS_NU = needs(java=shutil.which("java"), Nu=NU.exists())
NEEDS_AXE = needs(Chromium=BROWSER, axe=AXE.exists())
NEEDS_LIGHTHOUSE = needs(
    Chromium=BROWSER, node=shutil.which("node"), Lighthouse=LIGHTHOUSE.exists()
)

NOT_KNOWN_TO_NU = {
    "CSS: “inline-size”: Parse Error.",
    "CSS: “min-inline-size”: Invalid type: “100%, var(--measure)”.",
    "CSS: “paint-order”: Property “paint-order” doesn't exist.",
    "CSS: “vector-effect”: Property “vector-effect” doesn't exist.",
}
"""``attr()`` with a type (CSS Values 5), which the theme uses inside ``@supports``; a length that
another style sheet sets; and SVG 2."""

LIMITS = {"performance": 0.99, "accessibility": 1, "best-practices": 1, "seo": 1}
"""The lowest scores, from 0 to 1, that a page may have in Lighthouse."""


def markup_faults(*folders: Path) -> list[str]:
    """Return what the Nu HTML checker finds in the pages, styles and drawings of *folders*."""
    files = [
        path
        for folder in folders
        for kind in ("html", "css", "svg")
        for path in sorted(folder.rglob(f"*.{kind}"))
    ]
    options = "--also-check-css --also-check-svg --exit-zero-always --stdout --format json"
    run = subprocess.run(
        ["java", "-jar", NU, *options.split(), *files], capture_output=True, check=True
    )
    found = json.loads(run.stdout)["messages"]
    return [
        f"{unquote(message['url'])}:{message.get('lastLine')}: {message['message']}"
        for message in found
        if message["type"] != "info" or message.get("subType") == "warning"
        if message["message"] not in NOT_KNOWN_TO_NU
    ]


def accessibility_faults(page: Page) -> list[str]:
    """Return what axe finds on *page*, by its rules for WCAG 2.2 AA and best practices."""
    page.evaluate(f"if (!window.axe) {{ {AXE.read_text('utf-8')} }}")
    found = page.evaluate(
        """axe.run({resultTypes: ["violations"], rules: {"target-size": {enabled: true}}})"""
    )
    return [
        f"{fault['id']}: {node['html']} {node['failureSummary']}"
        for fault in found["violations"]
        for node in fault["nodes"]
    ]


def report(address: str) -> dict:
    """Return Lighthouse's report on the page at *address*, for a phone.

    Lighthouse simulates a phone's network and processor, so the scores do not depend on this
    machine's. But other programs that run at the same time can make a page look slower.
    """
    command = ["node", LIGHTHOUSE, address, "--quiet", "--output=json"]
    command += ["--no-enable-error-reporting", f"--chrome-flags=--headless {' '.join(FLAGS)}"]
    command += [f"--only-categories={','.join(LIMITS)}", "--disable-full-page-screenshot"]
    environment = os.environ | {"CHROME_PATH": str(BROWSER)}
    run = subprocess.run(command, capture_output=True, check=True, env=environment)
    return json.loads(run.stdout)


def shortcomings(address: str, tries: int = 3) -> dict[str, list[str]]:
    """Return the categories in which the page at *address* is below its limit.

    Each has its score and the names of the audits that failed. Other programs can lower the score
    for performance but never raise it, so a page gets several tries for it.
    """
    lacking: dict[str, list[str]] = {}
    for _ in range(tries):
        found = report(address)
        lacking = {
            name: [str(category["score"]), *_failed_audits(found["audits"], category)]
            for name, category in found["categories"].items()
            if (category["score"] or 0) < LIMITS[name]
        }
        if lacking.keys() != {"performance"}:
            break
    return lacking


def _failed_audits(audits: dict, category: dict) -> list[str]:
    names = (each["id"] for each in category["auditRefs"] if each["weight"])
    return [name for name in names if audits[name]["score"] not in (None, 1)]
