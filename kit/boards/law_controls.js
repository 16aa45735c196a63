// What the law explorer is asked with: where to start, facts, day, reading. A word that stands for an
// outcome or an answer always has its shape. It stands on drawing.js
// and glossary.js. Where no kernel is, `spec.held` says what can be asked.

const DAY_MS = 86400000;
// While a year is typed, a date field already names days of the first centuries.
const whole = (day) => day >= "1900";
const daysAfter = (first, day) => Math.round((Date.parse(day) - Date.parse(first)) / DAY_MS);
const dayAfter = (first, days) => new Date(Date.parse(first) + days * DAY_MS).toISOString().slice(0, 10);
const inWords = (day) =>
  new Date(`${day}T00:00:00Z`).toLocaleDateString("en-GB", { day: "numeric", month: "long", year: "numeric", timeZone: "UTC" });

// A word with its shape: full where somebody is exposed or a step holds, empty where not, half where open.
const SHAPES = { exposed: "full", yes: "full", "not exposed": "empty", no: "empty", unsettled: "half", open: "half" };
function mark(word, kind = "") {
  const shape = SHAPES[word] ?? "none";
  const parts = [svg("circle", { cx: 8, cy: 8, r: 6, class: shape === "full" ? "law-ink" : "law-hollow" })];
  if (shape === "half") parts.push(svg("path", { d: "M8 2A6 6 0 0 0 8 14Z", class: "law-ink" }));
  const picture = svg("svg", { viewBox: "0 0 16 16", "aria-hidden": "true" }, ...parts);
  return node("span", { class: `law-mark law-${shape} ${kind}`.trim(), "data-word": word }, ...(shape === "none" ? [] : [picture]), word);
}

// The outcome once more, beside what moves it.
function echo() {
  const element = node("span", { class: "law-echo" });
  const show = ({ view: { finding } }) => element.replaceChildren(mark(finding.outcome));
  return { element, show };
}

const badge = (word) => node("span", { class: `law-badge law-badge-${word}` }, word);
const head = (text, ...more) => node("p", { class: "law-head" }, node("strong", {}, text), ...more);

const press = (each, on) => each.setAttribute("aria-pressed", String(on));

// Boards on one page do not know each other: their radio buttons need names that no other has.
const freshName = () => `law-${crypto.getRandomValues(new Uint32Array(2)).join("-")}`;

function startPart(spec, ask, busy) {
  const every = spec.presets.flatMap((each) => each.presets);
  const groups = spec.presets.map(({ origin, presets }) =>
    node("optgroup", { label: origin }, ...presets.map(({ id, title }) => node("option", { value: id }, title))),
  );
  const own = node("option", { value: "" }, "Facts of your own");
  const select = node(
    "select",
    { "aria-label": "Start from", "data-part": "preset", onchange: () => select.value && ask({ preset: select.value }) },
    own,
    ...groups,
  );
  const story = node("p", { class: "law-story" });
  const origin = node("small", {});
  const differs = node("p", { class: "law-differs" });
  const back = button("Back to the pinned facts", () => ask({ set: { facts: held.pinned } }), { "data-part": "back" });
  const pin = button("Pin these facts", () => ask({ set: { pinned: held.facts } }), { "data-part": "pin" });
  let held = {};
  function show(state) {
    held = state;
    const { view } = state;
    const preset = every.find(({ id }) => id === view.start);
    own.hidden = Boolean(preset);
    select.value = view.start;
    story.textContent = preset ? preset.story : "The pinned facts are your own.";
    origin.textContent = preset ? `${preset.origin} ${preset.assumed}` : "";
    differs.textContent = view.differs;
    back.hidden = !view.differ.length;
    pin.hidden = back.hidden || Boolean(spec.held);
  }
  const top = node("div", { class: "ts-top" }, node("label", {}, node("strong", {}, "Start from "), select), busy);
  const pinned = node("div", { class: "law-pinned" }, differs, back, pin);
  return { element: node("div", { class: "law-start" }, top, story, origin, pinned), show };
}

function bannerPart() {
  const outcome = node("span", {});
  const headline = node("span", { class: "law-headline" });
  const element = node("div", { class: "law-banner", tabindex: -1, "aria-live": "polite", "aria-atomic": "true" }, outcome, headline);
  function show({ view: { finding } }) {
    if (headline.textContent === finding.headline) return;
    outcome.replaceChildren(mark(finding.outcome, "law-big"));
    headline.textContent = finding.headline;
    element.dataset.outcome = finding.outcome;
  }
  return { element, show };
}

// Why a wish was refused, in the kit's words, and what else to change so that it fits.
function refusal(ask) {
  const element = node("div", { class: "law-refused", role: "alert" });
  function show(refused, place) {
    element.remove();
    if (!refused || !place) return;
    const [seen, because, instead] = refused.told;
    const besides = refused.besides ? [node("p", {}, refused.besides)] : [];
    const remedies = refused.remedies.map(({ label, change }) => button(label, () => ask({ change }), { "data-part": "remedy" }));
    const lines = [
      node("p", {}, node("strong", {}, "Not changed: "), seen),
      node("p", {}, node("strong", {}, "because "), because),
      ...besides,
    ];
    if (remedies.length) lines.push(node("p", {}, node("strong", {}, "It fits if you change this too: "), ...remedies));
    else if (instead) lines.push(node("p", {}, node("strong", {}, "try "), node("code", {}, instead)));
    element.replaceChildren(...lines);
    place.append(element);
  }
  return { show };
}

