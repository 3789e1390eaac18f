"""Two workbooks as practice leads keep them: their own sheets, headings, words and dates, titles, totals and notes."""

import functools
import io

import xlsxwriter

Cells = list[list[object]]

PRACTICE: Cells = [
    ["Key", "Value"],
    ["Practice name", "Rotherham"],
    ["Address", "rotherham"],
    ["Country", "England"],
    ["Cohort", 1],
    ["Cohort start date", "01/07/2018"],
    ["Capacity", 24],
]
NAMES = [
    ("Tamsin", "Oakley"), ("Bryony", "Cade"), ("Marta", "Kowal"), ("Leanne", "Quill"), ("Shona", "Reay"),
    ("Precious", "Adeyemi"), ("Gwen", "Tarrant"), ("Holly", "Ness"),
]  # fmt: skip


def book_of(sheets: dict[str, Cells]) -> bytes:
    """A workbook of these cells, all of them as they would be typed."""
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, {"strings_to_formulas": False})
    for name, rows in sheets.items():
        sheet = book.add_worksheet(name)
        for number, row in enumerate(rows):
            for place, value in enumerate(row):
                if value is not None:
                    sheet.write(number, place, value)
    book.close()
    return out.getvalue()


@functools.cache
def caseload() -> bytes:
    """Of a lead who keeps a caseload: a title, a totals row, UK dates, times beside dates, words of her own."""
    women: Cells = [["Pause: our women, updated every Friday"], []]
    women.append(["Case ID", "Forename", "Surname", "DOB", "Ethnic group", "Care experienced", "Referral from",
                  "Date referred", "Offer date", "Date agreed", "Key worker", "Shoe size"])  # fmt: skip
    for number, (first, last) in enumerate(NAMES, start=1):
        women.append([
            f"N-{number:03}", first, last, f"{10 + number}/03/199{number}", "White British", "Y", "Social care",
            f"{number}/06/2018", f"{number + 10}/07/2018", f"{number + 12}/08/2018", "Jo", 4 + number % 4,
        ])  # fmt: skip
    women.append(["Total", len(NAMES)])
    visits: Cells = [
        ["Case ID", "Date of visit", "Time", "Who", "Contact type", "Result", "Duration", "Topic", "Comments"]
    ]
    kinds = ("Home visits", "Popped in", "Telephone call", "Popped in")
    for number in range(40):
        ref, day = f"N-{number % 8 + 1:03}", f"{number % 27 + 1:02}/10/2018"
        outcome = "Saw her" if number % 5 else "Blank day"
        visits.append([ref, day, f"{9 + number % 8}:30", "Jo", kinds[number % 4], outcome, 45, "Housing", "We talked"])
    appts: Cells = [["Case ID", "Appt date", "Appointment with", "Where", "Did she attend", "Escort"]]
    for number in range(12):
        appts.append([f"N-{number % 8 + 1:03}", f"{number + 13}/11/2018 10:00", "GP", "High Street", "Attended", "Y"])
    kids: Cells = [["Case ID", "Child", "Month of birth", "Date removed", "Court order"]]
    kids += [[f"N-{n:03}", 1, f"2015-0{n}", f"{n + 12}/05/2016", "Care orders"] for n in range(1, 9)]
    return book_of({"Practice": PRACTICE, "Caseload": women, "Visits": visits, "Appts": appts, "Kids": kids})


@functools.cache
def contact_log() -> bytes:
    """Of a lead whose system writes dates month first, and who types some of them: mixed within one column."""
    mums: Cells = [
        ["ID", "Name", "Birth date", "Race", "Offered", "Start date", "Worker", "End date", "Reason for leaving", "Car"]
    ]
    for number, (first, last) in enumerate(NAMES, start=1):
        closed = ["02/20/2019", "Moved area"] if number > 6 else [None, None]
        mums.append([
            f"M{number}", f"{first} {last}", f"03/{number + 12}/1991", "White British", f"07/{number + 12}/2018",
            f"08/{number + 14}/2018", "Sam", *closed, "red" if number % 2 else None,
        ])  # fmt: skip
    log: Cells = [["Contact log 2018-19"], ["ID", "Contact date", "Seen by", "How", "Was she there", "Mins", "Details"]]
    days = ("10/23/2018 10:00", "24/10/2018 11:00", "05/11/2018 09:30", "11/26/2018 14:00", "07/12/2018 10:00")
    for number in range(30):
        how = ("Drop in", "Phone", "Drop in", "Home visit")[number % 4]
        seen = "Yes" if number % 3 else "No show"
        log.append([f"M{number % 8 + 1}", days[number % 5], "Sam", how, seen, "30 mins", f"Call {number}"])
    log.append(["Totals", None, None, None, None, 900])
    outcomes: Cells = [["ID", "Date achieved", "Area of need", "Result", "Agency name"]]
    outcomes += [[f"M{n}", f"12/{n + 12}/2018", "Housing", "New tenancies", "Council"] for n in range(1, 5)]
    targets: Cells = [["Goal ID", "ID", "Domain", "What she wants", "Date set", "Date met"]]
    targets += [[f"G{n}", f"M{n}", "Money", "To pay what I owe", f"09/{n + 12}/2018", None] for n in range(1, 6)]
    reviews: Cells = [["Goal ID", "Date scored", "Out of 10"]]
    reviews += [[f"G{n}", f"10/{n + 15}/2018", n + 2] for n in range(1, 6)]
    return book_of({
        "Practice": PRACTICE, "Mums": mums, "Contact log": log, "Outcomes": outcomes, "Targets": targets,
        "Reviews": reviews,
    })  # fmt: skip
