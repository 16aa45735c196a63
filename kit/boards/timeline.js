// The timeline around its picture: filters, days, the card, the day to move, the table. It stands
// on timeline_plot.js, glossary.js and drawers.js.

// Between days and shares of the width, along the knots that the kernel gives.
const tlDays = (text) => Date.parse(`${text}T00:00:00Z`) / 86400000;
const tlText = (days) => new Date(days * 86400000).toISOString().slice(0, 10);
function tlAlong(knots, value, from, to) {
  const beyond = knots.findIndex((knot) => from(knot) > value);
  const next = beyond < 0 ? knots.length - 1 : Math.max(1, beyond);
  const [left, right] = [knots[next - 1], knots[next]];
  const share = (value - from(left)) / (from(right) - from(left));
  return to(left) + Math.min(1, Math.max(0, share)) * (to(right) - to(left));
}
const tlDayAt = (knots, x) => Math.floor(tlAlong(knots, x, (k) => k.x, (k) => tlDays(k.day)) + 1e-6);

function tlToggles(legend, options, isOn, toggle) {
  const buttons = options.map((option) => {
    const on = () => toggle(option.name);
    const says = option.says && option.says !== option.label ? `, ${option.says}` : "";
    return node(
      "button",
      { type: "button", "data-option": option.name, "aria-pressed": "false", onclick: on },
      ...(option.shape ? [option.shape] : []),
      `${option.label ?? option.name}${says} (${option.count})`,
    );
  });
  const show = (state) =>
    buttons.forEach((button) => button.setAttribute("aria-pressed", String(isOn(state, button.dataset.option))));
  const element = node("fieldset", { class: "tl-filter" }, node("legend", {}, legend), ...buttons);
  return { element, show };
}

function tlFilters(spec, ask, now) {
  const flip = (trait) => (name) => {
    const before = now()[trait];
    ask({ [trait]: before.includes(name) ? before.filter((each) => each !== name) : [...before, name] });
  };
  const holds = (trait) => (state, name) => state[trait].includes(name);
  const lanes = spec.lanes.map((lane) => ({ ...lane, label: lane.says, shape: tlShape(lane.name, "reported") }));
  const statuses = spec.statuses.map((each) => ({ ...each, shape: tlShape("other", each.name) }));
  const articles = node(
    "button",
    { type: "button", "data-option": "articles", "aria-pressed": "false", onclick: () => ask({ articles_only: !now().articles_only }) },
    `From the articles only (${spec.events.filter((event) => event.articles).length})`,
  );
  const groups = [
    tlToggles("Lanes", lanes, holds("lanes"), flip("lanes")),
    tlToggles("Who says so", statuses, holds("statuses"), flip("statuses")),
    tlToggles("Only rulings on (none pressed: every event)", spec.rulings, holds("rulings"), flip("rulings")),
  ];
  const all = () => ask({ lanes: spec.lanes.map((l) => l.name), statuses: spec.statuses.map((s) => s.name), rulings: [], articles_only: false });
  const back = node("button", { type: "button", onclick: all }, "Show everything again");
  const summary = node("summary", {});
  const last = node("div", { class: "tl-filter" }, articles, back);
  const element = node("details", { class: "tl-filters" }, summary, ...groups.map((g) => g.element), last);
  function show(state) {
    groups.forEach((group) => group.show(state));
    articles.setAttribute("aria-pressed", String(state.articles_only));
    summary.textContent = `Filters: ${state.view.filters}`;
  }
  return { element, show };
}

// Buttons that zoom, the two days, and the scale.
function tlRange(spec, ask) {
  const zooms = spec.zooms.map((zoom) => {
    const { name, start, end, lanes } = zoom;
    return node("button", { type: "button", "data-zoom": name, onclick: () => ask({ start, end, lanes }) }, name);
  });
  const dated = (trait) => {
    const input = node("input", { type: "date", min: spec.first, max: spec.last, "data-day": trait, required: true });
    input.addEventListener("change", () => input.checkValidity() && ask({ [trait]: input.value }));
    return input;
  };
  const [start, end] = [dated("start"), dated("end")];
  const even = node("input", { type: "checkbox", onchange: () => ask({ even: even.checked }) });
  const element = node(
    "div",
    { class: "ts-top tl-range" },
    node("div", { class: "ts-presets", role: "group", "aria-label": "Zoom" }, ...zooms),
    node("label", {}, "from ", start),
    node("label", {}, "to ", end),
    node("label", { class: "tl-even" }, even, "all days equally wide"),
  );
  function show(state) {
    zooms.forEach((zoom) => zoom.setAttribute("aria-pressed", String(zoom.dataset.zoom === state.view.zoom)));
    even.checked = state.even;
    limit(state);
  }
  // At once when asked, so that no first day after the last can be typed in the meantime.
  function limit(state) {
    start.value = end.min = state.start;
    end.value = start.max = state.end;
  }
  return { element, show, limit };
}

