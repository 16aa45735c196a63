// What every board draws with: elements, numbers in words, a line chart with its alternative text,
// sliders. No board's name and no formula stands here.

const SVG = "http://www.w3.org/2000/svg";

function node(name, attributes = {}, ...children) {
  const made = attributes.xmlns
    ? document.createElementNS(attributes.xmlns, name)
    : document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) {
    if (key === "xmlns") continue;
    if (key.startsWith("on")) made.addEventListener(key.slice(2), value);
    else if (typeof value === "boolean") made.toggleAttribute(key, value);
    else made.setAttribute(key, value);
  }
  made.append(...children);
  return made;
}

const svg = (name, attributes, ...children) => node(name, { ...attributes, xmlns: SVG }, ...children);

const button = (label, onclick, attributes = {}) =>
  node("button", { type: "button", onclick, ...attributes }, label);

// Set text only where it changed, so that what is read aloud is read once.
function tell(element, text) {
  if (element.textContent !== text) element.textContent = text;
}

function number(value, digits) {
  if (value === null || value === undefined) return "–";
  const shown = value.toLocaleString("en-US", {
    minimumFractionDigits: digits,
    maximumFractionDigits: digits,
  });
  return /^-0(\.0*)?$/.test(shown) ? shown.slice(1) : shown;
}

const isZero = (shown) => /^0(\.0*)?$/.test(shown);

function signed(value, digits) {
  if (value === null) return "–";
  const shown = number(Math.abs(value), digits);
  if (isZero(shown)) return shown;
  return (value > 0 ? "+" : "−") + shown;
}

const measured = (value, unit) =>
  ["share", "probability"].includes(unit) ? `${number(100 * value, 0)}\u00a0%` : `${number(value, 2)} ${unit}`;

function nice(top) {
  const power = 10 ** Math.floor(Math.log10(top));
  return [1, 1.5, 2, 2.5, 3, 4, 5, 6, 8, 10].find((step) => step * power >= top * 1.001) * power;
}

function chart(title, unit, weeks, least) {
  const [width, height, left, right, top, bottom] = [420, 170, 50, 12, 10, 34];
  const x = (week) => left + ((width - left - right) * week) / weeks;
  const y = (value, peak) => height - bottom - ((height - top - bottom) * value) / peak;
  const frame = svg("g", { class: "ts-frame" });
  const before = svg("path", { class: "ts-before" });
  const now = svg("path", { class: "ts-now" });
  const areas = { ignorance: svg("path", { class: "ts-ignorance" }), luck: svg("path", { class: "ts-luck" }) };
  const picture = svg("svg", { viewBox: `0 0 ${width} ${height}`, role: "img" }, areas.ignorance, areas.luck, frame, before, now);
  let drawn = null;
  const line = (values, peak) =>
    `M${values.map((value, week) => `${x(week + 0.5).toFixed(1)},${y(value, peak).toFixed(1)}`).join("L")}`;
  function axes(peak) {
    const marks = [0, peak / 2, peak].flatMap((value) => [
      svg("line", { x1: left, x2: width - right, y1: y(value, peak), y2: y(value, peak) }),
      svg("text", { x: left - 6, y: y(value, peak) + 4, "text-anchor": "end" }, number(value, value % 1 ? 1 : 0)),
    ]);
    const ticks = [0, 0.25, 0.5, 0.75, 1].map((share) =>
      svg("text", { x: x(share * weeks), y: height - 18, "text-anchor": "middle" }, String(Math.round(share * weeks))),
    );
    const caption = svg("text", { x: x(weeks / 2), y: height - 3, "text-anchor": "middle" }, "weeks since 14 June 2021");
    frame.replaceChildren(...marks, ...ticks, caption);
  }
  // Ends of a band by week, low and high; nothing takes it away.
  function area(path, ends, peak) {
    if (!ends) return path.removeAttribute("d");
    const places = (values) => values.map((value, week) => `${x(week + 0.5).toFixed(1)},${y(Math.min(value, peak), peak).toFixed(1)}`);
    path.setAttribute("d", `M${places(ends[1]).join("L")}L${places(ends[0]).reverse().join("L")}Z`);
  }
  function band(luck, ignorance) {
    const tops = [luck, ignorance].filter(Boolean).flatMap((ends) => ends[1]);
    const peak = nice(Math.max(least, ...drawn[0], ...drawn[1], ...tops));
    lines(peak);
    area(areas.luck, luck, peak);
    area(areas.ignorance, ignorance, peak);
    keys.forEach((key) => key.toggleAttribute("hidden", false));
  }
  function lines(peak) {
    axes(peak);
    before.setAttribute("d", line(drawn[0], peak));
    now.setAttribute("d", line(drawn[1], peak));
  }
  function show([was, is], against = "everybody") {
    drawn = [was, is];
    area(areas.luck, null);
    area(areas.ignorance, null);
    beside.textContent = against;
    const peak = nice(Math.max(least, ...was, ...is));
    lines(peak);
    const ends = `${number(is[0], 1)} in the first week, ${number(is.at(-1), 1)} in the last`;
    const base = `${number(was[0], 1)} and ${number(was.at(-1), 1)} ${against === "everybody" ? "when everybody takes part" : `in the ${against}`}`;
    picture.setAttribute("aria-label", `${title}, ${unit}: ${ends}; ${base}.`);
  }
  const beside = node("span", { class: "ts-key ts-key-before" }, "everybody");
  const keys = [["luck", "luck: 9 of 10 worlds"], ["ignorance", "ignorance: what nobody published"]].map(([name, label]) =>
    node("span", { class: `ts-key ts-key-${name}`, hidden: true }, label),
  );
  const legend = node(
    "figcaption",
    {},
    node("strong", {}, title),
    beside,
    node("span", { class: "ts-key ts-key-now" }, "this scenario"),
    ...keys,
  );
  return { element: node("figure", {}, legend, picture), show, band };
}

