"""Check catalogues of labels."""

import re
from collections.abc import Collection, Iterator, Mapping
from functools import cached_property
from pathlib import Path
from string import Formatter

from plugins.kernel.faults import Fault, Rule, did_you_mean, shown_path
from plugins.markup.languages import is_tag

from .catalogues import ENDING, Label, key_of, language_of, read
from .labels import TRANSLATIONS, Labels, Translations

LABELS_WRONG = Rule("labels-wrong", "fault", "A label that cannot be used.", fixed=True)

TEMPLATE = "stet.pot"
"""The catalogue, without translations, of all labels that the theme and the plugins use."""

_LINE = re.compile(r'(?:msgctxt|msgid|msgid_plural|msgstr(?:\[\d+\])?)?\s*"(?:[^"\\]|\\.)*"')

Known = Mapping[str, tuple[str, ...]]
"""The English forms of labels by their keys."""


def faults(
    translations: Translations[Labels], langs: Collection[str], settings: Mapping[str, object]
) -> list[Fault]:
    """Return the faults of the newsroom's own catalogues, and of the theme's for *langs*."""
    theme = Path(str(settings["THEME"]))
    used = {path for lang in langs for path in translations.used(lang)}
    found: list[Fault] = []
    labels = _UsedLabels(theme, settings)
    for path in translations.files:
        own = Path(path).parent != theme / TRANSLATIONS
        if own or path in used:
            problems = _file_problems(path, labels if own else None)
            found += [LABELS_WRONG.at(shown_path(path), line, text) for line, text in problems]
    return found


class _UsedLabels:
    """All labels that a newsroom's own catalogue may translate."""

    def __init__(self, theme: Path, settings: Mapping[str, object]) -> None:
        self.theme = theme
        overrides = settings.get("THEME_TEMPLATES_OVERRIDES")
        self.overrides = overrides if isinstance(overrides, list | tuple) else ()

    def english(self, key: str) -> tuple[str, ...] | None:
        """Return the English forms of the label *key*; None if nothing uses it."""
        return self.of_theme.get(key) or self.of_newsroom.get(key)

    @cached_property
    def of_theme(self) -> Known:
        template = self.theme / TRANSLATIONS / TEMPLATE
        return labels_of(template) if template.exists() else _used(self.theme / "templates")

    @cached_property
    def of_newsroom(self) -> Known:
        return {key: forms for each in self.overrides for key, forms in _used(Path(each)).items()}


def labels_of(template: Path) -> Known:
    """Return the labels in the file *template*, a catalogue without translations."""
    from babel.messages.pofile import read_po

    with template.open("rb") as file:
        messages = [message for message in read_po(file) if message.id]
    english = [(each.id,) if isinstance(each.id, str) else tuple(each.id) for each in messages]
    return {
        key_of(forms[0], message.context): forms
        for forms, message in zip(english, messages, strict=True)
    }


def placeholders(text: str) -> set[str]:
    """Return the names of the placeholders in *text*: "names" in "By {names}".

    Raises ValueError if a brace is not closed, or is not part of a placeholder.
    """
    parts = list(Formatter().parse(text))
    if any(spec or conversion for _, _, spec, conversion in parts):
        raise ValueError("a placeholder has a name only")
    return {name for _, name, _, _ in parts if name is not None}


def _used(folder: Path) -> dict[str, tuple[str, ...]]:
    from .extraction import used_below  # most newsrooms have no catalogue of their own

    return {use.key: use.english for _, use in used_below(folder, (".html",))}


def _file_problems(path: str, labels: _UsedLabels | None) -> Iterator[tuple[int, str]]:
    if not is_tag(name := language_of(path)):
        yield 1, f'"{name}" is not a language code. Name the file like de{ENDING} or pt-br{ENDING}'
    broken = list(_broken_lines(path))
    yield from broken
    if broken:
        return
    catalogue = read(path)
    if catalogue.problem:
        line, why = catalogue.problem
        yield line, f"{why}. Correct it, or delete the entry"
    for key, label in catalogue.labels.items():
        yield from ((label.line, why) for why in _label_problems(label))
        if labels:
            yield from ((label.line, why) for why in _use_problems(key, label, labels))


def _broken_lines(path: str) -> Iterator[tuple[int, str]]:
    data = Path(path).read_bytes()
    try:
        lines = data.decode("utf-8-sig").splitlines()
    except UnicodeDecodeError as error:
        yield (
            data.count(b"\n", 0, error.start) + 1,
            "this line is not in UTF-8. Save the file as UTF-8",
        )
        return
    for number, line in enumerate(map(str.strip, lines), 1):
        if line and not line.startswith("#") and not _LINE.fullmatch(line):
            remedy = 'Write msgid "the English label" and below it msgstr "your words"'
            yield number, f"this line does not have the form of a .po file. {remedy}"


def _label_problems(label: Label) -> Iterator[str]:
    english = label.english[0]
    known = (
        set().union(*map(placeholders, label.english)) if _is_well_formed(label.english) else set()
    )
    missing = [number for number, form in enumerate(label.forms) if not form]
    if missing:
        yield f'"{english}" has no form for some numbers. Fill in msgstr[{missing[0]}]'
    for form in filter(None, label.forms):
        if not _is_well_formed((form,)):
            yield f'"{form}" has a brace outside a placeholder. Remove it, or close it'
            continue
        for name in sorted(placeholders(form) - known):
            remedy = did_you_mean(name, known) or " Remove it"
            yield f'"{form}" has an unknown placeholder {{{name}}}.{remedy}'


def _is_well_formed(forms: Collection[str]) -> bool:
    try:
        return all(placeholders(form) is not None for form in forms)
    except ValueError:
        return False


def _use_problems(key: str, label: Label, labels: _UsedLabels) -> Iterator[str]:
    english = labels.english(key)
    context, _, text = key.rpartition("\x04")
    if english is None:
        contexts = [each.rpartition("\x04")[0] for each in labels.of_theme if _text(each) == text]
        remedy = did_you_mean(text, {_text(each) for each in labels.of_theme})
        if contexts and contexts[0]:
            remedy = f' It has a context: write msgctxt "{contexts[0]}" above it'
        elif contexts:
            remedy = f' Remove msgctxt "{context}"'
        yield f'"{text}" is not a label of the theme.{remedy or " Remove the entry"}'
    elif english != label.english and len(english) > 1:
        yield f'"{text}" needs its plural. Write msgid_plural "{english[1]}" below it'
    elif english != label.english:
        yield f'"{text}" has no plural. Remove msgid_plural, and write msgstr without a number'


def _text(key: str) -> str:
    return key.rpartition("\x04")[2]
