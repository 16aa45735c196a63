// What every board stands on: keys stay inside, a question that waits says so, and no answer is
// drawn that belongs to an earlier question. It stands on drawing.js.

const PATIENCE_MS = 250;
const DEAD_MS = 8000;

// The outermost element of a board. `root` takes the board's parts; `wait()` when a question is
// sent, `settle()` when its answer is there; `busy` is the place where waiting is told.
function stage(el, label, name = "") {
  const busy = node("p", { class: "ts-busy", role: "status" });
  const root = node("section", { class: `ts-board ${name}`.trim(), "aria-label": label });
  let timers = [];
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
  return { root, busy, wait, settle };
}

// Tie a widget's model to a board: `make(ask)` builds it and returns `show(state)`; `ask(changes)`
// sends new values of the traits in `questions`; `show` gets them with `view`, and `waiting`.
function tie(model, questions, make) {
  const show = make((changes) => {
    model.set("asked", model.get("asked") + 1);
    for (const [name, value] of Object.entries(changes)) model.set(name, value);
    model.save_changes();
  });
  const refresh = () => {
    const view = model.get("view");
    const state = Object.fromEntries(questions.map((name) => [name, model.get(name)]));
    show({ ...state, view, waiting: view.answered !== model.get("asked") });
  };
  model.on("change:view", refresh);
  refresh();
  return () => model.off("change:view", refresh);
}
