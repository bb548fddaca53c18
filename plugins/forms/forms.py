"""The newsroom's forms as pages show them: in their place, in the words of a language."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple
from urllib.parse import quote

from markupsafe import Markup

from plugins.kernel.settings import Settings
from plugins.kernel.story import Content
from plugins.markup.languages import direction
from plugins.markup.slugs import slugified

from .places import place_after
from .services import SERVICES, Options, Target, origin_of
from .settings import NEWSLETTER, SUPPORT, TIPS, WORDS, listed

USUAL_PLACES: Mapping[str, str] = {"newsletter": "end", "support": "end", "tips": "foot"}
"""Where each kind of form stands if its setting does not say."""


class Words(NamedTuple):
    """A newsroom's own words: a *text* in a language, written in the direction *dir*."""

    text: str
    lang: str
    dir: str


class Way(NamedTuple):
    """A way to send a tip: its *kind*, what readers see, and what a link leads to, if it can."""

    kind: str
    shown: str
    link: str


class Form(NamedTuple):
    """A form: its *kind*, where it is sent, or the *ways* of a tip line.

    *title*, *text* and *button* are the newsroom's own words; None where the theme's label stands.
    """

    kind: str
    target: Target
    ways: tuple[Way, ...] = ()
    title: Words | None = None
    text: Words | None = None
    button: Words | None = None


class Placed(NamedTuple):
    """The text of a story in *pieces*, each with the forms after it, and the forms at its *end*."""

    pieces: Sequence[tuple[Markup, Sequence[Form]]]
    end: Sequence[Form]


class Rule(NamedTuple):
    """Where one kind of form stands: in which *places*, and in which sections it does not."""

    kind: str
    options: Options
    places: tuple[str, ...]
    not_in: frozenset[str]


@dataclass(frozen=True)
class ReaderForms:
    """Finds the forms of a page, by *rules*; *lang* is the language of the site."""

    rules: tuple[Rule, ...]
    lang: str

    def are_on(self, subject: Content | None, section: str) -> bool:
        """Say whether any form stands on the page about *subject*, in a *section* by its slug."""
        is_story = getattr(subject, "kind", "") == "story"
        return any(is_story or "foot" in each.places for each in self._allowed(subject, section))

    def foot(self, subject: Content | None, section: str) -> list[Form]:
        """Return the forms in the foot of that page."""
        allowed = self._allowed(subject, section)
        return [form_in(each, self.lang, self.lang) for each in allowed if "foot" in each.places]

    def around(self, text: str, story: Content) -> Placed:
        """Return *text*, that of *story*, with the forms that stand in it and at its end."""
        after: dict[int, list[Form]] = {}
        end: list[Form] = []
        for rule in self._allowed(story, story.category.slug):
            form = form_in(rule, story.lang, self.lang)
            for place in rule.places:
                number = place.removeprefix("paragraph ")
                at = place_after(text, int(number)) if number != place else None
                if at is not None:
                    after.setdefault(at, []).append(form)
                elif place != "foot" and form not in end:
                    end.append(form)
        cuts = sorted(after)
        bounds = zip([0, *cuts], [*cuts, len(text)], strict=True)
        pieces = [(Markup(text[start:stop]), after.get(stop, [])) for start, stop in bounds]  # noqa: S704 - it is the story's text
        return Placed(pieces, end)

    def _allowed(self, subject: Content | None, section: str) -> list[Rule]:
        is_story = getattr(subject, "kind", "") == "story"
        wanted = subject.forms if subject and is_story else tuple(USUAL_PLACES)
        return [rule for rule in self.rules if rule.kind in wanted and section not in rule.not_in]


def reader_forms(settings: Settings) -> ReaderForms:
    """Return the forms that *settings* put on pages."""
    given = {"newsletter": NEWSLETTER, "support": SUPPORT, "tips": TIPS}
    site = str(settings["SITEURL"])
    rules = [
        _rule(kind, options, site) for kind, each in given.items() if (options := each.of(settings))
    ]
    return ReaderForms(tuple(rules), str(settings["DEFAULT_LANG"]).lower())


def _rule(kind: str, options: Options, site: str) -> Rule:
    places = tuple(dict.fromkeys(listed(options.get("place", USUAL_PLACES[kind]))))
    sections = frozenset(slugified(each) for each in listed(options.get("not_in", ())))
    if str(options.get("address", "")).startswith("/"):
        options = {**options, "address": f"{site}{options['address']}"}
    return Rule(kind, options, places, sections)


def form_in(rule: Rule, lang: str, site_lang: str) -> Form:
    """Return the form of *rule* in *lang*; words without a language are in the site's."""
    title, text, button = (own_words(rule.options.get(name, ""), lang, site_lang) for name in WORDS)
    if rule.kind == "tips":
        return Form(rule.kind, Target("", ""), ways_of(rule.options), title, text, button)
    return Form(rule.kind, target_of(rule), (), title, text, button)


def target_of(rule: Rule) -> Target:
    """Return where the form of *rule*, which is no tip line, is sent."""
    if rule.kind == "support":
        return Target(str(rule.options["address"]), "")
    return SERVICES[str(rule.options.get("service", ""))].target(rule.options)


def own_words(given: object, lang: str, site_lang: str) -> Words | None:
    """Return those of the words *given*, one text or one by language, that suit a page in *lang*.

    One text is in the language of the site. None where a table has none for the page.
    """
    if not isinstance(given, Mapping):
        return Words(str(given), site_lang, direction(site_lang)) if given else None
    by_tag = {str(tag).lower(): str(text) for tag, text in given.items()}
    tag = next((each for each in (lang, lang.partition("-")[0]) if by_tag.get(each)), "")
    return Words(by_tag[tag], tag, direction(tag)) if tag else None


def ways_of(options: Options) -> tuple[Way, ...]:
    """Return the ways of a tip line with these *options*."""
    found = []
    if email := str(options.get("email", "")):
        found.append(Way("email", email, f"mailto:{quote(email, safe='@+')}"))
    if signal := str(options.get("signal", "")):
        digits = "".join(filter(str.isdigit, signal))
        link = f"https://signal.me/#p/+{digits}" if signal.startswith("+") else ""
        found.append(Way("signal", signal, signal if signal.startswith("https:") else link))
    if drop := str(options.get("securedrop", "")):
        found.append(Way("securedrop", drop, drop))
    return tuple(found)


def form_hosts(forms: Iterable[Rule]) -> list[str]:
    """Return the hosts that *forms* are sent to, as a content policy names them."""
    targets = (target_of(each) for each in forms if each.kind != "tips")
    return sorted({origin_of(each.action) for each in targets if each.field})
