// The participation board's answers without a kernel: tables computed by the exact model, combined
// by sums and products only.

function chebyshev(x, count) {
  const values = [1, x];
  while (values.length < count) values.push(2 * x * values.at(-1) - values.at(-2));
  return values.slice(0, count);
}

// The shorter of the two says how many terms there are.
const dot = (a, b) => a.slice(0, b.length).reduce((sum, value, place) => sum + value * b[place], 0);

function answer(tables, participation, parameters) {
  const { agencies, landing, chances, cases, queue, posted, agents, weeks } = tables;
  const rates = agencies.map((each) => each.rate);
  const names = agencies.map((each) => each.name);
  const takes = (name, channel) => participation[name][channel];
  const entering = names.map((name) => takes(name, "ballistics"));
  const total = rates.reduce((sum, rate) => sum + rate, 0);
  const share = rates.reduce((sum, rate, a) => sum + (entering[a] ? rate : 0), 0) / total;

  const basis = chebyshev(2 * share - 1, chances.in[0].length);
  const byHome = { true: chances.in.map((row) => dot(row, basis)), false: chances.out.map((row) => dot(row, basis)) };
  const perHome = (week) => rates.map((rate, home) => rate * byHome[entering[home]][week]);
  const harmless = ["background", "records", "custody"].every((channel) => parameters[`need_${channel}`] === 0);
  const row = names.map((name) => {
    const out = ["background", "records", "custody"].map((channel) => (takes(name, channel) ? 0 : 1));
    const patrol = takes(tables.patrol, "background") ? 0 : 1;
    return cases[harmless ? 0 : patrol * 8 + out[0] * 4 + out[1] * 2 + out[2]];
  });
  const leads = names.map(() => 0);
  const weekly = [];
  let [ready, delayed] = [0, 0];
  for (let week = 0; week < weeks; week += 1) {
    const sources = perHome(week);
    const found = names.map((_, a) => (entering[a] ? sources.reduce((sum, s, h) => sum + s * landing[h][a], 0) : 0));
    found.forEach((value, a) => (leads[a] += value));
    weekly.push(found.reduce((sum, value) => sum + value, 0));
    tables.answered.forEach((chance, count) => {
      const held = found.reduce((sum, value, a) => sum + value * row[a][3 + count], 0);
      ready += held * chance[week];
      delayed += held * tables.delayed[count][week];
    });
  }
  const allLeads = leads.reduce((sum, value) => sum + value, 0);

  const mean = (column) => row.reduce((sum, each, a) => sum + leads[a] * each[column], 0) / allLeads;

  const officers = names.reduce((sum, name, a) => sum + (takes(name, "task_force") ? posted[a] : 0), 0);
  const everybody = posted.reduce((sum, each) => sum + each, 0);
  const missing = total - share * total;
  const numbers = {
    leads: allLeads,
    backlog: missing * weeks,
    officers_on_duty: agents + officers,
    officer_weeks_returned: (everybody - officers) * weeks,
    suspects: 0,
    suspects_net: 0,
    time_to_close: null,
  };
  if (allLeads > 0) {
    const work = mean(1);
    const { wait, fresh } = queue.staff[agents + officers];
    const across = chebyshev(2 * share - 1, Math.max(wait.length, fresh.length));
    const along = chebyshev((2 * (work - 1)) / (queue.most_work - 1) - 1, wait[0].length);
    const beside = mean(2) - queue.slope * (work - 1);
    const deep = chebyshev((2 * (beside - queue.low)) / (queue.high - queue.low) - 1, wait[0][0].length);
    const read = (table) =>
      dot(across, table.map((plane) => dot(along, plane.map((line) => dot(deep, line)))));
    numbers.time_to_close = delayed / ready + read(wait) + tables.work * work;
    numbers.suspects = mean(0) * allLeads * read(fresh);
    numbers.suspects_net = (1 - (parameters.found_anyway ?? tables.found_anyway)) * numbers.suspects;
  }
  return { numbers, weekly: { leads: weekly, backlog: weekly.map((_, week) => missing * (week + 1)) } };
}

function start({ tables, spec, start: begin }) {
  const pair = (kind, everyone, now) =>
    Object.fromEntries(Object.keys(now[kind]).map((name) => [name, [everyone[kind][name], now[kind][name]]]));
  let state = { participation: spec.presets[0].cells, parameters: {}, dates: {}, ...begin };
  const ask = (changes) => {
    state = { ...state, ...changes };
    const both = [spec.presets[0].cells, state.participation].map((cells) => answer(tables, cells, state.parameters));
    const view = { against: "everybody", numbers: pair("numbers", ...both), weekly: pair("weekly", ...both) };
    drawn.show({ ...state, view });
  };
  const drawn = board(document.getElementById("board"), spec, ask);
  ask({});
}
