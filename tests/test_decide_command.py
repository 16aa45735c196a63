"""``kit decide``: what people decide counts, is kept with its reason, and can be taken back."""

import csv
import shutil

import pytest
from click.testing import CliRunner

from kit.__main__ import main
from kit.errors import BadValue
from kit.grading import moments
from kit.grading.entries import Entry, QuestionMark, Student
from kit.grading.gradebook import FILE, Gradebook
from kit.grading.merging import merge

SET = "04_pull_an_agency_out"
WHO = ("--author", "Grace")
WHY = ("--reason", "as agreed", *WHO)
DEADLINE = "2026-11-20 23:59-06:00"
EMPTY = {"public": [], "hidden": [], "passed": 0, "total": 0, "hint": "", "wrong": "", "said": ""}
CAME = {
    "ada": "2026-11-21T05:59:59+00:00",  # in the last minute
    "bob": "2026-11-21T06:00:00+00:00",
    "cy": "2026-11-24T12:00:00+00:00",
}
NAMES = {"ada": "Ada Lovelace", "bob": "Bob Ng", "cy": "Cy Ray"}
DECLINED = "--reason", "The text is too short.", *WHO


def hand_in(book, id, received, sha256="", file=""):
    verdicts = {"title": "Who left", "criteria": [], **EMPTY}
    criteria = [{"name": "reasons", "points": 6}]
    marks = [
        QuestionMark("left", 4.0, 3.0, "marked", verdicts),
        QuestionMark("memo", 6.0, None, "by hand", {**verdicts, "criteria": criteria}),
    ]
    entry = Entry(id, SET, file or f"{id}.ipynb", sha256 or id, received)
    return book.store(
        entry, student=Student(id, NAMES[id]), record={"runs": {}, "answers": {}}, marks=marks
    )


@pytest.fixture
def results(tmp_path):
    folder = tmp_path / "results"
    folder.mkdir()
    with Gradebook(folder / FILE, create=True) as book:
        book.add_students([Student("eve", "Eve Oz")])
        for id, received in CAME.items():
            hand_in(book, id, received)
    return folder


def run(command, results, *options):
    return CliRunner().invoke(main, ["decide", command, str(results), *map(str, options)])


def done(command, results, *options):
    told = run(command, results, *options)
    assert told.exit_code == 0, told.stderr
    return told.stdout


def decide(command, results, *options):
    return done(command, results, "--exercise", "04", *options)


def late(results, *options, deadline=DEADLINE, per_day=10):
    return decide("late", results, "--deadline", deadline, "--per-day", per_day, *WHO, *options)


def override(results, *options, student="ada", question="left", points=4):
    about = ("--student", student, "--question", question, "--points", points)
    return decide("override", results, *about, *(options or WHY))


def ask(results, student="ada", question="left", text="I counted people."):
    options = ("--student", student, "--question", question, "--text", text)
    return decide("request", results, *options)


def total(results, student="ada"):
    with Gradebook(results / FILE) as book:
        return book.total(student, SET)


def history(results):
    with Gradebook(results / FILE) as book:
        return [(each.kind, each.student, each.state) for each in book.history()]


def everything(results):
    with Gradebook(results / FILE) as book:
        tables = [row[0] for row in book._rows("SELECT name FROM sqlite_master")]
        return {
            name: [tuple(row) for row in book._rows(f"SELECT * FROM {name}")]
            for name in tables
            if not name.startswith("sqlite")
        }


def test_each_day_begun_after_the_deadline_takes_its_share_off(results):
    told = late(results)
    assert {id: total(results, id).penalty for id in CAME} == {"ada": 0, "bob": 0.1, "cy": 0.4}
    assert "Bob Ng (bob): 1 min after the deadline: 1 day begun, 10 % taken off." in told
    assert "has 2.7 of 10 points now, 10 % taken off for lateness" in told
    assert "Ada" not in told
    assert f"kit report {results} --exercise {SET} writes the feedback anew" in told


def test_no_more_than_the_most_is_taken_off_and_grace_takes_nothing(results):
    late(results, "--most", 25, "--grace", 10)
    assert [total(results, id).penalty for id in ("bob", "cy")] == [0, 0.25]


def test_a_deadline_without_a_zone_is_in_the_named_one_and_said_so(results):
    told = late(results, "--zone", "America/Chicago", deadline="2026-11-20 23:59")
    assert "deadline 2026-11-20 23:59 (UTC-06:00)" in told
    assert [total(results, id).penalty for id in CAME] == [0, 0.1, 0.4]


