// What opens beside the participation board's answer: dates, a pinned state, a prediction, a
// reading of the law, what each agency is worth, and ways to keep a state. No formula stands here.

const drawer = (name, summary, ...parts) =>
  node("details", { class: `ts-drawer ts-${name}` }, node("summary", {}, summary), ...parts);

function field(label, input) {
  return node("label", { class: "ts-field" }, node("span", {}, label), input);
}

function saveAs(name, type, text) {
  const link = node("a", { href: URL.createObjectURL(new Blob([text], { type })), download: name });
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 1000);
}

// Days on which whoever is unticked leaves and comes back. `current()` gives the dates that go with
// the next box; `setAll(dates)` puts them on every box that is out.
function dateDrawer(spec, setAll) {
  const day = (label) =>
    node("input", { type: "date", min: spec.window[0], max: spec.window[1], "aria-label": label });
  const [left, back] = [day("Day of leaving"), day("Day of coming back")];
  const catchUp = node("input", { type: "checkbox", "aria-label": "Catch up on the day of coming back" });
  catchUp.checked = true;
  const list = node("ul", { class: "ts-dates" });
  const current = () => ({ left: left.value, back: back.value, catch_up: !back.value || catchUp.checked });
  const element = drawer(
    "when",
    "Dates: leave on a day, come back on a day",
    node("p", {}, "These days go with every box that you untick from now on. Empty: from the first day on, and for good."),
    node(
      "div",
      { class: "ts-fields" },
      field("leaves on", left),
      field("is back on", back),
      node("label", { class: "ts-switch" }, catchUp, node("span", {}, "then enters what was missed")),
      button("Set these days for every box that is out", () => setAll(current())),
    ),
    list,
  );
  function show(participation, dates) {
    const label = Object.fromEntries(spec.channels.map((each) => [each.name, each.label.toLowerCase()]));
    const told = Object.entries(dates).flatMap(([agency, row]) =>
      Object.entries(row).filter(([, when]) => when.left || when.back).map(([channel, when]) => {
        const from = when.left ? `from ${when.left}` : "from the first day";
        const until = when.back ? ` until ${when.back}, ${when.catch_up ? "then catches up" : "never catches up"}` : " on, for good";
        return node("li", {}, `${agency}: out of ${label[channel]} ${from}${until}`);
      }),
    );
    list.replaceChildren(...told);
  }
  return { element, current, show };
}

// Guess first: the numbers stay covered until a guess is stored; then it stands beside the answer.
function predictDrawer(spec, store, cover) {
  const outcome = node(
    "select",
    { "aria-label": "What to predict" },
    ...spec.rows.slice(0, 5).map(([name, label]) => node("option", { value: name }, label)),
  );
  const value = node("input", { type: "number", step: "any", "aria-label": "Your guess" });
  const hide = node("input", { type: "checkbox", onchange: () => cover(hide.checked) });
  const told = node("p", { class: "ts-guess", "aria-live": "polite" });
  const line = svg("svg", { viewBox: "0 0 420 64", role: "img", class: "ts-guessline" });
  const put = () => {
    if (value.value === "") return value.focus();
    hide.checked = false;
    cover(false);
    store({ outcome: outcome.value, value: Number(value.value) });
  };
  value.addEventListener("keydown", (event) => event.key === "Enter" && put());
  const element = drawer(
    "predict",
    "Predict first: guess, then see how far off you are",
    node("label", { class: "ts-switch" }, hide, node("span", {}, "Cover the numbers until I have guessed")),
    node("div", { class: "ts-fields" }, field("I expect", outcome), field("to be", value), button("Store my guess", put), button("Forget it", () => store({}))),
    told,
    line,
  );
  function show(guess, numbers) {
    line.toggleAttribute("hidden", !("outcome" in guess));
    if (!("outcome" in guess)) return (told.textContent = "");
    const [, label, , digits] = spec.rows.find(([name]) => name === guess.outcome);
    const [before, now] = numbers[guess.outcome];
    if (now === null) return (told.textContent = `${label}: there is none in this scenario, so no distance from your ${number(guess.value, digits)}.`);
    const off = now - guess.value;
    const way = isZero(signed(off, digits)) ? "exactly what you thought" : `${number(Math.abs(off), digits)} ${off > 0 ? "more" : "fewer"} than you thought`;
    told.textContent = `${label}: you guessed ${number(guess.value, digits)}, the model expects ${number(now, digits)}: ${way}.`;
    const marks = [["beside", before, 14, "ts-m-beside"], ["answer", now, 14, "ts-m-now"], ["your guess", guess.value, 50, "ts-m-guess"]].filter(([, v]) => v !== null);
    const [low, high] = [Math.min(...marks.map((m) => m[1])), Math.max(...marks.map((m) => m[1]))];
    const x = (v) => 60 + (300 * (v - low)) / (high - low || 1);
    line.setAttribute("aria-label", told.textContent);
    line.replaceChildren(
      svg("line", { x1: 40, x2: 380, y1: 32, y2: 32, class: "ts-rule" }),
      ...marks.flatMap(([name, v, y, kind]) => [
        svg("circle", { cx: x(v), cy: 32, r: name === "your guess" ? 7 : 5, class: kind }),
        svg("text", { x: x(v), y: y + (name === "beside" ? 0 : 0), "text-anchor": "middle" }, `${name} ${number(v, digits)}`),
      ]),
    );
  }
  return { element, show };
}

