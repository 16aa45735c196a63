// The keys of the marking form and the line that tells what is saved. The form itself is made of
// stock widgets; what they hold is read here from the screen, because text that was typed a moment
// ago may not have reached the kernel when the grader saves.

// See kit/boards/stage.js: a bare "x" would cut the cell, "1" turn it into a heading.
const SUPPRESS = "data-lm-suppress-shortcuts";
const DEEDS = { "km-save": "save", "km-back": "back", "km-skip": "skip" };
const AGAIN_MS = 50;
const DRAWN_MS = 5000;
const DEAD_MS = 4000;
const DEAD = "Not saved: the kernel has not answered yet. If it has stopped, run the cell again.";

const isText = (element) => element.matches("textarea, select, input:not([type=radio])");
const isBare = (event) => !event.ctrlKey && !event.metaKey && !event.altKey;
const criteriaOf = (form) => [...form.querySelectorAll(".km-criterion")];
const levelsOf = (criterion) => [...criterion.querySelectorAll("input[type=radio]")];

function collected(form) {
  return {
    card: form.querySelector(".km-answer")?.dataset.card ?? "",
    levels: criteriaOf(form).map((one) => levelsOf(one).findIndex((radio) => radio.checked)),
    comments: criteriaOf(form).map((one) => one.querySelector("textarea")?.value ?? ""),
  };
}

function choose(form, digit) {
  const criteria = criteriaOf(form);
  const focused = criteria.find((one) => one.contains(document.activeElement));
  const waiting = criteria.find((one) => !levelsOf(one).some((radio) => radio.checked));
  const level = levelsOf(focused ?? waiting ?? criteria[0])[digit - 1];
  level?.click();
  level?.focus();
}

function insert(button) {
  const criterion = button.closest(".km-criterion");
  const box = criterion.querySelector("textarea");
  const list = criterion.querySelector("select");
  const said = list.selectedIndex > 0 ? list.options[list.selectedIndex].textContent : "";
  if (!said) return;
  box.value = [box.value.trimEnd(), said].filter(Boolean).join(" ");
  box.dispatchEvent(new Event("input", { bubbles: true }));
  box.dispatchEvent(new Event("change", { bubbles: true }));
  box.focus();
}

// Stock radio buttons are single inputs under a text: make them one group, which the arrow keys walk
// through and a screen reader names.
function group(form, card) {
  criteriaOf(form).forEach((one, number) => {
    levelsOf(one).forEach((radio) => (radio.name = `${card} ${number}`));
    const box = one.querySelector(".widget-radio-box");
    box?.setAttribute("role", "radiogroup");
    box?.setAttribute("aria-label", one.querySelector(".km-criterion-name")?.textContent ?? "");
  });
}

function listen(form, send) {
  const clicked = (event) => {
    const button = event.target.closest?.("button");
    const deed = button && Object.entries(DEEDS).find(([name]) => button.classList.contains(name));
    const inserts = button?.classList.contains("km-insert");
    if (!deed && !inserts) return;
    event.stopPropagation();
    event.preventDefault();
    if (deed) send({ do: deed[1], ...collected(form) });
    else insert(button);
  };
  // On the window, because Notebook 7 hears keys on their way down, before the form does.
  const pressed = (event) => {
    if (!form.contains(event.target)) return;
    event.target.toggleAttribute?.(SUPPRESS, isBare(event));
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) {
      event.stopPropagation();
      event.preventDefault();
      if (!event.repeat) send({ do: "save", ...collected(form) });
      return;
    }
    if (!isBare(event) || isText(event.target)) return;
    if (/^[1-9]$/.test(event.key)) {
      event.preventDefault();
      choose(form, Number(event.key));
    }
  };
  const kept = (event) => isBare(event) && event.stopPropagation();
  form.addEventListener("click", clicked, true);
  window.addEventListener("keydown", pressed, true);
  form.addEventListener("keydown", kept);
  return () => {
    form.removeEventListener("click", clicked, true);
    window.removeEventListener("keydown", pressed, true);
    form.removeEventListener("keydown", kept);
  };
}

function render({ model, el }) {
  const line = document.createElement("p");
  line.className = "km-said";
  line.setAttribute("role", "status");
  el.replaceChildren(line);
  let form = null;
  let stop = null;
  let timer = 0;
  let dead = 0;
  const send = (message) => {
    clearTimeout(dead);
    dead = setTimeout(() => (line.textContent = DEAD), DEAD_MS);
    model.send(message);
  };
  // The parts of a card are drawn one by one: take hold of them when the last is there.
  const settle = (since) => {
    form ??= el.closest(".km-form");
    if (form) stop ??= listen(form, send);
    const pane = form?.querySelector(".km-answer");
    const drawn = form && criteriaOf(form).every((one) => levelsOf(one).length > 0);
    if (drawn && (pane?.dataset.card ?? "") === model.get("card")) {
      group(form, model.get("card"));
      if (model.get("moves") > 0) {
        pane?.focus({ preventScroll: true });
        // Both ends on the screen; where there is no room for both, the upper one.
        for (const end of [".km-buttons", ".km-top"])
          form.querySelector(end).scrollIntoView({ block: "nearest" });
      }
    } else if (Date.now() - since < DRAWN_MS) timer = setTimeout(() => settle(since), AGAIN_MS);
  };
  const say = () => (line.textContent = model.get("said"));
  const follow = () => {
    clearTimeout(timer);
    settle(Date.now());
  };
  model.on("change:said", say);
  model.on("change:moves", follow);
  const alive = () => {
    clearTimeout(dead);
    say();
  };
  model.on("change:heard", alive);
  say();
  follow();
  return () => {
    clearTimeout(timer);
    clearTimeout(dead);
    stop?.();
    model.off("change:heard", alive);
    model.off("change:said", say);
    model.off("change:moves", follow);
  };
}

export default { render };
