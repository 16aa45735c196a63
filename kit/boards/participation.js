// The participation board: a table and a map to tick, the answer beside it. No formula lives here:
// `ask` sends the question away, and `show` draws whatever answer comes back. It stands on
// drawing.js, stage.js, tie.js (in a notebook), missouri.js,
// glossary.js, drawers.js and (in a notebook) ahead.js.

const CHARTS = [
  ["leads", "Leads per week", "leads a week"],
  ["backlog", "Evidence waiting", "items"],
];

function difference([before, now]) {
  return before === null || now === null ? null : now - before;
}

function percent([before, now]) {
  const shown = signed((100 * (now - before)) / before, 0);
  return isZero(shown) ? "under 1\u00a0%" : `${shown}\u00a0%`;
}

const join = (words) =>
  words.length < 2 ? words.join("") : `${words.slice(0, -1).join(", ")} and ${words.at(-1)}`;

function out(participation) {
  return Object.entries(participation)
    .map(([agency, row]) => [agency, Object.keys(row).filter((channel) => !row[channel])])
    .filter(([, channels]) => channels.length);
}

function whoIsOut(spec, participation) {
  const gone = out(participation);
  const preset = presetOf(spec, participation);
  if (preset === "everyone") return "Everybody takes part.";
  if (preset === "nobody") return "Nobody takes part in anything.";
  if (preset) return "The cuts that the federal filing of 18 August 2021 alleges, as if begun on 14 June and kept up.";
  const label = Object.fromEntries(spec.channels.map((each) => [each.name, each.label.toLowerCase()]));
  const told = gone.slice(0, 3).map(([agency, channels]) =>
    channels.length === spec.channels.length
      ? `${agency} is out of everything`
      : `${agency} is out of ${join(channels.map((channel) => label[channel]))}`,
  );
  if (gone.length > 3) told.push(`${gone.length - 3} more have left something`);
  return `${join(told)}.`;
}

function presetOf(spec, participation) {
  const same = (cells) =>
    Object.keys(cells).every((agency) =>
      Object.keys(cells[agency]).every((c) => cells[agency][c] === participation[agency][c]),
    );
  return spec.presets.find((preset) => same(preset.cells))?.name;
}

function fewerOrMore(pair, digits, what, withPercent = false) {
  const change = difference(pair);
  if (change === null || isZero(signed(change, digits))) return [];
  const share = withPercent ? ` (${percent(pair)})` : "";
  return [`${number(Math.abs(change), digits)} ${change < 0 ? "fewer" : "more"} ${what}${share}`];
}

function sentence(spec, participation, { numbers, against }) {
  const who = whoIsOut(spec, participation);
  const pinned = against === "pinned state";
  if (presetOf(spec, participation) === "everyone" && !pinned) {
    return `${who} This is the baseline: untick a box to see what changes.`;
  }
  const time = difference(numbers.time_to_close);
  const changes = [
    ...fewerOrMore(numbers.leads, 0, "leads", true),
    ...fewerOrMore(numbers.suspects, 1, "suspects credited to NIBIN"),
    ...fewerOrMore(numbers.backlog, 0, "pieces of evidence waiting"),
    ...(time === null ? ["no case to close"] : []),
    ...(time === null || isZero(signed(time, 1))
      ? []
      : [`cases that close ${number(Math.abs(time), 1)} weeks ${time > 0 ? "later" : "sooner"}`]),
    ...fewerOrMore(numbers.officers_on_duty, 0, "agents and officers on duty"),
  ];
  if (!changes.length) {
    const officers = Object.fromEntries(spec.agencies.map((each) => [each.name, each.officers]));
    const unknown = out(participation).some(([agency, gone]) => gone.includes("task_force") && officers[agency] === null);
    const why = unknown ? ": how many officers it posts was not reported, so none can leave" : " that would show in these figures";
    return `${who} In the model nothing changes${why}.`;
  }
  const beside = pinned ? "the pinned state" : "everybody taking part";
  return `${who} Compared with ${beside}, over ${spec.weeks} weeks the model expects ${join(changes)}.`;
}

