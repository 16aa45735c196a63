// The timeline's picture: shapes, lanes of marks, windows, axis. The kernel places what it draws;
// only pixels are reckoned here. It stands on drawing.js and stage.js.

const TL_MARK = 27;
const TL_ROW = 29;
const TL_ASIDE = 26;
const TL_LEAST_LABEL = 100;
const TL_SHAPES = {
  law: "M16 1 31 16 16 31 1 16Z",
  court: "M16 1 31 11 27 31H5L1 11Z",
  press: "M3 3H29V29H3Z",
  agency: "M9 2H23L31 16 23 30H9L1 16Z",
  federal: "M3 2H29V18L16 31 3 18Z",
  other: "M16 2A14 14 0 1 1 15.9 2Z",
};

const tlShape = (kind, look, number = "") =>
  svg(
    "svg",
    { viewBox: "-1 -1 34 34", class: `tl-shape tl-${look.replaceAll(" ", "-")}`, "aria-hidden": "true" },
    svg("path", { d: TL_SHAPES[kind] }),
    svg("text", { x: 16, y: kind === "federal" ? 20 : 21, "text-anchor": "middle" }, number),
  );

const tlBrief = (event) => event.note || event.text;
const tlSay = (element, text) => element.textContent === text || (element.textContent = text);

// As many whole words as fit, measured in the board's own type; nothing if they say nothing.
function tlFit(text, width, context) {
  if (context.measureText(text).width <= width) return text;
  const words = text.split(" ");
  while (words.length > 3) {
    words.pop();
    const shorter = `${words.join(" ").replace(/[,;:.(]$/, "")} …`;
    if (context.measureText(shorter).width <= width) return shorter;
  }
  return "";
}

