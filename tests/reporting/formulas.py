"""A small reading of spreadsheet formulas, so that tests work out what Excel would, from the file itself."""

import re


def evaluated(book, sheet_name):
    """A function from a cell's name in `sheet_name` to its value, worked out from constants and formulas alone."""
    known = {}

    def cell(sheet, name):
        name = name.replace("$", "")
        if (sheet, name) not in known:
            value = book[sheet][name].value
            known[sheet, name] = (
                formula(sheet, value[1:]) if isinstance(value, str) and value.startswith("=") else value
            )
        return known[sheet, name]

    def area(sheet, first, last):
        rows = book[sheet][f"{first}:{last}".replace("$", "")]
        return [[cell(sheet, one.coordinate) for one in row] for row in rows]

    functions = {
        "MAX": max,
        "MIN": min,
        "IF": lambda test, yes, no: yes if test else no,
        "SUM": lambda cells: sum(sum(row) for row in cells),
        "SUMPRODUCT": lambda one, other: sum(a * b for a, b in zip(one[0], other[0], strict=True)),
        "VLOOKUP": lambda key, cells, column, _: next(row[column - 1] for row in cells if row[0] == key),
    }

    def formula(sheet, text):
        python = re.sub(
            r"(?:(\w+)!)?(\$?[A-Z]\$?\d+):(\$?[A-Z]\$?\d+)|(?:(\w+)!)?(\$?\b[A-Z]\$?\d+)\b",
            lambda m: (
                f"area({m[1] or sheet!r}, '{m[2]}', '{m[3]}')".replace(f"area({m[1]},", f"area('{m[1]}',")
                if m[2]
                else f"cell('{m[4] or sheet}', '{m[5]}')"
            ),
            text,
        )
        python = re.sub(r"(?<![<>=!])=(?!=)", "==", python).replace("^", "**").replace("FALSE", "False")
        names = functions | {"area": area, "cell": cell}
        if python.startswith("IF("):
            test, rest = python[3:-1].split("==0,", 1)
            yes, no = rest.split(",", 1)
            return eval(yes if eval(test, names) == 0 else no, names)
        return eval(python, names)

    return lambda name: cell(sheet_name, name)