function tickTable(spec, toggle) {
  const boxes = new Map();
  const heads = spec.channels.map((channel) =>
    node("th", { scope: "col", title: channel.passes }, channel.head),
  );
  const body = node("tbody", { onkeydown: (event) => walk(event) });
  for (const agency of spec.agencies) {
    const every = node("input", {
      type: "checkbox",
      "aria-label": `${agency.name}: every channel`,
      onchange: (event) => toggle(agency.name, spec.channels.map((c) => c.name), event.target.checked),
    });
    const row = node(
      "tr",
      {},
      node(
        "th",
        { scope: "row" },
        node("label", {}, every, node("span", {}, agency.name)),
        node("small", {}, `${number(agency.items, 1)} a week${agency.source === "assumption" ? "" : `, ${agency.source}`}`),
      ),
    );
    for (const channel of spec.channels) row.append(cell(agency, channel));
    boxes.set(agency.name, { ...boxes.get(agency.name), every });
    body.append(row);
  }

  function cell(agency, channel) {
    const officers = channel.name === "task_force" ? agency.officers : undefined;
    const remark = officers === undefined ? "" : officers === null ? "?" : `${officers}`;
    const spoken = officers === undefined ? "" : officers === null
      ? ", no officer reported, so this changes nothing" : `, ${officers} officers`;
    const box = node("input", {
      type: "checkbox",
      "aria-label": `${agency.name}: ${channel.label}${spoken}`,
      "data-agency": agency.name,
      "data-channel": channel.name,
      onchange: (event) => toggle(agency.name, [channel.name], event.target.checked),
    });
    boxes.set(agency.name, { ...boxes.get(agency.name), [channel.name]: box });
    return node("td", {}, node("label", {}, box, ...(remark ? [node("small", {}, remark)] : [])));
  }

  function walk(event) {
    const step = { ArrowUp: [-1, 0], ArrowDown: [1, 0], ArrowLeft: [0, -1], ArrowRight: [0, 1] }[event.key];
    if (!step || event.target.type !== "checkbox") return;
    const rows = [...body.rows].map((row) => [...row.querySelectorAll("input")]);
    const at = rows.findIndex((row) => row.includes(event.target));
    const to = rows[at + step[0]]?.[rows[at].indexOf(event.target) + step[1]];
    if (to) to.focus();
    event.preventDefault();
  }

  function show(participation) {
    for (const [agency, row] of boxes) {
      const ticks = spec.channels.map((channel) => participation[agency][channel.name]);
      spec.channels.forEach((channel, place) => (row[channel.name].checked = ticks[place]));
      row.every.checked = ticks.every(Boolean);
      row.every.indeterminate = ticks.some(Boolean) && !ticks.every(Boolean);
    }
  }
  const element = node(
    "table",
    { class: "ts-ticks" },
    node("caption", {}, "Who takes part? Untick to withdraw, from the first week on. ",
      node("small", {}, spec.legend)),
    node("thead", {}, node("tr", {}, node("th", { scope: "col" }, "Agency"), ...heads)),
    body,
  );
  return { element, show };
}

// `withBands` keeps room for luck and ignorance, which only a kernel works out.
function answerTable(spec, gloss, withBands) {
  const cells = new Map();
  const groups = [];
  for (const [name, label, detail, digits] of spec.rows) {
    const values = ["baseline", "scenario", "difference"].map((column) =>
      node("td", { "data-outcome": name, "data-column": column }),
    );
    const bands = node("td", { colspan: 3, "data-bands": name });
    cells.set(name, { values, digits, bands });
    const title = node("th", { scope: "row", rowspan: withBands ? 2 : 1 }, ...gloss(label), node("small", {}, detail));
    const below = withBands ? [node("tr", { class: "ts-bands" }, bands)] : [];
    groups.push(node("tbody", {}, node("tr", {}, title, ...values), ...below));
  }
  function showBands({ luck, ignorance }) {
    for (const [name, { digits, bands }] of cells) {
      const told = [["luck", luck], ["ignorance", ignorance]]
        .map(([word, band]) => [word, (band?.totals[name] ?? [null]).map((end) => number(end, digits))])
        .filter(([, [low, high]]) => low !== "–" && low !== high)
        .map(([word, ends]) => node("span", {}, `${word} ${ends.join("–")}`));
      bands.replaceChildren(...told.flatMap((each, place) => (place ? [node("i", {}, " · "), each] : [each])));
    }
  }
  function show(numbers, against) {
    beside.textContent = against;
    for (const [name, { values, digits }] of cells) {
      const [before, now] = numbers[name];
      values[0].textContent = number(before, digits);
      values[1].textContent = number(now, digits);
      values[2].textContent = signed(difference(numbers[name]), digits);
    }
  }
  const beside = node("th", { scope: "col" }, "everybody");
  const element = node(
    "table",
    { class: "ts-answer" },
    node("caption", {}, `What the model expects over ${spec.weeks} weeks`),
    node("thead", {}, node("tr", {}, node("th", { scope: "col" }, "Outcome"), beside, node("th", { scope: "col" }, "this scenario"), node("th", { scope: "col" }, "difference"))),
    ...groups,
  );
  return { element, show, showBands };
}