function tlPlot(spec, ask) {
  const events = new Map(spec.events.map((event) => [event.id, event]));
  const context = document.createElement("canvas").getContext("2d");
  const back = node("div", { class: "tl-back", "aria-hidden": "true" });
  const band = node("div", { class: "tl-track tl-band" });
  const axis = node("div", { class: "tl-track tl-axis", "aria-hidden": "true" });
  const cursor = node("div", { class: "tl-cursor" });
  const scale = node("span", {});
  const lanes = spec.lanes.map(({ name, says }) => {
    const track = node("div", { class: "tl-track" });
    const label = node("div", { class: "tl-name" }, tlShape(name, "reported"), node("span", {}, says));
    return { name, says, track, row: node("div", { class: "tl-row", role: "group", "aria-label": says }, label, track) };
  });
  const element = node(
    "div",
    { class: "tl-plot", role: "group", "aria-label": "Events in time. Arrow keys walk, Enter opens the card." },
    back,
    node("div", { class: "tl-row" }, node("div", { class: "tl-name" }, "The act was"), band),
    ...lanes.map((lane) => lane.row),
    node("div", { class: "tl-row" }, node("div", { class: "tl-name tl-scale", "aria-hidden": "true" }, scale), axis),
  );
  let marks = new Map();
  let state = null;
  let focused = "";

  function mark(id) {
    const event = events.get(id);
    const ruling = event.ruling ? `, ruling: ${event.ruling}` : "";
    const lane = spec.lanes.find((each) => each.name === event.kind).says;
    const said = `${id}, ${event.when}, ${lane}, ${event.status}${ruling}: ${tlBrief(event)}`;
    const label = node("span", { class: "tl-label", "aria-hidden": "true" });
    const button = node(
      "button",
      { type: "button", class: "tl-mark", "data-event": id, "aria-label": said, title: said, onclick: () => ask({ chosen: id }) },
      tlShape(event.kind, event.status, id.slice(1)),
      label,
    );
    button.addEventListener("focus", () => hold(id));
    return { id, event, button, label, bar: node("i", { class: "tl-bar" }) };
  }
  function hold(id) {
    focused = id;
    for (const each of marks.values()) each.button.tabIndex = each.id === id ? 0 : -1;
  }
  function walk(key) {
    const ids = [...marks.keys()];
    const at = ids.indexOf(focused);
    if (key === "ArrowRight") return ids[at + 1];
    if (key === "ArrowLeft") return ids[at - 1];
    if (key === "Home") return ids[0];
    if (key === "End") return ids.at(-1);
    const step = { ArrowDown: 1, ArrowUp: -1 }[key];
    if (!step) return undefined;
    const here = marks.get(focused);
    const order = spec.lanes.map((lane) => lane.name);
    const x = state.view.marks[focused].x;
    const away = (each) => Math.abs(state.view.marks[each.id].x - x);
    for (let n = order.indexOf(here.event.kind) + step; order[n]; n += step) {
      const lane = [...marks.values()].filter((each) => each.event.kind === order[n]);
      if (lane.length) return lane.reduce((best, each) => (away(each) < away(best) ? each : best)).id;
    }
    return undefined;
  }
  element.addEventListener("keydown", (event) => {
    if (!event.target.matches(".tl-mark")) return;
    const id = walk(event.key);
    if (/^(Arrow|Home|End)/.test(event.key)) event.preventDefault();
    if (id) marks.get(id).button.focus();
  });

  // Rows that keep a lane's marks apart; a mark stands aside a little before a new row is opened,
  // but never in another window than its own.
  function arrange(lane, width) {
    const inside = [...marks.values()].filter((each) => each.event.kind === lane.name);
    const rows = [];
    for (const each of inside) {
      const { x } = state.view.marks[each.id];
      const wanted = Math.min(width - TL_MARK, Math.max(0, x * width - TL_MARK / 2));
      const edge = (state.view.windows.find((window) => window.x > x)?.x ?? 2) * width - TL_MARK / 2;
      const free = (row) => row.at(-1).left + TL_MARK + 3;
      const nearest = [...rows].sort((a, b) => free(a) - free(b))[0];
      const left = nearest ? Math.max(wanted, free(nearest)) : wanted;
      const fits = nearest && left - wanted <= TL_ASIDE && left <= width - TL_MARK && (left === wanted || left < edge);
      (fits ? nearest : rows[rows.push([]) - 1]).push(Object.assign(each, { left: fits ? left : wanted }));
    }
    rows.forEach((row, r) => row.forEach((each, n) => put(each, r, row[n + 1]?.left ?? width, width)));
    lane.track.style.height = `${Math.max(1, rows.length) * TL_ROW + 3}px`;
    lane.track.replaceChildren(
      ...inside.map((each) => each.bar),
      ...inside.map((each) => each.button),
      ...(inside.length ? [] : [node("span", { class: "tl-none" }, "none shown here")]),
    );
  }
  function put(each, row, next, width) {
    const { x, until, later } = state.view.marks[each.id];
    const { event, button, bar, label, left } = each;
    const from = Math.min(x * width, left + TL_MARK / 2);
    button.style.left = `${left}px`;
    button.style.top = `${row * TL_ROW + 2}px`;
    bar.style.left = `${from}px`;
    bar.style.top = `${(row + 1) * TL_ROW - 1}px`;
    bar.style.width = `${Math.max(until * width, left > x * width ? left + 4 : 0) - from}px`;
    bar.classList.toggle("tl-vague", event.precision !== "day");
    bar.classList.toggle("tl-open", later);
    const room = next - left - TL_MARK - 16;
    const full = event.tag ? `${event.tag}: ${tlBrief(event)}` : tlBrief(event);
    const said = room >= TL_LEAST_LABEL ? tlFit(full, room, context) : "";
    label.textContent = said || (event.tag && context.measureText(event.tag).width <= room ? event.tag : "");
  }
  function axes(width) {
    const { labels, windows, knots } = state.view;
    let free = -10;
    const kept = labels.filter(({ x, says }) => {
      const [from, wide] = [x * width, context.measureText(says).width];
      const cut = knots.slice(1, -1).some((knot) => knot.x * width > from + 3 && knot.x * width < from + wide + 6);
      if (cut || from < free || from + wide > width) return false;
      free = from + wide + 10;
      return true;
    });
    const breaks = knots.slice(1, -1).map(({ x }) => node("i", { class: "tl-break", style: `left:${x * 100}%` }));
    axis.replaceChildren(...breaks, ...kept.map(({ x, says }) => node("span", { style: `left:${x * 100}%` }, says)));
    tlSay(scale, knots.length > 2 ? "‖ new scale" : "");
    segments(windows, width);
    const shades = windows.map((each) =>
      node("div", {
        class: `tl-shade tl-shade-${each.number % 2}${each.about ? " tl-about" : ""}`,
        style: `left:${each.x * 100}%;width:${(each.until - each.x) * 100}%`,
      }),
    );
    back.replaceChildren(...shades, cursor);
  }
  // Names of the windows; the number of one too narrow for it stands before the next.
  function segments(windows, width) {
    let carried = "";
    const named = windows.map(({ number, id, about, x, until, when }) => {
      const room = (until - x) * width - 10;
      const n = `${carried}${number}`;
      const choices = [`${n} ${id}${about ? " (days approximate)" : ""}`, `${n} ${id}`, n];
      const says = choices.find((each) => context.measureText(each).width <= room) ?? "";
      carried = says ? "" : `${n}, `;
      return node("span", { style: `left:${x * 100}%;width:${(until - x) * 100}%`, title: `${id}, ${when}` }, says);
    });
    band.replaceChildren(...named);
  }
  function layout() {
    const width = band.clientWidth;
    if (!state || !width) return;
    const style = getComputedStyle(element);
    context.font = `${style.fontSize} ${style.fontFamily}`;
    back.style.left = `${band.offsetLeft}px`;
    const held = element.contains(document.activeElement) ? focused : "";
    axes(width);
    for (const lane of lanes) {
      lane.row.hidden = !state.lanes.includes(lane.name);
      arrange(lane, width);
    }
    if (held && marks.has(held) && document.activeElement !== marks.get(held).button) marks.get(held).button.focus({ preventScroll: true });
  }
  function show(now) {
    state = now;
    const old = marks;
    const held = element.contains(document.activeElement) ? focused : "";
    marks = new Map(now.view.shown.map((id) => [id, old.get(id) ?? mark(id)]));
    for (const each of marks.values()) {
      each.button.toggleAttribute("data-chosen", each.id === now.chosen);
      each.button.setAttribute("aria-pressed", String(each.id === now.chosen));
    }
    hold([held, now.chosen, now.view.shown[0]].find((id) => marks.has(id)) ?? "");
    cursor.hidden = now.view.cursor === null;
    cursor.style.left = `${(now.view.cursor ?? 0) * 100}%`;
    layout();
  }
  let seen = 0;
  new ResizeObserver(([entry]) => {
    if (Math.abs(entry.contentRect.width - seen) < 1) return;
    seen = entry.contentRect.width;
    requestAnimationFrame(layout);
  }).observe(element);
  return { element, show };
}
