// The map of Missouri: who takes part, and where. Every tick of the participation board's table can
// be set here too. It stands on drawing.js; all that it draws comes in `spec`, and all that is
// done on it leaves through `toggle(agency, channels, takesPart)`.

const missouriStates = [["in", "takes part in everything"], ["some", "has left something"], ["out", "out of everything"]];
const missouriHelp =
  "Click an agency or its county to see and change its channels. By keyboard: Tab or arrow keys walk" +
  " from agency to agency, Enter opens, 1 to 5 switch a channel of the agency in focus, Escape closes.";

const missouriList = (words) =>
  words.length < 2 ? words.join("") : `${words.slice(0, -1).join(", ")} and ${words.at(-1)}`;

const missouriState = (ticks) => (ticks.every(Boolean) ? "in" : ticks.some(Boolean) ? "some" : "out");

// What an agency does, in words: "out of ballistics and records; takes part in task force, …".
function missouriWords(spec, row) {
  const labels = (takesPart) =>
    spec.channels.filter(({ name }) => Boolean(row[name]) === takesPart).map(({ label }) => label.toLowerCase());
  const [stays, left] = [labels(true), labels(false)];
  if (!left.length) return "takes part in everything";
  if (!stays.length) return "out of everything";
  return `out of ${missouriList(left)}; takes part in ${stays.join(", ")}`;
}

function missouriDescription(spec, participation) {
  const told = [];
  for (const { name } of spec.agencies) {
    const [out] = missouriWords(spec, participation[name]).split("; ");
    if (out.startsWith("out")) told.push(`${name} is ${out}.`);
  }
  if (!told.length) return "Everybody takes part in everything.";
  const rest = spec.agencies.length - told.length;
  if (rest) told.push(`${rest === 1 ? "The other one takes" : `The other ${rest} take`} part in everything.`);
  return told.join(" ");
}

// Five squares, one per channel: filled and numbered if it takes part, crossed if it is out.
function missouriMarker(numbers) {
  const squares = numbers.map((shown) => node("span", { "data-number": shown }));
  const element = node("span", { class: "ts-squares", "aria-hidden": "true" }, ...squares);
  return { element, show: (ticks) => ticks.forEach((tick, at) => squares[at].toggleAttribute("data-out", !tick)) };
}

// Fills by state: plain, hatched, cross-hatched. Their names must be unlike those of another map.
function missouriFills(key) {
  const lines = { in: "", some: "M0,9L9,0", out: "M0,9L9,0M0,0L9,9" };
  const fills = (kind) =>
    Object.entries(lines).map(([state, d]) =>
      svg(
        "pattern",
        { id: `${key}-${kind}-${state}`, class: `ts-fill-${kind}`, width: 9, height: 9, patternUnits: "userSpaceOnUse" },
        svg("rect", { width: 9, height: 9 }),
        svg("path", { d }),
      ),
    );
  return svg("defs", {}, ...fills("counties"), ...fills("rest"));
}

