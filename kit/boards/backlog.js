// The backlog board: a guess, then what a shut-off cost under assumptions to move, then delays by
// mail. The kernel computes, words and draws; this shows it. It stands on drawing.js, stage.js,
// glossary.js and drawers.js.

function worded(value, unit) {
  if (unit === "share") return `${number(100 * value, 1)}\u00a0%`;
  return `${number(value, 0)} ${unit}`;
}

// One slider: it shows its value while it is held, and asks when it is let go.
function slider(name, { label, unit, low, high, step, why }, change) {
  let held = false;
  const shown = node("output", {});
  const input = node("input", {
    type: "range",
    min: low,
    max: high,
    step,
    "aria-label": label,
    "data-parameter": name,
    oninput: () => {
      held = true;
      shown.textContent = worded(Number(input.value), unit);
    },
    onchange: () => {
      held = false;
      change({ [name]: Math.min(high, Math.max(low, Number(input.value))) });
    },
  });
  const ends = unit === "share" ? `${worded(low, unit)} to ${worded(high, unit)}` : `${low} to ${worded(high, unit)}`;
  const element = node("div", { class: "bl-slider" }, node("span", { title: why }, label), shown, input, node("span", { class: "bl-ends" }, ends));
  function show(value) {
    if (held) return;
    input.value = value;
    shown.textContent = worded(value, unit);
    input.setAttribute("aria-valuetext", worded(value, unit));
  }
  return { element, show };
}

// No form element: a frame that allows only scripts would keep it from being sent.
function guessForm(spec, gloss, change) {
  const input = node("input", { type: "number", min: 0, max: spec.most, step: "any", "aria-label": spec.ask, class: "bl-guess" });
  const hint = node("span", { class: "bl-hint", role: "status" });
  const give = node("button", { type: "button", class: "bl-give", onclick: () => send() }, "Store my guess");
  const again = node("button", { type: "button", class: "bl-again", onclick: () => change({ guess: null }) }, "Guess again");
  const form = node("div", { class: "bl-form", role: "group", "aria-label": "Your guess" }, node("span", { class: "bl-ask" }, ...gloss(spec.ask)), input, give, again, hint);
  const send = () => {
    const fits = input.value !== "" && input.checkValidity();
    hint.textContent = fits ? "" : `Type a number from 0 to ${spec.most}.`;
    if (fits) change({ guess: Number(input.value) });
    else input.focus();
  };
  input.addEventListener("keydown", (event) => {
    if (event.key === "Enter") send();
  });
  function show(guess) {
    const given = guess !== null;
    if (given) input.value = guess;
    input.disabled = given;
    give.hidden = given;
    again.hidden = !given;
    if (given) hint.textContent = "";
  }
  return { element: form, show, focus: (given) => (given ? again : input).focus() };
}

// A table whose cells are rewritten only where they changed: an explanation that is open stays.
function table(caption, heads, kind, gloss) {
  const body = node("tbody");
  const head = node("tr", {}, ...heads.map((each) => node("th", { scope: "col" }, each)));
  const element = node("table", { class: kind }, node("caption", {}, caption), node("thead", {}, head), body);
  let drawn = [];
  const row = ([, ...rest]) =>
    node("tr", {}, node("th", { scope: "row" }), ...rest.map((_cell, place) => node("td", { "data-label": heads[place + 1] })));
  function show(rows) {
    while (body.rows.length > rows.length) body.lastChild.remove();
    rows.forEach((cells, place) => {
      if (!body.rows[place]) body.append(row(cells));
      const { cells: shown } = body.rows[place];
      cells.forEach((cell, column) => {
        if (drawn[place]?.[column] === cell) return;
        shown[column].replaceChildren(...(column ? [cell] : gloss(cell)));
      });
    });
    drawn = rows;
  }
  return { element, show };
}

function keys(rows) {
  return rows.map(([kind, text]) => node("li", { class: `bl-key bl-key-${kind}` }, text));
}

function framed([across, along], picture, legend) {
  const words = (side, text) => node("span", { class: `bl-axis bl-${side}` }, text);
  return node("figure", {}, words("along", `↑ ${along}`), picture, words("across", `${across} →`), legend);
}

const FADING = [
  ["line", "exponential curve, the model's"],
  ["dashed", "logistic curve, a rival shape"],
  ["point", "the study's two points"],
  ["zone", "a, b, c: ways of entry, in the table"],
  ["dot", "your delay"],
];

// Draw a board into `el`. `ask(changes)` sends new values; `show(state)` draws what comes back.
function backlogBoard(el, spec, ask) {
  let guessing = false;
  const { root, busy, wait, settle } = stage(el, "Backlog lab", "bl-board");
  const change = (changes) => {
    guessing = "guess" in changes;
    wait();
    ask(changes);
  };
  const sliders = Object.entries(spec.sliders).map(([name, each]) => ({ name, ...slider(name, each, change) }));
  const [delay] = sliders.filter((each) => each.name === "delay");
  const told = node("h3", { class: "bl-told", "aria-live": "polite" });
  const distance = node("p", { class: "bl-distance", "aria-live": "polite" });
  const gloss = glosser(spec.terms);
  const guess = guessForm(spec, gloss, change);
  const picture = node("div", { class: "bl-picture" });
  const legend = node("ul", { class: "bl-keys" });
  const fading = node("div", { class: "bl-picture" });
  const steps = table("From what is reported to what the gap cost, step by step", spec.heads.steps, "bl-steps", gloss);
  const routes = table("Ways of entry: how long, by whose word, and what the delay costs", spec.heads.routes, "bl-routes", gloss);
  // What is folded explains its own terms: nobody should have to open it for those outside.
  const folded = glosser(spec.terms);
  const paragraphs = (texts, explain = gloss) => texts.map((text) => node("p", {}, ...explain(text)));
  root.append(
    told,
    busy,
    guess.element,
    distance,
    node(
      "div",
      { class: "bl-pair" },
      framed(spec.axes.cost, picture, legend),
      node("div", { class: "bl-sliders" }, ...sliders.filter((each) => each !== delay).map((each) => each.element)),
    ),
    node("div", { class: "bl-guard" }, node("strong", {}, "The tempting division"), ...paragraphs([spec.guard])),
    steps.element,
    node("h3", { class: "bl-second" }, "By mail or in-house: what does the delay cost?"),
    node("p", { class: "bl-mailing" }, spec.mailing),
    node(
      "div",
      { class: "bl-pair" },
      framed(spec.axes.fading, fading, node("ul", { class: "bl-keys" }, ...keys(FADING))),
      node("div", { class: "bl-sliders" }, delay.element, ...paragraphs(spec.cautions)),
    ),
    routes.element,
    node("details", {}, node("summary", {}, "Why no rate can be computed, and what these numbers leave out"), ...paragraphs([spec.reason, ...spec.limits], folded)),
    node("details", {}, node("summary", {}, "Sources"), ...paragraphs(spec.citations, folded)),
  );
  return function show(state) {
    if (state.waiting) return;
    settle();
    const { view } = state;
    tell(told, view.told);
    tell(distance, view.distance);
    guess.show(state.guess);
    for (const each of sliders) each.show(state[each.name]);
    picture.innerHTML = view.picture;
    legend.replaceChildren(...keys(view.legend));
    steps.show(view.steps);
    fading.innerHTML = view.fading;
    routes.show(view.routes);
    if (guessing) guess.focus(state.guess !== null);
    guessing = false;
  };
}

function render({ model, el }) {
  const names = ["entered", "shut_off", "share", "delay", "guess"];
  return tie(model, names, (ask) => backlogBoard(el, model.get("spec"), ask));
}

export default { render };