function tlDay(spec, ask, choose, now) {
  const slider = node("input", { type: "range", min: 0, max: 1, step: "any", class: "tl-slider", "aria-label": "Day" });
  const date = node("input", { type: "date", min: spec.first, max: spec.last, "data-day": "day", required: true, "aria-label": "Day" });
  const window = node("p", {});
  const before = node("span", {});
  const links = node("span", { class: "tl-links" });
  const told = node("div", { class: "ts-told tl-told", "aria-live": "polite" }, window, node("p", {}, before), links);
  const within = (days, low, high) => tlText(Math.min(tlDays(high), Math.max(tlDays(low), days)));
  const step = (days) => ask({ day: within(tlDays(now().day) + days, spec.first, spec.last) });
  let [dragging, asking] = [false, false];
  const slide = () => {
    asking = true;
    ask({ day: within(tlDayAt(now().view.knots, Number(slider.value)), now().start, now().end) });
  };
  slider.addEventListener("input", () => {
    dragging = true;
    if (!asking) slide();
  });
  slider.addEventListener("change", () => {
    dragging = false;
    slide();
  });
  slider.addEventListener("keydown", (event) => {
    const days = { ArrowLeft: -1, ArrowDown: -1, ArrowRight: 1, ArrowUp: 1, PageDown: -30, PageUp: 30 }[event.key];
    const ends = { Home: now().start, End: now().end }[event.key];
    if (!days && !ends) return;
    event.preventDefault();
    if (ends) ask({ day: ends });
    else step(days);
  });
  date.addEventListener("change", () => date.checkValidity() && ask({ day: date.value }));
  const move = (text, days, label) => node("button", { type: "button", "aria-label": label, onclick: () => step(days) }, text);
  const line = node("div", { class: "tl-row tl-dayline" }, node("div", { class: "tl-name" }, "Move the day"), slider);
  const tools = node("div", { class: "ts-top" }, move("−1 day", -1, "A day earlier"), date, move("+1 day", 1, "A day later"));
  const element = node("div", { class: "tl-day" }, tools, told);
  const list = (says, ids) => (ids.length ? [node("span", {}, says), ...ids.map(choose)] : []);
  function show(state) {
    const { day, cursor, knots } = state.view;
    asking = false;
    if (!dragging) slider.value = cursor ?? (state.day < knots[0].day ? 0 : 1);
    slider.setAttribute("aria-valuetext", day.words);
    date.value = state.day;
    tlSay(window, day.window);
    tlSay(before, day.before);
    const found = `${day.last},${day.on},${day.maybe}`;
    if (links.dataset.found === found) return;
    links.dataset.found = found;
    links.replaceChildren(
      ...list("Open:", day.last ? [day.last] : []),
      ...list("On the day itself:", day.on),
      ...list("Perhaps before, perhaps after, since their days are uncertain:", day.maybe),
    );
  }
  return { element, line, show };
}

function tlCard(spec) {
  const element = node("article", { class: "tl-card", "aria-live": "polite", "aria-label": "The open card" });
  const part = (head, ...body) => node("div", {}, node("h4", {}, head), ...body);
  const heading = node("span", {});
  let gloss = glosser(spec.terms);
  const p = (text, explain = gloss) => node("p", {}, ...explain(text));
  const lane = (event) => spec.lanes.find((each) => each.name === event.kind).says;
  const meaning = (options, name) => options.find((each) => each.name === name)?.says ?? "";
  function ruling(event) {
    if (!event.ruling) return [];
    const says = meaning(spec.rulings, event.ruling);
    const open = event.open ? [part("What it did NOT decide", p(event.open))] : [];
    return [part("What it decided", p(says ? `${event.ruling}, ${says}` : event.ruling)), ...open];
  }
  function happened(event) {
    if (!event.note) return p(event.text);
    return node("details", {}, node("summary", {}, `${event.note} Show what happened`), p(event.text));
  }
  // Drawn anew only for another event: an explanation that is open stays.
  function show({ chosen, view }) {
    const event = spec.events.find((each) => each.id === chosen);
    const hidden = view.shown.includes(chosen) ? "" : " (not among the events shown now)";
    if (event) tlSay(heading, `${event.when}${hidden}`);
    if (element.dataset.of === chosen) return;
    element.dataset.of = chosen;
    gloss = glosser(spec.terms);
    if (event) fill(event);
    else element.replaceChildren(p("Choose an event: its card opens here."));
  }
  function fill(event) {
    const where = event.articles ? "told in the articles" : "from the public record, not the articles";
    const status = `${event.status}, ${meaning(spec.statuses, event.status)}`;
    const caution = event.caution ? [part("Before you rely on it", p(event.caution))] : [];
    // What is folded explains its own terms: nobody should have to open it for those outside.
    const folded = glosser(spec.terms);
    const told = event.case && [
      node("summary", {}, `The case: ${event.case.title}`),
      p(event.case.holding, folded),
      p(event.case.citation, folded),
      p(event.case.cite, folded),
    ];
    element.replaceChildren(
      node("h3", {}, tlShape(event.kind, event.status, event.id.slice(1)), heading),
      node("p", { class: "tl-tags" }, `${event.id} · ${lane(event)} · ${spec.precisions[event.precision]} · ${where}`),
      node("div", { class: "tl-happened" }, happened(event), ...(told ? [node("details", {}, ...told)] : [])),
      node("div", { class: "tl-parts" }, ...ruling(event), ...caution),
      part(`Who says so (${status})`, p(event.cite)),
    );
  }
  return { element, show };
}

