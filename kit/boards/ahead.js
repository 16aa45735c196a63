// Answers sent ahead: the kernel's own answers to every state that one more click reaches, so that
// a click can be drawn before the kernel hears of it. An answer is found only by the whole state
// that it answers: cells, dates, assumptions and the pinned state.

// A state as text, the same for two states exactly if they mean the same.
function stateKey({ participation, parameters, dates, pinned }) {
  const out = Object.entries(participation).flatMap(([agency, row]) =>
    Object.keys(row)
      .filter((channel) => !row[channel])
      .map((channel) => {
        const { left = "", back = "", catch_up: catchUp = true } = dates?.[agency]?.[channel] ?? {};
        return JSON.stringify([agency, channel, left, back, !back || catchUp]);
      }),
  );
  const beside = pinned?.participation ? stateKey(pinned) : "";
  return JSON.stringify([out.sort(), Object.entries(parameters).sort(), beside]);
}

// `take(view, sent)` keeps what was sent ahead from a view and says how many answers that makes, and
// `keep(view)` keeps a view that was drawn, as the last `drawn` ones are; `find(state)` gives the
// view of exactly that state, or nothing.
function answersAhead(drawn = 8) {
  let ahead = new Map();
  let [from, count] = [null, 0];
  const past = new Map();
  const stateOf = ({ to: [participation, parameters, dates, pinned] }) => ({ participation, parameters, dates, pinned });
  const beside = (pairs, values) =>
    Object.fromEntries(Object.entries(values).map(([name, value]) => [name, [pairs[name][0], value]]));
  function take(view, { turn, answers }) {
    if (turn !== view.turn) return 0; // sent from a view that is no longer the one on the board
    if (from !== turn) [ahead, from, count] = [new Map(), turn, 0];
    count += answers.length;
    const base = stateOf(view);
    for (const { participation, dates, numbers, weekly, ...told } of answers) {
      const state = {
        ...base,
        participation: { ...base.participation, ...participation },
        dates: { ...base.dates, ...dates },
      };
      ahead.set(stateKey(state), {
        ...view,
        ...told,
        to: Object.values(state),
        numbers: beside(view.numbers, numbers),
        weekly: beside(view.weekly, weekly),
      });
    }
    return count;
  }
  function keep(view) {
    const key = stateKey(stateOf(view));
    past.delete(key);
    past.set(key, view);
    if (past.size > drawn) past.delete(past.keys().next().value);
  }
  // Without its `turn`: what comes later belongs to the kernel's own answer.
  function find(state) {
    const key = stateKey(state);
    const view = ahead.get(key) ?? past.get(key);
    return view && { ...view, turn: null };
  }
  return { take, keep, find, stateOf };
}
