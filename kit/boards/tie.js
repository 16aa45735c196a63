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