function tlList(spec, ask) {
  const events = new Map(spec.events.map((event) => [event.id, event]));
  const summary = node("summary", {});
  const body = node("tbody", {});
  const heads = ["No.", "When", "What happened", "Ruling on", "Who says so"];
  const table = node("table", {}, node("thead", {}, node("tr", {}, ...heads.map((head) => node("th", { scope: "col" }, head)))), body);
  const element = node("details", { class: "tl-list" }, summary, table);
  function row(id, chosen) {
    const event = events.get(id);
    const open = node("button", { type: "button", "data-row": id, "aria-label": `Open the card of ${id}`, "aria-pressed": String(id === chosen), onclick: () => ask({ chosen: id }) }, id);
    const cells = [event.when, tlBrief(event), event.ruling, `${event.asserted} (${event.status})`];
    return node("tr", {}, node("th", { scope: "row" }, open), ...cells.map((cell) => node("td", {}, cell)));
  }
  let drawn = "";
  function show({ view, chosen }) {
    if (drawn === `${view.shown}`) {
      for (const open of body.querySelectorAll("button")) open.setAttribute("aria-pressed", String(open.dataset.row === chosen));
      return;
    }
    drawn = `${view.shown}`;
    summary.textContent = `The same ${view.shown.length} events as a table`;
    body.replaceChildren(...view.shown.map((id) => row(id, chosen)));
  }
  return { element, show };
}

function tlLegend(spec) {
  const windows = node("ol", { class: "tl-windows" });
  const looks = spec.statuses.map((each) =>
    node("li", {}, tlShape("other", each.name), node("span", {}, `${each.look}: ${each.name}, ${each.says}`)),
  );
  const element = node(
    "details",
    { class: "tl-legend" },
    node("summary", {}, "What the marks and the numbered windows mean"),
    node("p", {}, spec.how),
    node("ul", {}, ...looks),
    windows,
  );
  const says = (each) => `, ${each.when}: ${each.says} (${each.source})`;
  const show = ({ view }) =>
    windows.replaceChildren(...view.windows.map((each) => node("li", { value: each.number }, node("strong", {}, each.id), says(each))));
  return { element, show };
}

function timelineBoard(el, spec, ask) {
  const { root, busy, wait, settle } = stage(el, "Timeline 2013 to 2026", "tl-board");
  let state = null;
  // What was asked last counts for the next step, also while its answer is still awaited.
  const put = (changes) => {
    state = { ...state, ...changes };
    range.limit(state);
    wait();
    ask(changes);
  };
  const choose = (id) => node("button", { type: "button", onclick: () => put({ chosen: id }) }, id);
  const counted = node("strong", {});
  const act = node("span", {});
  const head = node("p", { class: "tl-head", "aria-live": "polite" }, counted, " ", act);
  const range = tlRange(spec, put);
  const filters = tlFilters(spec, put, () => state);
  const plot = tlPlot(spec, put);
  const day = tlDay(spec, put, choose, () => state);
  const card = tlCard(spec);
  const list = tlList(spec, put);
  const legend = tlLegend(spec);
  const note = node("p", { class: "tl-note" }, spec.note);
  const gloss = glosser(spec.terms);
  const guards = node("div", { class: "ts-limit" }, ...spec.guards.map((each) => node("p", {}, ...gloss(each))));
  root.append(
    node("div", { class: "tl-first" }, head, busy),
    range.element,
    node("div", { class: "tl-controls" }, filters.element, note),
    plot.element,
    day.line,
    node("div", { class: "tl-below" }, card.element, day.element),
    legend.element,
    list.element,
    guards,
  );
  return (now) => {
    if (now.waiting) return;
    state = now;
    settle();
    tlSay(counted, now.view.counted);
    tlSay(act, now.view.act);
    for (const each of [range, filters, plot, day, card, list, legend]) each.show(now);
  };
}

function render({ model, el }) {
  const questions = ["start", "end", "lanes", "statuses", "rulings", "articles_only", "chosen", "day", "even"];
  return tie(model, questions, (ask) => timelineBoard(el, model.get("spec"), ask));
}

export default { render };
