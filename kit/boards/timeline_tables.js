// The timeline's answers without a kernel: events are filtered, counted and placed here. Sentences,
// months, windows and scales come from Python, with holes; a test holds both sides together.

const tlRound = (x) => Math.round(x * 1e5) / 1e5;
const tlEarlier = (a, b) => (a < b ? a : b);
const tlLater = (a, b) => (a > b ? a : b);

function tlSaid({ months }, text) {
  const [year, month, day] = text.split("-").map(Number);
  return `${day} ${months[month - 1]} ${year}`;
}

function tlSpan(tables, start, end) {
  if (start === end) return tlSaid(tables, end);
  const [day, month, year] = tlSaid(tables, start).split(" ");
  const same = (letters) => start.slice(0, letters) === end.slice(0, letters);
  const first = same(7) ? day : same(4) ? `${day} ${month}` : `${day} ${month} ${year}`;
  return `${first} to ${tlSaid(tables, end)}`;
}

// Where the axis changes its scale: days, and their share of the width.
function tlKnots({ scales, last }, { start, end, even }) {
  const [from, past] = [tlDays(start), tlDays(end) + 1];
  const pieces = scales
    .map(([edge, share], n) => {
      const [left, right] = [tlDays(edge), n + 1 < scales.length ? tlDays(scales[n + 1][0]) : tlDays(last) + 1];
      const [first, stop] = [Math.max(left, from), Math.min(right, past)];
      return { day: first, width: (stop - first) * (even ? 1 : share / (right - left)) };
    })
    .filter((piece) => piece.width > 0);
  const whole = pieces.reduce((sum, piece) => sum + piece.width, 0);
  let reached = 0;
  const knots = pieces.map(({ day, width }) => {
    const knot = { day: tlText(day), x: tlRound(reached / whole) };
    reached += width;
    return knot;
  });
  return [...(even ? knots.slice(0, 1) : knots), { day: tlText(past), x: 1 }];
}

const tlPlace = (knots, text) => tlRound(tlAlong(knots, tlDays(text), (knot) => tlDays(knot.day), (knot) => knot.x));

// The labels of one scale: days from `from` until before `stop`, and their names.
const tlKept = new Map();
function tlTicks(tables, from, stop, share) {
  const key = `${from} ${stop} ${share}`;
  if (!tlKept.has(key)) tlKept.set(key, tlNewTicks(tables, from, stop, share));
  return tlKept.get(key);
}

function tlNewTicks({ labels, months }, from, stop, share) {
  const most = Math.max(1, Math.floor(share * labels.per_width + 0.5));
  const short = (month) => months[month - 1].slice(0, 3);
  const days = Array.from({ length: tlDays(stop) - tlDays(from) }, (_none, n) => {
    const text = tlText(tlDays(from) + n);
    const [year, month, day] = text.split("-").map(Number);
    return { text, year, month, day };
  });
  let [chosen, step] = [[], null];
  for (step of labels.steps) {
    const [every, on] = step;
    chosen = days.filter(({ year, month, day }) => on.includes(day) && (12 * (year - labels.first_year) + month - 1) % every === 0);
    if (chosen.length <= most) break;
  }
  const [every, on] = step;
  const name = ({ year, month, day }) => {
    if (on.length > 1) return `${day} ${short(month)}`;
    if (month === 1) return String(year);
    return every === 1 ? short(month) : `${short(month)} ${year}`;
  };
  const ticks = chosen.map((each) => ({ text: each.text, says: name(each) }));
  const year = String(chosen[0]?.year);
  if (ticks.length && every === 1 && !ticks[0].says.endsWith(year)) ticks[0].says += ` ${year}`;
  return ticks;
}

function tlLabels(tables, knots) {
  const found = knots.slice(1).flatMap((right, n) => tlTicks(tables, knots[n].day, right.day, right.x - knots[n].x));
  return found.map(({ text, says }) => ({ x: tlPlace(knots, text), says }));
}

function tlWindows({ windows }, start, end) {
  return windows
    .map((each) => ({ ...each, starts: tlLater(start, each.starts), ends: tlEarlier(end, each.ends) }))
    .filter((each) => each.starts <= each.ends);
}

