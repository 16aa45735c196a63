// Terms explained where they first stand in a text. It stands on drawing.js; which terms there are
// and what they mean comes from kit.glossary.spec().

let glossCount = 0;

// Cut a text at the first use of each term: [words, term or null]. Whole words only, the longest
// spelling that fits; spellings in capitals, such as ATF, must be in capitals in the text.
function firstUses(text, terms) {
  const found = new Map();
  const spellings = terms.flatMap((term) => term.spellings.map((spelling) => [spelling, term]));
  for (const [spelling, term] of spellings) found.set(spelling.toLowerCase(), term);
  const ordered = spellings.map(([spelling]) => spelling).sort((a, b) => b.length - a.length);
  if (!ordered.length) return [[text, null]];
  const any = ordered.map((spelling) => spelling.replace(/[.*+?^${}()|[\]\\]/g, "\\$&")).join("|");
  const capitals = new Set(ordered.filter((spelling) => spelling === spelling.toUpperCase()));
  const pieces = [];
  const seen = new Set();
  let done = 0;
  for (const match of text.matchAll(new RegExp(`(?<![\\p{L}\\p{N}_-])(?:${any})(?![\\p{L}\\p{N}_-])`, "giu"))) {
    const [words] = match;
    const term = found.get(words.toLowerCase());
    const loud = term.spellings.find((spelling) => spelling.toLowerCase() === words.toLowerCase());
    if (seen.has(term.name) || (capitals.has(loud) && words !== loud)) continue;
    seen.add(term.name);
    pieces.push([text.slice(done, match.index), null], [words, term]);
    done = match.index + words.length;
  }
  return [...pieces, [text.slice(done), null]].filter(([words]) => words);
}

// A term as a button; its explanation opens below it by click, Enter or Space, and closes by the
// same or by Escape. The focus stays on the button, and the explanation is said aloud.
function glossedTerm(words, term) {
  const id = `ts-gloss-${Math.random().toString(36).slice(2, 8)}-${(glossCount += 1)}`;
  const told = node("span", { class: "ts-gloss-told", id, "aria-live": "polite" });
  const button = node(
    "button",
    { type: "button", class: "ts-gloss-word", "aria-expanded": "false", "aria-controls": id },
    words,
  );
  const isOpen = () => button.getAttribute("aria-expanded") === "true";
  function open(yes) {
    button.setAttribute("aria-expanded", String(yes));
    const parts = [
      node("strong", {}, `${term.name} (${term.field}): `),
      `${term.definition} `,
      node("em", {}, "For example: "),
      `${term.example} `,
      node("small", {}, `Rests on: ${term.basis}`),
    ];
    told.replaceChildren(...(yes ? parts : []));
  }
  button.addEventListener("click", () => open(!isOpen()));
  const gloss = node("span", { class: "ts-gloss" }, button, told);
  gloss.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || !isOpen()) return;
    event.preventDefault();
    event.stopPropagation();
    open(false);
    button.focus();
  });
  return gloss;
}

// Return the nodes of a text: strings, and a button for the first use of each term.
function glossed(text, terms) {
  return firstUses(text, terms).map(([words, term]) =>
    term ? glossedTerm(words, term) : document.createTextNode(words),
  );
}

// Texts as nodes, each term explained where it first stands in one of the texts that it is given.
function glosser(terms) {
  const used = new Set();
  return (text) =>
    firstUses(text, terms.filter((term) => !used.has(term.name))).map(([words, term]) => {
      if (!term) return document.createTextNode(words);
      used.add(term.name);
      return glossedTerm(words, term);
    });
}