function channelNotes(spec) {
  const notes = spec.channels.flatMap(({ label, passes }) => [node("dt", {}, label), node("dd", {}, passes)]);
  return node("details", { class: "ts-channels" }, node("summary", {}, "What passes through each channel"), node("dl", {}, ...notes));
}

// The table and the map: two ways to do the same; one of them is shown.
function places(spec, toggle) {
  const ticks = tickTable(spec, toggle);
  const map = missouriMap(spec, toggle);
  let [shown, now] = ["table", null];
  const tabs = [["table", "Table", ticks], ["map", "Map", map]].map(([name, label, part]) => ({
    part,
    tab: node("button", { type: "button", "data-view": name, onclick: () => choose(name) }, label),
    name,
  }));
  function choose(name) {
    shown = name;
    for (const each of tabs) {
      if (each.name === name && now) each.part.show(now);
      each.tab.setAttribute("aria-pressed", String(each.name === name));
      each.part.element.toggleAttribute("hidden", each.name !== name);
    }
    element.setAttribute("data-shown", name);
  }
  const element = node(
    "div",
    { class: "ts-left" },
    node("div", { class: "ts-tabs", role: "group", "aria-label": "Show who takes part as" }, ...tabs.map((each) => each.tab)),
    ...tabs.map((each) => each.part.element),
  );
  const show = (participation) => {
    now = participation;
    tabs.find((each) => each.name === shown).part.show(now); // the other one when it is chosen
  };
  choose("table");
  return { element, show };
}

