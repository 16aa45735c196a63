// Texts with their holes filled, as in "{count} events": one text, or lists and objects of texts.
function filled(text, holes) {
  if (typeof text === "string") return text.replace(/\{(\w+)\}/g, (_hole, name) => holes[name]);
  if (Array.isArray(text)) return text.map((each) => filled(each, holes));
  return Object.fromEntries(Object.entries(text).map(([name, each]) => [name, filled(each, holes)]));
}

// What a page keeps folded until it is asked for, so that nobody reads it by chance.
const opened = (folded) =>
  JSON.parse(new TextDecoder().decode(Uint8Array.from(atob(folded), (letter) => letter.charCodeAt(0))));

// The model of a board where no kernel is: it keeps the traits, and `look(traits)` gives the view
// that a kernel would send. `heard(content)` gets what the board would have told a kernel.
function pageModel(traits, look, heard = () => {}) {
  const values = { asked: 0, ...traits };
  const listeners = new Map();
  const answer = () => {
    values.view = { ...look(values), answered: values.asked };
  };
  answer();
  return {
    get: (name) => values[name],
    set: (name, value) => (values[name] = value),
    save_changes() {
      answer();
      for (const told of listeners.get("change:view") ?? []) told();
    },
    on: (name, told) => listeners.set(name, [...(listeners.get(name) ?? []), told]),
    off: (name, told) => listeners.set(name, (listeners.get(name) ?? []).filter((each) => each !== told)),
    send: heard,
  };
}
