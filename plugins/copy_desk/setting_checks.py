"""Check the settings of the copy desk that other plugins decide about."""

from collections.abc import Mapping
from pathlib import Path
from typing import cast

from plugins.kernel.faults import Fault, Rule, did_you_mean
from plugins.kernel.settings import Settings, setting_fault

from .settings import HOUSE_STYLE, RULES_CHANGED, USUAL_STYLE


def rule_faults(settings: Settings, rules: Mapping[str, Rule]) -> list[Fault]:
    """Return a fault for each name in RULES that is no rule, or one that nobody may change."""
    problems = []
    for name in cast(Mapping[str, str], RULES_CHANGED.of(settings)):
        if name not in rules:
            remedy = did_you_mean(str(name), rules) or " docs/rules.md lists the rules."
            problems.append(f'has "{name}", which is not a rule.{remedy}')
        elif rules[name].fixed:
            problems.append(f'has "{name}", which protects the site and stays a fault. Delete it')
    faults = [setting_fault(settings, RULES_CHANGED.name, each) for each in problems]
    style = HOUSE_STYLE.of(settings)
    if style and style != USUAL_STYLE and not Path(style).is_file():
        problem = f'is "{style}", and there is no such file. Correct the path'
        faults.append(setting_fault(settings, HOUSE_STYLE.name, problem))
    return faults
