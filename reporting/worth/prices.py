"""Prices of different years made comparable.

HM Treasury, GDP deflators at market prices, March 2026 Quarterly National Accounts release; 2024-25 is 100. Years after
2024-25 are the OBR's forecast of March 2026.
"""

DEFLATOR = {
    "2005-06": 61.3576, "2008-09": 66.8397, "2009-10": 67.7042, "2010-11": 68.8561, "2011-12": 70.3261,
    "2012-13": 71.5454, "2013-14": 73.0337, "2014-15": 74.0662, "2015-16": 74.5804, "2016-17": 76.0754,
    "2017-18": 77.0388, "2018-19": 78.7948, "2019-20": 80.8738, "2020-21": 85.1002, "2021-22": 85.3036,
    "2022-23": 91.2996, "2023-24": 96.1117, "2024-25": 100.0, "2025-26": 103.2388, "2026-27": 105.3095,
}  # fmt: skip
BASE_YEAR = "2025-26"


def uprated(amount: float, *, price_year: str, base_year: str = BASE_YEAR) -> float:
    """An amount in pounds of one year, in pounds of another; raises KeyError for a year that is not in the table."""
    return amount * DEFLATOR[base_year] / DEFLATOR[price_year]
