// The law explorer's answers without a kernel: tables that kit.law filled when the page was written.
// No rule of law lives here, only looking up: which case, which changed fact, which window of days,
// which reading.

const WAYS = ["more", "less", "open"];
const placeOf = (values, value) => values.findIndex((each) => each === (value ?? null));

// Look up findings. `state` is {preset, change, on, as_of}, with `change` null or {fact, value}.
function lookup(tables, spec) {
  const facts = spec.groups.flatMap((group) => group.facts);
  const factOf = Object.fromEntries(facts.map((fact) => [fact.name, fact]));
  const choices = spec.questions.map(({ id, choices }) => ({ id, ways: choices.map((each) => each.id) }));
  const words = (part) =>
    typeof part === "number" ? tables.words[part] : Array.isArray(part) ? part.map(words) : part;
  const windowOf = (day) => tables.starts.findLastIndex((start, place) => place === 0 || start <= day);
  const seenFrom = ({ on, as_of }) => (as_of >= on ? as_of : on);

  // The place of a value among those that the tables tell apart.
  function placed({ fact, value }) {
    if (fact === "times") return value > 1 ? 1 : 0;
    return fact === "past_on" ? windowOf(value) : placeOf(factOf[fact].options.map((each) => each.value), value);
  }
  // A choice that leaves the facts as they are has no entry.
  const moves = ({ preset, change }) => tables.presets[preset].changes[change.fact][placed(change)] !== null;
  function entry({ preset, change }) {
    const { changes, row } = tables.presets[preset];
    return (change && changes[change.fact][placed(change)]) ?? [row];
  }
  function factsOf(state) {
    const { facts: pinned } = tables.presets[state.preset];
    const own = state.change ? { [state.change.fact]: state.change.value } : {};
    return { ...pinned, ...own, ...entry(state)[1], on: state.on };
  }
  function column(state) {
    const [here, later] = [windowOf(state.on), windowOf(seenFrom(state))];
    const rest = tables.starts.length;
    return tables.columns[here * rest - (here * (here - 1)) / 2 + later - here];
  }
  function part(state, reading, slot) {
    const at = tables.slots.indexOf(slot);
    const found = tables.findings[tables.rows[entry(state)[0]][column(state)]];
    let place = tables.groups[found[Math.floor(at / tables.group)]][at % tables.group];
    while (place < 0) {
      const [question, ...ways] = tables.ways[-1 - place];
      const made = choices[question].ways.indexOf(reading[choices[question].id]);
      place = ways[made < 0 ? WAYS.indexOf("open") : made];
    }
    return words(tables.leaves[place]);
  }
  // Texts hold words in braces where a day or a number was not settled when they were written.
  function told(value, state) {
    if (Array.isArray(value)) return value.map((each) => told(each, state));
    if (typeof value !== "string") return value;
    const { times } = factsOf(state);
    return value
      .replaceAll("{on}", inWords(state.on))
      .replaceAll("{as_of}", inWords(seenFrom(state)))
      .replaceAll(/\{times (\d+)\}/g, (_, each) => number(times * Number(each), 0));
  }
  const outcome = (state, reading) => part(state, reading, "headline")[0];
  function finding(state, reading) {
    const read = (slot) => told(part(state, reading, slot), state);
    const step = ([id, answer, says, parts]) => ({ id, answer, says, parts: parts.map(step) });
    const [outcome, headline] = read("headline");
    return {
      outcome,
      headline,
      notes: [told(tables.seen[windowOf(seenFrom(state))], state), ...read("notes")],
      stake: read("stake").map(([section, certain, rows]) => ({ section, certain, rows })),
      questions: read("questions"),
      exceptions: read("tried").map(([section, provision, answer, because]) => ({ section, provision, answer, because })),
      reasons: tables.slots.slice(5).map(read).filter(Boolean).map(step),
    };
  }
  function fits(state) {
    const other = entry(state)[2] ?? {};
    const rows = tables.presets[state.preset].fits.map((place, k) => tables.fits[other[k] ?? place]);
    const fit = ([fixed, because, options]) => ({ fixed, because: words(because), options });
    return Object.fromEntries(Object.keys(factOf).map((name, k) => [name, fit(rows[k])]));
  }
  // What would be found had it happened in each window; earlier conduct lies before it.
  function windows(state, reading) {
    const { past_on } = factsOf(state);
    return tables.starts.map((start, place) => {
      const on = past_on > start ? past_on : start;
      const end = place + 1 < tables.starts.length ? tables.ends[place] : spec.last;
      const fit = on <= end;
      const row = { on, fits: fit, outcome: fit ? outcome({ ...state, on }, reading) : "" };
      return { ...row, days: daysAfter(start, end) + 1, here: windowOf(state.on) === place };
    });
  }
  function shown(fact, value) {
    if (value === null || value === undefined) return spec.missing;
    if (factOf[fact].kind === "day") return inWords(value);
    return factOf[fact].options.find((each) => each.value === value)?.label ?? String(value);
  }
  return { factOf, moves, entry, factsOf, outcome, finding, fits, windows, shown };
}

