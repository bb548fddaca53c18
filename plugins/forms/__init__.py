"""What readers can answer: a form for the newsletter, a link for support, a line for tips."""

from pelican import signals

from plugins.kernel.contract import Contract, nothing
from plugins.kernel.pelican_types import Generator
from plugins.kernel.settings import setting_fault
from plugins.markup.slugs import slugified

from .forms import form_hosts, reader_forms
from .settings import SETTINGS, listed

CONTRACT = Contract(
    needs=("stories",),
    after=("stories",),
    settings=SETTINGS,
    everywhere={"reader_forms": nothing},
)


def add_forms(generator: Generator) -> None:
    """Give templates ``reader_forms``, and servers the hosts that forms are sent to."""
    context, forms = generator.context, reader_forms(generator.settings)
    context["reader_forms"] = forms
    context.setdefault("policy_hosts", {})["form-action"] = form_hosts(forms.rules)


def check_sections(generator: Generator) -> None:
    """Report a section that a form is kept out of and that no story has."""
    context, settings = generator.context, generator.settings
    known = {section.slug for section in context["sections"]}
    known |= {slugified(str(each)) for each in settings["SECTIONS"]}
    for setting in SETTINGS:
        for name in listed(setting.of(settings).get("not_in", ())):
            if slugified(name) not in known:
                problem = f'names the section "{name}" in "not_in", which no story is in'
                fault = setting_fault(settings, setting.name, problem, warning=True)
                context.setdefault("faults", []).append(fault)


def register() -> None:
    """Connect to Pelican."""
    signals.article_generator_init.connect(add_forms)
    signals.article_generator_finalized.connect(check_sections)