def test_a_dry_run_tells_and_writes_nothing(results):
    before = everything(results)
    assert "Bob Ng" in late(results, "--dry-run")
    assert everything(results) == before


def test_the_times_of_a_csv_count_instead_of_the_files(results, tmp_path):
    times = tmp_path / "times.csv"
    times.write_text("Student,Received\nCy Ray,2026-11-20 20:00\nbob,\n", encoding="utf-8")
    late(results, "--received", times, "--zone", "America/Chicago")
    assert [total(results, id).penalty for id in CAME] == [0, 0.1, 0]


def test_another_deadline_is_worked_out_anew_and_who_is_late_no_more_is_named(results):
    late(results)
    told = late(results, deadline="2026-11-21 23:59-06:00")
    assert "Bob Ng (bob): nothing is taken off any more." in told
    assert [total(results, id).penalty for id in CAME] == [0, 0, 0.3]


def test_the_same_rule_again_adds_nothing_to_the_history(results):
    late(results)
    before = history(results)
    late(results)
    assert history(results) == before
    assert len(before) == 2


def test_a_penalty_set_by_hand_stays_unless_told(results):
    about = ("--student", "cy", "--percent", 5, "--days", 1)
    decide("penalty", results, *about, *WHY)
    assert "5 % set by a person; it stays" in late(results)
    assert total(results, "cy").penalty == 0.05
    late(results, "--again")
    assert total(results, "cy").penalty == 0.4


def test_a_file_that_canvas_named_late_is_doubted_if_its_time_is_in_time(results):
    with Gradebook(results / FILE) as book:
        hand_in(book, "ada", CAME["ada"], "b", "lovelaceada_LATE_1_2_04.ipynb")
    options = ("--exercise", "04", "--deadline", DEADLINE, "--per-day", 10, *WHO)
    assert "lovelaceada_LATE_1_2_04.ipynb" in run("late", results, *options).stderr


def test_only_the_hand_in_that_counts_is_told_late(results):
    with Gradebook(results / FILE) as book:
        hand_in(book, "bob", "2026-11-20T12:00:00+00:00", "newer")
    assert "Bob" not in late(results)


def test_an_excuse_is_kept_with_its_reason_and_is_ex_in_canvas(results, tmp_path):
    told = decide("excuse", results, "--student", "eve oz", "--reason", "ill, a note", *WHO)
    assert "Eve Oz (eve)" in told
    assert "excused: ill, a note" in told
    export = tmp_path / "export.csv"
    export.write_text('Student,ID,Exercise 04 (7)\n,,\n"Oz, Eve",9,\nBob,bob,1\n')
    options = ["--exercise", "04", "--canvas", str(export), "--assignment", "Exercise 04"]
    reported = CliRunner().invoke(main, ["report", str(results), *options])
    assert reported.exit_code == 0, reported.stderr
    with (results / "grades.csv").open(encoding="utf-8") as file:
        assert {row["ID"]: row["Exercise 04 (7)"] for row in csv.DictReader(file)}["9"] == "EX"


def test_an_override_counts_and_stands_in_the_feedback(results):
    assert "Ada Lovelace (ada), 04_pull_an_agency_out: has 4 of 10 points now" in override(results)
    assert CliRunner().invoke(main, ["report", str(results), "--exercise", "04"]).exit_code == 0
    page = (results / "feedback" / SET / "ada.html").read_text(encoding="utf-8")
    assert "as agreed" in page


def test_a_decision_keeps_reason_author_and_time_and_the_older_one_stays(results):
    override(results, "--reason", "half right", *WHO, points=2)
    override(results, "--reason", "a fault of ours", "--author", "Emmy")
    with Gradebook(results / FILE) as book:
        older, newer = book.history()
    assert (older.value, older.reason, older.author, older.state) == (
        *(2, "half right", "Grace"),
        "replaced",
    )
    assert (newer.value, newer.reason, newer.author, newer.state) == (
        *(4, "a fault of ours", "Emmy"),
        "counts",
    )
    assert older.at < newer.at


def test_what_is_taken_back_no_longer_counts_and_what_counted_before_counts_again(results):
    for points in (1, 2):
        override(results, points=points)
    for number, earned in ((2, 1), (1, 3)):
        done("take-back", results, number, *WHY)
        assert total(results).earned == earned
    assert [state for kind, _, state in history(results) if kind == "override"] == [
        "taken back",
        "taken back",
    ]


