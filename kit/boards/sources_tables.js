// The source board's answers without a kernel: every question as it stands before the record, and
// the record, folded away until a verdict on its question is given.

function sourcesLook({ asked, progress, records }) {
  return ({ question, verdicts }) => {
    const given = verdicts[question] ?? null;
    const view = { ...asked[question], progress: progress[Object.keys(verdicts).length], given, record: null };
    if (!given) return view;
    const { record, remarks } = opened(records[question]);
    return { ...view, record: { ...record, remark: remarks[given.verdict] } };
  };
}

function start(data) {
  const model = pageModel({ ...data.start, spec: data.spec }, sourcesLook(data));
  render({ model, el: document.getElementById("board") });
}
