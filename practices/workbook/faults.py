"""What is wrong with a workbook, cell by cell."""

from dataclasses import asdict, dataclass
from typing import Any


@dataclass(frozen=True)
class Fault:
    """One thing to mend: where it stands (Excel's row number, the column's name), what was found, what to do."""

    sheet: str
    row: int | None
    column: str
    value: str
    message: str

    def as_json(self) -> dict[str, Any]:
        """As the command line prints it."""
        return asdict(self)


@dataclass(frozen=True)
class Remark:
    """Something that does not stop the import but that a person should know."""

    sheet: str
    message: str
    row: int | None = None
    column: str = ""


class NotAWorkbook(Exception):
    """The file cannot be read at all; one line says why."""