// Counsel's reading: the open questions on which channels hang, with both sides' argument.
function readingDrawer(spec, follow) {
  const picks = spec.reading.questions.map(({ name, ask, choices }) => {
    const select = node(
      "select",
      { "aria-label": ask, "data-question": name },
      node("option", { value: "open" }, "open"),
      ...choices.map((choice) => node("option", { value: choice.id }, choice.says)),
    );
    const sides = choices.map((choice) => node("li", {}, node("strong", {}, `${choice.says}: `), choice.argument));
    return { name, select, element: node("div", { class: "ts-question" }, field(ask, select), node("details", {}, node("summary", {}, "both sides"), node("ul", {}, ...sides))) };
  });
  const on = node("input", { type: "date", value: spec.reading.on, min: spec.window[0], max: spec.window[1], "aria-label": "Day on which the law is asked" });
  const caution = node(
    "select",
    { "aria-label": "What an agency does where it stays unsettled" },
    ...Object.entries(spec.reading.cautions).map(([name, says]) => node("option", { value: name }, says)),
  );
  const go = () =>
    follow({
      reading: Object.fromEntries(picks.map(({ name, select }) => [name, select.value])),
      on: on.value || spec.reading.on,
      caution: caution.value,
    });
  return drawer(
    "reading",
    "Under a reading of the law: who would leave if counsel read the act so?",
    node("p", {}, "Nobody has settled these questions. A typical case in each channel is assumed; what an agency may do and what it does are different questions."),
    node("div", { class: "ts-questions" }, ...picks.map((each) => each.element)),
    node("div", { class: "ts-fields" }, field("asked on", on), field("where unsettled,", caution), button("Follow this reading", go, { "data-follow": "" })),
  );
}

// What each agency's evidence is worth: three right answers, on one scale.
function worthDrawer(spec, gloss, want) {
  const none = () => ["–", "–", "–"].map((text) => node("td", {}, text));
  const body = node("tbody", {}, ...spec.agencies.map(({ name }) => node("tr", {}, node("th", { scope: "row" }, name), ...none())));
  const element = drawer(
    "worth",
    "What is each agency worth? Three right answers",
    node("p", {}, ...gloss("Leads over the window: lost if it alone leaves; its share averaged over every order of joining (the Shapley value; these add up); found if nobody else enters anything. 200 worlds at the values set here.")),
    node(
      "table",
      {},
      node("thead", {}, node("tr", {}, ...["Agency", "last to leave", "Shapley value", "alone"].map((h) => node("th", { scope: "col" }, h)))),
      body,
    ),
  );
  element.addEventListener("toggle", () => want(element.open));
  function show(rows) {
    if (!rows) return;
    const top = Math.max(1, ...rows.flatMap((row) => [row.last_to_leave, row.shapley, row.alone]));
    const bar = (value) => node("td", { class: "ts-bar", style: `--w:${((100 * Math.max(value, 0)) / top).toFixed(1)}%` }, node("span", {}, number(value, 0)));
    body.replaceChildren(
      ...rows.map((row) => node("tr", {}, node("th", { scope: "row" }, row.agency), bar(row.last_to_leave), bar(row.shapley), bar(row.alone))),
    );
  }
  return { element, show };
}

// Ways to keep a state: a line of Python, a code, a picture, a table. `kernel` is false on a page.
function keepDrawer(spec, { load, picture, kernel }) {
  const line = node("input", { readonly: true, "aria-label": "This state as one line of Python" });
  const code = node("input", { "aria-label": "This state as a code; paste another one here", spellcheck: "false" });
  const told = node("p", { class: "ts-problem", role: "status" });
  let now = null;
  const copy = (input) => {
    input.select();
    navigator.clipboard?.writeText(input.value).then(() => (told.textContent = "Copied."), () => (told.textContent = "Selected: press Ctrl+C."));
  };
  code.addEventListener("keydown", (event) => event.key === "Enter" && load(code.value));
  const csv = () => {
    const quote = (text) => `"${String(text ?? "").replaceAll('"', '""')}"`;
    const rows = [["outcome", now.against, "this scenario"], ...spec.rows.map(([name, label]) => [label, ...now.numbers[name]])];
    rows.push([], ["week", ...Object.keys(now.weekly).flatMap((name) => [`${name}: ${now.against}`, `${name}: this scenario`])]);
    for (let week = 0; week < spec.weeks; week += 1) rows.push([week, ...Object.values(now.weekly).flatMap((pair) => pair.map((values) => values[week]))]);
    rows.push([], ["Expected values of a model, not observations. State", now.line ?? ""]);
    saveAs("participation.csv", "text/csv", rows.map((row) => row.map(quote).join(",")).join("\r\n"));
  };
  const parts = [button("Save the numbers (CSV)", csv)];
  if (kernel) parts.push(button("Save a picture (HTML)", picture));
  const lines = kernel
    ? [
        node("div", { class: "ts-fields" }, field("Python", line), button("Copy", () => copy(line))),
        node("div", { class: "ts-fields" }, field("code", code), button("Copy", () => copy(code)), button("Load this code", () => load(code.value))),
      ]
    : [];
  const element = drawer("keep", "Keep or share this state", ...lines, node("div", { class: "ts-fields" }, ...parts), told);
  function show(view) {
    now = view;
    line.value = view.line ?? "";
    if (document.activeElement !== code) code.value = view.code ?? "";
    told.textContent = "";
  }
  const problem = (text) => (told.textContent = text);
  return { element, show, problem };
}
