// The backlog board's answers without a kernel: every value of every slider has its row in a table
// that the exact arithmetic wrote. Here rows are looked up; a guess is held against them.

const rowOf = ({ first, columns }, value) =>
  Object.fromEntries(Object.entries(columns).map(([name, column]) => [name, column[value - first]]));

// What the answer adds: suspects are leads times the share, and a guess lies over or under it.
function answered({ entered, leads, judged, axis }, values) {
  const { guess, share } = values;
  const middle = leads[values.entered - entered.first];
  const away = guess - middle;
  const place = Math.abs(away) < judged.meets ? "meets" : away > 0 ? "over" : "under";
  const right = judged.rights.find(([, from, to]) => from <= guess && guess <= to)?.[0];
  return {
    ...rowOf(entered, values.entered),
    percent: `${(100 * share).toFixed(1)}\u00a0%`,
    suspects: (middle * share).toFixed(2),
    guess: String(Number(guess.toPrecision(6))),
    guess_y: String(Number((axis.base - (axis.height * guess) / axis.top).toFixed(1))),
    place: filled(judged.places[place], { away: Math.abs(away).toFixed(1) }),
    right: right === undefined ? judged.never : filled(judged.right, { right }),
  };
}

function backlogLook({ layout, tables, answer }) {
  let answers = null;
  return (values) => {
    const holes = Object.assign({}, ...["entered", "shut_off", "delay"].map((name) => rowOf(tables[name], values[name])));
    if (values.guess === null) return filled(layout, holes);
    answers ??= opened(answer);
    return filled(answers.layout, { ...holes, ...answered(answers, values) });
  };
}

function start(data) {
  const model = pageModel({ ...data.start, spec: data.spec }, backlogLook(data));
  render({ model, el: document.getElementById("board") });
}