def test_an_excuse_and_a_penalty_can_be_taken_back(results):
    late(results)
    decide("penalty", results, "--student", "bob", "--percent", 0, *WHY)
    decide("excuse", results, "--student", "bob", *WHY)
    numbers = {kind: n for n, (kind, who, _) in enumerate(history(results), 1) if who == "bob"}
    assert (total(results, "bob").excused, total(results, "bob").penalty) == ("as agreed", 0)
    for kind in ("excuse", "penalty"):
        done("take-back", results, numbers[kind], *WHY)
    assert (total(results, "bob").excused, total(results, "bob").penalty) == ("", 0.1)
    done("take-back", results, numbers["late"], *WHY)
    assert total(results, "bob").penalty == 0


def test_an_older_excuse_that_still_stands_excuses(results):
    for reason in ("ill", "away"):
        decide("excuse", results, "--student", "eve", "--reason", reason, *WHO)
    assert total(results, "eve").excused == "away"
    done("take-back", results, 2, *WHY)
    assert total(results, "eve").excused == "ill"


def test_a_request_is_listed_and_granted_with_its_reason(results):
    ask(results)
    listed = done("requests", results, "--exercise", "04")
    assert "Ada Lovelace (ada), 04_pull_an_agency_out, left, 3 of 4 points (automatic)" in listed
    assert "“I counted people.”" in listed
    assert "has 4 of 10 points now" in done("accept", results, 1, "--points", 4, *WHY)
    assert "Nobody waits" in done("requests", results)
    assert "Grace: as agreed" in done("requests", results, "--all")


def test_a_declined_request_changes_no_marks_and_keeps_why(results):
    ask(results)
    before = total(results)
    done("decline", results, 1, *DECLINED)
    assert total(results) == before
    assert "Grace: The text is too short." in done("requests", results, "--all")
    assert history(results) == [("declined", "ada", "settled")]


def test_a_settled_request_that_is_taken_back_is_open_again(results):
    ask(results)
    done("accept", results, 1, "--points", 4, *WHY)
    assert "open again" in done("take-back", results, 1, *WHY)
    assert total(results).earned == 3
    done("decline", results, 1, *DECLINED)
    done("take-back", results, 3, *WHY)
    assert "I counted people." in done("requests", results)


def test_requests_of_a_csv_are_written_once(results, tmp_path):
    file = tmp_path / "wishes.csv"
    file.write_text(
        "student,question,text\nada,left,I counted people.\nBob Ng,memo,Read it again.\n"
    )
    assert "2 written down, 0 there already." in decide("request", results, "--from-csv", file)
    assert "0 written down, 2 there already." in decide("request", results, "--from-csv", file)


def test_a_csv_with_one_bad_row_writes_none(results, tmp_path):
    file = tmp_path / "wishes.csv"
    file.write_text("student,question,text\nada,left,Look.\nbob,lefd,Look.\n")
    before = everything(results)
    told = run("request", results, "--exercise", "04", "--from-csv", file)
    assert (told.exit_code, "left" in told.stderr) == (2, True)
    assert everything(results) == before


def test_a_request_about_a_hand_in_that_no_longer_counts_can_only_be_declined(results):
    ask(results)
    with Gradebook(results / FILE) as book:
        hand_in(book, "ada", CAME["ada"], "newer")
    told = run("accept", results, 1, "--points", 4, *WHY)
    assert (told.exit_code, "superseded" in told.stderr) == (2, True)
    done("decline", results, 1, *DECLINED)


def test_a_decision_about_an_earlier_hand_in_is_listed_as_such(results):
    override(results)
    with Gradebook(results / FILE) as book:
        hand_in(book, "ada", CAME["ada"], "newer")
    assert "[earlier hand-in]" in done("list", results)
    assert "Nothing was decided yet." in done("list", results, "--counting")


def test_the_list_shows_who_decided_what_and_whether_it_counts(results):
    late(results)
    override(results)
    done("take-back", results, 3, "--reason", "the wrong student", *WHO)
    lines = done("list", results, "--student", "ada").splitlines()
    assert lines[0].split(None, 3)[3] == (
        "Ada Lovelace (ada), 04_pull_an_agency_out: override left: 4 points."
        " “as agreed” (Grace)  [taken back]"
    )
    assert lines[1].endswith("taken back left: decision 3. “the wrong student” (Grace)")
    assert len(done("list", results).splitlines()) == 4