// Tell what differs from the case as it is, and what of that only follows.
function differing({ factOf, entry, factsOf, shown }, tables, state) {
  const pinned = tables.presets[state.preset].facts;
  const now = factsOf(state);
  const differ = Object.keys(factOf).filter((name) => (pinned[name] ?? null) !== (now[name] ?? null));
  const follow = differ.filter((name) => name !== state.change?.fact && name in (entry(state)[1] ?? {}));
  const chosen = differ.filter((name) => !follow.includes(name));
  const lines = chosen.map((name) => `${factOf[name].label}: ${shown(name, pinned[name])} → ${shown(name, now[name])}`);
  const count = ["No fact differs", "Exactly one fact differs"][chosen.length] ?? `${chosen.length} facts differ`;
  const says = [`${count} from the pinned facts`, ...(lines.length ? [lines.join("; ")] : [])].join(": ");
  const besides = follow.length ? ` What follows from that: ${follow.map((name) => factOf[name].label).join(", ")}.` : "";
  return { differ, differs: `${says}.${besides}` };
}

// Every change of one fact that flips the outcome.
function flipping({ factOf, entry, outcome, shown }, tables, pinned, reading) {
  const { facts, changes } = tables.presets[pinned.preset];
  const now = outcome(pinned, reading);
  const tried = (name) => {
    if (name === "on") return tables.starts.filter((day) => !(facts.past_on > day));
    if (name === "past_on") return tables.starts.filter((day, k) => day <= facts.on && Array.isArray(changes.past_on[k]));
    return name === "times" ? [1, 2] : factOf[name].options.map((each) => each.value);
  };
  return Object.keys(factOf).flatMap((name) =>
    tried(name).flatMap((value) => {
      const other = name === "on" ? { ...pinned, on: value } : { ...pinned, change: { fact: name, value } };
      if (!Array.isArray(entry(other))) return [];
      const found = outcome(other, reading);
      const told = { fact: name, label: factOf[name].label, was: shown(name, facts[name]), to: shown(name, value) };
      return found === now ? [] : [{ ...told, change: { [name]: value }, outcome: found }];
    }),
  );
}

// A step that the page cannot take: why, and what would help.
class Refusal extends Error {
  constructor(fact, told, remedies = []) {
    super(told[0]);
    this.told = { fact, told: told.slice(0, 2), besides: told[2] ?? "", remedies };
  }
}

const tooLate = (spec, day) => [`${inWords(day)}.`, `the record was read up to ${inWords(spec.last_day)}`];

