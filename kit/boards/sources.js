// The source board: a question, both articles in equal room, their roots beneath them, a verdict,
// and only then the record. Every sentence comes from the kernel. It stands on drawing.js, stage.js,
// glossary.js and drawers.js.

const ARTICLES = ["A", "B"];

function badge(kind, word) {
  return node("span", { class: `sc-badge sc-${kind}-${word.replaceAll(" ", "-")}` }, word);
}

function claimCard(side, title) {
  const says = node("p", { class: "sc-says" });
  const list = node("ul");
  const element = node(
    "article",
    { class: `sc-card sc-${side}`, "aria-label": `Article ${side}` },
    node("h4", {}, node("span", { class: "sc-letter" }, `Article ${side}`), ` ${title}`),
    says,
    list,
  );
  function show({ says: text, claims }, gloss) {
    says.replaceChildren(...gloss(text));
    const rows = claims.map((claim) =>
      node(
        "li",
        {},
        node("span", {}, ...gloss(claim.statement)),
        node("span", { class: "sc-by" }, badge("status", claim.status), ` ${claim.by}, ¶${claim.paragraph} (${claim.id})`),
      ),
    );
    const [first, more] = rows.length > 4 ? [rows.slice(0, 3), rows.slice(3)] : [rows, []];
    const folded = more.length
      ? [node("li", {}, node("details", {}, node("summary", {}, `and ${more.length} more claims`), node("ul", {}, ...more)))]
      : [];
    const none = rows.length ? [] : [node("li", {}, "No claim of this article.")];
    list.replaceChildren(...first, ...folded, ...none);
  }
  return { element, show };
}

// Roots as boxes under the articles, an arrow from each root up to every article it feeds.
function rootPicture(digest) {
  const lines = svg("svg", { viewBox: "0 0 100 30", preserveAspectRatio: "none", "aria-hidden": "true" });
  const heads = ARTICLES.map((side) => node("span", { class: `sc-head sc-head-${side}`, "aria-hidden": "true" }, "▲"));
  const boxes = node("ul", { class: "sc-roots" });
  const caption = node("figcaption", {}, node("strong", { class: "sc-counted" }), ` ${digest}`);
  const element = node(
    "figure",
    { class: "sc-picture", "aria-label": "Who told whom" },
    node("div", { class: "sc-arrows" }, lines, ...heads),
    boxes,
    caption,
  );
  function show({ roots, counted }) {
    const fed = (root) => ARTICLES.filter((side) => root.feeds[side]);
    const middle = (place) => (100 * (place + 0.5)) / roots.length;
    lines.replaceChildren(
      ...roots.flatMap((root, place) =>
        fed(root).map((side) =>
          svg("line", { class: `sc-line-${side}`, x1: middle(place), y1: 30, x2: side === "A" ? 25 : 75, y2: 5 }),
        ),
      ),
    );
    heads.forEach((head, place) => (head.hidden = !roots.some((root) => root.feeds[ARTICLES[place]])));
    boxes.style.setProperty("--roots", roots.length);
    boxes.replaceChildren(
      ...roots.map((root) =>
        node(
          "li",
          { class: fed(root).length > 1 ? "sc-both" : "" },
          node("strong", {}, root.name),
          ...fed(root).map((side) =>
            node("span", { class: `sc-feeds sc-feeds-${side}` }, `told article ${side}: ${root.feeds[side].join(", ")}`),
          ),
        ),
      ),
    );
    caption.firstChild.textContent = counted;
  }
  return { element, show };
}

// Two groups of choices and a button. `give(verdict, sure)` sends both; `back()` takes them back.
function verdictForm(spec, give, back) {
  const hint = node("p", { class: "sc-hint", role: "status" });
  const unique = Math.random().toString(36).slice(2);
  const group = (name, label, words) => {
    const inputs = words.map((word) => node("input", { type: "radio", name: `${name}-${unique}`, value: word, "data-choice": word }));
    const element = node(
      "fieldset",
      { class: `sc-${name}` },
      node("legend", {}, label),
      node("div", {}, ...inputs.map((input) => node("label", {}, input, node("span", {}, input.value)))),
    );
    return { element, inputs, chosen: () => inputs.find((input) => input.checked)?.value };
  };
  const verdict = group("verdict", "Your verdict, from these alone", spec.verdicts);
  const sure = group("sure", "How sure?", spec.sure);
  const giveButton = node("button", { type: "button", class: "sc-give", onclick: () => send() }, "Give it and open the record");
  const backButton = node("button", { type: "button", class: "sc-back", onclick: back }, "Take it back");
  const element = node("div", { class: "sc-form" }, verdict.element, sure.element, giveButton, backButton, hint);
  function send() {
    const [v, s] = [verdict.chosen(), sure.chosen()];
    hint.textContent = v && s ? "" : `First choose ${v ? "how sure you are" : s ? "a verdict" : "a verdict and how sure you are"}.`;
    if (v && s) give(v, s);
    else (v ? sure : verdict).inputs[0].focus();
  }
  function show(given, fresh) {
    for (const [{ inputs }, value] of [[verdict, given?.verdict], [sure, given?.sure]]) {
      for (const input of inputs) {
        if (given || fresh) input.checked = input.value === value;
        input.disabled = Boolean(given);
      }
    }
    if (given || fresh) hint.textContent = "";
    giveButton.hidden = Boolean(given);
    backButton.hidden = !given;
  }
  return { element, show, focus: () => verdict.inputs[0].focus() };
}

