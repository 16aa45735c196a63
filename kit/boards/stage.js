// What every board stands on: keys stay inside, a question that waits says so, and no answer is
// drawn that belongs to an earlier question. It stands on drawing.js.

const PATIENCE_MS = 250;
const DEAD_MS = 8000;

// Keys pressed in a board are the board's: a bare "x" would cut its cell, "m" turn it into text.
// JupyterLab hears keys on their way up, where they are stopped; Notebook 7 on their way down, before
// the board does, but leaves a focused element alone that carries this mark. Ctrl+S and its like go
// through.
const SUPPRESS = "data-lm-suppress-shortcuts";

function keepKeys(root) {
  const isBare = (event) => !event.ctrlKey && !event.metaKey && !event.altKey;
  const mark = (event) => {
    if (root.contains(event.target)) event.target.toggleAttribute(SUPPRESS, isBare(event));
  };
  window.addEventListener("keydown", mark, true);
  root.addEventListener("keydown", (event) => {
    if (isBare(event)) event.stopPropagation();
  });
}

// The outermost element of a board. `root` takes the board's parts; `wait()` when a question is
// sent, `settle()` when its answer is there; `busy` is the place where waiting is told.
function stage(el, label, name = "") {
  const busy = node("p", { class: "ts-busy", role: "status" });
  const root = node("section", { class: `ts-board ${name}`.trim(), "aria-label": label });
  let timers = [];
  keepKeys(root);
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
