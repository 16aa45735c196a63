// The participation board: a table to tick, the answer beside it. No formula lives here: `ask` sends
// the question away, and `show` draws whatever answer comes back. It stands on drawing.js.

const PATIENCE_MS = 250;
const DEAD_MS = 8000;

const ROWS = [
  ["leads", "Leads", "likely links, not confirmed by an examiner", 0],
  ["suspects", "Suspects credited to NIBIN", "gross; approximate", 1],
  ["suspects_net", "… net of those found anyway", "the share is assumed; approximate", 1],
  ["backlog", "Evidence waiting", "items not entered by the last week", 0],
  ["time_to_close", "Weeks to close a case", "mean, from its lead on; approximate", 1],
  ["officers_on_duty", "Agents and officers on duty", "agents of five states, all counted here", 0],
  ["officer_weeks_returned", "Officer-weeks given back", "task force time back at home agencies", 0],
];

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

function sentence(spec, participation, { numbers }) {
  const who = whoIsOut(spec, participation);
  if (presetOf(spec, participation) === "everyone") {
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
  return `${who} Compared with everybody taking part, over ${spec.weeks} weeks the model expects ${join(changes)}.`;
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

function answerTable(spec) {
  const cells = new Map();
  const body = node("tbody");
  for (const [name, label, detail, digits] of ROWS) {
    const values = ["baseline", "scenario", "difference"].map((column) =>
      node("td", { "data-outcome": name, "data-column": column }),
    );
    cells.set(name, { values, digits });
    const title = node("th", { scope: "row" }, label, node("small", {}, detail));
    body.append(node("tr", {}, title, ...values));
  }
  function show(numbers) {
    for (const [name, { values, digits }] of cells) {
      const [before, now] = numbers[name];
      values[0].textContent = number(before, digits);
      values[1].textContent = number(now, digits);
      values[2].textContent = signed(difference(numbers[name]), digits);
    }
  }
  const heads = ["everybody", "this scenario", "difference"];
  const element = node(
    "table",
    { class: "ts-answer" },
    node("caption", {}, `What the model expects over ${spec.weeks} weeks`),
    node("thead", {}, node("tr", {}, node("th", { scope: "col" }, "Outcome"), ...heads.map((h) => node("th", { scope: "col" }, h)))),
    body,
  );
  return { element, show };
}

function channelNotes(spec) {
  const notes = spec.channels.flatMap(({ label, passes }) => [node("dt", {}, label), node("dd", {}, passes)]);
  return node("details", { class: "ts-channels" }, node("summary", {}, "What passes through each channel"), node("dl", {}, ...notes));
}

// Draw a board into `el`. `spec` never changes; `ask(participation, parameters)` sends a question;
// the returned `show(state)` draws {participation, parameters, view, waiting}.
function board(el, spec, ask) {
  let state = { participation: spec.presets[0].cells, parameters: {} };
  let timers = [];
  const send = (participation, parameters) => {
    state = { ...state, participation, parameters };
    ticks.show(participation);
    presets.show(participation);
    wait();
    ask(participation, parameters);
  };
  const toggle = (agency, channels, takesPart) => {
    const row = { ...state.participation[agency] };
    for (const channel of channels) row[channel] = takesPart;
    send({ ...state.participation, [agency]: row }, state.parameters);
  };
  const change = (values) => {
    const merged = Object.entries({ ...state.parameters, ...values }).filter(([, value]) => value !== undefined);
    send(state.participation, values === null ? {} : Object.fromEntries(merged));
  };

  const ticks = tickTable(spec, toggle);
  const answer = answerTable(spec);
  const charts = CHARTS.map(([name, title, unit]) => ({
    name,
    ...chart(title, unit, spec.weeks, name === "backlog" ? 100 : 10),
  }));
  const assumptions = sliders(spec, change);
  const buttons = spec.presets.map((preset) =>
    node(
      "button",
      { type: "button", "data-preset": preset.name, onclick: () => send(preset.cells, state.parameters) },
      preset.label,
    ),
  );
  const presets = {
    element: node("div", { class: "ts-presets", role: "group", "aria-label": "Start from" }, ...buttons),
    show(participation) {
      const now = presetOf(spec, participation);
      for (const button of buttons) button.setAttribute("aria-pressed", String(button.dataset.preset === now));
    },
  };
  const told = node("p", { class: "ts-told", "aria-live": "polite" });
  const busy = node("p", { class: "ts-busy", role: "status" });
  const root = node(
    "section",
    { class: "ts-board", "aria-label": "Participation board" },
    node("div", { class: "ts-top" }, presets.element, busy),
    node("div", { class: "ts-left" }, ticks.element),
    node("div", { class: "ts-right" }, told, answer.element, node("p", { class: "ts-limit" }, spec.caveats[0])),
    node("div", { class: "ts-charts" }, ...charts.map((each) => each.element)),
    assumptions.element,
    channelNotes(spec),
    node("div", { class: "ts-caveats" }, ...spec.caveats.slice(1).map((text) => node("p", {}, text))),
  );
  root.addEventListener("keydown", (event) => {
    if (!event.ctrlKey && !event.metaKey && !event.altKey) event.stopPropagation();
  });
  el.replaceChildren(node("div", { class: "ts-container" }, root));

  function wait() {
    timers.forEach(clearTimeout);
    const say = (text) => () => {
      busy.textContent = text;
      root.setAttribute("aria-busy", "true");
    };
    timers = [
      setTimeout(say("Waiting for the kernel: another cell may be running."), PATIENCE_MS),
      setTimeout(say("No answer yet. If nothing is running: Kernel > Restart Kernel, then run this cell again."), DEAD_MS),
    ];
  }
  function settle() {
    timers.forEach(clearTimeout);
    timers = [];
    busy.textContent = "";
    root.removeAttribute("aria-busy");
  }
  return function show({ participation, parameters, view, waiting }) {
    if (waiting) return;
    settle();
    state = { participation, parameters };
    ticks.show(participation);
    presets.show(participation);
    answer.show(view.numbers);
    for (const each of charts) each.show(view.weekly[each.name]);
    assumptions.show(parameters);
    const text = sentence(spec, participation, view);
    if (told.textContent !== text) told.textContent = text;
  };
}

function render({ model, el }) {
  const draw = board(el, model.get("spec"), (participation, parameters) => {
    model.set("asked", model.get("asked") + 1);
    model.set("participation", participation);
    model.set("parameters", parameters);
    model.save_changes();
  });
  const refresh = () =>
    draw({
      participation: model.get("participation"),
      parameters: model.get("parameters"),
      view: model.get("view"),
      waiting: model.get("view").answered !== model.get("asked"),
    });
  model.on("change:view", refresh);
  refresh();
  return () => model.off("change:view", refresh);
}

export default { render };
