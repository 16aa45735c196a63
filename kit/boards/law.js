// The law explorer: facts and a reading on one side, the finding and its reasons on the other. No
// rule of law lives here: `ask` sends a step away, and `show` draws whatever answer comes back. It
// stands on drawing.js, stage.js, glossary.js and law_controls.js.

// A question on which the facts hang: still open, answered by the reading, or of no matter in it.
function card(question, ask, terms) {
  const status = node("small", {});
  const { element: sides, show: press } = debate(question, ask, terms);
  const summary = node("summary", {}, badge("open"), ` ${question.ask}`, status);
  const element = node("details", { class: "law-card", "data-card": question.id }, summary, sides);
  function show({ reading, view: { finding } }) {
    const choice = question.choices.find(({ id }) => id === reading[question.id]);
    const decides = finding.questions.includes(question.id);
    status.textContent = choice ? `In this reading, ${choice.says}.` : decides ? "" : "No matter in this reading.";
    element.classList.toggle("law-decides", decides);
    press(reading);
  }
  return { element, show };
}

function decidingPart(spec, ask, gloss) {
  const title = head("");
  const note = node("small", {}, ...gloss("Arguments in the kit's own words, the best that each side has; first the answer under which more is exposed."));
  const cards = new Map(spec.questions.map((question) => [question.id, card(question, ask, spec.terms)]));
  const list = node("div", {});
  let before = "";
  function show(state) {
    const { finding, hangs } = state.view;
    const none = hangs.length ? "In this reading, no open question is left that decides this" : "No open question decides this";
    const left = finding.questions.length;
    title.firstChild.textContent = [none, "One open question decides this"][left] ?? `${left} open questions decide this together`;
    note.hidden = !hangs.length;
    for (const name of hangs) cards.get(name).show(state);
    if (hangs.join() === before) return;
    before = hangs.join();
    list.replaceChildren(...hangs.map((name) => cards.get(name).element));
    hangs.forEach((name, place) => (cards.get(name).element.open = place === 0));
  }
  return { element: node("div", { class: "law-deciding" }, title, note, list), show };
}

function stakePart() {
  const element = node("div", { class: "law-stake" });
  function show({ view: { finding } }) {
    const rows = finding.stake.map(({ section, certain, rows }) => {
      const lines = rows.flatMap(([label, says]) => [node("dt", {}, label), node("dd", {}, says)]);
      const title = certain ? `Owed under ${section}` : `At stake under ${section}, if it holds at all`;
      return node("div", {}, head(title), node("dl", {}, ...lines));
    });
    element.replaceChildren(...(rows.length ? rows : [head("Nobody pays, nobody may sue.")]), ...finding.notes.map((note) => node("p", {}, note)));
  }
  return { element, show };
}

function reasonsPart() {
  const shut = new Map();
  const list = node("ul", { class: "law-tree" });
  const tried = node("ul", {});
  const count = node("summary", {}, "");
  const exceptions = node("details", {}, count, tried);
  const step = ({ id, answer, says, parts }) => {
    const text = [mark(answer, "law-answer"), node("span", {}, says)];
    if (!parts.length) return node("li", {}, node("div", { class: "law-step" }, ...text));
    const more = node("details", { open: shut.get(id) ?? false, ontoggle: () => shut.set(id, more.open) });
    more.append(node("summary", { class: "law-step" }, ...text), node("ul", {}, ...parts.map(step)));
    return node("li", {}, more);
  };
  function show({ view: { finding } }) {
    list.replaceChildren(...finding.reasons.map(step));
    count.textContent = `Exceptions tried: ${finding.exceptions.length}`;
    exceptions.hidden = !finding.exceptions.length;
    const row = ({ section, answer, because }) =>
      node("li", { class: "law-step" }, mark(answer, "law-answer"), node("span", {}, `${because} (§ ${section})`));
    tried.replaceChildren(...finding.exceptions.map(row));
  }
  const all = node("details", { class: "law-reasons", open: true }, node("summary", {}, "Reasons, step by step"), list);
  return { element: node("div", {}, all, exceptions), show };
}

const toggle = (label, trait, ask) => {
  const each = button(label, () => ask({ set: { [trait]: each.getAttribute("aria-expanded") !== "true" } }), {
    "aria-expanded": "false",
    "data-part": trait,
  });
  return each;
};