function factControl(fact, ask) {
  let typing = false;
  const send = (value) => {
    typing = false;
    ask({ change: { [fact.name]: value } });
  };
  let input;
  let read = (value) => value;
  if (fact.kind === "choice") {
    const words = fact.options.map(({ label }, place) => node("option", { value: place }, label));
    input = node("select", { onchange: () => send(fact.options[input.value].value) }, ...words);
    read = (value) => fact.options.findIndex((each) => each.value === (value ?? null));
  } else if (fact.kind === "day") {
    input = node("input", { type: "date", onchange: () => whole(input.value) && send(input.value) });
    read = (value) => value ?? "";
  } else {
    input = node("input", { type: "number", min: 1, step: 1, onchange: () => send(Number(input.value)) });
  }
  input.dataset.fact = fact.name;
  for (const kind of ["input", "change", "blur"]) input.addEventListener(kind, () => (typing = kind === "input"));
  const why = node("small", {});
  const label = node("label", {}, node("span", {}, fact.label), input);
  const element = node("div", { class: "law-fact", "data-row": fact.name }, label, why);
  function show({ facts, view }) {
    const { options, fixed, because } = view.fits[fact.name];
    const value = facts[fact.name];
    // An answer to something else does not wipe out what is being typed.
    if (!typing && input.value !== String(read(value))) input.value = read(value);
    input.disabled = fixed;
    const note = fact.options.find((each) => each.value === value)?.note ?? "";
    why.textContent = fixed ? because : note;
    element.hidden = fixed && (value ?? "none") === "none" && fact.hides;
    element.classList.toggle("law-changed", view.differ.includes(fact.name));
    if (fact.name === "employer")
      fact.options.forEach((each, place) => (input.options[place].disabled = !options.includes(each.value)));
  }
  return { element, show };
}

const HIDING = ["aid", "past_act", "past_on", "gun_charge"];

function factsPart(spec, ask, gloss) {
  const controls = [];
  const rows = ({ facts }) =>
    facts.map((fact) => {
      const control = factControl({ ...fact, hides: HIDING.includes(fact.name) }, ask);
      controls.push(control);
      return control.element;
    });
  const when = whenPart(spec, ask, gloss);
  controls.push(when);
  const sets = spec.groups.map((group) => {
    const legend = node("legend", {}, group.title);
    if (group.title === "When") return node("fieldset", {}, legend, ...rows(group), when.element);
    if (group.title !== "Rare facts") return node("fieldset", {}, legend, ...rows(group));
    return node("details", { class: "law-rare" }, node("summary", {}, group.title), ...rows(group));
  });
  const refused = refusal(ask);
  const held = spec.held ? [node("p", { class: "law-held" }, spec.held)] : [];
  const element = node("div", { class: "law-facts" }, head("The facts"), ...held, ...sets);
  function show(state) {
    for (const each of controls) each.show(state);
    const told = state.view.refused;
    refused.show(told, told && (element.querySelector(`[data-row="${told.fact}"]`) ?? element));
  }
  return { element, show };
}

// The slider asks while it moves, but never before the last answer is there.
function daySlider(spec, ask) {
  let [now, wanted, sent, asking] = ["", "", "", false];
  const say = (day) => slider.setAttribute("aria-valuetext", inWords(day));
  const send = () => {
    if (asking || wanted === now) return;
    [asking, sent] = [true, wanted];
    ask({ change: { on: wanted } });
  };
  const moved = () => {
    wanted = dayAfter(spec.first, Number(slider.value));
    say(wanted);
    send();
  };
  const slider = node("input", {
    type: "range",
    min: 0,
    max: daysAfter(spec.first, spec.last),
    "aria-label": `Day of the act, between ${inWords(spec.first)} and ${inWords(spec.last)}`,
    "data-part": "slider",
    oninput: moved,
    onchange: moved,
  });
  function show({ facts }) {
    [asking, now] = [false, facts.on];
    if (wanted && wanted !== sent && wanted !== now) return send();
    wanted = sent = "";
    slider.value = daysAfter(spec.first, now);
    say(now);
  }
  return { element: slider, show };
}