// The picture: outlines by place, the outline of the state, lines to the labels.
function missouriPicture({ map }, act) {
  const key = `ts-map-${Math.random().toString(36).slice(2)}`;
  const title = svg("title", { id: `${key}-title` }, "Map of Missouri: who takes part, and where");
  const desc = svg("desc", { id: `${key}-desc` });
  const held = new Set(map.places.flatMap((place) => place.holds.filter(([, part]) => part === "whole").map(([at]) => at)));
  const outline = svg("path", { d: map.counties.map(({ d }) => d).join("") });
  const clips = [];
  const county = (at, agency, clip) =>
    svg("path", { d: map.counties[at].d, ...(clip ? { "clip-path": `url(#${clip})` } : {}) },
      svg("title", {}, `${map.counties[at].name}: ${agency}`));

  function clipped(part, cut) {
    const [left, top, width, height] = map.frame;
    const box = part === "west" ? { x: left, width: cut - left } : { x: cut, width: width - cut };
    const id = `${key}-clip-${clips.length}`;
    clips.push(svg("clipPath", { id }, svg("rect", { ...box, y: top, height })));
    return id;
  }
  function area({ agency, kind, holds }) {
    const paths = {
      state: () => [outline],
      rest: () => map.counties.flatMap((_, at) => (held.has(at) ? [] : [county(at, agency)])),
      counties: () => holds.map(([at, part, cut]) => county(at, agency, part === "whole" ? "" : clipped(part, cut))),
    }[kind]();
    const attributes = { class: `ts-area ts-area-${kind}`, "data-place": agency };
    return svg("g", kind === "state" ? attributes : { ...attributes, onclick: () => act(agency) }, ...paths);
  }
  const areas = new Map(map.places.map((place) => [place.agency, { kind: place.kind, group: area(place) }]));
  const lines = map.places.filter(({ dot }) => dot).map(({ agency, dot: [x, y], end: [x2, y2] }) =>
    svg("g", { class: "ts-leader", "data-leader": agency },
      svg("line", { class: "ts-halo", x1: x, y1: y, x2, y2 }), svg("line", { x1: x, y1: y, x2, y2 }), svg("circle", { cx: x, cy: y, r: 4.5 })),
  );
  const order = ["state", "rest", "counties"];
  const drawn = order.flatMap((kind) => [...areas.values()].filter((each) => each.kind === kind).map(({ group }) => group));
  const element = svg(
    "svg",
    { class: "ts-picture", viewBox: map.frame.join(" "), role: "img", "aria-labelledby": title.id, "aria-describedby": desc.id },
    title, desc, missouriFills(key), ...clips, ...drawn, ...lines,
  );
  const swatch = (state) =>
    svg("svg", { width: 34, height: 20, "aria-hidden": "true" },
      svg("g", { class: "ts-area ts-area-state", "data-state": state }, svg("path", { d: "M4,16H30" })),
      svg("g", { class: "ts-area ts-area-counties", fill: `url(#${key}-counties-${state})` }, svg("rect", { x: 4, y: 1, width: 26, height: 15 })));
  function show(agency, state) {
    const { kind, group } = areas.get(agency);
    group.setAttribute("data-state", state);
    if (kind !== "state") group.setAttribute("fill", `url(#${key}-${kind}-${state})`);
  }
  return { element, swatch, show, describe: (text) => (desc.textContent = text) };
}

// What stands beside a channel's box, as in the table: the officers who post there.
function missouriRemark(agency, channel) {
  if (channel.name !== "task_force" || agency.officers === undefined) return "";
  if (agency.officers === null) return "no officer reported, so this changes nothing";
  return `${agency.officers} ${agency.officers === 1 ? "officer" : "officers"}`;
}

// The panel of one agency at a time: a box per channel, and one for all.
function missouriPanel(spec, toggle, close) {
  const at = { agency: null };
  const heading = node("strong", {});
  const remark = node("small", {});
  const row = (text, names, key) => {
    const box = node("input", { type: "checkbox", onchange: () => toggle(at.agency.name, names, box.checked) });
    const small = node("small", {});
    const hint = node("kbd", { "aria-hidden": "true" }, key);
    return { box, small, names, text, element: node("label", {}, box, node("span", {}, text, small), hint) };
  };
  const every = row("Every channel", spec.channels.map(({ name }) => name), "");
  const rows = spec.channels.map(({ name, label }, place) => row(label, [name], String(place + 1)));
  const shut = node("button", { type: "button", "aria-label": "Close", onclick: () => close(true) }, "×");
  const element = node("div", { class: "ts-panel", role: "group", hidden: true },
    node("div", { class: "ts-panel-top" }, heading, shut), remark,
    ...[every, ...rows].map((each) => each.element));

  function open(agency, where) {
    at.agency = agency;
    const items = `${number(agency.items, 1)} evidence items a week, ${agency.source === "assumption" ? "assumed" : agency.source}`;
    heading.textContent = agency.name;
    remark.textContent = [where && `${where[0].toUpperCase()}${where.slice(1)}`, items].filter(Boolean).join(". ");
    element.setAttribute("aria-label", agency.name);
    every.box.setAttribute("aria-label", `${agency.name}: every channel`);
    spec.channels.forEach((channel, place) => {
      const told = missouriRemark(agency, channel);
      rows[place].small.textContent = told;
      rows[place].box.setAttribute("aria-label", `${agency.name}: ${channel.label}${told && `, ${told}`}`);
    });
    element.hidden = false;
  }
  function show(participation) {
    if (!at.agency) return;
    const ticks = spec.channels.map(({ name }) => Boolean(participation[at.agency.name][name]));
    rows.forEach(({ box }, place) => (box.checked = ticks[place]));
    every.box.checked = ticks.every(Boolean);
    every.box.indeterminate = missouriState(ticks) === "some";
  }
  // On that side, at the first of the ends where it leaves the button in sight.
  function stand(side, ends, button) {
    element.dataset.side = side;
    const label = button.getBoundingClientRect();
    const free = ends.find((end) => {
      element.dataset.end = end;
      const box = element.getBoundingClientRect();
      return box.right <= label.left || box.left >= label.right || box.bottom <= label.top || box.top >= label.bottom;
    });
    element.dataset.end = free ?? ends[0];
    element.scrollIntoView({ block: "nearest" });
  }
  function shutDown() {
    at.agency = null;
    element.hidden = true;
  }
  return { element, open, stand, show, close: shutDown, boxes: [every, ...rows].map(({ box }) => box), agency: () => at.agency };
}