// What a change of facts makes of a state, or a Refusal.
function changedState({ factOf, moves, entry, factsOf, shown }, { presets, refusals, words }, spec, state, changes) {
  const pinned = presets[state.preset].facts;
  const { on = state.on, ...rest } = changes;
  const [asked] = Object.keys(changes);
  const same = (name, value) => (pinned[name] ?? null) === (value ?? null);
  const held = state.change ? { [state.change.fact]: state.change.value } : {};
  const differ = Object.entries({ ...held, ...rest }).filter(([name, value]) => !same(name, value));
  const fill = (text, typed) =>
    text.replace("{typed}", typed).replace("{past_on}", factsOf(next).past_on).replace("{on}", next.on);
  const refuse = ([seen, because], typed) => { throw new Refusal(asked, [fill(seen, typed), because]); };
  if (differ.length > 1) {
    const { fact } = state.change;
    const label = `${factOf[fact].label}: ${shown(fact, pinned[fact])}`;
    const seen = `${factOf[fact].label} is changed already.`;
    const back = { ...changes, [fact]: pinned[fact] ?? null };
    throw new Refusal(asked, [seen, spec.besides], [{ label, change: back }]);
  }
  const [[fact, value] = []] = differ;
  const next = { ...state, on, change: fact ? { fact, value } : null };
  const badly = fact === "times" && !(Number.isInteger(value) && value >= 1 && value <= 1e6);
  if (badly) refuse(refusals.times, value);
  for (const [name, day] of Object.entries({ on, ...rest }))
    if (factOf[name].kind === "day" && day > spec.last_day) throw new Refusal(name, tooLate(spec, day));
  const { past_on } = factsOf(next);
  if (past_on > on) refuse(refusals.past_on, on);
  if (next.change && !moves(next)) return { ...next, change: null };
  const known = entry(next);
  if (known.refused) {
    const [seen, because, besides] = known.refused.map((place) => words[place]);
    throw new Refusal(asked, [seen, because, besides && `${besides} But ${spec.besides}.`]);
  }
  return next;
}

function lawModel({ tables, spec, start }) {
  const held = lookup(tables, spec);
  const open = tables.readings["nothing settled"];
  const begin = (preset) => ({ preset, change: null, on: tables.presets[preset].facts.on, as_of: "" });
  let { reading, flips, grid, ...state } = start;
  let [taken, refused] = [0, null];
  function looked(as_of) {
    if (!as_of) return "";
    if (as_of > spec.last_day) throw new Refusal("as_of", tooLate(spec, as_of));
    const [seen, because] = tables.refusals.as_of;
    if (as_of < state.on) throw new Refusal("as_of", [seen.replace("{typed}", as_of).replace("{on}", state.on), because]);
    return as_of;
  }
  function take(step, values) {
    const change = (from, changes) => (state = changedState(held, tables, spec, from, changes));
    if (step.change) change(state, step.change);
    if (step.flip) change({ ...begin(state.preset), as_of: state.as_of }, step.flip);
    if (step.preset) state = begin(step.preset);
    if (step.load) [state, reading] = [begin(step.load[0]), tables.readings[step.load[1]]];
    if (step.read) reading = tables.readings[step.read];
    if (step.choose) reading = { ...reading, ...step.choose };
    const { facts, as_of, ...shown } = step.set ?? {};
    if (facts) state = { ...begin(state.preset), as_of: state.as_of };
    if (as_of !== undefined) state = { ...state, as_of: looked(as_of) };
    Object.assign(values, shown);
    if (state.as_of < state.on) state = { ...state, as_of: "" };
  }
  function look(values) {
    for (const step of values.wish.filter(({ n }) => n > taken)) {
      [taken, refused] = [step.n, null];
      try {
        take(step, values);
      } catch (problem) {
        if (!(problem instanceof Refusal)) throw problem;
        refused = problem.told;
      }
    }
    const pinned = { ...begin(state.preset), as_of: state.as_of };
    const same = (other) => Object.keys(open).every((name) => other[name] === reading[name]);
    Object.assign(values, { facts: held.factsOf(state), reading, as_of: state.as_of, pinned: tables.presets[state.preset].facts });
    return {
      taken,
      refused,
      finding: held.finding(state, reading),
      hangs: held.finding(state, open).questions,
      reading_name: Object.keys(tables.readings).filter((name) => same(tables.readings[name])).join(""),
      windows: held.windows(state, reading),
      fits: held.fits(state),
      start: state.preset,
      ...differing(held, tables, state),
      flips: values.flips ? flipping(held, tables, pinned, reading) : null,
      pinned_outcome: held.outcome(pinned, reading),
      grid: values.grid ? tables.grid : null,
    };
  }
  return pageModel({ spec, wish: [], flips, grid }, look);
}

function start(data) {
  render({ model: lawModel(data), el: document.getElementById("board") });
}