function recordPanel(terms) {
  const head = node("h4", { tabindex: "-1" }, "What the record says ");
  const says = node("p", { class: "sc-record-says" });
  const remark = node("p", { class: "sc-remark" });
  const more = node("div");
  const element = node("section", { class: "sc-record", "aria-label": "The record", hidden: true }, head, says, remark, more);
  let drawn = "";
  // Drawn anew only where it changed: an explanation that is open stays.
  function show(record) {
    const found = JSON.stringify(record);
    if (drawn === found) return;
    drawn = found;
    element.hidden = !record;
    more.replaceChildren();
    if (record) fill(record, glosser(terms));
  }
  function fill(record, gloss) {
    const { says: text, how_sure: sure, mark, marked, doubt, cite, checks, slips } = record;
    head.replaceChildren("What the record says ", badge("sure", sure));
    says.replaceChildren(...gloss(text));
    remark.textContent = record.remark;
    const doubts = doubt ? [node("p", {}, node("strong", {}, "To know before relying on it: "), ...gloss(doubt))] : [];
    const rows = checks.map(({ id, check, note }) =>
      node("li", {}, node("strong", {}, id), " ", badge("check", check), ...gloss(note ? ` ${note}` : "")),
    );
    const printed = slips.map((slip) => node("li", {}, `“${slip.slip}” ${slip.published_in}, ${slip.published_on}. Correct: ${slip.correct}`));
    const found = printed.length
      ? [node("details", {}, node("summary", {}, `Published slips on this (${printed.length})`), node("ul", {}, ...printed))]
      : [];
    more.replaceChildren(
      node("p", {}, node("strong", {}, "Mark: "), `${mark}, that is: ${marked}.`),
      ...doubts,
      node("details", {}, node("summary", {}, "Claim by claim: what the record outside the articles says"), node("ul", {}, ...rows)),
      ...found,
      node("details", {}, node("summary", {}, "Cite it"), node("p", {}, cite)),
    );
  }
  return { element, show, focus: () => head.focus() };
}

function chooser(spec, go) {
  const option = ({ id, issue }) => node("option", { value: id }, `${id}  ${issue}`);
  const options = spec.questions.map(option);
  const select = node("select", { "aria-label": "Question", onchange: () => go(select.value) }, ...options);
  const places = spec.questions.map((each) => each.id);
  const step = (by) => {
    const to = places[places.indexOf(select.value) + by];
    if (to) go(to);
  };
  const before = node("button", { type: "button", class: "sc-before", onclick: () => step(-1) }, "← Previous");
  const after = node("button", { type: "button", class: "sc-after", onclick: () => step(1) }, "Next →");
  const progress = node("span", { class: "sc-progress" });
  const element = node("div", { class: "ts-top sc-top", role: "group", "aria-label": "Questions: arrow keys also move" }, before, select, after, progress);
  element.addEventListener("keydown", (event) => {
    const by = { ArrowLeft: -1, ArrowRight: 1 }[event.key];
    if (!by) return;
    event.preventDefault();
    step(by);
  });
  function show(question, verdicts, told) {
    select.value = question;
    options.forEach((each, place) => {
      const { id, issue } = spec.questions[place];
      tell(each, `${verdicts[id] ? "✓" : "○"} ${id}  ${issue}`);
    });
    before.setAttribute("aria-disabled", String(places[0] === question));
    after.setAttribute("aria-disabled", String(places.at(-1) === question));
    progress.textContent = told;
  }
  return { element, show };
}

// Draw a board into `el`. `ask(changes)` sends question and verdicts; `show(state)` draws them.
function sourcesBoard(el, spec, ask) {
  let state = { question: spec.questions[0].id, verdicts: {} };
  let [shown, giving, taking] = ["", false, false];
  const { root, busy, wait, settle } = stage(el, "Source comparison", "sc-board");
  const send = (changes) => {
    state = { ...state, ...changes };
    wait();
    ask(changes);
  };
  const top = chooser(spec, (question) => send({ question }));
  const head = node("h3", { class: "sc-issue", "aria-live": "polite" });
  const note = node("p", { class: "sc-note" });
  const cards = ARTICLES.map((side) => ({ side, ...claimCard(side, spec.articles[side]) }));
  const picture = rootPicture(spec.digest);
  const form = verdictForm(
    spec,
    (verdict, sure) => {
      giving = true;
      send({ verdicts: { ...state.verdicts, [state.question]: { verdict, sure } } });
    },
    () => {
      const { [state.question]: _gone, ...verdicts } = state.verdicts;
      taking = true;
      send({ verdicts });
    },
  );
  const record = recordPanel(spec.terms);
  const reset = node("button", { type: "button", class: "sc-reset", onclick: () => send({ verdicts: {} }) }, "Take all verdicts back");
  root.append(
    top.element,
    busy,
    head,
    note,
    node("div", { class: "sc-cards" }, ...cards.map((card) => card.element)),
    picture.element,
    form.element,
    node("div", { "aria-live": "polite" }, record.element),
    node("details", { class: "sc-words" }, node("summary", {}, "What the badges mean; start over"), node("p", {}, spec.statuses), reset),
  );
  return function show({ question, verdicts, view, waiting }) {
    if (waiting) return;
    settle();
    state = { question, verdicts };
    top.show(question, verdicts, view.progress);
    tell(head, view.issue);
    note.textContent = view.note;
    note.hidden = !view.note;
    if (shown !== question) {
      const gloss = glosser(spec.terms);
      for (const card of cards) card.show(view.articles[card.side], gloss);
      picture.show(view);
    }
    form.show(view.given, shown !== question || taking);
    record.show(view.record);
    if (giving && view.record) record.focus();
    if (taking && !view.record) form.focus();
    [shown, giving, taking] = [question, false, false];
  };
}

function render({ model, el }) {
  return tie(model, ["question", "verdicts"], (ask) => sourcesBoard(el, model.get("spec"), ask));
}

export default { render };