function missouriLegend(spec, picture) {
  const square = (shown, tick) => {
    const { element, show } = missouriMarker([shown]);
    show([tick]);
    return element;
  };
  const list = (name, items) =>
    node(name, { role: "list" }, ...items.map(([mark, text]) => node("li", {}, mark, node("span", {}, text))));
  return node("div", { class: "ts-map-legend" },
    node("p", {}, "Each agency has five squares, one per channel:"),
    list("ol", spec.channels.map(({ label }, at) => [square(at + 1, true), label])),
    list("ul", [[square("", true), "takes part"], [square("", false), "out"]]),
    node("p", {}, "Its county, or the outline of the state:"),
    list("ul", missouriStates.map(([state, text]) => [picture.swatch(state), text])));
}

// A long name in two lines of like length, each an element of its own.
function missouriName(name) {
  const spaces = name.length > 14 ? [...name.matchAll(/ /g)].map(({ index }) => index) : [];
  const cut = spaces.reduce((best, at) => (Math.abs(2 * at - name.length) <= Math.abs(2 * best - name.length) ? at : best), 0);
  const lines = cut ? [name.slice(0, cut), name.slice(cut + 1)] : [name];
  return node("span", {}, ...lines.flatMap((line) => [node("span", { class: "ts-line" }, line), " "]));
}

// A button per agency, in the table's order; it stands on the map where `place` says.
function missouriLabel(agency, place, channels, [left, top, width, height], act) {
  const marker = missouriMarker(channels.map((_, at) => at + 1));
  const share = (value, from, size) => `${((100 * (value - from)) / size).toFixed(2)}%`;
  const where = place ? `left: ${share(place.label[0], left, width)}; top: ${share(place.label[1], top, height)}` : "";
  const element = node(
    "button",
    { type: "button", class: "ts-place", style: where, "data-from": place?.from ?? "none", "data-agency-button": agency.name,
      "aria-expanded": "false", onclick: () => act(agency.name) },
    missouriName(agency.name), marker.element, node("small", { "aria-hidden": "true" }, place?.where ?? ""),
  );
  return { element, show: marker.show };
}