ADA = ("--exercise", "04", "--student", "ada")
WRONG = {
    "near names of a student": (
        *("override", "--exercise", "04", "--student", "adda", "--question", "left"),
        *("--points", 1, *WHY),
        "the nearest are Ada Lovelace (ada)",
    ),
    "excuse of nobody": ("excuse", "--exercise", "04", "--student", "evi", *WHY, "--student eve"),
    "question": ("override", *ADA, "--question", "lefd", "--points", 1, *WHY, "'left'"),
    "points": ("override", *ADA, "--question", "left", "--points", 4.5, *WHY, "0 to 4"),
    "below nothing": ("override", *ADA, "--question", "left", "--points", -1, *WHY, "0 to 4"),
    "no number": ("override", *ADA, "--question", "left", "--points", "nan", *WHY, "0 to 4"),
    "nothing handed in": (
        *("override", "--exercise", "04", "--student", "eve", "--question", "left"),
        *("--points", 1, *WHY),
        "no graded hand-in",
    ),
    "exercise": ("excuse", "--exercise", "05", "--student", "ada", *WHY, SET),
    "blank reason": ("excuse", *ADA, "--reason", " ", *WHO, "--reason"),
    "blank author": ("excuse", *ADA, "--reason", "ill", "--author", " ", "--author"),
    "share": ("penalty", *ADA, "--percent", 101, *WHY, "0 to 100"),
    "days": ("penalty", *ADA, "--percent", 10, "--days", -1, *WHY, "--days"),
    "request": ("accept", 7, "--points", 1, *WHY, "no request"),
    "decision": ("take-back", 7, *WHY, "no decision"),
    "text": ("request", *ADA, "--question", "left", "--text", " ", "--text"),
    "no file": ("request", "--exercise", "04", "--from-csv", "none.csv", "cannot be read"),
    "both": ("request", *ADA, "--from-csv", "none.csv", "--student"),
}


@pytest.mark.parametrize("what", WRONG)
def test_what_cannot_be_is_told_and_changes_nothing(results, what):
    command, *options, hint = WRONG[what]
    before = everything(results)
    told = run(command, results, *options)
    assert told.exit_code == 2
    assert "because" in told.stderr
    assert "try" in told.stderr
    assert hint in told.stderr
    assert everything(results) == before


@pytest.mark.parametrize(
    ("options", "hint"),
    [
        (("--deadline", "Friday", "--per-day", 10), "no day and hour"),
        (("--deadline", "2026-11-31 10:00", "--per-day", 10), "no day and hour"),
        (("--deadline", "2026-11-20", "--per-day", 10), "which hour"),
        (("--deadline", "2026-11-20 23", "--per-day", 10), "which hour"),
        (("--deadline", DEADLINE, "--per-day", 0.1), "--per-day 10"),
        (("--deadline", DEADLINE, "--per-day", 110), "0 to 100"),
        (("--deadline", DEADLINE, "--per-day", 10, "--most", -1), "--most"),
        (("--deadline", DEADLINE, "--per-day", 10, "--grace", -1), "grace"),
        (("--deadline", DEADLINE, "--per-day", 10, "--zone", "chicago"), "America/Chicago"),
    ],
)
def test_a_rule_for_lateness_that_cannot_be_is_told_and_changes_nothing(results, options, hint):
    before = everything(results)
    told = run("late", results, "--exercise", "04", *options, *WHO)
    assert (told.exit_code, hint in told.stderr) == (2, True)
    assert everything(results) == before


@pytest.mark.parametrize(
    ("rows", "hint"),
    [
        ("student,when\nada,x\n", "received"),
        ("student,received\nadda,2026-11-20 10:00\n", "(ada)"),
        ("student,received\nada,soon\n", "'ada' the time 'soon'"),
        ("student,received\nada,2026-11-20 10:00\nADA,2026-11-20 11:00\n", "twice"),
    ],
)
def test_bad_times_in_a_csv_are_told_and_change_nothing(results, tmp_path, rows, hint):
    (tmp_path / "times.csv").write_text(rows, encoding="utf-8")
    before = everything(results)
    rule = ("--deadline", DEADLINE, "--per-day", 10, "--received", tmp_path / "times.csv")
    told = run("late", results, "--exercise", "04", *rule, *WHO)
    assert (told.exit_code, hint in told.stderr) == (2, True)
    assert everything(results) == before


