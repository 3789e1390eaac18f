"""Fixtures of the tests of the work done with her."""

import pytest

from tests.sessions_log.importing import check, rows_of
from tests.workbooks import small


@pytest.fixture
def small_rows(in_rotherham):
    found = check(small(), in_rotherham)
    assert (found.faults, found.reading.interview.asked) == ([], [])
    return rows_of(found)