// Draw the map. `show(participation)` follows {agency: {channel: whether it takes part}}.
function missouriMap(spec, toggle) {
  const names = spec.agencies.map(({ name }) => name);
  const places = new Map(spec.map.places.map((place) => [place.agency, place]));
  const shown = new Map();
  let [now, acted] = [{}, null];
  const change = (agency, channels, takesPart) => {
    acted = agency;
    toggle(agency, channels, takesPart);
  };
  const picture = missouriPicture(spec, (agency) => open(agency));
  const labels = new Map(spec.agencies.map((agency) =>
    [agency.name, missouriLabel(agency, places.get(agency.name), spec.channels, spec.map.frame, (name) => open(name))]));
  const panel = missouriPanel(spec, change, close);
  const said = node("output", { class: "ts-said" });
  const stage = node("div", { class: "ts-stage", role: "group", "aria-label": "Agencies on the map" },
    picture.element, ...[...labels.values()].map(({ element }) => element), panel.element);
  const remarks = spec.legend ? [`The panel of an agency is read as the table is. ${spec.legend}`] : [];
  const notes = [...spec.map.notes, ...remarks, spec.map.source].map((text) => node("p", {}, text));
  const below = node("div", { class: "ts-map-below" }, said, node("p", { class: "ts-map-help" }, missouriHelp),
    node("div", { class: "ts-map-notes" }, ...notes));
  const element = node("div", { class: "ts-map" },
    node("div", { class: "ts-map-room" }, stage, missouriLegend(spec, picture), below));

  function open(name) {
    const was = panel.agency()?.name;
    if (was) close(was === name);
    if (was === name) return;
    const { element: button } = labels.get(name);
    const [x, y] = places.get(name)?.label ?? [0, 0];
    const [left, top, width, height] = spec.map.frame;
    const ends = y - top < 0.6 * height ? ["top", "bottom"] : ["bottom", "top"];
    button.after(panel.element);
    button.setAttribute("aria-expanded", "true");
    panel.open(spec.agencies[names.indexOf(name)], places.get(name)?.where);
    panel.show(now);
    panel.stand(x - left < width / 2 ? "right" : "left", ends, button);
    hot(name);
    panel.boxes[0].focus();
  }
  function close(giveBack) {
    const name = panel.agency()?.name;
    if (!name) return;
    panel.close();
    labels.get(name).element.setAttribute("aria-expanded", "false");
    if (giveBack) labels.get(name).element.focus();
  }
  function hot(name) {
    for (const each of stage.querySelectorAll("[data-hot]")) each.removeAttribute("data-hot");
    const found = (attribute) => [...stage.querySelectorAll(`[${attribute}]`)].filter((each) => each.getAttribute(attribute) === name);
    if (name) for (const each of ["data-place", "data-leader"].flatMap(found)) each.setAttribute("data-hot", "");
  }
  const agencyAt = (target) =>
    target.closest("[data-agency-button]")?.dataset.agencyButton ?? target.closest("[data-place]")?.dataset.place
      ?? (panel.element.contains(target) ? panel.agency()?.name : undefined);

  function walk(event, list, by) {
    const to = { Home: 0, End: list.length - 1 }[event.key] ?? list.indexOf(event.target) + by;
    list[to]?.focus();
    event.preventDefault();
  }
  function press(event) {
    const name = agencyAt(event.target);
    if (!name || event.ctrlKey || event.metaKey || event.altKey) return;
    const channel = spec.channels[Number(event.key) - 1]?.name;
    const by = { ArrowUp: -1, ArrowLeft: -1, ArrowDown: 1, ArrowRight: 1, Home: 0, End: 0 }[event.key];
    const inside = panel.element.contains(event.target);
    if (event.key === "Escape" && panel.agency()) close(true);
    else if (channel && now[name] && !event.repeat) change(name, [channel], !now[name][channel]);
    else if (by !== undefined) walk(event, inside ? panel.boxes : [...labels.values()].map((each) => each.element), by);
  }
  stage.addEventListener("keydown", press);
  stage.addEventListener("pointerover", (event) => hot(agencyAt(event.target) ?? panel.agency()?.name));
  stage.addEventListener("pointerleave", () => hot(panel.agency()?.name));
  element.addEventListener("focusin", (event) => {
    const name = agencyAt(event.target);
    if (panel.agency() && name !== panel.agency().name) close(false);
    hot(name);
  });

  function show(participation) {
    now = participation;
    let changed = false;
    for (const [name, label] of labels) {
      const ticks = spec.channels.map((channel) => Boolean(participation[name][channel.name]));
      if (shown.get(name) === String(ticks)) continue;
      shown.set(name, String(ticks));
      changed = true;
      label.show(ticks);
      label.element.setAttribute("aria-label", `${name}: ${missouriWords(spec, participation[name])}`);
      if (places.has(name)) picture.show(name, missouriState(ticks));
    }
    panel.show(participation);
    if (!changed) return;
    picture.describe(missouriDescription(spec, participation));
    if (acted) said.textContent = `${acted}: ${missouriWords(spec, participation[acted])}.`;
    acted = null;
  }
  return { element, show };
}