function tlActWas({ words }, windows) {
  if (!windows.length) return words.act_unread;
  const first = `“${windows[0].id}”`;
  const later = windows.slice(1).map((each) => each.begins);
  return later.length ? filled(words.act, { first, later: later.join("; ") }) : filled(words.act_alone, { first });
}

const tlOverlaps = (event, start, end) => event.start <= end && (!event.end || event.end >= start);

// In which window a day lies, and what was last before it: an event was only if its last day was.
function tlTold(tables, day, events) {
  const { words } = tables;
  const stood = tlWindows(tables, day, day)[0]?.stood ?? words.day_unread;
  const acts = events.filter((each) => !each.window);
  const key = (each) => `${each.end} ${each.start} ${each.id}`;
  const last = acts
    .filter((each) => each.end && each.end < day)
    .reduce((best, each) => (best && key(best) >= key(each) ? best : each), null);
  const on = acts.filter((each) => each.end === day && each.start === day);
  const maybe = acts.filter((each) => !on.includes(each) && each.precision !== "day" && tlOverlaps(each, day, day));
  return {
    window: filled(stood, { day: tlSaid(tables, day) }),
    before: last ? filled(words.before, { ...last, brief: tlBrief(last) }) : words.before_none,
    last: last?.id ?? "",
    on: on.map((each) => each.id),
    maybe: maybe.map((each) => each.id),
    words: tlSaid(tables, day),
  };
}

function tlFiltered({ filtered, nothing }, spec, traits) {
  const lanes = spec.lanes.filter(({ name }) => traits.lanes.includes(name)).map((each) => each.says);
  const named = (trait) => spec[trait].map((each) => each.name).filter((name) => traits[trait].includes(name));
  const parts = {
    ...(lanes.length < spec.lanes.length && { lanes }),
    ...(traits.statuses.length < spec.statuses.length && { statuses: named("statuses") }),
    ...(traits.rulings.length && { rulings: named("rulings") }),
    ...(traits.articles_only && { articles_only: [] }),
  };
  const told = Object.entries(parts).map(([trait, names]) => filled(filtered[trait], { names: names.join(", ") || nothing[trait] }));
  return told.join("; ") || filtered[""];
}

function tlMark(event, knots, end, asOf) {
  const last = event.end || tlEarlier(end, asOf);
  return { x: tlPlace(knots, event.start), until: tlPlace(knots, last), later: !event.end || last > end };
}

function timelineLook({ spec, tables }) {
  return (traits) => {
    const { start, end, day } = traits;
    const passed = spec.events.filter(
      (each) =>
        traits.lanes.includes(each.kind) &&
        traits.statuses.includes(each.status) &&
        (!traits.rulings.length || traits.rulings.includes(each.ruling)) &&
        (each.articles || !traits.articles_only),
    );
    const shown = passed.filter((each) => tlOverlaps(each, start, end));
    const knots = tlKnots(tables, traits);
    const windows = tlWindows(tables, start, end);
    const next = (text) => tlText(tlDays(text) + 1);
    const counted = filled(tables.filtered.counted, {
      count: shown.length,
      total: spec.events.length,
      verb: shown.length === 1 ? "is" : "are",
      span: tlSpan(tables, start, end),
    });
    const act = tlActWas(tables, windows);
    const lanes = spec.lanes.map((each) => each.name).filter((name) => traits.lanes.includes(name));
    const zoom = spec.zooms.find((each) => each.start === start && each.end === end && `${each.lanes}` === `${lanes}`);
    return {
      headline: `${counted} ${act}`,
      counted,
      act,
      filters: tlFiltered(tables, spec, traits),
      shown: shown.map((each) => each.id),
      marks: Object.fromEntries(shown.map((each) => [each.id, tlMark(each, knots, end, spec.as_of)])),
      knots,
      labels: tlLabels(tables, knots),
      windows: windows.map((each) => ({ ...each, x: tlPlace(knots, each.starts), until: tlPlace(knots, next(each.ends)) })),
      zoom: zoom?.name ?? "",
      day: tlTold(tables, day, passed),
      cursor: start <= day && day <= end ? tlPlace(knots, day) : null,
    };
  };
}

function start(data) {
  const model = pageModel({ ...data.start, spec: data.spec }, timelineLook(data));
  render({ model, el: document.getElementById("board") });
}