// Sliders and switches for assumptions; `change` gets the new values by name, or null for the
// central ones. A switch sets several values at once.
function sliders(spec, change) {
  const inputs = new Map();
  let held = null;
  const rows = spec.sliders.map((slider) => {
    const shown = node("output", {});
    const input = node("input", {
      type: "range",
      min: slider.low,
      max: slider.high,
      step: (slider.high - slider.low) / 100,
      "aria-label": slider.meaning,
      "data-parameter": slider.name,
      oninput: () => {
        held = input;
        shown.textContent = measured(Number(input.value), slider.unit);
      },
      onchange: () => {
        held = null;
        change({ [slider.name]: Math.min(slider.high, Math.max(slider.low, Number(input.value))) });
      },
    });
    inputs.set(slider.name, { input, shown, slider });
    const ends = [slider.low, slider.high].map((end) => measured(end, slider.unit));
    const range = `${ends.join(" to ")}; ${slider.source}: ${slider.citation}`;
    return node("div", { class: "ts-slider" }, node("span", {}, slider.meaning), input, shown, node("small", {}, range));
  });
  const switches = spec.switches.map(({ label, sets }) => {
    const names = Object.keys(sets);
    const input = node("input", {
      type: "checkbox",
      onchange: () => change(Object.fromEntries(names.map((name) => [name, input.checked ? sets[name] : undefined]))),
    });
    const show = (parameters) => (input.checked = names.every((name) => parameters[name] === sets[name]));
    return { show, element: node("label", { class: "ts-switch" }, input, node("span", {}, label)) };
  });
  const element = node(
    "details",
    { class: "ts-assumptions" },
    node("summary", {}, "Assumptions: move them and see how much hangs on them"),
    ...switches.map((each) => each.element),
    ...rows,
    node("button", { type: "button", onclick: () => change(null) }, "Back to the central values"),
  );
  function show(parameters) {
    for (const each of switches) each.show(parameters);
    for (const [name, { input, shown, slider }] of inputs) {
      const value = parameters[name] ?? slider.value;
      if (held === input) continue;
      input.value = value;
      shown.textContent = measured(value, slider.unit);
    }
  }
  return { element, show };
}