function flipsPart(ask) {
  const open = toggle("Change exactly one fact: what would flip the outcome?", "flips", ask);
  const out = node("div", { class: "law-flips" });
  let drawn = "";
  function row([label, each]) {
    const ways = each.map(({ to, outcome, change }) => {
      const way = button("", () => ask({ flip: change }), { "data-flip": to });
      way.append(node("span", {}, to), mark(outcome));
      return way;
    });
    const was = node("small", {}, `pinned: ${each[0].was}`);
    return node("tr", {}, node("th", { scope: "row" }, label, was), node("td", {}, node("div", { class: "ts-presets" }, ...ways)));
  }
  function show({ view: { flips, pinned_outcome } }) {
    open.setAttribute("aria-expanded", String(flips !== null));
    out.hidden = flips === null;
    const told = JSON.stringify([flips, pinned_outcome]);
    if (flips === null || told === drawn) return;
    drawn = told;
    const facts = new Map();
    for (const each of flips) facts.set(each.label, [...(facts.get(each.label) ?? []), each]);
    const text = `Changes of one pinned fact that flip the outcome: ${flips.length}. With the pinned facts it is:`;
    const body = node("tbody", {}, ...[...facts].map(row));
    out.replaceChildren(node("table", {}, node("caption", {}, text, " ", mark(pinned_outcome)), body));
  }
  return { element: node("div", { class: "law-wide" }, open, out), show };
}

function gridPart(spec, ask) {
  const open = toggle("Compare all fact patterns under the named readings", "grid", ask);
  const out = node("div", { class: "law-grid", tabindex: 0, role: "region", "aria-label": "Fact patterns by named readings" });
  let drawn = false;
  function draw(rows) {
    const heads = ["Fact pattern", ...spec.readings].map((text) => node("th", { scope: "col" }, text));
    const body = rows.map(({ preset, title, found, disagree }) => {
      const cells = found.map((outcome, place) => {
        const name = spec.readings[place];
        const each = button("", () => ask({ load: [preset, name] }), { "data-load": `${preset}/${name}`, "aria-label": `${title}, ${name}: ${outcome}` });
        each.append(mark(outcome));
        return node("td", {}, each);
      });
      return node("tr", {}, node("th", { scope: "row" }, title, node("small", {}, disagree ? "readings disagree" : "all agree")), ...cells);
    });
    const caption = "Each cell loads its pair; seen from the day of the act. Where a row disagrees with itself, the reading decides.";
    out.replaceChildren(node("table", {}, node("caption", {}, caption), node("thead", {}, node("tr", {}, ...heads)), node("tbody", {}, ...body)));
    drawn = true;
  }
  function show({ view }) {
    open.setAttribute("aria-expanded", String(Boolean(view.grid)));
    out.hidden = !view.grid;
    if (view.grid && !drawn) draw(view.grid);
    const here = view.differ.length ? "" : `${view.start}/${view.reading_name}`;
    for (const each of out.querySelectorAll("[data-load]")) press(each, each.dataset.load === here);
  }
  return { element: node("div", { class: "law-wide" }, open, out), show };
}

// Draw a board into `el`. `spec` never changes; `ask(step)` sends a step; the returned
// `show(state)` draws {facts, reading, as_of, pinned, view, waiting}.
function lawBoard(el, spec, ask) {
  const { root, busy, wait, settle } = stage(el, "Law explorer", "law-board");
  const send = (step) => {
    wait();
    ask(step);
  };
  const banner = bannerPart();
  const gloss = glosser([...spec.terms, ...spec.court_terms]);
  const [start, grid] = [startPart(spec, send, busy), gridPart(spec, send)];
  const [deciding, facts, reading] = [decidingPart, factsPart, readingPart].map((make) => make(spec, send, gloss));
  const [stake, reasons, flips] = [stakePart(), reasonsPart(), flipsPart(send)];
  root.append(
    start.element,
    banner.element,
    node("div", { class: "law-left" }, facts.element, reading.element),
    node("div", { class: "law-right" }, deciding.element, stake.element, reasons.element),
    flips.element,
    grid.element,
    node("div", { class: "ts-caveats" }, node("p", {}, spec.disclaimer)),
  );
  const parts = [start, banner, facts, reading, stake, deciding, reasons, flips, grid];
  return function show(state) {
    if (state.waiting) return;
    settle();
    const active = document.activeElement;
    const inside = root.contains(active);
    for (const part of parts) part.show(state);
    // Where the focus was on what is gone now, keys would reach the notebook.
    const stays = root.contains(active) && !active.disabled && !active.closest("[hidden]");
    if (inside && !(stays && document.activeElement === active)) (stays ? active : banner.element).focus();
  };
}

function render({ model, el }) {
  const traits = ["facts", "reading", "as_of", "pinned"];
  return tie(model, traits, (send) =>
    lawBoard(el, model.get("spec"), (step) => {
      // Steps wait in a list until the kernel has taken them: none is lost while it is busy.
      const { taken } = model.get("view");
      const waiting = model.get("wish").filter(({ n }) => n > taken);
      send({ wish: [...waiting, { n: Math.max(taken, ...waiting.map(({ n }) => n)) + 1, ...step }] });
    }),
  );
}

export default { render };