@pytest.mark.parametrize("command", ["accept", "decline"])
def test_a_request_is_settled_once(results, command):
    ask(results)
    done("decline", results, 1, *DECLINED)
    before = everything(results)
    points = ("--points", 4) if command == "accept" else ()
    told = run(command, results, 1, *points, *WHY)
    assert (told.exit_code, "declined already" in told.stderr) == (2, True)
    assert everything(results) == before


def test_what_was_taken_back_stays_so(results):
    override(results)
    done("take-back", results, 1, *WHY)
    before = everything(results)
    for number in (1, 2):
        assert run("take-back", results, number, *WHY).exit_code == 2
    assert everything(results) == before


@pytest.mark.parametrize("command", ["list", "requests"])
def test_without_a_gradebook_there_is_nothing_to_list_and_none_is_made(tmp_path, command):
    told = run(command, tmp_path)
    assert (told.exit_code, "no gradebook" in told.stderr) == (2, True)
    assert list(tmp_path.iterdir()) == []


def test_a_name_that_two_students_have_is_not_guessed(results):
    with Gradebook(results / FILE) as book:
        book.add_students([Student("ada2", "Ada Lovelace")])
    told = run("excuse", results, "--exercise", "04", "--student", "Ada Lovelace", *WHY)
    assert (told.exit_code, "(ada2)" in told.stderr) == (2, True)


def test_a_gradebook_of_before_gets_a_history_of_what_it_holds(results):
    late(results)
    ask(results)
    done("decline", results, 1, *DECLINED)
    decide("excuse", results, "--student", "eve", *WHY)
    override(results)
    before = sorted((kind, who) for kind, who, _ in history(results))
    with Gradebook(results / FILE) as book, book.transaction():
        book._write("DROP TABLE decisions")
        book._write("INSERT INTO meta SELECT 'computed lateness ' || submission, '' FROM lateness")
    assert sorted((kind, who) for kind, who, _ in history(results)) == before
    number = [kind for kind, _, _ in history(results)].index("excuse")
    with Gradebook(results / FILE) as book:
        done("take-back", results, book.history()[number].id, *WHY)
    assert total(results, "eve").excused == ""


@pytest.fixture
def copy(results):
    override(results)
    decide("excuse", results, "--student", "eve", *WHY)
    shutil.copytree(results, results.parent / "copy")
    return results.parent / "copy"


def bring(target, other):
    with Gradebook(target / FILE) as book:
        return merge(book, [other / FILE])


def test_what_was_taken_back_in_a_copy_is_taken_back_where_it_is_merged(results, copy):
    for number in (1, 2):
        done("take-back", copy, number, *WHY)
    bring(results, copy)
    assert (total(results).earned, total(results, "eve").excused) == (3, "")
    assert history(results) == history(copy)


def test_what_was_taken_back_does_not_come_back_with_a_copy(results, copy):
    for number in (1, 2):
        done("take-back", results, number, *WHY)
    before = history(results)
    bring(results, copy)
    assert (total(results).earned, total(results, "eve").excused) == (3, "")
    assert history(results) == before


def test_after_a_merge_the_list_says_that_the_targets_excuse_counts(results, copy):
    decide("excuse", copy, "--student", "eve", "--reason", "away", *WHO)
    bring(results, copy)
    assert total(results, "eve").excused == "as agreed"
    excuses = [state for kind, _, state in history(results) if kind == "excuse"]
    assert excuses == ["counts", "replaced"]


def test_lateness_worked_out_in_a_copy_is_worked_out_anew(results, copy):
    late(copy)
    bring(results, copy)
    late(results, per_day=20)
    assert total(results, "bob").penalty == 0.2


@pytest.mark.parametrize(
    ("text", "iso"),
    [
        ("2026-11-20 23:59-06:00", "2026-11-20T23:59:59.999999-06:00"),
        ("2026-11-20T23:59:00Z", "2026-11-20T23:59:00+00:00"),
        (" 2026-11-20  08:05+01:00 ", "2026-11-20T08:05:59.999999+01:00"),
    ],
)
def test_a_time_to_the_minute_means_the_end_of_the_minute(text, iso):
    assert moments.moment(text).isoformat() == iso


def test_an_excuse_without_a_reason_would_not_excuse_so_it_is_refused(results):
    with Gradebook(results / FILE) as book, pytest.raises(BadValue, match="reason"):
        book.excuse("eve", SET, reason="", author="Grace")