// Draw a board into `el`. `spec` never changes; `ask(changes)` sends a question: new participation,
// parameters, dates or pinned. `kernel` holds what only a kernel can do; a page has none. Returned
// are `show(state)`, which draws {participation, parameters, dates, pinned, view, waiting},
// `reflect({guess, later})`, which draws what comes a moment later, and `takeAhead(sent)`, which
// keeps answers to questions that are not asked yet: a question among them is drawn at once, and
// asked all the same.
function board(el, spec, ask, kernel = null) {
  let state = { participation: spec.presets[0].cells, parameters: {}, dates: {}, pinned: {} };
  let guess = {};
  const past = [];
  const send = (changes, remember = true) => {
    if (remember) past.push(state);
    state = { ...state, ...changes };
    where.show(state.participation);
    presets.show(state.participation);
    undo.disabled = !past.length;
    ground.wait();
    const foreseen = kernel?.ahead.find(state);
    if (foreseen) draw(foreseen, kernel.ahead.stateOf(foreseen));
    root.toggleAttribute("data-foreseen", Boolean(foreseen));
    ask(changes);
  };
  const toggle = (agency, channels, takesPart) => {
    const row = { ...state.participation[agency] };
    const days = { ...state.dates[agency] };
    for (const channel of channels) {
      row[channel] = takesPart;
      delete days[channel];
      if (!takesPart && kernel) days[channel] = when.current();
    }
    const participation = { ...state.participation, [agency]: row };
    send(kernel ? { participation, dates: { ...state.dates, [agency]: days } } : { participation });
  };
  const change = (values) => {
    const merged = Object.entries({ ...state.parameters, ...values }).filter(([, value]) => value !== undefined);
    send({ parameters: values === null ? {} : Object.fromEntries(merged) });
  };
  const setAll = (days) => {
    const gone = out(state.participation).map(([agency, channels]) => [agency, Object.fromEntries(channels.map((c) => [c, days]))]);
    send({ dates: Object.fromEntries(gone) });
  };

  const ground = stage(el, "Participation board", "ts-participation");
  const { root } = ground;
  const where = places(spec, toggle);
  const gloss = glosser(spec.terms);
  const answer = answerTable(spec, gloss, Boolean(kernel));
  const charts = CHARTS.map(([name, title, unit]) => ({
    name,
    ...chart(title, unit, spec.weeks, name === "backlog" ? 100 : 10),
  }));
  const assumptions = sliders(spec, change);
  const undo = button("Undo", () => send(past.pop(), false), { "data-undo": "", disabled: true });
  const pin = button("Pin this state", () => {
    const { pinned, ...now } = state;
    send({ pinned: Object.keys(pinned).length ? {} : now });
  }, { "data-pin": "", "aria-pressed": "false" });
  const buttons = spec.presets.map((preset) =>
    button(preset.label, () => send({ participation: preset.cells, ...(kernel ? { dates: {} } : {}) }), { "data-preset": preset.name }),
  );
  const presets = {
    element: node("div", { class: "ts-presets", role: "group", "aria-label": "Start from" }, ...buttons, undo, ...(kernel ? [pin] : [])),
    show(participation) {
      const now = presetOf(spec, participation);
      for (const each of buttons) each.setAttribute("aria-pressed", String(each.dataset.preset === now));
    },
  };
  const when = dateDrawer(spec, setAll);
  const predict = predictDrawer(spec, (next) => kernel ? kernel.guess(next) : reflect({ guess: next }), (hide) => root.toggleAttribute("data-covered", hide));
  const worth = worthDrawer(spec, gloss, (open) => kernel?.worth(open));
  const keep = keepDrawer(spec, { kernel: Boolean(kernel), load: (code) => kernel.load(code), picture: () => kernel.picture() });
  const told = node("p", { class: "ts-told", "aria-live": "polite" });
  const reason = node("p", { class: "ts-why" });
  const aheadNote = node("p", { class: "ts-aheadnote" }, "The numbers are its answer, sent ahead; bands and reasons follow.");
  const drawers = kernel
    ? [predict.element, when.element, readingDrawer(spec, kernel.follow), worth.element, keep.element]
    : [predict.element, keep.element];
  root.append(
    node("div", { class: "ts-top" }, presets.element, ground.busy, ...(kernel ? [aheadNote] : [])),
    where.element,
    node("div", { class: "ts-right" }, told, answer.element, ...(kernel ? [node("p", { class: "ts-bandnote" }, ...gloss(spec.bands))] : []), node("p", { class: "ts-limit" }, spec.caveats[0])),
    ...(kernel ? [reason] : []),
    node("div", { class: "ts-charts" }, ...charts.map((each) => each.element)),
    node("div", { class: "ts-drawers" }, ...drawers, assumptions.element, channelNotes(spec)),
    node("div", { class: "ts-caveats" }, ...spec.caveats.slice(1).map((text) => node("p", {}, text))),
  );
  let view = null;

  function show({ waiting, view: next, ...asked }) {
    if (waiting) return;
    ground.settle();
    root.toggleAttribute("data-foreseen", false);
    draw(next, asked);
    kernel?.ahead.keep(next);
  }
  function draw(next, asked) {
    state = { ...state, ...asked };
    view = next;
    root.dataset.ahead = 0;
    undo.disabled = !past.length;
    where.show(state.participation);
    presets.show(state.participation);
    answer.show(view.numbers, view.against);
    answer.showBands({});
    reason.textContent = "";
    for (const each of charts) each.show(view.weekly[each.name], view.against);
    assumptions.show(state.parameters);
    when.show(state.participation, state.dates);
    pin.setAttribute("aria-pressed", String(view.against === "pinned state"));
    pin.textContent = view.against === "pinned state" ? "Unpin" : "Pin this state";
    keep.show(view);
    predict.show(guess, view.numbers);
    const text = sentence(spec, state.participation, view);
    tell(told, text);
  }
  function reflect({ guess: next, later }) {
    guess = next ?? guess;
    if (view) predict.show(guess, view.numbers);
    if (!later || !view || later.turn !== view.turn) return;
    answer.showBands(later);
    for (const each of charts) each.band(later.luck?.weekly[each.name], later.ignorance?.weekly[each.name]);
    reason.textContent = later.why ?? "";
    worth.show(later.worth);
  }
  function takeAhead(sent) {
    if (view) root.dataset.ahead = kernel.ahead.take(view, sent);
  }
  return { show, reflect, takeAhead, problem: keep.problem };
}

function render({ model, el }) {
  const send = (content) => model.send(content);
  const kernel = {
    ahead: answersAhead(),
    guess: (guess) => (model.set("guess", guess), model.save_changes()),
    worth: (open) => (model.set("worth_wanted", open), model.save_changes()),
    follow: (content) => send({ kind: "follow", ...content }),
    load: (code) => send({ kind: "load", code }),
    picture: () => send({ kind: "picture" }),
  };
  let drawn = null;
  const untie = tie(model, ["participation", "parameters", "dates", "pinned"], (ask) => {
    drawn = board(el, model.get("spec"), ask, kernel);
    return drawn.show;
  });
  const reflect = () => drawn.reflect({ guess: model.get("guess"), later: model.get("later") });
  const heard = (content) => {
    if (content.kind === "ahead") drawn.takeAhead(content);
    if (content.kind === "problem") drawn.problem(content.text);
    if (content.kind === "picture") saveAs("participation.html", "text/html", content.html);
  };
  model.on("change:guess", reflect);
  model.on("change:later", reflect);
  model.on("msg:custom", heard);
  reflect();
  send({ kind: "ready" });
  return () => {
    untie();
    model.off("change:guess", reflect);
    model.off("change:later", reflect);
    model.off("msg:custom", heard);
  };
}

export default { render };