function whenPart(spec, ask, gloss) {
  const slider = daySlider(spec, ask);
  const strip = node("div", { class: "law-strip", "aria-hidden": "true" });
  const jumps = spec.windows.map(({ id, since }) => {
    const outcome = node("span", {});
    const each = button("", () => ask({ change: { on: held.view.windows[jumps.indexOf(each)].on } }), { "data-window": id });
    each.append(node("span", {}, id, node("small", {}, since)), outcome);
    return Object.assign(each, { outcome });
  });
  const name = freshName();
  const look = (later) => ask({ set: { as_of: later ? day.value || held.facts.on : "" } });
  const own = node("input", { type: "radio", name, "data-part": "own-day", onchange: () => look(false) });
  const later = node("input", { type: "radio", name, "data-part": "later-day", onchange: () => look(true) });
  const day = node("input", { type: "date", "aria-label": "Day from which one looks", "data-part": "as-of", onchange: () => whole(day.value) && look(true) });
  let held = {};
  const now = echo();
  function show(state) {
    held = state;
    const { facts, as_of, view } = state;
    slider.show(state);
    now.show(state);
    strip.replaceChildren(
      ...view.windows.map(({ outcome, days }) =>
        node("span", { class: `law-${SHAPES[outcome] ?? "none"}`, style: `flex-grow: ${days}` }),
      ),
    );
    jumps.forEach((each, place) => {
      const { fits, outcome, here } = view.windows[place];
      each.disabled = !fits;
      each.outcome.replaceChildren(mark(fits ? outcome : "does not fit"));
      press(each, here);
    });
    [own.checked, later.checked] = [!as_of, Boolean(as_of)];
    day.min = facts.on;
    if (day.value !== (as_of || facts.on)) day.value = as_of || facts.on;
  }
  const seen = node(
    "fieldset",
    { class: "law-seen", "data-row": "as_of" },
    node("legend", {}, "Seen from"),
    node("label", {}, own, "the day of the act"),
    node("span", {}, node("label", {}, later, "a later day:"), day),
  );
  const slide = node("div", { class: "law-slide" }, now.element, slider.element, strip, node("small", {}, node("span", {}, inWords(spec.first)), node("span", {}, inWords(spec.last))));
  const windows = node("div", { class: "law-windows", role: "group", "aria-label": "Had it happened in another window" }, ...jumps);
  const told = spec.windows.map(({ id, since, says }) => node("li", {}, node("strong", {}, `${id}, ${since}: `), ...gloss(says)));
  const notes = node("details", {}, node("summary", {}, "What these windows are"), node("ul", {}, ...told));
  return { element: node("div", {}, slide, head("Had it happened in another window"), windows, notes, seen), show };
}

// Both sides of a question at equal room, what courts have said, and a way to read it so.
function debate(question, ask, terms) {
  const gloss = glosser(terms);
  const buttons = [];
  const choose = (id, label, says) => {
    const each = button(label, () => ask({ choose: { [question.id]: id } }), {
      "data-choose": `${question.id}=${id}`,
      "aria-label": `${label}: ${says}`,
    });
    buttons.push([id, each]);
    return each;
  };
  const sides = question.choices.map(({ id, says, argument }) =>
    node("div", { class: "law-side" }, node("p", {}, node("strong", {}, says)), node("p", {}, ...gloss(argument)), choose(id, "Read it so", says)),
  );
  const bearing = question.bearing ? [node("small", {}, `Bears on it: ${question.bearing}.`)] : [];
  const holding = node("p", {}, node("strong", {}, "What courts have said: "), ...gloss(question.holding));
  const open = node("p", {}, choose("open", "Leave it open", question.ask));
  const show = (reading) => buttons.forEach(([id, each]) => press(each, reading[question.id] === id));
  return { element: node("div", {}, node("div", { class: "law-sides" }, ...sides), open, holding, ...bearing), show };
}

function readingPart(spec, ask, gloss) {
  const named = spec.readings.map((name) => button(name, () => ask({ read: name }), { "data-reading": name }));
  const radios = [];
  const one = (question) => {
    const name = freshName();
    const option = (id, says) => {
      const input = node("input", {
        type: "radio",
        name,
        "data-question": question.id,
        "data-choice": id,
        onchange: () => ask({ choose: { [question.id]: id } }),
      });
      radios.push(input);
      return node("label", {}, input, node("span", {}, says));
    };
    const choices = question.choices.map(({ id, says }) => option(id, says));
    const legend = node("legend", {}, question.ask, " ", badge("open"), node("small", {}, `§ ${question.section}`.replace("§ U", "U")));
    return node("fieldset", { class: "law-question" }, legend, option("open", "leave it open"), ...choices);
  };
  const settled = spec.settled.map(({ ask: asked, answer, citation }) =>
    node("li", {}, node("strong", {}, asked), " ", badge("settled"), " ", ...gloss(answer), node("small", {}, citation)),
  );
  const count = node("span", {});
  const now = echo();
  const all = node("details", { class: "law-reading" }, node("summary", {}, count), ...spec.questions.map(one));
  function show(state) {
    const { reading, view } = state;
    now.show(state);
    for (const each of named) press(each, each.dataset.reading === view.reading_name);
    for (const each of radios) each.checked = reading[each.dataset.question] === each.dataset.choice;
    const answered = Object.values(reading).filter((choice) => choice !== "open").length;
    count.textContent = `Open questions: ${answered} of ${spec.questions.length} answered in this reading`;
  }
  const names = node("div", { class: "ts-presets", role: "group", "aria-label": "Named readings" }, ...named);
  const closed = node("details", {}, node("summary", {}, `Settled questions: ${settled.length}`), node("ul", {}, ...settled));
  return { element: node("div", { class: "law-readings" }, head("The reading ", now.element), names, all, closed), show };
}
