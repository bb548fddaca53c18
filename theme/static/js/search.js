// The search page: its form, and Pagefind (https://pagefind.app), which searches the index. Stories are
// indexed in bundles, each for a period of time; the newest are fetched first.

const FIRST = 32; // bundles that are searched at first
const FURTHER = 64; // more bundles, each time a reader asks for older stories
const SHOWN = 10; // results that are shown at once

const form = document.querySelector(".search-form");
const found = document.querySelector(".search-found");
const [status, list] = ["[role=status]", "ol"].map((part) => found?.querySelector(part));
const [more, older] = [".more", ".older"].map((part) => found?.querySelector(part));
const place = new URL("index/", location.href.split(/[?#]/)[0]);
const dates = dateFormat(document.documentElement.lang.replace(/^en$/, "en-GB")); // as in the theme

let bundles = null; // by language, newest first: [name, first year, last year]
let indexes = new Map(); // by language: Pagefind, and the names of the bundles that it has
let results = []; // each with its language
let latest = 0; // the number of the latest search

function dateFormat(lang) {
  try {
    return new Intl.DateTimeFormat(lang, { dateStyle: "long", timeZone: "UTC" });
  } catch {
    return new Intl.DateTimeFormat(undefined, { dateStyle: "long", timeZone: "UTC" });
  }
}

function currentQuestion() {
  return Object.fromEntries([...new FormData(form)].map(([name, value]) => [name, value.trim()]));
}

function address(question) {
  const here = new URL(location.href);
  here.search = new URLSearchParams(
    Object.entries(question).filter(([name, value]) => value && !(name === "lang" && value === defaultLanguage())),
  );
  return here;
}

function defaultLanguage() {
  const { lang } = form.elements;
  return lang.options ? lang.options[0].value : lang.value;
}

function fillForm() {
  const given = new URLSearchParams(location.search);
  for (const name of ["q", "section", "author", "year", "lang"]) {
    const field = form.elements[name];
    if (field.type === "hidden") continue;
    field.value = given.get(name) ?? "";
    if (field.selectedIndex === -1) field.selectedIndex = 0;
  }
}

// Each language has an index of its own, with the endings of its words.
async function load(lang) {
  if (indexes.has(lang)) return;
  const { createInstance } = await import(new URL("pagefind.js", place));
  const pagefind = createInstance({ basePath: new URL(`${lang}/`, place).href, baseUrl: "/", noWorker: true });
  await pagefind.init();
  if (!indexes.has(lang)) indexes.set(lang, { pagefind, merged: new Set() });
}

async function merge(langs, year, further) {
  const within = ({ from, to }) => !year || (from <= year && year <= to);
  const wanted = langs
    .flatMap((lang) => bundles[lang].map(([name, from, to]) => ({ lang, name, from, to })))
    .filter(within)
    .sort((one, other) => other.to - one.to || other.from - one.from);
  const missing = ({ lang, name }) => !indexes.get(lang)?.merged.has(name);
  const next = further ? wanted.filter(missing).slice(0, FURTHER) : wanted.slice(0, FIRST).filter(missing);
  await Promise.all([...new Set(next.map(({ lang }) => lang))].map(load));
  await Promise.all(
    next.filter(missing).map(({ lang, name }) => {
      const { pagefind, merged } = indexes.get(lang);
      merged.add(name);
      return pagefind.mergeIndex(new URL(`${name}/`, place).href, { language: lang, baseUrl: "/", metaCacheTag: "0" });
    }),
  );
  const left = wanted.filter(missing);
  return { left: left.length, since: left.length ? left[0].to : null };
}

// Pagefind does not report an error while it starts, and then waits for ever.
function failure() {
  return new Promise((_, reject) => {
    addEventListener("unhandledrejection", ({ reason }) => reject(reason), { once: true });
  });
}

// Pagefind ignores a word that is not in a bundle. Here, a story must have every word of the query that
// any story has.
async function withEveryWord(pagefind, query, options) {
  const { results } = await pagefind.search(query, options);
  const words = query.includes('"') ? [] : query.split(/\s+/);
  if (words.length < 2) return results;
  const each = await Promise.all(words.map((word) => pagefind.search(word, options)));
  const having = each
    .filter(({ unfilteredResultCount }) => unfilteredResultCount)
    .map((answer) => new Set(answer.results.map(({ id }) => id)));
  return results.filter(({ id }) => having.every((stories) => stories.has(id)));
}

async function answer(question, further) {
  bundles ??= await (await fetch(new URL("bundles.json", place))).json();
  const langs = question.lang ? [question.lang] : Object.keys(bundles);
  const { left, since } = await merge(langs, Number(question.year) || null, further);
  const filters = Object.fromEntries(
    ["section", "author", "year"].filter((name) => question[name]).map((name) => [name, question[name]]),
  );
  const each = await Promise.all(
    langs.filter((lang) => indexes.has(lang)).map(async (lang) => {
      const stories = await withEveryWord(indexes.get(lang).pagefind, question.q, { filters });
      return stories.map((story) => ({ lang, story }));
    }),
  );
  const stories = each.flat();
  if (each.length > 1) stories.sort((one, other) => other.story.score - one.story.score);
  return { stories, left, since };
}

async function search(further = false) {
  const question = currentQuestion();
  const mine = ++latest;
  found.hidden = !question.q;
  if (!question.q) return;
  if (!further) {
    list.replaceChildren();
    more.hidden = older.hidden = true;
  }
  status.textContent = found.dataset.searching;
  try {
    const { stories, left, since } = await Promise.race([answer(question, further), failure()]);
    if (mine !== latest) return;
    results = stories;
    list.replaceChildren();
    older.hidden = !left;
    await show(mine);
    if (mine === latest) status.textContent = summary(results.length, since);
  } catch (problem) {
    if (mine !== latest) return;
    indexes = new Map();
    status.textContent = found.dataset.failed;
    console.error(problem);
  }
}

function summary(number, since) {
  const { found: forms, none, since: back } = found.dataset;
  const count = number ? plural(JSON.parse(forms), number) : none;
  return since ? `${count} (${back.replace("{year}", since)})` : count;
}

// The label for this number, from its plural forms in the page's language (CLDR's plural categories).
function plural(forms, number) {
  const lang = document.documentElement.lang;
  const form = forms[new Intl.PluralRules(lang).select(number)] ?? forms.other ?? Object.values(forms)[0];
  return form.replace("{number}", number.toLocaleString(lang));
}

async function show(mine) {
  const at = list.children.length;
  const next = await Promise.all(results.slice(at, at + SHOWN).map(dataOf));
  if (mine !== latest) return;
  list.append(...next.map(item));
  more.hidden = list.children.length >= results.length;
}

async function dataOf({ lang, story }) {
  return { lang, ...(await story.data()) };
}

function item({ lang, url, meta, excerpt }) {
  const made = found.querySelector("template").content.cloneNode(true);
  const part = (name) => made.querySelector(name);
  made.firstElementChild.lang = lang;
  part("a").href = found.dataset.site + url;
  part("a").textContent = meta.title;
  part(".section").textContent = meta.section;
  const when = document.createElement("time");
  when.dateTime = meta.date;
  when.textContent = dates.format(new Date(meta.date));
  part(".date").append(when);
  part(".excerpt").append(...highlighted(excerpt));
  for (const each of made.querySelectorAll("a, .section, .excerpt")) each.dir = "auto";
  return made;
}

// Pagefind returns an excerpt as HTML whose only tags are <mark>.
function highlighted(excerpt) {
  return excerpt.split(/<\/?mark>/).map((text, at) => {
    const words = text.replaceAll("&lt;", "<").replaceAll("&gt;", ">");
    if (at % 2 === 0) return words;
    const mark = document.createElement("mark");
    mark.textContent = words;
    return mark;
  });
}

function begin() {
  form.hidden = false;
  const names = new Intl.DisplayNames([document.documentElement.lang, "en"], { type: "language" });
  for (const option of form.elements.lang.options ?? []) {
    if (option.value) option.textContent = names.of(option.value);
  }
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    history.pushState(null, "", address(currentQuestion()));
    search();
  });
  form.addEventListener("change", (event) => {
    if (event.target.name === "q" || !currentQuestion().q) return;
    history.pushState(null, "", address(currentQuestion()));
    search();
  });
  addEventListener("popstate", () => {
    fillForm();
    search();
  });
  more.addEventListener("click", async () => {
    const at = list.children.length;
    await show(latest);
    list.children[at]?.querySelector("a").focus();
  });
  older.addEventListener("click", async () => {
    await search(true);
    if (older.hidden) list.querySelector("a")?.focus();
  });
  fillForm();
  search();
}

if (form) begin();
